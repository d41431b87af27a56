"""Clean HTML as Markdown that kramdown (Jekyll) and Goldmark (Hugo) read alike."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from lxml import html as lxml_html
from lxml.html import HtmlElement

#: Elements nested deeper than this are written as their text.
DEEPEST = 24
#: Blocks that are HTML in Markdown, too: what it has no sign for, or has it otherwise.
_AS_HTML = {"iframe", "video", "audio", "dl", "details"}
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("iframe", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio"),
    }
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_SPECIAL = re.compile(r"([\\`*_\[\]|#~$])")
# What makes a list, a heading, a quotation or a definition of a line that begins with it.
_BEGINNING = re.compile(r"^( *[0-9]{0,9})([-+=.:)])", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def markdown_text(body_html: str) -> str:
    """Return `body_html` as Markdown, blocks parted by an empty line; pictures stay links."""
    if not body_html.strip():
        return ""
    root = lxml_html.fragment_fromstring(body_html, create_parent="div")
    return "\n\n".join(_blocks(root, 0))


def _blocks(node: HtmlElement, depth: int) -> list[str]:
    """Return the blocks in `node`; text between block elements becomes a paragraph."""
    if depth > DEEPEST:
        text = _paragraph(_escaped(_squeezed(node.text_content())))
        return [text] if text else []
    blocks: list[str] = []
    loose = [_escaped(_squeezed(node.text or ""))]

    def end_paragraph() -> None:
        if text := _paragraph("".join(loose)):
            blocks.append(text)
        loose.clear()

    for child in node:
        if isinstance(child.tag, str):
            if child.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in child.iter()):
                end_paragraph()
                blocks += _block(child, depth + 1)
            else:
                loose.append(_inline_element(child, depth + 1))
        loose.append(_escaped(_squeezed(child.tail or "")))
    end_paragraph()
    return [block for block in blocks if block]


def _paragraph(text: str) -> str:
    text = re.sub(r"(?:\\\n|\s)+\Z|\A(?:\\\n|\s)+", "", text)
    text = re.sub(r" *\n *", "\n", text)
    return _BEGINNING.sub(r"\1\\\2", text)


def _block(node: HtmlElement, depth: int) -> list[str]:
    name = str(node.tag)
    if re.fullmatch("h[1-6]", name):
        text = _one_line(_inline(node, depth))
        return [f"{'#' * int(name[1])} {text}"] if text else []
    if name == "hr":
        return ["---"]
    if name == "pre":
        return [_code(node.text_content())]
    if name in ("ul", "ol"):
        return [_list(node, depth)]
    if name == "blockquote":
        inner = "\n\n".join(_blocks(node, depth))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []
    if name == "table":
        return [_table(node, depth)]
    if name == "figcaption":
        text = _one_line(_inline(node, depth))
        return [f"*{text}*"] if text else []
    if name in _AS_HTML:
        return [_html(node)]
    return _blocks(node, depth)


def _list(node: HtmlElement, depth: int) -> str:
    lines = []
    number = _first_number(node)
    for item in node:
        if not isinstance(item.tag, str):
            continue
        mark = f"{number}. " if node.tag == "ol" else "- "
        blocks = _blocks(item, depth) if item.tag == "li" else _block(item, depth)
        # A list right under its line, else the line would become a paragraph of a loose list.
        inner = re.sub(r"\n\n(?=(?:- |[0-9]+\. ))", "\n", "\n\n".join(blocks))
        lines.append((mark + inner.replace("\n", "\n" + " " * len(mark))).rstrip())
        number += 1
    return "\n".join(lines)


def _first_number(node: HtmlElement) -> int:
    start = node.get("start") or ""
    return int(start) if re.fullmatch("[0-9]{1,6}", start) else 1


def _table(node: HtmlElement, depth: int) -> str:
    """Return a table of pipes; one whose cells span or hold blocks stays HTML."""
    cells = list(node.iter("td", "th"))
    spans = any(cell.get("colspan") or cell.get("rowspan") for cell in cells)
    if spans or any(inner.tag in ("table", "ul", "ol", "pre") for c in cells for inner in c.iter()):
        return _html(node)
    rows = [
        [_one_line(_inline(cell, depth)) for cell in row if cell.tag in ("td", "th")]
        for row in node.iter("tr")
    ]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(map(len, rows))
    # Both want a heading; where there is none its cells are empty.
    if not any(cell.tag == "th" for cell in next(node.iter("tr"))):
        rows.insert(0, [" "] * width)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _html(node: HtmlElement) -> str:
    """Return an element as the HTML it is, on one block: an empty line would end it."""
    written = lxml_html.tostring(node, encoding="unicode", with_tail=False)
    return re.sub(r"\n\s*\n+", "\n", _unbraced(written)).strip()


def _unbraced(written: str) -> str:
    return written.replace("{", "&#123;").replace("}", "&#125;")


def _inline(node: HtmlElement, depth: int) -> str:
    if depth > DEEPEST:
        return _escaped(_squeezed(node.text_content()))
    parts = [_escaped(_squeezed(node.text or ""))]
    for child in node:
        if isinstance(child.tag, str):
            parts.append(_inline_element(child, depth + 1))
        parts.append(_escaped(_squeezed(child.tail or "")))
    return "".join(parts)


def _inline_element(node: HtmlElement, depth: int) -> str:
    name = str(node.tag)
    if name == "br":
        return "\\\n"
    if name == "img":
        address = node.get("src") or ""
        return f"![{_one_line(_escaped(_squeezed(node.get('alt') or '')))}]({_target(address)})"
    if name == "code":
        text = _squeezed(node.text_content())
        if not text.strip():
            return text
        plain = not re.search(r"[`{}|]", text)
        return f"`{text.strip()}`" if plain else f"<code>{_unbraced(_in_html(text))}</code>"
    if name in ("sub", "sup", "mark", "u", "kbd", "small", "ruby"):
        return _html(node)
    inner = _inline(node, depth)
    text = inner.strip()
    if not text:
        return inner
    if name == "a" and (address := node.get("href") or ""):
        return inner.replace(text, f"[{text}]({_target(address)})", 1)
    mark = _MARKS.get(name)
    if not mark:
        return inner
    if "*" in text or not _marks_hold(node, text):
        # Where a mark meets a letter without a blank, Markdown and Korean do not agree.
        tag = {"**": "strong", "*": "em", "~~": "del"}[mark]
        return inner.replace(text, f"<{tag}>{text}</{tag}>", 1)
    return inner.replace(text, f"{mark}{text}{mark}", 1)


def _marks_hold(node: HtmlElement, text: str) -> bool:
    """Return True when Markdown would take the marks around `text` for marks."""
    before = node.getprevious()
    left = (before.tail if before is not None else node.getparent().text) or " "
    right = node.tail or " "
    edges = text[0].isalnum() and text[-1].isalnum()
    outside = not left[-1].isalnum() and not right[0].isalnum()
    return edges and outside


def _target(address: str) -> str:
    """Return an address as the target of a link: no letter in it may end it, or be a mark."""
    pairs = "()" if re.fullmatch(r"[^()]*(?:\([^()]*\)[^()]*)*", address) else ""
    return quote(address.strip(), safe=f"%/:?#@!&'+,;=~{pairs}")


def _code(text: str) -> str:
    text = text.strip("\n")
    if "{" in text and re.search(r"\{[{%]", text):
        # Liquid and Hugo look into fences, too.
        return re.sub(
            r"\n\s*\n", "\n&#8203;\n", f"<pre><code>{_unbraced(_in_html(text))}</code></pre>"
        )
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _in_html(text: str) -> str:
    return escape(text, quote=False)


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text)


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ").replace("\n", " ").strip()


def _escaped(text: str) -> str:
    # Braces as entities: Liquid, Hugo's shortcodes and kramdown's attributes begin with one, and
    # not all of them mind a backslash.
    return _unbraced(_SPECIAL.sub(r"\\\1", _in_html(text)))
