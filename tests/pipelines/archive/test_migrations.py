"""Migrations make the tables that models.py describes, on each database, whatever interrupts them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Index, inspect, text

from pipelines.archive import migrate, open_archive
from pipelines.archive.engine import database_url, make_engine
from pipelines.archive.models import Base
from pipelines.archive.writer import write_posts
from tests.servers import warm

#: Kills itself before the n-th change of a table.
_KILLED = """
import os, signal, sys
from sqlalchemy import event
from pipelines.archive import migrate
from pipelines.archive.engine import database_url, make_engine

engine = make_engine(database_url(sys.argv[1]))
left = int(sys.argv[2])

@event.listens_for(engine, "before_cursor_execute")
def count(connection, cursor, statement, *rest):
    global left
    if statement.lstrip().startswith(("CREATE", "INSERT INTO alembic")):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

migrate.upgrade(engine)
"""


@pytest.fixture
def engine(bare_database: str) -> Iterator[Engine]:
    """Give an engine on a database without tables."""
    made = make_engine(database_url(bare_database))
    yield made
    made.dispose()


def is_of(dialect: str, index: Index) -> bool:
    """Return whether this kind of database has the index."""
    condition = index._ddl_if
    return condition is None or dialect in condition.dialect


def differences(connection: Connection) -> list[object]:
    """Return how the tables differ from the models; the search index differs by database."""

    def compared(made, name, kind, _reflected, _other) -> bool:
        if kind == "index":
            return is_of(connection.dialect.name, made)
        return not (kind == "table" and name.startswith("search_"))

    options = {"compare_type": True, "include_object": compared}
    return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def test_migrated_tables_are_those_of_the_models_down_to_the_names(engine):
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
    inspector = inspect(engine)
    for table in Base.metadata.sorted_tables:
        indexes = {index["name"] for index in inspector.get_indexes(table.name)}
        wanted = {index.name for index in table.indexes if is_of(engine.dialect.name, index)}
        assert wanted <= indexes
        foreign = {key["name"] for key in inspector.get_foreign_keys(table.name)}
        assert foreign == {key.name for key in table.foreign_key_constraints}


def test_the_names_of_the_files_tell_the_versions_in_their_order():
    script = ScriptDirectory.from_config(migrate._config())
    walked = [revision.revision for revision in script.walk_revisions()]
    assert list(migrate.versions()) == walked[::-1]


def test_upgrading_twice_changes_nothing(engine):
    version = migrate.upgrade(engine)
    assert migrate.upgrade(engine) == version == migrate.check(engine) == migrate.versions()[-1]


def test_links_and_terms_get_the_time_of_their_post_when_an_old_archive_is_upgraded(
    archive, make_post
):
    # As an archive of before 0017 has them.
    undo = (
        "UPDATE term SET name_key = NULL",
        "UPDATE post_term SET name_key = NULL, tagged_at = NULL",
        "UPDATE post_link SET linked_at = NULL",
        "UPDATE alembic_version SET version_num = '0016'",
    )
    asked = (
        "SELECT revision_id, ord, linked_at FROM post_link ORDER BY 1, 2",
        "SELECT revision_id, ord, name_key, tagged_at FROM post_term ORDER BY 1, 2",
        "SELECT id, name_key FROM term ORDER BY 1",
    )

    def said() -> list[object]:
        with archive.reading() as connection:
            return [connection.execute(text(query)).all() for query in asked]

    write_posts(archive, [make_post(n) for n in range(1, 4)])
    written = said()
    assert all(None not in row for rows in written for row in rows)
    with archive.writing() as connection:
        for statement in undo:
            connection.execute(text(statement))
    migrate.upgrade(archive.engine)
    assert said() == written


def test_posts_get_the_title_that_stands_when_an_old_archive_is_upgraded(archive, make_post):
    posts = [make_post(n) for n in range(1, 4)]
    later = replace(posts[0].fetch, fetched_at=posts[0].fetch.fetched_at + timedelta(days=1))
    edited = replace(posts[0], title="고친 제목", fetch=later)
    write_posts(archive, [*posts, edited])
    asked = text("SELECT title FROM post ORDER BY id")
    with archive.reading() as connection:
        written = connection.execute(asked).scalars().all()
    assert written == ["고친 제목", *(post.title for post in posts[1:])]
    with archive.writing() as connection:
        connection.execute(text("UPDATE post SET title = ''"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0030'"))
    migrate.upgrade(archive.engine)
    with archive.reading() as connection:
        assert connection.execute(asked).scalars().all() == written


def test_a_migration_killed_half_way_is_completed_by_the_next(bare_database):
    killed = warm.run(["-c", _KILLED, bare_database, "20"])
    assert killed.returncode == -signal.SIGKILL
    with open_archive(bare_database) as archive:
        assert migrate.check(archive.engine) == migrate.versions()[-1]
        with archive.engine.connect() as connection:
            assert differences(connection) == []


def test_two_at_once_wait_for_each_other(bare_database):
    versions = []

    def upgrade() -> None:
        with open_archive(bare_database) as archive:
            versions.append(migrate.check(archive.engine))

    threads = [threading.Thread(target=upgrade) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert versions == [migrate.versions()[-1]] * 3
