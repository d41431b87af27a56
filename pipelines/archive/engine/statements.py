"""Statements that each database wants said in its own way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, any_, bindparam, func, select
from sqlalchemy.dialects import mysql, postgresql, sqlite


def one_of(dialect_name: str, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return that `column` is one of the texts or numbers of the parameter `name` (`many_of`).

    On PostgreSQL and SQLite they are one parameter: a statement with hundreds is read letter by
    letter, each time.
    """
    if dialect_name == "sqlite":
        given = func.json_each(bindparam(name, type_=String()))
        return column.in_(select(given.table_valued("value").c.value))
    if dialect_name == "postgresql":
        return column == any_(bindparam(name, type_=postgresql.ARRAY(column.type)))
    return column.in_(bindparam(name, expanding=True))


def many_of(dialect_name: str, values: Sequence[Any]) -> Any:
    """Return `values` as the parameter of `one_of` takes them."""
    return json.dumps(values, ensure_ascii=False) if dialect_name == "sqlite" else list(values)


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
