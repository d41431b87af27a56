"""A crawl in a process of its own: its words, its end, and the signals that are passed on to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from newscrawl import exits

if TYPE_CHECKING:
    from pipelines.archive.schedules import ScheduleRecord

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

_MEANINGS = {
    exits.USAGE: "a bad argument or setting; see the log of this time",
    exits.DATABASE: "the database could not be used",
    exits.INTERRUPTED: "interrupted before the crawl began",
    exits.LOCKED: "another run holds the lock of this site",
}


def crawl_command(schedule: ScheduleRecord) -> list[str]:
    """Return the words that crawl what `schedule` says, as a person could type them.

    Names in capitals among its arguments are settings. The database goes by the
    environment: words of a process are seen by everybody on the machine.
    """
    words = [sys.executable, "-m", "newscrawl", "crawl", "--spider", schedule.spider]
    for name, value in schedule.args.items():
        words += ["-s" if name.isupper() else "-a", f"{name}={value}"]
    words += ["-s", f"NEWSCRAWL_SCHEDULE_ID={schedule.id}"]
    return [*words, "--", schedule.url] if schedule.url else words


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a process ended."""

    #: Of newscrawl.exits.
    exit_code: int
    sentence: str


class Child:
    """A process that crawls; what it prints goes to standard error."""

    def __init__(self, words: Sequence[str], *, archive_url: str) -> None:
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=2,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": archive_url},
            # Ctrl-C then reaches us alone, and each signal reaches the crawl once: at the
            # second one it would not store what it has.
            start_new_session=True,
        )

    def wait(self) -> End:
        """Return how the process ended, when it has."""
        code = self._process.wait()
        if code < 0:
            name = signal.Signals(-code).name
            return End(exit_code=exits.ERRORS, sentence=f"the process was killed by {name}")
        return End(
            exit_code=code if code in _KNOWN else exits.ERRORS,
            sentence=_MEANINGS.get(code, f"the process ended with {code} and no record"),
        )

    def end(self) -> None:
        """Ask the crawl to end, which it does in order at SIGTERM; SIGHUP would kill it."""
        self._process.terminate()


_KNOWN = range(exits.DONE, exits.LOCKED + 1)


class Interrupt:
    """Ctrl-C and its kin: noted, and told to the crawl at work."""

    def __init__(self) -> None:
        self.came = False
        self._child: Child | None = None

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        if self._child is not None:
            self._child.end()

    @contextmanager
    def watched(self) -> Iterator[Interrupt]:
        """Take the signals until the end, then give them back; `nohup` has some ignored."""
        before = {
            number: signal.signal(number, self._note)
            for number in _SIGNALS
            if signal.getsignal(number) is not signal.SIG_IGN
        }
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def passed_on_to(self, child: Child) -> Iterator[None]:
        """Pass signals on to `child`; one that came while it was being started, too."""
        self._child = child
        if self.came:
            child.end()
        try:
            yield
        finally:
            self._child = None
