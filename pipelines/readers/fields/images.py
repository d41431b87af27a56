"""The pictures of a post: those in its body, and the one that leads it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.items import Image
from pipelines.readers import platforms
from pipelines.readers.dates.moments import states_day
from pipelines.readers.pictures.picture_urls import is_one_picture, stable_url
from pipelines.readers.pictures.pictures import address_of, image_of, is_same_at_other_size
from pipelines.readers.trees.html import PICTURES, names_of, text_of
from pipelines.readers.trees.lines import letters, title_words
from pipelines.readers.trees.selecting import of_own_making, select
from pipelines.urls import absolute_url, canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

#: How sites call elements of their own that show a picture once a script has run: `bsp-image`.
_OWN = ("-image", "-img", "-picture")
_SOURCES = ("src", "data-src", "srcset", "data-srcset")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)


def in_body(document: Document) -> tuple[Image, ...]:
    """Return the pictures of the body in order, each address once."""
    found: dict[str, Image] = {}
    for element, image in zip(document.frames, document.pictures, strict=True):
        if len(found) >= document.options.max_images:
            break
        if image is None:
            continue
        known = found.get(image.url)
        if known is None:
            last = next(reversed(found), "")
            if element.get("data-noscript") and last:
                if _file(last) == _file(image.url):
                    del found[last]  # the blurred preview that stands until the script has run
                elif is_same_at_other_size(last, image.url):
                    continue  # the copy of one that has the widest of its set
            found[image.url] = image
        elif image.alt and not known.alt:
            found[image.url] = replace(known, alt=image.alt)
    return tuple(found.values())


def _file(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def declared_lead(document: Document) -> Image | None:
    """Return the picture that the page declares to stand for the post (meta, JSON-LD, source)."""
    for address in _declared_addresses(document):
        url = absolute_url(address, document.base_url)
        if url and not (_STANDING_IN.search(url) or _is_sign(url, document.url)):
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


def _declared_addresses(document: Document) -> Iterator[str]:
    matter = document.front_matter or {}
    for key in ("image", "cover", "thumbnail", "feature_image", "featured_image", "banner"):
        value = matter.get(key)
        if isinstance(value, dict):
            value = next((value[k] for k in ("path", "src", "url", "image") if k in value), None)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            yield value.strip()
    if not platforms.declares_picture(document):
        return
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "image"):
        yield from document.meta.get(name, ())


def shown_outside(document: Document, lead: Image | None) -> Image | None:
    """Return the declared picture, at whatever size, if the page shows it near the post."""
    if lead is None:
        return None
    if document.front_matter is not None:
        return lead
    container, base = document.container, document.base_url
    for element in (*select(document.tree, PICTURES), *_own_elements(document.tree)):
        # Its caption is looked for when it is the one: that costs more than all else.
        url = address_of(element, base)
        if url is None or not is_one_picture(stable_url(url), lead.url):
            continue
        image = None if _is_elsewhere(element, container) else image_of(element, base)
        if image is not None:
            return replace(image, role="lead")
    styled = "background" in document.text
    for element in select(document.tree, "[style*='background']") if styled else ():
        match = _BACKGROUND.search(element.get("style") or "")
        url = absolute_url(match[1], base) if match else None
        if url and stable_url(url) == lead.url and not _is_elsewhere(element, container):
            return replace(lead, observed_url=url)
    return None


def _own_elements(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of a site's own making that show a picture."""
    tags = [tag for tag in of_own_making(tree) if any(name in tag for name in _OWN)]
    tags = [tag for tag in tags if tag != "amp-img"]
    own = tree.iter(*tags) if tags else ()
    return [element for element in own if any(name in element.attrib for name in _SOURCES)]


