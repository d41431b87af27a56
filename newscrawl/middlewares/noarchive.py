"""Noarchive: leaves out posts whose pages ask not to be archived, when the owner wants that."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from pipelines.noarchive import asks_for_no_archive


class NoArchive(IgnoreRequest):
    """The page asks not to be archived."""


class NoArchiveMiddleware:
    """Drops the page of a post that says `noarchive`, before its bytes are kept."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NoArchiveMiddleware:
        """Return the middleware; NotConfigured unless NEWSCRAWL_OBEY_NOARCHIVE is on."""
        if not crawler.settings.getbool("NEWSCRAWL_OBEY_NOARCHIVE"):
            raise NotConfigured
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; raises NoArchive for a post that asks not to be archived."""
        is_post = request.meta.get("newscrawl_kind") == "post"
        said = response.headers.getlist("X-Robots-Tag")
        if is_post and response.status == 200 and asks_for_no_archive(said, response.body):
            raise NoArchive(f"it asks not to be archived: {response.url}")
        return response
