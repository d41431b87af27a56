"""The picture that a page declares for its post, and where the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers import platforms
from pipelines.readers.pictures.covers import is_aside
from pipelines.readers.pictures.picture_urls import is_one_picture, stable_url
from pipelines.readers.pictures.pictures import address_of, image_of
from pipelines.readers.trees.html import PICTURES
from pipelines.readers.trees.selecting import of_own_making, select
from pipelines.urls import absolute_url, host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document


#: How sites call elements of their own that show a picture once a script has run: `bsp-image`.
_OWN = ("-image", "-img", "-picture")
_SOURCES = ("src", "data-src", "srcset", "data-srcset")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)


def declared_lead(document: Document) -> Image | None:
    """Return the picture that the page declares to stand for the post (meta, JSON-LD, source)."""
    for address in _declared_addresses(document):
        url = absolute_url(address, document.base_url)
        if url and not (_STANDING_IN.search(url) or _is_sign(url, document.url)):
            if url.startswith("http://") and document.url.startswith("https://"):
                # Shops and builders declare their own pictures so, and show them safely.
                safe = f"https{url[4:]}"
                url = safe if host_of(safe) == host_of(document.url) else url
            return Image(url=stable_url(url), observed_url=url, role="lead")
    return None


#: What platforms declare for a post without a picture: their own sign.
_STANDING_IN = re.compile(
    r"/tistory_admin/static/|//blogimgs\.pstatic\.net/nblog/|//ssl\.pstatic\.net/static/"
    r"|/brunch/static/|//static\.velog\.io/|//s0\.wp\.com/i/blank\."
    # The signs of browsers' tabs and of other sites.
    r"|/(?:apple-touch-icon(?:-precomposed)?|favicon)(?:[-_@]?\d+x?\d*){0,3}\.\w{2,4}(?:\?|$)"
    r"|/social[-_]?icons?/"
    # Builders name a small copy, under another name, of what stands in the post.
    r"|//cdn\.imweb\.me/thumbnail/"
)
#: What sites call the picture that they declare for every page without one of its own.
_SIGN = re.compile(
    r"/(?:(?:(?:img|site|web|blog|default|main|common)[-_]?)?(?:og|ogp)"
    r"(?:[-_]?(?:image|img|tag|default|logo|share|\d+x\d+))?"
    r"|(?:(?:site|header|brand|blog|default)[-_]?)?logo|no[-_]?image|placeholder"
    r"|default[-_](?:image|img|cover|thumb(?:nail)?|banner|share|social)"
    # Of one thing it lies in the folder of that: `/vi/dQw4w9/default.jpg`.
    r"|(?:images?|img|assets|static|common|share|media|public)/default"
    r"|(?:social|share)[-_](?:card|image|img|default|share))\.(?:png|jpe?g|gif|webp|svg)(?:\?|$)",
    re.IGNORECASE,
)


def _is_sign(url: str, page: str) -> bool:
    """Return whether a picture is the one of a site; builders put one beside each post, too."""
    if not _SIGN.search(url):
        return False
    path = urlsplit(url).path
    folders = _MONTH.sub("/", path.rpartition("/")[0] + "/")
    slug = page.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]
    # A number in its folder is that of a post or a day; uploads of a whole month lie together.
    return slug not in path and not _NUMBER.search(folders)


_MONTH, _NUMBER = re.compile(r"/(?:19|20)\d\d/(?:[01]\d/)?"), re.compile(r"\d{2}")


def unseen_lead(document: Document, shown: Iterable[Image]) -> Image | None:
    """Return the picture that the page declares to stand for the post and that is not `shown`."""
    lead = document.declared_lead
    known = {image.url for image in shown}
    return replace(lead, role="declared") if lead and lead.url not in known else None


#: What front matter calls the picture of its post.
_LEADING = ("image", "cover", "thumbnail", "feature_image", "featured_image", "banner")


def _declared_addresses(document: Document) -> Iterator[str]:
    matter = document.front_matter or {}
    for value in filter(None, map(matter.get, _LEADING)):
        if isinstance(value, dict):
            value = next((value[k] for k in ("path", "src", "url", "image") if k in value), None)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            yield value.strip()
    if not platforms.declares_picture(document):
        return
    names = "og:image og:image:url og:image:secure_url twitter:image image"
    yield from document.stated(*names.split())


def shown_outside(document: Document, lead: Image | None) -> Image | None:
    """Return the declared picture, at whatever size, if the page shows it near the post."""
    if lead is None:
        return None
    if document.front_matter is not None and not document.stated("og:image"):
        return lead  # with a head of its own a source tells those apart that nobody sees
    container, base = document.container, document.base_url
    for element in (*select(document.tree, PICTURES), *_own_elements(document.tree)):
        # Its caption is looked for when it is the one: that costs more than all else.
        url = address_of(element, base)
        if url is None or not is_one_picture(stable_url(url), lead.url):
            continue
        image = None if is_aside(element, container) else image_of(element, base)
        if image is not None:
            return replace(image, role="lead")
    styled = "background" in document.text
    for element in select(document.tree, "[style*='background']") if styled else ():
        match = _BACKGROUND.search(element.get("style") or "")
        url = absolute_url(match[1], base) if match else None
        if url and stable_url(url) == lead.url and not is_aside(element, container):
            return replace(lead, observed_url=url)
    return None


def _own_elements(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of a site's own making that show a picture."""
    tags = [tag for tag in of_own_making(tree) if any(name in tag for name in _OWN)]
    tags = [tag for tag in tags if tag != "amp-img"]
    own = tree.iter(*tags) if tags else ()
    return [element for element in own if any(name in element.attrib for name in _SOURCES)]
