"""What a platform's list API is asked, and what it answers: pure types, no network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from pipelines.items import Entry, Moment
from pipelines.readers.dates.moments import parse_moment
from pipelines.readers.trees.html import squash
from pipelines.urls import absolute_url


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRequest:
    """One question to a list API."""

    url: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    #: UTF-8; empty for GET.
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came with an answer."""

    #: When it came: days that count back from it are known by that alone.
    base: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


UNTOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPage:
    """One answer of a list API, read."""

    #: In the order of the list.
    entries: tuple[Entry, ...] = ()
    #: What to ask next; None at the end, or when the answer gives no way on.
    next: ApiRequest | None = None
    #: How many posts the platform says there are; None when it does not say.
    declared_total: int | None = None
    #: False when the bytes were not this API's answer at all: the generic way must be taken.
    understood: bool = True


NOT_UNDERSTOOD = ApiPage(understood=False)

#: Stands for the present where only dates that state their year are read.
UNKNOWN_NOW = datetime(2100, 1, 1, tzinfo=UTC)


_YEAR_2100 = 4_102_444_800_000

#: A line that begins with what JSON of lists and objects begins with.
_JSON_LINE = re.compile(r"^[\[{]", re.MULTILINE)


def origin_of(url: str) -> str:
    """Return `scheme://host[:port]` of an address; empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def host_is(url: str, *hosts: str) -> bool:
    """Return whether the address lies on one of `hosts` or below one of them."""
    # Most addresses have the name of no platform anywhere.
    if not any(known in url for known in hosts) and url.islower():
        return False
    host = (urlsplit(url).hostname or "").lower()
    return any(host == known or host.endswith("." + known) for known in hosts)


def with_query(url: str, **pairs: object) -> str:
    """Return `url` with a query; None values are left out."""
    query = urlencode({name: value for name, value in pairs.items() if value is not None})
    return f"{url}?{query}" if query else url


def read_json(body: bytes) -> Any:
    """Return the JSON in `body`, or None.

    A guard such as `])}while(1);</x>` is skipped, and what a broken plugin printed before.
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff").strip()
    for guard in ("])}while(1);</x>", ")]}',", ")]}'"):
        text = text.removeprefix(guard)
    if (found := _parsed(text)) is None and (start := _JSON_LINE.search(text)):
        found = _parsed(text[start.start() :])
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def dig(value: Any, *path: str | int) -> Any:
    """Return what lies at `path` inside JSON; None where the path breaks."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def entries_of(
    rows: list[Any], request: ApiRequest, make: Callable[[dict[str, Any]], Entry | None]
) -> tuple[Entry, ...]:
    """Return what `make` reads in the rows of one answer.

    None, what is no row, and what has no address of the web is left out.
    """
    made = ((place, make(row)) for place, row in enumerate(rows) if isinstance(row, dict))
    return tuple(
        replace(entry, found_in=request.url, found_kind="api", position=place)
        for place, entry in made
        if entry is not None and absolute_url(entry.url, request.url) is not None
    )


def asked(url: str) -> dict[str, str]:
    """Return what the query of an address asks for, the first of several values of a name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def asked_number(request: ApiRequest, name: str, default: int) -> int:
    """Return the number that a question asked for in its query: a page, a start, an offset."""
    found = whole(asked(request.url).get(name, default))
    return default if found is None else found


def listed(value: Any) -> list[Any]:
    """Return `value` when it is a list; else an empty one."""
    return value if isinstance(value, list) else []


def stated_moment(value: Any) -> Moment | None:
    """Return the moment that a text states with its year; None for what is no text."""
    return parse_moment(value, base=UNKNOWN_NOW) if isinstance(value, str) else None


def line(value: Any) -> str | None:
    """Return text or a number as one line; None for nothing, and for what is neither."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return squash(str(value)) or None


def counted_moment(milliseconds: Any, zone: tzinfo) -> Moment | None:
    """Return the moment that a count of milliseconds since 1970 names; None for nonsense."""
    if (stamp := whole(milliseconds)) is None or not 0 < stamp < _YEAR_2100:
        return None
    at = datetime.fromtimestamp(stamp / 1000, UTC).astimezone(zone)
    return Moment(at=at, precision="second", raw=str(stamp))


def whole(value: Any) -> int | None:
    """Return `value` as a whole number, or None."""
    try:
        return int(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None
