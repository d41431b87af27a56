"""Posts that an index of MariaDB does not name by their own words, in a sample.

FULLTEXT has been seen to count rows anew when it was made, and to pass one by after a crash.
"""

from __future__ import annotations

import time

from sqlalchemy import Connection, text

#: Posts that are looked at: the last, and as many from all over.
SAMPLE = 100
#: What was written last the server forgets for moments (mariadb.py).
PATIENCE_SECONDS = 5.0
_PAUSE = 0.05

_LAST = text(f"SELECT post_id FROM search_entry ORDER BY post_id DESC LIMIT {SAMPLE}")
_NEXT = text("SELECT min(post_id) FROM search_entry WHERE post_id >= :low")
_ROW = text("SELECT title_words, words FROM search_entry WHERE post_id = :post")
_NAMED = (
    "SELECT count(*) FROM search_entry"
    " WHERE post_id = :post AND MATCH ({}) AGAINST (:word IN BOOLEAN MODE)"
)


def silent_posts(connection: Connection) -> list[int]:
    """Return posts of a sample that one of the two indexes does not name by their longest word."""
    last = list(connection.execute(_LAST).scalars())
    top = max(last, default=0)
    posts = {connection.execute(_NEXT, {"low": top * n // SAMPLE}).scalar() for n in range(SAMPLE)}
    # Waits are counted, not the time: to ask for all may take longer than one has patience.
    waits = int(PATIENCE_SECONDS / _PAUSE)
    found = []
    for post in sorted({*posts, *last} - {None}):
        while not _is_named(connection, post):
            if not waits:
                found.append(post)
                break
            waits -= 1
            time.sleep(_PAUSE)
    return found


def _is_named(connection: Connection, post: int) -> bool:
    """Return whether both have the post by a word; a long one is rare, and soon looked up."""
    title, whole = connection.execute(_ROW, {"post": post}).one()
    return all(
        connection.execute(
            text(_NAMED.format(column)), {"post": post, "word": f"+{max(words.split(), key=len)}"}
        ).scalar()
        for column, words in (("title_words", title), ("words", whole))
        if words.strip()
    )
