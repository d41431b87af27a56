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
import re

from newscrawl.commands._archive import add_database, database_url
from newscrawl.commands._arguments import add_spider_arguments, count
from newscrawl.commands._settings import add_settings, environment_settings, settings_found
from newscrawl.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address and how to go about it."""
    parser.add_argument("url", nargs="?", metavar="URL", help="the home page of the blog")
    parser.add_argument("--limit", type=count, metavar="N", help="stop after so many posts")
    parser.add_argument(
        "--since", metavar="DATE", help="only posts published since: 2026-01-31, or 30d"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would be fetched; store nothing"
    )
    parser.add_argument(
        "--platform", metavar="NAME", help="what the blog runs on (default: recognise it)"
    )
    parser.add_argument(
        "--delay", type=_seconds, metavar="S", help="seconds between requests (default: 1)"
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="NETWORK",
        help="a private network that may be reached, as 10.0.0.0/24; may be given more than once",
    )
    parser.add_argument(
        "--spider",
        default="blog",
        metavar="NAME",
        help="another way to find posts; `newscrawl spiders` lists them (default: blog)",
    )
    add_spider_arguments(parser, "an argument of the spider, as for `scrapy crawl -a`")
    add_database(parser)
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Crawl in this process and return the exit code of the run."""
    given = _spider_arguments(arguments)
    if not given:
        raise UsageError("which blog? newscrawl crawl URL")
    from newscrawl.running import run_spider

    with settings_found():
        return run_spider(arguments.spider, given, _settings(arguments))


def _spider_arguments(arguments: argparse.Namespace) -> dict[str, str]:
    given = dict(arguments.spider_arguments)
    for name in ("url", "limit", "since", "platform"):
        value = getattr(arguments, name)
        if value is not None:
            given[name] = str(value)
    if arguments.dry_run:
        given["dry_run"] = "1"
    return given


def _settings(arguments: argparse.Namespace) -> dict[str, str]:
    given = environment_settings()
    given["NEWSCRAWL_DATABASE_URL"] = database_url(arguments)
    if arguments.delay is not None:
        given["DOWNLOAD_DELAY"] = arguments.delay
    if arguments.allow:
        given["NEWSCRAWL_ALLOW_NETWORKS"] = ",".join(arguments.allow)
    return given | dict(arguments.settings)


def _seconds(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds; write 0.5 or 3")
    return text
