"""When a schedule is due again, and what several runs came to: pure policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from newscrawl import exits

#: A blog that another run is at work on is looked at again after this.
AFTER_LOCK = timedelta(minutes=10)

#: From the one that most needs somebody's eye to the one that least does.
_WORST_FIRST = (
    exits.INTERRUPTED,
    exits.DATABASE,
    exits.USAGE,
    exits.ERRORS,
    exits.NOTHING,
    exits.LOCKED,
)


def next_due(*, due_at: datetime, every: timedelta, now: datetime, exit_code: int) -> datetime:
    """Return when a schedule that was due at `due_at` and has just ended is due again.

    The beat is kept: whole steps of `every` from `due_at`, the first that lies after
    `now`, so what was missed is made up for once; also where the clock has been set back. An
    interrupted run is due at once, one that met a lock soon.
    """
    if exit_code == exits.INTERRUPTED:
        return now
    steps = (now - due_at) // every + 1
    regular = due_at + steps * every
    if exit_code == exits.LOCKED:
        return min(regular, now + AFTER_LOCK)
    return regular


def worst(exit_codes: Iterable[int]) -> int:
    """Return the exit code of several runs together: 0 only when all are 0.

    A code that is none of ours, such as that of a killed process, counts as too many errors.
    """
    known = {code if code in (*_WORST_FIRST, exits.DONE) else exits.ERRORS for code in exit_codes}
    return next((code for code in _WORST_FIRST if code in known), exits.DONE)
