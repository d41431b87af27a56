"""What differs between two readings of a post, word by word: pure; every output shows this."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from pipelines.archive.content import meaningful_rel, stable_address
from pipelines.archive.noise import picture_key
from pipelines.items import Image, Link, Moment, Post

T = TypeVar("T")

Operation = Literal["same", "old", "new"]

# Chinese and Japanese part no words: each of their letters is one. Korean does, as Latin does.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|\n|[^\\s\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
_STRUCTURE = re.compile(
    r"<(/?)(h[1-6]|ul|ol|li|table|tr|t[hd]|blockquote|pre|hr|del|s|ins)\b", re.IGNORECASE
)
#: Pairs that are compared one with each other; beyond it only words that occur once anchor.
_PAIRS = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text that stayed, went or came."""

    op: Operation
    text: str


Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDiff:
    """One field that differs: its lines, those that stayed among them."""

    field: str
    lines: tuple[Line, ...]


def post_diff(old: Post, new: Post) -> list[FieldDiff]:
    """Return the fields that differ, in reading order; empty when none does.

    White space, another signature in an address and another order of tags are no difference,
    as for revisions (docs/database.md).
    """
    compared = (
        ("title", text_diff(old.title, new.title)),
        ("published", _moment_diff(old.published, new.published)),
        ("modified", _moment_diff(old.modified, new.modified)),
        ("authors", list_diff(old.authors, new.authors)),
        ("categories", list_diff(sorted(old.categories), sorted(new.categories))),
        ("tags", list_diff(sorted(old.tags), sorted(new.tags))),
        ("excerpt", text_diff(old.excerpt, new.excerpt)),
        ("body", text_diff(old.body_text, new.body_text)),
        ("structure", list_diff(_structure(old), _structure(new))),
        ("images", list_diff(old.images, new.images, key=_image_key, shown=_image)),
        ("links", list_diff(old.links, new.links, key=_link_key, shown=_link)),
        (
            "embeds",
            list_diff([e.url for e in old.embeds], [e.url for e in new.embeds], key=stable_address),
        ),
    )
    return [
        FieldDiff(field=name, lines=lines)
        for name, lines in compared
        if any(segment.op != "same" for line in lines for segment in line)
    ]


def text_diff(old: str, new: str) -> tuple[Line, ...]:
    """Return the lines of a text with the words that went and came."""
    old_lines, new_lines = _lines(old), _lines(new)
    lines: list[Line] = []
    for same, i, j, k, m in _matches(old_lines, new_lines):
        if same:
            lines += [(Segment(op="same", text=line),) for line in new_lines[k:m]]
        else:
            lines += _changed_lines(old_lines[i:j], new_lines[k:m])
    return tuple(lines)


def list_diff(
    old: Sequence[T],
    new: Sequence[T],
    *,
    key: Callable[[T], object] = lambda item: item,
    shown: Callable[[T], str] = str,
) -> tuple[Line, ...]:
    """Return the items of a list, a line each, with those that went and came."""
    lines: list[Line] = []
    for same, i, j, k, m in _matches([key(item) for item in old], [key(item) for item in new]):
        if same:
            lines += [(Segment(op="same", text=shown(item)),) for item in new[k:m]]
        else:
            lines += [(Segment(op="old", text=shown(item)),) for item in old[i:j]]
            lines += [(Segment(op="new", text=shown(item)),) for item in new[k:m]]
    return tuple(lines)


