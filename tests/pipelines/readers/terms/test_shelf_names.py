"""Categories that a class names beside the title."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"


@pytest.mark.parametrize(
    ("above", "below", "shelves"),
    [
        ("<p class='cate'><a href='/Section/1'>인터뷰</a></p>", "", ("인터뷰",)),
        ("<div class='box_category'><a href='#'>사회</a></div>", "", ("사회",)),
        ("", "<p class='cat-tag'>Backend</p>", ("Backend",)),
        ("<strong class='cate fl'>작업일지</strong>", "", ("작업일지",)),
        ("<button><b class='category open'>펼치기</b></button>", "", ()),
        ("<ul><li class='menu-item-object-category menu-item-7'>살림</li></ul>", "", ()),
        (
            "",
            "<p class='category'><a href='/c/1'>생활</a>, <a href='/c/2'>집</a></p>",
            ("생활", "집"),
        ),
        # Who wrote, what is called out, and layout that is called so.
        ("", "<p class='cate'>by 물결소년</p>", ()),
        ("<p class='cate'>NEW</p>", "", ()),
        ("", "<div class='cg_article_section'>국제</div>", ("국제",)),
        # A box of layout, the site and the title.
        ("<div class='section'>특집</div>", "", ("특집",)),
        (
            "<div class='section'>서울 마포구</div><div class='section'>"
            "다른 상자도 이렇게 불리므로 이 말은 쪽의 짜임일 뿐 이 글을 두는 선반이 아니다</div>",
            "",
            (),
        ),
        ("", "<a class='sectionTitle' href='#'>사회</a>", ("사회",)),
        ("<p class='section-title'>공유하기</p>", "", ()),
        ("<p class='category'>장마철 제습기</p>", "", ()),
        (
            "<div class='section'>머리말이 여기에 꽤 길게 이어지므로 이것은 이름이 아니라 한 문장이다</div>",
            "",
            (),
        ),
    ],
)
def test_a_shelf_beside_the_title(above: str, below: str, shelves: tuple[str, ...]) -> None:
    assert read(above + HEAD + below + PROSE).categories == shelves
