"""Ids by natural key: found when there, made when not, safe beside other writers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, select

from pipelines.archive.engine import counts_alone, many_of, next_id, one_of
from pipelines.archive.inserting import insert_missing, insert_rows

T = TypeVar("T")
Key = tuple[Any, ...]

#: Values in one IN list; SQLite once allowed 999 parameters.
IN_LIST = 400


def chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield `values` in runs of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def find_ids(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    keys: Collection[Key],
    *,
    answer: str = "id",
) -> dict[Key, int]:
    """Return `answer` of the rows whose `columns` equal one of `keys`, by key.

    The last column is the one that tells rows apart best: it is asked for in lists.
    """
    found: dict[Key, int] = {}
    wanted = set(keys)
    dialect = connection.dialect.name
    statement = _select_ids(dialect, table, columns, answer)
    others = {
        name: sorted({key[place] for key in wanted}) for place, name in enumerate(columns[:-1])
    }
    for part in chunks(sorted({key[-1] for key in wanted}), IN_LIST):
        asked = {**others, columns[-1]: many_of(dialect, part)}
        for row in connection.execute(statement, asked).all():
            if (key := row[1:]) in wanted:
                found[key] = row[0]
    return found


@lru_cache(maxsize=100)
def _select_ids(
    dialect: str, table: Table, columns: tuple[str, ...], answer: str
) -> Select[tuple[Any, ...]]:
    """Return the statement of `find_ids`: to make it anew costs as much as to run it."""
    *others, last = columns
    return select(table.c[answer], *(table.c[name] for name in columns)).where(
        one_of(dialect, table.c[last], last),
        *(table.c[name].in_(bindparam(name, expanding=True)) for name in others),
    )


def ids_of(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Mapping[Key, Mapping[str, Any]],
    *,
    as_given: bool = False,
) -> dict[Key, int]:
    """Return the ids of `rows` by key, after inserting those that were missing.

    Looked up first: most names are there already, and a look takes no lock. Inserted in the
    order of their keys: two writers with the same new tags do not wait for each other crosswise.
    """
    found = find_ids(connection, table, columns, rows.keys())
    missing = [key for key in rows if key not in found]
    if not as_given:
        missing.sort()
    return found | new_ids(connection, table, columns, {key: rows[key] for key in missing})


def new_ids(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Mapping[Key, Mapping[str, Any]],
    *,
    insert: Callable[[Connection, Table, Sequence[Mapping[str, Any]]], None] = insert_missing,
) -> dict[Key, int]:
    """Insert `rows`, of which none was there a moment ago, and return their ids by key.

    `insert` is how, where others write at the same time.
    """
    if not rows:
        return {}
    first = next_id(connection, table) if counts_alone(connection) else None
    if first is None:
        insert(connection, table, list(rows.values()))
        return find_ids(connection, table, columns, rows)
    ids = dict(zip(rows, count(first), strict=False))
    insert_rows(connection, table, [{"id": ids[key], **row} for key, row in rows.items()])
    return ids
