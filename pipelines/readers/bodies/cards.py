"""Cards: boxes that editors make of a link, file or place, in words that are not the author's."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.trees.html import whole_text

#: Attribute that marks the one link a card was reduced to.
CARD_MARK = "data-newscrawl-card"
#: Attribute of what is shown, but is not among the words of the post.
MUTE_MARK = "data-newscrawl-mute"

#: The words in a card are the other page's, not the author's.
_CARD = re.compile(
    r"(^|[\s])(?:[a-z]-)?(kg-bookmark-card|se-oglink|se_og_box|se_oglink|og-link|og_link|link-?card"
    r"|wp-block-embed|bookmark-card|notion-bookmark|link-preview|linkpreview|blogcard|blog-card|embed-card"
    r"|opengraph|og-card|ogpcard|internal-blog-card|external-blog-card|item_type_(?:opengraph|place|file)|oglink"
    r"|se-material|se-placesmap|se_map|se-map|fileblock|file-block|wp-block-file|se-file|se_file|kg-file-card"
    r"|embedded-post-wrap|digest-post-embed|file-embed-wrapper)"
    r"($|[\s_-])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|tit($|_)|headline|file-?_?name|file-embed-details-h1", re.IGNORECASE)


def is_card(element: HtmlElement) -> bool:
    """Return True for the outermost element of a link card."""
    if element.get("data-ke-type") in ("opengraph", "file"):
        return True
    names = element.get("class")
    if not names:
        return False
    return _known_card(names) if len(names) <= _LONGEST_NAMES else bool(_CARD.search(names))


@lru_cache(maxsize=4096)
def _known_card(names: str) -> bool:
    return bool(_CARD.search(names))


#: Longer class names are one page's own, and not worth keeping.
_LONGEST_NAMES = 400


def simplify_cards(content: HtmlElement) -> None:
    """Turn each card in `content` into a paragraph with one marked link: title and address."""
    for element in list(content.iterdescendants()):
        if element.tag is None or not is_card(element) or content not in element.iterancestors():
            continue
        links = [link for link in element.iter("a") if link.get("href")]
        if not links or element.find(".//iframe") is not None:
            continue
        link = links[0]
        attributes = {name: link.get(name) for name in ("href", "rel") if link.get(name)}
        title = card_title(element)
        tail = element.tail
        element.clear()
        element.tail = tail
        inner = element if element.tag == "a" else element.makeelement("a")
        if element.tag != "a":
            element.tag = "p"
            element.append(inner)
        for name, value in attributes.items():
            inner.set(name, value or "")
        inner.set(CARD_MARK, "1")
        inner.text = title


def card_title(card: HtmlElement) -> str:
    """Return the title a card shows; all its words when none is marked."""
    if title := card.get("data-og-title"):
        return " ".join(title.split())
    for element in islice(card.iterdescendants(), _MOST):
        text = whole_text(element) if _TITLE.search(element.get("class") or "") else ""
        if text:
            return text
    # No class says which words are the title: those in bold are.
    for node in islice(card.iter("strong", "b", "h3", "h4"), _MOST):
        if not _is_in_sentence(node) and (text := whole_text(node)):
            return text
    return whole_text(card)


#: Elements of a card that are looked at: of links in links each holds all within.
_MOST = 100


def _is_in_sentence(node: HtmlElement) -> bool:
    before, parent = node.getprevious(), node.getparent()
    if before is None:
        return parent is not None and bool((parent.text or "").strip())
    return bool((before.tail or "").strip())
