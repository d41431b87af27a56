"""The index of words: what is written for a post, and how each database is asked for it."""

from pipelines.archive.search_index.databases import find_places, knows_titles, newest_marked
from pipelines.archive.search_index.filling import (
    empty_index,
    fill_aside,
    index_missing,
    index_posts_after,
    index_words,
    remove_posts,
    silent_entries,
    surplus_entries,
    unindexed,
)
from pipelines.archive.search_index.index import ENTRY, Ask, Words
from pipelines.archive.search_index.marks import (
    author_mark,
    language_mark,
    marks_of,
    minute_of,
    site_mark,
    tag_mark,
)
