"""Tags and categories: two things, kept apart, each name once."""

from __future__ import annotations

import pytest

from pipelines.items import Entry
from pipelines.readers.answer import first_answer
from pipelines.readers.fields import categories, tags
from pipelines.readers.terms.terms import names, split_names
from tests.pipelines.readers.making import PROSE, document, read


def tags_of(html: str, **more: object) -> tuple[str, ...]:
    return first_answer("tags", tags.READERS, document(html, **more)).value or ()


def categories_of(html: str, **more: object) -> tuple[str, ...]:
    return first_answer("categories", categories.READERS, document(html, **more)).value or ()


@pytest.mark.parametrize(
    "html",
    [
        '<a rel="tag" href="/tag/a">#장마</a> <a rel="tag" href="/tag/b">제습기</a>',
        '<meta property="article:tag" content="장마"><meta property="article:tag" content="제습기">',
        '<meta property="article:tag" content="장마, 제습기">',
        '<meta itemprop="keywords" content="장마,제습기,">',
        '<meta name="keywords" content="장마, 제습기, 장마">',
        '<script type="application/ld+json">{"@type":"BlogPosting","keywords":"장마,제습기"}</script>',
        '<script type="application/ld+json">{"@type":"BlogPosting","keywords":["장마","제습기"]}</script>',
        '<div class="post-tags"><a href="/t/1">장마</a><a href="/t/2">#제습기</a></div>',
        '<div class="tag-group"><a href="/s?w=a">#장마</a><a href="/s?w=b">#제습기</a></div>',
        '<div><a class="tag" rel="tag" href="/x">장마</a><a class="tag" href="/y">제습기</a></div>',
        '<div class="skin-entryHashtags"><a href="/x">장마</a><a href="/y">제습기</a></div>',
        '<div class="field--name-field-tags"><a href="/tags/a">장마</a><a href="/term/4">제습기</a></div>',
        '<i class="tags"><span class="tag-item">장마</span><span class="tag-item">제습기</span></i>',
        '<div class="tags"><span>#장마</span> <span>#제습기</span></div>',
        '<div class="blog-tags"><span>Tags:</span> <a href="/tags#a">장마</a> <a href="/tags#b">제습기</a></div>',
        '<p><a class="hashtag" href="/tag:a"><span>#</span><span class="p-category">장마</span></a> '
        '<a class="hashtag" href="/tag:b"><span>#</span><span class="p-category">제습기</span></a></p>',
        '<a rel="tag" itemprop="articleSection" href="/cat/">생활</a>'
        '<i><a rel="tag" href="/s?t=a">장마</a> <a rel="tag" href="/s?t=b">제습기</a></i>',
        '<div class="TagList__row"><a href="/trending/a">장마</a><a href="/trending/b">제습기</a></div>',
        '<ul class="itemTags"><li><a href="/k/a">장마</a><li><a href="/k/b">제습기</a></ul>',
        '<div class="rd_tag clear"><span class="tag">Tag</span> <a href="/s/a">장마</a><i>,</i> <a href="/s/b">제습기</a></div>',
        '<dl class="article-tags"><dt>カテゴリ</dt><dd class="article-category1"><a href="/c">생활</a></dd></dl>'
        '<p class="taglist"><a href="/k/a">장마</a> <a href="/k/b">제습기</a></p>',
        '<ul class="tags"><li><a href="/tags/a/">장마 (3)</a></li><li><a href="/tags/b/">제습기[1]</a></li></ul>',
    ],
)
def test_tags_are_read_wherever_a_page_has_them(html: str) -> None:
    assert tags_of(f"<article><h1>글</h1>{PROSE}{html}</article>") == ("장마", "제습기")


