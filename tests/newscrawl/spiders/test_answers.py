"""What the crawl itself reads of an answer, in its own process, where no worker's limits hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.spidermiddlewares.httperror import HttpError

from newscrawl.spiders.answers import dropped_outcome, outcome_of, reason_of

ROOT = Path(__file__).resolve().parents[3]

_READ = """
import asyncio, resource, sys
from scrapy import Request
from scrapy.http import HtmlResponse
from newscrawl.spiders.answers import document_of, fetch_of, markup_of, parts_of
from pipelines.items import Page
from datetime import UTC, datetime

def held():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def read(body):
    url = "https://blog.example/1/"
    here = HtmlResponse(url, body=body, request=Request(url))
    page = Page(fetch=fetch_of(here, datetime.now(UTC)), body=body, site=url)
    await asyncio.gather(parts_of(here), markup_of(here))
    await document_of(page)

asyncio.run(read(b'<p class="page-links">' + b"<br>"))
before = held()
asyncio.run(read(b'<p class="page-links">' + sys.argv[1].encode() * 2_000_000))
print((held() - before) // 1024)
"""


def test_a_page_of_which_nothing_was_understood_is_lost_where_a_list_of_posts_names_it() -> None:
    said = "other: it has no date (-1); it has next to no text (-1.5)"
    reasons = ("it has no date (-1)", "it has next to no text (-1.5)")
    assert dropped_outcome(said) == ("no-post", "other", reasons)
    lost = ("failed", "not understood: other", reasons)
    assert dropped_outcome(said, is_listed=True) == lost
    assert dropped_outcome("listing: many links", is_listed=True)[0] == "no-post"
    assert dropped_outcome("about: it has no date (-1)", is_listed=True)[0] == "failed"
    assert dropped_outcome("about: Ghost calls it page", is_listed=True)[0] == "no-post"
    assert (
        dropped_outcome("other: it is declared to be a product (-3)", is_listed=True)[0]
        == "no-post"
    )
    # As a theme calls its posts.
    dated = "stub: it is declared to be a product (-3); it has a date (+1.5)"
    assert dropped_outcome(dated, is_listed=True)[0] == "failed"


def test_a_post_that_the_blog_shows_is_withheld_whatever_day_to_come_it_bears() -> None:
    assert dropped_outcome("future: dated 2031-01-01", is_listed=True)[:2] == ("withheld", "future")
    assert dropped_outcome("future: dated 2031-01-01")[0] == "no-post"


@pytest.mark.parametrize(
    ("body", "headers", "outcome"),
    [
        (
            "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue",
            {},
            "failed",
        ),
        ("<title>잠시만 기다리십시오…</title>", {"CF-Mitigated": "challenge"}, "failed"),
        ("<h1>사이트 점검 중입니다</h1>", {}, "failed"),
        ("<h1>비공개 글입니다</h1><p>주인만 볼 수 있습니다.", {}, "withheld"),
        ("<h1>Access denied</h1><p>You are not authorized to access this page.", {}, "withheld"),
        ("<h1>403</h1><script>say('try again later')</script>", {}, "withheld"),
        ("", {}, "withheld"),
    ],
)
def test_a_refusal_that_passes_tells_nothing_of_the_post(
    body: str, headers: dict[str, str], outcome: str
) -> None:
    answer = HtmlResponse(
        "https://blog.example/1", status=403, body=body, encoding="utf-8", headers=headers
    )
    assert outcome_of("403", HttpError(answer)) == (outcome, "403")


@pytest.mark.parametrize("element", ["<br>", "<a>"])
def test_a_hostile_page_does_not_fill_the_crawls_own_memory(element: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READ, element], cwd=ROOT, capture_output=True, text=True, check=True
    )
    # MiB; both at once, or the whole tree, take 230 and more, one after the other 160.
    assert int(done.stdout) < 200


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("max redirections reached", "redirects"),
        ("redirects lead in a circle", "redirects"),
        ("Forbidden by somebody's middleware", "ignored"),
    ],
)
def test_redirects_without_end_are_called_so(said: str, reason: str) -> None:
    assert reason_of(IgnoreRequest(said)) == reason
