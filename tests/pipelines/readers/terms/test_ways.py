"""Categories on the way from the home page to the post."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"
SHELVES = ("문화", "책")
TWO = "<a href='/c'>문화</a> / <a href='/c/b'>책</a>"


@pytest.mark.parametrize(
    ("way", "shelves"),
    [
        (
            "<ol class='crumb breadcrumbs'><li><a href='/'>집으로</a><li><a href='/c'>문화</a>"
            "<li><a href='/c/b'>책</a></ol>",
            SHELVES,
        ),
        ("<p class='loc'>홈 &gt; 뉴스 &gt; <a href='/h'>행정</a></p>", ("뉴스", "행정")),
        ("<p class='location'>서울 &gt; 마포</p>", ()),
        ("<p class='location'>서울</p>", ()),
        ("<p class='breadcrumb'><a href='/'>홈</a> / <a href='/posts'>글 목록</a></p>", ()),
        # Steps that a style sheet parts, and links in a box that may tell a place, too.
        ("<p class='path'><b>홈</b><b>소식</b><b>행정</b></p>", ("소식", "행정")),
        (f"<ul class='path_wrap'><li><a href='/'>처음으로</a><li>{TWO}</ul>", SHELVES),
        ("<p class='location'><a href='/map'>서울</a> <a href='/map/2'>마포</a></p>", ()),
        # Volumes, and a menu that opens.
        ("<ul class='breadcrumb'><li><a href='/v'>2024년 7월</a></ul>", ()),
        ("<ul class='breadcrumb'><li><a href='/v'>글</a><ul><li><a href='/w'>차</a></ul></ul>", ()),
        # Home pages by their address or by the name of the site, whatever a language calls them.
        (f"<p class='breadcrumb'><a href='/vi/'>Trang chủ</a> / {TWO}</p>", SHELVES),
        (f"<p class='breadcrumb'><a href='/web/main.do'>대문</a> / {TWO}</p>", SHELVES),
        (f"<p class='breadcrumb'><a href='/start1'>Blog.example</a> / {TWO}</p>", SHELVES),
        (
            "<p class='breadcrumb'><a href='/'>Home</a> <a href='/h'>Home &amp; Garden</a></p>",
            ("Home & Garden",),
        ),
        # The page itself by another name, and what leads to no shelf.
        (f"<p class='breadcrumb'>{TWO} / <a href='#'>현재 글</a></p>", SHELVES),
        ("<p class='breadcrumb'><a href='/'>홈</a> / <a href='#'>경제</a></p>", ("경제",)),
        (f"<p class='breadcrumb'>{TWO} / <a href='/search?q=a'>검색</a></p>", SHELVES),
        (f"<p class='breadcrumb'>{TWO} / <a href='/author/kim'>김물결</a></p>", SHELVES),
        (f"<p class='breadcrumb'>{TWO} / <a href='/p/9'>장마철에 제습…</a></p>", SHELVES),
        # A shelf may say what the title says, too; the last step then is the title.
        (
            "<p class='breadcrumb'><a href='/a'>제습기</a> / <a href='/b'>후기</a>"
            " / <a href='/c'>장마철</a></p>",
            ("제습기", "후기"),
        ),
        # What stands beside the way in a wider box, and what builders name on their body.
        (
            f"<div class='breadcrumb-row'><p class='breadcrumbs'>{TWO}</p><a href='/en'>English</a>"
            "</div>",
            SHELVES,
        ),
        ("<ul><li><p class='card-breadcrumb'><a href='/n'>소식</a></p>다른 글</li></ul>", ()),
    ],
)
def test_the_steps_of_a_way_are_the_shelves(way: str, shelves: tuple[str, ...]) -> None:
    assert read(way + HEAD + PROSE).categories == shelves


def test_a_small_part_of_the_title_is_a_shelf_that_it_names() -> None:
    way = "<p class='breadcrumb'><a href='/'>홈</a> <a href='/c'>칼럼</a></p>"
    title = "창가에서 쓰는 칼럼: 느리게 걷는 사람들"
    assert read(f"{way}<title>{title}</title><h1>{title}</h1>{PROSE}").categories == ("칼럼",)


def test_a_body_that_is_called_so_is_no_way() -> None:
    page = f"<body class='tweak-item-breadcrumbs'><a href='/a'>About</a>{HEAD}{PROSE}</body>"

    assert read(page).categories == ()


def test_shelves_that_a_head_names_behind_the_title_are_shelves() -> None:
    way = f"<p class='breadcrumb'><a href='/'>홈</a> / {TWO}</p>"
    page = "<title>장마철 제습기 - 책 | 문화 | 물결일보</title><h1>장마철 제습기</h1>"
    assert read(way + page + PROSE).categories == SHELVES


@pytest.mark.parametrize("shelf", ["", "살림"])
def test_a_title_behind_the_name_of_the_site_is_no_shelf(shelf: str) -> None:
    steps = [step for step in (shelf, "장마철 제습기") if step]
    way = f"<p class='location'>{' &gt; '.join(['홈', *steps])}</p>"
    head = f"<title>{' | '.join(['물결의 블로그', *steps])}</title><h1>장마철 제습기</h1>"
    assert read(way + head + PROSE).categories == tuple(steps[:-1])


def test_the_latest_posts_of_a_shelf_are_no_shelves() -> None:
    box = "<dl class='article-category'><dt>「{}」カテゴリの最新記事</dt><dd><ul><li><a>{}</a></dd></dl>"
    assert read(HEAD + PROSE + box.format("喫茶店", "駅前の店")).categories == ()


def test_a_title_that_ends_as_such_a_label_leaves_the_shelf_below_it() -> None:
    head = "<title>初めて書いた記事</title><article><header><h1>初めて書いた記事</h1>"
    shelf = "<p class='meta'><span class='cat-links'><a href='/c/1'>日記</a></span></p></header>"
    assert read(head + shelf + PROSE).categories == ("日記",)


def test_a_title_that_a_list_of_the_latest_leads_to_is_no_board() -> None:
    latest = (
        "<ul><li><a href='/?p=1'>장마철 제습기</a></li><li><a href='/?p=2'>봄 이불</a></li></ul>"
    )
    way = "<p class='location'>홈 &gt; 살림 &gt; 장마철 제습기</p>"
    assert read(latest + way + HEAD + PROSE).categories == ("살림",)


@pytest.mark.parametrize(
    ("menu", "last"), [("<a href='/press'>보도자료</a>", ("보도자료",)), ("", ())]
)
def test_a_head_that_names_the_board_alone_leaves_it_a_shelf(
    menu: str, last: tuple[str, ...]
) -> None:
    way = "<p class='location'>홈 &gt; 알림마당 &gt; 보도자료</p>"
    page = f"<title>보도자료 | 물결군</title>{menu}{way}<h3>보도자료</h3><h4>장마철 제습기</h4>"
    assert read(page + PROSE).categories == ("알림마당", *last)


def test_a_shelf_that_the_name_of_the_site_holds_is_no_title() -> None:
    way = "<ol class='breadcrumb'><li><a href='/'>집으로</a><li><a href='/n'>바다신문</a></ol>"
    head = "<title>장마철 제습기 - 온바다신문</title><meta property='og:site_name' content='온바다신문'>"
    assert read(f"{head}{way}<h1>장마철 제습기</h1>{PROSE}").categories == ("바다신문",)
