"""How to go about a crawl: options that are short for arguments of the spider and for settings."""

from __future__ import annotations

import argparse
import re

from newscrawl.commands._arguments import add_spider_arguments, count
from newscrawl.commands._settings import add_settings


def add_crawl_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of a crawl that may be said once or for each time it comes."""
    parser.add_argument("--limit", type=count, metavar="N", help="stop after so many posts")
    parser.add_argument(
        "--since", metavar="DATE", help="only posts published since: 2026-01-31, or 30d"
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
    add_settings(parser)


def arguments_of_spider(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the arguments of the spider that the options and `-a` give."""
    given = dict(arguments.spider_arguments)
    for name in ("url", "limit", "since", "platform"):
        if (value := getattr(arguments, name)) is not None:
            given[name] = str(value)
    return given


def settings_of_crawl(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the settings that the options and `-s` give; `-s` is above the others."""
    given = {}
    if arguments.delay is not None:
        given["DOWNLOAD_DELAY"] = arguments.delay
    if arguments.allow:
        given["NEWSCRAWL_ALLOW_NETWORKS"] = ",".join(arguments.allow)
    return given | dict(arguments.settings)


def _seconds(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds; write 0.5 or 3")
    return text
