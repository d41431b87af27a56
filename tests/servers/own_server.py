"""A database server of one's own, that a test may kill, starve and cut off."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from pipelines.archive.engine import database_url
from tests.servers.databases import PrivateServer, private_server

#: Ends every connection to the database but ours.
_CUT = {
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = :name",
    "mysql": "SELECT id FROM information_schema.processlist "
    "WHERE id <> CONNECTION_ID() AND db = :name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnServer:
    """A running server, and the address of a database on it that has no table yet."""

    server: PrivateServer
    #: Of the database that always exists.
    root: str
    url: str
    engine: Engine

    @property
    def port(self) -> int:
        """Return where it listens."""
        port = database_url(self.url).port
        assert port is not None
        return port

    def through(self, port: int, **options: str) -> str:
        """Return the address of the database through a proxy."""
        url = database_url(self.url).set(port=port, query=options)
        return url.render_as_string(hide_password=False)

    def run(self, statement: str, **values: Any) -> list[Any]:
        """Return the first column of what a statement of the server's owner gives."""
        with self.engine.connect() as connection:
            done = connection.execute(text(statement), values)
            return list(done.scalars()) if done.returns_rows else []

    def cut(self) -> int:
        """End every connection to the database; say how many there were."""
        found = self.run(_CUT[self.engine.dialect.name], name=database_url(self.url).database)
        if self.engine.dialect.name == "mysql":
            for number in found:
                # It may have ended by itself meanwhile.
                self.run(
                    "BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 BEGIN END; "
                    f"KILL {number}; END"
                )
        return len(found)


@pytest.fixture(scope="session", params=["postgresql", "mariadb"])
def _running(request: pytest.FixtureRequest) -> Iterator[Callable[[], Any]]:
    with private_server(request.param) as (server, root):
        if server.process is None:
            pytest.skip("this server is not ours to kill")
        engine = create_engine(database_url(root), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        numbers = itertools.count()

        @contextmanager
        def fresh() -> Iterator[OwnServer]:
            name = f"newscrawl_{next(numbers)}"
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            url = root.rpartition("/")[0] + f"/{name}"
            yield OwnServer(server=server, root=root, url=url, engine=engine)

        yield fresh


@pytest.fixture
def own_server(_running: Callable[[], Any]) -> Iterator[OwnServer]:
    """Give a private PostgreSQL or MariaDB; whoever kills it starts it again."""
    with _running() as server:
        yield server
