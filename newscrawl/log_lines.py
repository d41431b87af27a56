"""What goes into the log: of items the address, not the whole; nothing that a terminal obeys."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.log import get_scrapy_root_handler

from pipelines.harmless import make_harmless
from pipelines.items import Page, Post, StoredPost


def _address(item: Any) -> str:
    if isinstance(item, Page):
        return item.fetch.final_url
    if isinstance(item, Post):
        return item.url
    if isinstance(item, StoredPost):
        return item.post.url
    return type(item).__name__


class ShortLines(LogFormatter):
    """One line an item."""

    def scraped(self, item: Any, response: Any, spider: Any) -> LogFormatterResult:
        """Return the line for an item that went through."""
        return {"level": logging.DEBUG, "msg": "Stored %(item)s", "args": {"item": _address(item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Any, spider: Any
    ) -> LogFormatterResult:
        """Return the line for an item that left with a counted reason."""
        return {
            "level": logging.INFO,
            "msg": "Dropped %(item)s: %(exception)s",
            "args": {"item": _address(item), "exception": exception},
        }

    def item_error(
        self, item: Any, exception: BaseException, response: Any, spider: Any
    ) -> LogFormatterResult:
        """Return the line for an item that broke a pipeline."""
        return {
            "level": logging.ERROR,
            "msg": "Error at %(item)s: %(exception)s",
            "args": {"item": _address(item), "exception": exception},
        }


class HarmlessLog:
    """Lets Scrapy's log hold no control characters, whatever the net sent."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HarmlessLog:
        """Return the extension."""
        # Later than now: Scrapy makes its handler anew once all settings are known.
        crawler.signals.connect(_make_log_harmless, signal=signals.spider_opened)
        return cls()


def _make_log_harmless() -> None:
    make_harmless(get_scrapy_root_handler())
