"""The link graph: who links where, since when, and to what we hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from pipelines.archive.links import (
    link_hosts,
    link_months,
    link_networks,
    links_from,
    links_of_site,
    links_to,
)
from pipelines.archive.writer import write_posts
from pipelines.items import Link, Moment

BARE = Link(url="https://promo.example/", text="promo.example", rel="nofollow", kind="bare")
PLAIN = Link(url="https://www.Promo.example/about", text="about", kind="inline")
OWN = Link(url="https://blog.example/2026/2", text="mine")


def on(make_post, number, *links, month=1, blog="blog.example", **more):
    """Return a post of a blog, published in a month of 2026, with these links."""
    url = f"https://{blog}/2026/{number}"
    moment = Moment(at=datetime(2026, month, 1, tzinfo=UTC) + timedelta(hours=number))
    more = {"site": f"https://{blog}/", "url": url, "published": moment, **more}
    fetch = replace(make_post(number).fetch, url=url, final_url=url)
    return make_post(number, links=links, fetch=fetch, **more)


def test_the_first_linker_comes_first_and_a_blog_does_not_link_to_itself(archive, make_post):
    posts = [
        on(make_post, 3, BARE, month=3),
        on(make_post, 1, PLAIN, OWN, month=1, blog="other.example"),
        on(make_post, 2, PLAIN, OWN, month=2),
    ]
    write_posts(archive, posts)
    found = links_to(archive, "promo.example")
    assert [link.post_url[-1] for link in found] == ["1", "2", "3"]
    assert [link.kind for link in found] == ["inline", "inline", "bare"]
    assert links_to(archive, "promo.example", limit=1) == found[:1]
    assert [link.site for link in links_to(archive, "blog.example")] == ["https://other.example/"]
    assert len(links_to(archive, "blog.example", internal=True)) == 2
    assert len(links_to(archive, "promo.example", site="other.example")) == 1
    assert len(links_to(archive, "promo.example", since=datetime(2026, 3, 1, tzinfo=UTC))) == 1
    assert [link.text for link in links_of_site(archive, "blog.example", kind="bare")] == [
        "promo.example"
    ]


def test_another_blog_on_the_same_host_is_no_link_within_the_blog(archive, make_post):
    theirs = Link(url="https://many.example/@yours/a", text="이웃")
    ours = Link(url="https://many.example/@mine/b", text="앞 글")
    write_posts(archive, [on(make_post, 1, theirs, ours, month=1, blog="many.example/@mine")])
    assert [link.url for link in links_to(archive, "many.example")] == [theirs.url]


def test_a_link_finds_its_post_whenever_that_is_archived_and_wherever_it_moves(archive, make_post):
    link = Link(url="https://other.example/2026/9?utm_source=x", text="later")
    write_posts(archive, [on(make_post, 1, link)])
    assert [one.target_post_id for one in links_to(archive, "other.example")] == [None]
    target = on(make_post, 9, blog="other.example")
    stored = write_posts(archive, [target]).stored[0]
    assert [one.target_post_id for one in links_to(archive, "other.example")] == [stored.post_id]
    new = "https://other.example/new-home"
    moved = replace(
        target,
        canonical_url=new,
        fetch=replace(target.fetch, final_url=new, fetched_at=datetime(2026, 12, 1, tzinfo=UTC)),
    )
    assert write_posts(archive, [moved]).stored[0].post_id == stored.post_id
    assert len(links_to(archive, new)) == 1


def test_only_the_links_that_stand_count(archive, make_post):
    post = on(make_post, 1, PLAIN, BARE)
    write_posts(archive, [post])
    later = replace(post.fetch, fetched_at=datetime(2026, 12, 1, tzinfo=UTC))
    write_posts(archive, [replace(post, links=(PLAIN,), fetch=later)])
    assert [link.kind for link in links_to(archive, "promo.example")] == ["inline"]


def test_a_link_stands_at_the_time_of_its_post_when_that_is_dated_anew(archive, make_post):
    first, second = on(make_post, 1, PLAIN, month=2), on(make_post, 2, PLAIN, month=3)
    write_posts(archive, [first, second])
    assert [link.post_url[-1] for link in links_to(archive, "promo.example")] == ["1", "2"]
    later = replace(second.fetch, fetched_at=datetime(2026, 12, 1, tzinfo=UTC))
    dated = Moment(at=datetime(2026, 1, 1, tzinfo=UTC))
    write_posts(archive, [replace(second, published=dated, fetch=later)])
    assert [link.post_url[-1] for link in links_to(archive, "promo.example", limit=1)] == ["2"]
    query = "SELECT COUNT(*) FROM v_link WHERE linked_at <> listed_at OR linked_at IS NULL"
    with archive.reading() as connection:
        assert connection.execute(text(query)).scalar_one() == 0


def test_a_page_from_before_does_not_bring_back_its_links(archive, make_post):
    post = on(make_post, 1, PLAIN)
    write_posts(archive, [post])
    before = replace(post.fetch, fetched_at=post.fetch.fetched_at - timedelta(days=300))
    stored = write_posts(archive, [replace(post, links=(BARE,), body_text="old", fetch=before)])
    assert [one.revision for one in stored.stored] == [1]
    assert [link.kind for link in links_to(archive, "promo.example")] == ["inline"]


def test_the_links_of_a_post_are_in_their_order_and_then_what_it_embeds(archive, make_post):
    stored = write_posts(archive, [on(make_post, 1, PLAIN, OWN, BARE)]).stored[0]
    assert [(link.kind, link.place) for link in links_from(archive, stored.post_id)] == [
        ("inline", 0),
        ("inline", 1),
        ("bare", 2),
        ("embed", 0),
    ]
    assert [link.host for link in links_to(archive, "youtube", kind="embed")] == ["youtube"]


def test_months_and_hosts_are_counted_with_the_share_of_nofollow(archive, make_post):
    write_posts(
        archive,
        [
            on(make_post, 1, PLAIN, BARE),
            on(make_post, 2, BARE, month=2),
            on(make_post, 3, BARE, month=2, blog="other.example"),
        ],
    )
    months = link_months(archive, "promo.example")
    assert [(one.name, one.links, one.posts, one.sites) for one in months] == [
        ("2026-01", 2, 1, 1),
        ("2026-02", 2, 2, 2),
    ]
    assert [one.nofollow_share for one in months] == [0.5, 1.0]
    hosts = link_hosts(archive, site="blog.example")
    assert [(one.name, one.links, one.nofollow) for one in hosts] == [
        ("promo.example", 2, 2),
        ("www.promo.example", 1, 0),
    ]


def test_a_network_is_blogs_that_end_in_the_same_bare_link(archive, make_post):
    write_posts(
        archive,
        [
            on(make_post, 1, PLAIN, BARE, month=2),
            on(make_post, 2, BARE, month=3),
            on(make_post, 3, BARE, month=1, blog="other.example"),
            on(make_post, 4, BARE, PLAIN, blog="third.example"),  # not at the end
            on(make_post, 5, replace(BARE, url="https://alone.example/"), blog="third.example"),
        ],
    )
    (network,) = link_networks(archive)
    assert network.url == "https://promo.example/"
    assert [(site, posts) for site, posts, _ in network.blogs] == [
        ("https://other.example/", 1),
        ("https://blog.example/", 2),
    ]
    assert network.posts == 3
