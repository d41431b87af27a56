"""Runs spiders on archives in memory, which get no posts: what they ask for, what they hand on, as JSON on standard output.

python -m tests.newscrawl.spiders.run_spiders < jobs.json
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DropItem

from newscrawl import settings as defaults
from newscrawl.frontier import Frontier
from newscrawl.gate import GateHandler
from newscrawl.middlewares.robots import RobotsMiddleware
from pipelines.items import Page

SETTINGS: dict[str, Any] = {
    **{
        name: getattr(defaults, name)
        for name in dir(defaults)
        if name.isupper() and name != "ADDONS"
    },
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
    "SCHEDULER": Frontier,
    "NEWSCRAWL_DATABASE_URL": "sqlite://",
    "NEWSCRAWL_ALLOW_NETWORKS": "127.0.0.0/8",
    "ROBOTSTXT_USER_AGENT": "newscrawl",
    "REFERER_ENABLED": True,
    "DOWNLOAD_HANDLERS": {"http": GateHandler},
    "ITEM_PIPELINES": {"tests.newscrawl.spiders.run_spiders.Screen": 1},
    "DOWNLOADER_MIDDLEWARES": {RobotsMiddleware: 100, RobotsTxtMiddleware: None},
}


class Screen:
    """Stands for the readers: a page with an article is a post."""

    def process_item(self, item: Page) -> Page:
        if b"<article" not in item.body:
            raise DropItem("other: no article", log_level="DEBUG")
        return item


def main() -> None:
    process = AsyncCrawlerProcess(SETTINGS)
    results: list[dict[str, Any]] = []
    keep: list[Any] = []
    for job in json.load(sys.stdin):
        crawler = process.create_crawler(job["spider"])
        result: dict[str, Any] = {"pages": [], "stats": {}}
        results.append(result)

        def scraped(item: Any, result: dict[str, Any] = result) -> None:
            kinds = [entry.found_kind for entry in item.entries]
            result["pages"].append(
                {
                    "url": item.fetch.final_url,
                    "kinds": kinds,
                    "among_posts": any(entry.among_posts for entry in item.entries),
                    "body": item.body.decode(),
                }
            )

        def closed(reason: str, result: dict[str, Any] = result, crawler: Any = crawler) -> None:
            stats = crawler.stats.get_stats()
            result["stats"] = {key: value for key, value in stats.items() if isinstance(value, int)}
            result["reason"] = reason
            sources = crawler.spider.ledger.sources.values()
            result["sources"] = {book.url: [book.declared_total, book.problem] for book in sources}

        keep += [scraped, closed]
        crawler.signals.connect(scraped, signal=signals.item_scraped)
        crawler.signals.connect(closed, signal=signals.spider_closed)
        process.crawl(crawler, **job["arguments"])
    sys.stdout = sys.stderr
    process.start()
    json.dump(results, sys.__stdout__)


if __name__ == "__main__":
    main()
