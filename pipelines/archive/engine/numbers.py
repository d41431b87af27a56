"""The numbers that the next rows of a table get."""

from __future__ import annotations

from sqlalchemy import Connection, Table, text


def _counts(table: Table) -> bool:
    keys = list(table.primary_key.columns)
    return len(keys) == 1 and keys[0].autoincrement is not False and keys[0].name == "id"


def next_id(connection: Connection, table: Table) -> int | None:
    """Return the number that the next row of `table` would get; None when it has none."""
    if not _counts(table):
        return None
    highest = f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table.name}"
    queries = {
        "sqlite": "SELECT seq + 1 FROM sqlite_sequence WHERE name = :table",
        "postgresql": "SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END"
        f" FROM {table.name}_id_seq",
    }
    of_server = (
        "SELECT AUTO_INCREMENT FROM information_schema.TABLES"
        " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :table"
    )
    if connection.dialect.name == "sqlite" and not table.dialect_options["sqlite"]["autoincrement"]:
        return int(connection.execute(text(highest)).scalar_one())
    query = queries.get(connection.dialect.name, of_server)
    parameters = {"table": table.name} if ":table" in query else {}
    given = connection.execute(text(query), parameters).scalar()
    return max(int(given or 1), int(connection.execute(text(highest)).scalar_one()))


def counts_alone(connection: Connection) -> bool:
    """Return True when nobody else makes a row before this transaction ends: numbers are its own.

    SQLite has one writer, from the beginning of its transaction.
    """
    writes = connection.get_execution_options().get("newscrawl_writes")
    return connection.dialect.name == "sqlite" and bool(writes)


def set_next_id(connection: Connection, table: Table, number: int) -> None:
    """Let the next row of `table` get `number`, which no row has yet."""
    name = connection.dialect.name
    if name == "postgresql":
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number, false)"),
            {"table": table.name, "number": number},
        )
    elif name in ("mysql", "mariadb"):
        # This ends the transaction, which is none the worse for it: all rows are written.
        connection.execute(text(f"ALTER TABLE {table.name} AUTO_INCREMENT = {number:d}"))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(
            text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name}
        )
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"),
            {"table": table.name, "number": number - 1},
        )
