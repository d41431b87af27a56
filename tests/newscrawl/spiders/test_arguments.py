"""Arguments are checked before anything is fetched, and the message says what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from newscrawl.errors import UsageError
from newscrawl.spiders.base import PostSpider
from newscrawl.spiders.blog import BlogSpider
from newscrawl.spiders.feed import FeedSpider
from newscrawl.spiders.frontmatter import FrontMatterSpider
from newscrawl.spiders.pages import PagesSpider
from newscrawl.spiders.sitemap import SitemapSpider

SPIDERS = (BlogSpider, FeedSpider, SitemapSpider, PagesSpider, FrontMatterSpider)


def made(spider: type[PostSpider], **arguments: str) -> PostSpider:
    return spider.from_crawler(get_crawler(spider), **arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "needs -a url="),
        ({"url": "https://b.example/", "lmit": "3"}, "did you mean limit?"),
        (
            {"url": "https://b.example/", "zzz": "3"},
            "it takes dry_run, limit, platform, since, url",
        ),
        ({"url": "https://b.example/", "limit": "0"}, "limit=0: this is no number of 1 or more"),
        ({"url": "https://b.example/", "since": "gestern"}, "write a date as 2024-07-22"),
        ({"url": "https://b.example/", "dry_run": "maybe"}, "write 1 or 0"),
        ({"url": "https://b.example/", "platform": "myspace"}, "unknown platform"),
        ({"url": "ftp://b.example/"}, "no web address"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"url": "hello"}, "no web address"),
        ({"url": "https://me:s3cr3t@b.example/"}, "url=https://***@b.example/: newscrawl logs in"),
        ({"url": "me:s3cr3t@b.example"}, "no web address"),
    ],
)
def test_a_bad_argument_gets_one_clear_line(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        made(BlogSpider, **arguments)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_arguments_become_values() -> None:
    spider = made(
        BlogSpider, url="blog.example", limit="5", since="2024-07-22", dry_run="1", _job="7"
    )
    assert isinstance(spider, BlogSpider)
    assert (spider.url, spider.limit, spider.dry_run) == ("https://blog.example/", 5, True)
    assert spider.since == datetime(2024, 7, 22, tzinfo=UTC)
    assert spider.given_arguments["url"] == "blog.example"


def test_one_blog_has_one_lock_however_it_is_written() -> None:
    names = {
        made(BlogSpider, url=url).lock_name
        for url in ("https://blog.example", "http://www.blog.example/")
    }
    assert len(names) == 1


def test_every_spider_says_what_it_is_for_and_what_it_takes() -> None:
    for spider in SPIDERS:
        assert (spider.__doc__ or "").splitlines()[0].endswith(".")
        assert all(argument.help for argument in spider.arguments())


def test_a_list_file_names_its_bad_line(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("# mine\nhttps://b.example/가\n\nnot an address\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 4"):
        made(PagesSpider, file=str(file))
    file.write_text("\ufeffhttps://b.example/가\nhttps://b.example/b\n", encoding="utf-8")
    spider = made(PagesSpider, file=str(file))
    assert isinstance(spider, PagesSpider)
    assert spider.file == ("https://b.example/%EA%B0%80", "https://b.example/b")


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "latin.txt"])
def test_a_list_file_that_cannot_be_used_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "latin.txt").write_bytes(b"\xb1\xb2\xb3")
    with pytest.raises(UsageError):
        made(PagesSpider, file=str(tmp_path / name))


def test_the_pages_spider_needs_addresses_from_somewhere() -> None:
    with pytest.raises(UsageError, match="file=FILE"):
        made(PagesSpider)


def test_a_source_that_leads_out_of_its_folder_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0:0", "utf-8")
    posts = tmp_path / "blog" / "_posts"
    posts.mkdir(parents=True)
    (posts / "2024-07-22-snow.md").write_text("---\ntitle: 눈\n---\n글", "utf-8")
    (posts / "2024-07-23-rain.md").symlink_to(posts / "2024-07-22-snow.md")
    (posts / "2024-07-24-gone.md").symlink_to(secret)
    spider = made(FrontMatterSpider, folder=str(tmp_path / "blog"))
    assert isinstance(spider, FrontMatterSpider)
    assert [path.name[8:10] for _, path in spider._entries()] == ["22", "23"]


def test_a_folder_without_a_configuration_is_told_to_have_addresses_by_guess(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made(FrontMatterSpider, folder=str(tmp_path), site="https://blog.example/")
    assert "as Jekyll builds them" in caplog.text
    caplog.clear()
    (tmp_path / "_config.yml").write_text("title: 숲\n", "utf-8")
    made(FrontMatterSpider, folder=str(tmp_path), site="https://blog.example/")
    assert not caplog.text


def test_a_folder_that_is_not_there_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        made(FrontMatterSpider, folder=str(tmp_path / "nothing"))
