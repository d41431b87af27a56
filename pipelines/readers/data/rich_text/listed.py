"""Flat lists of blocks: Portable Text, Editor.js, Gutenberg, and the runs of Quill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from pipelines.readers.data.rich_text.writing import (
    Line,
    Run,
    code,
    dug,
    folded,
    heading,
    inline,
    joined,
    picture,
    plain,
    player,
    records,
    table,
    tags_of,
)

Node = dict[str, Any]

# Portable Text


def portable_text(value: Any) -> str:
    """Return the blocks of Portable Text as HTML; empty for what is none."""
    blocks = records(value)
    if not any(
        one.get("_type") == "block" and isinstance(one.get("children"), list) for one in blocks
    ):
        return ""
    return joined(map(_portable_line, blocks))


def _portable_line(block: Node) -> Line:
    if block.get("_type") != "block":
        return Line(_portable_object(block))
    links = {
        str(one.get("_key")): dug(one, "href", "url") for one in records(block.get("markDefs"))
    }
    runs = []
    for span in records(block.get("children")):
        text = span.get("text")
        marks = (
            [str(mark) for mark in span.get("marks") or ()]
            if isinstance(span.get("marks"), list)
            else []
        )
        href = next((links[mark] for mark in marks if links.get(mark)), "")
        runs.append(Run(text if isinstance(text, str) else "", tags_of(marks), href))
    html, style = inline(runs), folded(block.get("style"))
    if item := folded(block.get("listItem")):
        level = block.get("level")
        number = level - 1 if isinstance(level, int) and 0 < level < 9 else 0
        return Line(html, "ol" if item == "number" else "ul", number)
    if len(style) == 2 and style[0] == "h":
        return Line(heading(style[1], html))
    tag = "blockquote" if style == "blockquote" else "p"
    return Line(f"<{tag}>{html}</{tag}>" if html else "")


def _portable_object(block: Node) -> str:
    text = block.get("code")
    if isinstance(text, str):
        return code(text, block.get("language"))
    # An asset that is only referred to has no address that the page says.
    return picture(
        dug(block, "asset.url", "url", "src", "image.asset.url"),
        dug(block, "alt", "asset.altText"),
        escape(dug(block, "caption")),
    )


# Editor.js


def editor_js(value: Any) -> str:
    """Return the blocks of Editor.js as HTML; empty for what is none."""
    blocks = records(value.get("blocks") if isinstance(value, dict) else value)
    if not blocks or not all(
        isinstance(one.get("data"), dict) and one.get("type") for one in blocks[:3]
    ):
        return ""
    return joined(
        line for one in blocks if isinstance(one.get("data"), dict) for line in _editor_lines(one)
    )


def _editor_lines(block: Node) -> Iterator[Line]:
    kind, data = folded(block.get("type")), block["data"]
    text = data.get("text") if isinstance(data.get("text"), str) else ""
    if kind in ("list", "nestedlist", "checklist"):
        ordered = folded(data.get("style")) == "ordered"
        yield from _editor_items(data.get("items"), "ol" if ordered else "ul", 0)
    elif kind == "header":
        yield Line(heading(data.get("level"), text))
    elif kind == "quote":
        yield Line(f"<blockquote>{text}</blockquote>{_paragraph(dug(data, 'caption'))}")
    elif kind == "code":
        yield Line(code(dug(data, "code"), data.get("language")))
    elif kind in ("image", "simpleimage", "attaches"):
        caption = dug(data, "caption")
        yield Line(picture(dug(data, "file.url", "url"), dug(data, "alt"), caption))
    elif kind == "embed":
        yield Line(player(dug(data, "embed", "source"), dug(data, "caption")))
    elif kind == "table":
        rows = data.get("content")
        rows = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
        yield Line(table((map(str, row) for row in rows), headed=data.get("withHeadings") is True))
    elif kind == "raw":
        yield Line(dug(data, "html"))
    elif kind == "delimiter":
        yield Line("<hr>")
    elif kind in ("linktool", "link"):
        link = dug(data, "link", "url")
        yield Line(
            _paragraph(f'<a href="{escape(link)}">{escape(dug(data, "meta.title") or link)}</a>')
        )
    else:
        yield Line(_paragraph(text or dug(data, "message", "content")))


def _editor_items(items: Any, kind: str, level: int) -> Iterator[Line]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield Line(dug(item, "content", "text"), kind, level)
            yield from _editor_items(item.get("items"), kind, level + 1)
        elif isinstance(item, str):
            yield Line(item, kind, level)


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>" if html else ""


# Gutenberg


def gutenberg(value: Any) -> str:
    """Return the blocks of WordPress's editor, as its APIs tell them, as HTML."""
    blocks = records(value)
    if not blocks or not any("/" in str(_block_name(one)) for one in blocks[:3]):
        return ""
    return "".join(map(_gutenberg_block, blocks))


