"""Archive a blog: find its posts, fetch, read and store them.

Give the home page; feeds, sitemaps, listings and their pages are found from there.
Running it again fetches what is new and what has changed. An interrupted crawl goes
on when the same command is given again.

Examples:
  newscrawl crawl https://blog.example/
  newscrawl crawl https://blog.example/ --dry-run
  newscrawl crawl https://blog.example/ --since 2026-01-01 --limit 100 --db archive.db
  newscrawl crawl http://10.0.0.7:8000/ --allow 10.0.0.0/24 --delay 0.2
  newscrawl crawl https://blog.example/feed.xml --spider feed
"""

from __future__ import annotations

import argparse

from newscrawl.commands._archive import add_database, database_url
from newscrawl.commands._crawl_options import (
    add_crawl_options,
    arguments_of_spider,
    settings_of_crawl,
)
from newscrawl.commands._settings import environment_settings, settings_found
from newscrawl.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address and how to go about it."""
    parser.add_argument("url", nargs="?", metavar="URL", help="the home page of the blog")
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would be fetched; store nothing"
    )
    add_crawl_options(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Crawl in this process and return the exit code of the run."""
    given = _spider_arguments(arguments)
    if not given and arguments.spider == "blog":
        raise UsageError("which blog? newscrawl crawl URL")
    from newscrawl.running import run_spider

    with settings_found():
        return run_spider(arguments.spider, given, _settings(arguments))


def _spider_arguments(arguments: argparse.Namespace) -> dict[str, str]:
    given = arguments_of_spider(arguments)
    if arguments.dry_run:
        given["dry_run"] = "1"
    return given


def _settings(arguments: argparse.Namespace) -> dict[str, str]:
    place = {"NEWSCRAWL_DATABASE_URL": database_url(arguments)}
    return environment_settings() | place | settings_of_crawl(arguments)
