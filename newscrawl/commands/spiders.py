"""List the ways to find posts, and the arguments of each.

`newscrawl crawl URL` uses the spider `blog`. Another one is asked for with
`newscrawl crawl --spider NAME`, or in Scrapy's own words `scrapy crawl NAME -a argument=value`.

Examples:
  newscrawl spiders
  newscrawl spiders feed
  newscrawl spiders --json
"""

from __future__ import annotations

import argparse
import inspect
from typing import Any

from newscrawl import exits
from newscrawl.commands._output import add_json, print_json, to_terminal
from newscrawl.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take names of spiders, or none for all."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only this spider")
    add_json(parser, "the spiders and their arguments as a JSON array")


def run(arguments: argparse.Namespace) -> int:
    """Print what each spider is for."""
    spiders = described_spiders()
    known = [spider["name"] for spider in spiders]
    for name in arguments.names:
        if name not in known:
            raise UsageError(f"there is no spider {name!r}; there are: {', '.join(known)}")
    spiders = [spider for spider in spiders if spider["name"] in (arguments.names or known)]
    if arguments.json:
        print_json(spiders)
    elif to_terminal():
        for spider in spiders:
            _print_for_people(spider)
    else:
        for spider in spiders:
            for argument in [{"name": "", "help": spider["purpose"]}, *spider["arguments"]]:
                print(f"{spider['name']}\t{argument['name']}\t{argument['help']}")
    return exits.DONE


def described_spiders() -> list[dict[str, Any]]:
    """Return name, purpose and arguments of every spider of the project, by name."""
    from scrapy.spiderloader import get_spider_loader

    from newscrawl.commands._settings import effective_settings
    from newscrawl.spiders.base import PostSpider

    loader = get_spider_loader(effective_settings())
    described = []
    for name in sorted(loader.list()):
        spider = loader.load(name)
        arguments = spider.arguments() if issubclass(spider, PostSpider) else ()
        described.append(
            {
                "name": name,
                "purpose": inspect.cleandoc(spider.__doc__ or "").partition("\n")[0],
                "arguments": [
                    {
                        "name": argument.name,
                        "help": argument.help,
                        "required": argument.required,
                        "default": argument.default,
                    }
                    for argument in arguments
                ],
            }
        )
    return described


def _print_for_people(spider: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print(Text.assemble((spider["name"], "bold"), f"  {spider['purpose']}"), soft_wrap=True)
    table = Table.grid(padding=(0, 2))
    for argument in spider["arguments"]:
        needed = " (needed)" if argument["required"] else ""
        table.add_row(f"  {argument['name']}", Text(argument["help"] + needed))
    console.print(table)
    console.print()
