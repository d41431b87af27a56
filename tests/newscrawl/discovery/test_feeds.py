"""Feeds of every kind become entries: what they say is kept, what they do not say is not made up."""

from __future__ import annotations

import json

import pytest

from newscrawl.discovery import feeds
from newscrawl.discovery.feeds import read_feed

URL = "https://blog.example/feed"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>마을 소식</title><link>https://blog.example/</link>
<item><title>[속보] 다리: 다시 열려</title><link>https://blog.example/p/1</link>
<pubDate>Mon, 22 Jul 2024 09:30:00 +0900</pubDate><dc:creator>한별</dc:creator>
<category>소식</category><category>강북</category>
<description>짧은 소개</description><content:encoded><![CDATA[<p>긴 <b>본문</b>입니다.</p>]]></content:encoded></item>
<item><title>둘째</title><link>/p/2</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<link rel="next" href="/feed?page=2"/>
<entry><title type="html">가 &amp;amp; 나</title><link rel="alternate" href="https://blog.example/a"/>
<link rel="replies" href="https://blog.example/a/comments"/><id>tag:x,1</id>
<published>2024-07-22T09:30:00+09:00</published><updated>2024-07-23T10:00:00+09:00</updated>
<author><name>달래</name></author><category term="slug" label="이름"/><summary>요약</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example/"><title>t</title></channel>
<item rdf:about="https://blog.example/r"><title>글</title><link>https://blog.example/r</link>
<dc:date>2024-07-22T09:30:00+09:00</dc:date></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "t", "next_url": "https://blog.example/feed.json?2",
"items": [{"id": "1", "url": "https://blog.example/j", "title": "제목", "content_html": "<p>본문</p>", "summary": "요약",
"date_published": "2024-07-22T09:30:00+09:00", "tags": ["하나", "둘"], "authors": [{"name": "한별"}]},
{"id": "https://blog.example/only-id"}, "junk", {"id": "5"}]}"""


def rss_with_date(date: str) -> bytes:
    return RSS.replace("Mon, 22 Jul 2024 09:30:00 +0900", date).encode()


def test_rss_says_title_address_time_author_terms_and_body() -> None:
    first, second = read_feed(RSS.encode(), URL).entries
    assert (first.url, first.title) == ("https://blog.example/p/1", "[속보] 다리: 다시 열려")
    assert first.published is not None
    assert first.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert (first.authors, first.tags) == (("한별",), ("소식", "강북"))
    assert (first.summary, first.content_html) == ("짧은 소개", "<p>긴 <b>본문</b>입니다.</p>")
    assert (first.found_in, first.found_kind, second.position) == (URL, "feed", 1)
    assert second.url == "https://blog.example/p/2"


def test_what_a_feed_does_not_say_stays_unsaid() -> None:
    first, second = read_feed(RSS.encode(), URL).entries
    assert first.updated is None
    assert (second.published, second.authors, second.summary) == (None, (), None)


def test_atom_keeps_both_times_and_the_next_page() -> None:
    reading = read_feed(ATOM.encode(), URL)
    (entry,) = reading.entries
    assert (entry.url, entry.title, entry.tags) == ("https://blog.example/a", "가 & 나", ("이름",))
    assert entry.published is not None
    assert entry.updated is not None
    assert (entry.published.at.day, entry.updated.at.day) == (22, 23)
    assert reading.more == ("https://blog.example/feed?page=2",)


def test_rdf_is_a_feed() -> None:
    (entry,) = read_feed(RDF.encode(), URL).entries
    assert (entry.url, entry.title) == ("https://blog.example/r", "글")
    assert (entry.summary, entry.content_html) == (None, None)


def test_json_feed_is_a_feed_and_its_broken_items_are_passed_by() -> None:
    reading = read_feed(JSON.encode(), URL, "application/feed+json")
    first, second = reading.entries
    assert (first.title, first.tags, first.authors) == ("제목", ("하나", "둘"), ("한별",))
    assert first.published is not None
    assert second.url == "https://blog.example/only-id"
    assert reading.more == ("https://blog.example/feed.json?2",)


def test_more_posts_than_are_taken_of_a_feed_are_said_to_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = [{"url": f"https://blog.example/{number}"} for number in range(20_001)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    reading = read_feed(json.dumps(feed).encode(), URL)
    assert (len(reading.entries), reading.problem) == (20_000, "cut at 20,000 posts")
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 1)
    reading = read_feed(RSS.encode(), URL)
    assert (len(reading.entries), reading.problem) == (1, "cut at 20,000 posts")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mon, 22 Jul 2024 09:30:00 +0900", "2024-07-22T09:30:00+09:00"),
        ("Mon, 22 Jul 2024 09:30:00 KST", "2024-07-22T09:30:00+09:00"),
        ("2024년 7월 22일 오전 10:30", "2024-07-22T10:30:00"),
        ("2024년 7월 22일 오후 3시 20분", "2024-07-22T15:20:00"),
        ("2024. 7. 22. 09:30", "2024-07-22T09:30:00"),
        ("2024.07.22 오후 12:05", "2024-07-22T12:05:00"),
        ("2024-07-22", "2024-07-22"),
    ],
)
def test_a_date_is_read_as_it_was_meant(written: str, meant: str) -> None:
    published = read_feed(rss_with_date(written), URL).entries[0].published
    assert published is not None
    assert published.isoformat() == meant


@pytest.mark.parametrize(
    "written", ["yesterday", "22/07/24", "방금 전", "2024", "제3회", "0000-00-00"]
)
def test_a_date_that_can_only_be_guessed_is_no_date(written: str) -> None:
    assert read_feed(rss_with_date(written), URL).entries[0].published is None


@pytest.mark.parametrize("declared", ['encoding="EUC-KR"', ""])
def test_letters_beyond_euc_kr_survive_a_feed_that_says_euc_kr(declared: str) -> None:
    # 똠, 뷁: in CP949, not in EUC-KR.
    text = RSS.replace('encoding="UTF-8"', declared).replace("둘째", "똠방각하 뷁")
    entries = read_feed(text.encode("cp949"), URL, "text/xml").entries
    assert [entry.title for entry in entries] == ["[속보] 다리: 다시 열려", "똠방각하 뷁"]


def test_broken_markup_does_not_cost_the_entries() -> None:
    broken = RSS.replace("짧은 소개", "A & B &nbsp; \x0b 끝").replace("</channel></rss>", "")
    assert len(read_feed(broken.encode(), URL).entries) == 2


def test_a_bare_ampersand_in_an_address_is_kept() -> None:
    feed = RSS.replace("https://blog.example/p/1", "https://blog.example/?a=1&b=2")
    assert read_feed(feed.encode(), URL).entries[0].url == "https://blog.example/?a=1&b=2"


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>404</body></html>", b"{", b'{"items": 3}', b"\x00\xff"]
)
def test_what_is_no_feed_says_so(body: bytes) -> None:
    reading = read_feed(body, URL)
    assert (reading.entries, bool(reading.problem)) == ((), True)


def test_a_feed_over_which_its_parser_breaks_is_a_broken_feed() -> None:
    # What cleaning leaves of it is a letter that there is not.
    item = b"<item><link>http://a.example/</link><title>&#&#0;x110000;<b></c></title></item>"
    reading = read_feed(b"<rss><channel>" + item + b"</channel></rss>", URL)
    assert (reading.entries, "broken feed" in reading.problem) == ((), True)


def test_a_feed_opens_no_file_and_no_address() -> None:
    bait = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>""" + RSS.partition("?>")[2]
    first = read_feed(bait.replace("짧은 소개", "&x;").encode(), URL).entries[0]
    assert first.summary in (None, "&x", "&x;")
    assert read_feed(b"/etc/passwd", URL).entries == ()
    assert read_feed(b"http://127.0.0.1:9/", URL).entries == ()


