"""Tiers: how good a list of posts is, told by its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.discovery.page_numbers import PAGE_NAME
from newscrawl.discovery.paths_asked import parts_of


class Tier(IntEnum):
    """How good a listing is: the home page's own list first, tags and authors last."""

    MAIN = 0
    #: All posts on a page, a section's front page, a month.
    INDEX = 1
    CATEGORY = 2
    #: Tags, authors, searches for a word: they repeat what better lists have.
    CLOUD = 3


_TIER_WORDS = {
    Tier.INDEX: re.compile(r"archives?|all-posts|blog|posts|sitemap|전체글"),
    Tier.CATEGORY: re.compile(
        r"categor(?:y|ies)|cat|sections?|topics?|series|collections?|labels?|분류|카테고리"
    ),
    Tier.CLOUD: re.compile(r"tags?|authors?|keywords?|users?|태그"),
}
_WRITERS = re.compile(r"[/?&](?:authors?|users?)(?:[/=?]|$)")
_TIER_NAMES = {
    "categoryno": Tier.CATEGORY,
    "cat": Tier.CATEGORY,
    "category": Tier.CATEGORY,
    "m": Tier.INDEX,
    "tag": Tier.CLOUD,
    "tagname": Tier.CLOUD,
    "author": Tier.CLOUD,
}
#: Pages that list all posts, where they have one of these names.
_OF_ALL = re.compile(
    r"/(?:archives?|all(?:-posts)?|전체글|sitemap)(?:\.(?:html?|php))?", re.IGNORECASE
)
#: blog-category-3.html, blog-date-202407.html, and the second page of it, blog-date-202407-1.html;
#: any other word makes it a title, as storm-category-5.html.
_LIST_IN_FILE = re.compile(
    r"/(?:blog-)?(?:(?P<time>date|month|archives?)[-_](?:19|20)\d\d(?:0[1-9]|1[0-2])|"
    r"categor(?:y|ies)[-_]\d{1,4})(?:[-_]\d{1,3})?\.html?"
)
#: 2024, 2024/7, 2024/07, 202407; 20247 is a number. 1403/06 is a month of the Persian calendar, or
#: of the Islamic one, and 2567/06 of the Buddhist one.
_MONTH = re.compile(
    r"(?:^|/)(?:(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2])|0[1-9]|1[0-2])?|"
    r"(?:1[34]|25)\d\d/(?:0[1-9]|1[0-2]))$"
)


#: ?date=20241119, ?ym=2024-11, ?year=2024&month=11.
_TIME_NAME = re.compile(
    r"(?:\w*[-_])?(?:date|day|ymd|ym|yyyymm(?:dd)?|month|mon|year|yyyy|yy|mm|dd)", re.IGNORECASE
)
_TIME = re.compile(r"((?:19|20)\d\d)(?:[-./]?(1[0-2]|0?[1-9]))?(?:[-./]?(?:0?[1-9]|[12]\d|3[01]))?")
_MONTH_AT_END = re.compile(r"(?:^|/)((?:19|20)\d\d)/?(0[1-9]|1[0-2]|(?<=/)[1-9])$")
_YEAR_AT_END = re.compile(r"(?<=[/=])((?:19|20)\d\d)(?=(?:\.html?|/)?$)")
_DAY_AT_END = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/?$")
_MONTH_OF_A_POST = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])(?!\d\d\d)(?=[/\d-])")
_PART_OF_A_TIME = re.compile(r"0?[1-9]|[12]\d|3[01]")


def month_of(url: str) -> tuple[int, int] | None:
    """Return the year and the month that a list is of, by its address; None for other lists."""
    parts = parts_of(url)
    if match := _MONTH_AT_END.search(parts.path.rstrip("/")):
        return int(match[1]), int(match[2])
    said = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for name, value in said.items():
        if (name == "m" or _TIME_NAME.fullmatch(name)) and (match := _TIME.fullmatch(value)):
            month = match[2] or next((said[one] for one in ("month", "mm") if one in said), "")
            return (int(match[1]), int(month)) if month.isdecimal() else None
    return None


