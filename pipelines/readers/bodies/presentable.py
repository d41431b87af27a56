"""A body as HTML that stands alone: real addresses, no wrappers, nothing empty."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from html import escape

from lxml.etree import tostring
from lxml.html import HtmlElement

from pipelines.items import Image
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.trees.html import BLOCKS, remove
from pipelines.urls import absolute_url

_SAFE_LINKS = ("mailto:", "tel:", "#")


def presentable(content: HtmlElement, base: str, pictures: Sequence[Image | None]) -> str:
    """Return the inner HTML of `content`, addresses absolute; it still has to be sanitised.

    `pictures` are what its elements show, in order.
    """
    content = deepcopy(content)
    seen: set[str] = set()
    for element, image in zip(list(content.iter("img", "amp-img")), pictures, strict=True):
        # A <noscript> twin shows what its lazy neighbour shows.
        twin = image is not None and image.url in seen and element.get("data-noscript")
        if image is None or twin:
            remove(element)
            continue
        seen.add(image.url)
        element.tag = "img"
        element.set("src", image.observed_url)
        element.set("alt", image.alt)
    without_address = []
    for element in content.iter("a"):
        href = (element.get("href") or "").strip()
        if href == "#" or not href.startswith(_SAFE_LINKS):
            # `#` alone is a button: a script waits behind it.
            if url := absolute_url(href, base):
                element.set("href", url)
            elif element is not content:  # a broken page may have its words in one endless link
                without_address.append(element)
    for element in without_address:
        element.drop_tag()
    for element in list(content.iter("iframe", "video", "audio")):
        _as_link(element, base)
    remove_empty(content)
    for element in content.iter("div", "section", "article", "center", "main"):
        # A division that holds words is a paragraph; one that holds blocks is only a wrapper.
        if element is not content and not any(node.tag in BLOCKS for node in element):
            element.tag = "p"
    _one_line_feed_between_blocks(content)
    inner = [escape(content.text or "", quote=False)]
    inner.extend(tostring(child, encoding="unicode", method="html") for child in content)
    return "".join(inner)


def _as_link(player: HtmlElement, base: str) -> None:
    """Put a link where a player stood: the archive plays nothing, but it says what was there."""
    sources = (
        player.get("data-src"),
        player.get("src"),
        *(s.get("src") for s in player.iter("source")),
    )
    url = next((url for source in sources if source and (url := absolute_url(source, base))), None)
    if url is None:
        remove(player)
        return
    tail = player.tail
    player.clear()
    player.tag, player.text, player.tail = "a", url, tail
    player.set("href", url)


def _one_line_feed_between_blocks(content: HtmlElement) -> None:
    # Indentation of the page's own source says nothing, but in code it says everything.
    code = {node for pre in content.iter("pre") for node in pre.iter()}
    for element in content.iter():
        if element not in code and element.text and element.text.isspace():
            element.text = "\n" if "\n" in element.text else " "
        inside = element in code and element.tag != "pre"
        if not inside and element.tail and element.tail.isspace():
            element.tail = "\n" if "\n" in element.tail else " "
