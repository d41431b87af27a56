"""Which of the answers to when a post was published, or last changed, is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.items import Moment
from pipelines.readers.answer import Choice, Reader, ask, said, signature
from pipelines.readers.dates.date_names import CREATED_NAMES
from pipelines.readers.dates.finer_moments import (
    FINE,
    agree,
    fineness,
    in_local_zone,
    may_be_one,
    on_day,
    turned,
)
from pipelines.readers.dates.midnights import at_own_midnight
from pipelines.readers.dates.moments import day_of
from pipelines.readers.dates.page_time import zones
from pipelines.readers.dates.posted_times import with_posted_time
from pipelines.readers.dates.stated_dates import in_meta
from pipelines.readers.dates.visible_dates import nearest_moment
from pipelines.readers.document import Document
from pipelines.readers.fields.dates import (
    first_published,
    last_change,
    linked_data_modified,
    meta_modified,
    meta_published,
    script_date,
    time_element,
    url_date,
    visible_date,
    visible_modified,
)


def choose_moment(
    name: str, readers: Sequence[Reader[Moment]], document: Document, *, doubted: bool = True
) -> Choice[Moment]:
    """Return the first answer, or a finer one that agrees with it to within a day.

    A day alone (JSON-LD of many themes) gives way to the minute and offset that a lesser
    reader states; a stated offset beats none; midnight sharp is taken for a day alone.
    Unless it is `doubted`, the first is not held against what the head of the post shows.
    """
    choice: Choice[Moment] = Choice()
    answers: list[tuple[Reader[Moment], Moment]] = []
    for reader in readers:
        if reader in _DEAR and _is_settled(answers, reader):
            continue
        if (found := ask(reader, document, choice.warnings)) is not None:
            answers.append((reader, found))
    if not answers:
        return choice
    answers = _turned_right(answers, document)
    best_reader, best = _first(name, answers, document) if doubted else answers[0]
    if all(reader is not best_reader for reader, _ in answers):
        answers.append((best_reader, best))
    first = best
    overruled = best_reader is not answers[0][0] and best.precision == "day"
    for reader, found in answers[1:]:
        finer = agree(first, found) and fineness(found) > fineness(best)
        # What the head of the post contradicts is not believed again for its minutes.
        if finer and (not overruled or may_be_one(found, first)):
            best_reader, best = reader, found
    best = in_local_zone(best, [found for _, found in answers])
    best = _on_the_writers_day(best, answers, document)
    shown = nearest_moment(document, name) if doubted else None
    # A server that renders in UTC shows the day before, and the visitor's browser mends it. Where
    # the page shows the time of day, too, it has another clock.
    if shown is None or shown.precision == "day" or day_of(shown) != day_of(best):
        best = at_own_midnight(best, document)
    if best.precision == "day" and doubted and name == "published":
        best = with_posted_time(best, document)
    choice.value, choice.reader = best, signature(best_reader)
    choice.evidence = [
        said(name, found, signature(reader), chosen=reader is best_reader)
        for reader, found in answers
    ]
    return choice


def stated_moment(
    name: str, readers: Sequence[Reader[Moment]], document: Document
) -> Choice[Moment]:
    """Return the same from readers that were right on all pages of a site that were looked at."""
    return choose_moment(name, readers, document, doubted=False)


def _on_the_writers_day(
    best: Moment, answers: Sequence[tuple[Reader[Moment], Moment]], document: Document
) -> Moment:
    """Return an instant in UTC in a zone of the day that page and address both give for it."""
    shown = [found for reader, found in answers if reader in (visible_date, url_date)]
    days = {day_of(found) for found in shown}
    agreed = len(shown) == 2 and len(days) == 1 and day_of(best) not in days
    return on_day(best, shown[0], zones(document)) if agreed else best


def _turned_right(
    answers: Sequence[tuple[Reader[Moment], Moment]], document: Document
) -> list[tuple[Reader[Moment], Moment]]:
    """Return the answers, `03/09/2026` read as the others say that day and month are to be read.

    Where no other says, the folder of the declared picture may: uploads lie by year and month.
    """
    sure = {day_of(found) for _, found in answers if turned(found) is None}
    right = []
    for reader, found in answers:
        other = turned(found)
        if other and day_of(found) not in sure:
            months = set() if day_of(other) in sure else _upload_months(document)
            if day_of(other) in sure or (_month(other) in months and _month(found) not in months):
                found = other
        right.append((reader, found))
    return right


def _upload_months(document: Document) -> set[tuple[int, int]]:
    pictures = document.meta.get("og:image", ())
    folders = [match for url in pictures[:3] if (match := _UPLOAD_FOLDER.search(url))]
    return {(int(match[1]), int(match[2])) for match in folders}


_UPLOAD_FOLDER = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")


def _month(found: Moment) -> tuple[int, int]:
    return found.at.year, found.at.month


def _first(
    name: str, answers: Sequence[tuple[Reader[Moment], Moment]], document: Document
) -> tuple[Reader[Moment], Moment]:
    """Return the answer to believe: the first, unless the post's own head contradicts it.

    Some systems write the day of the last edit, or of the move to another system, as that of
    publication: the date that a visitor reads at the head of the post is then the earlier one.
    Meta elements that nothing else bears out may give the day on which a draft was begun: where
    they say so, or nothing speaks of a change, a later date at the head is that of publication.
    And the first `time` of a page may be that of another post, when the head of this one shows a
    date without such an element.
    """
    reader, first = answers[0]
    # A platform's own markup says which date is the post's: others near the title are of lists.
    known = reader.__module__.startswith(_PLATFORMS) and fineness(first) >= (FINE, 1)
    if name != "published" or known:
        return reader, first
    if (shown := nearest_moment(document, "published")) is None:
        shown = _change_before(first, document)
        return (reader, first) if shown is None else (visible_date, shown)
    if may_be_one(first, shown):
        return reader, first
    if reader is time_element:
        return visible_date, shown
    if shown.precision in ("month", "year"):
        return reader, first
    if shown.at > first.at and _is_of_draft(first, shown, document):
        return visible_date, shown
    if shown.at > first.at and (reader is not meta_published or shown.precision == "relative"):
        return reader, first
    changed = (
        linked_data_modified(document) or meta_modified(document) or visible_modified(document)
    )
    if changed is not None and (shown.at > first.at or day_of(changed) != day_of(first)):
        return reader, first
    return visible_date, shown


def _is_of_draft(first: Moment, shown: Moment, document: Document) -> bool:
    """Return whether `first` is when a draft was begun, and `shown` not when it was changed."""
    if first != in_meta(document, CREATED_NAMES) or shown.precision == "relative":
        return False
    changes = (linked_data_modified(document), meta_modified(document))
    return all(changed is None or day_of(changed) != day_of(shown) for changed in changes)


def _change_before(first: Moment, document: Document) -> Moment | None:
    """Return the last change that the head of the post shows, if the stated day is a later one.

    What was last changed on a day was there on it. Where the instant of the change is stated as
    that of publication, too, a program made both up later.
    """
    changed = linked_data_modified(document) or meta_modified(document)
    if changed is None or changed.at != first.at or first.precision not in ("second", "minute"):
        return None
    shown = nearest_moment(document, "modified")
    if shown is None or shown.precision != "day" or shown.at >= first.at:
        return None
    return None if may_be_one(first, shown) else shown


_PLATFORMS = "pipelines.readers.platforms."
#: Readers that walk the whole page; asked only where the others leave something open.
_DEAR = frozenset({first_published, visible_date, script_date, last_change, visible_modified})


def _is_settled(answers: Sequence[tuple[Reader[Moment], Moment]], reader: Reader[Moment]) -> bool:
    for _, found in answers:
        if fineness(found) >= (FINE, 1):
            # An instant in UTC leaves the writer's zone open: the visible date may tell it.
            return bool(found.at.utcoffset()) or reader is not visible_date
    return reader is last_change and bool(answers)
