"""Where a post stands (live, gone, protected, redirected), each change of it with its proof.

What a post said is never touched here: only its state, and the feed of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, bindparam, select, update

from pipelines.archive.cleaning import clean_text
from pipelines.archive.engine import take_turn
from pipelines.archive.inserting import insert_rows
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import PageFetch, Post, PostAddress, PostChange, table_of
from pipelines.items import FoundOutcome
from pipelines.urls import url_hash

#: How an address that held a post answers now. `redirected`: it leads somewhere else.
State = Literal["live", "gone", "protected", "redirected"]

#: Of reasons that say more than the outcome does.
_REDIRECTS = ("sent home", "elsewhere", "same as another")


class Answered(Protocol):
    """An address and what became of it in a crawl (`ledger.Found`)."""

    @property
    def url(self) -> str: ...
    @property
    def outcome(self) -> FoundOutcome: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An answer that shows that a post is not to be had."""

    state: State
    #: `404`, `410`, `error page`, `sent home`, `protected`, `login`, ...
    reason: str
    url: str


def proof_of(found: Answered, *, site_answers: bool = True) -> Proof | None:
    """Return what an answer proves of the post at its address; None when it proves nothing.

    A failure (5xx, time-out, no connection) proves nothing. Neither does 403 from a site that
    answers so to everything: it has shut out the crawler, not hidden a post.
    """
    state: State | None = None
    if found.reason in _REDIRECTS:
        state = "redirected"
    elif found.outcome == "gone":
        state = "gone"
    elif found.outcome == "withheld" and (found.reason != "403" or site_answers):
        state = "protected"
    if state is None:
        return None
    return Proof(state=state, reason=clean_text(found.reason)[:100], url=clean_text(found.url))


def record_states(
    connection: Connection,
    site_id: int,
    found: Iterable[Answered],
    *,
    at: datetime,
    run_id: int | None,
) -> int:
    """Move the posts of a site to the states that a crawl, begun at `at` (UTC), has proved.

    Returns how many changed. A post that was seen in the same crawl is live, whatever another
    of its addresses answered. Only an address under which the post stood last can prove it away.
    """
    answers = list(found)
    site_answers = any(one.outcome == "archived" for one in answers)
    proofs: dict[str, Proof] = {}
    for one in answers:
        if proof := proof_of(one, site_answers=site_answers):
            proofs[url_hash(one.url)] = proof
    proved = _posts_at(connection, site_id, proofs)
    standing = _locked(connection, sorted(proved))
    away = {
        post_id: proof
        for post_id, proof in proved.items()
        if post_id in standing and standing[post_id].last_seen_at < at
    }
    return move(connection, away, standing, at=at, run_id=run_id)


def move(
    connection: Connection,
    away: Mapping[int, Proof],
    standing: Mapping[int, Any],
    *,
    at: datetime,
    run_id: int | None,
) -> int:
    """Move the posts `away` from the state their row in `standing` has; return how many moved.

    A post that is in the proved state already gets the later proof beside its first one.
    """
    moved = [post_id for post_id in sorted(away) if standing[post_id].state != away[post_id].state]
    _confirm(connection, {i: away[i] for i in sorted(away) if i not in moved}, at, run_id)
    if moved:
        posts = table_of(Post)
        connection.execute(
            update(posts)
            .where(posts.c.id == bindparam("_id"))
            .values(state=bindparam("_state"), state_since=bindparam("_at")),
            [{"_id": post_id, "_state": away[post_id].state, "_at": at} for post_id in moved],
        )
        append_changes(
            connection,
            [
                change_row(
                    post_id,
                    at,
                    away[post_id].state,
                    reason=away[post_id].reason,
                    url=away[post_id].url,
                    run=run_id,
                    **_last(away[post_id], at, run_id),
                    times=1,
                )
                for post_id in moved
            ],
        )
    return len(moved)


