"""Pictures that stand over a post and are not declared: covers, those a theme calls its own."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers.dates.moments import states_day
from pipelines.readers.pictures.picture_urls import PICTURE_FILE
from pipelines.readers.pictures.pictures import image_of
from pipelines.readers.titles.head_lines import title_words
from pipelines.readers.trees.html import PICTURES, names_of, whole_text
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import link_of
from pipelines.urls import absolute_url, canonical_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def cover(document: Document, *, apart: bool = False) -> Image | None:
    """Return the picture shown between the title and the body, whatever the head declares.

    With `apart` only one in a figure or a `picture`: where the declared one is known, a bare
    picture is more likely the writer's face.
    """
    if (container := document.container) is None or not _in_one_tree(container, document.tree):
        return None
    if (heading := next(iter(select(document.tree, "h1")), None)) is None:
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
                and not is_aside(element, container)
                and not (apart and next(element.iterancestors("figure", "picture"), None) is None)
                and not _is_furniture(element, image, document)
            ):
                return image
    return None


#: How WordPress calls the picture of a post, in its blocks and in its themes.
_FEATURED = "img.wp-post-image, .wp-block-post-featured-image img, .post-thumbnail img"


def featured(document: Document) -> Image | None:
    """Return the picture that the theme calls that of the post, and shows above its title."""
    if (container := document.container) is None or not _in_one_tree(container, document.tree):
        return None
    over = set(container.iterancestors())
    for element in select(document.tree, _FEATURED)[:_LOOKED_AT]:
        # Other posts lie in items of a list, or in articles of their own.
        beside = element.iterancestors("li", "article")
        if is_aside(element, container) or any(one not in over for one in beside):
            continue
        apart = takewhile(lambda one: one not in over, element.iterancestors())
        box = next(reversed(list(apart)), element)
        if _leads_on(box, document):
            continue
        image = image_of(element, document.base_url)
        link = next(element.iterancestors("a"), None)
        target = document.target_of(link)
        if target is not None and not PICTURE_FILE.search(urlsplit(target).path):
            continue
        if image is not None and not _is_small(image):
            return image
    return None


def _leads_on(box: HtmlElement, document: Document) -> bool:
    """Return whether a box without the post has the heading of another one, as sliders do.

    Themes link the heading of a post to itself, too.
    """
    for heading in islice(box.iter("h2", "h3"), _LOOKED_AT):
        link = link_of(heading)
        target = document.target_of(link) if link is not None and link.get("href") else None
        if target is not None and canonical_url(target) != canonical_url(document.url):
            return True
    return False


#: Such pictures on a page, of which those of other posts are most.
_LOOKED_AT = 20


def named_cover(document: Document) -> Image | None:
    """Return the picture over the body that is described by the title of the post, word by word."""
    if (container := document.container) is None or not _in_one_tree(container, document.tree):
        return None
    if not document.has_pictures_outside:
        return None
    titles = set(map(letters, document.meta.get("og:title") or title_words(document)))
    titles -= set(map(letters, document.meta.get("og:site_name", ())))
    titles.discard("")
    pictures = select(document.tree, PICTURES)
    so_called = (one for one in pictures if letters(one.get("alt") or "") in titles)
    for element in islice(so_called, _LOOKED_AT):
        if container in element.iterancestors() or is_aside(element, container):
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
    if target is None or PICTURE_FILE.search(urlsplit(target).path):
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
    words = [whole_text(one) for one in islice(box, _OF_BYLINE)]
    if image.alt and image.alt in words:
        return False
    return sum(map(len, words)) <= _BYLINE and any(map(states_day, words))


#: Characters and elements of a line that says who wrote and when, and the pixels of a sign in it.
_BYLINE, _OF_BYLINE, _OF_SIGN = 120, 12, 200
_OF_PICTURES = re.compile(r"pic|photo|image|figure|caption|cover|hero|gallery", re.IGNORECASE)
#: Elements around a picture that may say what it is.
_AROUND = 4
_FACE = re.compile(
    r"author|byline|avatar|profile|writer|reporter|journalist|columnist", re.IGNORECASE
)
_DRAWN = re.compile(
    r"/(?:ico|icon|btn|button|arrow|logo)[^/]*$|\.svg$"
    # A film is called so, and what was written on profiles.
    r"|/(?:profile|avatar)(?:[-_]?(?:img|image|pic|photo|default|thumb|small|[\dx]))*\.\w+$",
    re.IGNORECASE,
)


def _is_prose(element: HtmlElement) -> bool:
    return element.tag == "p" and len(whole_text(element)) >= _PROSE


#: Letters of a paragraph with which a story begins; standfirsts are shorter.
_PROSE = 300


def _is_small(image: Image) -> bool:
    # A face beside a byline; pictures without a stated size are judged by their place alone.
    return any(size is not None and size < _COVER for size in (image.width, image.height))


#: CSS pixels of a side; faces and badges in bylines are smaller.
_COVER = 150


def is_aside(element: HtmlElement, container: HtmlElement | None) -> bool:
    """Return whether an element stands beside the post, or behind it, where others are."""
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
