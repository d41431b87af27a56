"""C2, C6 to C9: a crawl that is stopped, starved of room, told a wrong time or started twice."""

from __future__ import annotations

import os
import re
import resource
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.models import Run, table_of
from tests.servers import warm
from tests.servers.crawls import (
    a_blog,
    assert_whole,
    crawl,
    crawling,
    crawling_from_nothing,
    fetched_posts,
    holdings,
    starved_crawl,
    wait_until,
)

#: Crawls whose N-th database call fails, and crawls whose clock is moved.
FAILING = ("-m", "tests.catalogue.failing_crawl")
MOVED = ("-m", "tests.catalogue.moved_clock")


def _file(folder: Path) -> str:
    return f"sqlite:///{folder / 'archive.db'}"


@pytest.mark.parametrize(
    "signals",
    [
        (signal.SIGTERM, signal.SIGTERM),
        pytest.param((signal.SIGINT, signal.SIGINT), marks=pytest.mark.soak),
    ],
)
def test_a_second_signal_ends_a_crawl_at_once_and_it_goes_on_later(
    tmp_path: Path, signals: tuple[signal.Signals, signal.Signals]
) -> None:
    with a_blog(30) as blog:
        # Longer than a person waits for what is under way.
        blog.slow_seconds = {post.path: 15.0 for post in blog.posts[10:]}
        with crawling_from_nothing(blog, _file(tmp_path), tmp_path) as process:
            wait_until(lambda: len(fetched_posts(blog)) > 3)
            process.send_signal(signals[0])
            time.sleep(0.5)
            process.send_signal(signals[1])
            _, said = process.communicate(timeout=warm.PATIENCE_SECONDS)
        assert process.returncode == exits.INTERRUPTED, said
        blog.slow_seconds.clear()
        code, said = crawl(blog, _file(tmp_path), tmp_path)
        assert code == exits.DONE, said
        assert_whole(blog, _file(tmp_path))


