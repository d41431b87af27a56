"""Kinds of columns, and options of tables, that each database needs said in its own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.exc import DontWrapMixin, StatementError
from sqlalchemy.types import TypeDecorator, TypeEngine

#: Compare bytes: a server's own collation takes `Cafe` and `café`, `News` and `news` for one tag.
TABLE_OPTIONS = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "utf8mb4_bin",
}

#: For a table whose id is a cursor: SQLite alone would give the number of a deleted row again.
CURSOR_TABLE_OPTIONS = {**TABLE_OPTIONS, "sqlite_autoincrement": True}

#: SQLite numbers rows by itself only under the exact name INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")

#: TEXT ends at 64 KiB on MariaDB.
LongText = Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")

#: So does BLOB.
LongBlob = LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")


class NoInstant(DontWrapMixin, ValueError):
    """What was given as a time is none: text, a day, or a time whose zone would be a guess."""


def instant(value: object) -> datetime:
    """Return `value`, an aware datetime; raises NoInstant, which says what to give."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise NoInstant(
        f"{value!r} is no instant; give a datetime with its zone: datetime(2026, 1, 31, tzinfo=UTC)"
    )


def unreadable(kind: str, value: object) -> StatementError:
    """Return the error of a value that stands in a column of this kind and is none.

    SQLite takes whatever another program writes; the servers look first.
    """
    words = f"a {kind} was looked for, and {str(value)[:80]!r} stands there"
    return StatementError(words, None, None, ValueError(words))


class _SqliteTime(sqlite.DATETIME):
    """As SQLAlchemy writes it, at half the cost."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Return what makes the text of a time without zone."""
        return lambda value: None if value is None else value.isoformat(" ", "microseconds")

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None]:
        """Return what reads such a text, and raises StatementError when it is none."""
        parsed = super().result_processor(dialect, coltype)
        assert parsed is not None

        def read(value: str | None) -> datetime | None:
            try:
                return parsed(value)
            except (TypeError, ValueError) as error:
                raise unreadable("time", value) from error

        return read


class Instant(TypeDecorator[datetime]):
    """An instant: aware in, UTC out, microseconds kept, on each database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column type that keeps microseconds."""
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_SqliteTime())  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the driver wants; raises NoInstant."""
        if value is None:
            return None
        utc = instant(value).astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
