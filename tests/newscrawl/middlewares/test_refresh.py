"""Pages that send on are followed; a page with a broken address in its head is a page."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.refresh import RefreshMiddleware

URL = "https://blog.example/old"


def answered(head: str) -> object:
    middleware = RefreshMiddleware.from_crawler(get_crawler())
    response = HtmlResponse(
        URL, body=f"<html><head>{head}</head></html>".encode(), encoding="utf-8"
    )
    answer = middleware.process_response(Request(URL), response)
    return answer.url if isinstance(answer, Request) else answer is response


def test_a_stub_leads_on() -> None:
    stub = '<meta http-equiv="refresh" content="0; url=/new">'
    assert answered(stub) == "https://blog.example/new"


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("window.location.replace('/new');", "https://blog.example/new"),
        ('location.href = "/new"', "https://blog.example/new"),
        ("<!--\ntop.location='new.html';\n//-->", "https://blog.example/new.html"),
        ("if (navigator.userAgent.match(/Mobile/)) location.href = '/m/';", True),
        ("location.href = '/old'", True),
        ("document.cookie = 'a=b'; location.reload()", True),
        ("location.replace('javascript:void(0)')", True),
    ],
)
def test_a_page_that_is_but_a_script_that_sends_everyone_on_leads_on(
    script: str, target: str | bool
) -> None:
    head = f"<title>Moving</title><script>{script}</script>"
    assert answered(head) == target
    assert answered(f"{head}<p>{'A post that says something. ' * 9}</p>") is True
    assert answered(f"{head}<script>other()</script>") is True


@pytest.mark.parametrize(
    "head",
    [
        '<base href="http://[">',
        '<meta http-equiv="refresh" content="0; url=http://[">',
        '<base href="http://[::1"><meta http-equiv="refresh" content="0; url=/new">',
        '<meta http-equiv="refresh" content="0; url=file:///etc/passwd">',
    ],
)
def test_an_address_that_is_none_costs_nothing(head: str) -> None:
    assert answered(head) is True


def test_a_circle_of_redirects_is_left_when_it_comes_round_twice() -> None:
    middleware = RefreshMiddleware.from_crawler(get_crawler())
    there = "https://blog.example/new"
    middleware.process_request(Request(URL, meta={"redirect_urls": [URL, there]}))
    with pytest.raises(IgnoreRequest, match="circle"):
        middleware.process_request(Request(URL, meta={"redirect_urls": [URL, there, URL, there]}))


def test_a_page_that_loads_itself_for_ever_is_a_page() -> None:
    middleware = RefreshMiddleware.from_crawler(get_crawler())
    body = b'<meta http-equiv="refresh" content="0; url=/old"><p>A post.</p>'
    request, times = Request(URL), 0
    while True:
        middleware.process_request(request)
        response = HtmlResponse(URL, body=body, encoding="utf-8", request=request)
        answer = middleware.process_response(request, response)
        if answer is response:
            break
        assert isinstance(answer, Request)
        request, times = answer, times + 1
    assert times == 1
