"""How long is waited: for another writer, for an answer, for a writer that says nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import URL

from pipelines.archive.errors import ArchiveUnreachable

#: A writer waits this long for another before "database is locked".
BUSY_SECONDS = 30

#: Without a word from a server for this long the connection is given up: a cut that nobody tells
#: of looks like a long query. `?read_timeout=SECONDS` in the address sets another.
ANSWER_SECONDS = 300

#: A server ends a connection that says nothing for this long within a transaction that writes: one
#: that was cut without a word would hold its rows against the run that goes on without it.
SILENT_WRITER_SECONDS = 60


def silence_seconds_for(answer_seconds: float) -> int:
    """Return after how long a server is to end a transaction that writes and says nothing."""
    return int(min(SILENT_WRITER_SECONDS, max(5, 2 * answer_seconds)))


def answer_seconds_of(url: URL) -> float:
    """Return how long an address lets a server think; raises ArchiveUnreachable."""
    given = url.query.get("read_timeout", ANSWER_SECONDS)
    try:
        seconds = float(given)  # type: ignore[arg-type]  # two of them are as wrong as a word
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ArchiveUnreachable(
            f"The database address says read_timeout={given}, which is no number of seconds."
        )
    return seconds


def await_any_answer(raw: Any) -> None:
    """Let a driver's connection wait as long as it takes: an index of a million rows takes long.

    A line that is cut is noticed all the same, by the system.
    """
    if hasattr(raw, "answer_seconds"):
        raw.answer_seconds = float("inf")
    elif hasattr(raw, "_read_timeout"):  # PyMySQL has no other way
        raw._read_timeout = None
