"""The clean HTML of a body as Markdown, for a terminal to show with its lists, tables and code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements nested deeper are shown at this depth; no reader follows more indents.
DEEPEST = 24

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"}
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("iframe", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio"),
    }
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
# What makes a list or a heading of a line that begins with it.
_BEGINNING = re.compile(r"^( *[0-9]{0,9})([-+=.)])", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


class _Tree(HTMLParser):
    """Builds the tree; forgives what was not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].name == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def markdown_of(html: str) -> str:
    """Return `html` as Markdown: blocks parted by an empty line."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return "\n\n".join(_blocks(tree.root))


def _blocks(node: _Node) -> list[str]:
    """Return the blocks in `node`; text between block elements becomes a paragraph."""
    blocks: list[str] = []
    loose: list[_Node | str] = []

    def paragraph() -> None:
        if text := _inline(loose).strip():
            blocks.append(_BEGINNING.sub(r"\1\\\2", text))
        loose.clear()

    for child in node.children:
        if isinstance(child, str) or (child.name not in _BLOCKS and not _holds_blocks(child)):
            loose.append(child)
            continue
        paragraph()
        blocks += _block(child)
    paragraph()
    return blocks


def _block(node: _Node) -> list[str]:
    name = node.name
    if re.fullmatch("h[1-6]", name):
        return [f"{'#' * int(name[1])} {_one_line(_inline(node.children))}"]
    if name == "hr":
        return ["---"]
    if name == "pre":
        return [_fence(_raw(node))]
    if name in ("ul", "ol"):
        return [_list(node)]
    if name == "blockquote":
        return ["\n".join(f"> {line}" for line in "\n\n".join(_blocks(node)).split("\n"))]
    if name == "table":
        return [_table(node)]
    if name == "figcaption":
        text = _one_line(_inline(node.children))
        return [f"*{text}*"] if text else []
    if name in ("iframe", "video", "audio"):
        address = node.attributes.get("src", "")
        return [f"\\[{name}\\] {_escaped(address)}"] if address else _blocks(node)
    return _blocks(node)


def _holds_blocks(node: _Node) -> bool:
    return any(
        isinstance(child, _Node) and (child.name in _BLOCKS or _holds_blocks(child))
        for child in node.children
    )


def _list(node: _Node) -> str:
    items = [child for child in node.children if isinstance(child, _Node) or child.strip()]
    lines = []
    for number, item in enumerate(items, _first_number(node)):
        mark = f"{number}. " if node.name == "ol" else "- "
        if isinstance(item, str):
            inner = _inline([item]).strip()
        else:
            inner = "\n\n".join(_blocks(item) if item.name == "li" else _block(item))
        lines.append(mark + inner.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _first_number(node: _Node) -> int:
    start = node.attributes.get("start", "")
    return int(start) if re.fullmatch("[0-9]{1,6}", start) else 1


def _table(node: _Node) -> str:
    rows = [
        [_one_line(_inline(cell.children)) for cell in _children(row, "td", "th")]
        for row in _rows(node)
    ]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _rows(node: _Node) -> list[_Node]:
    rows = []
    for child in _children(node, "tr", "thead", "tbody", "tfoot"):
        rows += [child] if child.name == "tr" else _children(child, "tr")
    return rows


def _children(node: _Node, *names: str) -> list[_Node]:
    return [child for child in node.children if isinstance(child, _Node) and child.name in names]


def _inline(nodes: list[_Node | str]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(_escaped(_SPACE.sub(" ", node)))
        elif node.name == "br":
            parts.append("\\\n")
        elif node.name == "img":
            parts.append(_picture(node))
        elif node.name == "code":
            text = _raw(node).replace("`", "'")
            parts.append(f"`{text}`" if text.strip() else "")
        else:
            parts.append(_marked(node))
    return "".join(parts)


def _marked(node: _Node) -> str:
    inner = _inline(node.children)
    text = inner.strip()
    if not text:
        return inner
    if node.name == "a" and (address := node.attributes.get("href", "")):
        # The address in the open, so that it can be seen and copied.
        return text if _escaped(address) == text else f"{text} ({_escaped(address)})"
    mark = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}.get(node.name)
    if not mark:
        return inner
    return inner.replace(text, f"{mark}{text}{mark}", 1)


def _picture(node: _Node) -> str:
    alt = _one_line(_escaped(node.attributes.get("alt", "")))
    address = _escaped(node.attributes.get("src", ""))
    return f"\\[{'picture: ' + alt if alt else 'picture'}\\] {address}"


def _raw(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _raw(child) for child in node.children)


def _fence(text: str) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ").strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
