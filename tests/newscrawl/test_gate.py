"""The gate: names that are resolved, and what hosts ask for."""

from __future__ import annotations

import asyncio
import os
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Response
from twisted.internet.address import IPv4Address

from newscrawl import exits
from newscrawl.connections import stays_open
from newscrawl.gate import retry_after_seconds
from newscrawl.policy import Policy
from newscrawl.resolver import GateResolver
from newscrawl.spiders.answers import server_date
from tests.newscrawl.test_running import crawl_line
from tests.servers import warm
from tests.servers.blog import LiveBlog


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120.0),
        (b" 0 ", 0.0),
        (b"-1", None),
        (b"soon", None),
        (b"", None),
        (b"99999999999999", None),
        (None, None),
        (formatdate(1_000_060, usegmt=True).encode(), 60.0),
        (formatdate(999_000, usegmt=True).encode(), 0.0),
        # RFC 9110 knows two older forms; both mean UTC, wherever the crawler lives.
        (b"Mon Jan 12 13:47:40 1970", 60.0),
        (b"Monday, 12-Jan-70 13:47:40 GMT", 60.0),
        # No such time in UTC.
        (b"Fri, 31 Dec 9999 23:59:59 -0100", None),
    ],
)
def test_retry_after_is_read_in_both_forms(
    value: bytes | None, seconds: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        assert retry_after_seconds(value, now=1_000_000) == seconds
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_server_whose_date_no_calendar_has_is_no_trouble() -> None:
    answer = Response("http://blog.example/", headers={"Date": "Fri, 31 Dec 9999 23:59:59 -0100"})
    assert server_date(answer) is None


@pytest.mark.parametrize(
    ("version", "connection", "stays"),
    [
        ((1, 1), [], True),
        ((1, 1), [b"keep-alive"], True),
        ((1, 1), [b"Close"], False),
        ((1, 1), [b"Upgrade", b"foo, close"], False),
        ((1, 0), [], False),
        ((1, 0), [b"Keep-Alive"], True),
        ((1, 0), [b"keep-alive, close"], False),
    ],
)
def test_a_connection_is_used_again_when_its_server_waits_for_that(
    version: tuple[int, int], connection: list[bytes], stays: bool
) -> None:
    assert stays_open(version, connection) is stays


class ChangingResolver:
    """A name server whose every answer is the next of its list, as one that rebinds gives them."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def resolveHostName(  # noqa: N802 the interface is Twisted's
        self, receiver: Any, name: str, port: int, *_: Any
    ) -> None:
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", self.answers.pop(0), port))
        receiver.resolutionComplete()


class Dialled:
    """What would be dialled: the addresses that come through."""

    def __init__(self) -> None:
        self.hosts: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        pass


def test_a_name_whose_answer_changes_is_judged_at_every_dialling() -> None:
    gate: Any = GateResolver(ChangingResolver("8.8.8.8", "127.0.0.1", "8.8.4.4"), Policy())
    dialled = Dialled()
    refused = []
    for _ in range(3):
        gate.resolveHostName(dialled, "rebind.example", 80)
        refused.append("rebind.example" in gate.refused)
    assert dialled.hosts == ["8.8.8.8", "8.8.4.4"]
    assert refused == [False, True, False]


def test_what_a_proxy_would_look_up_is_looked_up_here_first() -> None:
    gate: Any = GateResolver(ChangingResolver("10.0.0.1", "8.8.8.8"), Policy())
    seen = [asyncio.run(gate.finds("inner.example", 80)) for _ in range(2)]
    assert seen == [False, True]


def test_a_proxy_is_asked_for_nothing_that_the_gate_would_refuse(
    blog: LiveBlog, tmp_path: Path
) -> None:
    line = crawl_line("http://nothing.invalid", tmp_path / "a.db", "-s", "RETRY_TIMES=0")[1:]
    proxy = {**os.environ, "http_proxy": blog.origin, "no_proxy": ""}
    done = warm.run(line, env=proxy)
    assert done.returncode == exits.NOTHING, done.stderr
    assert "refused by the gate" in done.stderr
    assert blog.log == []
    # Unless the owner leaves it to the proxy.
    warm.run([*line, "-s", "NEWSCRAWL_ALLOW_NETWORKS=0.0.0.0/0"], env=proxy)
    assert blog.asked("/robots.txt")
    # A proxy is dialled by the same rule.
    done = warm.run([*line, "-s", "NEWSCRAWL_ALLOW_NETWORKS="], env=proxy)
    assert "refused by the gate" in done.stderr
