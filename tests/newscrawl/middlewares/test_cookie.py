"""Blogs that answer only who shows the cookie that they gave with a redirect in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl import exits
from newscrawl.demo.server import BlogHandler, served
from newscrawl.middlewares.cookie import MOST_CHARACTERS, CookieMiddleware
from tests.newscrawl.test_running import crawl, stored
from tests.servers.blog import LiveBlog

URL = "https://blog.example/rain"


class Doorkeeper(LiveBlog):
    """Sends who shows no cookie back to the same address, or there and back by way of `/door`."""

    door = False
    sent_back = 0

    def interfere(self, handler: BlogHandler, path: str) -> bool:
        if path == "/robots.txt" or "seen=1" in handler.headers.get("Cookie", ""):
            return super().interfere(handler, path)
        self.sent_back += 1
        back = "/" if path == "/door" else handler.path
        handler.send_response(302)
        handler.send_header("Location", "/door" if self.door and path != "/door" else back)
        if path == "/door" or not self.door:
            handler.send_header("Set-Cookie", "seen=1; Path=/; HttpOnly")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True


@pytest.mark.parametrize("door", [False, True])
def test_a_blog_that_wants_its_cookie_shown_is_read(tmp_path: Path, door: bool) -> None:
    with Doorkeeper() as blog, served(blog):
        blog.door = door
        done = crawl(blog.origin, tmp_path / "a.db")
    assert done.returncode == exits.DONE, done.stderr
    assert len(stored(tmp_path / "a.db")) == len(blog.posts), done.stderr
    # Once, and not for each page.
    assert blog.sent_back == (2 if door else 1)


def shown(middleware: CookieMiddleware, url: str = URL) -> bytes | None:
    request = Request(url)
    middleware.process_request(request)
    return request.headers.get("Cookie")


def sent_on(middleware: CookieMiddleware, to: str, *cookies: str) -> Request:
    request = Request(URL)
    middleware.process_request(request)
    headers = {"Location": to, "Set-Cookie": list(cookies)}
    middleware.process_response(request, Response(URL, status=302, headers=headers))
    return request


def test_a_cookie_given_with_a_page_or_on_the_way_elsewhere_is_not_shown() -> None:
    middleware = CookieMiddleware()
    page = Response(URL, headers={"Set-Cookie": "a=1"})
    middleware.process_response(Request(URL), page)
    for other in ("/snow", "/rain/", "https://www.blog.example/rain", "http://blog.example/rain"):
        sent_on(middleware, other, "a=1")
    assert shown(middleware) is None


def test_a_cookie_is_shown_to_who_gave_it_alone() -> None:
    middleware = CookieMiddleware()
    sent_on(middleware, URL, "a=1; Path=/", "b=2", "gone=; Max-Age=0", "nonsense")
    assert shown(middleware) == b"a=1; b=2"
    assert shown(middleware, "https://other.example/") is None


def test_a_cookie_that_holds_no_longer_gives_way() -> None:
    middleware = CookieMiddleware()
    sent_on(middleware, URL, "a=1")
    request = sent_on(middleware, URL, "a=2")
    # The next request of the chain is made of this one.
    assert "Cookie" not in request.headers
    assert shown(middleware) == b"a=2"


def test_what_is_no_cookie_any_more_for_its_length_is_not_shown() -> None:
    middleware = CookieMiddleware()
    sent_on(middleware, URL, "a=" + "x" * MOST_CHARACTERS)
    assert shown(middleware) is None


def test_where_scrapy_keeps_cookies_itself_nothing_is_added() -> None:
    with pytest.raises(NotConfigured):
        CookieMiddleware.from_crawler(get_crawler(settings_dict={"COOKIES_ENABLED": True}))
