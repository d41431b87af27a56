"""How verbs print: a table for a person at a terminal, plain lines for anything else, or JSON."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from newscrawl.streams import hush
from pipelines.harmless import one_line
from pipelines.record import json_text as json_text


def add_json(parser: argparse.ArgumentParser, what: str) -> None:
    """Give `parser` the option `--json`, which prints `what`."""
    parser.add_argument("--json", action="store_true", help=f"print {what}")


def print_json(value: object) -> None:
    """Print one JSON document, indented for people when they look at it."""
    print(json_text(value, indent=2))


def print_json_array(values: Iterable[object]) -> None:
    """Print a JSON array, one element a line, as the elements come."""
    first = True
    for value in values:
        print("[" if first else ",")
        print(json_text(value), end="")
        first = False
    print("[]" if first else "\n]")


def to_terminal() -> bool:
    """Return True when a person sees what is printed."""
    return sys.stdout.isatty()


def print_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[str] = (),
    wide: Sequence[str] = (),
    spare: Sequence[str] = (),
) -> None:
    """Print `rows` under `columns`: a table on a terminal, else lines of fields parted by tabs.

    Plain lines carry no heading, so that `cut`, `sort` and `awk` work at once.
    `right` names the columns set to the right, `wide` those that share the
    rest of the width and are cut to it, `spare` those that a narrow terminal does without,
    the first first.
    """
    if not to_terminal():
        for row in rows:
            print("\t".join(one_line(cell_text(cell)) for cell in row))
        return
    from newscrawl.commands._table import Column, print_table

    print_table(
        [
            Column(
                name=name,
                right=name in right,
                wide=name in wide,
                spare=spare.index(name) if name in spare else None,
                cells=[one_line(cell_text(cell)) for cell in cells],
            )
            for name, *cells in zip(columns, *rows, strict=True)
        ]
    )


def print_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    """Print names and values: two columns on a terminal, else `name<TAB>value`."""
    pairs = [(name, one_line(cell_text(value))) for name, value in pairs]
    if not to_terminal():
        for name, value in pairs:
            print(f"{name}\t{value}")
        return
    width = max((len(name) for name, _ in pairs), default=0)
    for name, value in pairs:
        print(f"{name:<{width}}  {value}")


def flat(values: Mapping[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    """Return nested mappings as pairs with names such as `posts.live`."""
    pairs: list[tuple[str, object]] = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            pairs += flat(value, f"{prefix}{name}.")
        else:
            pairs.append((f"{prefix}{name}", value))
    return pairs


def cell_text(value: object) -> str:
    """Return a value as a table shows it: nothing for None, the minute of a time.

    Plain lines have times as ISO 8601.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        if to_terminal():
            return value.strftime("%Y-%m-%d %H:%M")
        return value.isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(part) for part in value)
    return str(value)


def note(sentence: str) -> None:
    """Say something to the person, beside the output: on standard error."""
    try:
        print(one_line(sentence), file=sys.stderr, flush=True)
    except BrokenPipeError:  # nobody listens (`2>&1 | head`): no reason to end the work
        hush(sys.stderr)


@contextmanager
def at_work(what: str, seconds: float = 5.0) -> Iterator[None]:
    """Tell every so many seconds that the block, which is one long question, is still at work."""
    done = threading.Event()

    def tell() -> None:
        begun = time.monotonic()
        while not done.wait(seconds):
            note(f"{what}: {time.monotonic() - begun:.0f} s so far")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def readable_address(url: str) -> str:
    """Return an address with its Korean as Korean; as it is when it is not UTF-8 underneath."""
    try:
        return unquote(url, errors="strict")
    except UnicodeDecodeError:
        return url
