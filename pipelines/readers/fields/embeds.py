"""Players and frames inside a post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from pipelines.items import Embed
from pipelines.urls import absolute_url, host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_PROVIDERS = {
    "youtube": re.compile(r"(^|\.)(youtube(-nocookie)?\.com|youtu\.be)$"),
    "vimeo": re.compile(r"(^|\.)vimeo\.com$"),
    "kakaotv": re.compile(r"(^|\.)(tv|play-tv)\.kakao\.com$"),
    "naver": re.compile(r"(^|\.)(tv\.naver\.com|tvcast\.naver\.com|serviceapi\.nmv\.naver\.com)$"),
    "twitter": re.compile(r"(^|\.)(twitter|x)\.com$"),
    "instagram": re.compile(r"(^|\.)instagram\.com$"),
    "spotify": re.compile(r"(^|\.)spotify\.com$"),
    "soundcloud": re.compile(r"(^|\.)soundcloud\.com$"),
    "dailymotion": re.compile(r"(^|\.)dailymotion\.com$"),
    "tiktok": re.compile(r"(^|\.)tiktok\.com$"),
    "codepen": re.compile(r"(^|\.)codepen\.io$"),
    "slideshare": re.compile(r"(^|\.)slideshare\.net$"),
}
_NOT_CONTENT = re.compile(
    r"(^|\.)(doubleclick\.net|googlesyndication\.com|googletagmanager\.com|adfit\.kakao\.com"
    r"|disqus\.com|facebook\.com|amazon-adsystem\.com|ads-partners\.coupang\.com)$"
)


def players(document: Document) -> tuple[Embed, ...] | None:
    """Return the frames and players of the body, in order, each address once."""
    if document.rendered is not None and not document.rendered.has_players:
        return None
    found: dict[str, Embed] = {}
    for element in document.players:
        for address in _addresses(element):
            url = absolute_url(address, document.base_url)
            url = url and _unwrapped(url)
            if url is None or _NOT_CONTENT.search(host_of(url)):
                continue
            found.setdefault(url, Embed(url=url, provider=provider_of(url)))
    return tuple(found.values()) or None


def _unwrapped(url: str) -> str:
    """Return the player that Embedly or the platform frames, else `url`."""
    if "src=" not in url and "url=" not in url:
        return url
    asked = dict(parse_qsl(urlsplit(url).query))
    inner = absolute_url(asked.get("src") or asked.get("url") or "", url)
    return inner if inner and ("embedly.com/" in url or is_player(inner)) else url


def _addresses(element: HtmlElement) -> Iterator[str]:
    tag = element.tag
    if tag in ("iframe", "amp-iframe"):
        source = element.get("data-src") or element.get("data-lazy-src") or element.get("src")
        if source:
            yield source
    elif tag in ("lite-youtube", "amp-youtube"):
        video = element.get("videoid") or element.get("data-videoid")
        if video and re.fullmatch(r"[\w-]{6,20}", video):
            yield f"https://www.youtube.com/embed/{video}"
    elif tag in ("video", "audio"):
        source = element.get("src") or next(
            (child.get("src") for child in element.iter("source") if child.get("src")), None
        )
        if source:
            yield source


def is_player(url: str) -> bool:
    """Return True for an address at a house whose players stand in posts."""
    return any(hosts.search(host_of(url)) for hosts in _PROVIDERS.values())


def provider_of(url: str) -> str:
    """Return the name of the house whose player an address is, else its host."""
    host = host_of(url)
    return next((name for name, hosts in _PROVIDERS.items() if hosts.search(host)), host)


READERS = (players,)
