"""Refresh: follows pages that send on, but lets none of them break the crawl with a bad address."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from pipelines.urls import absolute_url, identity_url

#: Bytes of a page that is made of a script alone; letters that it may show beside it.
_MOST_BYTES = 4000
_MOST_SHOWN = 120
_SCRIPT = re.compile(r"(?is)<script\b[^>]*>(.*?)</script\s*>")
_UNSEEN = re.compile(r"(?is)<(script|style|title|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
#: The whole of a script: what is bound to a condition, as a phone, is not for everyone.
_SENDS_ON = re.compile(
    r"""(?:<!--)?\s*(?:(?:window|document|self|top|parent)\s*\.\s*)?location
    (?:(?:\s*\.\s*href)?\s*=\s*|\s*\.\s*(?:replace|assign)\s*\(\s*)
    (["'])(?P<to>[^"'\s]+)\1\s*\)?\s*;?\s*(?://)?\s*(?:-->)?""",
    re.VERBOSE,
)


def sent_on_to(body: bytes, url: str) -> str | None:
    """Return where a page leads that shows nothing, and whose one script sends everyone on."""
    if len(body) > _MOST_BYTES or b"location" not in body:
        return None
    text = body.decode("utf-8", "replace")
    if len(_UNSEEN.sub("", text).strip()) > _MOST_SHOWN:
        return None
    scripts = [script.strip() for script in _SCRIPT.findall(text) if script.strip()]
    match = _SENDS_ON.fullmatch(scripts[0]) if len(scripts) == 1 else None
    return absolute_url(match["to"], url) if match else None


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, which raises ValueError for a page whose base or target is `http://[`.

    A page that is nothing but a script which sends everyone on is followed, too.
    """

    def process_request(self, request: Request) -> None:
        """Refuse what leads in a circle: without cookies no answer of one changes by itself.

        An address that a chain of redirects asked for once may be asked for once more: some
        servers send everyone to the same address until they are ready.
        """
        if request.meta.get("redirect_urls", []).count(request.url) > 1:
            raise IgnoreRequest("redirects lead in a circle")

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the request that the page sends on to, else the page."""
        if request.meta.get("newscrawl_kind") == "robots":
            # A page in place of the file; where it leads would be held to no robots.txt.
            return response
        try:
            answer = super().process_response(request, response)
        except ValueError:
            # What cannot be followed is a page like any other.
            return response
        own = identity_url(response.url)
        if answer is not response and identity_url(answer.url) == own:
            # It loads itself anew, as what waits for its server does once or twice; what does it
            # for ever is what its readers see.
            been = request.meta.get("redirect_urls", ())
            return response if request.url in been else answer
        target = sent_on_to(response.body, response.url) if answer is response else None
        if target is None or identity_url(target) == own or response.status != 200:
            return answer
        redirected = self._redirect_request_using_get(request, response, target)
        return self._redirect(redirected, request, "script")
