"""Worker processes: killed, hung or starved of memory, they cost one page and never the crawl."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Container
from datetime import UTC, datetime

import psutil
import pytest

from pipelines.archive.prepared import prepared_of
from pipelines.items import Fetch, Page
from pipelines.workers import ReadFailed, WorkerPool

PARAGRAPH = "<p>동네 책방이 다시 문을 열었습니다. 손님들은 오랜만에 모여 이야기를 나누었습니다.</p>"
STORY = (
    PARAGRAPH
    + "<p>주인은 새 책장 세 개를 직접 짰습니다. 아이들이 앉을 자리도 마련했다고 합니다.</p>"
    + "<p>다음 달에는 작가와의 만남이 열립니다. 누구나 와서 책 이야기를 들을 수 있습니다.</p>"
)


def page(body: str, path: str = "post") -> Page:
    url = f"https://blog.example/{path}"
    return Page(
        fetch=Fetch(
            url=url,
            final_url=url,
            content_type="text/html; charset=utf-8",
            fetched_at=datetime(2024, 7, 22, tzinfo=UTC),
        ),
        body=f"<html><body><article><h1>책방 소식</h1>{body}</article></body></html>".encode(),
        site="https://blog.example/",
    )


def children() -> list[psutil.Process]:
    """Return the worker processes: forked by the fork server, which is one of our children.

    Others may be servers of databases, which have processes of their own.
    """
    return [
        worker
        for child in psutil.Process().children()
        if "multiprocessing.forkserver" in " ".join(child.cmdline())
        for worker in child.children(recursive=True)
    ]


def test_a_page_is_read_in_another_process_that_knows_no_scrapy() -> None:
    async def run() -> None:
        pool = WorkerPool(1, index="sqlite")
        try:
            post = await pool.read(page(STORY))
            assert "책방" in post.title
            # It came with what storing it needs, and still belongs to it.
            assert post.prepared is not None
            assert prepared_of(post) is post.prepared
            assert "동네 책방" in post.body_text
            (worker,) = children()
            loaded = {os.path.basename(os.path.dirname(m.path)) for m in worker.memory_maps()}
            assert "lxml" in loaded
            # Scrapy brings Twisted, whose TLS needs this library; readers need none.
            assert not any("_openssl" in m.path or "_rust" in m.path for m in worker.memory_maps())
        finally:
            pool.close()
        assert children() == []

    asyncio.run(run())


def test_pages_come_back_right_from_several_workers() -> None:
    async def run() -> None:
        pool = WorkerPool(2)
        try:
            pages = [page(f"<p>번호 {n}번 글입니다.</p>" + STORY, f"p{n}") for n in range(12)]
            posts = await asyncio.gather(*(pool.read(one) for one in pages))
            assert [post.url for post in posts] == [one.fetch.url for one in pages]
            assert all(f"번호 {n}번" in post.body_text for n, post in enumerate(posts))
        finally:
            pool.close()

    asyncio.run(run())


def test_a_killed_worker_is_replaced_and_its_page_read_all_the_same() -> None:
    async def run() -> None:
        pool = WorkerPool(1)
        try:
            await pool.read(page(STORY))
            for _ in range(3):
                (worker,) = children()
                os.kill(worker.pid, signal.SIGKILL)
                post = await pool.read(page(STORY))
                assert "동네 책방" in post.body_text
        finally:
            pool.close()

    asyncio.run(run())


def test_a_page_that_takes_too_long_fails_with_that_reason_and_the_next_is_read() -> None:
    async def run() -> None:
        pool = WorkerPool(1, cpu_seconds=0.02)
        try:
            with pytest.raises(ReadFailed) as failure:
                await pool.read(
                    page("".join(f"<p>{n}번째 소식을 전합니다.</p>" for n in range(20_000)))
                )
            assert failure.value.reason == "read_timeout"
        finally:
            pool.close()
        patient = WorkerPool(1)
        try:
            assert (await patient.read(page(STORY))).title
        finally:
            patient.close()

    asyncio.run(run())


def test_a_page_that_takes_too_much_memory_fails_with_that_reason() -> None:
    async def run() -> None:
        pool = WorkerPool(1, memory_mib=-200)
        try:
            with pytest.raises(ReadFailed) as failure:
                await pool.read(page("<div>" + "<p>글 <b>굵게</b></p>" * 300_000 + "</div>"))
            assert failure.value.reason in ("read_memory", "read_crash")
        finally:
            pool.close()

    asyncio.run(run())


def test_a_worker_that_holds_much_after_a_page_is_renewed_and_no_page_is_lost() -> None:
    async def run() -> None:
        # The table of languages alone is more than half of this.
        pool = WorkerPool(1, memory_mib=40)
        english = "<p>The bookshop on the corner opened its doors again last week.</p>" * 9
        try:
            posts = [await pool.read(page(english, f"p{n}")) for n in range(3)]
            assert [post.language for post in posts] == ["en"] * 3
            assert pool.renewed == 3
            assert children() == []
        finally:
            pool.close()
        roomy = WorkerPool(1)
        try:
            for n in range(3):
                await roomy.read(page(english, f"p{n}"))
            assert roomy.renewed == 0
        finally:
            roomy.close()

    asyncio.run(run())


def long_page(seconds_of_reading: int = 3) -> Page:
    return page(
        "".join(f"<p>{n}번째 소식을 전합니다.</p>" for n in range(7_000 * seconds_of_reading))
    )


async def busy(but: Container[int]) -> psutil.Process:
    """Return the one worker, none of `but`, once it reads."""
    while True:
        for worker in children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if worker.pid not in but and worker.cpu_times().user > 0.05:
                    return worker
        await asyncio.sleep(0.02)


def test_a_page_whose_worker_is_killed_twice_costs_one_retry_and_no_other_page() -> None:
    async def run() -> None:
        pool = WorkerPool(1)
        try:
            reading = asyncio.ensure_future(pool.read(long_page()))
            waiting = [asyncio.ensure_future(pool.read(page(STORY, f"p{n}"))) for n in range(3)]
            killed: set[int] = set()
            for _ in range(2):
                worker = await busy(killed)
                killed.add(worker.pid)
                worker.kill()
            with pytest.raises(ReadFailed) as failure:
                await reading
            assert failure.value.reason == "read_crash"
            assert all("책방" in post.title for post in await asyncio.gather(*waiting))
        finally:
            pool.close()

    asyncio.run(run())


def test_a_worker_that_hangs_is_ended_and_its_page_read_by_another() -> None:
    """Also one that hangs before it took the page, which is more than a pipe holds."""

    async def run() -> None:
        pools = [WorkerPool(1, cpu_seconds=1) for _ in range(2)]
        try:
            await asyncio.gather(*(pool.read(page(STORY)) for pool in pools))
            hung = children()
            assert len(hung) == 2
            for worker in hung:
                worker.suspend()
            pages = [page(STORY), page(STORY + "<!--" + "x" * 2_000_000 + "-->")]
            posts = await asyncio.gather(*map(WorkerPool.read, pools, pages))
            assert all("동네 책방" in post.body_text for post in posts)
            assert not {worker.pid for worker in hung} & {child.pid for child in children()}
        finally:
            for pool in pools:
                pool.close()

    asyncio.run(run())


def test_a_fork_server_that_is_killed_is_started_anew() -> None:
    async def run() -> None:
        pool = WorkerPool(1)
        try:
            await pool.read(page(STORY))
            (worker,) = children()
            server = worker.parent()
            assert server is not None
            worker.kill()
            server.kill()
            assert "동네 책방" in (await pool.read(page(STORY))).body_text
        finally:
            pool.close()

    asyncio.run(run())


@pytest.mark.soak
def test_fifty_workers_that_are_killed_in_the_middle_of_a_page_cost_no_page() -> None:
    async def run() -> None:
        pool = WorkerPool(2)
        try:
            pages = [
                page(f"<p>번호 {n}번 글입니다.</p>" + STORY * 40, f"p{n}") for n in range(2000)
            ]
            tasks = [asyncio.ensure_future(pool.read(one)) for one in pages]
            for number in range(50):
                # Pages are read between two kills, however slow the machine is: a page whose
                # reader is killed twice is given up, and rightly so.
                while sum(task.done() for task in tasks) < 20 * number:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
                assert not all(task.done() for task in tasks)
                for worker in children()[:1]:
                    worker.kill()
            answers = await asyncio.gather(*tasks, return_exceptions=True)
            failed = [one for one in answers if isinstance(one, BaseException)]
            # The same page twice in a row, by chance.
            assert all(isinstance(one, ReadFailed) for one in failed)
            assert len(failed) <= 2
        finally:
            pool.close()

    asyncio.run(run())
