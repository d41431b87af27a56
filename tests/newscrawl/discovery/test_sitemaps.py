"""Sitemaps in every state of repair name their addresses."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from newscrawl.discovery import sitemaps
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.sitemaps import part_holds_posts, read_sitemap, robots_sitemaps

URL = "https://blog.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'


def addresses(body: bytes, content_type: str = "") -> list[str]:
    return [entry.url for entry in read_sitemap(body, URL, content_type).entries]


def test_a_sitemap_names_addresses_and_the_time_of_the_last_change() -> None:
    body = f"{HEAD}<url><loc> https://blog.example/a </loc><lastmod>2024-07-22T09:30:00+09:00</lastmod></url><url><loc>/b</loc></url></urlset>"
    first, second = read_sitemap(body.encode(), URL).entries
    assert (first.url, second.url) == ("https://blog.example/a", "https://blog.example/b")
    assert first.updated is not None
    assert first.updated.isoformat() == "2024-07-22T09:30:00+09:00"
    assert first.published is None


@pytest.mark.parametrize(("first", "is_news"), [("2024-07-21", True), ("2019-01-02", False)])
def test_a_sitemap_of_news_names_the_newest_alone(first: str, is_news: bool) -> None:
    one = "<url><loc>https://blog.example/{0}</loc><news:news><news:publication_date>{0}</news:publication_date></news:news></url>"
    body = f"{HEAD}{one.format(first)}{one.format('2024-07-22')}</urlset>"
    assert read_sitemap(body.encode(), URL).newest_only is is_news
    plain = f"{HEAD}<url><loc>https://blog.example/a</loc></url></urlset>"
    assert not read_sitemap(plain.encode(), URL).newest_only


def test_the_news_extension_gives_title_and_publication() -> None:
    body = f"{HEAD}<url><loc>https://blog.example/a</loc><news:news><news:publication_date>2024-07-22</news:publication_date><news:title>제목</news:title></news:news></url></urlset>"
    (entry,) = read_sitemap(body.encode(), URL).entries
    assert entry.title == "제목"
    assert entry.published is not None
    assert entry.published.precision == "day"


def test_images_are_no_addresses_and_other_languages_are() -> None:
    body = (
        f"{HEAD}<url><loc>https://blog.example/ko/a</loc>"
        "<image:image><image:loc>https://blog.example/i.png</image:loc></image:image>"
        '<xhtml:link rel="alternate" hreflang="en" href="https://blog.example/en/a"/>'
        '<xhtml:link rel="alternate" hreflang="x-default" href="https://blog.example/"/>'
        '<xhtml:link rel="alternate" media="only screen" href="https://blog.example/m/a"/></url></urlset>'
    )
    assert addresses(body.encode()) == ["https://blog.example/ko/a", "https://blog.example/en/a"]


def test_an_index_names_its_parts() -> None:
    body = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://blog.example/post-1.xml</loc></sitemap><sitemap><loc>/tag.xml</loc></sitemap></sitemapindex>'
    reading = read_sitemap(body, URL)
    assert reading.more == ("https://blog.example/post-1.xml", "https://blog.example/tag.xml")


@pytest.mark.parametrize(
    ("part", "holds"),
    [
        ("wp-sitemap-posts-post-1.xml", True),
        ("post-sitemap2.xml", True),
        ("sitemap-2024.xml", True),
        ("wp-sitemap-taxonomies-category-1.xml", False),
        ("wp-sitemap-users-1.xml", False),
        ("sitemap-tags.xml", False),
        ("author-sitemap.xml", False),
        ("categories/news.xml", False),
        ("blog/sitemap.xml", True),
    ],
)
def test_a_part_is_told_by_its_name(part: str, holds: bool) -> None:
    assert part_holds_posts(f"https://blog.example/{part}") is holds


def test_gzip_and_plain_text_are_read() -> None:
    plain = "https://blog.example/가\n\nhttps://blog.example/b\nnot an address\n".encode()
    assert len(addresses(plain)) == 2
    assert addresses(gzip.compress(plain)) == addresses(plain)


def test_a_gzip_that_ends_too_early_gives_what_came() -> None:
    lines = "".join(f"https://blog.example/{number}\n" for number in range(5000))
    reading = read_sitemap(gzip.compress(lines.encode())[:-400], URL)
    assert len(reading.entries) > 1000
    assert "too early" in reading.problem


_LARGE = """
import gzip, resource, sys
from newscrawl.discovery.sitemaps import read_sitemap

