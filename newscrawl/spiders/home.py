"""The home page of a blog: read with what its frames show, and what it says of the blog."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.slashes import turned
from newscrawl.spiders.answers import document_of, markup_of
from newscrawl.spiders.base import PostSpider
from pipelines.archive import ArchiveError
from pipelines.archive.sites import come_home
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.document import Document
from pipelines.readers.trees.html import squash, whole_text
from pipelines.session import session_of

logger = logging.getLogger(__name__)

#: The home page, and frames of it; old blogs show their posts in one.
MOST = 3


async def read_home(spider: PostSpider, url: str) -> list[tuple[Markup, Document]]:
    """Return the home page and what its frames show; empty when nothing can be read."""
    homes: list[tuple[Markup, Document]] = []
    waiting = [url]
    while waiting and len(homes) < MOST:
        at = waiting.pop(0)
        # Whoever gives `/@name/` means `/@name`: some servers know one of them alone.
        response = await spider.fetch_source(
            at, kind="home", required=not homes, or_at="" if homes else turned(at)
        )
        if response is None:
            continue
        markup = await markup_of(response)
        homes.append((markup, await document_of(spider.make_page(response, ()))))
        waiting.extend(markup.frames)
    return homes


def is_a_post(document: Document) -> bool:
    """Return True where a page that was given as a home page is a post: it bears its one date.

    What stands at the top of a host is a home page, whatever it states. Lists have a date of their
    own where an editor made a page of them.
    """
    if is_top(document.url):
        return False
    dated = [node for node in document.post_nodes if node.get("datePublished")]
    if not document.meta.get("article:published_time") and not (
        len(dated) == 1 and "article" in document.meta.get("og:type", ())
    ):
        return False
    # The readers work elsewhere: few home pages need them here.
    from pipelines.readers.post import read_post

    # As a page among others: whatever is given as the home page of a site is taken for that.
    return read_post(replace(document.page, site=urljoin(document.url, "/"))).kind == "post"


def is_top(url: str) -> bool:
    """Return True for the address of a host alone."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


async def take_in(spider: PostSpider, sources: Sequence[str]) -> None:
    """Take over what was archived from `sources` of this blog while the blog was not known."""
    if not sources or spider.dry_run:
        return
    session = session_of(spider.crawler)
    try:
        stood = await session.call(come_home, session.archive, spider.site, sources)
    except ArchiveError as error:
        logger.error("what was archived of this blog could not be looked up: %s", error)
        return
    if stood is not None:
        logger.info("what was archived from %s is this blog's", stood)


async def describe_site(
    spider: PostSpider, documents: Sequence[Document], platforms: Sequence[str]
) -> None:
    """Note what the blog calls itself, and what it is built with."""
    named = [
        squash(name)
        for document in documents
        for name in (
            *document.meta.get("og:site_name", ()),
            *map(whole_text, document.tree.iter("title")),
        )
    ]
    await spider.addresses.describe_site(
        title=next(filter(None, named), ""),
        platform=next(iter(platforms), ""),
        language=next(filter(None, map(page_language, documents)), "") or "",
    )
