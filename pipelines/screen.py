"""ScreenPipeline: lets posts through; everything else leaves with a counted reason.

A page that is worse than what is held of its post must not become a revision, nor what a server
says in place of a post a post: some answer 200 with a notice.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from pipelines.archive import ArchiveError
from pipelines.archive.batch import is_forgotten
from pipelines.archive.held import Held, has_more_letters, held_post, letters_of
from pipelines.archive.writer import FORGOTTEN
from pipelines.items import Post
from pipelines.readers.kinds.notices import is_notice
from pipelines.session import leaves_no_trace, session_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


#: Letters of a held text below which a shorter one tells nothing.
LONG = 100
#: A new text of less than this part of the held one may be a notice in its place.
SLIVER = 0.25
#: Letters of the longest text that may be a notice.
NOTICE = 600
#: Letters of a title by which it is known again: lists cut titles, and add to them.
_ENOUGH = 6
#: Short texts that are remembered: whatever is shown in place of posts is shown for many.
_MOST_SAID = 10_000
_LETTER = re.compile(r"\w")
_NOT_OF_THE_PAGE = ("dates.entry_published", "dates.url_date")
# What servers and gates say of themselves, not of a post.
_TROUBLE = re.compile(
    r"temporarily unavailable|under maintenance|too many requests|service unavailable|"
    r"access denied|forbidden|captcha|verify (?:that )?you are (?:a )?human|just a moment|"
    r"enable javascript|internal server error|bad gateway|log ?in to|sign in to|"
    r"점검\s*(?:중|안내)|일시적(?:으로|인)|잠시 후 다시|접속이 (?:원활|지연)|트래픽|"
    r"로그인(?:이|을| 후)|권한이 없|자동\s*접속|メンテナンス|しばらくして|"
    r"アクセスが集中|请稍后|维护中|登录后",
    re.IGNORECASE,
)


def worse(held: Held, post: Post) -> str:
    """Return why a page of a known post must not replace what is held; empty when it may."""
    letters = letters_of(post.body_text)
    if held.letters < LONG or letters >= SLIVER * held.letters:
        return ""
    shrunk = f"{letters} letters where there were {held.letters}"
    if not letters:
        return shrunk
    said = f"{post.title}\n{post.body_text}"
    if is_notice(said) or _TROUBLE.search(said):
        return f"{shrunk}, and they are a notice"
    if post.title != held.title and held.dated and post.published is None:
        return f"{shrunk}, under another title and without the date"
    return ""


def stands_in(post: Post, *, said_before: bool) -> str:
    """Return why a page shows what its server says in place of a post; empty where it does not.

    `said_before`: another address showed the same. That, words of trouble for a title, and that no
    list which names the address knows that title: two of these three are enough, unless a list
    calls it so: a firm may tell of each night's maintenance in the same words.
    """
    if has_more_letters(post.body_text, NOTICE):
        return ""
    title = _words(post.title)
    shown = title + _words(post.body_text)
    named = [name for entry in post.entries if (name := _words(entry.title or ""))]
    begun = title[:_ENOUGH]
    called = any(begun and begun in name for name in named)
    known = called or any(name[:_ENOUGH] in shown for name in named)
    signs = {
        "the same words as at another address": said_before,
        "a notice for a title": bool(is_notice(post.title) or _TROUBLE.search(post.title)),
        "not the title that lists give": bool(named) and not known,
    }
    told = [sign for sign, is_so in signs.items() if is_so]
    return ", ".join(told) if len(told) > 1 and not called else ""


def _as_shown(post: Post) -> tuple[object, ...]:
    """Return what a page shows by which a post differs from others of the same few words.

    Its pictures and its own date: what a feed or the address says is not what was answered there.
    """
    told = [
        one.value
        for one in post.evidence
        if one.field == "published" and one.reader not in _NOT_OF_THE_PAGE
    ]
    return (post.title, post.body_text, *told, *(image.url for image in post.images))


def _words(text: str) -> str:
    return "".join(_LETTER.findall(text)).casefold()


class ScreenPipeline:
    """Drops what is no post, posts older than `-a since=`, and pages worse than what is held."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._dry = leaves_no_trace(crawler)
        since: datetime | None = getattr(crawler.spider, "since", None)
        self._since = since.astimezone(UTC) if since else None
        #: Which post said it first, of those that say little.
        self._said: dict[int, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ScreenPipeline:
        """Return the stage."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return a post that belongs into the archive; raises DropItem for the rest."""
        if not isinstance(item, Post):
            return item
        if item.kind != "post":
            self._drop(item.kind, "; ".join(item.kind_reasons))
        if not item.body_text and not item.images and not item.embeds:
            self._drop("empty", "no text, no image, nothing embedded")
        if self._since and item.published and item.published.utc < self._since:
            self._drop("older", "older than asked for")
        if not self._dry and await self._forgotten(item):
            self._drop("forgotten", FORGOTTEN)
        if reason := await self._worse(item):
            self._drop("worse", reason)
        if reason := stands_in(item, said_before=self._said_before(item)):
            # The post is there, and this was not it: the next run asks again.
            self._drop("notice", reason, counted="failed")
        return item

    def _said_before(self, post: Post) -> bool:
        if has_more_letters(post.body_text, NOTICE):
            return False
        if len(self._said) >= _MOST_SAID:
            self._said.clear()
        said = hash(_as_shown(post))
        return self._said.setdefault(said, post.canonical_url) != post.canonical_url

    async def _forgotten(self, post: Post) -> bool:
        session = session_of(self._crawler)
        try:
            return await session.call(is_forgotten, session.archive, post)
        except ArchiveError:
            return False  # storing will say so, and stop the crawl

    async def _worse(self, post: Post) -> str:
        # Half a screen of text is a notice at most; anything longer is taken as it is.
        if self._dry or has_more_letters(post.body_text, NOTICE):
            return ""
        session = session_of(self._crawler)
        addresses = (post.canonical_url, post.url, post.fetch.url)
        try:
            held = await session.call(held_post, session.archive, post.site, *addresses)
        except ArchiveError:
            return ""  # storing will say so, and stop the crawl
        return worse(held, post) if held else ""

    def _drop(self, reason: str, sentence: str, *, counted: str = "dropped") -> None:
        self._stats.inc_value(f"newscrawl/{counted}/{reason}")
        raise DropItem(f"{reason}: {sentence}", log_level="INFO")
