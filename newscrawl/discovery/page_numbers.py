"""What page of which list an address says that it is."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from newscrawl.discovery.paths_asked import parts_of, path_asked
from pipelines.urls import identity_url

#: Query names that count pages or entries, or carry the place where the next page begins.
PAGE_NAME = re.compile(
    r"""(?:current|now|list|c)?_?page(?:no|num|_no|index|number)? | paged | pg | seite | pagina |
    .{1,40}\[(?:current_?)?page\] | [0-9a-f]{8}_page | debut_\w{1,30} |
    start(?:-?index)? | offset | skip |
    cursor | updated-max | before | after | (?:last|max)_?id |
    max-results | by-date | reverse-paginate""",
    re.VERBOSE,
)
#: /page/2/  /page2/  /page-2.html  `?p=2` and /p/2 are posts on some engines and are left out.
PATH_NUMBER = re.compile(
    r"/(?:page|paged|seite|pagina|페이지)[/_:-]?\d+(?:\.html?|/index\.html?)?/?$", re.IGNORECASE
)
#: index2.html: Pelican; index-1.html: Nikola, which counts from the oldest page.
_INDEX_NUMBER = re.compile(r"/index[-_]?\d{1,4}\.html?$", re.IGNORECASE)
#: Comments of a post have pages of their own, and each of them shows the post again.
_COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")
_COMMENT_QUERY = re.compile(r"(?:cpage|comment-page)=\d+")


# Every page of a blog links to the same few hundred.
@lru_cache(maxsize=4096)
def list_base(url: str) -> str:
    """Return the identity of the list that `url` is a page of: its page number taken away."""
    parts = urlsplit(url)
    if parts.query and (asked := path_asked(url)):
        first = "" if asked.startswith("/") else "/"
        below = PATH_NUMBER.sub("/" if asked.endswith("/") else "", first + asked)
        page = f"{parts.scheme}://{parts.netloc}{parts.path}"
        below = below.removeprefix(first)
        return identity_url(f"{page}?{below}" if below.strip("/") else page)
    path = PATH_NUMBER.sub("/", parts.path)
    path = _INDEX_NUMBER.sub("/", path)
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not PAGE_NAME.fullmatch(name.lower())
        ]
    )
    return identity_url(f"{parts.scheme}://{parts.netloc}{path}" + (f"?{query}" if query else ""))


def is_first_page(url: str) -> bool:
    """Return True for the page that a list shows without a number: `?page=1`, /page/1/."""
    numbers = numbers_in(url)
    return bool(numbers) and all(number in ("0", "1") for number in numbers)


def is_numbered(url: str) -> bool:
    """Return True when the address itself says that it is a page of a list."""
    return list_base(url) != identity_url(url)


def number_of(url: str) -> int:
    """Return which page of its list an address says that it is; 0 when it does not say."""
    numbers = [int(number) for number in numbers_in(url) if number.isdecimal() and len(number) < 7]
    return numbers[0] if len(numbers) == 1 else 0


def numbers_in(url: str) -> list[str]:
    """Return the page numbers that an address states."""
    pairs = parse_qsl(urlsplit(url).query)
    found = [value for name, value in pairs if PAGE_NAME.fullmatch(name.lower())]
    if match := PATH_NUMBER.search(parts_of(url).path):
        found += re.findall(r"\d+", match[0])
    return found


def page_after(url: str, by: int = 1) -> str:
    """Return the address of the page after a guessed one; empty when it has no number.

    Or of one that is so many pages away (`by`).
    """
    match = re.search(r"(?<=[/=])\d+(?=/?$)", url)
    return f"{url[: match.start()]}{int(match[0]) + by}{url[match.end() :]}" if match else ""


def without_page_of(url: str, listing: str) -> str:
    """Return `url` without the page number of `listing` that it carries along to lead back there.

    Boards do so: the posts on `board?id=diary&page=3` are at `board?id=diary&no=7&page=3`, and
    those on `/board/diary?page=3` at `/article/7/page/3/`.
    """
    if list_base(url) == list_base(listing):
        return url
    number = PATH_NUMBER.search(urlsplit(url).path)
    if number and re.findall(r"\d+", number[0]) == [str(number_of(listing) or 1)]:
        parts = urlsplit(url)
        return urlunsplit((*parts[:2], PATH_NUMBER.sub("/", parts.path), *parts[3:]))
    if "?" not in url:
        return url
    here = set(parse_qsl(urlsplit(listing).query))
    if not numbers_in(listing):
        here |= {(name, "1") for name, _ in parse_qsl(urlsplit(url).query)}  # the first page
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair not in here or not PAGE_NAME.fullmatch(pair[0].lower())]
    if len(kept) == len(pairs):
        return url
    return urlunsplit((*parts[:3], urlencode(kept), ""))


@lru_cache(maxsize=4096)
def without_comments_of(url: str) -> str:
    """Return `url` without the page of a post's comments that it opens the post at."""
    parts = urlsplit(url)
    path = _COMMENT_PAGE.sub("/", parts.path)
    query = "&".join(one for one in parts.query.split("&") if not _COMMENT_QUERY.fullmatch(one))
    if (path, query) == (parts.path, parts.query):
        return url
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
