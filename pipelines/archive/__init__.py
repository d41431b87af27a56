"""The archive: posts and revisions in SQLite, PostgreSQL or MariaDB; the only room with SQL."""

from __future__ import annotations

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
