"""WordPress, self-hosted or wordpress.com; its lists are in `wordpress_lists`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.items import PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.parts import LINKS
from pipelines.readers.platforms import wordpress_lists
from pipelines.readers.platforms.api import asked
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.platforms.wordpress_lists import REST_LINK
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, marks_of_body, text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "wordpress"
_FOLDERS = ("/wp-content/", "/wp-includes/")


def recognise(document: Document) -> float:
    """Return how sure the page is of WordPress."""
    text = document.text
    if generator_is(document, "wordpress") or ("api.w.org" in text and REST_LINK.search(text)):
        return 1.0
    return 0.8 if any(folder in text for folder in _FOLDERS) else 0.0


tags = shown(
    "wordpress.tags",
    names_at,
    ".tags-links a | .wp-block-post-terms.taxonomy-post_tag a | .taxonomy-post_tag a | "
    ".entry-tags a | .post-tags a | .tag-links a",
    own=True,
)


def body_element(document: Document) -> HtmlElement | None:
    """Return the element of the theme that holds the post."""
    for css in (
        ".wp-block-post-content | article .entry-content | .entry-content | .post-content | "
        ".article-content | .single-content"
    ).split(" | "):
        found = [element for element in select(document.tree, css) if not is_elsewhere(element)]
        if len(found) == 1 or (found and css.startswith("article")):
            return max(found, key=lambda element: len(element.text_content()))
    return None


#: Where a writer has split his post.
_SPLIT = "<!--nextpage-->"


def whole_of_parts(document: Document) -> HtmlElement | None:
    """Return the post as the list carries it, where the page shows only one part of several."""
    listed = next((entry.content_html for entry in document.entries if entry.content_html), None)
    # A theme of blocks may show the first part alone, and no link to the others.
    if not select(document.tree, LINKS) and (listed is None or _SPLIT not in listed):
        return None
    if listed is None:
        document.warnings.append("the post goes on at further addresses; this is its page alone")
        return None
    return document.synthetic(listed)


def post_id(document: Document) -> str | None:
    """Return the number in the body's class, or in the short link."""
    for mark in marks_of_body(document.tree):
        if match := re.fullmatch(r"postid-(\d+)", mark):
            return match[1]
    for link in select(document.tree, 'link[rel="shortlink"]'):
        short = document.target_of(link) or ""
        if number := asked(short).get("p"):
            return number
    return None


#: Classes of `body`, the first that is there decides.
_BODY_CLASSES: tuple[tuple[str, PageKind], ...] = (
    ("error404", "error"),
    ("search", "search"),
    ("search-results", "search"),
    ("single-post", "post"),
    ("archive", "listing"),
    ("blog", "listing"),
    ("home", "home"),
    ("attachment", "other"),
    ("page", "about"),
)


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the classes say that WordPress itself writes on `body`."""
    if select(document.tree, "form.post-password-form") and body_length(document) < 400:
        return "protected", "the form for protected posts"
    marks = marks_of_body(document.tree)
    if "page" not in marks:
        marks = [mark for mark in marks if mark != "home"]  # WordPress says which of two it is
    found = ((kind, f"WordPress calls it {mark}") for mark, kind in _BODY_CLASSES if mark in marks)
    return next(found, None)


def body_length(document: Document) -> int:
    """Return the number of characters in the body element."""
    element = body_element(document)
    return len(text_of(element)) if element is not None else 0


READERS: Readers = {
    "authors": (),
    "tags": (tags,),
    "categories": (
        shown(
            "wordpress.categories",
            names_at,
            ".cat-links a | .taxonomy-category a | .entry-categories a | .post-categories a | "
            "a[rel='category tag'] | a[rel~='category']",
            own=True,
            shelves=True,
        ),
    ),
    "container": (whole_of_parts, body_element),
    "platform_post_id": (post_id,),
}

#: Plugins add letters to subscribe to, lists of other posts, boxes of the author.
ADDED_TO = ("wordpress.body_element",)
DROP = (
    ".sharedaddy, .jp-relatedposts, [class*=addtoany], .wp-block-buttons, "
    ".heateor_sss_sharing_container, .ssba, .yarpp, .yarpp-related, .post-views, .code-block, "
    ".essb_links, .wpcnt, .wp-block-comments, .author-box, .saboxplugin-wrap, .crp_related, "
    ".rp4wp-related-posts, .mc4wp-form, .tptn_counter"
)
list_requests = wordpress_lists.list_requests
read_list = wordpress_lists.read_list
asked_for_fewer = wordpress_lists.asked_for_fewer
