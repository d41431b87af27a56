"""Pelican: the default theme and its kin, where the byline stands inside the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.items import PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import first

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "pelican"


def recognise(document: Document) -> float:
    """Return how sure the page is of Pelican."""
    if generator_is(document, "pelican"):
        return 1.0
    text = document.text
    if "getpelican.com" in text or ("Pelican" in text and re.search(r">\s*Pelican\s*</a>", text)):
        return 0.6
    return 0.0


#: Where Pelican writes its lists, unless it is told otherwise.
_LIST_PATH = re.compile(
    r"/(?:tag|category|author)/[^/]+\.html$|/(?:archives|tags|categories|authors|index\d+)\.html$"
)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the folder says: of lists, and of drafts, which are linked from nowhere."""
    path = urlsplit(document.url).path
    if _LIST_PATH.search(path):
        return "listing", "in a folder of Pelican's lists"
    if "/drafts/" in path and not document.entries:
        return "other", "in the folder of drafts"
    return None


READERS: Readers = {
    "categories": (
        shown(
            "pelican.category", names_at, ".post-info a[href*='category/']", most=1, shelves=True
        ),
    ),
    "tags": (shown("pelican.tags", names_at, ".post-info a[href*='tag/']", most=40),),
    "container": (
        shown(
            "pelican.content_element",
            first,
            "article .entry-content, .entry-content, article .article_text",
        ),
    ),
}

DROP = "footer.post-info, .post-info, .neighbors, #disqus_thread, .related-posts"
