"""Posts whose addresses end with a number, which may look like the list of a year or a month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newscrawl.discovery.shapes import SAMPLE, Shape, family
from newscrawl.discovery.tiers import tier_of

#: Months by name, as calendars in European languages begin them.
_MONTH_NAMES = re.compile(
    r"\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|май|июн|июл|"
    r"авг|сен|окт|ноя|дек)|\b(?:ene|fév|févr|avr|mai|juin|juil|août|abr|ago|set|out|dic|gen|mag|giu|lug|ott)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class LikeYears:
    """In which families of addresses a number like a year is a post."""

    _families: set[Shape] = field(default_factory=set)

    def learn(self, links: Iterable[tuple[str, str]]) -> None:
        """Take the addresses and texts of one list of a page, in which posts may have numbers.

        Some are no years, as /post/899; others are not called by the year, as a list of it is.
        /2024/13 is no month, and a list of July is called by it.
        """
        numbered: Counter[Shape] = Counter()
        for url, text in links:
            number = last_number(url)
            # 77 is neither a year nor a month: what groups posts by any number tells nothing.
            if not number or tier_of(url.rstrip("/").removesuffix(number) + "77"):
                continue
            if tier_of(url) is None or not _is_called_by_time(text, number, _year_of(url)):
                numbered[family(url)] += text != ""
        self._families |= {shape for shape, count in numbered.items() if count >= SAMPLE}

    def holds(self, url: str) -> bool:
        """Return True for an address that ends with a number, as those of posts do here."""
        return last_number(url) != "" and family(url) in self._families


def last_number(url: str) -> str:
    """Return the number that an address ends with, "" when it ends otherwise."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return last if last.isdecimal() and not parts.query else ""


def _year_of(url: str) -> int:
    """Return the year of a month at an address, 1403 of /1403/08; -1 for none."""
    match = re.search(r"/(\d{4})/\d{2}/?$", urlsplit(url).path)
    return int(match[1]) if match else -1


def _is_called_by_time(text: str, number: str, year: int) -> bool:
    """Return True when a link to what ends with `number` is called by that year or month.

    A month that has no name here is called by its year, in digits of any script.
    """
    if len(number) == 4:
        return number in text
    said = {int(one) for one in re.findall(r"\d{1,6}", text)}
    return not said.isdisjoint((int(number), year)) or bool(_MONTH_NAMES.search(text))