name = "https://blog.example/글&n=%05d"
picture = "<image:image><image:loc>https://blog.example/i.png</image:loc></image:image>" * 4
urls = "".join(f"<url><loc>{name % n}</loc>{picture}</url>\\n" for n in range(40_000))
body = (sys.argv[1] + urls + "</urlset>").encode()
if sys.argv[2] == "packed":
    body = gzip.compress(body, 1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reading = read_sitemap(body, "https://blog.example/sitemap.xml")
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
last = "https://blog.example/%EA%B8%80&n=39999"
print(len(reading.entries), reading.entries[-1].url == last, reading.problem or "whole", grown)
"""


@pytest.mark.parametrize("how", ["plain", "packed"])
def test_a_large_one_is_read_piece_by_piece(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LARGE, HEAD, how], capture_output=True, text=True, check=True
    )
    *found, grown = done.stdout.split()
    assert found == ["40000", "True", "whole"]
    # 14 MB of text; as a tree it would be ten times as much.
    assert int(grown) < 60 * 1024


def test_what_goes_on_without_an_address_is_not_held() -> None:
    reading = read_sitemap(b"<urlset>" + b"<p/>" * 2_000_000, URL)
    assert (reading.entries, "without an address" in reading.problem) == ((), True)


@pytest.mark.parametrize("name", ["url:", "urlset:", ":loc", "urlsethttp:", "a:b:c", "url\u00b7"])
def test_a_name_that_is_none_costs_no_address(name: str) -> None:
    body = f"<urlset><url><loc>https://blog.example/1</loc></url><{name}>x</{name}></urlset>"
    assert [entry.url for entry in read_sitemap(body.encode(), URL).entries] == [
        "https://blog.example/1"
    ]
    # As the outermost one it is no sitemap's.
    assert read_sitemap(f"<{name}><b>x</b></{name}>".encode(), URL).entries == ()


def test_a_file_of_nothing_but_beginnings_is_no_work() -> None:
    # Tried from each of them, 1 MB took a quarter of an hour, in which nothing else was done.
    for beginning in (b"<!DOCTYPE", b"<!DOCTYPE[", b"<?xml ", b"<![CDATA[", b"<!--"):
        assert read_sitemap(beginning * 100_000, URL).entries == ()
        assert read_feed(b"<rss>" + beginning * 100_000, URL).entries == ()


def test_a_bomb_is_cut() -> None:
    reading = read_sitemap(gzip.compress(b"\n" * (60 * 1024 * 1024)), URL)
    assert "cut" in reading.problem


def test_bare_ampersands_and_missing_ends_cost_nothing() -> None:
    body = b"<urlset><url><loc>https://blog.example/?x=1&y=2</loc></url><url><loc>https://blog.example/b"
    reading = read_sitemap(body, URL)
    assert [entry.url for entry in reading.entries] == [
        "https://blog.example/?x=1&y=2",
        "https://blog.example/b",
    ]
    assert reading.problem


COMPLAINT = b"\n<br />\n<b>Warning</b>: Undefined variable in <b>/a.php</b> on line 3<br />\n"


@pytest.mark.parametrize("before", [COMPLAINT, COMPLAINT + b"<!DOCTYPE urlset [<!ENTITY a 'b'>]>"])
def test_what_a_server_complains_of_before_an_index_costs_nothing(before: bytes) -> None:
    xml = b"<urlset><url><loc>https://blog.example/1</loc></url></urlset>"
    found = read_sitemap(before + xml, "https://blog.example/sitemap.xml", "text/html")
    assert [entry.url for entry in found.entries] == ["https://blog.example/1"]
    assert not found.problem


def test_entities_open_nothing() -> None:
    body = b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://blog.example/&a;</loc></url></urlset>'
    assert addresses(body) == ["https://blog.example/&a;"]


def test_a_sitemap_in_euc_kr_is_read() -> None:
    body = '<?xml version="1.0" encoding="euc-kr"?><urlset><url><loc>https://blog.example/글</loc></url></urlset>'
    assert addresses(body.encode("cp949")) == ["https://blog.example/%EA%B8%80"]


@pytest.mark.parametrize("body", [b"", b"<html><p>404</p></html>", b"{}", b"<", b"\x1f\x8b\x00"])
def test_what_is_no_sitemap_says_so(body: bytes) -> None:
    reading = read_sitemap(body, URL)
    assert (reading.entries, bool(reading.problem)) == ((), True)


def test_robots_lines_are_found_however_they_are_written() -> None:
    text = "User-agent: *\nSITEMAP : https://blog.example/a.xml\nsitemap:/b.xml\r\n# Sitemap: no\nSitemap: /b.xml"
    assert robots_sitemaps(text, "https://blog.example/robots.txt") == (
        "https://blog.example/a.xml",
        "https://blog.example/b.xml",
    )


def test_more_addresses_than_a_sitemap_may_have_are_said_to_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (sitemaps.MAX_ENTRIES, sitemaps.TOO_MANY) == (50_000, "cut at 50,000 addresses")
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 3)
    lines = [f"https://blog.example/{number}" for number in range(4)]
    whole = read_sitemap("\n".join(lines[:-1]).encode(), URL)
    cut = read_sitemap("\n".join(lines).encode(), URL)
    assert (len(whole.entries), whole.problem) == (3, "")
    assert (cut.entries, cut.problem) == (whole.entries, "cut at 50,000 addresses")
    markup = "".join(f"<url><loc>{line}</loc></url>" for line in lines)
    cut = read_sitemap(f"{HEAD}{markup}</urlset>".encode(), URL)
    assert (len(cut.entries), cut.problem) == (3, "cut at 50,000 addresses")


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version='2.0'><channel><item><link>https://blog.example/a</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://blog.example/a'/></entry></feed>",
    ],
)
def test_a_feed_is_a_sitemap_too(feed: str) -> None:
    reading = read_sitemap(feed.encode(), "https://blog.example/rss.xml")
    assert [entry.url for entry in reading.entries] == ["https://blog.example/a"]
    assert not reading.problem
    # It names the newest alone: no blog is proved by it, as by a sitemap.
    assert reading.newest_only
