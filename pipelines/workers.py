"""Processes that read posts, prepare them to be stored, and know no network and no database.

A page is read in a worker so that a page that never ends, or eats all memory,
costs one worker and not the crawl. A worker that dies is replaced; its page is
tried once more, then given up with the reason.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import operator
import os
import pickle
import signal
import sys
import threading
import time
import types
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, cast
from weakref import WeakSet

from pipelines.items import Page, Post
from pipelines.readers.options import ReadOptions
from pipelines.readers.templates.profile import Template
from pipelines.worker import LEARN_FACTOR, serve

#: A worker that is only starved of CPU is not hung: wall time may be this many times the CPU limit.
WALL_FACTOR = 6

#: Pages read until one more worker is worth its start: a second of CPU and 150 MiB.
PAGES_A_WORKER = 16

#: Seconds between tries to start a worker: on a busy machine a killed process takes time to die.
START_PAUSES = (0.1, 0.4, 1.5, 3.0, 5.0)


#: What the readers import, some only on the page that asks for it.
PACKAGES = (
    "lxml",
    "trafilatura",
    "dateutil",
    "dateparser",
    "nh3",
    "yaml",
    "markdown_it",
    "py3langid",
    "cchardet",
    "charset_normalizer",
)


def check_packages() -> None:
    """Raise ModuleNotFoundError when a package is missing without which pages are read worse.

    Pages would be read all the same, one reader the fewer, or each end its process.
    """
    for package in PACKAGES:
        if find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)


class ReadFailed(Exception):
    """A page that could not be read; `reason` is one word, for counting."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class WorkerPool:
    """Reads pages in up to `size` processes: one at first, more when there are many pages."""

    def __init__(
        self,
        size: int = 0,
        *,
        options: ReadOptions | None = None,
        cpu_seconds: float = 10,
        memory_mib: int = 512,
        index: str = "",
    ) -> None:
        """Set up; `index` names the dialect of the database that the posts are stored in, if any.

        They come prepared for it then. Raises ModuleNotFoundError as `check_packages` does.
        """
        check_packages()
        self._index = index
        self.size = size or os.cpu_count() or 1
        self._options = options or ReadOptions()
        self._cpu_seconds = cpu_seconds
        self._memory_mib = memory_mib
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="newscrawl-worker")
        self._turns = asyncio.Semaphore(1)
        self._at_work = 1
        self._read_so_far = 0
        self._idle: list[_Worker] = []
        self._all: WeakSet[_Worker] = WeakSet()
        self._abandoned = False
        self._counting = threading.Lock()
        #: Templates, and the same as bytes.
        self._last_packed: tuple[tuple[Template, ...], bytes] = ((), pickle.dumps(()))
        #: Workers that were ended because of what they held.
        self.renewed = 0
        _pools.add(self)

    async def read(self, page: Page, templates: Sequence[Template] = ()) -> Post:
        """Return the post of `page`, by one of its site's `templates` if one fits.

        Raises ReadFailed.
        """
        try:
            post = await self._done("read", (page, self._packed(templates)))
        finally:
            self._grow()
        assert isinstance(post, Post)
        return post

    def _packed(self, templates: Sequence[Template]) -> bytes:
        """Return templates as bytes: most pages of a crawl come with those of the one before."""
        known, packed = self._last_packed
        if len(known) != len(templates) or any(map(operator.is_not, known, templates)):
            packed = pickle.dumps(tuple(templates), pickle.HIGHEST_PROTOCOL)
            self._last_packed = tuple(templates), packed
        return packed

    async def learn(self, pages: Sequence[Page]) -> tuple[Template, ...]:
        """Return the templates that pages of one site teach; raises ReadFailed."""
        learned = await self._done("learn", (tuple(pages),))
        assert isinstance(learned, tuple)
        return learned

    async def _done(self, verb: str, what: tuple[Any, ...]) -> object:
        loop = asyncio.get_running_loop()
        async with self._turns:
            return await loop.run_in_executor(self._threads, self._do, verb, what)

    def _grow(self) -> None:
        self._read_so_far += 1
        if self._at_work < self.size and self._read_so_far >= PAGES_A_WORKER * self._at_work:
            self._at_work += 1
            self._turns.release()

    def _do(self, verb: str, what: tuple[Any, ...]) -> object:
        last: ReadFailed | None = None
        for _ in range(2):
            if self._abandoned:
                raise ReadFailed("abandoned", "the crawl was told to end at once")
            worker = self._idle.pop() if self._idle else self._start()
            try:
                answer = worker.ask(verb, what)
            except _Died as death:
                worker.kill()
                last = ReadFailed(death.reason, str(death))
                continue
            except ReadFailed:
                self._give_back(worker)
                raise
            self._give_back(worker)
            return answer
        assert last is not None
        raise last

    def _give_back(self, worker: _Worker) -> None:
        """Keep a worker for the next page, unless it holds too much of the last ones."""
        if not worker.is_spent:
            self._idle.append(worker)
            return
        worker.stop()
        with self._counting:
            self.renewed += 1

    def _start(self) -> _Worker:
        for pause in START_PAUSES:
            try:
                worker = _Worker(self._options, self._cpu_seconds, self._memory_mib, self._index)
                break
            except (OSError, EOFError) as error:
                # A fork server that died is started anew once it is known to be dead.
                why = f"no reading process could be started: {error}"
                time.sleep(pause)
        else:
            raise ReadFailed("read_crash", why)
        self._all.add(worker)
        if self._abandoned:  # meanwhile
            worker.end()
        return worker

    def close(self) -> None:
        """End all workers; pages being read are given up."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._idle:
            worker.stop()
        self._idle.clear()
        _pools.discard(self)

    def abandon(self) -> None:
        """Kill all workers, whatever they are at; pages that are asked for later fail."""
        self._abandoned = True
        for worker in list(self._all):
            worker.end()


#: Those that were not closed.
_pools: set[WorkerPool] = set()


def abandon_all() -> None:
    """Kill the workers of all pools that were not closed.

    A process that ends waits for its children, and these wait for pages: they are deaf to
    signals, which go to the whole terminal.
    """
    for pool in list(_pools):
        pool.abandon()


class _Died(Exception):
    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class _Worker:
    """One process and the pipe to it."""

    def __init__(
        self, options: ReadOptions, cpu_seconds: float, memory_mib: int, index: str
    ) -> None:
        self._cpu_seconds = cpu_seconds
        #: The seconds it was waited for in vain; 0 while it was not.
        self._late = 0.0
        #: It has said that it holds too much.
        self.is_spent = False
        context = _context()
        self._pipe, theirs = context.Pipe()
        with _main_hidden():
            self._process: BaseProcess = context.Process(
                target=serve, args=(theirs, options, cpu_seconds, memory_mib, index), daemon=True
            )
            self._process.start()
        theirs.close()

    def ask(self, verb: str, what: tuple[Any, ...]) -> object:
        # A worker that hangs may do so before it took the whole page, or in the middle of its
        # answer; to wait for its first byte would not be enough.
        patience = self._cpu_seconds * WALL_FACTOR * (LEARN_FACTOR if verb == "learn" else 1)
        late = threading.Timer(patience, self._end_late, (patience,))
        late.start()
        try:
            self._pipe.send_bytes(pickle.dumps((verb, what), pickle.HIGHEST_PROTOCOL))
            kind, answer, self.is_spent = pickle.loads(self._pipe.recv_bytes())
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise self._death() from error
        finally:
            late.cancel()
        if kind == "answer":
            return cast("object", answer)
        if kind == "memory":
            raise _Died("read_memory", "reading needs more memory than a page may take")
        raise ReadFailed("read_error", str(answer))

    def _end_late(self, patience: float) -> None:
        self._late = patience
        self.end()

    def end(self) -> None:
        self._process.kill()

    def _death(self) -> _Died:
        if self._late:
            return _Died("read_timeout", f"no answer in {self._late:g} s")
        self._process.join(5)
        code = self._process.exitcode
        if code == -signal.SIGPROF:
            return _Died(
                "read_timeout", f"reading took more than {self._cpu_seconds:g} CPU seconds"
            )
        return _Died("read_crash", f"the reading process ended with {code}")

    def kill(self) -> None:
        self._process.kill()
        self._process.join(5)
        self._pipe.close()

    def stop(self) -> None:
        self._pipe.close()
        self._process.join(2)
        if self._process.is_alive():
            self.kill()


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Preloaded once, shared by all workers: an idle worker then has 3 MiB of its own, not 40.
    readers = [
        "pipelines.readers.post",
        "pipelines.archive.prepared",
        "pipelines.readers.templates.learn",
        "trafilatura",
    ]
    context.set_forkserver_preload(["pipelines.worker", *readers])
    return context


_starting = threading.Lock()


@contextlib.contextmanager
def _main_hidden() -> Iterator[None]:
    # A starting worker imports the caller's __main__, and with it Scrapy; it must not.
    # One at a time, or the second would take the stand-in of the first for the real one.
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
