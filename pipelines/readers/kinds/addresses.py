"""What the address of a page says of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from pipelines.items import PageKind
from pipelines.readers import platforms
from pipelines.readers.kinds.seen import Seen
from pipelines.urls import canonical_url

LIST_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|labels?|series|authors?|archives?|pages?/\d+|page\d+|"
    r"keywords?|search|feed|guestbook|태그|카테고리|분류|tagged|search/label|collections?)"
    r"(?:/|$|\.html?$)|/(?:archives?|categories|tags|authors|index\d*|all|posts|blog)(?:\.html?)?/?$"
    # What lies deeper is what stood in one: `/magazine/2017/01/a-title/`.
    r"|/magazine(?:/[^/]+)?/?$",
    re.IGNORECASE,
)

#: WordPress numbers posts so when asked to, livedoor and Typecho always; a year is a list.
#: Forums call a thread a topic: `/topic/42800001`, `/topic/123456-a-title/`.
_NUMBERED_POST = re.compile(
    r"/archives?/(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])?\b)\d+(?:/\d{3,})?(?:\.html?|/?)$"
    # With the shelf before the number, as WordPress's own setting has it.
    r"|/archives?/(?!(?:19|20)\d\d\b|page\b)[^/]+/\d{2,}/?$"
    # Serendipity's: `/archives/311-Old-switches.html`.
    r"|/archives/(?!(?:19|20)\d\d-)\d+-[^/]*[a-z][^/]*\.html$"
    # Movable Type's lie by month, under the first letters of their titles.
    r"|/archives?/(?:19|20)\d\d/(?:\d\d/){1,2}(?!index|page|week)[^/]*[a-z][^/]*(?:\.html?|/?)$"
    r"|/topic/\d{4,}(?:-[^/]+)?/?$"
    # Papers put the columns of each who writes below a name: `/authors/kovalyk/5e8c1f20b44a1/`.
    r"|/authors?/[^/]+/(?!page|(?:19|20)\d\d\b)(?=[^/]*\d)[^/.]{6,}/?$"
    # What is numbered on these shelves is a list, too.
    r"|(?<!/series)(?<!/collection)(?<!/collections)(?<!/category)(?<!/tag)/(?:detail|view|read)/\d+/?$"
)
#: Halo's posts lie there by their names, and Articulate's, and other engines' lists.
_NAMED_IN_ARCHIVES = re.compile(
    r"/archives?/(?!(?:19|20)\d\d\b|page\b|tags?\b|categor|authors?\b|date\b|index\b"
    r"|(?:all|week|month|year|issue)s?[-_]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_]\d+/?$)"
    # One word alone is a shelf's.
    r"(?=[^/]*[-_\d\u0080-\uffff])[^/]+/?$",
    re.IGNORECASE,
)


def _folder(words: str) -> re.Pattern[str]:
    return re.compile(rf"/(?:{words})(?:/|\.html?$|$)", re.IGNORECASE)


_LISTS: dict[PageKind, re.Pattern[str]] = {
    "tag": _folder("tags?|tagged|태그|keywords?"),
    "author": _folder("authors?"),
    "category": _folder("categor(?:y|ies)|카테고리|분류|topics?|search/label|labels?"),
    "archive": _folder(r"archives?|(?:19|20)[0-9]{2}(?:/(?:0?[1-9]|1[0-2]))?(?=/?$)"),
}
ABOUT_PATH = re.compile(
    r"/(?:about(?:[-_]?(?:me|us))?|contact(?:[-_]us)?|imprint|impressum|privacy(?:[-_]policy)?|terms|"
    r"datenschutz|disclaimer|소개|guestbook|guest-book|profile|help|faq|sitemap|subscribe)(?:/|\.html?|$)",
    re.IGNORECASE,
)
_POST_PATH = re.compile(
    r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/|/(?:entry|posts?|p|articles?|story|stories|news)/[^/]+/?$|"
    r"/\d{1,15}/?$|/[^/]*-[^/]*-[^/]*/?$|\.html?$",
    re.IGNORECASE,
)
#: `/2024/`, and where a folder holds a month or a day: `/202409/`, `/2024-09/`, `/20240930/`.
_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d(?:[-_]?(?:0[1-9]|1[0-2])(?:[-_]?(?:0[1-9]|[12]\d|3[01]))?)?/.*[^/]"
)
#: Where a post may be called `login` or `forum`.
_AMONG_POSTS = re.compile(r"/(?:19|20)\d\d/|/(?:entry|posts?|p|articles?)/", re.IGNORECASE)
#: Four words or more, and a folder of posts, in whatever language it is called so.
_TITLED = re.compile(r"/[^/_-]+(?:[-_]+[^/_-]+){3,}/?$")
_FOLDER_OF_POSTS = re.compile(
    r"/(?:blogs?|entry|posts?|news|story|stories|art(?:ic|ik|yk)[^/.]*)/", re.IGNORECASE
)
#: A page that stands for its folder, where that is called as a post is, not as a shelf.
_INDEX_OF_POST = re.compile(
    r"(?:/[^/_-]+(?:[-_][^/_-]+){2,}"
    r"|/(?:19|20)\d\d/(?:\d\d/){1,2}(?!page|index|week)[^/]*[^\W\d_][^/]*)(?P<index>/index\.html?)$",
    re.IGNORECASE,
)
LOGIN_PATH = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|sign[-_]?up|register|auth|wp-login\.php)(?:/|$|\.)", re.IGNORECASE
)
#: What visitors fill in to be known, as the last step of an address or what it asks to be done.
_ACCOUNT = re.compile(
    r"(?:wp-)?log[-_]?in|sign[-_]?(?:in|up)|regist(?:er|ration)|auth|(?:create|new)[-_]?account|"
    r"(?:(?:forgot|lost|reset)[-_]?)?password",
    re.IGNORECASE,
)
#: Where the parts of a board are named: threads have a number behind it.
_BOARD = re.compile(r"/forums?(?:\.php)?/?$", re.IGNORECASE)


def which_list(kind: PageKind, path: str) -> PageKind:
    """Return what a list is a list of, as far as its address tells."""
    if kind != "listing":
        return kind
    return next((name for name, words in _LISTS.items() if words.search(path)), kind)


def addressed(seen: Seen) -> Iterator[tuple[float, str]]:
    """Yield what the address weighs, for a post or against it, with the reason."""
    if is_home(seen):
        yield -4.0, "it is the home page"
        return
    query = query_of(seen)
    one, path = _asks_for_one(seen.path, query), seen.path
    if named_folder := _INDEX_OF_POST.search(path):
        path = path[: named_folder.start("index")]
    is_list = LIST_PATH.search(path) and not (_NUMBERED_POST.search(path) or one)
    named = {"s", "q", "search", "tag", "category", "cat", "paged", "page", "author"} & set(query)
    if named == {"page"} and not is_list:
        numbers = "/".join(query.get(name, [""])[0] for name in _NUMBERS if name != "id")
        if _NUMBERED.search(f"{numbers}/{seen.path}"):
            named = set()  # `/notice/2034?page=3`, `/a.html?uid=88213&page=1`: where one was
    told = platforms.page_kind(seen.document) if named else None
    # Boards carry the page of the list along in the addresses of their posts.
    if is_list or (named and not one and not (told and told[0] == "post")):
        # A category in the query of a post's address only says how it was reached.
        numbered = re.search(r"/\d+/?$|/entry/", seen.path)
        if not (numbered and {"category"} & set(query)):
            either = not named and _NAMED_IN_ARCHIVES.search(seen.path)
            yield (
                (-0.5, "its address may be that of a list")
                if either
                else (-2.5, "its address is that of a list")
            )
    elif not query and _BOARD.search(path) and not _AMONG_POSTS.search(path):
        yield -2.5, "its address is that of a board"
    elif ABOUT_PATH.search(seen.path):
        yield -3.0, "its address is that of a page about the site"
    elif _asks_who(seen.path, query):
        yield -4.0, "its address is that of a form for visitors"
    elif _is_titled(path):
        yield 1.5, "its address is that of a post with its title"
    elif _DATED_PATH.search(seen.path):
        yield 1.0, "its address is dated, as that of a post"
    elif _POST_PATH.search(path):
        yield 0.5, "its address looks like a post's"


def _is_titled(path: str) -> bool:
    title = _TITLED.search(path)
    return title is not None and _FOLDER_OF_POSTS.search(path, 0, title.start() + 1) is not None


_NUMBERED = re.compile(r"/\d{3,}/?$|(?:^|/)\d{3,}/+(?=/)")


def _asks_for_one(path: str, query: dict[str, list[str]]) -> bool:
    """Return whether an address shows one entry of a list: `/blog/?bmode=view&idx=12`."""
    shows = _SHOWN.search(path) is not None or any(
        values[0] in _SHOWING for name, values in query.items() if name in _MODES
    )
    return shows and any(values[0].isdigit() for name, values in query.items() if name in _NUMBERS)


_MODES = ("mode", "bmode", "mod", "act", "vmode", "cmd", "action", "do", "section")
_SHOWN = re.compile(r"/(?:\w+[-_])?(?:view|read)\.(?:php|html?|aspx?|jsp|cgi|do)$", re.IGNORECASE)
_SHOWING = ("view", "read", "document", "detail", "show")


def _asks_who(path: str, query: dict[str, list[str]]) -> bool:
    """Return whether an address is that of a login or a registration."""
    above, _, last = path.rstrip("/").rpartition("/")
    # `/members/members_login`
    folder = above.rpartition("/")[2].lower()
    step = last.partition(".")[0].lower().removeprefix(f"{folder}_")
    step = "" if _AMONG_POSTS.search(path) else step
    asked = [values[0] for name, values in query.items() if name in _MODES]
    return any(map(_ACCOUNT.fullmatch, (step, *asked)))


_NUMBERS = ("idx", "no", "uid", "seq", "num", "id", "wr_id", "document_srl", "bidx", "articleNo")


def query_of(seen: Seen) -> dict[str, list[str]]:
    """Return the query of the page's address, without the page of a post that it is, or a name."""
    query = parse_qs(urlsplit(seen.document.url).query) if "?" in seen.document.url else {}
    # `?page=all`, `?page=news_item&id=12`
    if seen.document.parts.of or not query.get("page", ["1"])[0].isdigit():
        query.pop("page", None)
    return query


def is_home(seen: Seen) -> bool:
    """Return whether the page is the home page of its site, or a page of the list on it."""
    url, site = seen.document.url, seen.document.page.site
    parts = urlsplit(url)
    if parts.query and set(parse_qs(parts.query)) - {"page", "paged"}:
        return False
    return _ROOT.fullmatch(seen.path) is not None or canonical_url(url) == canonical_url(site)


_ROOT = re.compile(r"/?(?:index\.\w+)?", re.IGNORECASE)
