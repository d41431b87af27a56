"""`scrapy crawl`, with the exit codes of newscrawl."""

from __future__ import annotations

import argparse
import sys
from typing import cast

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from newscrawl import exits, running


class Command(ScrapyCrawl):
    """Scrapy's own command, but what happened is what the shell hears."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider; the exit code is that of docs/reliability.md."""
        if len(args) != 1:
            raise UsageError("name one spider; `newscrawl spiders` lists them")
        process = cast(AsyncCrawlerProcess, self.crawler_process)
        try:
            crawler = process.create_crawler(args[0])
        except KeyError:
            known = ", ".join(sorted(process.spider_loader.list()))
            print(f"newscrawl: there is no spider {args[0]!r}; there are: {known}", file=sys.stderr)
            self.exitcode = exits.USAGE
            return
        self.exitcode = running.crawl(process, crawler, opts.spargs)
