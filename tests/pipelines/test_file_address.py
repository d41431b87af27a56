"""The file of a SQLite address, and back: as SQLAlchemy reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from pipelines.archive.engine import database_url, shown_url
from pipelines.file_address import sqlite_path, sqlite_url


@pytest.mark.parametrize(
    "name", ["a b.db", "보관 1.db", "100%.db", "a%20b.db", "really?.db", "a+b#c.db"]
)
@pytest.mark.parametrize("folder", ["", "sub/", "/srv/글 모음/"])
def test_a_file_of_any_name_has_an_address_that_leads_back(folder: str, name: str) -> None:
    url = sqlite_url(folder + name)
    assert make_url(url).database == folder + name
    assert sqlite_path(url) == Path(folder + name)
    written_out = database_url(url).render_as_string()  # what a schedule gives to its crawl
    assert sqlite_path(written_out) == Path(folder + name)
    assert sqlite_path(shown_url(database_url(url))) == Path(folder + name)


def test_an_address_is_shown_as_it_may_be_typed() -> None:
    assert shown_url(database_url("sqlite:///보관 1.db?timeout=5")) == "sqlite:///보관 1.db"


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true", "postgresql://h/db"]
)
def test_what_is_no_file_has_none(url: str) -> None:
    assert sqlite_path(url) is None
