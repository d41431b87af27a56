"""Categories that a class names beside the title, and those on the way to the post."""

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
        (
            "<ol class='crumb breadcrumbs'><li><a href='/'>집으로</a><li><a href='/c'>문화</a>"
            "<li><a href='/c/b'>책</a></ol>",
            "",
            ("문화", "책"),
        ),
        ("<p class='loc'>홈 &gt; 뉴스 &gt; <a href='/h'>행정</a></p>", "", ("뉴스", "행정")),
        ("<p class='location'>서울 &gt; 마포</p>", "", ()),
        # Who wrote, what is called out, volumes, menus, and layout that is called so.
        ("", "<p class='cate'>by 물결소년</p>", ()),
        ("<p class='cate'>NEW</p>", "", ()),
        (
            "<div class='section'>머리말이 여기에 꽤 길게 이어지므로 이것은 이름이 아니라 한 문장이다</div>",
            "",
            (),
        ),
        ("<ul class='breadcrumb'><li><a href='/v'>2024년 7월</a></ul>", "", ()),
        (
            "<ul class='breadcrumb'><li><a href='/v'>글</a><ul><li><a href='/w'>차</a></ul></ul>",
            "",
            (),
        ),
    ],
)
def test_a_shelf_beside_the_title_or_on_the_way_to_it(
    above: str, below: str, shelves: tuple[str, ...]
) -> None:
    assert read(above + HEAD + below + PROSE).categories == shelves
