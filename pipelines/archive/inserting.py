"""Rows by the driver's own executemany, for the tables of which every post brings many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Insert, Table, bindparam, insert, update

from pipelines.archive.engine import Instant, missing_insert

Row = Mapping[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, which all name the same columns."""
    if rows:
        _send(connection, table, rows, missing=False)


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows` of which none may exist yet; a row that meets a unique key is left as it is."""
    if rows:
        _send(connection, table, rows, missing=True)


def insert_values(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert `rows`, whose values are in the order of `names`."""
    if rows:
        prepared = _prepare(connection.dialect, table, names, False)
        connection.exec_driver_sql(prepared.statement, prepared.made(rows, names))


def update_rows(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Set the columns `names` of rows; each of `rows` is their values, and last the row's id."""
    if rows:
        prepared = _prepare_update(connection.dialect, table, names)
        connection.exec_driver_sql(prepared.statement, prepared.made(rows, (*names, "id")))


def _send(connection: Connection, table: Table, rows: Sequence[Row], *, missing: bool) -> None:
    # SQLAlchemy would look at each value of each row for itself: twice the driver's own work.
    prepared = _prepare(connection.dialect, table, tuple(rows[0]), missing)
    connection.exec_driver_sql(prepared.statement, prepared.values(rows))


class _Prepared:
    """An INSERT for one set of columns, and how their values become the driver's."""

    def __init__(self, statement: str, names: Sequence[str], table: Table, dialect: Dialect):
        self.statement = statement
        self._names = tuple(names)
        self._picked = itemgetter(*names)
        self._made = [
            (place, processor)
            for place, name in enumerate(names)
            if (processor := _processor(table.c[name].type, dialect)) is not None
        ]

    def values(self, rows: Iterable[Row]) -> Sequence[tuple[Any, ...]]:
        return self.made(list(map(self._picked, rows)), self._names)

    def made(
        self, rows: Sequence[tuple[Any, ...]], names: tuple[str, ...]
    ) -> Sequence[tuple[Any, ...]]:
        if names != self._names:
            rows = list(map(itemgetter(*map(names.index, self._names)), rows))
        if not self._made:
            return rows
        # By columns: those that need nothing, as most, are not looked at.
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, processor in self._made:
            columns[place] = map(processor, columns[place])
        return list(zip(*columns, strict=True))


@lru_cache(maxsize=500)
def _prepare(dialect: Dialect, table: Table, names: tuple[str, ...], missing: bool) -> _Prepared:
    # Values by their place: the drivers of the servers take `%s`, SQLite's takes `?`.
    kind: Any = type(dialect)
    by_place = dialect if dialect.positional else kind(paramstyle="format")
    statement: Insert = missing_insert(dialect.name, table) if missing else insert(table)
    # Inline: nothing comes back, as it would for a single row.
    compiled = statement.inline().compile(dialect=by_place, column_keys=list(names))
    return _Prepared(str(compiled), compiled.positiontup or names, table, dialect)


@lru_cache(maxsize=100)
def _prepare_update(dialect: Dialect, table: Table, names: tuple[str, ...]) -> _Prepared:
    kind: Any = type(dialect)
    by_place = dialect if dialect.positional else kind(paramstyle="format")
    statement = (
        update(table)
        .where(table.c.id == bindparam("_id"))
        .values({name: bindparam(f"_{name}") for name in names})
    )
    compiled = statement.compile(dialect=by_place)
    order = [name[1:] for name in compiled.positiontup or ()]
    return _Prepared(str(compiled), order, table, dialect)


def _processor(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    made: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, Boolean):
        return None  # every driver takes a bool as it is
    if made is None or not isinstance(kind, Instant):
        return made
    return lru_cache(maxsize=1000)(made)  # the rows of a post bear the same time
