"""Where a list goes on: by links to its other pages, and where none leads there, by guesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from newscrawl.discovery.bare_numbers import (
    BARE_NUMBER,
    bare_number,
    is_bare_page,
    is_month,
    numbers_beside,
    without_number,
)
from newscrawl.discovery.counted import MOST_NUMBERS, counted_pages
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.page_numbers import (
    PAGE_NAME,
    PATH_NUMBER,
    is_first_page,
    is_numbered,
    list_base,
    number_of,
    numbers_in,
)
from newscrawl.discovery.scope import at_host_of
from newscrawl.discovery.turning import says_next
from pipelines.urls import host_of, identity_url

#: news.html, news2.html: only on a page of that very list is this a page number.
_FILE_NUMBER = re.compile(r"[-_]?\d{1,4}(\.html?)$", re.IGNORECASE)
#: /archives/P2.html: what says "next" of it makes it a page.
_SECOND_FILE = re.compile(r"/p[-_]?2\.html?$", re.IGNORECASE)
#: Where scripts ask: `/api/posts`, `/wp-json/`, `/stories.json`.
_OF_SCRIPTS = re.compile(r"(?:/|-)(?:api|json)/|\.json$", re.IGNORECASE)
#: Those that count entries: the second page may begin anywhere.
_COUNTS_ENTRIES = re.compile(
    r"start(?:-?index)?|offset|skip|cursor|before|after|(?:last|max)_?id|updated-max"
)
#: Those that say how long a page is, or which way it runs: not where it begins.
_NO_PLACE = re.compile(r"max-results|by-date|reverse-paginate")
#: A post of WordPress where no form of addresses was chosen.
_PLAIN = re.compile(r"p=\d{1,9}")


def next_pages(markup: Markup) -> Iterator[str]:
    """Yield the other pages of the list that this page is one of, as its links tell."""
    here, base = identity_url(markup.url), list_base(markup.url)
    seen = {here}
    elsewhere: dict[str, list[str]] = {}
    counted: dict[str, dict[str, str]] = {}
    beside = numbers_beside(markup)
    headed = {without_number(link.url) for link in markup.links if link.heads}
    for link in (PageLink(url=markup.next or "", rel=frozenset(["next"])), *markup.links):
        if not link.url:
            continue
        identity = identity_url(link.url)
        if identity in seen:
            continue
        begins = here == base
        if _goes_on(link, base, begins=begins) or _counts_on(link, here) or link.url in beside:
            seen.add(identity)
            yield link.url
        elif moved := _at_home(link, markup.url, base):
            seen.add(identity)
            yield moved
        elif here == base and (
            _is_asked_by_script(link)
            or (
                _is_second(link.url, base, headed)
                and (
                    says_next(link)
                    or (markup.pages > 1 and not link.text and bare_number(link.url) == 2)
                )
            )
        ):
            elsewhere.setdefault(list_base(link.url), [link.url])
        elif here == base and link.text.isdigit() and link.text in numbers_in(link.url):
            counted.setdefault(list_base(link.url), {})[link.text] = link.url
        elif here == base and is_bare_page(link, headed):
            counted.setdefault(without_number(link.url), {})[link.text.strip()] = link.url
    for url in counted_pages(markup):
        if identity_url(url) not in seen:
            seen.add(identity_url(url))
            yield url
    if len(seen) == 1 and not elsewhere:
        # 1 2 3 under a list: `/diary` goes on at `/index.php?mid=diary&page=2`.
        # The number of the page that is shown need not be a link.
        elsewhere = {
            other: [url for number, url in pages.items() if number not in ("0", "1")]
            for other, pages in counted.items()
            if "2" in pages and {"1", "3"} & pages.keys() and len(pages) <= MOST_NUMBERS
        }
    # `/` and then `/blog/page2/` or `/more?offset=10`: the first page of a list may stand at the
    # top of the blog, the others elsewhere. Two such places are lists that are only begun here.
    if len(seen) == 1 and len(elsewhere) == 1:
        yield from next(iter(elsewhere.values()))


def _at_home(link: PageLink, page: str, base: str) -> str:
    """Return the next page of a list whose link names another host; empty when it is none."""
    moved = at_host_of(link.url, page)
    if moved == link.url or not says_next(link) or not is_numbered(moved):
        return ""
    return moved if _is_same_list(list_base(moved), base) and not is_first_page(moved) else ""


def is_counted_from_0(link: PageLink, *, begins: bool) -> bool:
    """Return True when a page 1 is the second of its list, as a link to it says.

    `begins`: the link stands on a page without a number.
    """
    if "next" in link.rel:
        return True
    return begins and (
        (link.text.strip() == "2" and "1" in numbers_in(link.url)) or says_next(link)
    )


def guessed_pages(url: str, generator: str, links: Iterable[str] = ()) -> tuple[str, ...]:
    """Return where the second page of the list at `url` may lie that no link leads to.

    `links` is where links of that page lead.
    """
    parts = urlsplit(url)
    if is_numbered(url) or "." in parts.path.rpartition("/")[2]:
        return ()
    folder = urlunsplit((*parts[:2], f"{parts.path.rstrip('/')}/page/2/", "", ""))
    paged: tuple[str, ...] = ()
    if not parts.query and _has_plain(url, links):
        paged = (urlunsplit((*parts[:3], "paged=2", "")),)
    if _has_folders(generator):
        return (folder, *paged)
    asked = urlunsplit((*parts[:3], f"{parts.query}&page=2" if parts.query else "page=2", ""))
    return (asked,) if parts.query else (asked, folder, *paged)


def guess_proves_an_end(markup: Markup) -> bool:
    """Return True when a list whose second page is not there, as guessed, has but one page."""
    return (
        _has_folders(markup.generator)
        and not markup.more_by_button
        and not _has_plain(markup.url, (link.url for link in markup.links))
    )


def _has_plain(url: str, links: Iterable[str]) -> bool:
    """Return True when posts of the blog are at `/?p=12`; then its lists go on at `?paged=2`."""
    return any(
        _PLAIN.fullmatch(urlsplit(link).query) and host_of(link) == host_of(url) for link in links
    )


def _has_folders(generator: str) -> bool:
    return "wordpress" in generator or "ghost" in generator


def _goes_on(link: PageLink, base: str, *, begins: bool) -> bool:
    if is_numbered(link.url):
        # Another list of the same blog may be linked here too: only this one goes on. A page 1 is
        # this one again, unless the blog counts from 0 and says so.
        back = is_first_page(link.url) and not is_counted_from_0(link, begins=begins)
        return not back and _is_same_list(list_base(link.url), base)
    if _is_next_file(link, base):
        return True
    # `/`, `/2`, `/3`: some engines count pages by a bare number, or by one with a letter, `/p2`.
    one_more = not link.text and bare_number(link.url) == bare_number(base) + 1 > 1
    return (says_next(link) or one_more) and _bare_number(link.url, base)


def _counts_on(link: PageLink, here: str) -> bool:
    """Return True for what is called next, is numbered as that, and asked for as the page `here`.

    What else is asked for may be another with each page: the time of its last post, a place.
    """
    if not says_next(link) or number_of(link.url) != number_of(here) + 1 or not number_of(here):
        return False
    one, other = urlsplit(identity_url(link.url)), urlsplit(here)
    names = [sorted(name for name, _ in parse_qsl(parts.query)) for parts in (one, other)]
    return (one.netloc, one.path) == (other.netloc, other.path) and names[0] == names[1]


def _is_second(url: str, base: str, headed: set[str]) -> bool:
    """Return True for what may be the second page of the list at `base`, called the next one.

    `headed`: addresses that head items there, without their last number. Where posts have
    numbers, a number alone is a post's.
    """
    path = urlsplit(url).path
    if is_month(url):
        return False
    if BARE_NUMBER.search(path) and without_number(url) not in headed:
        return True
    if (match := PATH_NUMBER.search(path)) is not None:
        return re.findall(r"\d+", match[0]) == ["2"]
    if _SECOND_FILE.search(path):
        return True
    # A list at an address of its own is known by it; a part of one, asked for by a script, has
    # none but this. `?page=3` of another list is no second page.
    pairs = [(name.lower(), value) for name, value in parse_qsl(urlsplit(url).query)]
    counts = [
        (name, value)
        for name, value in pairs
        if PAGE_NAME.fullmatch(name) and not _NO_PLACE.fullmatch(name)
    ]
    return (
        len(counts) == 1
        and list_base(url) != base
        and (counts[0][1] == "2" or bool(_COUNTS_ENTRIES.fullmatch(counts[0][0])))
        and not is_first_page(url)
    )


def _is_asked_by_script(link: PageLink) -> bool:
    """Return True for what data of a page call its rest, and what answers to scripts alone.

    It need not say where that begins: `data-endpoint="/api/posts?username=kim"`.
    """
    return (
        "next" in link.rel and not link.text and bool(_OF_SCRIPTS.search(urlsplit(link.url).path))
    )


def _is_same_list(other: str, base: str) -> bool:
    if other == base:
        return True
    # A page's own address may carry more than its links do: how it is framed, who sent us.
    here, there = urlsplit(base), urlsplit(other)
    more, less = set(parse_qsl(here.query)), set(parse_qsl(there.query))
    return (here.netloc, here.path) == (there.netloc, there.path) and bool(less) and less < more


def _is_next_file(link: PageLink, base: str) -> bool:
    identity = identity_url(link.url)
    stem, here = _FILE_NUMBER.sub(r"\1", identity), _FILE_NUMBER.sub(r"\1", base)
    # A stem without letters is a year or a post's number.
    return identity != base and stem != identity and stem == here and not stem.endswith("/.html")


def _bare_number(url: str, base: str) -> bool:
    identity = identity_url(url)
    if is_month(url):
        return False
    return identity.rpartition("/")[0] == re.sub(r"/p?\d+$", "", base).rstrip("/") and bool(
        re.search(r"/p?\d{1,4}$", identity)
    )
