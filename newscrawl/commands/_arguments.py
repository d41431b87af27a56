"""Arguments that more than one verb takes, as argparse types that say what is wrong."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta

_AGE = re.compile(r"(\d{1,4})d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def count(text: str) -> int:
    """Return a whole number of at least 1."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def instant(text: str) -> datetime:
    """Return the start of a day (`2026-01-31`, `7d`: so many days ago) or an instant, aware.

    What names no offset is UTC.
    """
    age = _AGE.fullmatch(text)
    if age:
        return _midnight(datetime.now(UTC)) - timedelta(days=int(age.group(1)))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"cannot read {text!r} as a date; write 2026-01-31, 2026-01-31T09:00+09:00 or 7d"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def end_instant(text: str) -> datetime:
    """Return the first instant after `text`: a bare date is meant with the whole of its day."""
    at = instant(text)
    return at + timedelta(days=1) if _DAY.fullmatch(text) else at


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def setting(text: str) -> tuple[str, str]:
    """Return NAME and VALUE of `NAME=VALUE`."""
    name, equals, value = text.partition("=")
    if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise argparse.ArgumentTypeError(f"cannot read {text!r}; write NAME=VALUE")
    return name, value
