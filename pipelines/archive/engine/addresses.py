"""Addresses of databases: as people write them, as the drivers want them, as messages show them."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from pipelines.archive.errors import ArchiveUnreachable
from pipelines.file_address import sqlite_url

#: What people write, and the driver we take.
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mysql+pymysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
}

#: The driver's part of an address is of no use to a reader of messages.
NAMES = {
    "sqlite+pysqlite": "sqlite",
    "postgresql+psycopg": "postgresql",
    "mysql+pymysql": "mariadb",
}


def database_url(url: str) -> URL:
    """Return the parsed address with our driver; raises ArchiveUnreachable without secrets."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise ArchiveUnreachable(
            "The database address cannot be read. Give one such as sqlite:///archive.db, "
            "postgresql://user@host/name or mariadb://user@host/name "
            "(--db or NEWSCRAWL_DATABASE_URL); write @ : / in a password as %40 %3A %2F."
        ) from None
    if (driver := DRIVERS.get(parsed.drivername)) is None:
        raise ArchiveUnreachable(
            f"There is no support for databases of the kind {parsed.drivername!r}. "
            "Use sqlite, postgresql or mariadb."
        )
    if driver.startswith("sqlite") and parsed.host:
        raise ArchiveUnreachable(
            "The address of a SQLite file has three slashes, and a fourth where its path begins "
            f"with one: sqlite:///{parsed.host}."
        )
    parsed = parsed.set(drivername=driver)
    if driver.startswith("mysql"):
        parsed = parsed.update_query_dict({"charset": "utf8mb4"})
    return parsed


def shown_url(url: URL) -> str:
    """Return the address for messages: without password, driver and options."""
    if url.drivername.startswith("sqlite") and url.database:
        return sqlite_url(url.database)
    shown = url.set(drivername=NAMES.get(url.drivername, url.drivername), query={})
    return shown.render_as_string(hide_password=True)
