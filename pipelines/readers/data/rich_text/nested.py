"""Trees of nodes with a type and children: ProseMirror, TipTap, Slate, Lexical, Contentful."""

from __future__ import annotations

from typing import Any

from pipelines.readers.data.markdown import render_markdown
from pipelines.readers.data.rich_text.writing import (
    CODE,
    HEADING,
    MARKS,
    Run,
    code,
    dug,
    folded,
    heading,
    inline,
    picture,
    plain,
    player,
    records,
    tags_of,
)

Node = dict[str, Any]

_TAGS = {
    "paragraph": "p",
    "p": "p",
    "blockquote": "blockquote",
    "quote": "blockquote",
    "listitem": "li",
    "li": "li",
    "taskitem": "li",
    "bulletlist": "ul",
    "bulletedlist": "ul",
    "unorderedlist": "ul",
    "tasklist": "ul",
    "ul": "ul",
    "orderedlist": "ol",
    "numberedlist": "ol",
    "ol": "ol",
    "table": "table",
    "tablerow": "tr",
    "tr": "tr",
    "tablecell": "td",
    "td": "td",
    "tableheader": "th",
    "tableheadercell": "th",
    "th": "th",
}
_PICTURES = frozenset(
    "embeddedassetblock image image2 imageblock img media photo picture upload".split()
)
_PLAYERS = frozenset("embed iframe oembed video vimeo youtube".split())
_RULES = frozenset("divider horizontalrule hr rule thematicbreak".split())
_LINKS = frozenset("a autolink hyperlink link".split())
_BREAKS = frozenset("br break hardbreak linebreak".split())
_WORDS = frozenset("codehighlight extendedtext span tab text".split())
#: Lexical marks its text by the bits of a number.
_BITS = {1: "bold", 2: "italic", 4: "strike", 8: "underline", 16: "code", 32: "sub", 64: "sup"}


def tree(value: Any) -> str:
    """Return a tree of nodes as HTML; empty for what is none."""
    nodes = _top(value)
    return _html(nodes) if nodes else ""


def _top(value: Any) -> list[Node]:
    """Return the blocks of a document, however it is wrapped."""
    if isinstance(value, dict):
        for name in ("root", "document", "raw", "doc"):
            if isinstance(value.get(name), dict):
                value = value[name]
                break
        else:
            if _name(value) not in ("doc", "document", "root", "") or (
                "type" in value and not _name(value)
            ):
                return []
        value = _held(value)
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return []
    # Blocks of a flat list have no children: it is read elsewhere.
    return value if all(map(_name, value[:3])) and any(map(_held, value)) else []


def _name(node: Node) -> str:
    return folded(node.get("type") or node.get("nodeType"))


def _held(node: Node) -> list[Node]:
    for key in ("children", "content", "nodes"):
        if isinstance(node.get(key), list):
            return records(node[key])
    return []


def _said(node: Node) -> Node:
    """Return what is said of a node, beside it or in it."""
    said = dict(node)
    for key in ("data", "attrs", "fields", "value", "props"):
        if isinstance(node.get(key), dict):
            said.update(node[key])
    return said


def _html(nodes: list[Node]) -> str:
    made: list[str] = []
    runs: list[Run] = []
    for node in nodes:
        if (own := _runs(node, "")) is None:
            made += [inline(runs), _block(node)]
            runs = []
        else:
            runs += own
    return "".join([*made, inline(runs)])


def _runs(node: Node, href: str) -> list[Run] | None:
    """Return an inline node as runs; None for a block."""
    name, held = _name(node), _held(node)
    text = node.get("text") if not held else None
    if text is None and name in _WORDS:
        text = node.get("value")
    if isinstance(text, str):
        return [Run(text, _marks(node), href or _linked(node))]
    if name in _BREAKS:
        return [Run("\n", (), href)]
    if name in _LINKS:
        said = _said(node)
        href = dug(said, "url", "href", "uri", "link")
    elif name in ("mention", "emoji", "hashtag"):
        return [Run(dug(_said(node), "text", "label", "name", "emoji"), (), href)]
    elif name or not held:
        return None
    return [run for one in held for run in _runs(one, href) or ()]


def _marks(node: Node) -> tuple[str, ...]:
    marks = node.get("marks")
    names = (
        [one.get("type") if isinstance(one, dict) else one for one in marks or ()]
        if isinstance(marks, list)
        else []
    )
    names += [key for key, value in node.items() if value is True and folded(key) in MARKS]
    if isinstance(bits := node.get("format"), int):
        names += [name for bit, name in _BITS.items() if bits & bit]
    return tags_of(names)


def _linked(node: Node) -> str:
    marks = records(node.get("marks"))
    return next((dug(_said(one), "href", "url") for one in marks if _name(one) in _LINKS), "")


def _block(node: Node) -> str:
    name, said = _name(node), _said(node)
    held = _held(node)
    if match := HEADING.fullmatch(name):
        level = match[1] or said.get("level") or str(said.get("tag") or "")[-1:]
        return heading(level, _html(held))
    if name in CODE:
        text = dug(node, "code", "text") or plain(run for one in held for run in _lines(one))
        return code(text, said.get("language") or said.get("lang"))
    if name in _RULES:
        return "<hr>"
    if name in _PICTURES or (name == "figure" and not held):
        return _picture(said, held)
    if name in _PLAYERS:
        return player(dug(said, "src", "url", "href", "embedUrl"), _html(held))
    if name == "html" and isinstance(said.get("html"), str):
        return str(said["html"])
    if name == "markdown" and isinstance(said.get("markdown"), str):
        return render_markdown(said["markdown"])
    tag = _TAGS.get(name)
    if name == "list":
        kinds = (folded(said.get(key)) for key in ("listType", "format", "style", "tag"))
        tag = (
            "ol" if any(kind in ("number", "ordered", "numbered", "ol") for kind in kinds) else "ul"
        )
    inner = _html(held)
    if tag is None:
        return (
            inner if any(_runs(one, "") is None for one in held) or not inner else f"<p>{inner}</p>"
        )
    return f"<{tag}>{inner}</{tag}>"


def _lines(node: Node) -> list[Run]:
    """Return the text of a block of code, whose lines may be blocks of their own."""
    if (own := _runs(node, "")) is not None:
        return own
    return [run for one in _held(node) for run in _lines(one)] + [Run("\n")]


def _picture(said: Node, held: list[Node]) -> str:
    src = dug(
        said,
        "src",
        "url",
        "image.url",
        "image.src",
        "file.url",
        "target.fields.file.url",
        "asset.url",
    )
    alt = dug(said, "alt", "altText", "image.alternativeText", "image.alt", "target.fields.title")
    caption = said.get("caption")
    under = caption if isinstance(caption, str) else ""
    return picture(src, alt, under or _html(held)) or _html(held)
