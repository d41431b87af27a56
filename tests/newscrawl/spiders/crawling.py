"""Crawls of small made-up sites, all of them in one process of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.newscrawl.spiders.sites import Pages, Site, served
from tests.servers import warm

#: The site, the spider, its arguments beside the address, the path to start at.
Job = tuple[Pages, str, dict[str, str], str]


@dataclass(frozen=True, slots=True)
class Crawl:
    """One crawl and the site it was made on."""

    site: Site
    pages: list[dict[str, Any]]
    stats: dict[str, int]
    reason: str
    #: What each source said of itself: how many posts there are, and why it was not read whole.
    sources: dict[str, tuple[int | None, str]]

    @property
    def found(self) -> list[str]:
        return sorted(page["url"].removeprefix(self.site.origin) for page in self.pages)

    def said_of(self, path: str) -> list[Any]:
        return list(self.sources[self.site.origin + path])

    def kinds(self, path: str) -> list[str]:
        (one,) = [page["kinds"] for page in self.pages if page["url"] == self.site.origin + path]
        return sorted(set(one))


@contextmanager
def crawled(jobs: Mapping[str, Job]) -> Iterator[dict[str, Crawl]]:
    """Yield each job's crawl, by its name."""
    with ExitStack() as stack:
        sites = {name: stack.enter_context(served(pages)) for name, (pages, *_) in jobs.items()}
        asked = [
            {"spider": spider, "arguments": {"url": sites[name].origin + start, **more}}
            for name, (_, spider, more, start) in jobs.items()
        ]
        done = warm.run(["-m", "tests.newscrawl.spiders.run_spiders"], input=json.dumps(asked))
        assert done.returncode == 0, done.stderr[-3000:]
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        results = json.loads(done.stdout)
        yield {
            name: Crawl(sites[name], **result) for name, result in zip(jobs, results, strict=True)
        }
