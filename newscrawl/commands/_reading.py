"""What verbs that read pages need: worker processes, and the folder of kept pages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.commands._output import note

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from pipelines.items import Page, Post
    from pipelines.workers import ReadFailed

    ReadAll = Callable[[Sequence[Page]], list[Post | ReadFailed]]


def pages_folder(settings: Settings, database_url: str) -> Path:
    """Return the folder of kept pages that belongs to a database."""
    from pipelines.keep import default_folder

    named = settings.get("NEWSCRAWL_KEEP_FOLDER")
    return Path(named) if named else default_folder(database_url)


def pictures_folder(settings: Settings, database_url: str) -> Path:
    """Return the folder of kept images that belongs to a database."""
    from pipelines.keep import default_folder

    named = settings.get("NEWSCRAWL_IMAGE_FOLDER")
    return Path(named) if named else default_folder(database_url, of="images")


@contextmanager
def readers(settings: Settings, *, index: str = "") -> Iterator[ReadAll]:
    """Give a function that reads pages in worker processes, as a crawl does, in their order.

    `index`: the dialect of the database that the posts are stored in, when they all are.
    """
    from pipelines.readers.options import ReadOptions
    from pipelines.workers import ReadFailed, WorkerPool

    pool = WorkerPool(
        settings.getint("NEWSCRAWL_WORKERS"),
        options=ReadOptions(
            max_depth=settings.getint("NEWSCRAWL_READ_DEPTH"),
            default_zone=settings.get("NEWSCRAWL_DEFAULT_ZONE") or "",
        ),
        cpu_seconds=settings.getfloat("NEWSCRAWL_READ_SECONDS"),
        memory_mib=settings.getint("NEWSCRAWL_READ_MEMORY_MIB"),
        index=index,
    )

    async def read(page: Page) -> Post | ReadFailed:
        try:
            return await pool.read(page)
        except ReadFailed as failure:
            return failure

    async def read_all(pages: Sequence[Page]) -> list[Post | ReadFailed]:
        waiting: list[Awaitable[Post | ReadFailed]] = [read(page) for page in pages]
        return list(await asyncio.gather(*waiting))

    try:
        with asyncio.Runner() as runner:
            yield lambda pages: runner.run(read_all(pages))
    finally:
        pool.close()


class Signs:
    """Signs of life on standard error, one every so many seconds; 0: none."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = time.monotonic()

    def tell(self, sentence: str) -> None:
        """Say `sentence` when it is time."""
        now = time.monotonic()
        if self._seconds and now - self._last >= self._seconds:
            self._last = now
            note(sentence)
