"""What pages print above a body and is no part of it: the title again, a feature box, a byline."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipelines.readers.boilerplate import remove
from pipelines.readers.html import select, squash, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

#: Only so many blocks from the top are looked at.
_REACH = 12
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "figcaption")
_FEATURE = re.compile(
    r"(^|[-_\s])(feature|excerpt|summary|subtitle|sub-?title|standfirst|deck|dek|lede|abstract"
    r"|description|intro)($|[-_\s])",
    re.IGNORECASE,
)


def folded(text: str) -> str:
    """Return `text` as two writings of one title are compared: case, width and signs aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", text)


def known_titles(document: Document) -> set[str]:
    """Return, folded, what the page says its title is, in any of the usual places."""
    found = [*document.meta.get("og:title", ()), *document.meta.get("twitter:title", ())]
    matter = document.front_matter or {}
    if isinstance(matter.get("title"), str):
        found.append(matter["title"])
    found.extend(entry.title for entry in document.entries if entry.title)
    found.extend(text_of(element) for element in select(document.tree, "h1")[:3])
    title = document.tree.find(".//title")
    if title is not None:
        whole = text_of(title)
        # "Title | Blog", "Title - Blog - Section": each beginning may be the title.
        cuts = [match.start() for match in re.finditer(r"\s+[|:–—·«»-]+\s+", whole)]
        found.extend([whole, *(whole[:cut] for cut in cuts)])
    return {name for text in found if (name := folded(text))}


def known_excerpts(document: Document) -> set[str]:
    """Return, folded, the excerpts a page declares."""
    found = [
        text for name in ("description", "og:description") for text in document.meta.get(name, ())
    ]
    return {name for text in found if len(name := folded(text)) > 20}


def drop_opening(content: HtmlElement, titles: set[str], excerpts: set[str]) -> None:
    """Remove from the top of `content` the title said again and boxes that repeat the excerpt."""
    for place, element in enumerate(_leaves(content)):
        if place >= _REACH:
            return
        text = folded(squash("".join(element.itertext())))
        if not text:
            continue
        repeats_title = text in titles and (element.tag in _HEADINGS or place == 0)
        if repeats_title or (text in excerpts and _is_feature(element, content)):
            remove(element)


def _leaves(content: HtmlElement) -> list[HtmlElement]:
    found = []
    for element in content.iterdescendants(*_LEAVES, "div", "header"):
        if element.tag in _LEAVES or not any(
            child.tag in _LEAVES or child.tag == "div" for child in element.iterdescendants()
        ):
            found.append(element)
        if len(found) > _REACH:
            break
    return found


def _is_feature(element: HtmlElement, content: HtmlElement) -> bool:
    node: HtmlElement | None = element
    while node is not None and node is not content:
        if _FEATURE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        node = node.getparent()
    return False
