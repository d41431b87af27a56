"""Exports of WordPress (WXR): each published post as a source page, with what the file says of it.

A WXR file is RSS with the posts whole. Authors are named apart from the posts, in some files after
them, so it is read twice.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from pipelines.capture import Capture, opened_file, too_large
from pipelines.urls import host_of, identity_url

_FILES = (".xml", ".xml.gz", ".wxr", ".wxr.gz")
#: Bytes of the beginning of a file in which it says what it is.
_HEAD = 4096
#: Plugins leave control characters in posts, which no XML may hold: each becomes a blank.
_BLANKS = bytes(0x20 if byte < 0x20 and byte not in b"\t\n\r" else byte for byte in range(256))
#: What a file may be broken by.
_BROKEN = (ParseError, EOFError, zlib.error, ValueError, LookupError)
#: How the date of a post begins that was never published.
_NO_DATE = "0000"
_BLOCK = re.compile(
    r"<(?:(?:p|div|h[1-6]|ul|ol|dl|table|blockquote|pre|figure|iframe|section|hr)\b|!--)", re.I
)
_CAPTION = re.compile(
    r"\[caption[^\[\]\n]*\]\s*(?P<shown>(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)"
    r"(?P<words>[^\[]*)\[/caption\]",
    re.IGNORECASE,
)
#: A player that WordPress makes of a bare address.
_EMBED = re.compile(r"\[embed[^\[\]\n]*\]([^\[\]\s<]+)\[/embed\]", re.IGNORECASE)
#: How the names of custom fields begin in which newscrawl exports what has no other place.
OWN = "newscrawl_"
#: Who wrote posts of which nobody is named, and what parts several names.
NOBODY, SEVERAL = "newscrawl", " | "
#: A link as it stands in the place of a player.
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
#: Letters that JSON leaves as they are and no YAML may hold, as of another encoding.
_NO_YAML = re.compile("[\x7f-\x9f]")
#: Letters of a moment: what follows is no date of WordPress, which states no zone.
_MOMENT = len("2019-01-01 09:00:00")


def is_export(file: Path) -> bool:
    """Return True for a file that is named and begins as an export of WordPress."""
    if not file.name.lower().endswith(_FILES):
        return False
    try:
        with opened_file(file) as opened:
            return b"wordpress.org/export/" in opened.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return False


def posts_in(file: Path, limit_bytes: int) -> Iterator[Capture]:
    """Yield the posts of an export, and why any other is left, of the time the file says.

    What follows a fault of the XML is lost, and told. Raises OSError when it cannot be read.
    """
    names = _names(file)
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    home = ""
    number = 0
    met: set[str] = set()
    try:
        for tag, element in _elements(file):
            if tag == "pubDate":
                at = _of_mail(element.text) or at
            elif tag == "base_blog_url" or (tag == "link" and not home):
                home = (element.text or "").strip()
            elif tag == "item":
                number += 1
                source = f"{file}, item {number}"
                capture = _capture(_Item(element), source, limit_bytes, names)
                identity = identity_url(capture.url) if capture.url else source
                if identity in met and not capture.problem:
                    said = "another post of this file has its address"
                    capture = Capture(source=source, url=capture.url, problem="twice", said=said)
                met.add(identity)
                yield capture.of(at, capture.home or (f"{home.rstrip('/')}/" if home else ""))
    except _BROKEN as error:
        said = f"broken after {number} posts and pages: {error}"
        yield Capture(source=str(file), problem="unreadable", said=said)


class _Readable:
    """A file as XML may hold it."""

    def __init__(self, file: BinaryIO | gzip.GzipFile) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).translate(_BLANKS)


def _elements(file: Path) -> Iterator[tuple[str, Element]]:
    """Yield what stands in the channel, by its name without namespace; memory stays constant."""
    with opened_file(file) as opened:
        around: list[Element] = []
        for event, element in iterparse(_Readable(opened), ("start", "end")):
            if event == "start":
                around.append(element)
                continue
            around.pop()
            if len(around) == 2:  # the feed and its channel
                yield element.tag.rpartition("}")[2], element
                around[1].clear()


def _names(file: Path) -> dict[str, str]:
    """Return the names of authors by their logins, as far as the file can be read."""
    names: dict[str, str] = {}
    try:
        for tag, element in _elements(file):
            if tag == "author":
                item = _Item(element)
                names[item.text("author_login")] = item.text("author_display_name")
    except _BROKEN:
        return names  # told when the posts are read
    return names


class _Item:
    """What an element says, by names without their namespace."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def text(self, name: str, space: str = "") -> str:
        for child in self._element:
            where, _, tag = child.tag.rpartition("}")
            if tag == name and space in where:
                return (child.text or "").strip()
        return ""

    def terms(self, domain: str) -> list[str]:
        found = [one for one in self._element.iter("category") if one.get("domain") == domain]
        return [name for one in found if (name := html.unescape(one.text or "").strip())]

    @cached_property
    def own(self) -> dict[str, str]:
        """Return what newscrawl exported in custom fields, for want of another place."""
        told = (_Item(one) for one in self._element if one.tag.endswith("}postmeta"))
        fields = {one.text("meta_key"): one.text("meta_value") for one in told}
        return {name[len(OWN) :]: value for name, value in fields.items() if name.startswith(OWN)}

    def own_address(self, name: str, url: str) -> str:
        """Return an address of these, unless the blog has moved to another host since."""
        address = self.own.get(name, "")
        return address if host_of(address) == host_of(url) else ""

    def moment(self, name: str, stated: str) -> str:
        """Return ISO 8601 with the offset that the blog's own clock had; empty: not stated.

        Or as the page of old stated it (`stated`, less fine), unless it was edited since.
        """
        if (told := self.text(name)) and told == self.own.get("undated"):
            return ""
        found = self._moment(name)
        return stated if stated and found.startswith(stated[:_MOMENT]) else found

    def _moment(self, name: str) -> str:
        local, utc = _of_sql(self.text(name)), _of_sql(self.text(f"{name}_gmt"))
        if utc is None:
            return local.isoformat() if local else ""
        offset = round((local - utc).total_seconds() / 60) if local else 0
        try:
            zone = timezone(timedelta(minutes=offset))
            return utc.replace(tzinfo=UTC).astimezone(zone).isoformat()
        except (ValueError, OverflowError):  # a day or more apart; in no year that there is
            return utc.replace(tzinfo=UTC).isoformat()


