"""Keeps the log beside a SQLite file as short as whoever reads the file lets it be."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from pipelines.archive.engine import BUSY_SECONDS, WAL_BYTES

#: SQLite itself keeps a log that nobody holds up at about 4 MiB.
LONG_BYTES = 8 * 1024 * 1024
#: A log that is long is looked at so often: a reader's pause of a second is met.
_LOOK_SECONDS = 0.5
#: Of one longer than WAL_BYTES the readers are waited for, and other writers with us: those who
#: come and go so that one of them always reads let go of it only then. A tenth of the time.
_WAIT_SECONDS = 1.0
_PAUSE_SECONDS = 9.0
#: SQLite waits for a reader's place even when a newer reader, who is in nobody's way, has taken
#: it over meanwhile, and places are handed on without a gap: who asks anew sees who is in it.
_ASK_SECONDS = 0.25


class LogLimit:
    """Cuts the log of a SQLite file when nobody reads what is in it; of other databases nothing.

    SQLite begins its log anew only when a writer comes at a moment at which all of it is in the
    file and no view is older. Of two programs that write without a pause beside one that reads,
    none comes at that moment: while one copies, the other writes. Who cuts lets nobody write.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        long_bytes: int = LONG_BYTES,
        too_long_bytes: int = WAL_BYTES,
        wait_seconds: float = _WAIT_SECONDS,
    ) -> None:
        self._engine = engine
        self._long_bytes = long_bytes
        self._too_long_bytes = too_long_bytes
        self._wait_seconds = wait_seconds
        name = engine.url.database if engine.dialect.name == "sqlite" else None
        self._log = f"{name}-wal" if name and name != ":memory:" else None
        self._look_at = self._wait_at = 0.0

    def hold(self) -> None:
        """Cut the log if it is long and no reader needs it; to be called after a write."""
        now = time.monotonic()
        if self._log is None or now < self._look_at:
            return
        self._look_at = now + _LOOK_SECONDS
        # What was written is written. What ails the file the next write will say.
        with contextlib.suppress(OSError, SQLAlchemyError, sqlite3.Error):
            size = os.stat(self._log).st_size
            if size <= self._long_bytes:
                return
            wait = size > self._too_long_bytes and now >= self._wait_at
            if not self._cut(self._wait_seconds if wait else 0) and wait:
                self._wait_at = time.monotonic() + _PAUSE_SECONDS

    def _cut(self, wait_seconds: float) -> bool:
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            wait = min(wait_seconds, _ASK_SECONDS)
            raw.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
            try:
                for _ in range(max(1, round(wait_seconds / _ASK_SECONDS))):
                    asked = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                    if not asked[0]:  # nobody was in the way
                        return True
            finally:
                raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
            return False
