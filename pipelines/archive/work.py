"""Work: one post on its way into the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.archive import rows
from pipelines.archive.cleaning import clean_post
from pipelines.archive.content import field_marks
from pipelines.archive.keys import Key
from pipelines.archive.moves import Left
from pipelines.items import Outcome, Post
from pipelines.urls import url_hash

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Work:
    """One post on its way into the tables."""

    post: Post
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


def work_of(post: Post) -> Work:
    """Return the work that `post` makes, cleaned for SQL."""
    clean = clean_post(post)
    addresses = {
        url_hash(post.fetch.url): clean.fetch.url,
        url_hash(post.fetch.final_url): clean.fetch.final_url,
        url_hash(post.url): clean.url,
        url_hash(post.canonical_url): clean.canonical_url,
    }
    return Work(
        post=clean,
        url_hash=url_hash(post.canonical_url),
        asked_hash=url_hash(post.fetch.url),
        site_hash=url_hash(post.site),
        addresses=addresses,
        marks=field_marks(clean),
        seen_at=clean.fetch.fetched_at.astimezone(UTC),
    )


def in_rounds(works: list[Work]) -> list[list[Work]]:
    """Return the works parted so that no post comes twice in one round."""
    rounds: list[list[Work]] = []
    last: dict[Key, int] = {}
    for work in works:
        keys: list[Key] = [(work.site_id, "url", key) for key in {work.url_hash, work.asked_hash}]
        if work.post.platform_post_id:
            keys.append((work.site_id, "platform", work.post.platform_post_id))
        place = max((last[key] + 1 for key in keys if key in last), default=0)
        last.update(dict.fromkeys(keys, place))
        if place == len(rounds):
            rounds.append([])
        rounds[place].append(work)
    return rounds