def bring_back(connection: Connection, seen: Mapping[int, datetime]) -> int:
    """Note of posts that answered at these times (UTC) that they are live; return how many."""
    away: list[tuple[int, str]] = []
    for part in chunks(sorted(seen), IN_LIST):
        statement = select(Post.id, Post.state, Post.state_since).where(
            Post.id.in_(part), Post.state != "live"
        )
        for row in connection.execute(statement.order_by(Post.id).with_for_update()):
            if row.state_since <= seen[row.id]:
                away.append((row.id, row.state))
    if away:
        posts = table_of(Post)
        connection.execute(
            update(posts)
            .where(posts.c.id == bindparam("_id"))
            .values(state="live", state_since=bindparam("_at")),
            [{"_id": post_id, "_at": seen[post_id]} for post_id, _ in away],
        )
    append_changes(connection, [restored(post_id, seen[post_id], was) for post_id, was in away])
    return len(away)


def restored(post_id: int, at: datetime, was: str, *, run_id: int | None = None) -> dict[str, Any]:
    """Return the row of the feed for a post that answers again."""
    return change_row(post_id, at, "restored", was=was, run=run_id)


def change_row(post_id: int, at: datetime, kind: str, **summary: Any) -> dict[str, Any]:
    """Return a row of the feed that is about the post's whereabouts, not its content."""
    return {
        "post_id": post_id,
        "at": at,
        "kind": kind,
        "from_revision_id": None,
        "to_revision_id": None,
        "summary": summary,
    }


def append_changes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append `rows` to the feed: the one way into it, and the last thing a transaction does.

    Writers take turns until they commit. Otherwise one that is slow would commit a lower id
    after a reader has gone past it, and the reader would never see that change.
    """
    if not rows:
        return
    take_turn(connection)
    insert_rows(connection, table_of(PostChange), rows)


def _posts_at(
    connection: Connection, site_id: int, proofs: Mapping[str, Proof]
) -> dict[int, Proof]:
    """Return the posts that stood last at one of the addresses, with the proof found there."""
    statement = (
        select(PostAddress.post_id, PostAddress.url_hash, Post.url_hash, PageFetch.url,
               PageFetch.final_url)
        .join(Post, Post.id == PostAddress.post_id)
        .join(PageFetch, PageFetch.id == Post.last_fetch_id, isouter=True)
        .where(PostAddress.site_id == site_id)
    )  # fmt: skip
    proved: dict[int, Proof] = {}
    for part in chunks(sorted(proofs), IN_LIST):
        for post_id, met, own, *fetched in connection.execute(
            statement.where(PostAddress.url_hash.in_(part))
        ):
            if met in (own, *(url_hash(url) for url in fetched if url)):
                proved[post_id] = proofs[met]
    return proved


def _locked(connection: Connection, post_ids: Sequence[int]) -> dict[int, Any]:
    rows: dict[int, Any] = {}
    for part in chunks(post_ids, IN_LIST):
        statement = select(Post.id, Post.state, Post.last_seen_at).where(Post.id.in_(part))
        for row in connection.execute(statement.order_by(Post.id).with_for_update()):
            rows[row.id] = row
    return rows


def _confirm(
    connection: Connection, away: Mapping[int, Proof], at: datetime, run_id: int | None
) -> None:
    """Write the last proof beside the first one, in the row that told the state."""
    changes = table_of(PostChange)
    for part in chunks(sorted(away), IN_LIST):
        told = connection.execute(
            select(changes.c.id, changes.c.post_id, changes.c.kind, changes.c.summary)
            .where(changes.c.post_id.in_(part))
            .order_by(changes.c.id)
        )
        latest = {row.post_id: row for row in told if row.kind == away[row.post_id].state}
        for post_id, row in sorted(latest.items()):
            summary = dict(row.summary or {})
            if summary.get("last_run") == run_id and run_id is not None:
                continue
            summary |= {**_last(away[post_id], at, run_id), "times": summary.get("times", 1) + 1}
            connection.execute(
                update(changes).where(changes.c.id == row.id).values(summary=summary)
            )


def _last(proof: Proof, at: datetime, run_id: int | None) -> dict[str, Any]:
    return {
        "last_reason": proof.reason,
        "last_at": at.isoformat(timespec="seconds"),
        "last_run": run_id,
    }
