"""Atom and WXR: others' readers take them, whatever the posts hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from newscrawl.__main__ import main
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from pipelines.items import Moment
from tests.newscrawl.exports.made import SEOUL, SITE, export, post_of

ATOM = "{http://www.w3.org/2005/Atom}"
WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

HOSTILE = post_of(
    2,
    'A ]]> & <b> "title" \x0c\ud800',
    authors=("Kim & Lee <x>", "둘째"),
    tags=("<tag>", "]]>"),
    body_html="<p>x ]]> y &amp; z \x0b</p>",
)


def entries_of(feed: str) -> list[Any]:
    return list(etree.fromstring(feed.encode()).iter(f"{ATOM}entry"))


def test_a_feed_is_one_that_feed_readers_take(sqlite_database: str, tmp_path: Path) -> None:
    posts = [post_of(1, "한미동맹", tags=("속보",), excerpt="짧게"), HOSTILE]
    with open_archive(sqlite_database) as archive:
        assert not write_posts(archive, posts).rejected
    text = export(sqlite_database, "atom", tmp_path)
    read = feedparser.parse(text.encode())
    assert not read.bozo
    assert read.feed.id.startswith("urn:uuid:")
    assert read.feed.updated_parsed
    newest, first = read.entries
    assert (first.title, first.link) == ("한미동맹", f"{SITE}2026/1")
    assert first.published == "2026-03-01T09:30:00+09:00"
    assert [tag.term for tag in first.tags] == ["속보"]
    assert first.summary == "짧게"
    assert newest.author == "Kim & Lee <x>" or newest.authors[0].name == "Kim & Lee <x>"
    assert "x ]]> y &amp; z" in newest.content[0].value


def test_a_feed_has_all_that_the_standard_asks_for(sqlite_database: str, tmp_path: Path) -> None:
    with open_archive(sqlite_database) as archive:
        write_posts(archive, [HOSTILE, post_of(3, "", authors=(), published=None)])
    root = etree.fromstring(export(sqlite_database, "atom", tmp_path).encode())
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name").text
        assert datetime.fromisoformat(entry.find(f"{ATOM}updated").text).tzinfo
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3


def test_an_entry_keeps_its_id_when_it_is_edited_and_moves(database: str, tmp_path: Path) -> None:
    later = datetime(2026, 4, 1, tzinfo=UTC)
    with open_archive(database) as archive:
        write_posts(archive, [post_of(1, "한미동맹", platform_post_id="7")])
        (before,) = entries_of(export(database, "atom", tmp_path))
        moved = post_of(1, "고침", platform_post_id="7", url=f"{SITE}moved", seen=later)
        assert write_posts(archive, [moved]).stored[0].outcome == "changed"
    (after,) = entries_of(export(database, "atom", tmp_path))
    assert before.find(f"{ATOM}id").text == after.find(f"{ATOM}id").text
    assert after.find(f"{ATOM}link").get("href") == f"{SITE}moved"
    assert datetime.fromisoformat(after.find(f"{ATOM}updated").text) == later


def test_the_feed_of_a_query_keeps_its_id_from_day_to_day(filled: Path, tmp_path: Path) -> None:
    def feed_id(*choice: str) -> str:
        root = etree.fromstring(export(filled, "atom", tmp_path, *choice).encode())
        return str(root.find(f"{ATOM}id").text)

    assert feed_id("--tag", "속보") == feed_id("--tag", "속보", "--since", "7d", "--limit", "9")
    assert feed_id("--tag", "속보") != feed_id("--tag", "정치")


def test_wxr_holds_each_post_as_wordpress_reads_it(sqlite_database: str, tmp_path: Path) -> None:
    posts = [post_of(1, "한미동맹", tags=("속보",), categories=("News",)), HOSTILE]
    with open_archive(sqlite_database) as archive:
        assert not write_posts(archive, posts).rejected
    root = etree.fromstring(export(sqlite_database, "wxr", tmp_path, "--site", SITE).encode())
    (channel,) = root
    assert channel.find(f"{WP}wxr_version").text == "1.2"
    assert channel.find(f"{WP}base_blog_url").text == SITE
    hostile, first = channel.findall("item")
    assert first.find("title").text == "한미동맹"
    assert first.find(f"{WP}post_date").text == "2026-03-01 09:30:00"
    assert first.find(f"{WP}post_date_gmt").text == "2026-03-01 00:30:00"
    assert [(c.get("domain"), c.text) for c in first.findall("category")] == [
        ("category", "News"),
        ("post_tag", "속보"),
    ]
    assert hostile.find(CONTENT).text == "<p>x ]]> y &amp; z </p>"
    logins = {author.find(f"{WP}author_login").text for author in channel.findall(f"{WP}author")}
    creators = {
        item.find("{http://purl.org/dc/elements/1.1/}creator").text for item in (hostile, first)
    }
    assert creators == logins
    assert all(login.isascii() for login in logins)


CHOICES = [
    (["--site", "other.example"], ["Another blog"]),
    (["--tag", "정치"], ["첫 글"]),
    (["--author", "ＫＩＭ"], ["Another blog"]),
    (["--language", "en"], ["Another blog"]),
    (["--since", "2026-03-02", "--until", "2026-03-02"], ["둘째 글"]),
    (["--words", "글 -둘째"], ["첫 글"]),
    (["--words", "글", "--tag", "속보", "--limit", "1"], ["둘째 글"]),
    (["--words", "글", "--language", "en"], []),
]


@pytest.mark.parametrize(("choice", "titles"), CHOICES)
def test_every_format_takes_the_same_choice(
    choice: list[str], titles: list[str], filled: Path, tmp_path: Path
) -> None:
    lines = export(filled, "jsonl", tmp_path, *choice).splitlines()
    assert [json.loads(line)["title"] for line in lines] == titles
    feed = entries_of(export(filled, "atom", tmp_path, *choice))
    assert [entry.find(f"{ATOM}title").text for entry in feed] == titles
    wxr = etree.fromstring(export(filled, "wxr", tmp_path, *choice).encode())
    assert [item.find("title").text for item in wxr.iter("item")] == titles


def test_words_give_every_post_once_newest_first(database: str, tmp_path: Path) -> None:
    posts = [
        post_of(n, f"{'동맹' if n % 3 == 0 else '글'} {n}", body_text="동맹 소식")
        for n in range(1, 29)
    ]
    posts += [
        post_of(n, "더", url=f"{SITE}more/{n}/{m}", body_text="동맹")
        for n in range(1, 29)
        for m in range(9)
    ]
    with open_archive(database) as archive:
        assert not write_posts(archive, posts).rejected
    text = export(database, "jsonl", tmp_path, "--words", "동맹")
    records = [json.loads(line) for line in text.splitlines()]
    assert len({record["url"] for record in records}) == len(records) == len(posts)
    published = [record["published"] for record in records]
    assert published == sorted(published, reverse=True)


def test_words_that_cannot_be_read_are_told(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.xml"
    assert main(["export", "--db", str(filled), "--words", "-", "--out", str(out)]) == 1
    assert not out.exists()


def test_a_post_of_this_moment_is_no_trouble(sqlite_database: str, tmp_path: Path) -> None:
    seen = datetime.now(UTC) - timedelta(seconds=1)
    with open_archive(sqlite_database) as archive:
        write_posts(archive, [post_of(1, "x", seen=seen)])
    assert export(sqlite_database, "wxr", tmp_path).count("<item>") == 1


def test_posts_are_cited_as_far_as_they_are_known(sqlite_database: str, tmp_path: Path) -> None:
    month = Moment(at=datetime(2026, 5, 1, tzinfo=UTC), precision="month")
    # Half past midnight in Seoul; in UTC the day, month and year are others.
    eve = Moment(at=datetime(2026, 1, 1, 0, 30, tzinfo=SEOUL))
    posts = [
        post_of(1, "한미동맹", tags=("속보", "정치"), categories=("정치",), published=eve),
        post_of(4, "", authors=(), published=None, language=""),
        post_of(3, "Month", published=month),
        HOSTILE,
    ]
    with open_archive(sqlite_database) as archive:
        stored = write_posts(archive, posts).stored
    items = {item["URL"]: item for item in json.loads(export(sqlite_database, "csl", tmp_path))}
    assert items[f"{SITE}2026/1"] == {
        "id": f"post-{stored[0].post_id}",
        "type": "post-weblog",
        "title": "한미동맹",
        "author": [{"literal": "김기자"}],
        "container-title": "blog.example",
        "issued": {"date-parts": [[2026, 1, 1]]},
        "accessed": {"date-parts": [[2026, 3, 1]]},
        "URL": f"{SITE}2026/1",
        "language": "ko",
        "keyword": "정치, 속보",
        "archive": "newscrawl",
        "archive_location": f"post {stored[0].post_id}, revision 1",
    }
    assert not {"title", "author", "issued", "language"} & items[f"{SITE}2026/4"].keys()
    assert items[f"{SITE}2026/3"]["issued"] == {"date-parts": [[2026, 5]]}
    assert json.loads(export(sqlite_database, "csl", tmp_path, "--tag", "none")) == []
