"""Words that stand for what a post bears beside its text: site, language, tags, authors, time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_YEAR_1 = datetime.min.replace(tzinfo=UTC)


def minute_of(at: datetime) -> int:
    """Return the minute of an instant, counted from the beginning of year 1."""
    return int((at - _YEAR_1).total_seconds() // 60)


def start_of(minute: int) -> datetime:
    """Return the instant at which a minute begins."""
    return _YEAR_1 + timedelta(minutes=minute)


def site_mark(site_id: int) -> str:
    """Return the word in the index that stands for a site."""
    return f"_s{site_id}"


def language_mark(language: str) -> str:
    """Return the word that stands for a language, without its region."""
    letters = language.lower().partition("-")[0]
    return "_l" + "".join(filter(str.isalnum, letters.encode("ascii", "ignore").decode()))


def tag_mark(term_id: int) -> str:
    """Return the word that stands for a tag."""
    return f"_t{term_id}"


def author_mark(person_id: int) -> str:
    """Return the word that stands for an author."""
    return f"_a{person_id}"


def marks_of(site_id: int, language: str, tags: Iterable[int], authors: Iterable[int]) -> str:
    """Return the marks of a post, by the ids of its tags and authors, parted by blanks."""
    of_post = (site_mark(site_id), language_mark(language))
    return " ".join((*map(tag_mark, tags), *map(author_mark, authors), *of_post))