def cover(document: Document, *, apart: bool = False) -> Image | None:
    """Return the picture shown between the title and the body, whatever the head declares.

    With `apart` only one in a figure or a `picture`: where the declared one is known, a bare
    picture is more likely the writer's face.
    """
    container = document.container
    if container is None or not _in_one_tree(container, document.tree):
        return None
    heading = next(iter(select(document.tree, "h1")), None)
    if heading is None:
        return None
    over = set(heading.iterancestors())
    if container not in over and not document.has_pictures_outside:
        return None
    around = next((node for node in (container, *container.iterancestors()) if node in over), None)
    under_heading = False
    looked_at = ("h1", "p", "img", "amp-img", container.tag)
    for element in () if around is None else around.iter(*looked_at):
        if element is heading:
            under_heading = True
        elif (element is container and element not in over) or _is_prose(element):
            return None
        elif under_heading and element.tag in ("img", "amp-img"):
            image = image_of(element, document.base_url)
            if (
                image
                and not _is_small(image)
                and not _is_elsewhere(element, container)
                and not (apart and next(element.iterancestors("figure", "picture"), None) is None)
                and not _is_furniture(element, image, document)
            ):
                return image
    return None


#: How WordPress calls the picture of a post, in its blocks and in its themes.
_FEATURED = "img.wp-post-image, .wp-block-post-featured-image img, .post-thumbnail img"


def featured(document: Document) -> Image | None:
    """Return the picture that the theme calls that of the post, and shows above its title."""
    container = document.container
    if container is None or not _in_one_tree(container, document.tree):
        return None
    over = set(container.iterancestors())
    for element in select(document.tree, _FEATURED)[:_LOOKED_AT]:
        # Other posts lie in items of a list, or in articles of their own.
        beside = element.iterancestors("li", "article")
        if _is_elsewhere(element, container) or any(one not in over for one in beside):
            continue
        apart = takewhile(lambda one: one not in over, element.iterancestors())
        box = next(reversed(list(apart)), element)
        if _leads_on(box, document):
            continue
        image = image_of(element, document.base_url)
        link = next(element.iterancestors("a"), None)
        target = None if link is None else absolute_url(link.get("href") or "", document.base_url)
        if target is not None and not _PICTURE_FILE.search(target):
            continue
        if image is not None and not _is_small(image):
            return image
    return None


def _leads_on(box: HtmlElement, document: Document) -> bool:
    """Return whether a box without the post has the heading of another one, as sliders do.

    Themes link the heading of a post to itself, too.
    """
    for heading in islice(box.iter("h2", "h3"), _LOOKED_AT):
        link = heading.find(".//a[@href]")
        link = next(heading.iterancestors("a"), None) if link is None else link
        href = None if link is None else link.get("href")
        target = absolute_url(href, document.base_url) if href else None
        if target is not None and canonical_url(target) != canonical_url(document.url):
            return True
    return False


#: Such pictures on a page, of which those of other posts are most.
_LOOKED_AT = 20


def named_cover(document: Document) -> Image | None:
    """Return the picture over the body that is described by the title of the post, word by word."""
    container = document.container
    if container is None or not _in_one_tree(container, document.tree):
        return None
    if not document.has_pictures_outside:
        return None
    titles = set(map(letters, document.meta.get("og:title") or title_words(document)))
    titles -= set(map(letters, document.meta.get("og:site_name", ())))
    titles.discard("")
    pictures = select(document.tree, PICTURES)
    so_called = (one for one in pictures if letters(one.get("alt") or "") in titles)
    for element in islice(so_called, _LOOKED_AT):
        if container in element.iterancestors() or _is_elsewhere(element, container):
            return None
        image = image_of(element, document.base_url)
        if image is None or _is_small(image) or _is_furniture(element, image, document):
            continue
        return image
    return None


def _is_furniture(element: HtmlElement, image: Image, document: Document) -> bool:
    """Return whether a picture is the writer's face, drawn, or a link to another page.

    What stands in a figure is the post's, wherever a link on it leads.
    """
    above = list(islice(element.iterancestors(), _AROUND))
    if any(_FACE.search(node.get("class") or "") for node in above):
        return True
    if any(node.tag == "figure" for node in above):
        return False
    if any(_is_byline(box, image) for box in above[:2]):
        return True
    if _DRAWN.search(urlsplit(image.observed_url).path):
        return True
    link = next((node for node in above if node.tag == "a"), None)
    href = (link.get("href") or "").strip() if link is not None else ""
    target = absolute_url(href, document.base_url)
    if target is None or _PICTURE_FILE.search(target):
        return False
    return canonical_url(target) != canonical_url(document.url)


