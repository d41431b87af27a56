"""The bundled blog answers as real blogs do."""

from __future__ import annotations

import gzip
import http.client
from urllib.parse import quote

from lxml import etree, html

from newscrawl.demo.source import read_posts, read_source
from tests.servers.blog import LiveBlog


def ask(
    blog: LiveBlog, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", blog.server_address[1], timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, quote(path), headers=named)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


def test_a_page_comes_with_charset_date_and_validators(blog: LiveBlog) -> None:
    answer, body = ask(blog, blog.post("도서관").path)
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert answer.getheader("Date")
    assert answer.getheader("Last-Modified") == "Sun, 03 Nov 2024 23:30:00 GMT"
    assert "밤에도 열리는 열람실" in body.decode()


def test_a_page_that_is_held_already_is_not_sent_again(blog: LiveBlog) -> None:
    answer, _ = ask(blog, "/feed.xml")
    again, body = ask(blog, "/feed.xml", If_None_Match=str(answer.getheader("ETag")))
    assert (again.status, body) == (304, b"")


def test_an_edited_page_is_sent_again(blog: LiveBlog) -> None:
    path = blog.post("김장").path
    first, _ = ask(blog, path)
    blog.edit("김장", body="<p>값이 다시 올랐습니다.</p>")
    again, body = ask(blog, path, If_None_Match=str(first.getheader("ETag")))
    assert again.status == 200
    assert "다시 올랐습니다" in body.decode()


def test_the_etag_outweighs_the_date(blog: LiveBlog) -> None:
    path = blog.post("김장").path
    first, _ = ask(blog, path)
    held = {"If_Modified_Since": str(first.getheader("Last-Modified"))}
    assert ask(blog, path, **held)[0].status == 304
    assert ask(blog, path, If_None_Match='"other"', **held)[0].status == 200


def test_head_tells_the_length_and_sends_no_body(blog: LiveBlog) -> None:
    answer, body = ask(blog, "/", "HEAD")
    assert int(str(answer.getheader("Content-Length"))) > 1000
    assert body == b""


def test_gzip_is_used_when_it_is_asked_for(blog: LiveBlog) -> None:
    answer, body = ask(blog, "/sitemap.xml", Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == ask(blog, "/sitemap.xml")[1]


def test_a_missing_last_slash_is_added_and_a_missing_page_is_404(blog: LiveBlog) -> None:
    assert ask(blog, "/about")[0].getheader("Location") == "/about/"
    assert ask(blog, "/없음/")[0].status == 404


def test_listing_feed_and_sitemap_name_what_they_should(blog: LiveBlog) -> None:
    paths = [quote(post.path) for post in blog.posts]
    first, second = (html.fromstring(ask(blog, p)[1]) for p in ("/", "/blog/page2/"))
    listed = [a.get("href") for page in (first, second) for a in page.cssselect("li h2 a")]
    assert listed == paths
    assert first.cssselect("a.pagination--next")[0].get("href") == "/blog/page2/"
    feed = etree.fromstring(ask(blog, "/feed.xml")[1])
    assert len(feed.findall("{*}entry")) == 6
    locations = etree.fromstring(ask(blog, "/sitemap.xml")[1]).findall(".//{*}loc")
    assert {blog.origin + path for path in paths} < {str(loc.text) for loc in locations}


def test_a_title_that_breaks_yaml_is_shown_whole() -> None:
    assert "[속보] 첫눈: 산간에 3cm" in [post.title for post in read_posts()]


def test_markdown_sources_show_stray_end_tags_as_text_as_jekyll_does() -> None:
    head = "---\ntitle: t\ndate: 2025-01-01 00:00:00 +0900\ncategory: c\ntags: a\nexcerpt: e\n---\n"
    post = read_source("2025-01-01-t.md", f"{head}<p>가</p></p>\n\n끝")
    assert post.body == "<p>가</p>\n<p>&lt;/p&gt;</p>\n\n<p>끝</p>"


def test_the_knobs_turn(blog: LiveBlog) -> None:
    gone = blog.post("첫눈").path
    blog.delete("첫눈", status=410)
    assert ask(blog, gone)[0].status == 410
    blog.fail("/", 500, 503)
    assert [ask(blog, "/")[0].status for _ in range(3)] == [500, 503, 200]
    blog.moved["/old/"] = "/about/"
    assert ask(blog, "/old/")[0].getheader("Location") == f"{blog.origin}/about/"
    blog.robots = "User-agent: *\nDisallow: /\n"
    assert b"Disallow: /\n" in ask(blog, "/robots.txt")[1]
    assert blog.asked("/") == [500, 503, 200]
    added = blog.add("새 글 하나")
    assert ask(blog, added.path)[0].status == 200
