"""Jekyll, Hugo, Pelican and Medium: recognised by what only they write, read by their themes' names."""

from __future__ import annotations

import pytest

from pipelines.readers.platforms import (
    PLATFORMS,
    hexo,
    hugo,
    jekyll,
    readers_of,
)
from tests.pipelines.readers.making import PROSE, document, read

ALEMBIC = (
    '<html lang="ko"><meta name="generator" content="Jekyll v4.3.1"><title>장마철 제습기 | 달빛 서재</title>'
    '<div class="feature"><p>습기 이야기를 짧게</p></div>'
    '<main class="main"><article class="article article--post content typeset"><h1>장마철 제습기</h1>'
    '<small class="post-meta"><span class="label label--category"><a href="/categories/#life">생활</a></span> '
    '<time class="time" datetime="2024-07-22T09:30:00+09:00">7월 22일</time></small>'
    f'{PROSE}<div class="share"><a class="button" href="https://x.example/?u=this">Share</a></div></article></main></html>'
)
PELICAN = (
    '<html lang="ko"><meta name="generator" content="Pelican"><title>장마철 제습기</title><header id="banner"><h1><a href="/">달빛 서재</a></h1></header>'
    '<section id="content"><article><header><h1 class="entry-title"><a rel="bookmark" href="/rain.html">장마철 제습기</a></h1></header>'
    '<div class="entry-content"><footer class="post-info"><abbr class="published" title="2024-07-22T09:30:00+09:00">Published: Mon 22 July 2024</abbr>'
    '<abbr class="modified" title="2024-07-23T09:30:00+09:00">Updated</abbr><address class="vcard author">By <a class="url fn" href="/author/kim.html">김서연</a></address>'
    '<p>In <a href="/category/life.html">생활</a>.</p><p>tags: <a href="/tag/a.html">장마</a> <a href="/tag/b.html">제습기</a></p></footer>'
    f"{PROSE}</div></article></section></html>"
)
HUGO = (
    '<html lang="ko"><meta name="generator" content="Hugo 0.111"><title>장마철 제습기 | 달빛 서재</title>'
    '<meta property="og:type" content="article"><meta property="article:section" content="posts">'
    '<meta property="article:published_time" content="2024-07-22T09:30:00+09:00">'
    '<article class="post"><h1>장마철 제습기</h1><p class="meta"><span class="byline">김서연</span></p>'
    f'<div class="post-content">{PROSE}</div><a rel="category" href="/categories/life/">생활</a><a rel="tag" href="/tags/a/">#장마</a></article></html>'
)
MEDIUM = (
    '<html lang="en"><meta property="al:android:package" content="com.medium.reader"><title>Dry rooms | by Hannah Keller | Medium</title>'
    '<meta property="article:published_time" content="2024-07-22T00:30:00.000Z"><article class="meteredContent"><h1 data-testid="storyTitle">Dry rooms</h1>'
    f'<h2 class="pw-subtitle-paragraph">On damp</h2><a data-testid="authorName">Hannah Keller</a><div data-testid="headerClapButton">12</div>{PROSE}</article></html>'
)


def test_alembics_loose_body_is_what_stands_between_byline_and_share() -> None:
    post = read(ALEMBIC)
    assert (post.kind, post.title, post.categories) == ("post", "장마철 제습기", ("생활",))
    assert post.platforms == ("jekyll",)
    assert "습기 이야기를 짧게" not in post.body_text
    assert "Share" not in post.body_text
    assert post.body_text.startswith("장마가 길어지면서")
    assert post.links == ()


@pytest.mark.parametrize(
    ("platform", "field", "shown", "answer"),
    [
        (
            "jekyll",
            "tags",
            "<p class='page__taxonomy'><a href='/tags/#a'>비</a><a href='/categories/#b'>생활</a></p>",
            ("비",),
        ),
        (
            "jekyll",
            "tags",
            "<p class=post-tags><a class=post-tag href='/a'>비</a></p>",
            ("비",),
        ),
        ("jekyll", "tags", "<ul class=tags><li><a href='/tag/a'>비</a></ul>", ("비",)),
        ("pelican", "tags", "<p class=post-info><a href='/tag/a.html'>비</a>", ("비",)),
        (
            "pelican",
            "categories",
            "<p class=post-info><a href='category/a.html'>생활</a>",
            ("생활",),
        ),
        ("medium", "title", "<h1 data-testid=storyTitle>비</h1>", "비"),
        ("medium", "title", "<h1 class=pw-post-title>비</h1>", "비"),
        ("naver", "title", "<div class=se-title-text>비</div>", "비"),
    ],
)
def test_what_a_theme_shows_is_read_where_it_stands(
    platform: str, field: str, shown: str, answer: object
) -> None:
    assert readers_of((platform,), field)[0](document(shown)) == answer


