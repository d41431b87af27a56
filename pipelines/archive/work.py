"""Work: one post on its way into the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.archive import rows
from pipelines.archive.content import content_hash
from pipelines.archive.keys import Key
from pipelines.archive.moves import Left
from pipelines.archive.prepared import Prepared, prepared_of
from pipelines.archive.search_told import Told, told
from pipelines.items import Outcome, Post
from pipelines.urls import twin_key

_EVER = datetime.min.replace(tzinfo=UTC)


#: Letters of a text that nobody writes twice in one minute.
_LONG = 200


@dataclass(slots=True)
class Work:
    """One post on its way into the tables."""

    post: Post
    #: Of the post as it came.
    prepared: Prepared
    #: Of the canonical address as handed in, before any cut.
    url_hash: str
    site_hash: str
    #: Of the address that was asked for; another when it led somewhere else.
    asked_hash: str
    #: Every address it was met under, by hash.
    addresses: dict[str, str]
    marks: dict[str, str]
    site_id: int = 0
    post_id: int = 0
    fetch_id: int = 0
    revision_id: int = 0
    #: The post that already bears its platform's number, if any.
    namesake_id: int | None = None
    outcome: Outcome = "new"
    seq: int = 1
    first_seen_at: datetime = _EVER
    last_seen_at: datetime = _EVER
    #: UTC; the time of its post in every list.
    listed_at: datetime = _EVER
    change: rows.Row = field(default_factory=dict)
    #: The post that stood at the address asked for, when that led to another address.
    left: Left | None = None
    #: True when the page is older than what stands: it becomes history, not the present.
    earlier: bool = False
    #: True when the canonical address was never met before.
    arrived: bool = False
    #: Rows for the feed about its whereabouts.
    moves: list[rows.Row] = field(default_factory=list)
    #: Of its tags and authors, in their order, once they are written.
    tag_ids: list[int] = field(default_factory=list)
    author_ids: list[int] = field(default_factory=list)
    #: UTC; when the page was fetched.
    seen_at: datetime = _EVER

    def content_hash(self) -> str:
        """Return one hash over its marks."""
        same = self.marks is self.prepared.marks
        return self.prepared.content_hash if same else content_hash(self.marks)

    @property
    def is_told_apart(self) -> bool:
        """Return True for a post that no other one of its blog equals: its text, and its minute."""
        published = self.post.published
        exact = published is not None and published.precision in ("second", "minute")
        return exact and len(self.post.body_text) >= _LONG

    def told(self, index: str) -> Told:
        """Return what the index of a database, by the name of its dialect, is told of it."""
        post, clean = self.post, self.prepared.clean
        same = (post.title, post.body_text, post.tags) == (clean.title, clean.body_text, clean.tags)
        if same and self.prepared.told and self.prepared.index == index:
            return self.prepared.told
        return told(index, post.title, post.body_text, post.tags)


def work_of(post: Post) -> Work:
    """Return the work that `post` makes, cleaned for SQL."""
    prepared = prepared_of(post)
    return Work(
        post=prepared.clean,
        prepared=prepared,
        url_hash=prepared.url_hash,
        asked_hash=prepared.asked_hash,
        site_hash=prepared.site_hash,
        addresses=prepared.addresses,
        marks=prepared.marks,
        seen_at=prepared.clean.fetch.fetched_at.astimezone(UTC),
    )


def in_rounds(works: list[Work]) -> list[list[Work]]:
    """Return the works parted so that no post comes twice in one round."""
    rounds: list[list[Work]] = []
    last: dict[Key, int] = {}
    for work in works:
        keys: list[Key] = [(work.site_id, "url", key) for key in {work.url_hash, work.asked_hash}]
        keys.append((work.site_id, work.content_hash(), twin_key(work.post.canonical_url)))
        if work.is_told_apart:
            keys.append((work.site_id, work.content_hash()))
        if work.post.platform_post_id:
            keys.append((work.site_id, "platform", work.post.platform_post_id))
        place = max((last[key] + 1 for key in keys if key in last), default=0)
        last.update(dict.fromkeys(keys, place))
        if place == len(rounds):
            rounds.append([])
        rounds[place].append(work)
    return rounds
