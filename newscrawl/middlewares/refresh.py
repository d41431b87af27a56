"""Refresh: follows pages that send on, but lets none of them break the crawl with a bad address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, which raises ValueError for a page whose base or target is `http://[`."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the request that the page sends on to, else the page."""
        if request.meta.get("newscrawl_kind") == "robots":
            # A page in place of the file; where it leads would be held to no robots.txt.
            return response
        try:
            return super().process_response(request, response)
        except ValueError:
            # What cannot be followed is a page like any other.
            return response