def _is_byline(box: HtmlElement, image: Image) -> bool:
    """Return whether a box holds a line with a date, and no title: the picture in it is a sign.

    Captions state days, too: of large pictures, in boxes for such, or in the words of the `alt`.
    """
    if box.tag == "header" or box.find(".//h1") is not None or box.find(".//h2") is not None:
        return False
    if max(image.width or 0, image.height or 0) > _OF_SIGN or _OF_PICTURES.search(names_of(box)):
        return False
    words = [text_of(one) for one in islice(box, _OF_BYLINE)]
    if image.alt and image.alt in words:
        return False
    return sum(map(len, words)) <= _BYLINE and any(map(states_day, words))


#: Characters and elements of a line that says who wrote and when, and the pixels of a sign in it.
_BYLINE, _OF_BYLINE, _OF_SIGN = 120, 12, 200
_OF_PICTURES = re.compile(r"pic|photo|image|figure|caption|cover|hero|gallery", re.IGNORECASE)


#: Elements around a picture that may say what it is.
_AROUND = 4
_FACE = re.compile(r"author|byline|avatar|profile", re.IGNORECASE)
_DRAWN = re.compile(
    r"/(?:ico|icon|btn|button|arrow|logo)[^/]*$|\.svg$"
    # A film is called so, and what was written on profiles.
    r"|/(?:profile|avatar)(?:[-_]?(?:img|image|pic|photo|default|thumb|small|[\dx]))*\.\w+$",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)\b", re.IGNORECASE)


def _is_prose(element: HtmlElement) -> bool:
    return element.tag == "p" and len(text_of(element)) >= _PROSE


#: Letters of a paragraph with which a story begins; standfirsts are shorter.
_PROSE = 300


def _is_small(image: Image) -> bool:
    # A face beside a byline; pictures without a stated size are judged by their place alone.
    return any(size is not None and size < _COVER for size in (image.width, image.height))


#: CSS pixels of a side; faces and badges in bylines are smaller.
_COVER = 150


def _is_elsewhere(element: HtmlElement, container: HtmlElement | None) -> bool:
    tags = {ancestor.tag for ancestor in element.iterancestors()}
    if tags & {"aside", "nav", "footer"}:
        return True
    if container is None or not _in_one_tree(container, element):
        return False
    # Behind the post stand other posts, and their thumbnails may be this picture again.
    ancestors = set(element.iterancestors())
    return container not in ancestors and _is_behind(element, container)


def _in_one_tree(one: HtmlElement, other: HtmlElement) -> bool:
    return one.getroottree().getroot() is other.getroottree().getroot()


def _is_behind(element: HtmlElement, container: HtmlElement) -> bool:
    for node in element.getroottree().getroot().iter():
        if node is container:
            return True
        if node is element:
            return False
    return False


def images(document: Document) -> tuple[Image, ...] | None:
    """Return the pictures of the post: a lead first when one stands for it, then the body's."""
    found = list(in_body(document))
    lead = document.declared_lead
    place = next((at for at, image in enumerate(found) if lead and image.url == lead.url), None)
    is_shown = place is not None or bool(
        lead and any(is_one_picture(image.url, lead.url) for image in found)
    )
    if place is not None:
        found[place] = _leading(found[place])
    # One that is shown at another size in the body stays that: both addresses are kept.
    shown = None if is_shown else shown_outside(document, lead)
    shown = shown or cover(document, apart=is_shown)
    if shown is None and lead is None:
        shown = featured(document)
    if shown is None and not is_shown and (named := named_cover(document)):
        # The declared picture, which nobody sees, is the one of the blog.
        shown, lead = named, None
    held = None
    if shown is not None:
        same = (at for at, image in enumerate(found) if is_one_picture(image.url, shown.url))
        held = next(same, None)
    if shown is not None and held is None:
        is_lead = lead is None or shown.url == lead.url
        found.insert(0, replace(shown, role="lead" if is_lead else "body"))
    elif found and lead is None:
        found[held or 0] = _leading(found[held or 0])
    return tuple(found) or None


def _leading(image: Image) -> Image:
    # As `replace` does, at a fifth of its cost.
    return Image(
        url=image.url,
        alt=image.alt,
        caption=image.caption,
        observed_url=image.observed_url,
        widest_url=image.widest_url,
        role="lead",
        width=image.width,
        height=image.height,
    )


READERS = (images,)
