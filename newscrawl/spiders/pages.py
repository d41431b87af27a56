"""The spider that archives a list of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scrapy.http import Response

from newscrawl.discovery.catalogue import Candidate, State
from newscrawl.errors import UsageError
from newscrawl.spiders.answers import candidate_of
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import PostSpider
from pipelines.items import Entry, FoundOutcome, Page
from pipelines.urls import absolute_url


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(web_address(part.strip()) for part in text.split(",") if part.strip())


def _list_file(text: str) -> tuple[str, ...]:
    try:
        lines = Path(text).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ValueError(error.strerror or "it cannot be read") from None
    except UnicodeDecodeError:
        raise ValueError("it is not written in UTF-8") from None
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        try:
            found.append(web_address(written))
        except ValueError as error:
            raise ValueError(f"line {number}, {written[:80]}: {error}") from None
    if not found:
        raise ValueError("it names no address")
    return tuple(found)


class PagesSpider(PostSpider):
    """Archives the posts at given addresses: a comma-separated list, or a file with one a line."""

    name = "pages"
    follows_parts = False
    own_arguments = (
        Argument(name="url", help="addresses, parted by commas", parse=_addresses, default=()),
        Argument(
            name="file",
            help="file with an address a line; lines that begin with # are passed by",
            parse=_list_file,
            default=(),
        ),
    )
    url: tuple[str, ...]
    file: tuple[str, ...]
    _homes: Mapping[str, str | None] = MappingProxyType({})

    def set_up(self) -> None:
        """Take the first address's host as the site, unless the archive holds the blog of all."""
        if not self.url and not self.file:
            raise UsageError("spider pages needs -a url=ADDRESS,ADDRESS or -a file=FILE")
        self.lies_in = (*self.url, *self.file)
        self.site = absolute_url("/", self.lies_in[0]) or self.lies_in[0]

    def belong_to(self, homes: Mapping[str, str | None]) -> None:
        """Take the held blog of each address, else the home page of its host, as its post's."""
        if held := homes[self.lies_in[0]]:
            self.belongs_to(held)
        self._homes = {url: home or absolute_url("/", url) for url, home in homes.items()}

    def make_page(self, response: Response, entries: Sequence[Entry]) -> Page:
        """Return the Page of a response, as one of the blog that its own address lies in."""
        return replace(super().make_page(response, entries), site=self._home(entries))

    def on_stored(self, item: Any, response: Response | None) -> None:
        """Leave a post of another blog to that blog: no address of this one waits for it."""
        super().on_stored(item, response)
        candidate = candidate_of(response)
        if candidate is not None and self._home(candidate.entries) != self.site:
            self.settle(candidate, "archived")

    def settle(
        self,
        candidate: Candidate,
        outcome: FoundOutcome,
        reason: str = "",
        reasons: tuple[str, ...] = (),
        *,
        state: State | None = None,
    ) -> None:
        """Note what became of a candidate; one of another blog is no post of this one."""
        if outcome == "archived" and self._home(candidate.entries) != self.site:
            outcome, reason = "no-post", "of another blog"
        super().settle(candidate, outcome, reason, reasons, state=state)

    def _home(self, entries: Sequence[Entry]) -> str:
        """Return the home page of the blog that an address lies in."""
        return next((home for one in entries if (home := self._homes.get(one.url))), self.site)

    async def find_posts(self) -> None:
        """Make each address due."""
        entries = (
            Entry(url=url, found_in="", position=position)
            for position, url in enumerate((*self.url, *self.file))
        )
        await self.want(await self.addresses.name(entries))
