"""Cookie: what a host gives with a redirect in a circle is shown to it from then on.

Cookies make pages differ, so none is sent. But some hosts send everyone who has none back to the
address that was asked for, with one, and answer only who shows it.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl.host import host_key
from pipelines.urls import absolute_url, canonical_url

#: Characters of all cookies of a host; browsers show as many of one.
MOST_CHARACTERS = 4096
#: Name in `request.meta`: what the hosts of a chain of redirects gave, by host and name.
GIVEN = "newscrawl_cookies"


class CookieMiddleware:
    """Shows a host the cookies without which it leads in a circle; for this run alone."""

    def __init__(self) -> None:
        self._shown: dict[str, dict[str, str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CookieMiddleware:
        """Return the middleware; NotConfigured where Scrapy's own keeps all cookies."""
        if crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Add the cookies of its host to a request that has none."""
        if cookies := self._of(request.url):
            request.headers.setdefault("Cookie", cookies)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; what a chain that leads in a circle gave is shown from now on."""
        if not 300 < response.status < 400 or "Location" not in response.headers:
            return response
        given: dict[str, dict[str, str]] = request.meta.setdefault(GIVEN, {})
        for line in response.headers.getlist("Set-Cookie"):
            name, _, value = line.decode("latin-1").partition(";")[0].strip().partition("=")
            if name and value:
                given.setdefault(host_key(request.url), {})[name] = value
        location = response.headers["Location"] or b""
        target = absolute_url(location.decode("utf-8", "replace"), request.url)
        been = (request.url, *request.meta.get("redirect_urls", ()))
        # To the same by https, or with its last slash, is no circle: there any host may give one.
        if given and target and canonical_url(target) in map(canonical_url, been):
            if request.headers.get("Cookie") == self._of(request.url).encode("latin-1"):
                # What was shown so far was not enough, or no longer.
                del request.headers["Cookie"]
            for host, cookies in given.items():
                self._shown.setdefault(host, {}).update(cookies)
        return response

    def _of(self, url: str) -> str:
        cookies = self._shown.get(host_key(url), {})
        said = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return said if len(said) <= MOST_CHARACTERS else ""
