"""Posts that are back at another address: gone where they stood, and no redirect tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from pipelines.archive.content import dates_agree
from pipelines.archive.duplicates import ALIKE
from pipelines.archive.held import letters_of
from pipelines.archive.keys import IN_LIST, Key, chunks
from pipelines.archive.likeness import letters, likeness, shingles
from pipelines.archive.models import FoundAddress, Post, Revision
from pipelines.archive.work import Work

#: Both have to be equal.
_TELLING = ("title", "body")
#: Letters of a text that no two posts of one day have by chance.
_LEAST_LETTERS = 50
#: Letters of one that nobody writes twice: software that is new may date all of its posts anew.
_LETTERS_OF_ANY_DAY = 200
#: Posts of one title and one day whose texts are compared.
_MOST_NEAR = 20


def posts_back_elsewhere(connection: Connection, works: Sequence[Work]) -> dict[Key, int]:
    """Return the posts that new pages are, `(site_id, url_hash)` to id: gone where they stood.

    A blog that is built anew without redirects shows its posts at other addresses, and 404 or its
    home page at the old ones. One of the same title, text and day is the post, not a new one; of a
    long text the day need not be the same, and of one day a title, or a text that is much the same,
    was edited.
    """
    wanted: dict[int, list[Work]] = defaultdict(list)
    for work in works:
        if _is_telling(work):
            wanted[work.site_id].append(work)
    found: dict[Key, int] = {}
    for site_id, here in sorted(wanted.items()):
        away = _marks_of_away(connection, site_id, here)
        # Those of one day first: of two posts that said the same, each is back where it belongs.
        for fits in (_of_one_day, _of_any_day, _of_another_title):
            for work in here:
                key = (site_id, work.url_hash)
                same = (number for number, marks in away.items() if fits(work, marks))
                if key not in found and (back := next(same, None)) is not None:
                    found[key] = back
                    del away[back]
        for work in here:
            key = (site_id, work.url_hash)
            if key not in found and (back := _edited_since(connection, work, away)) is not None:
                found[key] = back
                del away[back]
    return found


def _edited_since(
    connection: Connection, work: Work, away: Mapping[int, Mapping[str, str]]
) -> int | None:
    """Return the post of the title and day of `work` whose text is likest to its, if much is."""
    near = [
        number
        for number, marks in away.items()
        if marks.get("title") == work.marks["title"]
        and dates_agree(marks.get("published", ""), work.marks["published"])
    ]
    if not near:
        return None
    statement = (
        select(Post.id, Revision.body_text)
        .join(Revision, Revision.id == Post.current_revision_id)
        .where(Post.id.in_(near[:_MOST_NEAR]))
    )
    here = shingles(letters(work.post.body_text))
    how = {
        row.id: likeness(here, shingles(letters(row.body_text)))
        for row in connection.execute(statement.order_by(Post.id))
    }
    likest = max(how, key=how.__getitem__)
    return likest if how[likest] >= ALIKE else None


def _is_telling(work: Work) -> bool:
    return all(work.marks[name] for name in _TELLING) and (
        letters_of(work.post.body_text) >= _LEAST_LETTERS
    )


def _says_the_same(work: Work, marks: Mapping[str, str]) -> bool:
    return all(work.marks[name] == marks.get(name) for name in _TELLING)


def _of_one_day(work: Work, marks: Mapping[str, str]) -> bool:
    return _says_the_same(work, marks) and dates_agree(
        marks.get("published", ""), work.marks["published"]
    )


def _of_any_day(work: Work, marks: Mapping[str, str]) -> bool:
    return _says_the_same(work, marks) and letters_of(work.post.body_text) >= _LETTERS_OF_ANY_DAY


def _of_another_title(work: Work, marks: Mapping[str, str]) -> bool:
    return work.marks["body"] == marks.get("body") and dates_agree(
        marks.get("published", ""), work.marks["published"]
    )


def _marks_of_away(
    connection: Connection, site_id: int, works: Sequence[Work]
) -> dict[int, dict[str, str]]:
    """Return the marks of the posts of a site that are not where they stood, by number.

    Of those that have the title, or the time of publication, of one of these.
    """
    found: dict[int, dict[str, str]] = {}
    for part in chunks(works, IN_LIST // 2):
        titles = sorted({work.post.title for work in part})
        times = sorted({work.post.published.utc for work in part if work.post.published})
        like = or_(Post.title.in_(titles), Post.listed_at.in_(times))
        for statement in (_told(site_id), _asked(site_id)):
            rows = connection.execute(statement.where(like))
            found |= {row.id: row.field_marks for row in rows}
    return dict(sorted(found.items()))


def _away(of_site: ColumnElement[bool]) -> Select[tuple[int, dict[str, str]]]:
    return (
        select(Post.id, Revision.field_marks)
        .join(Revision, Revision.id == Post.current_revision_id)
        .where(of_site)
    )


def _told(site_id: int) -> Select[tuple[int, dict[str, str]]]:
    """Return the select of posts that an earlier crawl did not find where they stood.

    By the index of states, for which the sum is there: few posts went, and a blog has many.
    """
    return _away(Post.site_id + 0 == site_id).where(Post.state.in_(("gone", "redirected")))


def _asked(site_id: int) -> Select[tuple[int, dict[str, str]]]:
    """Return the same of this crawl: what it finds out stands in the frontier until it ends."""
    answered = and_(
        FoundAddress.site_id == Post.site_id,
        FoundAddress.url_hash == Post.url_hash,
        FoundAddress.updated_at > Post.last_seen_at,
    )
    return (
        _away(Post.site_id == site_id)
        .join(FoundAddress, answered)
        .where(FoundAddress.site_id == site_id, FoundAddress.outcome == "gone")
    )
