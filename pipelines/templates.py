"""The templates of the sites of one crawl: kept ready, watched, learned from pages just read."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.archive import ArchiveError
from pipelines.archive.site_templates import end_template, keep_template, templates_in_use
from pipelines.readers.templates.profile import Template
from pipelines.readers.templates.trust import Trust
from pipelines.session import session_of
from pipelines.workers import ReadFailed, WorkerPool

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.items import Page, Post

T = TypeVar("T")

logger = logging.getLogger(__name__)

#: Posts read without a template before one is learned from them.
LEARN_AFTER = 12
#: Posts kept to learn from, at most.
MOST_PAGES = 24
#: Bytes of them, at most: they are parsed side by side.
MOST_BYTES = 4 * 1024 * 1024
#: Posts before the next try after one that taught nothing: so many times more than before it.
_BACK_OFF = 2


@dataclass(slots=True)
class _Site:
    templates: dict[str, Template] = field(default_factory=dict)
    trust: dict[str, Trust] = field(default_factory=dict)
    #: Posts that no template fitted, the last ones.
    pages: deque[Page] = field(default_factory=lambda: deque(maxlen=MOST_PAGES))
    #: How many of them came since the last try, and how many the next one waits for.
    fresh: int = 0
    wanted: int = LEARN_AFTER
    learning: asyncio.Task[None] | None = None


class SiteTemplates:
    """Hands out what is known of a site's pages, and learns when pages are not known."""

    def __init__(self, crawler: Crawler, pool: WorkerPool) -> None:
        self._crawler = crawler
        self._pool = pool
        self._sites: dict[str, asyncio.Future[_Site]] = {}

    async def of(self, page: Page) -> tuple[Template, ...]:
        """Return the templates in use for the pages of a site, as this one is to be read."""
        site = page.site
        if not site:
            return ()
        if site not in self._sites:
            self._sites[site] = asyncio.ensure_future(self._opened(site))
        known = await self._sites[site]
        return tuple(
            known.trust.setdefault(shape, Trust()).handed(template, page.fetch.final_url)
            for shape, template in known.templates.items()
        )

    async def _opened(self, site: str) -> _Site:
        from pipelines.readers.post import READER_VERSION  # all readers, for a crawl with templates

        session = session_of(self._crawler)
        opened = _Site()
        try:
            stored = await session.call(templates_in_use, session.archive, site)
        except ArchiveError as error:
            logger.warning("the templates of %s cannot be read: %s", site, error)
            return opened
        for profile in stored:
            template = Template.from_json(profile)
            if template is not None and template.reader_version == READER_VERSION:
                opened.templates[template.shape] = template
        return opened

    async def note(self, page: Page, post: Post) -> None:
        """Take in how a page went: learn from it, or watch the template it was read by."""
        if page.site not in self._sites:
            return
        site = await self._sites[page.site]
        if post.template is not None and post.kind == "post":
            await self._watch(page.site, site, post)
        elif post.kind == "post" and post.body_text:
            site.pages.append(page)
            site.fresh += 1
            while sum(len(one.body) for one in site.pages) > MOST_BYTES and len(site.pages) > 1:
                site.pages.popleft()
            if site.fresh >= site.wanted and (site.learning is None or site.learning.done()):
                site.learning = asyncio.ensure_future(self._learn(page.site, site))

    async def _watch(self, name: str, site: _Site, post: Post) -> None:
        use = post.template
        assert use is not None
        self._crawler.stats.inc_value("newscrawl/template/used")
        template = site.templates.get(use.shape)
        if template is None or template.version != use.version:
            return  # the page was on its way when the template was given up
        trust = site.trust.setdefault(use.shape, Trust())
        trust.note(use)
        if trust.is_lost:
            self._crawler.stats.inc_value("newscrawl/template/drifted")
            logger.warning(
                "%s: pages no longer look as they did (template v%d); learning anew",
                name,
                use.version,
            )
            del site.templates[use.shape], site.trust[use.shape]
            site.pages.clear()
            site.fresh, site.wanted = 0, LEARN_AFTER
            await self._stored(end_template, name, use.shape, use.version)

    async def _learn(self, name: str, site: _Site) -> None:
        site.fresh = 0
        try:
            learned = await self._pool.learn(tuple(site.pages))
        except ReadFailed as failure:
            logger.warning("no template of %s could be learned: %s", name, failure)
            learned = ()
        if not learned:
            site.wanted *= _BACK_OFF
            return
        for template in learned:
            version = await self._stored(keep_template, name, template.shape, template.to_json())
            self._crawler.stats.inc_value("newscrawl/template/learned")
            site.templates[template.shape] = template.numbered(version or template.version)
            site.trust[template.shape] = Trust(just_learned=True)
        # Posts that came meanwhile, while it was stored as well, were read without it and look like
        # those it was learned from: a dozen of them would have it learned twice.
        site.pages.clear()
        site.fresh, site.wanted = 0, LEARN_AFTER

    async def _stored(self, function: Callable[..., T], *args: Any) -> T | None:
        session = session_of(self._crawler)
        try:
            return await session.call(function, session.archive, *args)
        except ArchiveError as error:
            logger.warning("what was learned cannot be stored: %s", error)
            return None

    async def finish(self) -> None:
        """Wait for what is being learned."""
        for opening in self._sites.values():
            site = await opening
            if site.learning is not None:
                await site.learning
