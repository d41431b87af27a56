"""The gate: what is asked for at all, and what an answer means for its host and its page.

Scrapy's own handler below the gate is replaced by answers off a list; all else is the real thing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
)
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address
from twisted.internet.error import ConnectionLost

from newscrawl import gate
from newscrawl.gate import ForbiddenHandler, GateHandler, Refused
from newscrawl.host import AWAY_AFTER, AWAY_AFTER_SILENCES, Host, HostAway
from newscrawl.manners import Hosts
from newscrawl.policy import Policy
from newscrawl.resolver import GateResolver

URL = "https://blog.example/a-post"
#: Seconds: the most that a run waits.
MOST = 300


class Names:
    """A name server with one answer, which remembers what it was asked."""

    def __init__(self, address: str = "8.8.8.8") -> None:
        self.address = address
        self.asked: list[tuple[str, int]] = []

    def resolveHostName(  # noqa: N802 the interface is Twisted's
        self, receiver: Any, name: str, port: int, *_: Any
    ) -> None:
        self.asked.append((name, port))
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", self.address, port))
        receiver.resolutionComplete()


class Door:
    """A gate with answers behind it."""

    def __init__(self, *answers: int | Exception | dict[str, Any], policy: Policy | None = None):
        self.answers = list(answers)
        self.asked: list[Request] = []
        self.asked_at: list[float] = []
        self.names = Names()
        policy = policy or Policy()
        self.handler: Any = GateHandler.__new__(GateHandler)
        self.handler._policy = policy
        self.handler._stats = StatsCollector(get_crawler())
        self.handler._hosts = Hosts(Settings({"NEWSCRAWL_MAX_PAUSE_SECONDS": MOST}))
        self.handler._resolver = GateResolver(self.names, policy)

    @property
    def stats(self) -> dict[str, Any]:
        return {
            name.partition("/")[2]: value for name, value in self.handler._stats.get_stats().items()
        }

    @property
    def host(self) -> Host:
        host: Host = self.handler._hosts[URL]
        return host

    def is_told(self, until: float, seconds: float) -> bool:
        """Return whether `until` is so many seconds after the fetch, however slow this machine."""
        return self.began_at + seconds <= until <= self.ended_at + seconds

    def is_paused(self, seconds: float) -> bool:
        return self.is_told(self.host.not_before, seconds)

    async def answer(self, request: Request) -> Response:
        self.asked.append(request)
        self.asked_at.append(time.monotonic())
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        said: dict[str, Any] = {"status": answer} if isinstance(answer, int) else answer
        return Response(request.url, **said)

    def fetch(self, request: Request | str = URL) -> Response:
        request = Request(request) if isinstance(request, str) else request
        self.began_at = time.monotonic()
        try:
            response: Response = asyncio.run(self.handler.download_request(request))
        finally:
            self.ended_at = time.monotonic()
        return response


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Door]:
    def made(*answers: int | Exception | dict[str, Any], policy: Policy | None = None) -> Door:
        opened = Door(*answers, policy=policy)

        def answer(_: object, request: Request) -> Awaitable[Response]:
            return opened.answer(request)

        monkeypatch.setattr(HTTP11DownloadHandler, "download_request", answer)
        return opened

    return made


@pytest.mark.parametrize(
    "url",
    [
        "ftp://blog.example/",
        "http://8.8.8.8:22/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
    ],
)
def test_what_may_not_be_reached_is_not_asked_for(door: Callable[..., Door], url: str) -> None:
    opened = door(200)
    with pytest.raises(Refused, match="is not fetched") as refused:
        opened.fetch(url)
    assert refused.value.url == url
    assert opened.asked == []
    assert opened.stats == {"refused": 1}


def test_an_answer_is_handed_on_and_tells_that_the_host_answers(door: Callable[..., Door]) -> None:
    opened = door(200)
    opened.host.refusals = opened.host.silences = 2
    assert opened.fetch().status == 200
    host = opened.host
    assert (host.answers, host.refusals, host.silences, host.good_url) == (1, 0, 0, URL)
    assert opened.stats == {}


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 404), ("GET", 304)])
def test_only_what_was_given_whole_shows_later_whether_the_host_still_answers(
    door: Callable[..., Door], method: str, status: int
) -> None:
    opened = door(status)
    opened.fetch(Request(URL, method=method))
    assert (opened.host.answers, opened.host.good_url) == (1, "")


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_pauses_its_host(door: Callable[..., Door], status: int) -> None:
    opened = door(status)
    request = Request(URL)
    assert opened.fetch(request).status == status
    assert opened.host.refusals == 1
    assert opened.is_paused(1)
    assert opened.stats == {"pauses": 1}
    assert "dont_retry" not in request.meta
    assert gate.NOT_BEFORE not in request.meta


@pytest.mark.parametrize(
    ("after", "seconds", "is_last"),
    [
        ("120", 120, False),
        (str(MOST), MOST, False),
        # Longer than the run waits: the page is left, and the host paused as after any refusal.
        (str(MOST + 1), 1, True),
        ("nonsense", 1, False),
    ],
)
def test_a_host_is_left_alone_for_as_long_as_it_asks(
    door: Callable[..., Door], after: str, seconds: float, is_last: bool
) -> None:
    opened = door({"status": 429, "headers": {"Retry-After": after}})
    request = Request(URL)
    opened.fetch(request)
    assert opened.is_paused(seconds)
    assert request.meta.get("dont_retry", False) is is_last


def test_a_back_off_is_no_longer_than_the_run_waits(door: Callable[..., Door]) -> None:
    opened = door(503)
    opened.handler._hosts.max_pause_seconds = 3
    opened.host.refusals = AWAY_AFTER - 2
    opened.fetch()
    assert opened.is_paused(3)
    assert "hosts_away" not in opened.stats


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({}, 1), ({"Retry-After": "60"}, 60), ({"Retry-After": "999"}, MOST)],
)
def test_a_page_that_refuses_while_others_are_answered_waits_alone(
    door: Callable[..., Door], headers: dict[str, str], seconds: float
) -> None:
    opened = door({"status": 429, "headers": headers})
    # It was refused once before, and the host answered another request since.
    opened.host.answers = 4
    request = Request(URL, meta={gate.ANSWERS: 3, gate.REFUSALS: 1})
    opened.fetch(request)
    assert opened.host.refusals == 0
    assert opened.host.not_before <= opened.ended_at
    assert opened.is_told(request.meta[gate.NOT_BEFORE], seconds)
    assert request.meta[gate.REFUSALS] == 2
    assert request.meta[gate.ANSWERS] == 3


def test_the_first_refusal_of_a_page_is_its_hosts(door: Callable[..., Door]) -> None:
    opened = door(429)
    opened.host.answers = 4
    request = Request(URL)
    opened.fetch(request)
    assert (request.meta[gate.ANSWERS], request.meta[gate.REFUSALS]) == (4, 1)
    assert opened.host.refusals == 1
    assert gate.NOT_BEFORE not in request.meta


def test_a_page_that_is_to_wait_is_not_asked_for_before(door: Callable[..., Door]) -> None:
    opened = door(200)
    until = time.monotonic() + 0.05
    opened.fetch(Request(URL, meta={gate.NOT_BEFORE: until}))
    assert opened.asked_at[0] >= until


def test_a_host_that_refuses_too_often_is_left_alone(
    door: Callable[..., Door], caplog: pytest.LogCaptureFixture
) -> None:
    opened = door(429)
    opened.host.refusals = AWAY_AFTER - 1
    opened.fetch()
    assert opened.host.away
    assert opened.stats["hosts_away"] == "blog.example"
    assert "blog.example refused 10 times in a row" in caplog.text
    with pytest.raises(HostAway):
        opened.fetch()
    assert len(opened.asked) == 1


GOOD = "https://blog.example/good"


def doubted(opened: Door, **known: int) -> Door:
    opened.host.answered(GOOD)
    for name, value in known.items():
        setattr(opened.host, name, value)
    return opened


@pytest.mark.parametrize("known", [{"refusals": 3}, {"silences": 10}])
def test_a_host_in_doubt_is_asked_first_for_what_it_answered_before(
    door: Callable[..., Door], known: dict[str, int]
) -> None:
    opened = doubted(door(200, 404), **known)
    proxied = Request(
        URL,
        method="POST",
        body=b"x",
        headers={"Proxy-Authorization": "Basic x", "Cookie": "a=b"},
        meta={"proxy": "http://8.8.8.8:80", "dont_retry": True},
    )
    assert opened.fetch(proxied).status == 404
    probe, asked = opened.asked
    assert (probe.url, probe.method, probe.body) == (GOOD, "GET", b"")
    assert probe.meta == {"proxy": "http://8.8.8.8:80"}
    assert dict(probe.headers) == {b"Proxy-Authorization": [b"Basic x"]}
    assert asked is proxied
    assert opened.host.refusals == opened.host.silences == 0
    assert opened.stats == {"probes": 1}


def test_a_host_that_refuses_what_it_gave_before_is_not_asked_for_more(
    door: Callable[..., Door],
) -> None:
    opened = doubted(door(429), refusals=AWAY_AFTER - 1)
    with pytest.raises(HostAway):
        opened.fetch()
    assert [request.url for request in opened.asked] == [GOOD]
    assert opened.host.refusals == AWAY_AFTER


@pytest.mark.parametrize("error", [DownloadTimeoutError(), ConnectionLost(), OSError()])
def test_a_host_that_stays_silent_is_asked_itself_until_it_is_left_alone(
    door: Callable[..., Door], error: Exception
) -> None:
    opened = doubted(door(error, 200), silences=AWAY_AFTER_SILENCES - 2)
    assert opened.fetch().status == 200
    assert [request.url for request in opened.asked] == [GOOD, URL]
    opened = doubted(door(error), silences=AWAY_AFTER_SILENCES - 1)
    with pytest.raises(HostAway):
        opened.fetch()
    assert [request.url for request in opened.asked] == [GOOD]
    assert opened.stats["hosts_away"] == "blog.example"


def test_a_crawl_delay_is_kept_after_such_a_question_too(door: Callable[..., Door]) -> None:
    opened = doubted(door(200, 200), refusals=3)
    opened.host.gap_seconds = 0.05
    opened.fetch()
    assert [request.url for request in opened.asked] == [GOOD, URL]
    assert opened.asked_at[1] - opened.asked_at[0] >= 0.05


@pytest.mark.parametrize(
    ("error", "silences"),
    [(DownloadFailedError(), 1), (ConnectionLost(), 1), (ValueError(), 0)],
)
def test_no_answer_is_counted_and_what_it_was_goes_on(
    door: Callable[..., Door], error: Exception, silences: int
) -> None:
    opened = door(error)
    with pytest.raises(type(error)):
        opened.fetch()
    assert opened.host.silences == silences


def test_a_silent_host_is_left_alone_once(
    door: Callable[..., Door], caplog: pytest.LogCaptureFixture
) -> None:
    opened = door(ConnectionLost())
    opened.host.silences = AWAY_AFTER_SILENCES - 1
    with pytest.raises(ConnectionLost):
        opened.fetch()
    assert opened.stats["hosts_away"] == "blog.example"
    # Others that were on their way come to nothing, too.
    opened.handler._note_silence(opened.host)
    assert caplog.text.count("gave no answer") == 1


def test_an_address_uses_up_its_whole_time_twice_and_no_more(door: Callable[..., Door]) -> None:
    request = Request(URL)
    opened = door(DownloadTimeoutError(), DownloadTimeoutError())
    last = []
    for _ in range(2):
        with pytest.raises(DownloadTimeoutError):
            opened.fetch(request)
        last.append(request.meta.get("dont_retry", False))
    assert last == [False, True]
    request = Request(URL)
    opened = door(DownloadFailedError(), DownloadFailedError())
    for _ in range(2):
        with pytest.raises(DownloadFailedError):
            opened.fetch(request)
    assert "dont_retry" not in request.meta


@pytest.mark.parametrize(
    ("meta", "name", "about"),
    [
        ({}, "blog.example", "its name leads to an address"),
        ({"proxy": "http://inner.example:3128"}, "inner.example", "the proxy's name leads"),
    ],
)
def test_a_name_that_leads_astray_is_told_as_such(
    door: Callable[..., Door], meta: dict[str, str], name: str, about: str
) -> None:
    opened = door(DownloadFailedError(), policy=Policy())
    opened.handler._resolver.refused.add(name)
    with pytest.raises(Refused, match=about):
        opened.fetch(Request(URL, meta=meta))


@pytest.mark.parametrize(("times", "is_read"), [(1, True), (3, True), (4, False)])
def test_an_answer_is_unpacked_three_times_at_most(
    door: Callable[..., Door], times: int, is_read: bool
) -> None:
    headers = {"Content-Encoding": ", ".join(["gzip"] * times)}
    opened = door({"status": 200, "headers": headers})
    if is_read:
        assert opened.fetch().status == 200
    else:
        with pytest.raises(DownloadCancelledError, match="packed 4 times"):
            opened.fetch()
        assert opened.host.answers == 0


PROXY = {"proxy": "http://8.8.8.8:80"}
EVERYTHING = Policy.from_settings(Settings({"NEWSCRAWL_ALLOW_NETWORKS": "0.0.0.0/0"}))


@pytest.mark.parametrize(
    ("url", "policy", "looked_up"),
    [
        ("https://blog.example/", Policy(), [("blog.example", 443)]),
        ("http://blog.example/", Policy(), [("blog.example", 80)]),
        ("https://blog.example:80/", Policy(), [("blog.example", 80)]),
        ("https://8.8.4.4/", Policy(), []),
        ("https://blog.example/", EVERYTHING, []),
    ],
)
def test_what_a_proxy_is_asked_for_is_looked_up_here_first(
    door: Callable[..., Door], url: str, policy: Policy, looked_up: list[tuple[str, int]]
) -> None:
    opened = door(200, policy=policy)
    assert opened.fetch(Request(url, meta=dict(PROXY))).status == 200
    assert opened.names.asked == looked_up
    # Without a proxy the name is looked up where it is dialled.
    opened = door(200, policy=policy)
    opened.fetch(url)
    assert opened.names.asked == []


def test_what_a_proxy_would_reach_within_the_network_is_not_asked_for(
    door: Callable[..., Door],
) -> None:
    opened = door(200)
    opened.names.address = "10.0.0.1"
    with pytest.raises(Refused, match="there is a proxy"):
        opened.fetch(Request(URL, meta=dict(PROXY)))
    assert opened.asked == []


def test_another_scheme_has_no_handler() -> None:
    with pytest.raises(NotConfigured):
        ForbiddenHandler()
