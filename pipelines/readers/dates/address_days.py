"""The day that the address of a post names: `/2024/07/22/`, `/2023/october/03/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipelines.items import Moment
from pipelines.readers.dates import month_words
from pipelines.readers.dates.page_time import moment

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def day_in_address(document: Document) -> Moment | None:
    """Return the day that the address names (`/2024/07/22/`)."""
    for url in (document.url, *(entry.url for entry in document.entries)):
        path = unquote(urlsplit(url).path)
        match = re.search(
            r"(?<!\d)((?:19|20)\d\d)[/._-](0?[1-9]|1[0-2])[/._-](3[01]|[12]\d|0?[1-9])(?!\d)", path
        )
        match = match or re.search(
            r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?!\d)", path
        )
        if match is None and (
            turned := re.search(
                r"(?<!\d)(3[01]|[12]\d|0[1-9])[._-](0[1-9]|1[0-2])[._-]((?:19|20)\d\d)(?!\d)", path
            )
        ):
            return moment(document, f"{turned[3]}-{turned[2]}-{turned[1]}")
        if match:
            return moment(document, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}")
        if folded := _SHORT_DAY.search(path):
            return moment(document, f"{folded[1]}{folded[2]}-{folded[3]}-{folded[4]}")
        if named := _NAMED_DAY.search(path):
            number = month_words.month_number(named[2])
            return moment(document, f"{named[1]}-{number:02d}-{int(named[3]):02d}")
    return None


#: A day with two digits of its year, in the folder of its month: `/2015/08/150803-a-title`.
_SHORT_DAY = re.compile(r"/((?:19|20))(\d\d)/(0[1-9]|1[0-2])/\2\3(3[01]|[12]\d|0[1-9])(?!\d)")

#: A day in an address that spells its month: `/2023/october/03/`.
_NAMED_DAY = re.compile(
    rf"/((?:19|20)\d\d)/({month_words.MONTH})/(3[01]|[12]\d|0?[1-9])(?=/|$)", re.IGNORECASE
)
