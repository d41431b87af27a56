"""One element of a page that shows a picture -> Image: the real address, its caption, its size."""

from __future__ import annotations

import json
import re
from itertools import filterfalse, islice
from typing import TYPE_CHECKING, Any

from pipelines.items import Image
from pipelines.readers.pictures.picture_urls import is_full_size, stable_url
from pipelines.readers.trees.html import (
    names_of,
    squash,
    text_of,
)
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

#: Where lazy loaders keep the real address, before `src`, which holds a placeholder then.
_LAZY = (
    "data-lazy-src",
    "data-src",
    "data-original",
    "data-original-src",
    "data-orig-file",
    "data-large-file",
    "data-full-url",
    "data-lazyload",
    "data-lazy",
    "data-lazysrc",
    "data-pagespeed-lazy-src",
    "data-actualsrc",
    "data-hi-res-src",
    "data-url",
    "data-image",
    "data-img-src",
    "data-echo",
    "ec-data-src",
    "nitro-lazy-src",
    "real_src",
)
_LAZY_SETS = ("data-lazy-srcset", "data-srcset", "data-original-set")
#: What loaders that nobody has heard of call the same: `data-flickity-lazyload-srcset`,
#: `data-src-fg`.
_LIKE_LAZY = re.compile(r"data-(?:.*(?:src|lazy-?load|original)|src-\w+)$")
_LIKE_LAZY_SET = re.compile(r"data-(?:.*src-?set|srcset-\w+)$")

