"""How many posts there are, as the pages of a blog say it themselves.

A number that is said of some of the posts is no more than there are of all: each is a least.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.discovery.pagers import is_in_pager
from pipelines.readers.trees.html import squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from newscrawl.discovery.page_links import PageLink

_N = r"(\d{1,3}(?:,\d{3})+|\d{1,6})"
_NOUN = (
    r"(?:blog )?(?:posts?|articles?|entries|entry|stories|Beiträge|Artikel|Einträge|entradas|"
    r"artículos|записей|статей)"
)
_FOUND = r"(?:found|in total|total|published|so far|insgesamt|en total|au total)"
_GEUL = r"(?:(?<!댓)(?<!답)(?<!덧)글|게시글|게시물|포스트|포스팅|기사)"
_ARE = r"(?:[이가]?\s*(?:있습니다|있어요|검색되었습니다))?"
_ROW = r"\d+\s*(?:[-–—~]|to|bis)\s*\d+"
#: The whole of a short text.
_TOTALS = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        # Showing 1-10 of 240 posts; 1 - 10 / 240
        rf"(?:(?:showing|displaying|viewing|{_NOUN})\s*:?\s*)?{_ROW}\s*(?:of|out of|/|von|de)\s*"
        rf"{_N}(?:\s*{_NOUN})?",
        # 240 posts; Um..! 240 posts in total. Keep on posting.
        rf"(?:.{{0,12}}[!.]\s*)?(?:total:?\s*)?{_N}\s*{_NOUN}(?:\s*{_FOUND})?(?:\..{{0,30}})?",
        rf"(?:(?:all|total)\s*)?{_NOUN}\s*[(:]\s*{_N}\)?",
        # 전체 123개의 글; 총 123건; 글 (123); 분류 전체보기 (123)
        rf"(?:전체|총|모두)\s*{_GEUL}?\s*[(:]?\s*{_N}\s*(?:개|건|편)(?:의?\s*{_GEUL})?\)?{_ARE}",
        rf"(?:전체|총)\s*{_GEUL}\s*[(:]?\s*{_N}\)?",
        rf"{_N}\s*(?:개|건|편)의\s*{_GEUL}{_ARE}",
        rf"{_GEUL}(?:\s*수)?\s*[(:]\s*{_N}\s*(?:개|건|편)?\)?",
        rf"(?:분류\s*|카테고리\s*)?전체\s*(?:글\s*)?보기\s*[(\[]?\s*{_N}\s*[)\]]?"
        rf"(?:\s*개의\s*{_GEUL})?",
        # 全60件中 1~10件; 60件の記事
        rf"全\s*{_N}\s*(?:件|記事).{{0,20}}",
        rf"{_N}\s*件(?:の記事|中\s*\d.{{0,20}})",
        # 共 60 篇文章
        rf".{{0,16}}(?:共计?|总共|總共)\s*{_N}\s*篇.{{0,20}}",
    )
)
_PAGES = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"(?:page|seite|página|pagina|страница|페이지|ページ)\s*:?\s*\d+\s*"
        rf"(?:of|out of|/|von|de|di|из)\s*{_N}(?:\s*(?:페이지|쪽|ページ))?",
        rf"\d+\s*/\s*{_N}\s*(?:페이지|쪽|ページ|pages?|页)",
        rf"第\s*\d+\s*[页頁]\s*[/,，]?\s*共\s*{_N}\s*[页頁]",
    )
)
#: 1 of 4, where the pages of a list are turned; 11/20 is a day.
_FIRST_OF = re.compile(rf"1\s*(?:of|/|von|de|di|из)\s*{_N}", re.IGNORECASE)
_LONGEST = 80
#: Texts with a number in them that are looked at.
_MOST = 3000
#: Pieces of one text, and elements of one link.
_MOST_PARTS = 40
_MOST_SMALL = 8
_DIGIT = re.compile(r"\d")
#: `(12)` beside a link, or the number in an element of its own that is called a count.
_BESIDE = re.compile(rf"\s*[(\[（]\s*{_N}\s*[)\]）]\s*")
_AT_END = re.compile(rf"[(\[（]\s*{_N}\s*[)\]）]\s*$")
_BARE = re.compile(rf"\s*[(\[（]?\s*{_N}\s*[)\]）]?\s*")
_SMALL = ("span", "em", "sup", "small", "b", "strong", "i")
_NO_TEXT = ("script", "style", "option", "title")
_COUNT_NAME = re.compile(r"count|(?:^|[-_ ])(?:cnt|num)(?:$|[-_ ])", re.IGNORECASE)
#: What a filter shows of all; visitors of today and of all are counted so, too.
_OF_ALL = re.compile(rf"(?:전체|모두|all)\s*[(\[]\s*{_N}\s*[)\]]?", re.IGNORECASE)
_VISITS = re.compile(r"오늘|어제|방문|today|yesterday|visit", re.IGNORECASE)
#: 2024 (25); 2023년 (15편)
_YEAR_OF = re.compile(rf"((?:19|20)\d\d)년?\s*[(\[]\s*{_N}\s*(?:편|개|건|posts?)?\s*[)\]]?")
_YEAR = re.compile(r"(?:^|/)(?:19|20)\d\d/?$")
_MONTH = re.compile(r"(?:^|[/-])(?:19|20)\d\d[/-]?(?:0[1-9]|1[0-2]|[1-9])(?:/|\.html?)?$")


class Stated(NamedTuple):
    """What a page says of numbers; 0 for what it does not say."""

    #: How many posts there are at least.
    total: int
    #: How many of something there are, perhaps of posts: a filter shows so many of all, a year
    #: has so many.
    hinted: int
    #: How many pages its list has.
    pages: int


def stated_counts(root: HtmlElement) -> Stated:
    """Return how many posts there are, and how many pages its list has, as a page says."""
    total = pages = 0
    years: dict[str, int] = {}
    of_all: set[int] = set()
    visits: set[int] = set()
    places: set[int] = set()
    for element, text in _short_texts(root):
        said = _said(text)
        total = max(total, said.total)
        pages = max(pages, said.pages)
        of_all.add(said.of_all)
        visits |= said.visits
        if said.year:
            years[said.year] = said.of_year
        if said.first_of is not None and is_in_pager(element, or_navigation=True):
            places.add(said.first_of)
    of_years = sum(years.values()) if len(years) > 1 else 0
    if len(places) == 1:  # several are the days of a month
        pages = max(pages, *places)
    return Stated(total, max(of_years, 0, *(of_all - visits)), pages)


class _Said(NamedTuple):
    """What one short text says of numbers."""

    total: int
    pages: int
    of_all: int
    visits: frozenset[int]
    #: A year, and how many are of it.
    year: str
    of_year: int
    #: As 4 in "1 of 4".
    first_of: int | None


# Every page of a blog has the same few hundred beside its post: months, tags, categories.
@lru_cache(maxsize=4096)
def _said(text: str) -> _Said:
    numbers = re.findall(_N, text) if _VISITS.search(text) else ()
    year, first = _YEAR_OF.fullmatch(text), _FIRST_OF.fullmatch(text)
    return _Said(
        total=_number_in(text, _TOTALS),
        pages=_number_in(text, _PAGES),
        of_all=_number_in(text, (_OF_ALL,)),
        visits=frozenset(map(_number, numbers)),
        year=year[1] if year else "",
        of_year=_number(year[2]) if year else 0,
        first_of=_number(first[1]) if first else None,
    )


def count_beside(link: HtmlElement) -> int:
    """Return the number in brackets that stands with a link to a list; 0 when there is none."""
    if match := _AT_END.search(_short_text(link) or ""):
        return _number(match[1])
    for inner in islice(link.iter(*_SMALL), _MOST_SMALL):
        if number := _count_in(inner):
            return number
    if match := _BESIDE.fullmatch((link.tail or "")[:40].replace("\xa0", " ")):
        return _number(match[1])
    after = link.getnext()
    if after is None or (link.tail or "").strip() or after.tag not in _SMALL:
        return 0
    return _count_in(after)


def least_of(links: Iterable[PageLink], is_list: Callable[[str], bool]) -> int:
    """Return how many posts there are at least, by the numbers beside the links of one page.

    No post is of two months, or of two years; it may be of several categories.
    """
    times: dict[str, dict[str, int]] = defaultdict(dict)
    most = 0
    for link in links:
        if not link.count:
            continue
        if not is_list(link.url) and not _is_called_by_year(link):
            continue  # what stands with a post is how many comments it has
        most = max(most, link.count)
        if kind := _kind_of_time(link.url):
            times[kind].setdefault(link.url, link.count)
    return max([most, *(sum(counted.values()) for counted in times.values())])


def _kind_of_time(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path)
    months = [value for name, value in parse_qsl(parts.query) if name == "m"]
    if months:
        return "month" if len(months[0]) == 6 else ""
    if _MONTH.search(path):
        return "month"
    return "year" if _YEAR.search(path) else ""


def _is_called_by_year(link: PageLink) -> bool:
    year = re.search(r"(?:19|20)\d\d", link.url)
    return bool(year and _kind_of_time(link.url) and year[0] in link.text)


def _count_in(element: HtmlElement) -> int:
    text = _short_text(element, 20) or ""
    match = _BARE.fullmatch(text)
    if match is None or not _COUNT_NAME.search(element.get("class") or ""):
        match = _BESIDE.fullmatch(text)
    return _number(match[1]) if match else 0


def _number_in(text: str, patterns: tuple[re.Pattern[str], ...]) -> int:
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            return _number(match[1])
    return 0


def _short_texts(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the texts of small elements in which a number stands, and of those around them."""
    seen: set[HtmlElement] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            continue
        own = element.text and _DIGIT.search(element.text)
        if not own and not (element.tail and _DIGIT.search(element.tail)):
            continue
        above = element if own else element.getparent()
        for _ in range(3):
            if above is None or above.tag == "body" or above in seen or len(seen) >= _MOST:
                break
            seen.add(above)
            if (text := _short_text(above)) is None:
                break
            yield above, text
            above = above.getparent()


def _short_text(element: HtmlElement, longest: int = _LONGEST) -> str | None:
    """Return the text of an element on one line, without a last stop; None for a long one."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if length > longest or len(parts) > _MOST_PARTS:
            return None
    return squash(" ".join(parts)).strip(" .·|-:")


def _number(text: str) -> int:
    """Return a number as it is written; 0 for one that may as well be a year."""
    number = int(text.replace(",", ""))
    return 0 if "," not in text and 1950 <= number <= 2050 else number
