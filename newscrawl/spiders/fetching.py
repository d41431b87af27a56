"""How a spider asks for what says where the posts are: a feed, a sitemap, a list, a home page."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.discovery.ledger import Ledger
from newscrawl.discovery.sitemap_pieces import MAX_BYTES
from newscrawl.spiders.answers import WHOLE, reason_of
from newscrawl.spiders.outcomes import AccountedSpider

#: Requests are made in this order: what says where the posts are, posts, where posts may be.
SOURCE_PRIORITY = 100
POST_PRIORITY = 10
LISTING_PRIORITY = 0

#: Seconds for a sitemap in all.
SITEMAP_SECONDS = 120

#: Reasons that say that something is there, also where it was only guessed at: it began, or goes
#: on and on. What it names is not known.
_BEGUN = ("cut-short", "too-large", "timeout")


class SourceSpider(AccountedSpider):
    """A spider that reads sources to the end before it judges them, so they are awaited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ledger = Ledger()
        #: Requests for sources so far, and why the last one that failed did.
        self.sources_asked = 0
        self.last_failure = ""

    async def fetch_source(
        self,
        url: str,
        *,
        kind: str = "source",
        required: bool = False,
        declared: bool = False,
        or_at: str = "",
        **options: Any,
    ) -> Response | None:
        """Return the answer to a request for an index; None, counted, when there is none.

        A source that is only guessed at may be missing; one that the blog itself names
        (`declared`), or that began to answer, is a gap in the ledger then, and a `required` one
        counts as failed. What is not there is asked for at `or_at`, if that is another address.
        """
        given = dict(options)
        meta = {"newscrawl_kind": kind, **options.pop("meta", {})}
        if kind == "sitemap":
            # The protocol allows more than a page may have, and then it takes longer.
            meta |= {"download_maxsize": MAX_BYTES, "download_timeout": SITEMAP_SECONDS}
        request = Request(
            url,
            priority=SOURCE_PRIORITY,
            dont_filter=True,
            meta=meta,
            callback=self.parse,
            **options,
        )
        assert self.crawler.engine is not None
        self.sources_asked += 1
        [answer] = await asyncio.gather(
            self.crawler.engine.download_async(request), return_exceptions=True
        )
        if isinstance(answer, BaseException):
            reason = reason_of(answer)
        elif answer.status in WHOLE:
            self.count(f"sources/{kind}")
            return answer
        else:
            reason = str(answer.status)
        self.last_failure = reason
        if reason == "ending":
            return None
        is_there = reason in _BEGUN and kind in ("feed", "sitemap")
        if declared or is_there:
            self.ledger.read(url, kind, problem=reason)
        if is_there or (declared and (reason == "429" or not re.fullmatch("4..", reason))):
            self.count("sources/unread")
        if reason in ("404", "410"):
            self.addresses.missing(url, int(reason))
            await self.addresses.flush()
            if or_at not in ("", url):
                return await self.fetch_source(
                    or_at, kind=kind, required=required, declared=declared, **given
                )
        if required:
            self.count_failure(reason, url, request=request)
        else:
            self.count(f"sources/missing/{reason}")
        return None

    def parse(self, response: Response, **kwargs: Any) -> Any:
        """Take nothing: sources are awaited, posts have a callback of their own."""
        return None
