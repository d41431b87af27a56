"""Flat lists of blocks: Portable Text, Editor.js, Gutenberg, and the runs of Quill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from pipelines.readers.data.rich_text.writing import (
    Line,
    Run,
    block,
    code,
    dug,
    folded,
    heading,
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


def _portable_line(one: Node) -> Line:
    if one.get("_type") != "block":
        return Line(_portable_object(one))
    links = {
        str(mark.get("_key")): dug(mark, "href", "url") for mark in records(one.get("markDefs"))
    }
    runs = []
    for span in records(one.get("children")):
        text = span.get("text")
        marks = (
            [str(mark) for mark in span.get("marks") or ()]
            if isinstance(span.get("marks"), list)
            else []
        )
        href = next((links[mark] for mark in marks if links.get(mark)), "")
        runs.append(Run(text if isinstance(text, str) else "", tags_of(marks), href))
    if item := folded(one.get("listItem")):
        level = one.get("level")
        within = level - 1 if isinstance(level, int) else 0
        return block("number" if item == "number" else "bullet", runs, within)
    return block(one.get("style"), runs)


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
    return joined(_quill_blocks(_quill_lines(ops)))


def _quill_lines(ops: Iterable[Node]) -> Iterator[tuple[Node, list[str | list[Run]]]]:
    """Yield what marks each line, and its parts: runs, pictures and players between them."""
    before: list[str | list[Run]] = []
    runs: list[Run] = []
    for op in ops:
        insert, said = op["insert"], op.get("attributes")
        said = said if isinstance(said, dict) else {}
        if not isinstance(insert, str):
            src = dug(insert, "image", "image.src")
            # Of a formula, or of whom one mentions, nothing is known to be shown.
            if shown := picture(src) or player(dug(insert, "video")):
                before += [runs, shown]
                runs = []
            continue
        tags = tags_of(key for key, value in said.items() if value and key != "code-block")
        *whole, last = insert.split("\n")
        for part in whole:
            # What marks the end of a line marks the line.
            yield said, [*before, [*runs, Run(part, tags, dug(said, "link"))]]
            before, runs = [], []
        runs += [Run(last, tags, dug(said, "link"))]
    yield {}, [*before, runs]


def _quill_blocks(lines: Iterable[tuple[Node, list[str | list[Run]]]]) -> Iterator[Line]:
    for is_code, group in groupby(lines, key=lambda line: bool(line[0].get("code-block"))):
        if is_code:
            written = (
                plain(run for part in parts if not isinstance(part, str) for run in part)
                for _, parts in group
            )
            yield Line(code("\n".join(written)))
            continue
        for said, parts in group:
            kind = said.get("list") and ("number" if said["list"] == "ordered" else "bullet")
            kind = kind or (said.get("header") and f"h{said['header']}")
            kind = kind or ("quote" if said.get("blockquote") else "")
            for part in parts:
                if isinstance(part, str):
                    yield Line(part)
                elif plain(part):
                    yield block(kind, part, said.get("indent"))
