"""Medium, under its own name and under custom domains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.readers.answer import Readers
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.api import host_is
from pipelines.readers.platforms.shown import generator_is, shown
from pipelines.readers.terms.terms import names_at
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_of, first_text, texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "medium"
HOSTS = ("medium.com",)


def recognise(document: Document) -> float:
    """Return how sure the page is of Medium."""
    if host_is(document.url, *HOSTS) or generator_is(document, "medium"):
        return 1.0
    text = document.text
    if "com.medium.reader" in text or "medium://" in text:
        return 0.9
    return 0.6 if select(document.tree, "[data-testid=storyTitle], .pw-post-title") else 0.0


def writer(document: Document) -> tuple[str, ...]:
    """Return the writer of the story."""
    return people(
        texts(document.tree, "[data-testid=authorName]", ".pw-author-name")[:3],
        document,
        declared=True,
    )


def post_id(document: Document) -> str | None:
    """Return the hexadecimal tail of the address."""
    match = re.search(r"(?:^|[-/])([0-9a-f]{10,12})/?$", urlsplit(document.url).path)
    return match[1] if match else None


READERS: Readers = {
    "title": (shown("medium.title", first_text, "[data-testid=storyTitle] | .pw-post-title"),),
    "authors": (writer,),
    "tags": (shown("medium.topics", names_at, "a[href*='/tag/'] | a[href*='/tagged/']"),),
    "excerpt": (shown("medium.subtitle", first_text, ".pw-subtitle-paragraph"),),
    "container": (shown("medium.body_element", first_of, "article.meteredContent | article"),),
    "platform_post_id": (post_id,),
}

DROP = (
    "[data-testid=storyTitle], .pw-post-title, .pw-subtitle-paragraph, .pw-post-byline-header, "
    "[data-testid*=Clap], [data-testid*=Bookmark], [data-testid*=Share], "
    "[data-testid*=audioPlay], [data-testid=authorPhoto], [data-testid=authorName], "
    "[data-testid=storyPublishDate], [data-testid=storyReadTime], [class*=post-preview], "
    ".speechify-ignore, "
    # What a screen reader says of a picture: press enter to see it in full size.
    "figure [role=button] > span"
)
