"""Pages of pictures below a post: nothing of their own is to be read there."""

from __future__ import annotations

import pytest

from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.picture_pages import is_page_of_a_picture

POST = "https://blog.example/2024/harbour/"


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        (PageLink(url=f"{POST}IMG_4021/", text=""), True),
        (PageLink(url=f"{POST}%EC%8A%A4%ED%81%AC%EB%A6%B0%EC%83%B7-2024-07-22/", text=""), True),
        (PageLink(url=f"{POST}the-boats/", text="", rel=frozenset({"attachment"})), True),
        # A post that a picture leads to, one that words lead to, one beside.
        (PageLink(url=f"{POST}the-boats/", text=""), False),
        (PageLink(url=f"{POST}IMG_4021/", text="The boats"), False),
        (PageLink(url="https://blog.example/2024/IMG_4021/", text=""), False),
    ],
)
def test_a_picture_leads_to_its_own_page_below_the_post(link: PageLink, is_one: bool) -> None:
    assert is_page_of_a_picture(link, POST) is is_one
