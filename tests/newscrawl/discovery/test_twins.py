"""Second addresses of posts: beside their headings, and written with another slash."""

from __future__ import annotations

from newscrawl.discovery.markup import Markup, read_markup
from newscrawl.discovery.scope import is_aside_of, is_feed_of, writer_page
from newscrawl.discovery.slashes import Slashes
from newscrawl.discovery.twins import Twins

HOME = "https://blog.example/"


def listed(numbers: range) -> Markup:
    items = "".join(
        f'<li><h2><a href="/rain-{n}/">비 {n}</a></h2><a href="/?p={n}">2024. 7. {n}.</a></li>'
        for n in numbers
    )
    return read_markup(f"<ul>{items}</ul>".encode(), HOME)


def learned(*pages: Markup) -> Twins:
    twins = Twins()
    for page in pages:
        twins.learn((link, link.url) for link in page.links)
    return twins


def test_what_leads_to_the_heading_beside_it_a_few_times_always_does() -> None:
    twins = learned(listed(range(1, 9)))
    assert twins.may_be(f"{HOME}?p=7")
    assert not twins.may_be(f"{HOME}rain-7/")
    for number in range(1, 4):
        assert not twins.is_one(f"{HOME}?p=7")
        assert twins.led(f"{HOME}?p={number}", f"{HOME}rain-{number}/")
        twins.is_itself(f"{HOME}?p={number}")  # stored, under the other
    assert twins.is_one(f"{HOME}?p=7")
    assert not twins.is_one(f"{HOME}?p=70")  # stood beside nothing


def test_a_single_one_that_is_a_post_of_its_own_lets_all_be_asked_for() -> None:
    twins = learned(listed(range(1, 9)))
    for number in range(1, 4):
        twins.led(f"{HOME}?p={number}", f"{HOME}rain-{number}/")
    twins.is_itself(f"{HOME}?p=4")
    assert not twins.may_be(f"{HOME}?p=7")


def test_what_a_board_asks_for_with_more_words_is_the_post_once_a_few_were() -> None:
    twins = Twins()
    for number in range(1, 30):
        twins.meet(f"{HOME}read?board=b&no={number}")
    for number in range(1, 9):
        twins.meet(f"{HOME}read?board=b&no={number}&shelf=c")
        assert twins.may_be(f"{HOME}read?board=b&no={number}&shelf=c")
    assert not twins.may_be(f"{HOME}read?board=b&no=1")
    twins.meet(f"{HOME}read?board=b&no=99&shelf=c")
    assert not twins.may_be(f"{HOME}read?board=b&no=99&shelf=c"), "nothing asks for it otherwise"
    for number in range(1, 4):
        assert not twins.is_one(f"{HOME}read?board=b&no=8&shelf=c")
        assert twins.led(
            f"{HOME}read?board=b&no={number}&shelf=c", f"{HOME}read?board=b&no={number}"
        )
    assert twins.is_one(f"{HOME}read?board=b&no=8&shelf=c")
    assert twins.post_of(f"{HOME}read?board=b&no=8&shelf=c").endswith("/read?board=b&no=8")
    twins.is_itself(f"{HOME}read?board=b&no=7&shelf=c")
    assert not twins.may_be(f"{HOME}read?board=b&no=8&shelf=c"), "one was a post of its own"


def test_what_a_list_asks_a_post_for_with_words_is_the_post_once_many_were() -> None:
    twins = Twins()
    for number in range(1, 21):
        # Lists name either first.
        for tail in ("", "?shelf=7") if number % 2 else ("?shelf=7", ""):
            twins.meet(f"{HOME}post/{number}{tail}")
    assert not twins.may_be(f"{HOME}post/20")
    assert twins.may_be(f"{HOME}post/20?shelf=7")
    for number in range(1, 10):
        assert not twins.is_one(f"{HOME}post/20?shelf=7")
        url = f"{HOME}post/{number}"
        assert twins.led(f"{url}?shelf=7", url, by_redirect=False)
    assert twins.is_one(f"{HOME}post/20?shelf=7")
    assert twins.post_of(f"{HOME}post/20?shelf=7") == f"{HOME}post/20"


def test_posts_that_a_script_shows_are_no_twins_of_its_list() -> None:
    twins = Twins()
    for tail in ("", "?no=7", "?no=8", "?no=8&shelf=9"):
        twins.meet(f"{HOME}read.php{tail}")
    assert not twins.may_be(f"{HOME}read.php?no=7")
    assert twins.may_be(f"{HOME}read.php?no=8&shelf=9")


def test_a_page_that_all_others_of_its_script_call_their_own_is_no_twin_of_them() -> None:
    twins = Twins()
    for tail in ("", *(f"?no={number}" for number in range(1, 30))):
        twins.meet(f"{HOME}read{tail}")
    for number in range(1, 20):
        twins.led(f"{HOME}read?no={number}", f"{HOME}read", by_redirect=False)
    assert not twins.is_one(f"{HOME}read?no=25")


