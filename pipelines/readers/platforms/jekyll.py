"""Jekyll: jekyll-seo-tag's head, and the themes minima, Alembic, Chirpy and Minimal Mistakes."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import dropwhile
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.answer import Readers
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import first
from pipelines.readers.trees.spots import first_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "jekyll"


def recognise(document: Document) -> float:
    """Return how sure the page is of Jekyll."""
    if generator_is(document, "jekyll") or "Begin Jekyll SEO tag" in document.text:
        return 1.0
    if document.front_matter is not None and re.search(
        r"/_(?:posts|drafts)/|/\d{4}-\d\d-\d\d-[^/]+$", document.url
    ):
        return 0.8
    return 0.0


label = shown(
    "jekyll.label",
    names_at,
    ".label--category a | .post-meta .label--category | "
    ".h-entry .post-meta .p-category | .post-header .p-category | "
    ".page__taxonomy a[href*='categor'] | .post-meta a[href*='/categories/']",
    most=10,
    shelves=True,
)


def loose_body(document: Document) -> HtmlElement | None:
    """Return the body of Alembic, copied: it stands loose between byline and share links."""
    article = first(document.tree, "article.article--post")
    if article is None or article.find("small[@class]") is None:
        return None
    copy = deepcopy(article)
    copy.tail = None
    for child in list(copy):
        copy.remove(child)
        if child.tag == "small" and "post-meta" in (child.get("class") or ""):
            break
    copy.text = None
    for child in [*dropwhile(lambda one: "share" not in (one.get("class") or "").split(), copy)]:
        copy.remove(child)
    return copy


READERS: Readers = {
    "categories": (label,),
    "tags": (
        shown(
            "jekyll.taxonomy_tags",
            names_at,
            ".page__taxonomy a[href*='tag'] | .post-tags a.post-tag | .post-tag | "
            ".tags a[href*='/tag']",
            most=40,
        ),
    ),
    "container": (
        loose_body,
        shown(
            "jekyll.content_element",
            first_of,
            ".post-content.e-content | .post-content | .e-content | .page__content | "
            "article .content[itemprop] | article > .content",
        ),
    ),
}

DROP = (
    ".feature, .share, .page__share, .page__related, .post-tail-wrapper, #markdown-toc, .toc, "
    ".anchor, .pagination"
)
