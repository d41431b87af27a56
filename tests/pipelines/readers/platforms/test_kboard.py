"""KBoard: a post of a board is told from the page of WordPress around all of them."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

POST = (
    "<body><article class='page'><h1>게시판</h1><div id='kboard-document'>"
    "<div class='kboard-title'><h1>장마</h1></div>"
    f"<div class='kboard-content'>{PROSE}</div></div></article></body>"
)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/board/?mod=document&uid=12&pageid=3", "/board/?mod=document&uid=12"),
        ("/?page_id=7&mod=document&uid=12&pageid=3", "/?page_id=7&mod=document&uid=12"),
    ],
)
def test_a_post_has_the_address_of_its_page_and_its_number(address: str, own: str) -> None:
    post = read(POST, f"https://blog.example{address}")
    assert (post.kind, post.title, post.platform_post_id) == ("post", "장마", "kboard/12")
    assert post.canonical_url == f"https://blog.example{own}"


def test_a_post_of_the_blog_may_show_the_list_of_a_board() -> None:
    own = "<article id='post-5' class='post'><h1 class='entry-title'>장마</h1>"
    board = "<div id='kboard-default-list'><ul><li>글</li></ul></div>"
    head = "<meta property='article:published_time' content='2024-07-22T09:30:00+09:00'>"
    page = f"<head>{head}</head><body class='%s'>{own}<div class='entry-content'>{PROSE}</div></article>{board}"
    assert read(page % "single single-post postid-5").kind == "post"
    assert read(page % "page page-id-7").kind == "listing"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='detail-name'>살림</div>",
        "<div class='detail-name'>분류</div><div class='detail-value'>살림</div>",
    ],
)
def test_a_skin_may_set_a_label_before_the_category(box: str) -> None:
    told = f"<div class='kboard-detail'><div class='detail-attr detail-category1'>{box}</div></div>"
    page = POST.replace("<div class='kboard-content'>", f"{told}<div class='kboard-content'>")
    assert read(page, "https://blog.example/board/?mod=document&uid=12").categories == ("살림",)
