"""Naver Blog: three editors, one identity; lists with their quirks; frames seen through."""

from __future__ import annotations

import pytest

from pipelines.readers.platforms import naver
from tests.pipelines.readers.making import PROSE, document, read

HEAD = (
    '<html lang="ko"><head><title>장마철 제습기 : 네이버 블로그</title><meta property="og:title" content="장마철 제습기 : 네이버 블로그">'
    '<meta property="og:url" content="https://blog.naver.com/rainy/223400000011"><meta property="naverblog:nickname" content="비구름">'
    "</head>"
)
SE4 = (
    f'{HEAD}<body><div class="se-viewer"><div class="se-component se-documentTitle"><div class="blog2_series"><a href="#">생활</a></div>'
    '<div class="se-module se-title-text"><p>장마철 제습기</p></div><span class="se_publishDate pcol2">2024. 7. 22. 9:30</span></div>'
    f'<div class="se-main-container"><div class="se-component se-text"><div class="se-module-text">{PROSE}</div></div></div></div>'
    '<div class="wrap_tag"><a href="/PostTag.naver?tagName=a"><span>#장마</span></a> <a href="/PostTag.naver?tagName=b"><span>#제습기</span></a></div>'
    "</body></html>"
)
SE2 = (
    f'{HEAD}<body><div class="htitle"><span class="pcol1 itemSubjectBoldfont">장마철 제습기</span><span class="cate pcol2"><a>생활</a></span></div>'
    f'<p class="date _postAddDate">2024. 7. 22. 9:30</p><div id="postViewArea" class="post_ct">{PROSE}</div>'
    '<div class="post_tag"><a>#장마</a><a>#제습기</a></div></body></html>'
)
VIEW = "https://blog.naver.com/PostView.naver?blogId=rainy&logNo=223400000011&redirect=Dlog"


@pytest.mark.parametrize("html", [SE4, SE2])
def test_a_post_of_any_editor_is_read_whole(html: str) -> None:
    post = read(html, VIEW, site="https://blog.naver.com/rainy")
    assert post.kind == "post"
    assert post.title == "장마철 제습기"
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22T09:30:00+09:00"
    assert post.authors == ("비구름",)
    assert post.tags == ("장마", "제습기")
    assert post.categories == ("생활",)
    assert post.platform_post_id == "223400000011"
    assert post.canonical_url == "https://blog.naver.com/rainy/223400000011"
    assert post.body_text.startswith("장마가 길어지면서")


@pytest.mark.parametrize(
    "url",
    [
        "https://blog.naver.com/rainy/223400000011",
        "https://m.blog.naver.com/rainy/223400000011",
        "https://blog.naver.com/rainy?Redirect=Log&logNo=223400000011",
        "https://m.blog.naver.com/PostView.naver?blogId=rainy&logNo=223400000011",
        "https://blog.naver.com/PostView.nhn?logNo=223400000011&blogId=rainy&from=search",
    ],
)
def test_every_spelling_of_an_address_is_one_post(url: str) -> None:
    assert naver.canonical(url) == "https://blog.naver.com/rainy/223400000011"
    assert (
        naver.page_url(url)
        == "https://m.blog.naver.com/PostView.naver?blogId=rainy&logNo=223400000011"
    )


def test_addresses_that_are_no_posts_are_left_alone() -> None:
    assert naver.canonical("https://blog.naver.com/rainy") is None
    assert naver.canonical("https://blog.naver.com/PostList.naver?blogId=rainy") is None
    assert naver.page_url("https://blog.naver.com/rainy") is None


def test_a_blog_on_another_host_is_asked_there() -> None:
    assert naver.page_url("http://127.0.0.1:8000/rainy/223400000011") == (
        "http://127.0.0.1:8000/PostView.naver?blogId=rainy&logNo=223400000011"
    )
    assert naver.list_requests("http://127.0.0.1:8000/rainy")[0].url.startswith(
        "http://127.0.0.1:8000/api/blogs/rainy/"
    )


def test_the_frame_is_a_stub_and_names_what_it_frames() -> None:
    html = f'{HEAD}<body><iframe id="mainFrame" src="/PostView.naver?blogId=rainy&amp;logNo=223400000011"></iframe></body>'
    url = "https://blog.naver.com/rainy/223400000011"
    assert read(html, url).kind == "stub"
    assert (
        naver.framed_page(document(html, url))
        == "https://blog.naver.com/PostView.naver?blogId=rainy&logNo=223400000011"
    )


def test_a_list_of_whole_posts_is_a_listing() -> None:
    assert (
        read(SE4, "https://blog.naver.com/PostList.naver?blogId=rainy&currentPage=2").kind
        == "listing"
    )


def test_a_post_for_neighbours_only_is_protected() -> None:
    html = f"{HEAD}<body><p>이웃에게만 공개된 글입니다.</p></body></html>"
    assert read(html, VIEW).kind == "protected"
