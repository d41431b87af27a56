"""Records as CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from pipelines.items import StoredPost
from pipelines.record import RECORD_KEYS, REVISION_KEYS, json_text, revision_record, stored_record

# A cell that begins so is run as a formula (OWASP, "CSV Injection", which names the wide forms,
# too: spreadsheets take them for the narrow ones).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

_NAMES = frozenset({"author", "tags", "categories"})
#: Between the names in one cell.
BETWEEN = " | "


def write(
    posts: Iterable[StoredPost], file: TextIO, *, mark: bool = False, history: bool = False
) -> int:
    """Write a heading and a line a post, or with `history` a revision; return how many lines.

    `mark`: begin with a byte order mark, which old spreadsheets need to see UTF-8.
    """
    if mark:
        file.write("\ufeff")
    if history:
        return write_csv(map(revision_record, posts), file, (*RECORD_KEYS, *REVISION_KEYS))
    return write_csv(map(stored_record, posts), file)


def write_csv(
    records: Iterable[Mapping[str, Any]], file: TextIO, keys: Sequence[str] = RECORD_KEYS
) -> int:
    """Write a heading and a line a record; return how many records.

    Names (author, tags, categories) are parted by ` | `; images, links and embeds
    are JSON. NUL is dropped and a carriage return becomes a line feed, since readers of CSV
    stop at the one and take the other for the end of the record.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(keys)
    written = 0
    for record in records:
        writer.writerow([safe_cell(cell(key, record.get(key))) for key in keys])
        written += 1
    return written


def cell(key: str, value: object) -> str:
    """Return a value of a record as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(value) if key in _NAMES else json_text(value)
    return str(value)


def safe_cell(text: str) -> str:
    """Return `text` as no formula: what begins like one gets an apostrophe in front."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(_FORMULA) else text
