"""The archive: posts and revisions in SQLite, PostgreSQL or MariaDB; the only room with SQL."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.archive.errors import (
        ArchiveError,
        ArchiveUnreachable,
        LockHeld,
        ScheduleExists,
        SchemaTooNew,
        SchemaTooOld,
    )
    from pipelines.archive.opening import Archive, open_archive

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveUnreachable",
    "LockHeld",
    "ScheduleExists",
    "SchemaTooNew",
    "SchemaTooOld",
    "open_archive",
]


def __getattr__(name: str) -> Any:
    # When asked for: a process that reads pages prepares posts, and needs no database for that.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "opening" if name in ("Archive", "open_archive") else "errors"
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
