"""The spider that archives the source files of a static blog; it asks no server."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from newscrawl.discovery.source_files import (
    CONFIG_NAMES,
    SiteConfig,
    is_post_file,
    is_published,
    read_config,
    source_entry,
)
from newscrawl.spiders.arguments import Argument, web_address
from newscrawl.spiders.base import PostSpider
from pipelines.items import Entry, Fetch, Page
from pipelines.readers.encoding import decode
from pipelines.readers.front_matter import split_source

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

    async def start(self) -> AsyncIterator[Any]:
        """Yield a Page for each source post, the newest first."""
        found = sorted(self._entries(), key=_age)
        for entry, path in found:
            if self.full:
                break
            candidate = self.catalogue.add(entry)
            if candidate is None:
                logger.warning("%s: another file has the address %s", path, entry.url)
                self.count("skipped/same")
                continue
            if reason := self.unwanted(candidate):
                self.count(f"skipped/{reason}")
                continue
            self._asked += 1
            self.count("found")
            if self.dry_run:
                print(entry.url)
                continue
            self.count("fetched")
            yield self._page(entry, path)

    def _config(self) -> SiteConfig:
        # The folder may be `_posts` or `content` itself.
        for folder in (self.folder, self.folder.resolve().parent):
            for name in CONFIG_NAMES:
                file = folder / name
                if file.is_file():
                    return read_config(name, file.read_text(encoding="utf-8", errors="replace"))
        is_hugo = (self.folder / "content").is_dir() or self.folder.resolve().name == "content"
        return SiteConfig(engine="hugo" if is_hugo else "jekyll")

    def _entries(self) -> Iterator[tuple[Entry, Path]]:
        for path in sorted(self.folder.rglob("*")):
            below = PurePosixPath(path.relative_to(self.folder).as_posix())
            if not path.is_file() or not is_post_file(below, self.config.engine):
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

    def _page(self, entry: Entry, path: Path) -> Page:
        body = path.read_bytes()
        is_html = path.suffix.lower() in (".html", ".htm")
        return Page(
            fetch=Fetch(
                url=entry.url,
                final_url=entry.url,
                content_type="text/html" if is_html else "text/markdown",
                fetched_at=datetime.now(UTC),
                body_bytes=len(body),
            ),
            body=body,
            site=self.site,
            entries=(entry,),
            platform=self.platform or self.config.engine,
        )


def _age(found: tuple[Entry, Path]) -> float:
    published = found[0].published
    return -published.at.timestamp() if published else 0.0
