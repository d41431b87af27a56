"""`scrapy crawl`, with the exit codes of newscrawl."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

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
        assert self.settings is not None
        for uri in self.settings.getdict("FEEDS"):
            if trouble := _trouble(str(uri)):
                print(f"newscrawl: {trouble}", file=sys.stderr)
                self.exitcode = exits.USAGE
                return
        process = cast(AsyncCrawlerProcess, self.crawler_process)
        try:
            crawler = process.create_crawler(args[0])
        except KeyError:
            known = ", ".join(sorted(process.spider_loader.list()))
            print(f"newscrawl: there is no spider {args[0]!r}; there are: {known}", file=sys.stderr)
            self.exitcode = exits.USAGE
            return
        self.exitcode = running.crawl(process, crawler, opts.spargs)


def _trouble(feed: str) -> str:
    """Return why a file to export to cannot be written; Scrapy finds out when all is done."""
    if urlsplit(feed).scheme not in ("", "file"):
        return ""
    file = Path(feed.removeprefix("file://")).absolute()
    if os.path.isdir(file):
        return f"-o {feed} is a folder; name a file in it"
    seen = next(one for one in file.parents if os.path.isdir(one))
    if not os.access(seen, os.W_OK | os.X_OK):
        return f"-o {feed}: the folder {seen} may not be written; name another place"
    return ""
