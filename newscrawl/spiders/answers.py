"""What an answer, or a failure, says: headers, whether it is a page, what its address became."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar, get_args

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.markup import Markup, read_markup
from newscrawl.discovery.moments import http_date
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.refusals import is_passing
from pipelines.items import Fetch, FoundOutcome, Page, PageKind
from pipelines.readers.document import Document
from pipelines.readers.parts import may_have_parts
from pipelines.readers.text.encoding import decode
from pipelines.readers.trees.parsing import parse

T = TypeVar("T")

#: Statuses of an answer that is the page: 204 and 205 have none, 206 is a part nobody asked for.
#: One that nobody knows means what 200 means (RFC 9110, 15).
WHOLE = frozenset(range(200, 300)) - {204, 205, 206}
#: Bytes of a page that are parsed here, where no worker's limits hold: a tree of 10 MB of empty
#: elements took 450 MiB and held up everything else for seconds. No list is so long.
PARSED_BYTES = 2_000_000
#: Of what a refusal shows so much is looked at.
_NOTICE_BYTES = 50_000
#: One for all, so that there is one tree at a time.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="newscrawl-pages")
#: What a page is called in place of a post that not everybody may read.
WITHHELD = ("protected", "paywall", "login")
#: What a page is called of which little is understood. A post's own further page is not nothing.
_LITTLE = ("other", "stub", "empty")
#: A reason that speaks for or against, by how much.
_WEIGHED = re.compile(r"\([+-]\d[\d.]*\)$")
#: How OpenSSL, and what compares its name with the host's, refuse a certificate.
_CERTIFICATE = re.compile("certificate verify failed|VerificationError")
_HTML = re.compile(rb"(?is)\A[\s\xef\xbb\xbf]*(<!--.*?-->\s*)?(<!doctype html|<html|<head|<body)")


def candidate_of(response: Response | None) -> Candidate | None:
    """Return the candidate that a response answers."""
    if response is None or response.request is None:
        return None
    found = response.request.cb_kwargs.get("candidate")
    return found if isinstance(found, Candidate) else None


def asked_address(request: Request) -> str:
    """Return the address that was asked for before redirects led to `request`."""
    return str((request.meta.get("redirect_urls") or [request.url])[0])


def was_put_aside(candidate: Candidate) -> bool:
    """Return True when nobody read a candidate because its address is not that of a post."""
    return candidate.state == "skipped" and candidate.outcome == "no-post"


def is_page(response: Response) -> bool:
    """Return True for HTML, for text, and for what is HTML whatever its Content-Type says."""
    kind = content_type_of(response).partition(";")[0].strip().lower()
    if not kind or "html" in kind or kind in ("text/plain", "text/markdown"):
        return True
    return bool(_HTML.match(response.body[:1000]))


async def markup_of(response: Response) -> Markup:
    """Return what the markup of an answer holds for those who look for posts."""
    return await _beside(
        lambda: read_markup(response.body, response.url, content_type_of(response))
    )


async def reading_of(response: Response, read: Callable[[bytes, str, str], Reading]) -> Reading:
    """Return what the index in an answer names, as `read` reads it."""
    return await asyncio.to_thread(read, response.body, response.url, content_type_of(response))


async def document_of(page: Page) -> Document:
    """Return a page as far as the crawl itself looks at it, parsed."""
    document = _document(page)
    await _beside(lambda: document.tree)
    return document


def _document(page: Page) -> Document:
    return Document(replace(page, body=page.body[:PARSED_BYTES]))


async def _beside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_THREAD, work)


async def parts_of(response: Response) -> tuple[str, ...]:
    """Return the further pages of the post that an answer is a page of."""
    if not may_have_parts(response.body):
        return ()
    page = Page(fetch=fetch_of(response, datetime.now(UTC)), body=response.body, site=response.url)
    # In one go: no tree waits for another.
    return await _beside(lambda: _document(page).parts.others)


def fetch_of(response: Response, fetched_at: datetime) -> Fetch:
    """Return what the wire said: the address as asked for, and where redirects led."""
    assert response.request is not None
    candidate = candidate_of(response)
    return Fetch(
        url=asked_address(response.request),
        final_url=response.url,
        status=response.status,
        content_type=content_type_of(response),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        fetched_at=fetched_at,
        body_bytes=len(response.body),
        server_date=server_date(response),
        address_hash=candidate.identity if candidate else "",
    )


def outcome_of(reason: str, error: BaseException | None = None) -> tuple[FoundOutcome, str]:
    """Return what an address became whose fetch ended for `reason`, by `error`."""
    if reason == "unchanged":
        return "archived", ""
    if reason in ("robots", "noarchive"):
        return "robots", reason.removeprefix("robots")
    if reason in ("404", "410"):
        return "gone", reason
    if reason in ("401", "403"):
        # A firewall that wants to see a browser first hides no post.
        return "failed" if _is_passing(error) else "withheld", reason
    return "failed", reason


def _is_passing(error: BaseException | None) -> bool:
    if not isinstance(error, HttpError):
        return False
    response = error.response
    if _header(response, "CF-Mitigated") == "challenge":
        return True
    body = response.body[:_NOTICE_BYTES]
    return bool(body) and is_passing(parse(decode(body, content_type_of(response)).text))


def dropped_outcome(
    reason: str, *, is_part: bool = False, is_listed: bool = False
) -> tuple[FoundOutcome, str, tuple[str, ...]]:
    """Return what an address became whose page was fetched but dropped for `reason`.

    The outcome, more of it in a word, and all that was said. `is_part`: it is a further page of
    a post, which lacks what it holds. `is_listed`: the blog names it among its posts; one of which
    nothing was understood is lost then, and one that is dated in the future is there all the same.
    """
    kind, _, said = reason.partition(":")
    reasons = tuple(part for part in said.strip().split("; ") if part)
    if kind == "error":
        return "gone", "error page", reasons
    if kind in (*WITHHELD, "forgotten") or (kind == "future" and is_listed):
        return "withheld", kind, reasons
    if kind == "older":
        return "waiting", kind, ()
    if is_part and kind in _LITTLE:
        return "failed", f"part: {kind}", reasons
    # What its platform calls a page is none of its posts, whatever list names it.
    is_sure = kind == "about" and not any(map(_WEIGHED.search, reasons))
    # Nor is what calls itself goods, unless it bears a day: a theme may call its posts so, too.
    is_sure = is_sure or (
        any(one.startswith("it is declared to be a product") for one in reasons)
        and not any(one.startswith("it has a date") for one in reasons)
    )
    if is_listed and kind in (*_LITTLE, "about") and not is_sure:
        return "failed", f"not understood: {kind}", reasons
    if kind in get_args(PageKind) or kind == "empty":
        return "no-post", kind, reasons
    return "failed", kind, reasons


def reason_of(error: BaseException | None) -> str:
    """Return one word for why a fetch failed: a status, `timeout`, `refused`, `robots`, ..."""
    if isinstance(error, HttpError):
        return str(error.response.status)
    name = type(error).__name__
    for word, reason in (
        ("Unchanged", "unchanged"),
        ("HostAway", "away"),
        ("RunEnds", "ending"),
        ("NoArchive", "noarchive"),
        ("Robots", "robots"),
        ("Refused", "refused" if isinstance(error, IgnoreRequest) else "connection-refused"),
        ("Timeout", "timeout"),
        ("ResolveHost", "dns"),
        ("DNSLookup", "dns"),
        ("Cancelled", "too-large"),
        ("DataLoss", "cut-short"),
    ):
        if word in name:
            return reason
    if isinstance(error, IgnoreRequest):
        # Scrapy has no name of its own for it.
        return "redirects" if "redirect" in str(error) else "ignored"
    if _CERTIFICATE.search(str(error)):
        return "certificate"
    known = isinstance(error, OSError) or re.search("Connect|Download|Response|Tunnel", name)
    return "connection" if known else "error"


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def content_type_of(response: Response) -> str:
    """Return the whole Content-Type header; empty when there is none."""
    return _header(response, "Content-Type") or ""


def server_date(response: Response) -> datetime | None:
    """Return the server's own clock (Date header), UTC; None when absent or nonsense."""
    return http_date(_header(response, "Date") or "")
