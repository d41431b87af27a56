"""Links that leave the blog, as their writer wrote them; nothing else."""

from __future__ import annotations

import pytest

from pipelines.items import Link
from tests.pipelines.readers.making import PROSE, read


def links(markup: str, url: str = "https://blog.example/2024/07/22/a-post/") -> tuple[Link, ...]:
    return read(f"<body><div class='post-content'>{PROSE}{markup}</div></body>", url).links


def test_address_text_and_rel_are_kept() -> None:
    (link,) = links(
        "<p><a href='https://OTHER.example' rel=' dofollow  ugc '>다른\n <b>곳</b></a></p>"
    )
    assert (link.url, link.text, link.rel) == ("https://other.example/", "다른 곳", "dofollow ugc")
    assert (link.href, link.kind) == ("https://OTHER.example", "inline")


@pytest.mark.parametrize(
    "href",
    [
        "/another-post/",
        "https://www.blog.example/x",
        "https://m.blog.example/x",
        "#part",
        "mailto:a@b.example",
        "javascript:void(0)",
        "tel:123",
        "http://[",
        "",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/intent/tweet?text=x",
        "https://share.example/?u=https%3A%2F%2Fblog.example%2F2024%2F07%2F22%2Fa-post%2F",
    ],
)
def test_what_does_not_lead_to_another_place_is_no_outbound_link(href: str) -> None:
    assert links(f"<p><a href='{href}'>말</a></p>") == ()


@pytest.mark.parametrize(
    ("url", "href", "leads_out"),
    [
        ("https://many.example/@mine/a-post", "/@yours/another", True),
        ("https://many.example/@mine/a-post", "/@Mine/another", False),
        ("https://many.example/@mine/a-post", "/@@abC3/7", False),  # the token of a feed
        ("https://many.example/@mine/a-post", "/tags/news", False),
        ("https://many.example/mine/223400139680", "/yours/223400139681", True),
        ("https://many.example/mine/223400139680", "https://m.many.example/yours/22340013", False),
        ("https://blog.example/news/20240722", "/sport/20240723", False),
    ],
)
def test_another_blog_on_the_same_host_is_another_place(
    url: str, href: str, leads_out: bool
) -> None:
    assert bool(links(f"<p><a href='{href}'>말</a></p>", url)) == leads_out


def test_one_bad_link_does_not_cost_the_others() -> None:
    found = links("<a href='http://['>나쁨</a> <a href='https://good.example/'>좋음</a>")
    assert [link.text for link in found] == ["좋음"]


@pytest.mark.parametrize(
    ("markup", "kind", "text"),
    [
        ("<a href='https://other.example/'>other.example</a>", "bare", "other.example"),
        (
            "<a href='https://other.example/a'>https://other.example/a</a>",
            "bare",
            "https://other.example/a",
        ),
        ("<a href='https://other.example/a'><img src='/x.jpg' alt='배'></a>", "image", "배"),
        ("<a href='https://other.example/a.pdf'>자료</a>", "attachment", "자료"),
        (
            "<figure data-ke-type='opengraph' data-og-title='남의 글'><a href='https://other.example/'>"
            "<p class='og-title'>남의 글</p><p class='og-desc'>남의 말</p></a></figure>",
            "card",
            "남의 글",
        ),
        (
            "<figure class='kg-card kg-bookmark-card'><a href='https://other.example/'>"
            "<div class='kg-bookmark-title'>남의 글</div><div>남의 말</div></a></figure>",
            "card",
            "남의 글",
        ),
    ],
)
def test_a_link_says_what_kind_it_is(markup: str, kind: str, text: str) -> None:
    (link,) = links(f"<p>{markup}</p>" if kind != "card" else markup)
    assert (link.kind, link.text) == (kind, text)


def test_the_words_of_a_card_are_not_the_authors() -> None:
    post = read(
        f"<body><div class='post-content'>{PROSE}<figure data-ke-type='opengraph'>"
        "<a href='https://other.example/'><p class='og-title'>남의 글</p></a></figure></div></body>"
    )
    assert "남의 글" not in post.body_text
    assert '<a href="https://other.example/">남의 글</a>' in post.body_html


def test_links_of_menus_tags_and_other_posts_are_not_the_posts() -> None:
    post = read(
        "<body><nav><a href='https://menu.example/'>차례</a></nav>"
        f"<div class='post-content'>{PROSE}<div class='post-tags'><a href='https://t.example/'>표</a></div>"
        "<div class='related-posts'><a href='https://r.example/'>딴 글</a></div></div>"
        "<footer><a href='https://foot.example/'>아래</a></footer></body>"
    )
    assert post.links == ()


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://other.example/a?ref=blog.example", "https://other.example/a"),
        ("https://other.example/a?x=1&ref=www.blog.example#c", "https://other.example/a?x=1#c"),
        ("https://other.example/a?ref=main", "https://other.example/a?ref=main"),
    ],
)
def test_the_name_of_the_blog_that_ghost_adds_is_not_the_writers(href: str, url: str) -> None:
    body = (
        f"<div class='post-content'>{PROSE}<p>그때 <a href='{href}'>다른 곳</a>을 보았다</p></div>"
    )
    (link,) = read(f"<head><meta name='generator' content='Ghost 5.8'></head><body>{body}").links
    assert (link.url, link.href) == (url, href)
    (link,) = read(f"<body>{body}").links
    assert link.url == href


