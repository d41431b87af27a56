"""What becomes of a verb when nobody reads what it prints (`| head`).

A verb that only answers ends: main() takes the broken pipe for the end of the work. One that
changes something, or whose exit code is the answer, goes on and says the rest to nobody.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, TextIO


def hush(stream: TextIO) -> None:
    """Send what `stream` still holds, and all that follows, nowhere.

    Python would complain at exit when it flushes the rest.
    """
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no real file descriptor behind it: nothing to hush
        return


def in_utf8(stream: TextIO) -> None:
    """Let `stream` bear UTF-8 whatever this machine writes, unless it is a terminal.

    JSON, feeds and tables for programs say that they are UTF-8, or are it by definition.
    """
    if (reconfigure := getattr(stream, "reconfigure", None)) is not None and not stream.isatty():
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def flush_or_hush() -> None:
    """Write out what both streams hold; one that cannot take it is hushed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # a full disk, or a reader that has gone
            hush(stream)


@contextmanager
def going_on() -> Iterator[None]:
    """Let the work within end as it would have, also when its reader leaves."""
    with redirect_stdout(_GoingOn(sys.stdout)):
        yield
        sys.stdout.flush()


class _GoingOn:
    """A stream that goes quiet when its reader has gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`, or drop it."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            hush(self._stream)
            return len(text)

    def flush(self) -> None:
        """Flush, or drop what waits."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            hush(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