@pytest.mark.parametrize(
    "html",
    [
        '<a rel="category" href="/c/1">생활</a>',
        '<a rel="category tag" href="/category/life/">생활</a>',
        '<script type="application/ld+json">{"@type":"BlogPosting","articleSection":"생활"}</script>',
        '<meta property="article:section" content="생활">',
        '<div class="post-categories"><a href="/c">생활</a></div>',
        '<span class="cat-links"><a href="/c">생활</a>, <a href="/u">Uncategorized</a></span>',
        '<span><meta property="articleSection" content="생활"></span>',
        '<footer class="article-foot"><a href="/archive/?category=life">생활</a></footer>',
        '<footer class="article-foot"><a href="/categories/life/">생활</a></footer>',
    ],
)
def test_categories_are_read_wherever_a_page_has_them(html: str) -> None:
    assert categories_of(f"<article><h1>글</h1>{PROSE}{html}</article>") == ("생활",)


def test_a_category_in_data_holds_against_those_of_cards_below_the_post() -> None:
    data = '<script type="application/ld+json">{"@type":"Article","articleSection":"여행"}</script>'
    cards = "".join(
        f"<div><a class='category' href='/c/{n}'>{name}</a><h3><a href='/p/{n}'>다른 글</a></h3></div>"
        for n, name in enumerate(("맛집", "독서", "육아"))
    )
    page = f"<article><h1>글</h1>{PROSE}{data}</article><section>{cards}</section>"
    assert categories_of(page) == ("여행",)


def test_a_folder_that_data_name_gives_way_to_the_category_beside_the_title() -> None:
    data = '<script type="application/ld+json">{"@type":"Article","articleSection":"글"}</script>'
    linked = f"<article><header><h1>글</h1>%s</header>{PROSE}{data}</article>"
    assert categories_of(linked % '<a href="/categories/hw/">하드웨어</a>') == ("하드웨어",)
    assert categories_of(linked % "") == ("글",)
    marked = "<p><a class='category' href='/w'>%s</a></p>"
    both = f"<article><h1>글</h1>{marked % '하드웨어'}{PROSE}{marked % '글'}{data}</article>"
    assert categories_of(both) == ("글",)


def test_a_category_is_no_tag() -> None:
    html = (
        '<a rel="category tag" href="/category/life/">생활</a> <a rel="tag" href="/tag/x/">장마</a>'
    )
    for around in ("div", "div class='post-categories'"):
        assert tags_of(f"{PROSE}<{around}>{html}</div>") == ("장마",)
        assert categories_of(f"{PROSE}<{around}>{html}</div>") == ("생활",)


def test_the_cloud_in_the_sidebar_is_not_this_posts() -> None:
    html = f'<article>{PROSE}</article><aside class="sidebar"><div class="tags"><a href="/tag/a" rel="tag">장마</a></div></aside>'
    assert tags_of(html) == ()
    cloud = '<aside class="sidebar"><b itemprop="keywords">장마</b></aside>'
    assert tags_of(f"<article>{PROSE}</article>{cloud}") == ()
    assert tags_of(f'{cloud}<article><b itemprop="keywords">비</b>{PROSE}</article>') == ("비",)


def test_the_feed_speaks_last() -> None:
    entry = Entry(
        url="https://blog.example/", found_kind="feed", tags=("장마",), categories=("생활",)
    )
    assert tags_of(PROSE, entries=(entry,)) == ("장마",)
    assert categories_of(PROSE, entries=(entry,)) == ("생활",)


def test_names_are_clean_and_distinct() -> None:
    assert names(
        ["#C++", "c++", " Q&amp;A ", "", None, "--", "x" * 100, {"name": "김프"}, True]
    ) == (
        "C++",
        "Q&A",
        "김프",
    )


def test_a_term_may_be_said_by_an_object_or_a_number() -> None:
    assert split_names({"name": "비, 눈"}) == ["비", "눈"]
    assert split_names([{"term": "비"}, 7, True, None]) == ["비", "7"]


def test_a_text_is_parted_at_the_marks_it_uses() -> None:
    assert split_names("장마, 제습기, 파일 시스템") == ["장마", "제습기", "파일 시스템"]
    assert split_names("#장마 #제습기") == ["장마", "제습기"]
    assert split_names("맛집 &amp; 여행") == ["맛집 & 여행"]
    # What no semicolon ends is no entity in a name that a page has escaped as it should.
    assert names(["책&note", "R&D"]) == ("책&note", "R&D") == (*split_names("책&note, R&D"),)
    assert split_names(["C, C++", "둘"]) == ["C, C++", "둘"]
    assert split_names(None) == []


