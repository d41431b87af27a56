"""How often each reader is right: the confidence with which its answers are signed.

The figures are the parts of right answers among all that a reader gave on the extraction
benchmark (title and day as scored there; authors and tags when at least half of the answer is
right; body, images and links by their F1), over all hosts. Between the halves of the hosts they
differ by .08 at most for readers with a hundred answers or more (most by .03), so they tell of
the reader, not of the pages.
A confidence is of the reader alone: that others say the same is seen beside it.
"""

from __future__ import annotations

#: Platforms, source files and templates say what a thing is; measured on the shared sites (.99).
KNOWN = 0.99
#: A declared author whom nothing on the page bears out: 19 of 64.
DOUBTED = 0.3
#: Readers that the benchmark cannot measure (it has no feeds, excerpts, categories or embeds).
UNMEASURED = 0.75

_MEASURED: dict[str, dict[str, float]] = {
    "title": {
        "title.front_matter": KNOWN,
        "title.agreeing_heading": 0.89,
        "title.headline": 0.86,
        "title.open_graph": 0.80,
        "title.marked_heading": 0.87,
        "title.microformat": 0.87,
        "title.first_heading": 0.86,
        "title.other_meta": 0.79,
        "title.title_element": 0.73,
        "title.any_heading": 0.74,
        "title.file_name": KNOWN,
    },
    "published": {
        "dates.front_matter": KNOWN,
        "dates.linked_data_published": 0.93,
        "dates.meta_published": 0.93,
        "dates.microformat_published": 0.97,
        "dates.microdata_published": 0.93,
        "dates.pubdate_time": 0.81,
        "dates.first_published": 0.50,
        "dates.time_element": 0.90,
        "dates.visible_date": 0.92,
        "dates.only_time": 0.94,
        "dates.script_date": 0.79,
        "dates.url_date": 0.98,
        "dates.last_change": 0.54,
    },
    "authors": {
        "authors.front_matter": KNOWN,
        "authors.linked_author": 0.88,
        "authors.meta_author": 0.88,
        "authors.microformat_author": 0.82,
        "authors.rel_author": 0.84,
        "authors.byline": 0.85,
        "authors.card_author": 0.85,
        "authors.written_by": 0.85,
        "authors.owner": 0.85,
    },
    "tags": {
        "tags.front_matter": KNOWN,
        "tags.rel_tag": 0.99,
        "tags.labelled": 0.95,
        "tags.tag_list": 0.89,
        "tags.hashed": 0.89,
        "tags.topics": 0.89,
        "tags.tag_words": 0.89,
        "tags.article_tag": 0.85,
        "tags.keywords": 0.84,
        "tags.meta_keywords": 0.73,
        "tags.item_keywords": 0.50,
    },
    "body_text": {"body.body_text": 0.93},
    "images": {"images.images": 0.80},
    "links": {"links.links": 0.95},
    "language": {
        "language.front_matter": KNOWN,
        "language.body_words": 0.99,
        "language.declared": 0.94,
    },
}
#: The rooms of readers that guess, whatever the field; all others know their platform.
_GENERIC = frozenset(
    "authors body categories dates embeds excerpt images language links post tags title".split()
)


def confidence(field: str, reader: str) -> float:
    """Return how far an answer of `reader` (`module.function`) to `field` is to be trusted."""
    if (measured := _MEASURED.get(field, {}).get(reader)) is not None:
        return measured
    return UNMEASURED if reader.partition(".")[0] in _GENERIC else KNOWN
