"""Pages that send on are followed; a page with a broken address in its head is a page."""

from __future__ import annotations

import pytest
from scrapy import Request
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
