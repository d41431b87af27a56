"""`scrapy archive VERB`: the verbs of `newscrawl`, for people who type scrapy."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from newscrawl.commands import SUMMARIES


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

    def long_desc(self) -> str:
        """Return what `--help` says, with the verbs."""
        return f"{self.short_desc()}. Verbs: {', '.join(SUMMARIES)}."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take everything as it stands: the verbs have options of their own."""
        parser.add_argument("verb", nargs=argparse.REMAINDER)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave the settings alone."""
        opts.profile = None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the verb."""
        from newscrawl.__main__ import main

        assert self.settings is not None
        self.exitcode = main(
            opts.verb,
            prog="scrapy archive",
            database_url=self.settings.get("NEWSCRAWL_DATABASE_URL"),
        )
