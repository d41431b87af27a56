"""Held posts that the blog's own lists name no longer: what they answer is the proof."""

from __future__ import annotations

import logging
from collections.abc import Collection
from urllib.parse import urlsplit

from newscrawl.discovery.scope import bare_host
from newscrawl.spiders.base import PostSpider
from pipelines.archive import ArchiveError
from pipelines.archive.left_behind import posts_left_behind
from pipelines.archive.vanished import (
    full_listings,
    posts_missed,
    posts_no_longer_named,
    posts_unmet,
    posts_unnamed,
)
from pipelines.items import Entry
from pipelines.session import session_of

logger = logging.getLogger(__name__)

#: So many are asked for in one run at least; never more than are named. The rest comes next time.
AT_ONCE = 200


async def listings_to_trust(spider: PostSpider) -> list[str]:
    """Return the listings that named nearly every post that is held, the fullest first.

    When one of them is read to its end, what it names no longer may have vanished. Empty for a
    crawl that reads its sources in part only, and when the archive cannot be asked.
    """
    if _in_part(spider):
        return []
    crawl = await spider.addresses.open()
    session = session_of(spider.crawler)
    try:
        return await session.call(full_listings, session.archive, spider.site, at=crawl.began_at)
    except ArchiveError as error:
        logger.error("listings could not be looked up: %s", error)
        return []


async def vanished_entries(
    spider: PostSpider,
    *,
    api_whole: bool = False,
    names_all: bool = False,
    listing: str = "",
    home: str = "",
    shown: Collection[str] = (),
    late: bool = False,
) -> list[Entry]:
    """Return entries for held posts that a sitemap or list API named until now.

    Or does not name although these name all (`names_all`). Or `listing`, one of
    `listings_to_trust` that was read to its end, if any. And for those that stood where the blog
    was, when its home page leads to `home` on another host, or in another folder, and shows links
    to `shown`. `late`: when all was read that leads on, for those
    that nothing named.
    Empty for a crawl that reads its sources in part only, and when the archive cannot be asked.
    """
    if _in_part(spider):
        return []
    whole = [
        book.url
        for book in spider.ledger.sources.values()
        if not book.problem and (book.kind == "sitemap" or (book.kind == "api" and api_whole))
    ]
    old, new = place_of(spider.site), place_of(home or spider.site)
    if not (whole or listing or late) and old == new:
        return []
    crawl = await spider.addresses.open()
    session = session_of(spider.crawler)
    try:
        missing = await session.call(
            posts_no_longer_named, session.archive, spider.site, whole, at=crawl.began_at
        )
        if names_all:
            missing += await session.call(
                posts_unnamed, session.archive, spider.site, whole, at=crawl.began_at
            )
        if listing:
            missing += await session.call(
                posts_missed, session.archive, spider.site, listing, at=crawl.began_at
            )
        if old != new:
            stays = bare_host(spider.site) == bare_host(home)
            missing += await session.call(
                posts_left_behind,
                session.archive,
                spider.site,
                old=old,
                new=new,
                shown=shown if stays else None,
            )
        if late:
            await spider.addresses.flush()
            missing += await session.call(
                posts_unmet, session.archive, spider.site, at=crawl.began_at
            )
    except ArchiveError as error:
        logger.error("posts that vanished could not be looked up: %s", error)
        return []
    known = await spider.addresses.find({url for pair in missing for url in pair})
    entries = [
        Entry(url=url)
        for url, as_named in dict.fromkeys(missing)
        if url not in known and as_named not in known
    ]
    if entries:
        spider.count("vanished", len(entries))
    return entries[: max(AT_ONCE, spider.addresses.count)]


def place_of(home: str) -> str:
    """Return the host of a home page, without `www.`, and the folder that it stands in."""
    return f"{bare_host(home)}{urlsplit(home).path.rpartition('/')[0]}/"


def _in_part(spider: PostSpider) -> bool:
    return bool(spider.dry_run or spider.limit is not None or spider.since is not None)
