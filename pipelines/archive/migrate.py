"""The version of the tables: what it is, what it should be, and the way from one to the other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, Engine, inspect, text

from pipelines.archive.engine import ddl_rolls_back, encoding_fault, prepare_migration
from pipelines.archive.errors import ArchiveUnreachable, SchemaTooNew, SchemaTooOld
from pipelines.file_address import sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).with_name("migrations")

#: Alembic keeps what it is doing in globals.
_ONE_THREAD = threading.Lock()

#: `current`, or which side is behind; `empty` has no tables at all, `foreign` has others.
State = Literal["current", "old", "new", "empty", "foreign"]


def _config() -> Config:
    # Late, here and below: most who open an archive find its tables as they should be.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@cache
def versions() -> Sequence[str]:
    """Return the versions this program knows, oldest first."""
    # By the names of the files: Alembic imports all of them to learn the same.
    files = (_MIGRATIONS / "versions").glob("[0-9]*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables; None when no migration has run."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def state_of(connection: Connection) -> tuple[State, str | None]:
    """Return how the tables compare with this program, and their version."""
    if (version := version_of(connection)) is None:
        # Alembic's own table comes first: with it and without a version, a first migration is
        # under way, or was killed half-way, on MariaDB.
        tables = set(inspect(connection).get_table_names())
        return ("foreign" if tables and "alembic_version" not in tables else "empty"), None
    if version not in versions():
        return ("new" if version.isdecimal() else "foreign"), version
    return ("current" if version == versions()[-1] else "old"), version


def check(engine: Engine) -> str:
    """Return the version when the tables are as this program wants them.

    Raises SchemaTooOld, SchemaTooNew or ArchiveUnreachable, which name both versions.
    """
    with engine.connect() as connection:
        state, version = state_of(connection)
        wanted = versions()[-1]
        if state == "current" and version is not None:
            if fault := encoding_fault(connection):
                raise ArchiveUnreachable(fault)
            return version
    if state == "new" and str(version) < wanted:
        raise SchemaTooNew(
            f"The tables are at version {version}, which no release of newscrawl has: a "
            "checkout between two releases made them. Let that checkout write the posts: newscrawl "
            "export --format jsonl; then take them into a new archive: newscrawl import."
        )
    if state == "new":
        raise SchemaTooNew(
            f"The tables are at version {version}, this newscrawl knows up to {wanted}. "
            "Upgrade newscrawl, or name another database (--db)."
        )
    if state == "foreign":
        raise SchemaTooNew(
            "This database holds the tables of another program. Name an empty one (--db)."
        )
    found = f"at version {version}" if version else "not there yet"
    # To make tables in a copy that was made in the middle of a crawl leaves an empty archive.
    is_file = not version and sqlite_path(engine.url.render_as_string()) is not None
    copy = " (A copy of a SQLite file needs the -wal file that lay beside it.)" if is_file else ""
    raise SchemaTooOld(
        f"The tables are {found}, this newscrawl wants {wanted}. Run: newscrawl db upgrade.{copy}"
    )


def upgrade(engine: Engine, target: str = "head") -> str:
    """Bring the tables to this program's version and return it.

    SQLite and PostgreSQL change all or nothing; MariaDB cannot roll tables back, so there each
    step can be run again. Two processes at once wait for each other.
    """
    writing = engine.execution_options(newscrawl_writes=True)
    with _ONE_THREAD, writing.begin() as connection:
        prepare_migration(connection)
        state, _ = state_of(connection)
        if state in ("old", "empty") or (state == "current" and target != "head"):
            if fault := encoding_fault(connection):
                raise ArchiveUnreachable(fault)
            from alembic import command

            config = _config()
            config.attributes["connection"] = connection
            config.attributes["transactional_ddl"] = ddl_rolls_back(connection)
            command.upgrade(config, target)
            return version_of(connection) or ""
    return check(engine)
