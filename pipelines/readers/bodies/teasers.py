"""Pictures of other posts within a body, known by the words beside them that were let go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.pictures.picture_urls import PICTURE_FILE
from pipelines.readers.trees.html import names_of, remove
from pipelines.readers.trees.page_blocks import Block
from pipelines.urls import host_of

#: What stands below a picture and says what it shows, and whose it is.
_CAPTION = re.compile(
    r"(?:^|[-_\s])(?:caption|credits?|copyright|attribution)(?:$|[-_\s])", re.IGNORECASE
)
#: The part of a block's letters that are links.
_LINKED = 0.5


def drop_teasers(
    content: HtmlElement,
    twins: Mapping[HtmlElement, HtmlElement],
    cut: Collection[Block],
    precious: Collection[HtmlElement],
    home: str,
) -> None:
    """Remove from `content` the pictures of boxes whose words were `cut` and are links.

    Those that lead to themselves at full size stay, and those below which is said whose they are:
    a link to another site than `home`, or any where the picture itself leads nowhere. The face of
    whoever wrote goes with what is said of them.
    """
    boxes: set[HtmlElement] = set()
    captioned: set[HtmlElement] = set()
    for block in cut:
        if _is_of_writer(block.owner):
            add_upward(twins.get(block.owner), boxes, precious)
        if block.linked <= _LINKED * len(block.letters):
            continue
        pages = [href for href in _links(block) if not PICTURE_FILE.search(href)]
        is_caption = _is_caption(block.owner)
        if pages and not (is_caption and all(_is_elsewhere(href, home) for href in pages)):
            around = captioned if is_caption else boxes
            add_upward(twins.get(block.owner), around, precious)
    for picture in list(content.iter("img", "amp-img")):
        link = next(picture.iterancestors("a"), None)
        # A link without an address opens it by a script.
        if link is not None and PICTURE_FILE.search(link.get("href", ".jpg")):
            continue
        leads = link is not None
        if any(node in boxes or (leads and node in captioned) for node in picture.iterancestors()):
            remove(picture)


def _is_of_writer(owner: HtmlElement) -> bool:
    """Return whether a block calls itself the writer's, and not whose a picture is."""
    around = (owner, *islice(owner.iterancestors(), _AROUND))
    marks = " ".join(f"{one.tag} {names_of(one)}" for one in around)
    return _OF_WRITER.search(marks) is not None and not _OF_PICTURE.search(marks)


#: Elements around a line on the writer that say what it is.
_AROUND = 2
_OF_WRITER = re.compile(
    r"(?:^|[-_\s])(?:author|bio|profile|writer)(?:$|[-_\s]|info|box|name)", re.IGNORECASE
)
_OF_PICTURE = re.compile(r"figure|figcaption|image|img|photo|pic(?![a-z])|caption", re.IGNORECASE)


def add_upward(
    node: HtmlElement | None, found: set[HtmlElement], until: Collection[HtmlElement]
) -> None:
    """Add to `found` an element and those around it, up to the first that is in `until`."""
    while node is not None and node not in found and node not in until:
        found.add(node)
        node = node.getparent()


def _links(block: Block) -> Iterator[str]:
    for element, is_tail in block.slots:
        node = element.getparent() if is_tail else element
        while node is not None and node.tag != "a":
            node = None if node is block.owner else node.getparent()
        # The block may be a word within a link around a whole box.
        if node is None:
            node = next(block.owner.iterancestors("a"), None)
        if node is not None:
            yield node.get("href") or ""


def _is_caption(owner: HtmlElement) -> bool:
    parent = owner.getparent()
    return any(
        element is not None
        and (element.tag == "figcaption" or _CAPTION.search(element.get("class") or ""))
        for element in (owner, parent)
    )


def _is_elsewhere(href: str, home: str) -> bool:
    host, own = (f".{host_of(url).removeprefix('www.')}" for url in (href, home))
    return host != "." and not host.endswith(own) and not own.endswith(host)
