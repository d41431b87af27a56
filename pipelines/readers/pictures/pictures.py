"""One element of a page that shows a picture -> Image: the real address, its caption, its size."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers.pictures.captions import caption_of
from pipelines.readers.pictures.picture_sources import around, candidates, in_sets
from pipelines.readers.pictures.picture_urls import is_full_size, stable_url
from pipelines.readers.trees.html import names_of, squash
from pipelines.urls import absolute_url

#: Words of placeholders that tell of photos, too: `white-dress.jpg`, `google-pixel.jpg`.
_SHADES = "clear|empty|gr[ae]y|white|pixel|dummy|transparent"
_WAITING = "lazy|trans|loading|loader"
#: This and what else addresses are held against is in small letters: to ignore case costs more.
_PLACEHOLDER = re.compile(
    r"[/_.-](?:blank|spacer|placeholder|lazyload|1x1|no-?image"
    # These say so in what is no photo, or as the whole name: `ajax-loader.gif`, `white_10x10.png`.
    rf"|(?:{_WAITING})(?=[\w.-]{{0,16}}\.gif$)|(?<=/)(?:{_WAITING}|{_SHADES})(?=[\d_.x-]{{0,12}}\.))"
    r"(?:[_.-]\w{1,12})?\.(?:gif|png|svg|jpe?g|webp)$"
)
#: Where another address waits any of these words is enough: `lazy_bg.png`, `big_on_white.gif`.
_MAY_WAIT = re.compile(rf"[/_.-](?:{_WAITING}|{_SHADES})[\w.-]{{0,16}}\.(?:gif|png|svg)$")
#: Pictures that are letters or furniture.
_FURNITURE = re.compile(
    r"(^|[-_\s])(emoji|emoticon|smiley|smilies|sticker|avatar|gravatar|(?:entry)?icons?|logo|favicon"
    r"|spinner|tracking|pixel|profile)($|[-_\s])",
    re.IGNORECASE,
)
#: What holds a face, and nothing else.
_OF_FACE = re.compile(
    r"(?:^|[-_\s])(?:(?:gr)?avatar|balloon[-_]{0,2}icon)(?:$|[-_\s])", re.IGNORECASE
)
#: `-1024x683` before the ending, as WordPress names the sizes it makes.
_SIZE_IN_NAME = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,5}(?:$|\?))")
#: Folders of pictures that are furniture, whatever they show.
_FURNITURE_PATH = re.compile(
    r"/(?:emojis?|emoticons|smilies|smileys|icons?)/|/(?:keditor|contents)/emoticon/|/ucs/img/char/|/static/ico/"
    # What Medium shows, blurred, until the picture is there.
    r"|/freeze/max/\d{2}/"
    # Of boards, whose posts have theirs elsewhere.
    r"|/skins?/[^?]*\.gif$"
)
#: Folders of faces; in a post a picture from there is larger.
_OF_PEOPLE = re.compile(r"/(?:profiles?|avatars?|userpics?)/")
_FACE = 64
_LOGO = re.compile(r"(?:^|[/_.-])logo[\w-]*\.", re.IGNORECASE)
#: Addresses that count who reads, or show what somebody pays for.
_COUNTER = re.compile(
    r"//(?:[\w-]+\.)*(?:pixel\.wp\.com|stats\.wordpress\.com/b\.gif|facebook\.com/tr\?|met\.vgwort\.de"
    r"|feeds\.feedburner\.com/~r|google-analytics\.com|doubleclick\.net|amazon-adsystem\.com"
    r"|scorecardresearch\.com|quantserve\.com|counter\.yadro\.ru|mail\.ru/counter|mc\.yandex\.ru/watch"
    # FC2's button for applause, which shows another number at each visit, and HubSpot's offers.
    r"|static\.fc2\.com/image/clap/|no-cache\.hubspot\.com/cta/"
    r"|hits\.seeyoufarm\.com|hitwebcounter\.com|statcounter\.com)"
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_TINY_PIXELS = 20
_PIXEL = 2


def image_of(
    element: HtmlElement,
    base: str,
    within: HtmlElement | None = None,
    without: Collection[HtmlElement] = (),
) -> Image | None:
    """Return the picture that an `img` shows; None for placeholders, letters and furniture.

    Its caption is looked for up to `within`, as though the elements of `without` were not there.
    """
    link, picture = around(element)
    observed = _address(candidates(element, picture), base)
    if observed is None or _is_furniture(element, observed, link):
        return None
    widest = _address(in_sets(element, picture), base) or ""
    if widest and _same_picture(observed, widest):
        observed, widest = widest, ""
    full = absolute_url(link.get("href") or "", base) if link is not None else None
    if full and full != observed and is_full_size(stable_url(full), stable_url(observed)):
        widest = full
    return Image(
        url=stable_url(observed),
        widest_url=widest,
        alt=squash(element.get("alt") or _said_around(element)),
        caption=caption_of(element, within, without),
        observed_url=observed,
        width=_pixels(element.get("width")),
        height=_pixels(element.get("height")),
    )


def _said_around(element: HtmlElement) -> str:
    """Return what an editor that wraps its pictures says of one there: Tistory's `data-alt`."""
    parent = element.getparent()
    return "" if parent is None else parent.get("data-alt") or ""


