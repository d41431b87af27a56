"""How addresses are built: those of one shape are judged together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from newscrawl.discovery.paths_asked import parts_of, path_asked
from pipelines.urls import canonical_url

#: A script that is called by what it does, and not by the post that it shows.
_SCRIPT = re.compile(r"[a-z_]{1,20}\.(?:php\d?|aspx?|jsp|do|cgi|pl|cfm|nhn|naver)", re.IGNORECASE)
#: What the script of a board is told to do beside showing a post: `mode=reply`, `file=print`.
_DOING = re.compile(
    r"""(?:bbs_?|b|s)?mode | act(?:ion)? | do | cmd | op | task | func | proc""",
    re.VERBOSE,
)
_DEED = re.compile(
    r"""print(?:view|able|er)? | write | reply | answer | modify | edit | update | del(?:ete)? |
    remove | send | (?:mail|send)?_?friend(?:send)? | e?mail | report | vote | recommend | scrap |
    bookmark | download | down | log(?:in|out) | register | join | search | trackback | password |
    preview | comments?""",
    re.VERBOSE | re.IGNORECASE,
)
_PRINT = re.compile(r"print(?:view|able|er)?", re.IGNORECASE)
#: A shape is judged by its own pages once this many were read.
SAMPLE = 3

Shape = tuple[str, ...]


# Every page of a blog links to the same few hundred: months, tags, newest posts.
@lru_cache(maxsize=4096)
def family(url: str) -> Shape:
    """Return the family of an address: its folders, and how its last segment is built.

    Families are what is sampled: when the first pages of one are no posts, the rest is left.
    """
    segments, query = _parted(url)
    head = [kind_of(segment) or segment for segment in segments[:-1]]
    tail = [_last(segments[-1], is_asked=len(query) > 1)] if segments else []
    return (*head, *tail, *query)


def is_dated(url: str) -> bool:
    """Return True for an address that tells a day or a month before its name: `/2024/11/rain`."""
    return tells_a_day(_parted(url)[0])


@lru_cache(maxsize=4096)
def outline_of(url: str) -> tuple[Shape, tuple[str, ...]]:
    """Return the outline of an address and the words at its folders' places."""
    segments, query = _parted(url)
    kinds = [kind_of(segment) or "word" for segment in segments[:-1]]
    words = tuple(segment for segment in segments[:-1] if not kind_of(segment))
    tail = [_last(segments[-1])] if segments else []
    return (*kinds, *tail, *query), words


def _parted(url: str) -> tuple[list[str], list[str]]:
    """Return the folders of an address with its last name, and what tells of its query."""
    canonical = canonical_url(url)
    asked = path_asked(canonical).strip("/")
    # `?all` and `?admin` are each of its own kind, as any name in a query is.
    is_path = "/" in asked or asked.isdecimal()
    parts = parts_of(canonical) if is_path else urlsplit(canonical)
    query = ["?"] if is_path else _query(parts.query)
    return [segment for segment in parts.path.split("/") if segment], query


def _query(query: str) -> list[str]:
    names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    # What replies to a post is of another kind than what shows it.
    return ["?", *sorted(names), *deeds_in(query)] if names else []


def deeds_in(query: str) -> Iterator[str]:
    """Yield the parts of a query that tell a script to do something with a post."""
    if query:
        for name, value in parse_qsl(query):
            # `?file=report` and `?view=search` may be posts: by such names they are asked for.
            if _PRINT.fullmatch(name) and len(value) < 5:
                yield f"{name}={value}"  # ?print=1
            deed = _PRINT if name.lower() in ("file", "view") else _DEED
            if (deed is _PRINT or _DOING.fullmatch(name.lower())) and deed.fullmatch(value):
                yield f"{name}={value}"


def kind_of(segment: str) -> str:
    """Return what a folder made of digits says: `year`, `day`, `date`, `number`; empty: words."""
    if re.fullmatch(r"(19|20)\d\d", segment):
        return "year"
    if re.fullmatch(r"(0?[1-9]|[12]\d|3[01])", segment):
        return "day"
    if re.fullmatch(r"(19|20)\d\d(-?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])", segment):
        return "date"
    return "number" if segment.isdigit() else ""


def _last(segment: str, *, is_asked: bool = False) -> str:
    if is_asked and _SCRIPT.fullmatch(segment):
        return segment  # write.php does something else than read.php
    stem, dot, extension = segment.rpartition(".")
    if not dot or not re.fullmatch(r"[a-z]{2,5}", extension, re.IGNORECASE):
        stem, extension = segment, ""
    kind = "number" if stem.isdigit() else "slug"
    return f"{kind}.{extension.lower()}" if extension else kind


def tells_a_day(segments: list[str]) -> bool:
    """Return True for folders that tell a day or a month before a name."""
    kinds = [kind_of(segment) for segment in segments[:-1]]
    return "date" in kinds or any(
        first == "year" and second == "day" for first, second in pairwise(kinds)
    )