@pytest.mark.parametrize("odd", [5, True, 1e308, "한별", {"name": "한별"}, [None], [5], [[]], []])
@pytest.mark.parametrize(
    "name", ["authors", "author", "tags", "title", "content_html", "date_published"]
)
def test_a_value_of_another_kind_costs_itself_alone(name: str, odd: object) -> None:
    feed = json.loads(JSON)
    feed["items"][0][name] = odd
    reading = read_feed(json.dumps(feed).encode(), URL)
    assert [entry.url[-2:] for entry in reading.entries] == ["/j", "id"]


def test_a_feed_that_says_it_is_complete_says_how_many_there_are() -> None:
    feed = (
        '<rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0"><channel>{said}'
        "<item><title>비</title><link>https://blog.example/rain</link></item></channel></rss>"
    )
    whole = read_feed(feed.format(said="<fh:complete/>").encode(), "https://blog.example/feed")
    assert whole.total == 1
    assert read_feed(feed.format(said="").encode(), "https://blog.example/feed").total is None


def test_posts_without_an_address_of_their_own_are_told() -> None:
    home = "<link>https://blog.example/</link>"
    guid = '<guid isPermaLink="true">https://blog.example/1</guid>'
    items = (
        home + guid,
        home + '<guid isPermaLink="false">7</guid>',
        "",
        "<link>https://blog.example/2</link>",
    )
    posts = "".join(f"<item><title>글</title>{item}</item>" for item in items)
    feed = f'<rss version="2.0"><channel>{home}{posts}</channel></rss>'
    found = read_feed(feed.encode(), "https://blog.example/feed.xml")
    assert [entry.url for entry in found.entries] == [f"https://blog.example/{n}" for n in (1, 2)]
    assert found.problem == "2 of 4 posts have no address"


def test_what_one_item_alone_names_is_its_address_though_the_feed_calls_it_home() -> None:
    newest = "<link>https://blog.example/2</link>"
    items = f"<item>{newest}</item><item><link>https://blog.example/1</link></item>"
    feed = f'<rss version="2.0"><channel>{newest}{items}</channel></rss>'
    found = read_feed(feed.encode(), "https://blog.example/feed.xml")
    assert [entry.url[-1] for entry in found.entries] == ["2", "1"]
    assert found.problem == ""
