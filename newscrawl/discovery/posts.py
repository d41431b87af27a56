"""Post or not, told by the address: what the blog's indexes taught, words, dates; with reasons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from newscrawl.discovery.days import Days
from newscrawl.discovery.page_numbers import is_numbered
from newscrawl.discovery.paths_asked import parts_of
from newscrawl.discovery.scope import is_page_address
from newscrawl.discovery.shapes import (
    SAMPLE,
    Shape,
    deeds_in,
    family,
    kind_of,
    outline_of,
    tells_a_day,
)

#: Words in an address that speak against a post. A hint among others, never the verdict alone.
_LISTING_WORD = re.compile(
    r"tags? | labels? | categor(y|ies) | cat | authors? | keywords? | feeds? | rss | atom | page",
    re.VERBOSE,
)
#: Folders that hold lists on one blog and posts on the next: old Movable Type has /archives/1.html.
_EITHER_WORD = re.compile(
    r"""topics? | archives? | sections? | series | users? | profile | members? | blogroll |
    taxonomy | collections? | genre | pages""",
    re.VERBOSE,
)
_OTHER_WORD = re.compile(
    r"""search | log(in|out) | sign(in|up) | register | account | admin | wp-\w+(\.php)? |
    cart | checkout | subscribe | newsletter | contact | privacy | terms | about | guestbook |
    notice | manage | owner | write | settings | cdn-cgi | xmlrpc\.php | trackback | comments? |
    calendar | print | share | amp | drafts? | preview | toolbar | popup | abusereport |
    (rss|sitemap)(\.xml)?""",
    re.VERBOSE,
)
#: Scripts of boards, beside the one that shows a post, that ask or do something.
_ACTION = re.compile(
    r"(?:write|reply|modify|delete|password|scrap|memo|formmail|point|poll|register|login|logout"
    r"|download|view_image|good|nogood|confirm)(?:_\w+)?\.(?:php|asp|aspx|jsp|do|cgi)"
)
#: Those of them that change nothing, and on some blogs show the posts: "my scraps", "memos".
_MAY_SHOW = re.compile(r"(?:memo|point|poll|scrap)(?:_\w+)?\.\w{1,4}")
#: At or below this an address is certainly no post, and is not fetched.
CERTAINLY_NOT = -3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How much an address looks like a post's, and why."""

    #: Above 0 it looks like one; at `CERTAINLY_NOT` or below it is none.
    score: float
    reasons: tuple[str, ...]

    @property
    def hopeless(self) -> bool:
        """Return True when fetching it would be a waste."""
        return self.score <= CERTAINLY_NOT


@dataclass(slots=True)
class _Pattern:
    """The addresses of posts that have one outline: per segment the words seen."""

    seen: list[Counter[str]]
    count: int = 0

    def add(self, words: tuple[str, ...]) -> None:
        self.count += 1
        for place, word in enumerate(words):
            # Beyond a few words a place is free; the counter need not grow with the blog.
            if len(self.seen[place]) <= 3:
                self.seen[place][word] += 1

    def matches(self, words: tuple[str, ...]) -> bool:
        return all(
            len(counter) != 1 or word in counter or self.count < SAMPLE
            for counter, word in zip(self.seen, words, strict=True)
        )


