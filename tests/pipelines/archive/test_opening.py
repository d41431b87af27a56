"""What open_archive says when it cannot: the cause, the next step, never the password."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from newscrawl.commands._checks import check_database
from pipelines.archive import (
    ArchiveUnreachable,
    SchemaTooNew,
    SchemaTooOld,
    migrate,
    open_archive,
)
from pipelines.archive.engine import database_url, make_engine
from pipelines.archive.query import iter_records
from pipelines.archive.writer import write_posts

SECRET = "s3cr3t"


@contextmanager
def _another_user() -> Iterator[None]:
    """Do without root's rights, which no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that everybody may enter; pytest's own are for one user."""
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-"))
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "archive.db",
        f"postgresql://u:{SECRET}@[::1/x",
        f"postgresql://u:{SECRET}@host:port/x",
        f"oracle://u:{SECRET}@host/x",
        f"sqlite://u:{SECRET}@archive.db",
        f"postgresql://u:{SECRET}@127.0.0.1:1/x",
        f"postgres://u:{SECRET}@127.0.0.1:1/x",
        f"mysql://u:{SECRET}@127.0.0.1:1/x",
        f"mariadb://u:{SECRET}@127.0.0.1:1/x",
    ],
)
def test_a_database_that_cannot_be_opened_is_named_without_its_password(url):
    with pytest.raises(ArchiveUnreachable) as caught:
        open_archive(url)
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) > 40
    assert "?." not in str(caught.value)


def test_the_address_of_an_open_archive_has_no_password(database):
    with open_archive(database) as archive:
        assert archive.url.split(":")[0] in ("sqlite", "postgresql", "mariadb")
        assert repr(archive) == f"<Archive {archive.url}>"


def test_a_path_that_is_a_folder_is_said_so(tmp_path):
    with pytest.raises(ArchiveUnreachable, match=r"is a folder.*archive\.db"):
        open_archive(f"sqlite:///{tmp_path}")


def test_a_missing_folder_is_said_so(tmp_path):
    with pytest.raises(ArchiveUnreachable, match="mkdir -p"):
        open_archive(f"sqlite:///{tmp_path}/none/archive.db")


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    (tmp_path / "a.db").write_bytes(b"This is a letter to my aunt. " * 100)
    with pytest.raises(ArchiveUnreachable, match=r"not a database.*from a backup"):
        open_archive(f"sqlite:///{tmp_path / 'a.db'}")


@pytest.mark.parametrize(("mode", "words"), [(0o555, "may not be written"), (0, "entered")])
def test_a_folder_without_permission_is_said_so(open_folder, mode, words):
    open_folder.chmod(mode)
    with _another_user(), pytest.raises(ArchiveUnreachable, match=words):
        open_archive(f"sqlite:///{open_folder / 'a.db'}")
    if mode == 0:
        deeper = f"sqlite:///{open_folder / 'deeper' / 'a.db'}"
        with _another_user(), pytest.raises(ArchiveUnreachable, match=words):
            open_archive(deeper, read_only=True)
        with _another_user():
            assert words in check_database(deeper).found


def test_a_read_only_file_is_said_so_and_can_be_read(open_folder, make_post):
    url = f"sqlite:///{open_folder / 'a.db'}"
    with open_archive(url) as archive:
        write_posts(archive, [make_post()])
    (open_folder / "a.db").chmod(0o444)
    mode = open_folder.stat().st_mode
    open_folder.chmod(0o555)
    with _another_user(), pytest.raises(ArchiveUnreachable, match="to a folder that may be wri"):
        open_archive(url, read_only=True)
    open_folder.chmod(mode)
    with _another_user():
        with pytest.raises(ArchiveUnreachable, match="may not be written"):
            open_archive(url)
        with open_archive(url, read_only=True) as archive:
            assert len(list(iter_records(archive))) == 1


def test_a_log_that_another_user_left_is_named(open_folder):
    url = f"sqlite:///{open_folder / 'a.db'}"
    open_archive(url).close()
    (open_folder / "a.db").chmod(0o666)
    (open_folder / "a.db-wal").touch(0o644)
    with _another_user(), pytest.raises(ArchiveUnreachable, match=r"a\.db-wal may not be written"):
        open_archive(url)


def test_reading_an_archive_that_is_not_there_creates_nothing(tmp_path):
    with pytest.raises(ArchiveUnreachable, match="no archive at"):
        open_archive(f"sqlite:///{tmp_path / 'a.db'}", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_archive_refuses_to_write(database, make_post):
    open_archive(database).close()
    with open_archive(database, read_only=True) as archive:
        with pytest.raises(ArchiveUnreachable):
            write_posts(archive, [make_post()])
        assert list(iter_records(archive)) == []


def test_an_empty_database_is_not_upgraded_unasked(bare_database):
    if bare_database.startswith("sqlite"):
        sqlite3.connect(bare_database.removeprefix("sqlite:///")).close()
    with pytest.raises(SchemaTooOld, match="newscrawl db upgrade"):
        open_archive(bare_database, upgrade=False)
    open_archive(bare_database).close()
    open_archive(bare_database, upgrade=False).close()


def test_newer_tables_are_refused_naming_both_versions(bare_database):
    with open_archive(bare_database) as archive, archive.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match=f"9999.*{migrate.versions()[-1]}"):
        open_archive(bare_database)


def test_tables_between_two_releases_are_refused_saying_what_made_them(bare_database):
    # Numbers that were taken while newscrawl was made, and given up before a release.
    assert "0027" not in migrate.versions()
    with open_archive(bare_database) as archive, archive.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0027'"))
    with pytest.raises(SchemaTooNew, match=r"version 0027, which no release.*export --format"):
        open_archive(bare_database)


def test_the_tables_of_another_program_are_left_alone(bare_database):
    engine = make_engine(database_url(bare_database))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE post (id INTEGER)"))
    with pytest.raises(SchemaTooNew, match="another program"):
        open_archive(bare_database)
    # Others name their migrations by letters and digits.
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('ae1027a6acf1')"))
    engine.dispose()
    with pytest.raises(SchemaTooNew, match="another program"):
        open_archive(bare_database)


def test_an_encoding_that_garbles_korean_is_refused(postgresql_server):
    url = database_url(postgresql_server)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            text("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        )
        try:
            with pytest.raises(ArchiveUnreachable, match="encoding=UTF8"):
                open_archive(url.set(database="ascii").render_as_string(hide_password=False))
        finally:
            connection.execute(text("DROP DATABASE ascii WITH (FORCE)"))
    engine.dispose()


def test_a_server_ends_a_writer_that_falls_silent_and_lets_readers_take_their_time(archive):
    dialect = archive.engine.dialect.name
    if dialect == "sqlite":
        return
    shown = {
        "postgresql": "SHOW idle_in_transaction_session_timeout",
        "mysql": "SELECT @@idle_write_transaction_timeout",
    }[dialect if dialect == "postgresql" else "mysql"]
    with archive.writing() as connection:
        assert connection.exec_driver_sql(shown).scalar_one() in ("1min", 60)
    with archive.reading() as connection:
        # MariaDB counts within transactions that write alone.
        assert connection.exec_driver_sql(shown).scalar_one() in ("0", 60)
