"""HTML out of what editors keep: runs of marked text, lines that are items of lists, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
#: What editors call a heading, folded: with its level, or with the level said beside it.
HEADING = re.compile(r"(?:h|heading|header)([1-6]|one|two|three|four|five|six)?")
CODE = frozenset("code codeblock codesnippet pre preformatted".split())
_QUOTES = frozenset("blockquote bq callout pq quote".split())
#: Items of flat lists, and the lists that they make.
ITEMS = {
    kind: tag
    for tag, kinds in {
        "ul": "bullet bulletedlist bulletedlistitem listitem todo toggle uli unorderedlistitem",
        "ol": "number numberedlist numberedlistitem oli olistitem ordered orderedlistitem",
    }.items()
    for kind in kinds.split()
}
#: What editors call it, folded -> how HTML does.
MARKS = {
    "bold": "strong",
    "strong": "strong",
    "b": "strong",
    "italic": "em",
    "emphasis": "em",
    "em": "em",
    "i": "em",
    "code": "code",
    "inlinecode": "code",
    "c": "code",
    "underline": "u",
    "strike": "s",
    "strikethrough": "s",
    "s": "s",
    "strikethru": "s",
    "superscript": "sup",
    "sup": "sup",
    "subscript": "sub",
    "sub": "sub",
    "highlight": "mark",
}
#: Lists in lists, no deeper.
_DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is marked in one way."""

    text: str
    tags: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a flat list: HTML, and the list that it is an item of (`ul`, `ol`)."""

    html: str
    listed: str = ""
    #: 0 for an item of a list that lies in no other.
    level: int = 0


def folded(name: Any) -> str:
    """Return a name in lower case without signs; empty for what is no text."""
    if not isinstance(name, str):
        return ""
    return "".join(filter(str.isalnum, name[:60])).lower()


def records(values: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; empty for what is no list."""
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def dug(value: Any, *paths: str) -> str:
    """Return the first text found at one of `paths` (`file.url`); empty when there is none."""
    for path in paths:
        found = value
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, str) and found.strip():
            return found.strip()
    return ""


def inline(runs: Iterable[Run]) -> str:
    """Return runs as HTML; what lies in one link stays in one."""
    return "".join(
        f'<a href="{escape(href)}">{_marked(group)}</a>' if href else _marked(group)
        for href, group in groupby(runs, key=lambda run: run.href)
    )


def _marked(runs: Iterable[Run]) -> str:
    return "".join(
        "".join(f"<{tag}>" for tag in run.tags)
        + escape(run.text, quote=False).replace("\n", "<br>")
        + "".join(f"</{tag}>" for tag in reversed(run.tags))
        for run in runs
    )


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


def tags_of(names: Iterable[Any]) -> tuple[str, ...]:
    """Return the tags of marks by their names, unknown ones left out."""
    found = (MARKS.get(folded(name)) for name in names)
    return tuple(dict.fromkeys(tag for tag in found if tag))


def joined(lines: Iterable[Line]) -> str:
    """Return lines as HTML, items side by side as lists."""
    return "".join(_joined(lines))


def _joined(lines: Iterable[Line]) -> Iterator[str]:
    opened: list[str] = []
    for line in lines:
        depth = min(line.level, _DEEPEST_LIST) + 1 if line.listed else 0
        while len(opened) > depth or (
            depth == len(opened) and opened[-1:] not in ([], [line.listed])
        ):
            yield f"</li></{opened.pop()}>"
        if depth and len(opened) == depth:
            yield "</li><li>"
        while len(opened) < depth:
            opened.append(line.listed)
            yield f"<{line.listed}><li>"
        yield line.html
    while opened:
        yield f"</li></{opened.pop()}>"


def block(kind: Any, runs: Iterable[Run], level: Any = 0, language: Any = "") -> Line:
    """Return a block of a flat list by what its editor calls it, a paragraph where it is unknown.

    `level` is that of an item, 0 for one of a list that lies in no other.
    """
    name, runs = folded(kind), list(runs)
    if name in CODE:
        return Line(code(plain(runs), language))
    html = inline(runs)
    if name in ITEMS:
        return Line(html, ITEMS[name], level if isinstance(level, int) and 0 < level < 9 else 0)
    if match := HEADING.fullmatch(name):
        return Line(heading(match[1], html))
    tag = "blockquote" if name in _QUOTES else "p"
    return Line(f"<{tag}>{html}</{tag}>" if html else "")


def heading(level: Any, html: str) -> str:
    """Return a heading of a level that may be a number, a digit, a word or nonsense."""
    level = _LEVELS.get(str(level), level)
    number = int(level) if str(level) in ("1", "2", "3", "4", "5", "6") else 2
    return f"<h{number}>{html}</h{number}>"


def code(text: str, language: Any = "") -> str:
    """Return a block of code."""
    name = folded(language)
    said = f' class="language-{name}"' if name else ""
    return f"<pre><code{said}>{escape(text, quote=False)}</code></pre>"


def picture(src: str, alt: str = "", caption: str = "") -> str:
    """Return a picture with what stands under it (HTML); nothing without an address."""
    if not src or src.startswith(("data:", "blob:")):
        return ""
    image = f'<img src="{escape(src)}" alt="{escape(alt)}">'
    under = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{image}{under}</figure>"


def player(src: str, caption: str = "") -> str:
    """Return what is shown from elsewhere."""
    if not src.startswith(("http://", "https://", "//")):
        return ""
    under = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><iframe src="{escape(src)}"></iframe>{under}</figure>'


def table(rows: Iterable[Iterable[str]], *, headed: bool = False) -> str:
    """Return rows of cells, HTML, as a table."""
    made = []
    for number, row in enumerate(rows):
        cell = "th" if headed and not number else "td"
        made.append(f"<tr>{''.join(f'<{cell}>{one}</{cell}>' for one in row)}</tr>")
    return f"<table>{''.join(made)}</table>" if made else ""
