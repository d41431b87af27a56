"""Many who write one archive at once wait for each other, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text, update

from pipelines.archive import Archive, open_archive, runs
from pipelines.archive.engine import database_url, make_engine
from pipelines.archive.models import Run, table_of
from pipelines.archive.query import iter_posts
from pipelines.archive.writer import write_posts
from tests.servers import warm
from tests.servers.own_server import OwnServer

SERVERS = pytest.mark.parametrize(
    "archive",
    [pytest.param(name, marks=pytest.mark.server) for name in ("postgresql", "mariadb")],
    indirect=True,
)


def _at_once(works: list[Callable[[], Any]]) -> None:
    """Run all of them in threads; raise what the first of them raised."""
    failures: list[BaseException] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 handed on below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@SERVERS
def test_who_loses_a_deadlock_tries_again(archive: Archive) -> None:
    rows = [runs.begin_run(archive, spider="blog", site=f"s{n}", args={}) for n in range(2)]
    both_hold_one = threading.Barrier(2, timeout=warm.PATIENCE_SECONDS)
    tries: Counter[int] = Counter()

    def crosswise(first: int, second: int) -> Callable[[], None]:
        def work(connection: Any) -> None:
            tries[first] += 1
            for row in (first, second):
                reason = Run.reason + f"{first} "
                connection.execute(update(table_of(Run)).where(Run.id == row).values(reason=reason))
                if row == first and tries[first] == 1:
                    both_hold_one.wait()

        return lambda: archive.write(work)

    _at_once([crosswise(*rows), crosswise(*reversed(rows))])
    assert sorted(tries.values()) == [1, 2]
    with archive.reading() as connection:
        reasons = connection.execute(select(Run.reason)).scalars().all()
    assert {frozenset(reason.split()) for reason in reasons} == {frozenset(map(str, rows))}


@pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.server)], indirect=True
)
def test_writers_of_a_server_that_insists_on_serial_order_store_all(
    database: str, make_post: Callable[..., Any]
) -> None:
    options = {"options": "-c default_transaction_isolation=serializable"}
    url = database_url(database).set(drivername="postgresql").update_query_dict(options)
    with open_archive(url.render_as_string(hide_password=False)) as archive:

        def write(first: int) -> None:
            for start in range(first, first + 20, 5):
                posts = [make_post(n) for n in range(start, start + 5)]
                assert write_posts(archive, posts).rejected == []

        _at_once([lambda first=first: write(first) for first in (0, 10, 100)])
        assert len(list(iter_posts(archive))) == 50


def test_more_writers_than_connections_wait_for_their_turn(
    archive: Archive, make_post: Callable[..., Any]
) -> None:
    def write(n: int) -> None:
        assert write_posts(archive, [make_post(n)]).rejected == []

    _at_once([lambda n=n: write(n) for n in range(20)])
    assert len(list(iter_posts(archive))) == 20


@pytest.mark.server
def test_a_server_that_has_no_connection_free_is_waited_for(
    own_server: OwnServer, make_post: Callable[..., Any]
) -> None:
    own = own_server
    name = database_url(own.url).database
    if own.engine.dialect.name == "postgresql":
        own.run("CREATE ROLE crawler LOGIN CONNECTION LIMIT 1")
        own.run(f"ALTER DATABASE {name} OWNER TO crawler")
    else:
        own.run("CREATE USER crawler@'127.0.0.1' WITH MAX_USER_CONNECTIONS 1")
        own.run(f"GRANT ALL ON {name}.* TO crawler@'127.0.0.1'")
    url = database_url(own.url).set(username="crawler", query={})
    url = url.set(drivername=url.drivername.partition("+")[0])
    with open_archive(url.render_as_string(hide_password=False)) as archive:
        write_posts(archive, [make_post(1)])
        archive.close()
        taken = threading.Event()

        def take_it_for_a_while() -> None:
            with archive.reading():
                taken.set()
                time.sleep(1.5)
            archive.close()

        def write() -> None:
            taken.wait()
            with open_archive_again() as second:
                assert write_posts(second, [make_post(2)]).rejected == []

        def open_archive_again() -> Archive:
            # The tables are known to be there; a second process would look, and be refused.
            parsed = database_url(url.render_as_string(hide_password=False))
            return Archive(make_engine(parsed), parsed, 60)

        _at_once([take_it_for_a_while, write])
        archive.close()
        # Patient: the server may not have done with the connection that was closed last.
        held = archive.read(lambda connection: connection.scalar(text("SELECT COUNT(*) FROM post")))
        assert held == 2