def test_what_microformats_call_a_category_and_leads_to_a_tag_is_a_tag() -> None:
    page = (
        f"<article class='h-entry'><a class='p-category' href='/category/life/'>생활</a>{PROSE}"
        "<a class='tag p-category' href='/tag/rain/index.html'>장마</a></article>"
    )
    assert categories_of(page) == ("생활",)
    assert tags_of(page) == ("장마",)


def test_the_cloud_of_all_tags_is_not_the_posts() -> None:
    cloud = "".join(f"<li><a href='/tag/{n}/'>말 {n}</a></li>" for n in range(12))
    page = (
        f"<article class='post tag-cloud'>{PROSE}<p><a href='/tag/rain/'>장마</a></p></article>"
        f"<div class='side'><ul class='ablog-cloud'>{cloud}</ul></div>"
    )
    assert tags_of(page) == ("장마",)


def test_a_cloud_within_the_article_is_of_its_post() -> None:
    cloud = "<div class='tagcloud'><a class='tag-cloud-link' href='/tag/rain/'>장마</a></div>"
    assert tags_of(f"<article>{PROSE}{cloud}</article>") == ("장마",)


def test_a_post_may_have_many_tags_beside_one_that_stands_over_it() -> None:
    own = "".join(f"<a href='/tags/{n}/'>말 {n}</a>" for n in range(14))
    top = "<h1>글</h1><div><a href='/tags/top/'>추천</a></div>"
    page = f"<title>글</title>{top}<article>{PROSE}<div class='tags'>{own}</div></article>"
    assert tags_of(page) == tuple(f"말 {n}" for n in range(14))


def test_tags_stand_below_a_margin_of_many() -> None:
    margin = "".join(f"<a href='/tag/{n}/'>말 {n}</a>" for n in range(500))
    page = f"<aside>{margin}</aside><article>{PROSE}<p><a href='/tag/rain/'>장마</a></p></article>"
    assert tags_of(page) == ("장마",)


CLOUD = "".join(f"<a href='/tags/{n}/'>말{n}<sup>{n}</sup></a>" for n in range(20))
SHELVES = "".join(f"<li><a href='/categories/{n}/'>칸 {n}</a></li>" for n in range(8))


@pytest.mark.parametrize("place", ["<div>%s</div><h1>글</h1>", "<h1>글</h1><div>%s</div>"])
def test_what_stands_beside_the_heading_is_the_posts_and_not_the_blogs(place: str) -> None:
    own = place % (
        "<a href='/categories/life/'>생활</a> <a href='/tags/a/'>장마</a> <a href='/tags/b/'>제습기</a>"
    )
    html = f"<title>글</title><body><div class='tags'>{CLOUD}</div><ul>{SHELVES}</ul>{own}{PROSE}"
    assert tags_of(html) == ("장마", "제습기")
    assert categories_of(html) == ("생활",)


def test_a_link_within_the_first_words_is_no_tag() -> None:
    many = "".join(f"<a href='/tag/{n}/'>말{n}</a>" for n in range(20))
    told = f"<p>{'장마가 길어진다. ' * 30}<a href='/tag/x/'>제습기</a></p>"
    found = tags_of(
        f"<title>글</title><body><h1>글</h1>{told}{PROSE}<div class='tags'>{many}</div>"
    )
    assert found == tuple(f"말{n}" for n in range(20))


def test_the_shelves_of_a_blog_are_not_those_of_a_post() -> None:
    html = f"<title>글</title><body><h1>글</h1>{PROSE}<ul>{SHELVES}</ul>"
    assert categories_of(html) == ()


def test_a_theme_may_name_the_box_around_all_after_its_side() -> None:
    foot = "<footer class='article-foot'><a href='/categories/life/'>생활</a></footer>"
    html = f"<title>글</title><body><div class='sidebar-right content'><div id='main'>{PROSE}{foot}"
    assert categories_of(html) == ("생활",)