# --- words ------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    folded = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return [line for line in folded if line]


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    if not old or not new:
        op: Operation = "old" if old else "new"
        return [(Segment(op=op, text=line),) for line in old or new]
    ours, theirs = _words("\n".join(old)), _words("\n".join(new))
    segments: list[Segment] = []
    for same, i, j, k, m in _matches([w.strip(" ") for w in ours], [w.strip(" ") for w in theirs]):
        if same:
            segments.append(Segment(op="same", text="".join(theirs[k:m])))
        else:
            segments += _changed_words(ours[i:j], theirs[k:m])
    return list(_broken(segments))


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the space behind it."""
    words: list[str] = []
    end = len(text)
    for found in reversed(list(_WORD.finditer(text))):
        words.append(text[found.start() : end])
        end = found.start()
    return words[::-1]


def _changed_words(old: Sequence[str], new: Sequence[str]) -> list[Segment]:
    before, after = "".join(old), "".join(new)
    # A space behind both stays: "[-가-]{+나+} 다", not "[-가 -]{+나 +}다".
    tail = " " if before.endswith(" ") and after.endswith(" ") else ""
    before, after = before.removesuffix(tail), after.removesuffix(tail)
    parts = (
        Segment(op="old", text=before),
        Segment(op="new", text=after),
        Segment(op="same", text=tail),
    )
    return [part for part in parts if part.text]


def _broken(segments: Sequence[Segment]) -> Iterator[Line]:
    """Yield the segments line by line; a line end that went or came is shown as ¶ within a line."""
    line: list[Segment] = []
    for segment in segments:
        *whole, rest = segment.text.split("\n")
        for text in whole:
            alone = all(other.op == segment.op for other in line)
            mark = "" if segment.op == "same" or alone else "¶"
            line.append(Segment(op=segment.op, text=text + mark))
            yield from _line(line)
            line = []
        line.append(Segment(op=segment.op, text=rest))
    yield from _line(line)


def _line(segments: Sequence[Segment]) -> Iterator[Line]:
    if kept := tuple(segment for segment in segments if segment.text):
        yield kept


# --- matching ---------------------------------------------------------------------------------

_Match = tuple[bool, int, int, int, int]


def _matches(old: Sequence[object], new: Sequence[object]) -> Iterator[_Match]:
    """Yield stretches `(same, i, j, k, m)` that cover both: `old[i:j]` against `new[k:m]`."""
    last: _Match | None = None
    for step in _steps(old, new, 0, len(old), 0, len(new)):
        if step[1] == step[2] and step[3] == step[4]:
            continue
        if last is not None and last[0] == step[0]:
            last = (last[0], last[1], step[2], last[3], step[4])
        else:
            if last is not None:
                yield last
            last = step
    if last is not None:
        yield last


def _steps(
    old: Sequence[object], new: Sequence[object], i: int, j: int, k: int, m: int
) -> Iterator[_Match]:
    head = 0
    while head < min(j - i, m - k) and old[i + head] == new[k + head]:
        head += 1
    yield True, i, i + head, k, k + head
    i, k = i + head, k + head
    tail = 0
    while tail < min(j - i, m - k) and old[j - tail - 1] == new[m - tail - 1]:
        tail += 1
    yield from _inner(old, new, i, j - tail, k, m - tail)
    yield True, j - tail, j, m - tail, m


def _inner(
    old: Sequence[object], new: Sequence[object], i: int, j: int, k: int, m: int
) -> Iterator[_Match]:
    if (j - i) * (m - k) <= _PAIRS:
        matcher = SequenceMatcher(None, old[i:j], new[k:m], autojunk=False)
        for name, a, b, c, d in matcher.get_opcodes():
            yield name == "equal", i + a, i + b, k + c, k + d
        return
    # Long texts: what occurs once in both holds them together, as in patience sorting.
    anchors = _anchors(old, new, i, j, k, m)
    if not anchors:
        yield False, i, j, k, m
        return
    for a, c in anchors:
        yield from _between(old, new, i, a, k, c)
        yield True, a, a + 1, c, c + 1
        i, k = a + 1, c + 1
    yield from _between(old, new, i, j, k, m)


def _between(
    old: Sequence[object], new: Sequence[object], i: int, j: int, k: int, m: int
) -> Iterator[_Match]:
    if (j - i) * (m - k) <= _PAIRS:
        yield from _inner(old, new, i, j, k, m)
    else:
        yield False, i, j, k, m


def _anchors(
    old: Sequence[object], new: Sequence[object], i: int, j: int, k: int, m: int
) -> list[tuple[int, int]]:
    ours, theirs = Counter(old[i:j]), Counter(new[k:m])
    places = {new[c]: c for c in range(k, m) if theirs[new[c]] == 1}
    pairs = [(a, places[old[a]]) for a in range(i, j) if ours[old[a]] == 1 and old[a] in places]
    # The longest run that rises in both.
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for number, (_, c) in enumerate(pairs):
        at = bisect_left(ends, c)
        ends[at : at + 1] = [c]
        chain[at : at + 1] = [number]
        before.append(chain[at - 1] if at else -1)
    found: list[tuple[int, int]] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


# --- fields -----------------------------------------------------------------------------------


def _moment_diff(old: Moment | None, new: Moment | None) -> tuple[Line, ...]:
    if old and new and old.precision == new.precision == "relative":
        return ()  # "3 hours ago" differs at each visit and means the same
    return text_diff(old.isoformat() if old else "", new.isoformat() if new else "")


def _structure(post: Post) -> list[str]:
    return [f"<{end}{name.lower()}>" for end, name in _STRUCTURE.findall(post.body_html) if not end]


def _image_key(image: Image) -> tuple[str, str, str]:
    return picture_key(image.url), image.alt, image.caption


def _image(image: Image) -> str:
    said = [
        f"{name} {value!r}"
        for name, value in (("alt", image.alt), ("caption", image.caption))
        if value
    ]
    return " ".join([image.url, *said])


def _link_key(link: Link) -> tuple[str, str, str]:
    return stable_address(link.url), link.text, meaningful_rel(link.rel)


def _link(link: Link) -> str:
    return f"{link.text} <{link.url}>" + (f" rel={link.rel}" if link.rel else "")
