"""Which addresses belong to the blog: its host, or a user's folder on a host many share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from pipelines.urls import host_of

#: Files that are no pages.
_FILE = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|map|json|xml|rss|atom|rdf|txt|pdf|zip|gz|"
    r"tgz|rar|7z|exe|dmg|apk|iso|mp[34]|m4[av]|ogg|og[av]|webm|mov|avi|wav|flac|woff2?|ttf|otf|eot|"
    r"docx?|xlsx?|pptx?|hwpx?|csv|epub|mobi|swf|torrent|ics|vcf)$",
    re.IGNORECASE,
)
#: More equal path segments than this are a trap (relative links that repeat themselves).
MAX_REPEATS = 3
MAX_SEGMENTS = 16
#: Links into one folder that are no menu's.
_SOME = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """The addresses of one blog."""

    home: str
    #: Other hosts of the same blog: `www.`, the host after a redirect.
    hosts: frozenset[str] = frozenset()
    #: Paths of the blog on a shared host, without last slash; empty: the whole host.
    folders: tuple[str, ...] = ()
    #: By which words the script at its home page is asked for it, where that is one board of many.
    board: frozenset[tuple[str, str]] = frozenset()
    _host: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "_host", bare_host(self.home))

    def holds(self, url: str) -> bool:
        """Return True when `url` is an address of this blog."""
        host = bare_host(url)
        if host != self._host and host not in self.hosts:
            return False
        if self.board and self._is_of_another_board(url):
            return False
        if not self.folders:
            return True
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        if any(path == folder or path.startswith(folder + "/") for folder in self.folders):
            return True
        # The host's own scripts name the user in their query: /PostList?blogId=name.
        names = self._names()
        return any(value in names for _, value in parse_qsl(parts.query))

    def leads_on(self, url: str) -> bool:
        """Return True when a list of this blog may go on at `url`: /api/users/name/posts."""
        if self.holds(url):
            return True
        own = bare_host(url) == self._host and not (self.board and self._is_of_another_board(url))
        return own and not self._names().isdisjoint(unquote(urlsplit(url).path).split("/"))

    def _names(self) -> set[str]:
        return {folder.lstrip("/@~") for folder in self.folders}

    def _is_of_another_board(self, url: str) -> bool:
        parts = urlsplit(url)
        own = dict(self.board)
        return parts.path == urlsplit(self.home).path and any(
            own.get(name, value) != value for name, value in parse_qsl(parts.query)
        )


def blog_scope(home: str, final: str = "") -> Scope:
    """Return the scope of the blog at `home`, which redirects led to `final`.

    A first segment `/@name` or `/~name` is a user's own folder: the rest of the host is others'.
    """
    folders = tuple(dict.fromkeys(folder for url in (home, final) if (folder := user_folder(url))))
    hosts = frozenset(bare_host(url) for url in (home, final) if url)
    return Scope(home=home, hosts=hosts, folders=folders)


def section_of(home: str) -> str:
    """Return the folder a blog's home page lies in, `/blog/`; empty for the top of a host.

    Beside a blog in a folder a host has other things; only what a feed names, or what is
    built like it, is the blog's although it lies outside.
    """
    path = urlsplit(home).path
    folder = path if path.endswith("/") else path.rpartition("/")[0] + "/"
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        folder = path + "/"
    return "" if folder == "/" else folder


def section_beside(home: str, links: Iterable[str], *, heads_others: bool = False) -> str:
    """Return the folder that a blog lies in, as the pages that its home page links to tell.

    `/list` of a blog whose posts are at `/read?id=7` is a page, and no folder: nothing is below it.
    So is `/blog/` if it heads its items with what lies elsewhere (`heads_others`). A board at
    `/board/diary/8/` may show its posts at `/article/diary/8/7/`: that is the folder then.
    """
    section, links = section_of(home), list(links)
    path = urlsplit(home).path
    if not section or any(_is_below(url, section) for url in links):
        return section
    if folder := _folder_of_its_name(section, links):
        return folder
    if path.endswith("/") and not heads_others:
        return section
    parent = path.rstrip("/").rpartition("/")[0] + "/"
    while parent != "/" and not any(_is_below(url, parent) for url in links if url != home):
        parent = parent.rstrip("/").rpartition("/")[0] + "/"
    return "" if parent == "/" else parent


def _folder_of_its_name(section: str, links: Iterable[str]) -> str:
    """Return the folder that is called as the last one of `section`, and holds some of `links`."""
    name = section.rstrip("/").rpartition("/")[2]
    paths = {urlsplit(url).path.rstrip("/") for url in links}
    folders = Counter(path.rpartition("/")[0] + "/" for path in paths)
    own = {folder: count for folder, count in folders.items() if folder.endswith(f"/{name}/")}
    folder = max(own, key=lambda one: own[one], default="")
    return folder if own.get(folder, 0) >= _SOME else ""


def _is_below(url: str, section: str) -> bool:
    path = urlsplit(url).path
    return path.startswith(section) and path != section


def is_below(url: str, page: str) -> bool:
    """Return True when `url` lies in the folder that the page at `page` is, on its host."""
    folder = urlsplit(page).path.rstrip("/") + "/"
    path = urlsplit(url).path
    return (
        bare_host(url) == bare_host(page)
        and folder != "/"
        and path.startswith(folder)
        and path != folder
    )


def is_aside_of(url: str, page: str) -> bool:
    """Return True for comments, feeds and other views of the page at `page`, which lie below it."""
    if not is_below(url, page):
        return False
    below = urlsplit(url).path[len(urlsplit(page).path.rstrip("/")) + 1 :]
    name = below.partition("/")[0]
    # /post/7/history is that of the post; /git/history is a note on its own.
    numbered = urlsplit(page).path.rstrip("/").rpartition("/")[2].isdecimal()
    return bool(_ASIDE.fullmatch(name) or (numbered and _ASIDE_OF_A_NUMBER.fullmatch(name)))


def is_feed_of(url: str, writer: str) -> bool:
    """Return True for a feed below the page of a writer, or called by the name."""
    if is_below(url, writer):
        return True
    parts = urlsplit(writer)
    name = parts.path.rstrip("/").rpartition("/")[2]
    names = {value for _, value in parse_qsl(parts.query)} if parts.query else {name}
    feed = urlsplit(url)
    said = {*re.split(r"[/.@]", feed.path), *(value for _, value in parse_qsl(feed.query))}
    return bare_host(url) == bare_host(writer) and not names.isdisjoint(said)


def is_comments_page_of(url: str, page: str) -> bool:
    """Return True for a page of the comments of `page`, counted: `/rain/comments/2`."""
    folder = urlsplit(page).path.rstrip("/") + "/"
    return is_below(url, page) and bool(_COMMENTS_PAGE.fullmatch(urlsplit(url).path[len(folder) :]))


_COMMENTS_PAGE = re.compile(r"(?:comments?|replies)/(?:page[/-]?)?\d{1,4}/?", re.IGNORECASE)
_ASIDE = re.compile(
    r"comments?|comment-page-\d+|repl(?:y|ies)|respond|attachments?|trackback|pingback|feed|"
    r"rss|atom|amp|embed|print|pdf|likes|reposts|revisions?",
    re.IGNORECASE,
)
_ASIDE_OF_A_NUMBER = re.compile(r"reviews?|share|like|history|edit|source|stats", re.IGNORECASE)


def writer_page(url: str) -> str:
    """Return `url` when it is the page of one writer among others, else an empty string.

    Only what is listed there is meant; the posts themselves may lie anywhere on the host.
    """
    parts = urlsplit(url)
    return url if _WRITER.fullmatch(parts.path) or _WRITER_ASKED.fullmatch(parts.query) else ""


_WRITER = re.compile(
    r"(?:/[^/]+)?/(?:authors?|writers?|contributors?|columnists?|bloggers?|users?|members?|profiles?)"
    r"/[^/]+/?",
    re.IGNORECASE,
)
_WRITER_ASKED = re.compile(r"author(?:_name)?=[^&]+", re.IGNORECASE)


def at_host_of(url: str, page: str) -> str:
    """Return `url` at the host of `page`: an author's own machine may stand in a blog's links."""
    if bare_host(url) == bare_host(page):
        return url
    here = urlsplit(page)
    return urlunsplit((here.scheme, here.netloc, *urlsplit(url)[2:]))


def at_scheme_of(url: str, page: str) -> str:
    """Return `url` with the scheme of `page`, if both are on one host."""
    if host_of(url) != host_of(page):
        return url
    return urlunsplit((urlsplit(page).scheme, *urlsplit(url)[1:]))


def user_folder(url: str) -> str:
    """Return `/@name` of an address in a user's folder, else an empty string."""
    match = re.match(r"/(@@?|~)[^/@~][^/]*", urlsplit(url).path)
    return match[0] if match else ""


def bare_host(url: str) -> str:
    """Return the host without `www.`, with its port."""
    return host_of(url).removeprefix("www.")


def is_json_address(url: str) -> bool:
    """Return True for the address of a file of JSON."""
    return urlsplit(url).path.lower().endswith(".json")


@lru_cache(maxsize=4096)
def is_page_address(url: str) -> bool:
    """Return False for files that are no pages, and for addresses that only a trap has."""
    path = urlsplit(url).path
    segments = [segment for segment in path.split("/") if segment]
    if _FILE.search(path) or len(segments) > MAX_SEGMENTS:
        return False
    # Numbers may repeat (/2024/05/05/5); words that repeat go round in a circle.
    words = [segment for segment in segments if not segment.isdigit()]
    return all(words.count(word) <= MAX_REPEATS for word in set(words))
