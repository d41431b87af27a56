"""Near duplicates: posts whose texts are alike are brought together; none is deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.likeness import SHORTEST, bands, letters, likeness, shingles, text_hash
from pipelines.archive.models import Post, Revision, TextBand, TextPrint, table_of
from pipelines.archive.opening import Archive

#: Posts are duplicates when at least this share of the shingles of both is in each.
ALIKE = 0.7
#: Posts a transaction: about a second in which nobody else writes to an SQLite file.
BATCH = 200
#: A band that so many posts are in takes no more: who has it meets enough of them.
FULL = 50
#: With so many posts is a new one compared, those first with which it shares most bands.
COMPARED = 20

_PRINT = table_of(TextPrint)
_BAND = table_of(TextBand)


def find_duplicates(archive: Archive, tell: Callable[[int], None] = lambda _looked: None) -> int:
    """Look at every post that was not looked at as it stands now, and return how many.

    Broken off, the next call goes on. `tell` is called with their number now and then.
    """
    looked = after = 0
    while True:
        done = archive.write(lambda connection, a=after: _look_at_some(connection, a))  # type: ignore[misc]
        if done is None:
            # Clusters that were broken up may have left posts that were passed by.
            if not after:
                return looked
            after = 0
            continue
        after, some = done
        looked += some
        tell(looked)


def count_unseen(archive: Archive) -> int:
    """Return how many posts were not looked at yet; without those that were edited since."""
    with archive.reading() as connection:
        posts = connection.execute(select(func.count()).select_from(Post)).scalar_one()
        seen = connection.execute(select(func.count()).select_from(TextPrint)).scalar_one()
    return int(posts - seen)


@dataclass(slots=True, kw_only=True)
class _Text:
    """A text under comparison."""

    post_id: int
    revision_id: int
    compared: str
    hash: str
    cluster: int | None = None
    likeness: float | None = None
    _shingles: set[int] = field(default_factory=set)

    @property
    def shingles(self) -> set[int]:
        if not self._shingles:
            self._shingles = shingles(self.compared)
        return self._shingles

    def meet(self, how: float) -> None:
        self.likeness = max(how, self.likeness or 0.0)


def _text(post_id: int, revision_id: int, body: str) -> _Text:
    compared = letters(body)
    return _Text(
        post_id=post_id, revision_id=revision_id, compared=compared, hash=text_hash(compared)
    )


def _look_at_some(connection: Connection, after: int) -> tuple[int, int] | None:
    """Look at the next posts after the number `after`; return the last and how many, or None."""
    rows = connection.execute(
        select(Post.id, Post.current_revision_id, TextPrint.cluster_id, Revision.body_text)
        .join(Revision, Revision.id == Post.current_revision_id)
        .outerjoin(TextPrint, TextPrint.post_id == Post.id)
        .where(
            Post.id > after,
            or_(TextPrint.post_id.is_(None), TextPrint.revision_id != Post.current_revision_id),
        )
        .order_by(Post.id)
        .limit(BATCH)
    ).all()
    if not rows:
        return None
    _forget(connection, [row.id for row in rows], {row.cluster_id for row in rows} - {None})
    texts = {row.id: _text(row.id, row.current_revision_id, row.body_text) for row in rows}
    new = list(texts.values())
    bands_of = {
        one.post_id: set(bands(one.shingles)) for one in new if len(one.compared) >= SHORTEST
    }
    posts_of = _posts_of(connection, set().union(*bands_of.values()))
    # All are met in the order of their numbers, so that a batch finds what one by one would.
    meetings: dict[int, list[int]] = {}
    kept: list[dict[str, int]] = []
    for post_id, mine in bands_of.items():
        met = Counter(other for band in mine for other in posts_of.get(band, ()))
        meetings[post_id] = sorted(met, key=lambda other: (-met[other], other))[:COMPARED]
        for band in sorted(mine):
            inside = posts_of.setdefault(band, [])
            if len(inside) < FULL:
                inside.append(post_id)
                kept.append({"band": band, "post_id": post_id})
    _read_texts(connection, texts, {other for met in meetings.values() for other in met})
    changed = _join(connection, texts, meetings)
    connection.execute(insert(_PRINT), [_row(one) for one in new])
    if kept:
        connection.execute(insert(_BAND), kept)
    if known := changed - {one.post_id for one in new}:
        connection.execute(
            update(_PRINT)
            .where(_PRINT.c.post_id == bindparam("_id"))
            .values(cluster_id=bindparam("_cluster"), likeness=bindparam("_likeness")),
            [
                {"_id": n, "_cluster": texts[n].cluster, "_likeness": texts[n].likeness}
                for n in sorted(known)
            ],
        )
    return rows[-1].id, len(new)


def _forget(connection: Connection, post_ids: Sequence[int], clusters: Iterable[int]) -> None:
    """Forget what was known of posts that were edited, and of those they were like.

    Without the edited post the others may be no cluster: they are looked at again.
    """
    ids = set(post_ids)
    for some in chunks(sorted(clusters), IN_LIST):
        ids |= set(
            connection.scalars(select(TextPrint.post_id).where(TextPrint.cluster_id.in_(some)))
        )
    for some in chunks(sorted(ids), IN_LIST):
        connection.execute(delete(_BAND).where(_BAND.c.post_id.in_(some)))
        connection.execute(delete(_PRINT).where(_PRINT.c.post_id.in_(some)))


def _posts_of(connection: Connection, wanted: set[int]) -> dict[int, list[int]]:
    """Return the posts that are in these bands."""
    found: dict[int, list[int]] = {}
    for some in chunks(sorted(wanted), IN_LIST):
        query = select(_BAND.c.band, _BAND.c.post_id).where(_BAND.c.band.in_(some))
        for band, post_id in connection.execute(query.order_by(_BAND.c.band, _BAND.c.post_id)):
            found.setdefault(band, []).append(post_id)
    return found


def _read_texts(connection: Connection, texts: dict[int, _Text], others: set[int]) -> None:
    """Read the texts of posts that were looked at before, as they were then."""
    for some in chunks(sorted(others - texts.keys()), IN_LIST):
        rows = connection.execute(
            select(
                TextPrint.post_id,
                TextPrint.revision_id,
                TextPrint.cluster_id,
                TextPrint.likeness,
                Revision.body_text,
            )
            .join(Revision, Revision.id == TextPrint.revision_id)
            .where(TextPrint.post_id.in_(some))
        )
        for row in rows:
            one = _text(row.post_id, row.revision_id, row.body_text)
            one.cluster, one.likeness = row.cluster_id, row.likeness
            texts[row.post_id] = one


def _join(
    connection: Connection, texts: dict[int, _Text], meetings: dict[int, list[int]]
) -> set[int]:
    """Put what is alike into one cluster; return the posts of which something changed."""
    changed: set[int] = set()
    merged: dict[int, int] = {}
    for post_id, met in meetings.items():
        one = texts[post_id]
        for other in (texts[n] for n in met if n in texts):
            same = one.hash == other.hash
            how = 1.0 if same else likeness(one.shingles, other.shingles)
            if how < ALIKE:
                continue
            one.meet(how)
            other.meet(how)
            _unite(texts, one, other, merged)
            changed |= {one.post_id, other.post_id}
    for gone, number in merged.items():
        # A cluster may have members that nobody met just now.
        while number in merged:
            number = merged[number]
        connection.execute(
            update(_PRINT).where(_PRINT.c.cluster_id == gone).values(cluster_id=number)
        )
    return changed


def _unite(texts: dict[int, _Text], one: _Text, other: _Text, merged: dict[int, int]) -> None:
    numbers = {one.cluster, other.cluster} - {None}
    if not numbers:
        one.cluster = other.cluster = min(one.post_id, other.post_id)
        return
    number = min(n for n in numbers if n is not None)
    for n in numbers:
        if n is not None and n != number:
            merged[n] = number
            for text in texts.values():
                if text.cluster == n:
                    text.cluster = number
    one.cluster = other.cluster = number


def _row(one: _Text) -> dict[str, object]:
    return {
        "post_id": one.post_id,
        "revision_id": one.revision_id,
        "text_hash": one.hash,
        "cluster_id": one.cluster,
        "likeness": one.likeness,
    }
