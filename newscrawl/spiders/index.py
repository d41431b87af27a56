"""What the spiders of one feed and of one sitemap have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.to_read import ToRead
from newscrawl.spiders.answers import reading_of
from newscrawl.spiders.base import PostSpider
from pipelines.items import SourceKind


class IndexSpider(PostSpider):
    """Archives the posts that one index names, and what it goes on in."""

    kind: ClassVar[SourceKind]
    reader: ClassVar[Callable[[bytes, str, str], Reading]]
    #: Parts or pages that are read at most.
    most: ClassVar[int]
    url: str

    def set_up(self) -> None:
        """Take the address of the index as the site, unless the archive holds its blog."""
        self.site = self.url
        self.lies_in = (self.url,)

    async def find_posts(self) -> None:
        """Make due what may be a post of all that the index names, part after part."""
        await self.go_on()
        waiting = ToRead([self.url], most=self.most)
        for url in waiting:
            if self.full:
                return
            response = await self.fetch_source(
                url, kind=self.kind, required=url == self.url, declared=True
            )
            if response is None:
                continue
            reading = await reading_of(response, type(self).reader)
            if reading.problem:
                self.complain(self.kind, url, reading.problem)
            source = self.source_of(url)
            self.ledger.read(source, self.kind, problem=reading.problem)
            new = await self.addresses.name(reading.entries, source=(source, self.kind))
            await self.want(self.posts_among(new))
            self.begin_posts()
            waiting.add(self.goes_on(reading, new))
            if waiting.is_over:
                self.ledger.read(source, self.kind, problem=f"goes on after {self.most} files")

    def source_of(self, url: str) -> str:
        """Return the source of which the file at `url` is read."""
        raise NotImplementedError

    def posts_among(self, found: list[Candidate]) -> Iterable[Candidate]:
        """Return those of new candidates that may be posts; the others are settled."""
        raise NotImplementedError

    def goes_on(self, reading: Reading, new: list[Candidate]) -> Iterable[str]:
        """Return where the index goes on, after a file that named `new` ones."""
        raise NotImplementedError