def test_the_body_of_hugos_themes_bears_one_of_few_names() -> None:
    body = hugo.content_element(
        document("<article><h1>비</h1><div class=post-body>글</div></article>")
    )
    assert body is not None
    assert body.text == "글"


def test_the_shelf_below_many_tags_in_the_footer_of_a_theme_is_the_posts() -> None:
    tags = "".join(f"<a href='/tags/#t{n}'>긴 이름의 태그 번호 {n}</a>, " for n in range(30))
    foot = "<p class='page__taxonomy'><a href='/categories/#life'>생활</a></p>"
    page = document(f"<article><h1>장마</h1>{PROSE}<footer>{tags}{foot}</footer></article>")
    assert jekyll.label(page) == ("생활",)


def test_pelicans_byline_inside_the_body_is_no_body() -> None:
    post = read(PELICAN, "https://blog.example/rain.html")
    assert (post.kind, post.title, post.authors) == ("post", "장마철 제습기", ("김서연",))
    assert (post.tags, post.categories) == (("장마", "제습기"), ("생활",))
    assert post.modified is not None
    assert post.modified.isoformat() == "2024-07-23T09:30:00+09:00"
    assert post.body_text.startswith("장마가 길어지면서")


def test_pelicans_folder_of_drafts_holds_no_posts() -> None:
    assert read(PELICAN, "https://blog.example/drafts/rain.html").kind == "other"


def test_hugos_section_is_a_folder_not_a_category() -> None:
    post = read(HUGO)
    assert (post.kind, post.authors, post.tags) == ("post", ("김서연",), ("장마",))
    assert post.categories == ("생활",)


def test_a_medium_story_is_read_under_any_domain() -> None:
    post = read(MEDIUM, "https://stories.example/dry-rooms-0123456789ab")
    assert (post.kind, post.title, post.authors) == ("post", "Dry rooms", ("Hannah Keller",))
    assert (post.excerpt, post.platform_post_id) == ("On damp", "0123456789ab")
    assert post.body_text.startswith("장마가 길어지면서")


@pytest.mark.parametrize("html", ["", "<p>글</p>", "<title>글</title>" + PROSE])
def test_a_plain_page_wears_no_platform(html: str) -> None:
    assert document(html).platforms == ()


def test_a_platform_given_by_hand_stands_first() -> None:
    assert document(PELICAN, platform="tistory").platforms == ("tistory", "pelican")


def test_every_platform_keeps_the_contract() -> None:
    names = [module.NAME for module in PLATFORMS]
    assert len(set(names)) == len(names)
    for module in PLATFORMS:
        assert module.__doc__
        assert 0.0 <= module.recognise(document("<p>글</p>")) <= 1.0
        assert set(module.READERS) <= {
            "title",
            "embeds",
            "published",
            "modified",
            "authors",
            "tags",
            "categories",
            "language",
            "excerpt",
            "platform_post_id",
            "canonical_url",
            "container",
        }
        assert all(callable(reader) for readers in module.READERS.values() for reader in readers)
        assert hasattr(module, "list_requests") == hasattr(module, "read_list")


HEXO = (
    '<html lang="ko"><head><meta name="generator" content="Hexo 7.3.0"><title>장마철 제습기</title>'
    '<meta property="article:author" content="한지우"></head><body><h1>장마철 제습기</h1>'
)


@pytest.mark.parametrize(("byline", "writer"), [("", "한지우"), ("<p>글쓴이 김도윤</p>", "김도윤")])
def test_the_head_of_hexo_names_the_writer_unless_a_byline_names_another(
    byline: str, writer: str
) -> None:
    post = read(f'{HEXO}{byline}<div class="post-content">{PROSE}</div></body></html>')
    assert post.platforms == (hexo.NAME,)
    assert post.authors == (writer,)