def test_tags_with_the_number_of_their_posts_are_those_of_a_list() -> None:
    own = "<p><a href='/tags/a/'>장마</a> <a href='/tags/b/'>제습기</a></p>"
    under = "<div><a href='/tags/'>태그 21</a><a href='/tags/a/'>장마<i>4</i></a></div>"
    assert tags_of(f"<title>글</title><body>{own}<h1>글</h1>{PROSE}{under}") == ("장마", "제습기")
    foot = "<p><a href='/tags/web3/'>web3</a> <a href='/tags/python3/'>Python3</a></p>"
    found = tags_of(f"<title>글</title><body>{own}<h1>글</h1>{PROSE}{foot}")
    assert found == ("장마", "제습기", "web3", "Python3")


@pytest.mark.parametrize(
    "line",
    [
        "<div><a href='/view.php?no=12&amp;category=3'>마른 봄</a></div>",
        "<div><a href='/list.php?category=3'>목록</a></div>",
        "<p>이 글은 <a href='/category/floods/'>물난리 이야기</a>의 셋째 편입니다.</p>",
    ],
)
def test_another_post_the_way_back_and_words_of_a_sentence_are_no_category(line: str) -> None:
    assert categories_of(f"<title>글</title><body><h1>글</h1>{line}{PROSE}") == ()


@pytest.mark.parametrize(
    ("matter", "tags", "categories"),
    [
        ("tags: 배 강", ("배", "강"), ()),
        ("tags: 나룻배, 강 마을", ("나룻배", "강 마을"), ()),
        ("keywords: [배, 강]\ncategories: 생활 여행", ("배", "강"), ("생활", "여행")),
        ("tag: 배\ncategory: 강 마을", ("배",), ("강 마을",)),
    ],
)
def test_front_matter_names_terms_as_jekyll_reads_them(
    matter: str, tags: tuple[str, ...], categories: tuple[str, ...]
) -> None:
    post = read(f"---\ntitle: 나룻배\n{matter}\n---\n글\n", "file:///blog/_posts/2024-07-22-a.md")
    assert (post.tags, post.categories) == (tags, categories)


def test_a_line_of_keywords_says_more_than_they_are() -> None:
    more = '<p itemprop="keywords">장마, 제습기 <a href="/tags">전체 보기</a></p>'
    assert "장마" in tags_of(f"<article>{more}{PROSE}</article>")
    line = '<p itemprop="keywords">标签: <a href="/tag/a/">旅行</a>, <a href="/tag/b/">读书</a></p>'
    assert tags_of(f"<title>雨</title><h1>雨</h1>{PROSE}{line}") == ("旅行", "读书")


def test_of_more_than_a_hundred_tags_the_rest_is_left_out_and_told() -> None:
    head = "".join(f"<meta property='article:tag' content='tag{place}'>" for place in range(120))
    post = read(f"{head}<h1>글</h1>{PROSE}")
    assert (len(post.tags), post.tags[-1]) == (100, "tag99")
    assert post.warnings == ("more than 100 tags: the rest was left out",)


@pytest.mark.parametrize(
    ("box", "shelves"),
    [
        ("<span class='category'>특집</span><h1>장마철 제습기</h1>", ("특집",)),
        ("<h1>장마철 제습기</h1><span class='category'>Posted by Kim</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>카테고리</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>5 min read</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>Related</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>조회 123</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>3 min read</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>Featured</span>", ()),
        ("<h1>장마철 제습기</h1><span class='category'>2024. 7. 22</span>", ()),
        ("<div data-framer-name='Category'><p>특집</p></div><h1>장마철 제습기</h1>", ("특집",)),
        (f"<h1>장마철 제습기</h1>{PROSE}<div data-framer-name='Category'><p>특집</p></div>", ()),
        (
            f"<h1>장마철 제습기</h1>{PROSE}<p>Postat av Malin 22 juli 2024 kl. 21:14 i "
            "<a href='/k/vardag'>Vardag</a> och <a href='/k/regn'>Regn</a></p>",
            ("Vardag", "Regn"),
        ),
        (
            f"<h1>장마철 제습기</h1>{PROSE}<div class='PostFooter'>22:14 | "
            "<a href='/category/3'>살림</a></div>",
            ("살림",),
        ),
        ("<h3><span>[살림]</span> 장마철 제습기</h3>", ("살림",)),
        ("<h3>[살림] 장마철 제습기</h3>", ()),
        ("<h3><span>[단독]</span> 장마철 제습기</h3>", ()),
        ("<h3><span>[12]</span> 장마철 제습기</h3>", ()),
    ],
)
def test_a_shelf_may_stand_beside_the_title(box: str, shelves: tuple[str, ...]) -> None:
    post = read(f"<title>장마철 제습기 - 게시판</title>{box}{PROSE}")
    assert post.categories == shelves