def _block_name(block: Node) -> Any:
    return block.get("blockName") or block.get("name") or block.get("__typename")


def _gutenberg_block(block: Node) -> str:
    whole = next(
        (
            block[key]
            for key in ("renderedHtml", "dynamicContent", "saveContent", "originalContent")
            if dug(block, key)
        ),
        "",
    )
    if whole:
        return str(whole)
    inner = "".join(map(_gutenberg_block, records(block.get("innerBlocks"))))
    name = folded(str(_block_name(block)).rpartition("/")[2])
    own = block.get("attributes") or block.get("attrs")
    said: Node = own if isinstance(own, dict) else {}
    text = dug(said, "content", "value", "text", "citation")
    if name in ("list", "quote", "listitem", "columns", "column", "group") or not text:
        tag = {
            "list": "ol" if said.get("ordered") else "ul",
            "quote": "blockquote",
            "listitem": "li",
        }
        made = tag.get(name, "div")
        if inner or text:
            return f"<{made}>{text}{inner}</{made}>"
        return picture(dug(said, "url"), dug(said, "alt"), dug(said, "caption")) or dug(
            block, "innerHTML"
        )
    if name == "heading":
        return heading(said.get("level"), text)
    if name in ("code", "preformatted"):
        return f"<pre>{text}</pre>"
    return f"<p>{text}</p>{inner}" if not text.startswith("<p") else text + inner


# Quill


def quill(value: Any) -> str:
    """Return the changes in which Quill keeps a text as HTML; empty for what is none."""
    ops = records(value.get("ops") if isinstance(value, dict) else value)
    if not ops or not all("insert" in one for one in ops):
        return ""
    return joined(_quill_lines(ops))


def _quill_lines(ops: Iterable[Node]) -> Iterator[Line]:
    runs: list[Run] = []
    lines: list[str] = []
    for op in ops:
        insert, said = op["insert"], op.get("attributes")
        said = said if isinstance(said, dict) else {}
        if not isinstance(insert, str):
            runs += [Run("\0" + _quill_object(insert))]
            continue
        tags = tags_of(key for key, value in said.items() if value and key != "code-block")
        href = dug(said, "link")
        parts = insert.split("\n")
        for number, part in enumerate(parts):
            runs += [Run(part, tags, href)] * bool(part)
            if number == len(parts) - 1:
                break
            # What marks the end of a line marks the line.
            if said.get("code-block"):
                lines.append(plain(runs))
            else:
                if lines:
                    yield Line(code("\n".join(lines)))
                    lines = []
                yield _quill_line(runs, said)
            runs = []
    if lines:
        yield Line(code("\n".join(lines)))
    if runs:
        yield _quill_line(runs, {})


def _quill_object(insert: Any) -> str:
    return picture(dug(insert, "image", "image.src")) or player(dug(insert, "video"))


def _quill_line(runs: list[Run], said: Node) -> Line:
    html = "".join(run.text[1:] if run.text[:1] == "\0" else inline([run]) for run in runs)
    if not html:
        return Line("")
    if kind := folded(said.get("list")):
        level = said.get("indent")
        return Line(
            html,
            "ol" if kind == "ordered" else "ul",
            level if isinstance(level, int) and 0 < level < 9 else 0,
        )
    if said.get("header"):
        return Line(heading(said["header"], html))
    tag = "blockquote" if said.get("blockquote") else "p"
    return Line(html if html.startswith("<figure") else f"<{tag}>{html}</{tag}>")