#: Attributes of which none is a loader's.
_SAYING = frozenset("src alt width height class id title loading style srcset sizes".split())
_PLACEHOLDER = re.compile(
    r"(^|[/_.-])(blank|spacer|pixel|transparent|placeholder|lazy(load)?|loading|loader|1x1|dummy"
    r"|clear|empty|trans|grey|white|no-?image)([_.-]\w{1,12})?\.(gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)
#: Pictures that are letters or furniture.
_FURNITURE = re.compile(
    r"(^|[-_\s])(emoji|emoticon|smiley|smilies|sticker|avatar|gravatar|icon|icons|logo|favicon"
    r"|spinner|tracking|pixel|profile)($|[-_\s])",
    re.IGNORECASE,
)
#: `-1024x683` before the ending, as WordPress names the sizes it makes.
_SIZE_IN_NAME = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,5}(?:$|\?))")
#: Folders of pictures that are furniture, whatever they show.
_FURNITURE_PATH = re.compile(
    r"/(?:emojis?|emoticons|smilies|smileys|icons?)/|/(?:keditor|contents)/emoticon/|/static/ico/",
    re.IGNORECASE,
)
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$", re.IGNORECASE)
#: Addresses that count who reads, or show what somebody pays for.
_COUNTER = re.compile(
    r"//(?:[\w-]+\.)*(?:pixel\.wp\.com|stats\.wordpress\.com/b\.gif|facebook\.com/tr\?|met\.vgwort\.de"
    r"|feeds\.feedburner\.com/~r|google-analytics\.com|doubleclick\.net|amazon-adsystem\.com"
    r"|scorecardresearch\.com|quantserve\.com|counter\.yadro\.ru|mail\.ru/counter|mc\.yandex\.ru/watch"
    r"|hits\.seeyoufarm\.com|hitwebcounter\.com|statcounter\.com)",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_TINY_PIXELS = 20
_PIXEL = 2
_MAX_SRCSET = 20_000
#: A caption stands close by: an element with more than this in it holds other things too.
_AROUND = 40
_CAPTION_CLASS = re.compile(
    r"(^|[-_])(caption|cap1?|txt_caption|image-?caption|im(?:g|age)[-_]desc)($|[-_\s])", re.I
)


def widest_candidate(srcset: str | None) -> str | None:
    """Return the address of the widest image in a `srcset`.

    Widths are CSS pixels; `2x` counts as 2, a bare address as 1.
    None when nothing can be parsed; never raises.
    Source: HTML Standard, "srcset attributes".
    """
    if not srcset:
        return None
    best: tuple[float, str] | None = None
    srcset = srcset[:_MAX_SRCSET]
    # Addresses may hold commas: a candidate ends at a comma before white space, or after its size.
    for match in re.finditer(r"([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)", srcset):
        width = float(match[2]) if match[2] else 1.0
        if best is None or width > best[0]:
            best = (width, match[1])
    return best[1] if best else None


def image_of(
    element: HtmlElement,
    base: str,
    within: HtmlElement | None = None,
    without: Collection[HtmlElement] = (),
) -> Image | None:
    """Return the picture that an `img` shows; None for placeholders, letters and furniture.

    Its caption is looked for up to `within`, as though the elements of `without` were not there.
    """
    link, picture = _around(element)
    observed = _address(_candidates(element, picture), base)
    if observed is None or _is_furniture(element, observed, link):
        return None
    widest = _address(_sets(element, picture), base) or ""
    if widest and _same_picture(observed, widest):
        observed, widest = widest, ""
    full = absolute_url(link.get("href") or "", base) if link is not None else None
    if full and full != observed and is_full_size(stable_url(full), stable_url(observed)):
        widest = full
    return Image(
        url=stable_url(observed),
        widest_url=widest,
        alt=squash(element.get("alt") or ""),
        caption=_caption(element, within, without),
        observed_url=observed,
        width=_pixels(element.get("width")),
        height=_pixels(element.get("height")),
    )


def address_of(element: HtmlElement, base: str) -> str | None:
    """Return the address of the picture that an `img` shows; None as in `image_of`."""
    link, picture = _around(element)
    observed = _address(_candidates(element, picture), base)
    return None if observed is None or _is_furniture(element, observed, link) else observed


def _around(element: HtmlElement) -> tuple[HtmlElement | None, HtmlElement | None]:
    """Return the link and the `picture` that an element stands in."""
    link = picture = None
    for one in element.iterancestors("a", "picture"):
        if one.tag == "a":
            link = one if link is None else link
        else:
            picture = one if picture is None else picture
    return link, picture


def is_same_at_other_size(one: str, other: str) -> bool:
    """Return whether two addresses differ by nothing but the size in the name, as of WordPress."""
    return _SIZE_IN_NAME.sub("", one) == _SIZE_IN_NAME.sub("", other)


def _same_picture(one: str, other: str) -> bool:
    """Return whether two addresses name one picture at two sizes, and not two files."""
    if stable_url(one) == stable_url(other):
        return True
    return is_same_at_other_size(one, other)


def _address(candidates: Iterator[str], base: str) -> str | None:
    for candidate in candidates:
        url = absolute_url(candidate, base)
        # No name of a file has a slash in it: the rest is not searched.
        if url and not _PLACEHOLDER.search(_last_part(url)):
            return url
    return None


def _last_part(url: str) -> str:
    path = url.partition("?")[0]
    return path[path.rfind("/") :] if "/" in path else path


def _candidates(element: HtmlElement, picture: HtmlElement | None) -> Iterator[str]:
    parent = element.getparent()
    linked = parent.get("data-linkdata") if parent is not None else None
    if linked and (source := _from_json(linked, "src")):
        yield source
    stated = dict(element.items())
    if not _SAYING.issuperset(stated):
        for name in _LAZY_SETS:
            if widest := widest_candidate(stated.get(name)):
                yield widest
        lazy = [address for name in _LAZY if (address := stated.get(name))]
        # `data-lazy="true"` is no address.
        yield from (a for a in lazy if not a.startswith(("{", "[")) and ("/" in a or "." in a))
    if address := stated.get("src"):
        yield address
    yield from _sets(element, picture)
    for name, value in stated.items():
        if _LIKE_LAZY_SET.match(name):
            if widest := widest_candidate(value):
                yield widest
        elif _LIKE_LAZY.match(name) and "/" in value and not value.startswith(("{", "[")):
            yield value
    # An editor that wraps its pictures says where the upload lies.
    if parent is not None and (address := parent.get("data-url")):
        yield address


def _sets(element: HtmlElement, picture: HtmlElement | None) -> Iterator[str]:
    """Yield the widest picture of each `srcset` of an `img` and of the `picture` around it."""
    if widest := widest_candidate(element.get("srcset")):
        yield widest
    # The parser takes <source> for an element that holds what follows it.
    for source in () if picture is None else picture.iter("source"):
        for name, value in source.items():
            is_set = name == "srcset" or _LIKE_LAZY_SET.match(name)
            if is_set and (widest := widest_candidate(value)):
                yield widest


def _from_json(text: str, key: str) -> str | None:
    try:
        loaded: Any = json.loads(text)
    except ValueError:
        return None
    found = loaded.get(key) if isinstance(loaded, dict) else None
    return found if isinstance(found, str) else None


def _is_furniture(element: HtmlElement, url: str, link: HtmlElement | None) -> bool:
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if width is not None or height is not None:
        # One zero means that the other size decides; two mean that nobody is to see it.
        if 0 < (width or 0) <= _PIXEL or 0 < (height or 0) <= _PIXEL:
            return True
        if width is not None and height is not None and max(width, height) <= _TINY_PIXELS:
            return True
    if _COUNTER.search(url):
        return True
    if link is not None and "license" in (link.get("rel") or "").lower().split():
        return True  # the badge of a licence
    names = names_of(element)
    return bool((names != " " and _FURNITURE.search(names)) or _FURNITURE_PATH.search(url))


def _pixels(text: str | None) -> int | None:
    match = _PIXELS.match(text) if text else None
    return int(match[1]) if match else None


def _caption(
    element: HtmlElement, within: HtmlElement | None, without: Collection[HtmlElement]
) -> str:
    node = element.getparent()
    for _ in range(5):
        if node is None:
            return ""
        seen = filterfalse(without.__contains__, node.iterdescendants())
        around = list(islice(seen, _AROUND + 1))
        if len(around) > _AROUND:
            return ""
        caption = next((child for child in around if is_caption(child)), None)
        if caption is not None:
            # A caption under several pictures belongs to none of them alone, but is theirs.
            pictures = [child for child in around if child.tag in ("img", "amp-img")]
            return _words(caption) if _is_one(pictures) else ""
        if node.tag == "figure" or node is within:
            break
        node = node.getparent()
    return _marked_below(element)


def _words(caption: HtmlElement) -> str:
    """Return the text of a caption, its parts parted as a style sheet parts them."""
    whole = not (caption.text or "").strip() and not any(
        (one.tail or "").strip() for one in caption
    )
    # A sign, a stressed word or a first letter is a part of one.
    whole = whole and all(one.tag in _LINES and len(text_of(one)) != 1 for one in caption)
    parted = squash(" ".join(map(text_of, caption))) if whole and len(caption) > 1 else ""
    return (parted or text_of(caption)).translate(_HINTS)


_LINES = frozenset(("span", "div", "p", "small", "cite", "br"))


def _marked_below(element: HtmlElement) -> str:
    """Return the line right below a picture if it has the mark with which papers point at it."""
    node = element
    for _ in range(4):
        for below in islice(node.itersiblings(), 3):
            if below.tag in _PICTURES or next(below.iter(*_PICTURES), None) is not None:
                return ""  # what is below that is said of that
            first = next((text for one in below.itertext() if (text := one.strip())), "")
            if first:
                text = text_of(below) if first[0] in _POINTING else ""
                is_one = len(text) <= _LONGEST_CAPTION and "▼" not in text
                return text if is_one and not _UP.search(text) else ""
        parent = node.getparent()
        if parent is None or (node.tail or "").strip():
            return ""
        node = parent
    return ""


#: Hints where a line may break: a search is to find the word.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
#: `▲ 붐비는 안목해변`, as Korean papers begin what stands below a picture.
_POINTING = "▲△↑"
_LONGEST_CAPTION = 200
_PICTURES = ("img", "amp-img")
#: What else has such a mark: the way back to the top of the page, to a list, to the next post.
_UP = re.compile(
    r"^\W*(?:(?:top|맨?\s?위로?|처음으로|トップ|上へ|ページトップ|返回顶部|up)?\W*$"
    r"|(?:이전|다음|윗|아랫)\s?글|목록|prev|next|back|前の|次の|一覧|上一|下一|返回)",
    re.IGNORECASE,
)


def _is_one(pictures: list[HtmlElement]) -> bool:
    """Return whether elements show one picture: browsers without scripts are given it again."""
    if len(pictures) == 1:
        return True
    every = [_candidates(picture, _around(picture)[1]) for picture in pictures]
    shown = [next((a for a in addresses if "/" in a[:300]), "") for addresses in every]
    return len({stable_url(address) for address in shown}) == 1


def is_caption(element: HtmlElement) -> bool:
    """Return whether an element says of itself that it is the caption of a picture."""
    if element.tag == "figcaption":
        return True
    classes = element.get("class")
    if not classes or element.tag not in ("p", "div", "span", "dd", "td", "em"):
        return False
    return bool(_CAPTION_CLASS.search(classes))
