"""The life of a worker: pages in, posts out, within its time and memory, until its pipe closes.

The fork server imports it for all of them; a crawl, too, but not the readers.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from pipelines.harmless import make_harmless
from pipelines.readers.options import ReadOptions

if TYPE_CHECKING:
    from pipelines.readers.templates.profile import Template

#: Learning a template reads two dozen pages, several times each.
LEARN_FACTOR = 10

#: What libraries keep of pages adds up. A worker that holds more than this part of the memory
#: that a page may take, when it has answered, is ended, and another one reads the next page.
SPENT = 0.5

#: The same after so many pages, where a process cannot ask how much it holds.
MOST_PAGES = 5000


def serve(
    pipe: Connection, options: ReadOptions, cpu_seconds: float, memory_mib: int, index: str
) -> None:
    """Answer pages until the pipe closes; posts prepared for the `index` of a database, if any."""
    from pipelines.archive.prepared import with_prepared
    from pipelines.readers.post import read_post  # preloaded in the fork server
    from pipelines.readers.templates.learn import learn

    # What readers complain of goes straight to standard error, and they quote the page.
    make_harmless(logging.lastResort)
    # Ctrl-C goes to the whole terminal; the crawler decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _limit_memory(memory_mib)
    enough = _bytes_held() + int(SPENT * memory_mib * 1024 * 1024)
    count = 0
    while True:
        try:
            verb, what = pickle.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        # CPU time, so that a busy machine is no crime. The default action of SIGPROF ends the
        # process, also in the middle of C code.
        _set_timer(cpu_seconds * (LEARN_FACTOR if verb == "learn" else 1))
        try:
            if verb == "learn":
                (pages,) = what
                answer: tuple[str, object] = ("answer", learn(pages, options))
            else:
                page, packed = what
                post = read_post(page, options, _unpacked(packed))
                answer = ("answer", with_prepared(post, index) if index else post)
        except MemoryError:
            answer = ("memory", "")
        except Exception as error:  # noqa: BLE001 whatever a page does to a reader, the worker lives
            answer = ("error", f"{type(error).__name__}: {error}")
        finally:
            _set_timer(0)
        count += 1
        held = _bytes_held()
        spent = held > enough if held else count >= MOST_PAGES
        try:
            pipe.send_bytes(pickle.dumps((*answer, spent), pickle.HIGHEST_PROTOCOL))
        except OSError:
            return


# Most pages of a crawl come with the templates of the one before.
@lru_cache(maxsize=16)
def _unpacked(templates: bytes) -> tuple[Template, ...]:
    unpacked: tuple[Template, ...] = pickle.loads(templates)
    return unpacked


def _set_timer(seconds: float) -> None:
    if hasattr(signal, "ITIMER_PROF"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bytes_held() -> int:
    """Return the private memory of this process, as its limit counts it; 0 where none can tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _limit_memory(memory_mib: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    # RLIMIT_DATA counts private memory only, so shared libraries do not eat the allowance.
    # 256 MiB: what the readers and their tables hold before the first page.
    limit = (memory_mib + 256) * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