def _no_file_above(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_ends_a_crawl_with_a_reason_and_it_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    open_archive(_file(tmp_path)).close()
    with a_blog(60) as blog:
        code, said = starved_crawl(
            blog,
            _file(tmp_path),
            tmp_path,
            "NEWSCRAWL_KEEP_PAGES=0",
            preexec_fn=lambda: _no_file_above(1_500_000),
        )
        assert code == exits.DATABASE, said
        assert "has room" in said
        # Once, however many pages were on their way.
        assert said.count("pipelines.store: the archive cannot be written") == 1, said
        assert "Traceback" not in said
        assert 0 < len(holdings(_file(tmp_path))) < 60
        code, said = crawl(blog, _file(tmp_path), tmp_path)
        assert code == exits.DONE, said
        assert_whole(blog, _file(tmp_path))


def test_a_full_disk_for_kept_pages_and_log_costs_no_post(tmp_path: Path) -> None:
    with a_blog() as blog, open("/dev/full", "w") as full:
        for post in blog.posts:
            page = blog.page(post.path)
            assert page is not None
            # Not in the feed, which is kept in the archive.
            noise = f"<!-- {os.urandom(900_000).hex()} --></body>".encode()
            blog.extra[post.path] = page.content_type, page.body.replace(b"</body>", noise)
        open_archive(_file(tmp_path)).close()
        code, _ = starved_crawl(
            blog,
            _file(tmp_path),
            tmp_path,
            "LOG_FILE=/dev/full",
            preexec_fn=lambda: _no_file_above(5_000_000),
            stderr=full,
            # A worker has no room either, and a reader of it wants some.
            env={**os.environ, "NEWSCRAWL_READERS_RAISE": ""},
        )
        assert code == exits.DONE
        assert_whole(blog, _file(tmp_path))


def _undisturbed(blog, folder: Path) -> tuple[list[dict[str, object]], int]:
    (folder / "0").mkdir()
    code, said = crawl(blog, _file(folder / "0"), folder / "0", program=(*FAILING, "0"))
    assert code == exits.DONE, said
    calls = re.search(r"(\d+) database calls", said)
    assert calls is not None, said
    return holdings(_file(folder / "0")), int(calls[1])


def _fail_call(blog, folder: Path, which: int | str, wanted: list[dict[str, object]]) -> None:
    folder /= f"fails-{which}"
    folder.mkdir()
    database = _file(folder)
    code, said = crawl(blog, database, folder, program=(*FAILING, str(which)))
    assert "Traceback" not in said, said
    assert isinstance(which, int) or "1 failed" in said
    if code == exits.DONE:
        # A sign of life, or the last word on the run: nothing that a post hangs on.
        assert holdings(database) == wanted
    else:
        assert code == exits.DATABASE, said
    code, said = crawl(blog, database, folder)
    assert code == exits.DONE, said
    assert holdings(database) == wanted


def test_a_database_call_that_fails_is_made_good_by_the_next_crawl(
    tmp_path: Path,
) -> None:
    with a_blog() as blog:
        wanted, calls = _undisturbed(blog, tmp_path)
        _fail_call(blog, tmp_path, calls * 2 // 3, wanted)
        # Whether an earlier run was broken off: asked at the start, when nobody waits for the
        # answer yet. What is raised there ends nothing and is told with a trace.
        _fail_call(blog, tmp_path, "run.exit_code FROM run", wanted)


@pytest.mark.soak
def test_a_database_call_that_fails_anywhere_is_made_good_by_the_next_crawl(
    tmp_path: Path,
) -> None:
    """Every N; NEWSCRAWL_SOAK_STEP=10 takes one in ten."""
    with a_blog(20) as blog:
        wanted, calls = _undisturbed(blog, tmp_path)
        for number in range(1, calls, int(os.environ.get("NEWSCRAWL_SOAK_STEP", "1"))):
            _fail_call(blog, tmp_path, number, wanted)


@pytest.mark.parametrize(
    "jumps",
    [
        # Seconds of the crawl: how far its clock is off from then on.
        "1:-3600 2:86400 3:-86400",
        pytest.param("0:86400 1:0", marks=pytest.mark.soak),
        pytest.param("0:frozen", marks=pytest.mark.soak),
        pytest.param("1:frozen 3:-7200", marks=pytest.mark.soak),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Seoul"])
def test_a_clock_that_jumps_costs_neither_time_nor_posts(
    tmp_path: Path, jumps: str, zone: str
) -> None:
    with a_blog(24, delay_seconds=0.1) as blog:
        began = time.monotonic()
        environment = {**os.environ, "MOVED_CLOCK": jumps, "TZ": zone}
        code, said = crawl(
            blog,
            _file(tmp_path),
            tmp_path,
            "DOWNLOAD_DELAY=0.1",
            program=MOVED,
            env=environment,
        )
        assert code == exits.DONE, said
        # No pause became an hour; and what is asked for is asked for once.
        assert time.monotonic() - began < 600
        assert max(fetched_posts(blog).values()) == 1
        assert_whole(blog, _file(tmp_path))
        # By the right time again: nothing is new, nothing is stuck.
        code, said = crawl(blog, _file(tmp_path), tmp_path)
        assert code == exits.DONE, said
        assert "0 new, 0 changed" in said


@pytest.mark.soak
@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        # A minute before the clocks of Berlin go back, and before they go forward; Seoul's never do.
        ("Europe/Berlin", "2026-10-25T00:59:59+00:00"),
        ("Europe/Berlin", "2026-03-29T00:59:59+00:00"),
        ("Asia/Seoul", "2026-10-25T00:59:59+00:00"),
    ],
)
def test_times_are_stored_in_utc_also_in_the_hour_that_comes_twice(
    tmp_path: Path, zone: str, moment: str
) -> None:
    told = datetime.fromisoformat(moment)
    off = (told - datetime.now(UTC)).total_seconds()
    with a_blog() as blog:
        environment = {**os.environ, "MOVED_CLOCK": f"0:{off}", "TZ": zone}
        code, said = crawl(blog, _file(tmp_path), tmp_path, program=MOVED, env=environment)
        assert code == exits.DONE, said
        assert_whole(blog, _file(tmp_path))
    with open_archive(_file(tmp_path)) as archive, archive.reading() as connection:
        run = connection.execute(select(table_of(Run))).one()
    assert told <= run.started_at <= run.ended_at <= told + timedelta(minutes=2)


@pytest.mark.parametrize(
    "database",
    [
        "sqlite",
        pytest.param("postgresql", marks=[pytest.mark.server, pytest.mark.soak]),
        pytest.param("mariadb", marks=[pytest.mark.server, pytest.mark.soak]),
    ],
    indirect=True,
)
def test_of_two_crawls_of_one_blog_at_once_one_steps_back(database: str, tmp_path: Path) -> None:
    with (
        a_blog(20) as blog,
        crawling(blog, database, tmp_path) as one,
        crawling(blog, database, tmp_path) as other,
    ):
        blog.gate.clear()  # neither is done before the other comes
        wait_until(lambda: any(process.poll() is not None for process in (one, other)))
        blog.gate.set()
        said = [process.communicate(warm.PATIENCE_SECONDS)[1] for process in (one, other)]
        codes = sorted([one.returncode, other.returncode])
        assert codes == [exits.DONE, exits.LOCKED], said
        away = next(n for n, process in enumerate((one, other)) if process.returncode)
        holder = (other, one)[away].pid
        assert said[away].count(str(holder)) == 1, said[away]
        assert max(fetched_posts(blog).values()) == 1
        assert_whole(blog, database)
