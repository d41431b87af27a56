"""What of a page is seen: what is hidden, and what opens when its heading is pressed."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.readers.trees.html import names_of, words

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Return True when the page itself says that nobody sees this element."""
    if element.get("hidden", "until-found") != "until-found":
        return True
    style = element.get("style")
    if not style or not _HIDDEN_STYLE.search(style):
        return False
    # What opens when its heading is pressed is for whoever reads the post.
    names = names_of(element)
    return not _FOLDED.search(names) or bool(_MENU.search(names))


def is_folding(element: HtmlElement) -> bool:
    """Return whether an element is, or is called, the heading of what folds away."""
    return element.tag == "summary" or bool(_FOLDING.search(names_of(element)))


_FOLDED = re.compile(
    r"accordion|spoiler|faq|more-?less|tab-?(?:content|pane)"
    r"|(?:collaps|toggle)\S*(?:content|body|panel|inner|text)"
    r"|(?:content|body|panel|inner|text)\S*(?:collaps|toggle)",
    re.IGNORECASE,
)
#: What folds away, too, and is no part of a post.
_MENU = re.compile(
    r"nav|menu|search|share|(?<![a-z])toc(?![a-z])|comment|login|social|cookie", re.IGNORECASE
)
_FOLDING = re.compile(
    r"accordion|collaps|faq|spoiler|tab-title|toggle[-_]*(?:title|head)", re.IGNORECASE
)


def is_unseen(element: HtmlElement) -> bool:
    """Return whether an element or the name of its style says that nobody sees it."""
    if not element.keys():
        return False
    if is_hidden(element) or element.get("aria-hidden") == "true":
        return True
    return not _UNSEEN.isdisjoint((element.get("class") or "").split())


def is_out_of_sight(element: HtmlElement) -> bool:
    """Return whether nobody sees an element, or one that it lies in."""
    return any(map(is_unseen, (element, *element.iterancestors())))


#: Names of style sheets for what is not shown. Believed where the words are shown elsewhere.
_UNSEEN = words("d-none hidden hide invisible is-hidden screen-reader-text sr-only visually-hidden")


#: Never text of a post, whatever they hold.
SILENT_TAGS = words(
    """applet area base button canvas dialog embed frame frameset head input label link map
    math menu meta nav object option script select style svg template textarea title"""
) - {"math"}
