"""One host: whose turn it is, and what its answers and refusals mean for the next."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.host import (
    AWAY_AFTER,
    AWAY_AFTER_SILENCES,
    PROBE_AFTER,
    PROBE_AFTER_SILENCES,
    Host,
    HostAway,
    RunEnds,
    Turns,
    back_off_seconds,
    host_key,
)
from pipelines.archive import Archive, open_archive
from pipelines.archive.hosts import keep_gap, take_gap
from tests.newscrawl.crowding import most_inside


def a_host(at_once: int = 3) -> Host:
    return Host("blog.example", Turns(at_once))


def test_a_host_that_refuses_is_asked_one_thing_at_a_time_until_it_answers() -> None:
    async def most_at_once(refusals: int) -> int:
        host = a_host()
        host.refusals = refusals
        return await most_inside(host, 10)

    assert asyncio.run(most_at_once(1)) == 1
    assert asyncio.run(most_at_once(0)) == 3


@pytest.mark.parametrize(
    "url",
    [
        "http://blog.example:80/a",
        "https://blog.example:443/",
        "http://user:word@BLOG.example/b",
        "https://blog.example./",
    ],
)
def test_a_host_is_one_however_it_is_spelled(url: str) -> None:
    assert host_key(url) == host_key("http://blog.example/") == "blog.example"


def test_another_port_is_another_host() -> None:
    assert host_key("http://blog.example:8080/") != host_key("http://blog.example/")


def test_a_host_of_numbers_and_colons_keeps_its_brackets() -> None:
    assert host_key("http://[2001:DB8::1]:8080/a") == "[2001:db8::1]:8080"
    assert host_key("http://[2001:db8::1]:80/a") == "[2001:db8::1]"


def test_refusals_of_requests_that_were_under_way_together_count_once() -> None:
    host = a_host()
    asked_at = time.monotonic()
    assert [host.refused(asked_at) for _ in range(8)] == [1.0] * 8
    assert [host.refused(time.monotonic()) for _ in range(3)] == [2.0, 4.0, 8.0]
    host.answered()
    assert host.refused(time.monotonic()) == 1.0


def test_an_answer_asked_for_before_a_refusal_tells_nothing_of_after() -> None:
    host = a_host()
    asked_at = time.monotonic()
    assert host.refused(asked_at) == 1.0
    host.answered("https://blog.example/post", asked_at)
    assert (host.answers, host.good_url) == (0, "https://blog.example/post")
    assert host.refused(time.monotonic()) == 2.0
    host.answered(asked_at=time.monotonic())
    assert (host.answers, host.refusals) == (1, 0)


def test_answers_are_counted_and_one_may_be_asked_for_again() -> None:
    host = a_host()
    host.answered("https://blog.example/post")
    host.answered()
    assert (host.answers, host.good_url) == (2, "https://blog.example/post")


def test_a_host_that_refuses_everything_is_left_alone() -> None:
    async def ask() -> None:
        host = a_host()
        waits = [host.refused(time.monotonic()) for _ in range(AWAY_AFTER)]
        # At most ten requests in the first minute.
        assert sum(waits[:6]) > 60
        host.pause(3600)
        with pytest.raises(HostAway):
            async with host.turn():
                pass

    asyncio.run(ask())


def test_who_waits_for_a_long_pause_is_let_go_when_the_run_ends() -> None:
    async def ask() -> None:
        host = a_host()
        host.pause(3600)
        host.ending = lambda: True
        with pytest.raises(RunEnds):
            async with host.turn():
                pass
        assert host.turns.idle

    asyncio.run(ask())


def test_a_page_that_answered_is_asked_when_others_are_refused_or_silent_in_a_row() -> None:
    host = a_host()
    for _ in range(PROBE_AFTER):
        host.refused(time.monotonic())
    assert not host.doubtful  # no page is known that answers
    for count, happens in (
        (PROBE_AFTER, lambda: host.refused(time.monotonic())),
        (PROBE_AFTER_SILENCES, host.silent),
    ):
        host.answered("https://blog.example/post")
        doubts = []
        for _ in range(count):
            happens()
            doubts.append(host.doubtful)
        assert doubts == [False] * (count - 1) + [True]


def test_backing_off_has_an_end() -> None:
    assert [back_off_seconds(count) for count in (0, 1, 2, 11, 12, 5000)] == [
        1,
        1,
        2,
        1024,
        1024,
        1024,
    ]


def test_who_is_let_in_and_cancelled_at_once_takes_nobodys_turn() -> None:
    async def one() -> int:
        turns = Turns(1)
        await turns.__aenter__()
        next_one = asyncio.ensure_future(turns.__aenter__())
        waits = asyncio.ensure_future(turns.__aenter__())
        await asyncio.sleep(0)
        waits.cancel()
        await asyncio.sleep(0)
        still_inside = turns.inside
        await turns.__aexit__()
        next_one.cancel()
        await asyncio.gather(next_one, waits, return_exceptions=True)
        assert turns.idle
        return still_inside

    assert asyncio.run(one()) == 1


def test_turns_follow_a_number_that_changes() -> None:
    async def counts() -> list[int]:
        turns = a_host(4).turns
        go_on = asyncio.Event()

        async def one() -> None:
            async with turns:
                await go_on.wait()

        tasks = [asyncio.ensure_future(one()) for _ in range(6)]
        seen = []
        for number in (None, 2, 5):
            if number is not None:
                turns.set_at_once(number)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            seen.append(turns.inside)
        tasks[0].cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        seen.append(turns.inside)
        go_on.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert turns.idle
        return seen

    # Nobody who is inside is sent away; the sixth comes in for the one that was cancelled.
    assert asyncio.run(counts()) == [4, 4, 5, 5]


def test_a_host_that_bears_one_request_at_a_time_gets_no_more() -> None:
    """As one that says 429 to all but one of those that come together, and never for how long."""

    async def crawl(pages: int) -> tuple[int, int]:
        host = a_host(8)
        inside = refused = most_tries = 0

        async def read() -> None:
            nonlocal inside, refused, most_tries
            tries, is_read = 0, False
            while not is_read:
                async with host.turn():
                    asked_at = time.monotonic()
                    inside += 1
                    is_read = inside == 1
                    await asyncio.sleep(0.001)
                    inside -= 1
                    if is_read:
                        host.answered("", asked_at)
                    else:
                        host.crowded(asked_at)
                        refused += 1
                        tries += 1
                        most_tries = max(most_tries, tries)

        await asyncio.gather(*(read() for _ in range(pages)))
        return refused, most_tries

    refused, most_tries = asyncio.run(crawl(60))
    # Seven, three, one; then one more is tried after each twenty answers.
    assert refused <= 20
    assert most_tries <= 4


def test_a_refusal_of_what_was_asked_alone_makes_nobody_wait() -> None:
    host = a_host(3)

    async def alone() -> None:
        async with host.turn():
            host.crowded(time.monotonic())

    asyncio.run(alone())
    assert asyncio.run(most_inside(host, 10)) == 3


@pytest.mark.parametrize("runs", [1, 3])
def test_a_crawl_delay_is_kept_by_all_runs_together(runs: int) -> None:
    async def seconds() -> float:
        host = a_host()
        host.gap_seconds, host.runs = 0.05, runs
        before = time.monotonic()
        for _ in range(3):
            async with host.turn():
                pass
        return time.monotonic() - before

    assert asyncio.run(seconds()) >= 2 * 0.05 * runs


def test_a_gap_is_kept_by_two_runs_that_agree_on_who_is_next(tmp_path: Path) -> None:
    gap, asked = 0.2, []

    async def ask(archive: Archive) -> None:
        class Both:
            async def take(self, host: Host) -> float:
                return await asyncio.to_thread(take_gap, archive, host.name, gap, 30)

            async def answered(self, host: Host) -> None:
                await asyncio.to_thread(keep_gap, archive, host.name, gap)

        run = a_host()
        run.gap_seconds = gap
        for _ in range(3):
            async with run.turn(Both()):
                # Seen by the host some time after it was sent, and the second one sooner.
                await asyncio.sleep(0.1 if len(asked) % 2 else 0)
                asked.append(time.monotonic())

    async def both(archive: Archive) -> None:
        await asyncio.gather(ask(archive), ask(archive))

    with open_archive(f"sqlite:///{tmp_path}/a.db") as archive:
        asyncio.run(both(archive))
    assert min(later - at for at, later in pairwise(asked)) >= gap
    assert len(asked) == 6


def test_a_host_that_is_silent_is_left_alone_unless_it_answers_in_between() -> None:
    host = a_host()
    for number in range(3 * AWAY_AFTER_SILENCES):
        host.silent()
        if number % 20 == 0:
            host.answered("https://blog.example/post")
    assert not host.away
    for _ in range(AWAY_AFTER_SILENCES):
        host.silent()
    assert host.doubtful
    assert host.away
