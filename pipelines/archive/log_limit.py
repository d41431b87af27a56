"""Keeps the log beside a SQLite file short, as far as whoever reads the file lets it."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from sqlalchemy import Engine

from pipelines.archive.engine import BUSY_SECONDS, WAL_BYTES

#: A reader is waited for so long, and other writers with it ...
_WAIT_SECONDS = 1.0
#: ... and then not again for as long: at most a third of the time goes by so.
_PAUSE_SECONDS = 2.0


class LogLimit:
    """Begins the log of a SQLite file anew when it is too long; of other databases nothing.

    SQLite does so by itself only where no reader's view is older than the last write. Of two
    programs that write without a pause beside one that reads, none ever finds that moment: it
    has to be waited for.
    """

    def __init__(self, engine: Engine, longest: int = WAL_BYTES) -> None:
        self._engine = engine
        self._longest = longest
        name = engine.url.database if engine.dialect.name == "sqlite" else None
        self._log = Path(f"{name}-wal") if name and name != ":memory:" else None
        self._next = 0.0

    def hold(self) -> None:
        """Begin the log anew if it is too long and its readers let go of it within a second."""
        if self._log is None or time.monotonic() < self._next:
            return
        with contextlib.suppress(FileNotFoundError):
            if self._log.stat().st_size > self._longest:
                self._restart()
        self._next = time.monotonic() + _PAUSE_SECONDS

    def _restart(self) -> None:
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA busy_timeout = {int(_WAIT_SECONDS * 1000)}")
            try:
                raw.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
            finally:
                raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