def _capture(item: _Item, source: str, limit_bytes: int, names: dict[str, str]) -> Capture:
    url = item.text("link")
    kind, status = item.text("post_type") or "post", item.text("status") or "publish"
    problem = said = ""
    if kind != "post":
        problem, said = "no-page", kind
    elif status != "publish":
        problem, said = "unpublished", status
    elif item.text("post_password"):
        problem, said = "protected", "it asks for a password"
    elif not url.lower().startswith(("http://", "https://")):
        problem, said = "no-address", "its link is no web address"
    if problem:
        return Capture(source=source, url=url, problem=problem, said=said)
    body = _page(item, url, names).encode("utf-8", "replace")
    if len(body) > limit_bytes:
        return too_large(source, limit_bytes)
    return Capture(
        source=source,
        url=item.own_address("original_url", url) or url,
        content_type="text/html; charset=utf-8",
        body=body,
        home=item.own_address("site", url),
        is_source=True,
    )


def _page(item: _Item, url: str, names: dict[str, str]) -> str:
    own = item.own
    matter: dict[str, Any] = {
        "title": html.unescape(item.text("title")),
        "date": item.moment("post_date", own.get("published", "")),
        "modified": item.moment("post_modified", own.get("modified", "")),
        "author": _authors(item, names),
        "image": own.get("lead_image"),
        "categories": item.terms("category"),
        "tags": item.terms("post_tag"),
        "excerpt": item.text("encoded", "/excerpt"),
    }
    # JSON is YAML, but for a few letters.
    told = json.dumps({key: said for key, said in matter.items() if said}, ensure_ascii=False)
    told = _NO_YAML.sub(lambda letter: f"\\u{ord(letter[0]):04x}", told)
    text = item.text("encoded", "/content")
    if own:
        body = _LINK.sub(partial(_player, players=own.get("embeds", "").split()), text)
    else:
        body = _paragraphs(_EMBED.sub(r"\n\n\1\n\n", _CAPTION.sub(_figure, text)))
    declared = html.escape(own.get("declared_image", ""))
    return (
        f"---\n{told}\n---\n<!DOCTYPE html><html><head>"
        f'<link rel="canonical" href="{html.escape(url)}">'
        f'<meta property="og:image" content="{declared}">'
        f'</head><body><div itemprop="articleBody">{body}</div></body></html>\n'
    )


def _authors(item: _Item, names: dict[str, str]) -> list[str]:
    login = item.text("creator")
    if not login or (login == NOBODY and item.own):
        return []
    name = names.get(login) or login
    several = item.own.get("authors", "").split(SEVERAL)
    return several if several[0] == name else [name]


def _player(link: re.Match[str], players: list[str]) -> str:
    """Return the player in whose place a link stands; another link as it is."""
    is_one = link[1] == link[2] and html.unescape(link[1]) in players
    return f'<iframe src="{link[1]}"></iframe>' if is_one else link[0]


def _figure(found: re.Match[str]) -> str:
    words = found["words"].strip()
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{found['shown']}{caption}</figure>\n\n"


def _paragraphs(body: str) -> str:
    """Return the body with the paragraphs that WordPress makes of blank lines when it shows it."""
    if "<!-- wp:" in body or re.search(r"<p[\s>]", body):
        return body
    parts = []
    for part in re.split(r"\n[ \t]*\n", body.replace("\r\n", "\n")):
        if text := part.strip():
            lines = text.replace("\n", "<br>\n")
            parts.append(text if _BLOCK.match(text) else f"<p>{lines}</p>")
    return "\n".join(parts)


def _of_sql(text: str) -> datetime | None:
    try:
        return None if text.startswith(_NO_DATE) else datetime.fromisoformat(text[:_MOMENT])
    except ValueError:
        return None


def _of_mail(text: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime((text or "").strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
