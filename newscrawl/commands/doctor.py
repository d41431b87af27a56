"""Check this installation: Python, packages, readers, database, settings; say what to do.

Plain lines: `ok`, `warning` or `failed`, what was looked at, what was found and what to do.

The exit code is 0 when everything that must work does (warnings do not count), 4 when
the database is the trouble, 1 for anything else.

Examples:
  newscrawl doctor
  newscrawl doctor --db postgresql+psycopg://reader@db.example/archive --json
"""

from __future__ import annotations

import argparse
from dataclasses import asdict

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url
from newscrawl.commands._checks import Finding, all_findings
from newscrawl.commands._output import add_json, print_json, to_terminal
from newscrawl.streams import going_on
from pipelines.harmless import one_line

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "failed": ("✗", "red")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the database and `--json`."""
    add_database(parser)
    add_json(parser, "the findings as a JSON array")


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Check, print and judge."""
    findings = all_findings(database_url(arguments))
    if arguments.json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    failed = [finding.about for finding in findings if finding.state == "failed"]
    if not failed:
        return exits.DONE
    return exits.DATABASE if set(failed) == {"database"} else exits.USAGE


def _print(findings: list[Finding]) -> None:
    if not to_terminal():
        for finding in findings:
            print("\t".join(map(one_line, (finding.state, finding.about, finding.sentence()))))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    width = max(len(finding.about) for finding in findings) + 2
    for finding in findings:
        mark, colour = _MARKS[finding.state]
        line = Text.assemble((f"{mark} ", colour), (f"{finding.about:<{width}}", "bold"))
        console.print(line.append(one_line(finding.sentence())), soft_wrap=True)