@pytest.mark.parametrize(
    "picture",
    [
        "src='/w.gif' data-src='https://img.example/s/15549001.webp'",
        "src='https://img.example/s/15549001-thumbnail2.jpg'",
    ],
)
def test_a_picture_that_leads_to_its_own_full_size_is_no_link_however_it_is_loaded(
    picture: str,
) -> None:
    link = f"<a href='https://img.example/big/15549001.jpg'><img {picture}></a>"
    assert read(f"<div class='entry-content'>{PROSE}<p>{link}</p>{PROSE}</div>").links == ()


def test_a_box_that_is_one_link_says_its_title() -> None:
    words = "<strong>배 시간표</strong><p>하루 네 번 떠난다고 합니다. 비가 오면 쉽니다.</p>"
    card = f"<a href='https://other.example/'><div>{words}</div></a>"
    (link,) = read(f"<div class='entry-content'>{PROSE}{card}{PROSE}</div>").links
    assert link.text == "배 시간표"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<strong>Title</strong><span>Words.</span><span>www.other.example</span>", "Title"),
        ("<b>Title</b><span>Words.</span><em>other.example/a</em>", "Title"),
        ("<b>Title</b><span>another.org</span>", "Titleanother.org"),
        ("<b>At</b> last on <i>other.example</i>", "At last on other.example"),
        ("<i>other.example</i>", "other.example"),
    ],
)
def test_parts_of_a_link_that_end_in_its_host_are_a_card(inside: str, text: str) -> None:
    link = f"<div><a href='https://www.other.example/a'>{inside}</a></div>"
    (found,) = read(f"<div class='entry-content'>{PROSE}{link}{PROSE}</div>").links
    assert found.text == text


def test_a_word_that_a_linked_sentence_stresses_is_not_all_it_says() -> None:
    words = "<p>자세한 시간은 <strong>여기</strong>를 눌러 보세요</p>"
    card = f"<a href='https://other.example/'>{words}</a>"
    (link,) = read(f"<div class='entry-content'>{PROSE}{card}{PROSE}</div>").links
    assert link.text == "자세한 시간은 여기를 눌러 보세요"


@pytest.mark.parametrize(
    "href",
    [
        "https://link.example/bridge?url=https%3A%2F%2Fother.example%2Fa%3Fb%3D1&amp;dst=web",
        "https://vk.example/away.php?to=https%3A%2F%2Fother.example%2Fa%3Fb%3D1&amp;cc_key=",
        "https://link.example/?target=https%3A//other.example/a%3Fb%3D1",
        "https://weibo.example/sinaurl?u=https%3A%2F%2Fother.example%2Fa%3Fb%3D1",
        "/go/?url=https%3A%2F%2Fother.example%2Fa%3Fb%3D1",
    ],
)
def test_a_link_that_is_sent_on_leads_where_it_is_sent(href: str) -> None:
    (link,) = links(f"<p><a href='{href}'>다른 곳</a></p>")
    assert link.url == "https://other.example/a?b=1"


def test_who_sends_a_visitor_is_not_where_a_link_leads() -> None:
    (link,) = links(
        "<p><a href='https://other.example/go?ref=https://blog.example/'>다른 곳</a></p>"
    )
    assert link.url == "https://other.example/go?ref=https://blog.example/"


@pytest.mark.parametrize(
    ("shown", "behind", "leads"),
    [
        ("https://pics.example/s400/ferry-dock.jpg", "https://pics.example/s1600/ferry-dock.jpg", False),
        ("/a/ferry-dock-300x200.jpg", "https://pics.example/a/ferry-dock.jpg?width=2000", False),
        ("https://pics.example/f/ferry-dock?w=400", "https://pics.example/f/ferry-dock?w=1600", False),
        ("https://pics.example/2014/0805aas.jpg", "https://pics.example/2014/0805aa.jpg", False),
        ("/a/ferry-dock.jpg", "https://other.example/ferries/", True),
        # A project, an article, a pack are called as the picture that leads to them.
        ("/a/ferry-dock.jpg", "https://other.example/me/ferry-dock", True),
        ("https://pics.example/a/ferry-dock.jpg", "https://pics.example/photos/ferry-dock", True),
        ("/a/ferry-dock", "https://other.example/me/ferry-dock", True),
        ("/a/ferry-dock.jpg", "https://other.example/ferry-dock.pdf", True),
        ("/a/ferry-dock.jpg", "https://other.example/timetable-2024.png", True),
    ],
)  # fmt: skip
def test_a_picture_that_leads_to_itself_leads_nowhere(shown: str, behind: str, leads: bool) -> None:
    assert bool(links(f"<p><a href='{behind}'><img src='{shown}' alt='배'></a></p>")) == leads


def test_a_page_that_looks_at_another_is_what_a_link_leads_to() -> None:
    (link,) = links("<p><a href='https://check.example/view?u=https://other.example/'>검사</a></p>")
    assert link.url == "https://check.example/view?u=https://other.example/"
