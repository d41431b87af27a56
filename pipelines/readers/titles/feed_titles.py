"""The title in the feed, and what pages join to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def of_feed(document: Document, text: str) -> str:
    """Return the title in the feed where `text` joins something to it, else `text`."""
    for title in _feed_titles(document):
        if _joined_to(title, text):
            return title
    return text


def _feed_titles(document: Document) -> list[str]:
    return [title for entry in document.entries if (title := squash(entry.title or ""))]


def beside_feed_titles(document: Document) -> list[str]:
    """Return what the head joins to the title in the feed: the site's name."""
    heads = [text_of(element) for element in select(document.tree, "title")[:1]]
    heads += document.meta.get("og:title", ())
    return [_joined_to(title, squash(whole)) for title in _feed_titles(document) for whole in heads]


def _joined_to(title: str, whole: str) -> str:
    """Return what `whole` joins to a title; empty where it joins nothing, or is another."""
    if whole.endswith(title):
        if match := _AFTER.fullmatch(whole[: -len(title)]):
            return match[1].strip()
    elif whole.startswith(title) and (match := _BEFORE.fullmatch(whole[len(title) :])):
        return match[1].strip()
    return ""


_AFTER = re.compile(r"(.*\S)(?::\s+|\s+[|\-–—·•:»>/~]{1,2}\s+|\s*[|｜»]\s*|\s*::\s*)")
_BEFORE = re.compile(r"(?:\s+[|\-–—·•:«</~]{1,2}\s+|\s*[|｜«]\s*|\s*::\s*)(\S.*)")
