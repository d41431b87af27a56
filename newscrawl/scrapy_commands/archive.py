"""`scrapy archive VERB`: the verbs of `newscrawl`, for people who type scrapy."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand


class Command(ScrapyCommand):
    """Hands its whole line to `newscrawl`."""

    requires_project = False
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the syntax for help."""
        return "VERB [arguments]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Work with the archive: list, show, export, stats, ... (as `newscrawl VERB`)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take everything as it stands: the verbs have options of their own."""
        parser.add_argument("verb", nargs=argparse.REMAINDER)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave the settings alone."""
        opts.profile = None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the verb."""
        from newscrawl.__main__ import main

        # Scrapy's parser would swallow options that come before the first word; there are none.
        line = sys.argv[sys.argv.index("archive") + 1 :]
        assert self.settings is not None
        self.exitcode = main(
            line,
            prog="scrapy archive",
            database_url=self.settings.get("NEWSCRAWL_DATABASE_URL"),
        )
