"""Posts as Parquet, for pandas, DuckDB, Spark and their like; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from newscrawl.errors import UsageError
from pipelines.items import StoredPost
from pipelines.record import REVISION_KEYS, revision_record, stored_record

#: Posts that are made columns of at once, and bytes of columns that are gathered to a row group.
#: The list of row groups is held to the end, 40 KiB for each: few of them, and memory stays what it
#: is however many posts there are.
AT_ONCE = 200
ROW_GROUP_BYTES = 32 * 1024 * 1024
#: Columns whose lowest and highest value in a row group let a reader pass it by.
_TELLING = ["url", "site", "language", "first_seen", "last_seen", "published_at", "modified_at"]


def write(posts: Iterable[StoredPost], path: Path, *, history: bool = False) -> int:
    """Write a row a post, or with `history` a revision; return how many.

    The columns are those of the record, and `published_at` and `modified_at` as instants.
    Raises UsageError when pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ModuleNotFoundError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed: pip install 'newscrawl[parquet]'"
        ) from error
    schema = _schema(pyarrow, history=history)
    written = size = 0
    left = iter(posts)
    group: list[Any] = []
    with ParquetWriter(path, schema, compression="zstd", write_statistics=_TELLING) as file:
        while rows := [_row(stored, history=history) for stored in islice(left, AT_ONCE)]:
            group.append(pyarrow.Table.from_pylist(rows, schema=schema))
            size += group[-1].nbytes
            written += len(rows)
            if size >= ROW_GROUP_BYTES:
                file.write_table(pyarrow.concat_tables(group))
                group, size = [], 0
        if group:
            file.write_table(pyarrow.concat_tables(group))
    return written


def _row(stored: StoredPost, *, history: bool) -> dict[str, Any]:
    post = stored.post
    row = revision_record(stored) if history else stored_record(stored)
    if history:
        row["seen_at"] = post.fetch.fetched_at
    row |= {"first_seen": stored.first_seen_at, "last_seen": stored.last_seen_at}
    row["published_at"] = post.published.utc if post.published else None
    row["modified_at"] = post.modified.utc if post.modified else None
    return row


def _schema(pyarrow: Any, *, history: bool) -> Any:
    text, instant = pyarrow.string(), pyarrow.timestamp("us", tz="UTC")
    names = pyarrow.list_(text)

    def parts(*fields: str) -> Any:
        return pyarrow.list_(pyarrow.struct([(name, text) for name in fields]))

    number = pyarrow.int64()
    told = (number, number, instant, text)
    return pyarrow.schema(
        [
            ("url", text),
            ("canonical_url", text),
            ("title", text),
            ("published", text),
            ("modified", text),
            ("author", names),
            ("tags", names),
            ("categories", names),
            ("language", text),
            ("excerpt", text),
            ("body_text", text),
            ("body_html", text),
            ("lead_image", text),
            ("images", parts("url", "alt", "caption")),
            ("links", parts("url", "text", "rel")),
            ("embeds", parts("url", "provider")),
            ("site", text),
            ("first_seen", instant),
            ("last_seen", instant),
            ("published_at", instant),
            ("modified_at", instant),
            *(zip(REVISION_KEYS, told, strict=True) if history else ()),
        ]
    )