def address_of(element: HtmlElement, base: str) -> str | None:
    """Return the address of the picture that an `img` shows; None as in `image_of`."""
    link, picture = around(element)
    observed = _address(candidates(element, picture), base)
    return None if observed is None or _is_furniture(element, observed, link) else observed


def is_same_at_other_size(one: str, other: str) -> bool:
    """Return whether two addresses differ by nothing but the size in the name, as of WordPress."""
    return _SIZE_IN_NAME.sub("", one) == _SIZE_IN_NAME.sub("", other)


def _same_picture(one: str, other: str) -> bool:
    """Return whether two addresses name one picture at two sizes, and not two files."""
    if stable_url(one) == stable_url(other):
        return True
    return is_same_at_other_size(one, other)


def _address(candidates: Iterator[str], base: str) -> str | None:
    doubtful = None
    for candidate in candidates:
        url = absolute_url(candidate, base)
        # No name of a file has a slash in it: the rest is not searched.
        if url is None or _PLACEHOLDER.search(name := _last_part(url)):
            continue
        if not _MAY_WAIT.search(name):
            return url
        doubtful = doubtful or url
    return doubtful


def _last_part(url: str) -> str:
    path = url.partition("?")[0]
    return path[path.rfind("/") :].lower()


def _is_furniture(element: HtmlElement, url: str, link: HtmlElement | None) -> bool:
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if width is not None or height is not None:
        # One zero means that the other size decides; two mean that nobody is to see it.
        if 0 < (width or 0) <= _PIXEL or 0 < (height or 0) <= _PIXEL:
            return True
        if width is not None and height is not None and max(width, height) <= _TINY_PIXELS:
            return True
    folded = url.lower()
    if 0 < (width or 0) <= _FACE and _OF_PEOPLE.search(folded):
        return True
    if _COUNTER.search(folded):
        return True
    if link is not None:
        if _is_licence(link):
            return True  # its badge
        if (link.get("href") or "").strip() == "/" and _LOGO.search(_last_part(url)):
            return True
    names, box = names_of(element), element.getparent()
    if box is not None and _OF_FACE.search(names_of(box)):
        return True
    return bool((names != " " and _FURNITURE.search(names)) or _FURNITURE_PATH.search(folded))


def _is_licence(link: HtmlElement) -> bool:
    """Return whether a link leads to the terms on which the words may be used."""
    is_told = "license" in (link.get("rel") or "").lower().split()
    return is_told or _TERMS.search(link.get("href") or "") is not None


_TERMS = re.compile(
    r"//creativecommons\.org/licen[sc]es/|//[\w.]*kogl\.or\.kr/\w+/licen[sc]e", re.IGNORECASE
)


def _pixels(text: str | None) -> int | None:
    match = _PIXELS.match(text) if text else None
    return int(match[1]) if match else None