def year_before(url: str, links: Iterable[str]) -> str:
    """Return the list of the year before that of the list at `url`; empty when it is of no year.

    And where `links`, those of its page, lead to several years: then all have links somewhere.
    """
    match = _YEAR_AT_END.search(url)
    if match is None or tier_of(url) is None:
        return ""
    beside = (one for link in links if (one := _YEAR_AT_END.search(link)))
    years = {one[1] for one in beside if one.string[: one.start()] == url[: match.start()]}
    if len(years - {match[1]}) > 1:
        return ""
    return f"{url[: match.start()]}{int(match[1]) - 1}{url[match.end() :]}"


def spans_its_year(url: str, posts: Iterable[str]) -> bool:
    """Return True when the list at `url` is of a year, and `posts` go from its end to its start.

    Or the other way; their addresses tell. Had the list been cut, one end would be missing; what is
    chosen, as the best of a year, stands in no order.
    """
    if (year := _YEAR_AT_END.search(url)) is None:
        return False
    said = [found for post in posts if (found := _MONTH_OF_A_POST.search(post))]
    months = [month[2] for month in said if month[1] == year[1]]
    ends = {*months[:1], *months[-1:]}
    return ends == {"01", "12"} and months in (sorted(months), sorted(months, reverse=True))


def latest_month(now: datetime) -> tuple[int, int]:
    """Return the year and the month that it is where the day begins first: blogs are anywhere."""
    there = now.astimezone(timezone(timedelta(hours=14)))
    return there.year, there.month


def asks_for_a_time(url: str) -> bool:
    """Return True when a day, a month or a year is asked for, and nothing else by its number."""
    if _DAY_AT_END.search(parts_of(url).path):
        return True
    pairs = [pair for pair in parse_qsl(urlsplit(url).query) if not PAGE_NAME.fullmatch(pair[0])]
    asked = [value for name, value in pairs if _TIME_NAME.fullmatch(name)]
    others = [value for name, value in pairs if not _TIME_NAME.fullmatch(name)]
    return (
        any(map(_TIME.fullmatch, asked))
        and all(_TIME.fullmatch(one) or _PART_OF_A_TIME.fullmatch(one) for one in asked)
        and not any(map(str.isdecimal, others))
    )


def is_list_of_a_tag(url: str) -> bool:
    """Return True for a list that a post need not be on: each has a writer, and may have no tag."""
    return tier_of(url) is Tier.CLOUD and not _WRITERS.search(url.lower())


def is_list_of_all(url: str) -> bool:
    """Return True for a list that calls itself one of all posts, by its address."""
    parts = parts_of(url)
    return not parts.query and _OF_ALL.fullmatch(unquote(parts.path).rstrip("/")) is not None


def is_list_file(url: str) -> bool:
    """Return True for a file that is called a list's, and by its month or number."""
    return _list_in_file(urlsplit(url).path.lower()) is not None


def _list_in_file(path: str) -> re.Match[str] | None:
    return _LIST_IN_FILE.fullmatch(path[path.rfind("/") :])


# Every page of a blog links to the same few hundred.
@lru_cache(maxsize=4096)
def tier_of(url: str) -> Tier | None:
    """Return the tier of a list, told by its address; None when it looks like none."""
    parts = parts_of(url)
    path = unquote(parts.path).lower().rstrip("/")
    pairs = [(name.lower(), value) for name, value in parse_qsl(parts.query)]
    names = [name for name, _ in pairs]
    for name, value in pairs:
        # ?m=202407 is a month, ?m=17 is a post.
        if name in _TIER_NAMES and (name != "m" or _MONTH.search(value[:6])):
            return _TIER_NAMES[name]
    if match := _list_in_file(path):
        return Tier.INDEX if match["time"] else Tier.CATEGORY
    # /2026/1900.html is post 1900 of 2026: files are months only where they prove to be.
    if _MONTH.search(path):
        return Tier.INDEX
    path = re.sub(r"\.(html?|php)$", "", path)
    segments = [segment for segment in path.split("/") if segment]
    # /blog.php?id=3: what else is asked for makes it one page of many.
    asks = any(not PAGE_NAME.fullmatch(name) for name in names)
    for place, segment in enumerate(segments):
        for tier, words in _TIER_WORDS.items():
            if not words.fullmatch(segment):
                continue
            last = place == len(segments) - 1
            # /blog/a-post/ is a post; /category/news/ is a listing.
            if tier is not Tier.INDEX or (last and not asks):
                return tier
    return None
