"""Which site and which post a work is: known by address, platform's number or text, or new."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from pipelines.archive import models, rows
from pipelines.archive.claims import settle_claims
from pipelines.archive.keys import Key, find_ids, ids_of
from pipelines.archive.models import table_of
from pipelines.archive.moves import posts_left
from pipelines.archive.reappeared import posts_back_elsewhere
from pipelines.archive.twins import Twin, twins_of
from pipelines.archive.work import Work
from pipelines.urls import host_of


def find_sites(connection: Connection, works: list[Work]) -> None:
    """Give each work its site, made when it is new."""
    sites: dict[Key, rows.Row] = {}
    for work in works:
        post = work.post
        sites.setdefault(
            (work.site_hash,),
            {
                "url_hash": work.site_hash,
                "home_url": post.site,
                "host": host_of(post.site)[:255],
                "platform": post.platforms[0][:50] if post.platforms else "",
                "title": host_of(post.site)[:255],
                "language": post.language,
                "created_at": work.seen_at,
            },
        )
    table = table_of(models.Site)
    ids = ids_of(connection, table, ("url_hash",), sites)
    known = select(table.c.id, table.c.home_url).where(table.c.id.in_(sorted(set(ids.values()))))
    homes = {row.id: row.home_url for row in connection.execute(known)}
    for work in works:
        work.site_id = ids[(work.site_hash,)]
        if work.post.site != homes[work.site_id]:
            work.post = replace(work.post, site=homes[work.site_id])


def find_posts(connection: Connection, works: list[Work]) -> None:
    """Give each work its post: known by canonical address, else by platform number, else new."""
    settle_claims(connection, works)
    table = table_of(models.Post)
    known = find_ids(
        connection,
        table_of(models.PostAddress),
        ("site_id", "url_hash"),
        {_address(work) for work in works},
        answer="post_id",
    )
    numbers = {
        (work.site_id, work.post.platform_post_id) for work in works if work.post.platform_post_id
    }
    namesakes = find_ids(connection, table, ("site_id", "platform_post_id"), numbers)
    leading = {(w.site_id, w.asked_hash) for w in works if w.asked_hash != w.url_hash}
    left = posts_left(connection, leading) if leading else {}
    twins = twins_of(connection, works)
    for work in works:
        if twin := twins.get(_address(work)):
            _take_twin(work, twin, known)
        work.namesake_id = namesakes.get((work.site_id, work.post.platform_post_id))
        there = known.get(_address(work))
        work.post_id = there or work.namesake_id or work.post_id
        work.arrived = _address(work) not in known
        work.left = left.get((work.site_id, work.asked_hash))
        if not work.post_id and work.left and work.left.became(work.marks):
            work.post_id = work.left.id
    back = posts_back_elsewhere(connection, [work for work in works if not work.post_id])
    for work in works:
        work.post_id = work.post_id or back.get(_address(work), 0)
    unknown = {_address(work): _new_post(work) for work in works if not work.post_id}
    # In the order they came: people read ids as a count.
    made = ids_of(connection, table, ("site_id", "url_hash"), unknown, as_given=True)
    for work in works:
        work.post_id = work.post_id or made[_address(work)]


def _address(work: Work) -> Key:
    return work.site_id, work.url_hash


def _take_twin(work: Work, twin: Twin, known: dict[Key, int]) -> None:
    """Let a work be the post that says the same at another address, if its own is no other's."""
    there = known.get(_address(work))
    if there not in (None, twin.id):
        return
    if there or twin.is_of_one_visit(work):
        # It keeps the address under which it is held, and was met under this one, too.
        known[work.site_id, twin.url_hash] = twin.id
        work.post = replace(work.post, canonical_url=twin.url)
        work.url_hash = twin.url_hash
    else:
        work.post_id = twin.id


def _new_post(work: Work) -> rows.Row:
    return {
        "site_id": work.site_id,
        "url_hash": work.url_hash,
        "url": work.post.canonical_url,
        "platform_post_id": None,
        "current_seq": 0,
        "state": "live",
        "state_since": work.seen_at,
        "first_seen_at": work.seen_at,
        "last_seen_at": work.seen_at,
        "listed_at": work.seen_at,
    }