@dataclass(slots=True)
class PostPatterns:
    """What the blog has taught about its own addresses."""

    _patterns: dict[Shape, _Pattern] = field(default_factory=dict)
    _learned: int = 0
    #: Scripts called as those that act are, and that show posts.
    _shows: set[str] = field(default_factory=set)
    #: Whether posts lie in folders of days: then the folder of a day is a list.
    _in_days: bool = False
    #: How many pages of each family were read, and how many of them were posts.
    _read: Counter[Shape] = field(default_factory=Counter)
    _posts: Counter[Shape] = field(default_factory=Counter)
    days: Days = field(default_factory=Days)

    def learn(self, urls: Iterable[str]) -> None:
        """Take addresses that are posts for certain: a feed or a list API names them."""
        urls = list(urls)
        self.days.learn(urls)
        for url in urls:
            outline, words = outline_of(url)
            pattern = self._patterns.setdefault(outline, _Pattern([Counter() for _ in words]))
            pattern.add(words)
            self._learned += 1
            if script := _acting(urlsplit(url).path):
                self._shows.add(script)
            self._in_days = self._in_days or _lies_in_a_day(outline)

    def take_titles(self, links: Iterable[tuple[str, str]]) -> None:
        """Take what a page lists, address and text: a script with many titles shows posts.

        Each is asked for by its number; links that do something are called by that, each time.
        """
        titles: dict[str, set[str]] = defaultdict(set)
        for url, text in links:
            script = _acting(urlsplit(url).path)
            if _MAY_SHOW.fullmatch(script) and re.search(r"=\d+", url):
                titles[script].add(re.sub(r"\d+", "", text))
        self._shows |= {script for script, found in titles.items() if len(found) >= SAMPLE}

    def saw(self, url: str, is_post: bool) -> None:
        """Take what a page proved to be when it was read."""
        shape = family(url)
        self._read[shape] += 1
        self._posts[shape] += is_post

    def none_like(self, url: str) -> bool:
        """Return True when pages built like `url` were read, and none of them was a post."""
        shape = family(url)
        return bool(self._read[shape]) and not self._posts[shape]

    @property
    def knows(self) -> bool:
        """Return True once enough posts were learned to speak of a pattern."""
        return self._learned >= SAMPLE

    @property
    def plain(self) -> bool:
        """Return True when the posts learned carry no query: then a query names a copy."""
        return self.knows and not any("?" in shape for shape in self._patterns)

    def matches(self, url: str) -> bool:
        """Return True when `url` has the outline of posts learned."""
        outline, words = outline_of(url)
        pattern = self._patterns.get(outline)
        return pattern is not None and pattern.matches(words)

    def judge(self, url: str) -> Judgement:
        """Return how much `url` looks like a post of this blog."""
        said = list(self._said_of(url))
        score = sum(points for points, _ in said)
        return Judgement(score=score, reasons=tuple(reason for _, reason in said))

    def _said_of(self, url: str) -> Iterator[tuple[float, str]]:
        """Yield what speaks for `url` as a post (points above 0) or against it, and why."""
        parts = parts_of(url)
        segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
        if not is_page_address(url):
            yield -10, "a file or a circle of folders"
        if not segments and not parts.query:
            yield -10, "the top of the site"
        if "_sources" in segments[:-1]:
            yield -10, "what Sphinx made a page of"
        if is_numbered(url):
            yield -3, "a page of a list"
        if self.knows and not self.matches(url):
            yield -1, "not built like the posts in the feed or list"
        elif self.knows:
            yield 2 if _is_strong(url) else 1, "built like the posts in the feed or list"
        yield from _said_by_words(segments)
        if self.days.is_list(url):
            yield -10, "a month, or a day of all years, where posts are days"
        if self._in_days and tuple(map(kind_of, segments[-3:])) == _DAY:
            yield -3, "a day, in whose folder posts lie"
        script = _acting(parts.path)
        if script and script not in self._shows:
            yield -10, f"{script} asks for something or does it"
        deed = next(deeds_in(parts.query), "")
        if deed:
            yield -3, f"{deed} does something with a post"
        if tells_a_day(segments):
            yield 1, "dated"
        shape = family(url)
        read, proved = self._read[shape], self._posts[shape]
        if read >= SAMPLE and not proved:
            yield -3, f"{read} pages like it were no posts"
        elif proved:
            # What pages proved to be outweighs what addresses suggest.
            yield 3 if 2 * proved >= read else 0.5, f"{proved} of {read} pages like it were posts"


def _said_by_words(segments: list[str]) -> Iterator[tuple[float, str]]:
    """Yield what words of an address, as `tag` and `about`, say against a post, and why."""
    lists = [word for word in segments[:-1] if _LISTING_WORD.fullmatch(word)]
    perhaps = [word for word in segments[:-1] if _EITHER_WORD.fullmatch(word)]
    if lists:
        yield -2, f"{lists[0]}/ groups posts"
    elif segments and _groups(_stem(segments[-1])):
        yield -2, f"{segments[-1]} groups posts"
    elif perhaps:
        yield -1, f"{perhaps[0]}/ may group posts"
    others = [word for word in segments if _OTHER_WORD.fullmatch(_stem(word))]
    if others:
        yield -2 if others[-1] == segments[-1] else -1, f"{others[-1]} is seldom a post"


def _acting(path: str) -> str:
    last = path.rpartition("/")[2].lower()
    return last if _ACTION.fullmatch(last) else ""


def _groups(word: str) -> bool:
    return bool(_LISTING_WORD.fullmatch(word) or _EITHER_WORD.fullmatch(word))


def _stem(segment: str) -> str:
    return re.sub(r"\.(html?|php|aspx?)$", "", segment)


_DAY = ("year", "day", "day")


def _lies_in_a_day(outline: Shape) -> bool:
    return any(outline[place : place + 3] == _DAY for place in range(len(outline) - 3))


def _is_strong(url: str) -> bool:
    # A lone slug at the top says nothing: /about/ is built the same way.
    outline, _ = outline_of(url)
    return len(outline) > 1 or outline[:1] == ("number",)
