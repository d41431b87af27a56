"""Other addresses of one page: its copies for phones and printers, its other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from pipelines.urls import is_tracking, without_session

#: Query names that ask for another dress of the same page.
_DRESS = re.compile(r"amp|amphtml|noamp|replytocom|relatedposts_\w+")
#: Those that are a switch of it, or say how it was reached, unless a number makes them its key.
_WAY = re.compile(r"m|mobile|print|preview|output|share|view|format|from|ref|source|sort|highlight")
_SWITCH = ("0", "1")
#: A page of a blog that answers with and without it.
_FILE = re.compile(r"(?<=[^/])\.html?$")


def without_tracking(url: str) -> str:
    """Return `url` without what tells where a visitor came from; all else stays as written."""
    parts = urlsplit(url)
    pairs = [
        pair
        for pair in parts.query.split("&")
        for name, _, value in [pair.partition("=")]
        if not is_tracking(name, value)
    ]
    path = without_session(parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(pairs), ""))


def is_dress(name: str, value: str) -> bool:
    """Return True for what asks for another dress of a page, or says how it was reached."""
    return bool(
        _DRESS.fullmatch(name)
        or (_WAY.fullmatch(name) and (not value.isdigit() or value in _SWITCH))
    )


def bare_forms(url: str, plain: bool) -> Iterator[str]:
    """Yield the addresses whose phone, print or AMP copy `url` would be."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not is_dress(name.lower(), value)]
    path = parts.path
    if len(kept) < len(pairs):
        yield origin + path + _asked(kept)
    if plain and pairs:
        yield origin + path
    yield from (origin + twin + _asked(pairs) for twin in _other_spellings(path))
    if source := _SOURCE.fullmatch(path):
        # The text that a page was made of, for those who want to see or to copy it.
        folder = source["folder"]
        yield from (origin + twin for twin in (folder, f"{folder}/", f"{folder}.html") if twin)
    query = _asked(kept) if not plain else ""
    for twin in (
        re.sub(r"^/(?:m|amp|mobile|print)/", "/", path),
        re.sub(r"/(?:amp|print|embed)/?$", "/", path),
        re.sub(r"\.amp(\.html?)?$", r"\1", path),
    ):
        if twin != path and twin != "/":
            yield origin + twin + query


def other_ending(url: str) -> str:
    """Return `url` with .html where it has no ending, and without it where it has; "" otherwise."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    other = _FILE.sub("", name) if _FILE.search(name) else f"{name}.html"
    if not name or "." in other.removesuffix(".html"):
        return ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{other}", parts.query, ""))


_SOURCE = re.compile(
    r"(?P<folder>/.*?)(?:/index)?\.(?:md|mdx|markdown|rst|adoc|org|ipynb)", re.IGNORECASE
)


def _asked(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _other_spellings(path: str) -> Iterator[str]:
    """Yield a path with its letters put together, and taken apart, where it is written otherwise.

    Macs take the syllables of Hangul apart: to a reader, and to most servers, it is one name.
    """
    if "%" not in path:
        return
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return
    for form in ("NFC", "NFD"):
        if (twin := unicodedata.normalize(form, text)) != text:
            yield quote(twin, safe="/~!$&'()*+,;=:@")