def test_another_language_may_be_another_text_whatever_a_few_led_to() -> None:
    twins = Twins()
    for number in range(1, 9):
        twins.meet(f"{HOME}read?no={number}")
        twins.meet(f"{HOME}read?no={number}&hl=en")
        twins.meet(f"{HOME}read?no={number}&hl=pt-BR")
        assert not twins.may_be(f"{HOME}read?no={number}&hl=en")
        assert not twins.may_be(f"{HOME}read?no={number}&hl=pt-BR")


def test_pages_that_call_another_their_own_are_twins_once_many_did() -> None:
    twins = learned(listed(range(1, 12)))
    for number in range(1, 10):
        assert not twins.is_one(f"{HOME}?p=11")
        assert twins.led(f"{HOME}?p={number}", f"{HOME}rain-{number}/", by_redirect=False)
    assert twins.is_one(f"{HOME}?p=11")


def test_an_address_that_stands_alone_or_beside_two_headings_is_no_twin() -> None:
    alone = read_markup(b'<p><a href="/?p=70">old</a></p>', HOME)
    assert not learned(listed(range(1, 9)), alone).may_be(f"{HOME}?p=7")
    groups = read_markup(
        "".join(
            f'<div><h2><a href="/rain-{n}/">비</a></h2><a href="/c/food">살림</a></div>'
            for n in range(2)
        ).encode(),
        HOME,
    )
    assert not learned(groups).may_be(f"{HOME}c/food")


def test_a_slash_that_each_redirect_added_is_asked_for_at_once_until_one_is_missing() -> None:
    slashes = Slashes()
    for number in range(3):
        assert slashes.address(f"{HOME}posts/snow") == f"{HOME}posts/snow"
        slashes.answered(f"{HOME}posts/rain-{number}", f"{HOME}posts/rain-{number}/")
    assert slashes.address(f"{HOME}posts/snow") == f"{HOME}posts/snow/"
    assert slashes.address(f"{HOME}posts/snow.html") == f"{HOME}posts/snow.html"
    assert slashes.address(f"{HOME}notes/snow") == f"{HOME}notes/snow"
    assert slashes.failed(f"{HOME}posts/snow", f"{HOME}posts/snow/")
    assert slashes.address(f"{HOME}posts/hail") == f"{HOME}posts/hail"
    assert not slashes.failed(f"{HOME}posts/hail", f"{HOME}posts/hail")


def test_a_page_that_seems_none_is_asked_for_as_it_is_written_and_others_are_not() -> None:
    slashes = Slashes()
    for name in ("rain", "wind", "sun"):
        slashes.answered(f"{HOME}posts/{name}", f"{HOME}posts/{name}/")
    assert slashes.doubted(f"{HOME}posts/snow", f"{HOME}posts/snow/")
    assert slashes.address(f"{HOME}posts/snow") == f"{HOME}posts/snow"
    assert slashes.address(f"{HOME}posts/hail") == f"{HOME}posts/hail/"
    assert not slashes.doubted(f"{HOME}posts/snow", f"{HOME}posts/snow")


def test_views_of_a_page_lie_below_it_and_parts_of_a_guide_do_too() -> None:
    assert is_aside_of(f"{HOME}rain/comments/2", f"{HOME}rain")
    assert is_aside_of(f"{HOME}rain/feed/", f"{HOME}rain/")
    assert not is_aside_of(f"{HOME}guide/part-1/", f"{HOME}guide/")
    assert not is_aside_of(f"{HOME}comments/2", HOME)
    assert not is_aside_of(f"{HOME}rainbow/feed", f"{HOME}rain")
    assert is_aside_of(f"{HOME}post/7/history", f"{HOME}post/7")
    assert not is_aside_of(f"{HOME}git/history", f"{HOME}git")


def test_a_writers_feed_lies_below_his_page_or_bears_his_name() -> None:
    kim = f"{HOME}users/kim"
    for path in ("users/kim/feed/", "users/kim.rss", "feeds/kim.xml", "rss?user=kim"):
        assert is_feed_of(HOME + path, kim)
    for path in ("feed/", "users/lee.rss", "feeds/kimchi.xml"):
        assert not is_feed_of(HOME + path, kim)
    assert is_feed_of(f"{HOME}feed?author=3", f"{HOME}?author=3")


def test_the_page_of_a_writer_is_told_from_a_folder_of_posts() -> None:
    for path in ("author/kim", "authors/kim/", "en/writer/kim", "?author=3"):
        assert writer_page(HOME + path)
    for path in ("", "author/", "author/kim/2024", "a/b/author/kim", "posts/author", "?p=3"):
        assert not writer_page(HOME + path)
