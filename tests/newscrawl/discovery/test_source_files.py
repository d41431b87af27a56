"""Source files of static blogs: which are posts, and at which address each appears."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from newscrawl.discovery.source_files import is_post_file, is_published, read_config, source_entry

SITE = "https://blog.example/"


def path_of(file: str, matter: dict[str, Any], config: str = "", name: str = "_config.yml") -> str:
    entry = source_entry(PurePosixPath(file), matter, read_config(name, config), SITE)
    return entry.url.removeprefix(SITE)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", "news/2024/07/22/a-b.html"),
        ("permalink: pretty", "news/2024/07/22/a-b/"),
        ("permalink: none", "news/a-b.html"),
        ("permalink: /:year/:i_month/:title/", "2024/7/a-b/"),
        ("permalink: /blog/:slug", "blog/a-b"),
        (": broken : [", "news/2024/07/22/a-b.html"),
    ],
)
def test_the_permalink_rule_of_the_configuration_gives_the_address(
    config: str, expected: str
) -> None:
    assert path_of("_posts/2024-07-22-a-b.md", {"categories": ["News"]}, config) == expected


def test_the_posts_own_permalink_stands_above_the_rule() -> None:
    assert path_of("_posts/2024-07-22-a.md", {"permalink": "/own/address/"}) == "own/address/"


def test_the_day_of_the_address_is_counted_in_the_blogs_zone() -> None:
    late = {"date": "2024-07-22 23:30:00 +0000"}
    assert path_of("_posts/2024-07-22-a.md", late, "timezone: Asia/Seoul") == "2024/07/23/a.html"


def test_korean_addresses_are_percent_encoded_once() -> None:
    assert path_of("_posts/2024-07-22-새-글.md", {"categories": ["생활"]}).startswith(
        "%EC%83%9D%ED%99%9C/2024"
    )


@pytest.mark.parametrize(
    ("file", "matter", "expected"),
    [
        ("content/posts/hello.md", {}, "posts/hello/"),
        ("content/posts/bundle/index.md", {}, "posts/bundle/"),
        ("content/posts/a.md", {"slug": "Other Name"}, "posts/other-name/"),
        ("content/posts/a.md", {"url": "/given/"}, "given/"),
        ("content/notes/a.md", {"date": "2024-07-22T09:30:00+09:00"}, "2024/07/a/"),
        ("content/notes/a.md", {"date": "no date"}, "a/"),
        ("content/named/a.md", {"title": "Rainy Days"}, "named/rainy-days/"),
        ("content/named/a.md", {}, "named/a/"),
    ],
)
def test_hugo_addresses(file: str, matter: dict[str, Any], expected: str) -> None:
    config = '[permalinks]\nnotes = "/:year/:month/:slug/"\nnamed = "/named/:title/"\n'
    assert path_of(file, matter, config, "hugo.toml") == expected


def test_without_a_site_the_address_is_the_archives_own() -> None:
    entry = source_entry(
        PurePosixPath("_posts/2024-07-22-a.md"), {}, read_config("_config.yml", ""), ""
    )
    assert entry.url == "file:///2024/07/22/a.html"


def test_what_the_file_does_not_say_comes_from_the_defaults() -> None:
    config = read_config(
        "_config.yml", "defaults:\n  - scope: {path: _posts}\n    values: {author: 운영자}\n"
    )
    entry = source_entry(PurePosixPath("_posts/2024-07-22-a.md"), {"tags": "하나 둘"}, config, SITE)
    assert (entry.authors, entry.tags) == (("운영자",), ("하나", "둘"))
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-07-22"


@pytest.mark.parametrize(
    ("file", "engine", "expected"),
    [
        ("_posts/2024-07-22-a.md", "jekyll", True),
        ("2024-07-22-a.markdown", "jekyll", True),
        ("about.md", "jekyll", False),
        ("_drafts/a.md", "jekyll", False),
        ("content/posts/a.md", "hugo", True),
        ("content/posts/_index.md", "hugo", False),
        ("layouts/a.html", "hugo", False),
    ],
)
def test_only_posts_are_posts(file: str, engine: str, expected: bool) -> None:
    assert is_post_file(PurePosixPath(file), engine) is expected


@pytest.mark.parametrize("matter", [{"draft": "true"}, {"draft": True}, {"published": "false"}])
def test_a_draft_is_not_published(matter: dict[str, Any]) -> None:
    assert not is_published(matter)
    assert is_published({})


@pytest.mark.parametrize(
    "name",
    [
        "Asia/Swoul",
        "Seoul time",
        "../../etc",
        "2024",
        "\ud800",
        pytest.param("a/" * 400, id="parts"),
    ],
)
def test_a_time_zone_that_nobody_knows_is_none(name: str) -> None:
    assert read_config("_config.yml", f"timezone: {name}\nurl: {SITE}").zone is None


@pytest.mark.parametrize("name", ["Asia/Seoul", "Japan", "UTC", "America/Argentina/Ushuaia"])
def test_a_time_zone_is_known_by_its_name(name: str) -> None:
    assert str(read_config("hugo.toml", f'timeZone = "{name}"').zone) == name
