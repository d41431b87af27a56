"""A database server that goes away and comes back costs time, not posts."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, event, text

from pipelines.archive import Archive, ArchiveUnreachable, open_archive, opening
from pipelines.archive.engine import database_url, prepare_migration
from pipelines.archive.forgotten import forgotten_at
from pipelines.archive.kept_choice import home_of, is_kept
from pipelines.archive.pictures import wanted_images
from pipelines.archive.query import iter_posts
from pipelines.archive.rereading import Choice, count_stored_pages, stored_pages
from pipelines.archive.writer import write_posts
from tests.servers.proxy import silent_proxy

pytestmark = pytest.mark.server


def _written(archive: Archive, make_post, first: int, count: int) -> list[str]:
    outcomes = []
    for n in range(first, first + count, 5):
        result = write_posts(archive, [make_post(k) for k in range(n, n + 5)])
        assert result.rejected == []
        outcomes += [stored.outcome for stored in result.stored]
    return outcomes


def test_a_server_that_is_killed_and_comes_back_is_waited_for(
    own_server, make_post, monkeypatch, caplog
):
    monkeypatch.setattr(opening, "TELL_AFTER_SECONDS", 0.0)
    with open_archive(own_server.url) as archive:
        write_posts(archive, [make_post(0)])
        own_server.server.kill()
        back = threading.Timer(1, own_server.server.start_again)
        back.start()
        outcomes = _written(archive, make_post, 100, 20)
        back.join()
        assert set(outcomes) <= {"new", "same"}
        assert len(list(iter_posts(archive))) == 21
    # Whoever watches a crawl that does nothing is told why, once, and that it goes on.
    told = [line.getMessage() for line in caplog.records if line.name == opening.__name__]
    away, again = (one for one in told if one.startswith(archive.url))
    assert "is away and waited for, up to 180 s: " in away
    assert "answers again, after " in again


def test_what_crawls_and_imports_ask_before_they_write_waits_as_well(own_server, make_post):
    post = make_post(0)
    questions = (
        lambda: forgotten_at(archive, post.url),
        lambda: home_of(archive, post.url) == post.site,
        lambda: is_kept(archive, post.url, post.fetch.fetched_at, ""),
        lambda: (
            len(list(stored_pages(archive, Choice()))) == count_stored_pages(archive, Choice(), 0)
        ),
        lambda: bool(wanted_images(archive, post.site, after=0, limit=1)),
    )
    with open_archive(own_server.url) as archive, ThreadPoolExecutor(len(questions)) as askers:
        write_posts(archive, [post])
        own_server.server.kill()
        asked = [askers.submit(question) for question in questions]
        time.sleep(0.5)
        own_server.server.start_again()
        assert [one.result() for one in asked] == [None, True, False, True, True]


def test_a_server_that_stays_away_is_waited_for_once_and_not_at_each_call(own_server, make_post):
    with open_archive(own_server.url, patience_seconds=1) as archive:
        dials: list[object] = []
        event.listen(archive.engine, "do_connect", lambda *_: dials.append(1))
        own_server.server.kill()
        try:
            began = time.monotonic()
            with pytest.raises(ArchiveUnreachable):
                write_posts(archive, [make_post(1)])
            assert time.monotonic() - began >= 1
            for _ in range(3):
                dials.clear()
                with pytest.raises(ArchiveUnreachable):
                    write_posts(archive, [make_post(1)])
                assert len(dials) <= 1
        finally:
            own_server.server.start_again()
            own_server.server.wait_for(own_server.engine.url)
        # Whoever asks later finds it back, and waits the next time.
        assert _written(archive, make_post, 0, 5) == ["new"] * 5
        assert archive._away_since is None


def test_a_network_that_falls_silent_is_given_up_and_dialled_again(own_server, make_post):
    # Tables are made in better times: on a busy machine their making is silent for as long.
    with open_archive(own_server.url) as archive:
        write_posts(archive, [make_post(0)])
    with (
        silent_proxy(own_server.port) as proxy,
        open_archive(own_server.through(proxy.port, read_timeout="0.5")) as archive,
    ):
        proxy.silent.set()
        back = threading.Timer(1.2, proxy.silent.clear)
        back.start()
        outcomes = _written(archive, make_post, 100, 20)
        back.join()
        assert set(outcomes) <= {"new", "same"}
        assert len(list(iter_posts(archive))) == 21


def test_an_upgrade_waits_as_long_as_a_statement_takes(own_server):
    sleep = "SELECT pg_sleep(1)" if own_server.url.startswith("postgres") else "SELECT SLEEP(1)"
    with (
        open_archive(own_server.through(own_server.port, read_timeout="0.5")) as archive,
        archive.engine.connect() as connection,
    ):
        prepare_migration(connection)
        connection.execute(text(sleep))


_KILL = {
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()",
    "mysql": "SELECT CONCAT('KILL ', id) FROM information_schema.processlist "
    "WHERE id <> CONNECTION_ID() AND db = DATABASE()",
}


@pytest.mark.parametrize("database", ["postgresql", "mariadb"], indirect=True)
def test_connections_that_are_cut_again_and_again_cost_no_post(database, make_post):
    done = threading.Event()
    engine = create_engine(database_url(database), isolation_level="AUTOCOMMIT")

    def cut() -> None:
        pause = 0.3
        with engine.connect() as connection:
            while not done.wait(pause):
                pause *= 1.1  # on a busy machine a batch may take longer than the first ones
                rows = connection.execute(text(_KILL[engine.dialect.name])).scalars().all()
                if engine.dialect.name == "mysql":
                    for kill in rows:
                        # It may have ended by itself meanwhile.
                        connection.execute(
                            text(
                                f"BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 BEGIN END; {kill}; END"
                            )
                        )

    cutter = threading.Thread(target=cut)
    with open_archive(database) as archive:
        cutter.start()
        try:
            outcomes = _written(archive, make_post, 0, 60)
        finally:
            done.set()
            cutter.join()
            engine.dispose()
        # A cut between commit and answer: written twice, stored once.
        assert set(outcomes) <= {"new", "same"}
        assert len(list(iter_posts(archive))) == 60


def test_a_post_larger_than_the_server_takes_is_put_aside_alone(mariadb_server, make_post):
    url = database_url(mariadb_server)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    posts = [make_post(1), make_post(2, body_text="글" * 1_000_000), make_post(3)]
    with engine.connect() as connection:
        before = connection.execute(text("SELECT @@max_allowed_packet")).scalar_one()
        connection.execute(text("CREATE DATABASE packets"))
        connection.execute(text("SET GLOBAL max_allowed_packet = 1048576"))
        try:
            packets = url.set(database="packets", query={}).render_as_string(hide_password=False)
            with open_archive(packets) as archive:
                result = write_posts(archive, posts)
        finally:
            connection.execute(text(f"SET GLOBAL max_allowed_packet = {before}"))
            connection.execute(text("DROP DATABASE packets"))
    engine.dispose()
    assert [stored.post.url for stored in result.stored] == [posts[0].url, posts[2].url]
    ((post, reason),) = result.rejected
    assert post is posts[1]
    assert "max_allowed_packet" in reason
