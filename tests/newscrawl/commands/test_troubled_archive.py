"""An archive that cannot be asked: every verb says why in one line and what to do, with code 4."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from newscrawl.commands import SUMMARIES
from pipelines.archive import open_archive
from pipelines.archive.engine import database_url
from tests.newscrawl.commands.conftest import Tool

#: A verb that asks the archive, with the words that make it ask most.
LINES = (
    *("list", "search 글", "show 1", "show 3 --revisions", "diff 3", "changes", "stats", "runs"),
    *("links --to other.example", "duplicates --find", "coverage", "templates", "schedule list"),
    *("export --format jsonl", "export --format sqlite -o out.db", "db check --deep"),
    *("db copy archive.db other.db", "backup copy.db", "reread", "forget 1 --yes"),
)
#: Those that fetch, read files, or tell of this installation.
OTHERS = {"crawl", "import", "spiders", "run", "doctor", "read"}

TROUBLES = {
    "DROP TABLE post_link": "no such table: post_link",
    "UPDATE revision SET body_text = CAST(x'80ff' AS TEXT)": "Could not decode to UTF-8",
    "UPDATE revision SET quality = '{oops'": "JSON was looked for, and '{oops' stands there",
    "UPDATE post SET listed_at = 'yesterday'": "time was looked for, and 'yesterday' stands",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_verb_says_what_is_wrong_with_a_file(
    tool: Tool, db: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {line.split()[0] for line in LINES} == SUMMARIES.keys() - OTHERS
    monkeypatch.chdir(db.parent)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute(trouble)
        connection.commit()
    told = set()
    for line in LINES:
        words = line.split() if line.startswith("db copy") else [*line.split(), "--db", str(db)]
        said = tool(*words)
        last = said.err.splitlines()[-1] if said.err else ""
        if TROUBLES[trouble] in last:
            assert said.code == 4, line
            assert "newscrawl db check --deep" in last
            told.add(words[0])
        else:
            assert said.code in (0, 2, 4), (line, said)
    assert told


def test_a_check_names_tables_and_columns_that_are_missing(tool: Tool, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DROP TABLE text_band")
        connection.execute("ALTER TABLE schedule DROP COLUMN last_exit_code")
    said = tool("db", "check", "--db", db, "--json")
    assert said.code == 4
    (fault,) = said.json["faults"]
    assert fault["kind"] == "missing table or column"
    assert sorted(fault["examples"]) == ["schedule.last_exit_code", "text_band"]


@pytest.mark.server
def test_a_server_that_lets_nobody_in_or_at_its_tables_is_told(tool: Tool, database: str) -> None:
    if database.startswith("sqlite"):
        return
    open_archive(database).close()
    url, name = make_url(database), "newscrawl_guest"
    mariadb = url.drivername.startswith("mariadb")
    engine = create_engine(database_url(database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        user = f"{name}@'%'" if mariadb else name
        made = "IDENTIFIED BY" if mariadb else "LOGIN PASSWORD"
        connection.execute(text(f"CREATE {'USER' if mariadb else 'ROLE'} {user} {made} 's3cr3t'"))
        try:
            connection.execute(text(f"GRANT SELECT ON alembic_version TO {user}"))
            guest = url.set(username=name, password="s3cr3t")
            for line in ("list", "stats", "export --format jsonl", "runs"):
                shown = guest.render_as_string(hide_password=False)
                said = tool(*line.split(), "--db", shown)
                assert said.code == 4, line
                assert "denied" in said.err
                assert "lets you in" in said.err
                assert "s3cr3t" not in said.err
            stranger = url.set(username="nobody_at_all", password="s3cr3t")
            said = tool("list", "--db", stranger.render_as_string(hide_password=False))
            assert said.code == 4
            assert "lets you in" in said.err
            assert "s3cr3t" not in said.err
        finally:
            if not mariadb:
                connection.execute(text(f"DROP OWNED BY {user}"))
            connection.execute(text(f"DROP {'USER' if mariadb else 'ROLE'} {user}"))
    engine.dispose()
