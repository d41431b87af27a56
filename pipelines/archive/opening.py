"""Archive: an open database whose tables are as this program wants them."""

from __future__ import annotations

import itertools
import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipelines.archive import migrate
from pipelines.archive.engine import (
    BUSY_SECONDS,
    clock,
    database_url,
    fault_of,
    make_engine,
    next_step,
    reason_of,
    shown_url,
)
from pipelines.archive.errors import (
    ArchiveError,
    ArchiveRefuses,
    ArchiveUnreachable,
    SchemaTooOld,
)
from pipelines.archive.log_limit import LogLimit

T = TypeVar("T")

#: A deadlock's loser tries this often, and for as long as another's lock is waited for.
ATTEMPTS = 6
#: A server that went away is waited for this long: a restart with its recovery takes a minute.
PATIENCE_SECONDS = 180
#: Nobody is told of a server that is back sooner.
TELL_AFTER_SECONDS = 3.0

logger = logging.getLogger(__name__)


class Archive:
    """An open archive. Threads may share it; processes may not."""

    def __init__(self, engine: Engine, url: URL, patience_seconds: float) -> None:
        self.engine = engine
        self._patience_seconds = patience_seconds
        #: Monotonic times: since when the server is away, and when it was last found so.
        self._away_since: float | None = None
        self._away_at = 0.0
        self._told_away = False
        self._writing = engine.execution_options(newscrawl_writes=True)
        self._log = LogLimit(engine)
        #: The address without its password.
        self.url: str = shown_url(url)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive {self.url}>"

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def hurry(self, seconds: float = 0.0) -> None:
        """Wait no longer than this for a server that is away, or goes away later."""
        self._patience_seconds = min(self._patience_seconds, seconds)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with.

        Raises ArchiveUnreachable when the database is gone, ArchiveRefuses when it does not answer.
        """
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that commits at the end, or rolls back."""
        with self._explained(), self._writing.begin() as connection:
            yield connection
        self._log.hold()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns, done in one transaction.

        Tried again after a deadlock or a lock, and for some minutes after a lost connection, so
        that a server may be restarted; `work` must therefore do nothing but SQL. Raises
        ArchiveUnreachable when that was in vain, ArchiveRefuses when it is no use to try again.
        """
        answer = self._persist(self._writing.begin, work)
        self._log.hold()
        return answer

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` reads; as patient as `write`, for whoever cannot ask again."""
        return self._persist(self.engine.connect, work)

    def now(self) -> datetime:
        """Return what time it is by the clock that all share who use this archive, in UTC."""
        return self.read(clock)

    def _persist(
        self,
        connect: Callable[[], AbstractContextManager[Connection]],
        work: Callable[[Connection], T],
    ) -> T:
        began = time.monotonic()
        for attempt in itertools.count():
            try:
                with connect() as connection:
                    answer = work(connection)
                self._is_there()
                return answer
            except DBAPIError as error:
                fault = fault_of(error)
                if fault == "lost":
                    again = self._may_come_back(error)
                else:
                    again = fault in ("busy", "race") and attempt + 1 < ATTEMPTS
                    # On a busy machine the others take so long that a few tries are soon over.
                    again |= fault == "busy" and time.monotonic() - began < BUSY_SECONDS
                if not again:
                    raise self._told(error) from error
                logger.debug("%s: %s, trying again", self.url, reason_of(error))
                # Not a fixed pause: two who collided would collide again.
                time.sleep(min(2.0, 0.05 * 2**attempt) * random.uniform(0.5, 1.5))
            except (StatementError, PoolTimeout) as error:
                raise self._told(error) from error
        raise AssertionError("the loop ends only by return or raise")

    def _may_come_back(self, error: DBAPIError) -> bool:
        # From when the loss was noticed, which may have taken minutes. Of all calls together: a
        # crawl that ends because the server stays away has a dozen more to make.
        self._away_at = time.monotonic()
        if self._away_since is None:
            self._away_since = self._away_at
        away, patience = self._away_at - self._away_since, self._patience_seconds
        if TELL_AFTER_SECONDS <= away < patience and not self._told_away:
            self._told_away = True
            logger.warning(
                "%s is away and waited for, up to %d s: %s", self.url, patience, reason_of(error)
            )
        return away < patience

    def _is_there(self) -> None:
        if self._told_away and self._away_since is not None:
            away = time.monotonic() - self._away_since
            logger.warning("%s answers again, after %d s", self.url, away)
        self._away_since, self._told_away = None, False

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (StatementError, PoolTimeout) as error:
            raise self._told(error) from error

    def _told(self, error: StatementError | PoolTimeout) -> ArchiveError:
        """Return `error` as one that names the archive, the cause and the next step."""
        if isinstance(error, PoolTimeout):
            return ArchiveUnreachable(f"No connection to {self.url} became free: {error}")
        reason = reason_of(error)
        fault = fault_of(error) if isinstance(error, DBAPIError) else "row"
        if fault in ("row", "race"):
            return ArchiveRefuses(self.url, reason)
        return ArchiveUnreachable(
            f"The archive {self.url} cannot be used: {reason}. {next_step(error)}"
        )


def open_archive(
    url: str,
    *,
    upgrade: bool = True,
    read_only: bool = False,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Archive:
    """Return the archive at `url`, ready to use.

    Missing or older tables are made or upgraded unless `upgrade` is False or `read_only` is True.
    A server that goes away later is waited for as long as `patience_seconds`.
    Raises ArchiveUnreachable, ArchiveRefuses, SchemaTooOld or SchemaTooNew; none of them shows a
    password.
    """
    parsed = database_url(url)
    archive = Archive(make_engine(parsed, read_only=read_only), parsed, patience_seconds)
    try:
        with archive._explained():
            try:
                migrate.check(archive.engine)
            except SchemaTooOld:
                if not upgrade or read_only:
                    raise
                migrate.upgrade(archive.engine)
    except ArchiveError:
        archive.close()
        raise
    return archive
