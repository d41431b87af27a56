"""Which held blog an address belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.archive import open_archive
from pipelines.archive.kept_choice import home_of
from pipelines.archive.sites import site_id_of
from tests.pipelines.archive.conftest import FETCHED

HELD = (
    "https://velog.example/@kim",
    "https://b.example/",
    "https://b.example/blog/",
    "https://n.example/list?blogId=kim",
)


@pytest.mark.parametrize(
    ("urls", "home"),
    [
        (["https://velog.example/@kim/rain"], "https://velog.example/@kim"),
        (["https://velog.example/@kimchi/rain"], None),
        (["https://b.example/blog/feed.xml"], "https://b.example/blog/"),
        (["https://b.example/blogger/feed.xml"], "https://b.example/"),
        (["http://www.b.example/a"], "https://b.example/"),
        (["https://n.example/list?blogId=kim&no=2"], "https://n.example/list?blogId=kim"),
        (["https://n.example/list?blogId=kimchi"], None),
        (["https://b.example/blog/a", "https://b.example/c"], "https://b.example/"),
        (["https://b.example/a", "https://velog.example/@kim/rain"], None),
    ],
)
def test_an_address_belongs_to_the_held_blog_that_it_lies_below(
    tmp_path: Path, urls: list[str], home: str | None
) -> None:
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        with archive.writing() as connection:
            for site in HELD:
                site_id_of(connection, site, FETCHED)
        assert home_of(archive, *urls) == home
