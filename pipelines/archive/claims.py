"""Claims: pages that name another address as their own, and posts that bear one wrongly.

A copy (for phones, for print) rightly names the post it is a copy of. A page that names the
address of a post which says something else entirely is wrong or lies, and must not become it.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy import Connection, and_, delete, select, update

from pipelines.archive.keys import IN_LIST, Key, chunks, find_ids
from pipelines.archive.models import PageFetch, Post, PostAddress, Revision, Site, table_of
from pipelines.archive.moves import are_of_one_post, posts_left
from pipelines.archive.sites import is_below
from pipelines.archive.work import Work
from pipelines.urls import host_of, url_hash


def leave_to_neighbours(connection: Connection, works: list[Work]) -> None:
    """Give works their own address that claim one of another blog of the same host.

    Whoever asks for that address, or forgets it, means the post of that blog. A home page without
    a path says nothing: a blog may stand in a folder of it (`/m/`) and name it rightly.
    Nor is what lies below a blog's own home page: a folder of it may be archived by itself, too.
    """
    claiming = [work for work in works if _own_hash(work) != work.url_hash]
    hosts = {host_of(work.post.canonical_url).removeprefix("www.") for work in claiming}
    if not hosts:
        return
    there = select(Site.home_url).where(Site.host.in_(hosts | {f"www.{host}" for host in hosts}))
    homes = [
        home
        for home in connection.execute(there).scalars()
        if urlsplit(home).path.strip("/") or urlsplit(home).query
    ]
    for work in claiming:
        post = work.post
        others = [
            home
            for home in homes
            if is_below(post.canonical_url, home) and not is_below(post.fetch.final_url, home)
        ]
        if others and not is_below(post.canonical_url, post.site):
            _refuse(work, "which is of another blog")


def settle_claims(connection: Connection, works: list[Work]) -> None:
    """Give works that claim a post's address wrongly their own, and posts that bear one, too.

    Where a post was but met (`/read` shows the newest), another one stands when it shows another.
    """
    _take_own_places(connection, works)
    claims = {_claimed(work) for work in works}
    held = posts_left(connection, claims)
    met = posts_left(connection, claims - held.keys(), or_met=True)
    _settle_among([work for work in works if _claimed(work) not in held.keys() | met.keys()])
    doubted = [
        work
        for work in works
        if (post := held.get(_claimed(work)) or met.get(_claimed(work)))
        and not post.became(work.marks)
    ]
    if not doubted:
        return
    own = [work for work in doubted if _own_hash(work) == work.url_hash]
    _dispossess(connection, {_claimed(work) for work in own if _claimed(work) in held})
    for work in own:
        if post := met.get(_claimed(work)):
            _forget_met(connection, _claimed(work), post.id)
    held |= met
    claiming = [work for work in doubted if _own_hash(work) != work.url_hash]
    copies = find_ids(
        connection,
        table_of(PostAddress),
        ("site_id", "url_hash"),
        {(work.site_id, _own_hash(work)) for work in claiming},
        answer="post_id",
    )
    for work in claiming:
        # A copy that was met before is one still, however much the post was edited since.
        if copies.get((work.site_id, _own_hash(work))) != held[_claimed(work)].id:
            _refuse(work, "where another post stands")


def _take_own_places(connection: Connection, works: list[Work]) -> None:
    """Give posts that stand where another page is read the addresses they were read at.

    That page may name a third address: a theme that names the neighbour does so on every page.
    """
    away = {
        (work.site_id, own): work for work in works if (own := _own_hash(work)) != work.url_hash
    }
    there = posts_left(connection, away.keys()) if away else {}
    _dispossess(
        connection, {key for key, post in there.items() if not post.became(away[key].marks)}
    )


def _settle_among(works: list[Work]) -> None:
    """Give works their own address that claim one which another of them stands at, or claims first.

    A page that rightly claimed it does so in each of its versions.
    """
    claiming: dict[Key, list[Work]] = {}
    for work in works:
        claiming.setdefault(_claimed(work), []).append(work)
    read_at = {(work.site_id, _own_hash(work)): work for work in works}
    for (site_id, claimed), same in claiming.items():
        # Who was read there has it, also when it names another.
        first = read_at.get((site_id, claimed), same[0])
        rightly = {claimed, _own_hash(first)}
        for work in same:
            if _own_hash(work) in rightly:
                continue
            if are_of_one_post(first.marks, work.marks):
                rightly.add(_own_hash(work))
            else:
                _refuse(work, "where another post stands")


def _claimed(work: Work) -> Key:
    return work.site_id, work.url_hash


def _own_hash(work: Work) -> str:
    return url_hash(work.post.fetch.final_url)


def _refuse(work: Work, why: str) -> None:
    claimed = work.post.canonical_url
    warning = f"it names {claimed} as its address, {why}"
    work.post = replace(
        work.post, canonical_url=work.post.fetch.final_url, warnings=(*work.post.warnings, warning)
    )
    work.addresses = {key: url for key, url in work.addresses.items() if key != work.url_hash}
    work.url_hash = _own_hash(work)


def _dispossess(connection: Connection, wanted: set[Key]) -> None:
    """Give posts that stand at `wanted`, and were read elsewhere, the addresses of those pages."""
    posts = table_of(Post)
    moving: dict[Key, tuple[int, str, str]] = {}
    for part in chunks(sorted({key for _, key in wanted}), IN_LIST):
        read_at = (
            select(Post.id, Post.site_id, Post.url_hash, PageFetch.final_url)
            .join(Revision, and_(Revision.post_id == Post.id, Revision.seq == Post.current_seq))
            .join(PageFetch, PageFetch.id == Revision.fetch_id)
            .where(Post.url_hash.in_(part))
        )
        for row in connection.execute(read_at):
            place = url_hash(row.final_url)
            if (row.site_id, row.url_hash) in wanted and place != row.url_hash:
                moving[row.site_id, place] = (row.id, row.url_hash, row.final_url)
    taken = find_ids(connection, posts, ("site_id", "url_hash"), moving.keys())
    for (site_id, place), (post_id, wrong, url) in sorted(moving.items()):
        if (site_id, place) in taken:
            continue
        connection.execute(
            update(posts).where(posts.c.id == post_id).values(url=url, url_hash=place)
        )
        _forget_met(connection, (site_id, wrong), post_id)


def _forget_met(connection: Connection, address: Key, post_id: int) -> None:
    """Forget that this post was met at that address: another one stands there."""
    table = table_of(PostAddress)
    connection.execute(
        delete(table).where(
            table.c.site_id == address[0],
            table.c.url_hash == address[1],
            table.c.post_id == post_id,
        )
    )
