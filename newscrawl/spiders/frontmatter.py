"""The spider that archives the source files of a static blog; it asks no server."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from scrapy.http import Response

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.source_files import (
    CONFIG_NAMES,
    SiteConfig,
    is_post_file,
    is_published,
    read_config,
    source_entry,
)
from newscrawl.spiders.answers import dropped_outcome
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import PostSpider
from pipelines.items import Entry, Fetch, Page
from pipelines.readers.data.front_matter import split_source
from pipelines.readers.text.encoding import decode

logger = logging.getLogger(__name__)

#: Bytes of one source file; what is longer is no post.
MAX_BYTES = 10 * 1024 * 1024


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_dir():
        raise ValueError("there is no such folder")
    return path


def _site(text: str) -> str:
    url = web_address(text)
    return url if url.endswith("/") else url + "/"


class FrontMatterSpider(PostSpider):
    """Archives the source files of a Jekyll or Hugo blog from a folder, without any network."""

    name = "frontmatter"
    own_arguments = (
        Argument(
            name="folder",
            help="folder of the blog's source, or of its posts",
            parse=_folder,
            required=True,
        ),
        Argument(
            name="site",
            help="address under which the blog appears; by default what its configuration says",
            parse=_site,
            default="",
        ),
    )
    folder: Path

    def set_up(self) -> None:
        """Read the configuration: it says where the blog appears."""
        self.config = self._config()
        self.site = self.site or self.config.base_url or self.folder.resolve().as_uri() + "/"
        self._base = self.site if self.site.startswith("http") else ""
        self._read: dict[str, Candidate] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Yield a Page for each source post, the newest first."""
        paths: dict[str, tuple[Entry, Path]] = {}
        for entry, path in sorted(self._entries(), key=_age):
            if paths.setdefault(self.addresses.key(entry.url), (entry, path))[1] is not path:
                logger.warning("%s: another file has the address %s", path, entry.url)
                self.count("skipped/same")
        found = await self.addresses.name(entry for entry, _ in paths.values())
        self.count("resumed", self.addresses.stored_before)
        for candidate in found:
            if self.full:
                break
            if candidate.state == "stored":
                continue  # before this crawl was broken off
            if reason := self.unwanted(candidate):
                self.settle(candidate, "waiting", reason)
                self.count(f"skipped/{reason}")
                continue
            self.addresses.leased += 1
            self.count("found")
            if self.dry_run:
                print(candidate.url)
                continue
            self.count("fetched")
            self._read[candidate.identity] = candidate
            yield self._page(candidate, *paths[candidate.identity])

    def on_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Note why a file holds no post."""
        super().on_dropped(item, response, exception)
        if candidate := self._read.get(item.fetch.address_hash):
            self.settle(candidate, *dropped_outcome(str(exception)))

    def _config(self) -> SiteConfig:
        # The folder may be `_posts` or `content` itself.
        for folder in (self.folder, self.folder.resolve().parent):
            for name in CONFIG_NAMES:
                file = folder / name
                if file.is_file():
                    return read_config(name, file.read_text(encoding="utf-8", errors="replace"))
        is_hugo = (self.folder / "content").is_dir() or self.folder.resolve().name == "content"
        engine = "hugo" if is_hugo else "jekyll"
        if self.site:
            logger.warning(
                "%s: no configuration tells how addresses are built, so they are as %s builds them "
                "by itself; a post whose page has another becomes two once the blog is crawled",
                self.folder,
                engine.capitalize(),
            )
        return SiteConfig(engine=engine)

    def _entries(self) -> Iterator[tuple[Entry, Path]]:
        whole = self.folder.resolve()
        for path in sorted(self.folder.rglob("*")):
            below = PurePosixPath(path.relative_to(self.folder).as_posix())
            if not path.is_file() or not is_post_file(below, self.config.engine):
                continue
            if not path.resolve().is_relative_to(whole):
                # Other people's sources may name any file of this machine.
                logger.warning("%s leads out of the folder: it is not read", path)
                self.count("skipped/elsewhere")
                continue
            if path.stat().st_size > MAX_BYTES:
                self.count("skipped/too-large")
                continue
            text = decode(path.read_bytes()).text
            matter = split_source(text, path.name).matter
            if not is_published(matter):
                self.count("skipped/draft")
                continue
            yield source_entry(below, matter, self.config, self._base), path

    def _page(self, candidate: Candidate, entry: Entry, path: Path) -> Page:
        body = path.read_bytes()
        is_html = path.suffix.lower() in (".html", ".htm")
        return Page(
            fetch=Fetch(
                url=entry.url,
                final_url=entry.url,
                content_type="text/html" if is_html else "text/markdown",
                fetched_at=datetime.now(UTC),
                body_bytes=len(body),
                address_hash=candidate.identity,
            ),
            body=body,
            site=self.site,
            entries=(entry,),
            platform=self.platform or self.config.engine,
        )


def _age(found: tuple[Entry, Path]) -> float:
    published = found[0].published
    return -published.at.timestamp() if published else 0.0
