"""Statements that each database wants said in its own way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, any_, func, literal, select
from sqlalchemy.dialects import mysql, postgresql, sqlite


def one_of(
    connection: Connection, column: ColumnElement[Any], values: Sequence[Any]
) -> ColumnElement[bool]:
    """Return that `column` is one of `values`; on PostgreSQL and SQLite they are one parameter.

    A statement with hundreds of parameters is read letter by letter, each time.
    """
    if connection.dialect.name == "sqlite":
        given = literal(json.dumps(list(values), ensure_ascii=False), String())
        return column.in_(select(func.json_each(given).table_valued("value").c.value))
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), postgresql.ARRAY(column.type)))
    return column.in_(values)


def missing_insert(dialect_name: str, table: Table) -> Any:
    """Return an INSERT that leaves a row alone which meets a unique key."""
    return _upsert(dialect_name, table, ())


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    key: Iterable[str],
    update: Iterable[str],
) -> None:
    """Insert `rows`; where `key` (a unique key) is taken, set the columns `update` instead."""
    if rows:
        name = connection.dialect.name
        connection.execute(_upsert(name, table, tuple(key), tuple(update)), rows)


def _upsert(name: str, table: Table, key: tuple[str, ...], update: tuple[str, ...] = ()) -> Any:
    if name in ("mysql", "mariadb"):
        statement = mysql.insert(table)
        # INSERT IGNORE would also wave through values that do not fit.
        keep = {column.name: column for column in list(table.primary_key)[:1]}
        changed = {column: statement.inserted[column] for column in update}
        return statement.on_duplicate_key_update(changed or keep)
    insert = postgresql.insert(table) if name == "postgresql" else sqlite.insert(table)
    if not update:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(key), set_={column: insert.excluded[column] for column in update}
    )
