"""Lists of posts among the lists of a page."""

from __future__ import annotations

from collections.abc import Collection

from newscrawl.discovery.markup import read_markup
from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.post_lists import (
    MANY,
    ShownLink,
    lists_of_posts,
    of_the_writer,
    other_hosts_of_posts,
)

BLOG = "https://blog.example"


def shown(*links: PageLink) -> list[ShownLink]:
    return [ShownLink(place, link, link.url) for place, link in enumerate(links)]


def named(group: int, *paths: str, heads: bool = False) -> list[PageLink]:
    return [PageLink(url=f"{BLOG}{path}", group=group, heads=heads) for path in paths]


def lists(
    links: list[PageLink],
    *,
    certain: Collection[str] = (),
    goes_on: bool = False,
    least: int = 3,
    by_likeness: bool = False,
) -> set[int]:
    return set(
        lists_of_posts(
            shown(*links),
            lambda url: "/post/" in url,
            certain=certain,
            goes_on=goes_on,
            least=least,
            by_likeness=by_likeness,
        )
    )


def test_a_list_counts_that_holds_enough_posts_and_few_others() -> None:
    posts = named(1, "/post/a", "/post/b", "/post/c")
    assert lists(posts) == {1}
    assert lists(posts[:2]) == set()
    assert lists(posts[:2], least=2) == {1}
    assert lists([*posts, *named(1, "/x", "/y")]) == {1}
    assert lists([*posts, *named(1, "/x", "/y", "/z")]) == set(), "half of it is none"
    assert lists(named(0, "/post/a", "/post/b", "/post/c")) == set(), "they stand in no list"


def test_what_is_known_for_a_post_counts_as_one_and_headings_do_where_the_list_goes_on() -> None:
    assert lists(named(2, "/a", "/b", "/c"), certain={f"{BLOG}/{one}" for one in "abc"}) == {2}
    assert lists(named(2, "/a", "/b", "/c", heads=True)) == set()
    assert lists(named(2, "/a", "/b", "/c", heads=True), goes_on=True) == {2}


def test_a_long_list_of_like_addresses_counts_where_nothing_tells_posts() -> None:
    long = named(3, *(f"/{n}" for n in range(1000, 1000 + MANY)))
    assert lists(long) == set()
    assert lists(long, by_likeness=True) == {3}
    assert lists(long[1:], by_likeness=True) == set()
    assert lists([*long, *named(4, "/post/a", "/post/b", "/post/c")], by_likeness=True) == {4}


def test_of_a_writers_list_counts_what_it_heads_or_what_lies_below() -> None:
    below, beside, headed = shown(
        *named(1, "/@you/a", "/@other/b"), PageLink(url=f"{BLOG}/c", heads=True)
    )
    assert of_the_writer([below, beside, headed], [], f"{BLOG}/@you") == [below, headed]
    assert of_the_writer([beside], [], f"{BLOG}/@you") == [beside]
    # One page below is that of his comments.
    assert of_the_writer([below, beside], [], f"{BLOG}/@you") == [below, beside]


def test_a_list_that_names_other_writers_is_not_the_writers() -> None:
    his, theirs = named(1, "/a", "/b"), named(2, "/c", "/writer/kim")
    page = [*his, *theirs, *named(3, "/writer/you")]
    assert (
        of_the_writer(shown(*page), page, f"{BLOG}/writer/you")
        == shown(*page)[:2] + shown(*page)[4:]
    )


def test_posts_that_a_writer_wrote_with_others_are_his() -> None:
    writers = ("/writer/you", "/writer/kim")
    page = [link for n in range(4) for link in named(1, f"/{n}", *writers[: 1 + n % 2])]
    assert of_the_writer(shown(*page), page, f"{BLOG}/writer/you") == shown(*page)


def test_a_list_may_name_posts_of_another_host() -> None:
    own = named(1, "/post/a", heads=True)
    others = [
        PageLink(url=f"https://old.example/post/{name}", group=1, heads=True)
        for name in ("b", "c", "d")
    ]

    def holds(url: str) -> bool:
        return url.startswith(BLOG)

    def hosts(*links: PageLink, looks_like: str = "") -> dict[str, str]:
        found = other_hosts_of_posts(BLOG, links, holds, lambda url: looks_like in url)
        assert set(found.values()) <= {"https://old.example/post/b"}
        return found

    assert list(hosts(*own, *others)) == ["old.example"]
    assert not hosts(*own, *others[:2])
    assert not hosts(*own, *own, *own)
    # A list of them alone: as the blog's own they would be posts.
    assert list(hosts(*others, looks_like="/post/")) == ["old.example"]
    assert not hosts(*others, looks_like="/story/")
    story = PageLink(url=f"{BLOG}/story/e", group=2, heads=True)
    assert not hosts(story, *others)


def test_what_leads_to_a_place_in_a_post_or_nowhere_leaves_an_item_in_its_list() -> None:
    item = '<div><p><a href="/post/{0}">비</a></p><p><a href="javascript://">달다</a></p><p><a href="/post/{0}#c">2</a></p></div>'
    body = "".join(map(item.format, range(5)))
    links = read_markup(f"<body><main>{body}</main></body>".encode(), f"{BLOG}/").links
    (group,) = {link.group for link in links if link.url.endswith(tuple("01234"))}
    assert group > 0
