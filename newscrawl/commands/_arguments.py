"""Arguments that more than one verb takes, as argparse types that say what is wrong."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from typing import Any

_MOST = 999_999_999
_AGE = re.compile(r"([0-9]{1,4})d")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def count(text: str) -> int:
    """Return a whole number of at least 1, below what any database counts to."""
    if not re.fullmatch(r"[0-9]+", text) or not text.strip("0"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    if len(text) > len(str(_MOST)):
        raise argparse.ArgumentTypeError(f"{text!r} is more than can be counted to, {_MOST}")
    return int(text)


def name(text: str) -> str:
    """Return the text; bytes that the shell's encoding does not know name nothing."""
    try:
        text.encode()
    except UnicodeEncodeError:
        sentence = f"{text!r} is no text in the encoding of this shell"
        raise argparse.ArgumentTypeError(sentence) from None
    return text


def instant(text: str) -> datetime:
    """Return the start of a day (`2026-01-31`, `7d`: so many days ago) or month, or an instant.

    In UTC, as is what names no offset.
    """
    if age := _AGE.fullmatch(text):
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=int(age.group(1)))
    try:
        at = datetime.fromisoformat(f"{text}-01" if _MONTH.fullmatch(text) else text)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"cannot read {text!r} as a date; write 2026-01-31, 2026-01-31T09:00+09:00 or 7d"
        ) from None


def end_instant(text: str) -> datetime:
    """Return the first instant after `text`: a bare date is meant with the whole of its day.

    And a month with its last day.
    """
    at = instant(text)
    month = _MONTH.fullmatch(text) is not None
    if not month and not _DAY.fullmatch(text):
        return at
    try:
        return (at + timedelta(days=31)).replace(day=1) if month else at + timedelta(days=1)
    except OverflowError:  # the last day there is
        return at


def setting(text: str) -> tuple[str, str]:
    """Return NAME and VALUE of `NAME=VALUE`."""
    name, equals, value = text.partition("=")
    if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise argparse.ArgumentTypeError(f"cannot read {text!r}; write NAME=VALUE")
    return name, value


def add_choice_of_posts(parser: argparse.ArgumentParser, *, limit: int | None = None) -> None:
    """Give `parser` the options that choose posts: site, dates, tag, author, language, number."""
    parser.add_argument("--site", metavar="URL", help="of this blog: its home address or host")
    parser.add_argument(
        "--since", type=instant, metavar="DATE", help="published since: 2026-01-31, or 7d"
    )
    parser.add_argument(
        "--until",
        type=end_instant,
        metavar="DATE",
        help="published until the end of this day, or before this instant",
    )
    parser.add_argument("--tag", type=name, metavar="NAME", help="bearing this tag")
    parser.add_argument("--author", type=name, metavar="NAME", help="written by this author")
    parser.add_argument(
        "--language", type=name, metavar="CODE", help="in this language: ko, en, pt-BR"
    )
    add_limit(parser, limit)


def add_limit(parser: argparse.ArgumentParser, limit: int | None) -> None:
    """Give `parser` the option `--limit`; by default `limit`, and 0 is all then."""
    parser.add_argument(
        "--limit",
        type=count if limit is None else count_or_all,
        default=limit,
        metavar="N",
        help="at most so many" + (f" (default: {limit}; 0: all)" if limit else ""),
    )


def add_spider_arguments(parser: argparse.ArgumentParser, text: str) -> None:
    """Give `parser` the option `-a NAME=VALUE`, explained by `text`."""
    parser.add_argument(
        "-a",
        dest="spider_arguments",
        type=setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"{text}; may be given more than once",
    )


def count_or_all(text: str) -> int | None:
    """Return a whole number of at least 1; None for 0, which means all."""
    if text == "0":
        return None
    try:
        return count(text)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(f"{error}; 0 is all") from error


def choice_of_posts(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what `add_choice_of_posts` gathered, as keywords for `archive.query`."""
    names = ("site", "since", "until", "tag", "author", "language", "limit")
    return {name: getattr(arguments, name) for name in names}
