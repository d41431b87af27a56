"""The few words that announce a post."""

from __future__ import annotations

import re

from pipelines.readers.document import Document
from pipelines.readers.trees.html import squash, whole_text
from pipelines.readers.trees.parsing import fragment

#: How summaries end that were cut by a machine.
_CUT = re.compile(
    r"\s*(\[\s*(…|\.\.\.|&hellip;)\s*\]|(continue reading|read more|더 ?보기|자세히 ?보기"
    r"|계속 ?읽기|続きを読む|阅读更多|閱讀更多|weiterlesen|lire la suite|leer más)\b.{0,60})\s*$",
    re.IGNORECASE,
)

#: CSDN begins what it describes with counts that are others at each visit.
_VISITS = re.compile(r"^文章浏览阅读[\d.]+[wk万千]?次(?:[，,][点收评][赞藏论][\d.]+[wk万千]?次)*。")
#: No such end is longer, and each that is no bracket has one of these in it.
_TAIL = 120
_CUT_WORDS = (
    "reading", "read more", "보기", "읽기", "続きを読む", "阅读更多", "閱讀更多", "weiterlesen",
    "lire la suite", "leer más",
)  # fmt: skip


def front_matter(document: Document) -> str | None:
    """Return the excerpt that the author wrote into the source."""
    matter = document.front_matter or {}
    for key in ("excerpt", "summary", "description", "subtitle", "feature_text"):
        value = matter.get(key)
        if isinstance(value, str) and value.strip():
            return _plain(value)
    return None


def more_mark(document: Document) -> str | None:
    """Return what a source file has before `<!--more-->`."""
    source = document.source
    return _plain(source.lead_html) if source and source.lead_html else None


def open_graph(document: Document) -> str | None:
    """Return `og:description`."""
    return _first_meta(document, "og:description")


def description(document: Document) -> str | None:
    """Return the meta description."""
    return _first_meta(document, "description", "twitter:description", "dc.description")


def linked_data(document: Document) -> str | None:
    """Return the description in JSON-LD of the post itself."""
    for node in document.linked_data:
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        value = node.get("description")
        if isinstance(value, str) and any(
            "Posting" in str(k) or "Article" in str(k) for k in kinds
        ):
            return _plain(value)
    return None


def page_data(document: Document) -> str | None:
    """Return the summary of the post in the page's data."""
    if document.page_data is None:
        return None
    values = document.page_data.values("excerpt", "summary", "description", "subtitle")
    texts = (_plain(value) for value in values if isinstance(value, str))
    return next(filter(None, texts), None)


def index_summary(document: Document) -> str | None:
    """Return the summary that a feed or list gave, unless it is the whole post."""
    for entry in document.entries:
        if entry.summary and len(entry.summary) <= 1000:
            return _plain(entry.summary)
    return None


def _first_meta(document: Document, *names: str) -> str | None:
    return next(filter(None, map(_plain, document.stated(*names))), None)


def _plain(text: str) -> str | None:
    if "<" in text and ">" in text:
        text = whole_text(fragment(text[:20_000]))
    text = _VISITS.sub("", squash(text))
    tail = text[-_TAIL:]
    folded = tail.lower()
    if not tail.endswith("]") and not any(word in folded for word in _CUT_WORDS):
        return text or None
    return text[:-_TAIL] + _CUT.sub("", tail) or None


READERS = (front_matter, more_mark, open_graph, description, linked_data, page_data, index_summary)
