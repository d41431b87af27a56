"""Tags and categories behind their label, and rows of links with a `#`."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"


@pytest.mark.parametrize(
    ("line", "tags", "shelves"),
    [
        (
            "<div>카테고리: <a href='/c/1'>살림</a></div><div>태그 : <a href='/t/1'>장마</a>, <a>곰팡이</a></div>",
            ("장마", "곰팡이"),
            ("살림",),
        ),
        (
            "<div><span>分类专栏：</span><a href='/1'>旅行</a><span>文章标签：</span><a>旅行日记</a></div>",
            ("旅行日记",),
            ("旅行",),
        ),
        ("<ul><li>カテゴリ : <a href='/1'>旅行</a></li></ul>", (), ("旅行",)),
        ("<dl><dt>Теги</dt><dd><a>море</a>, <a>поездки</a></dd></dl>", ("море", "поездки"), ()),
        ("<div class='post-meta'>Tags: rain, mould</div>", ("rain", "mould"), ()),
        ("<dl><dt>タグ ：</dt><dd><a>#港</a></dd><dd><a>#海</a></dd></dl>", ("港", "海"), ()),
        (
            "<ul><li>Tags:&nbsp;</li><li><a href='/tags/a/'>rain</a></li>, "
            "<li><a href='/tags/b/'>mould</a></li><li><a href='/next'>Newer</a></li></ul>",
            ("rain", "mould"),
            (),
        ),
        (
            "<div>Kategorier: <a href='/k/1'>Rejser</a></div><div>Štítky: <a href='/s/1'>moře</a></div>",
            ("moře",),
            ("Rejser",),
        ),
        ("<h6 class='post-footer'>作者:海娃 | 分类:旅行 | 浏览:123</h6>", (), ("旅行",)),
        ("<p itemprop='keywords' class='tags'>标签: #青岛 #海</p>", ("青岛", "海"), ()),
        ("<div class='post-footer'>분류: 여행 | 작성자: 바다 | 조회: 3</div>", (), ("여행",)),
        (
            "<div class='field'><div class='field__label'>Rubrika</div><div class='field__items'>"
            "<div class='field__item'><a href='/historie'>Historie</a></div></div></div>",
            (),
            ("Historie",),
        ),
        (
            "<div class='field'><div class='field__label'>Schlagwörter</div>"
            "<div class='field__item'><a href='/term/8'>Brücke</a></div>"
            "<div class='field__item'><a href='/term/9'>Fähre</a></div></div>",
            ("Brücke", "Fähre"),
            (),
        ),
        (
            "<div class='field'><div class='field__label'>Schlagwörter</div>"
            "<div><a href='/term/8'>Brücke</a></div><div><a href='/posts/7'>Nächster</a></div></div>",
            ("Brücke",),
            (),
        ),
        ("<div><div>Rubrika</div><div><a href='/historie'>Historie</a></div></div>", (), ()),
        ("<p class='post-meta'>3 April 2024 | Kategori : Resep</p>", (), ("Resep",)),
        ("<div><span>글쓴이 : 바다</span> <span>분류 : 살림</span></div>", (), ("살림",)),
        ("<ul><li>분류 : 살림<li>조회 : 12</ul>", (), ("살림",)),
        # Facts of a cat.
        ("<div><span>이름 : 나비</span> <span>분류 : 고양이</span></div>", (), ()),
        ("<ul><li>이름 : 나비<li>분류 : 고양이</ul>", (), ()),
        # Facts of a boat, and a line of a post.
        ("<div class='boat'>分类:帆船 | 长度:12 | 年份:1998</div>", (), ()),
        ("<p>作者:海娃 | 分类:旅行 | 浏览:123</p>", (), ()),
        # The writer's own words, a field to fill in, and a menu without a label's mark.
        ("<p>テーマ：海の色について</p>", (), ()),
        ("<dl><dt>Category</dt><dd>Sailing boat</dd></dl>", (), ()),
        ("<ul><li>분류: 소설</li></ul>", (), ()),
        ("<dl><dt>Category</dt><dd><a href='/boats'>Boat</a></dd></dl>", (), ()),
        ("<p>분류: <a href='/x'>강</a>과 <a href='/y'>목</a>으로 나눈다.</p>", (), ()),
        ("<form><div>키워드: <a>검색</a></div></form>", (), ()),
        # Facts of what the post is about: a theme for WordPress, a boat, a paper.
        ("<p>テーマ：<a href='https://cocoon.example/'>Cocoon</a></p>", (), ()),
        ("<li>Category: <a href='https://boats.example/1'>Catamaran</a></li>", (), ()),
        ("<div class='paper-meta'>키워드: 검색, 색인</div>", (), ()),
        ("<h3>카테고리</h3><ul><li><a href='/a'>살림</a></li></ul>", (), ()),
    ],
)
def test_a_label_says_what_follows_it(
    line: str, tags: tuple[str, ...], shelves: tuple[str, ...]
) -> None:
    post = read(f"{HEAD}{PROSE}{line}")
    assert (post.tags, post.categories) == (tags, shelves)


@pytest.mark.parametrize(
    ("row", "tags"),
    [
        ("<div class='view-tags'><a>#장마</a> <a>#곰팡이</a></div>", ("장마", "곰팡이")),
        (
            "<ul class='list_tag'><li><a>#장마</a></li><li><a>#곰팡이</a></li></ul>",
            ("장마", "곰팡이"),
        ),
        # What is read most today, numbers, and words of a sentence.
        ("<div class='hot-tags'><a>#총선</a> <a>#날씨</a></div>", ()),
        ("<div class='tags-count'><a>#12</a></div>", ()),
        ("<div class='tags-note'>이 글은 <a>#장마</a> 때의 일</div>", ()),
    ],
)
def test_a_row_of_links_with_a_sign_is_a_row_of_tags(row: str, tags: tuple[str, ...]) -> None:
    assert read(f"{HEAD}{PROSE}{row}").tags == tags


def test_words_to_search_for_above_a_title_are_no_tags() -> None:
    line = "<div class='keyword'>키워드: <a href='/s?q=1'>로또</a></div>"
    assert read(f"{line}{HEAD}{PROSE}").tags == ()


def test_all_shelves_of_a_blog_below_its_post_are_none_of_the_post() -> None:
    shelves = "<div>카테고리:</div><div><a href='/category/1'>여행</a> <a href='/category/2'>요리</a></div>"
    assert read(f"<main>{HEAD}{PROSE}</main><div class='sb'>{shelves}</div>").categories == ()


def test_topics_of_another_site_in_a_post_that_bears_tags_are_none_of_it() -> None:
    link = "<p><a href='https://git.example/topics/crawler'>crawlers</a></p>"
    assert read(f"<article class='post tag-python'>{HEAD}{PROSE}{link}</article>").tags == ()


def test_topics_are_tags_where_a_box_of_the_article_is_called_so() -> None:
    box = "<div class='Topics'><a href='/topic/19'>제습기</a></div>"
    assert read(f"<article>{HEAD}{PROSE}{box}</article>").tags == ("제습기",)
    assert read(f"{box}<article>{HEAD}{PROSE}</article>").tags == ()


@pytest.mark.parametrize(
    ("row", "tags"),
    [
        ("<div><span>#장마</span><span>#곰팡이</span></div>", ("장마", "곰팡이")),
        ("<p>#장마 #곰팡이</p>", ("장마", "곰팡이")),
        ("<p>#1 #2</p>", ()),
        ("<p>#장마 철에는</p>", ()),
        ("<div class='trend'><span>#장마</span><span>#곰팡이</span></div>", ()),
        ("<pre>#include #define</pre>", ()),
        ("<h2>#장마 #곰팡이</h2>", ()),
        ("<p>#ffcc00 #a1b2c3</p>", ()),
    ],
)
def test_a_row_of_words_with_a_hash_below_the_title_is_the_posts(
    row: str, tags: tuple[str, ...]
) -> None:
    assert read(f"{HEAD}{row}{PROSE}").tags == tags


def test_a_row_of_words_that_is_called_popular_is_the_blogs() -> None:
    row = "<div class='view-hash'><a>#장마</a> <a>#곰팡이</a></div>"
    assert read(f"{HEAD}{PROSE}{row}").tags == ("장마", "곰팡이")
    assert read(f"{HEAD}{PROSE}<div>인기 태그</div>{row}").tags == ()
    assert read(f"{HEAD}{PROSE}<p>강력 추천합니다!</p>{row}").tags == ("장마", "곰팡이")


def test_a_link_within_the_registered_name_of_a_site_leads_to_no_other() -> None:
    line = "<div>분류: <a href='https://{}/3'>살림</a></div>"
    url = "https://blog.news.co.kr/post/1"
    own = read(f"{HEAD}{PROSE}{line.format('www.news.co.kr')}", url, site="")
    other = read(f"{HEAD}{PROSE}{line.format('www.boats.co.kr')}", url, site="")
    assert (own.categories, other.categories) == (("살림",), ())


def test_what_was_chosen_below_a_label_needs_no_colon() -> None:
    row = "<div>{}</div><div><b class='multi'><span class='select-item'>장마</span></b></div>"
    assert read(f"{HEAD}{row.format('태그')}{PROSE}").tags == ("장마",)
    assert read(f"{HEAD}{row.format('상태')}{PROSE}").tags == ()