def test_what_a_page_has_for_a_category_is_no_tag_because_a_feed_names_both() -> None:
    entry = Entry(url="https://blog.example/2024/07/22/a-post/", tags=("생활", "장마"))
    html = f"<h1>제목</h1><p><a href='/category/life.html'>생활</a></p>{PROSE}"
    assert tags_of(html, entries=(entry,)) == ("장마",)
    assert tags_of(f"<h1>제목</h1>{PROSE}", entries=(entry,)) == ("생활", "장마")


def test_a_column_that_holds_the_post_too_is_no_column_beside_it() -> None:
    near = "<p class='tags'>2024. 7. 22. <a class='tag' href='/tag/a'>장마</a></p>"
    foot = "<div class='tags'><a class='tag' href='/tag/b'>제습기</a></div>"
    blogger = f"<div class='widget Blog'><h1>글</h1>{near}{PROSE}{foot}</div>"
    column = f"<div><h1>글</h1>{near}{PROSE}</div><div class='sidebar'>{foot}</div>"
    assert (tags_of(blogger), tags_of(column)) == (("장마", "제습기"), ("장마",))


def test_what_the_site_declares_is_believed_before_a_word_beside_the_title() -> None:
    told = "<meta property='article:section' content='살림'>"
    shown = "<h1>글</h1><span class='category'>특집</span>"
    assert categories_of(f"{told}{shown}{PROSE}") == ("살림",)


def test_cards_of_other_posts_are_articles_too() -> None:
    own = f"<div><h1>글</h1>{PROSE}<a rel='tag' href='/tag/a'>장마</a></div>"
    card = "<article><h3><a href='/r'>다른 글</a></h3><a rel='tag' href='/tag/b'>눈</a></article>"
    assert "장마" in tags_of(f"{own}{card}")


def test_keywords_that_repeat_the_title_are_no_tags() -> None:
    head = "<title>장마가 끝난 뒤에 제습기를 넣는 법 - 달빛 서재</title>"
    said = '<meta name="keywords" content="장마가 끝난 뒤에 제습기를 넣는 법, 제습기">'
    assert tags_of(head + said) == ("제습기",)


def test_what_shares_the_class_of_a_tag_alone_is_no_tag() -> None:
    row = "<a class=btn rel=tag href='/tag/a'>장마</a><a class=btn href='/share'>공유</a>"
    assert tags_of(f"<article><h1>비</h1>{PROSE}<p>{row}</p></article>") == ("장마",)


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        ("달빛 서재", ()),
        ("달빛 서재, 서평", ()),
        ("달빛 서재, 서평, 제습기", ("달빛 서재", "서평", "제습기")),
        ("서평", ("서평",)),
    ],
)
def test_keywords_of_every_page_are_no_tags(said: str, tags: tuple[str, ...]) -> None:
    head = (
        f'<meta property="og:site_name" content="달빛 서재"><meta name="keywords" content="{said}">'
    )
    assert tags_of(f"{head}<nav><a href='/reviews'>서평</a></nav>") == tags


def test_chinese_keywords_may_be_parted_by_spaces() -> None:
    assert tags_of('<meta name="keywords" content="梅雨 除湿机 木造房屋">') == (
        "梅雨",
        "除湿机",
        "木造房屋",
    )
    assert tags_of('<meta name="keywords" content="장마 제습기 곰팡이">') == ("장마 제습기 곰팡이",)
