"""doctor looks, says what to do, and ends with an honest code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newscrawl import exits
from newscrawl.commands._checks import check_database, check_packages, check_settings, check_space
from newscrawl.settings import NEWSCRAWL_DATABASE_URL
from pipelines.readers.answer import RAISE_VARIABLE

if TYPE_CHECKING:
    from tests.newscrawl.commands.conftest import Tool


def settings_found(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name in ("NEWSCRAWL_CONTACT", "NEWSCRAWL_ALLOW_NETWORKS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return {finding.about: finding for finding in check_settings()}


def test_a_sound_installation_is_told_thing_by_thing(tool: Tool, db: Path) -> None:
    said = tool("doctor", "--json", "--db", db)
    assert said.code == exits.DONE
    found = {one["about"]: one for one in said.json}
    for about in ("python", "newscrawl", "scrapy", "sqlalchemy", "readers", "database", "networks"):
        assert found[about]["state"] == "ok", found[about]
    assert all(set(one) == {"about", "state", "found", "advice"} for one in said.json)
    assert all(one["advice"] for one in said.json if one["state"] != "ok")


def test_no_room_for_temporary_files_is_told_before_a_language_is_missed(tmp_path: Path) -> None:
    limited = (
        "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20)); "
        "runpy.run_module('newscrawl', run_name='__main__', alter_sys=True)"
    )
    environment = {name: said for name, said in os.environ.items() if name != RAISE_VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", limited, "doctor", "--db", str(tmp_path / "new.db")],
        capture_output=True,
        text=True,
        env=environment,
    )
    told = next(line for line in done.stdout.splitlines() if "\treaders\t" in line)
    assert told.startswith("failed"), told
    assert "70 MB" in told
    assert "TMPDIR" in told
    assert done.returncode == exits.USAGE


def test_a_database_that_is_no_archive_is_code_4(tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear reader, " * 500)
    said = tool("doctor", "--db", file)
    assert said.code == exits.DATABASE
    assert [row[1] for row in said.rows if row[0] == "failed"] == ["database"]


def test_a_database_that_is_still_to_come_is_a_remark_and_stays_so(tmp_path: Path) -> None:
    finding = check_database(f"sqlite:///{tmp_path / 'new.db'}")
    assert finding.state == "warning"
    assert "newscrawl db upgrade" in finding.advice
    assert not (tmp_path / "new.db").exists()
    assert check_database(f"sqlite:///{tmp_path / 'no' / 'new.db'}").state == "failed"


def test_who_cannot_be_reached_is_told_to_say_how(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_found(monkeypatch)["contact"].state == "warning"
    found = settings_found(monkeypatch, NEWSCRAWL_CONTACT="archive@library.example")
    assert (found["contact"].state, found["contact"].found) == ("ok", "archive@library.example")


@pytest.mark.parametrize(
    ("networks", "state"),
    [("", "ok"), ("10.0.0.0/24, fd00::/8", "ok"), ("0.0.0.0/0", "warning"), ("10.0.0/8", "failed")],
)
def test_networks_are_looked_at(networks: str, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_found(monkeypatch, NEWSCRAWL_ALLOW_NETWORKS=networks)
    assert found["networks"].state == state


def test_every_dependency_is_looked_at() -> None:
    found = {finding.about: finding.state for finding in check_packages()}
    assert {"scrapy", "sqlalchemy", "alembic", "lxml", "rich"} <= set(found)
    assert set(found.values()) == {"ok"}


def test_space_is_told_where_the_archive_grows(tmp_path: Path) -> None:
    assert str(tmp_path) in check_space(f"sqlite:///{tmp_path / 'not' / 'yet' / 'a.db'}").found
    assert check_space(NEWSCRAWL_DATABASE_URL).found
