"""Posts that are back at another address: gone where they stood, and no redirect tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Select, and_, or_, select

from pipelines.archive.held import letters_of
from pipelines.archive.keys import IN_LIST, Key, chunks
from pipelines.archive.models import FoundAddress, Post, Revision
from pipelines.archive.work import Work

#: All of these have to be equal.
_TELLING = ("title", "body", "published")
#: Letters of a text that no two posts have by chance.
_LEAST_LETTERS = 50


def posts_back_elsewhere(connection: Connection, works: Sequence[Work]) -> dict[Key, int]:
    """Return the posts that new pages are, `(site_id, url_hash)` to id: gone where they stood.

    A blog that is built anew without redirects shows its posts at other addresses, and 404 or its
    home page at the old ones. One of the same title, text and date is the post, not a new one.
    """
    wanted: dict[int, dict[tuple[str, ...], Work]] = defaultdict(dict)
    for work in works:
        if _is_telling(work):
            wanted[work.site_id].setdefault(_telling_marks(work.marks), work)
    found: dict[Key, int] = {}
    for site_id, by_marks in sorted(wanted.items()):
        times = {one.post.published.utc for one in by_marks.values() if one.post.published}
        for part in chunks(sorted(times), IN_LIST):
            for row in connection.execute(_away(site_id).where(Post.listed_at.in_(part))):
                if (marks := _telling_marks(row.field_marks)) in by_marks:
                    # Popped: of two posts that said the same, one is back.
                    found[site_id, by_marks.pop(marks).url_hash] = row.id
    return found


def _is_telling(work: Work) -> bool:
    published = work.post.published
    return (
        published is not None
        and published.precision in ("second", "minute", "day")
        and all(work.marks[name] for name in _TELLING)
        and letters_of(work.post.body_text) >= _LEAST_LETTERS
    )


def _telling_marks(marks: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(marks.get(name, "") for name in _TELLING)


def _away(site_id: int) -> Select[tuple[int, dict[str, str]]]:
    """Return the select of posts of a site that are not where they stood.

    What this crawl has found out stands in the frontier until it ends.
    """
    answered = and_(
        FoundAddress.site_id == Post.site_id,
        FoundAddress.url_hash == Post.url_hash,
        FoundAddress.outcome == "gone",
        FoundAddress.updated_at > Post.last_seen_at,
    )
    return (
        select(Post.id, Revision.field_marks)
        .join(Revision, Revision.id == Post.current_revision_id)
        .join(FoundAddress, answered, isouter=True)
        .where(
            Post.site_id == site_id,
            or_(Post.state.in_(("gone", "redirected")), FoundAddress.url_hash.is_not(None)),
        )
        .order_by(Post.id)
    )
