"""Posts that their sources stopped naming are found, as long as nothing is known of their end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from pipelines.archive.ledger import Claim, SourceRead, record_claims, record_ledger
from pipelines.archive.left_behind import posts_left_behind
from pipelines.archive.sites import site_id_of
from pipelines.archive.vanished import (
    full_listings,
    posts_missed,
    posts_no_longer_named,
    posts_unmet,
    posts_unnamed,
)
from pipelines.archive.writer import touch_posts, write_posts
from tests.pipelines.archive.answered import answered

SITE = "https://blog.example/"
MAP, FEED = SITE + "sitemap.xml", SITE + "feed.xml"
AT = datetime(2026, 11, 10, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def crawl(archive, posts, *found, at=AT):
    record_ledger(
        archive,
        SITE,
        at=at,
        sources=[SourceRead(url=MAP, kind="sitemap")],
        claims=[Claim(url=post.url, source=MAP, kind="sitemap") for post in posts],
        found=list(found),
    )


def missing(archive, *named, source=MAP, at):
    """Return what is missing in a crawl that began at `at`, in which `source` named these."""

    def name(connection):
        claims = [Claim(url=post.url, source=source, kind="sitemap") for post in named]
        record_claims(connection, site_id_of(connection, SITE, at), claims, at=at)

    archive.write(name)
    return [url for url, _ in posts_no_longer_named(archive, SITE, [source], at=at)]


def test_what_is_named_no_longer_is_found_until_it_was_asked_for(archive, make_post):
    first, second, third = posts = [make_post(n) for n in (1, 2, 3)]
    write_posts(archive, posts)
    assert missing(archive, first, at=AT - DAY) == []  # nobody named them before
    crawl(archive, posts)
    assert missing(archive, first, at=AT + HOUR) == [third.url, second.url]
    assert missing(archive, first, source=FEED, at=AT + HOUR) == []
    # The next crawl asks: one is gone, one is there, one was not answered.
    crawl(archive, [], answered(third.url, outcome="gone", reason="404"), at=AT + DAY)
    touch_posts(archive, [(second.url, AT + DAY + timedelta(minutes=1))])
    assert missing(archive, at=AT + 2 * DAY) == [first.url]


def test_a_post_named_under_another_of_its_addresses_has_not_vanished(archive, make_post):
    post = make_post()
    alias = replace(post.fetch, url=SITE + "?p=1")
    write_posts(archive, [replace(post, fetch=alias)])
    record_ledger(
        archive,
        SITE,
        at=AT,
        sources=[SourceRead(url=MAP, kind="sitemap")],
        claims=[Claim(url=url, source=MAP, kind="sitemap") for url in (post.url, alias.url)],
    )
    assert missing(archive, post, at=AT + HOUR) == []
    assert missing(archive, at=AT + DAY) == [post.url]


def test_the_view_has_what_no_source_names_and_not_what_moved(archive, make_post):
    first, moved, third = posts = [make_post(n) for n in (1, 2, 3)]
    write_posts(archive, posts)
    crawl(archive, posts)
    # A sitemap that is not there at the next crawl.
    old = SourceRead(url=SITE + "old.xml", kind="sitemap")
    claims = [Claim(url=third.url, source=old.url, kind="sitemap")]
    record_ledger(archive, SITE, at=AT, sources=[old], claims=claims)
    new = SITE + "elsewhere/2"
    fetch = replace(moved.fetch, final_url=new, fetched_at=AT + HOUR)
    write_posts(archive, [replace(moved, url=new, canonical_url=new, fetch=fetch)])
    crawl(archive, [first, replace(moved, url=new)], at=AT + DAY)
    with archive.reading() as connection:
        rows = connection.execute(text("SELECT url, source_url, last_named_at FROM v_vanished"))
        assert [row.url for row in rows] == [third.url]
        # Both addresses of the one that moved lead to it, and its row bears the title.
        titles = connection.execute(text("SELECT title FROM post ORDER BY id")).scalars().all()
        assert titles == [post.title for post in posts]


def test_an_unknown_blog_misses_nothing(archive):
    assert posts_no_longer_named(archive, SITE, [MAP], at=AT) == []


LIST = SITE


def listed(archive, *named, at):
    """Let the listing name these in the crawl that began at `at`."""

    def name(connection):
        claims = [Claim(url=post.url, source=LIST, kind="listing") for post in named]
        record_claims(connection, site_id_of(connection, SITE, at), claims, at=at)

    archive.write(name)


def missed(archive, *named, at):
    listed(archive, *named, at=at)
    if LIST not in full_listings(archive, SITE, at=at):
        return None
    return [url for url, _ in posts_missed(archive, SITE, LIST, at=at)]


def test_what_a_full_listing_names_no_longer_is_told_until_it_answered(archive, make_post):
    posts = [make_post(n) for n in range(1, 13)]
    write_posts(archive, posts)
    assert missed(archive, *posts, at=AT) is None  # it never named any before
    later, next_day = AT + DAY, AT + 2 * DAY
    assert missed(archive, *posts[2:], at=later) == [posts[1].url, posts[0].url]
    assert missed(archive, *posts[2:], at=later) == [posts[1].url, posts[0].url]  # gone on with
    # One is there all the same, the other did not answer.
    touch_posts(archive, [(post.url, later + HOUR) for post in (posts[0], *posts[2:])])
    assert missed(archive, *posts[2:], at=next_day) == [posts[1].url]
    listed(archive, *posts, at=AT + 3 * DAY)
    assert missed(archive, *posts[1:], at=AT + 4 * DAY) == [posts[0].url]


def test_what_its_list_does_not_name_is_asked_for_once_a_month(archive, make_post):
    posts = [make_post(n) for n in range(1, 13)]
    write_posts(archive, posts)
    listed(archive, *posts, at=AT)
    assert missed(archive, *posts[1:], at=AT + DAY) == [posts[0].url]
    touch_posts(archive, [(post.url, AT + DAY + HOUR) for post in posts])
    assert missed(archive, *posts[1:], at=AT + 20 * DAY) == []
    assert missed(archive, *posts[1:], at=AT + 40 * DAY) == [posts[0].url]


def test_a_front_page_makes_no_older_post_suspect(archive, make_post):
    posts = [make_post(n) for n in range(1, 13)]
    write_posts(archive, posts)
    listed(archive, *posts[6:], at=AT)
    assert missed(archive, *posts[7:], at=AT + DAY) is None  # it never named them all
    listed(archive, *posts, at=AT + 2 * DAY)
    # It did, and shows a few of them now: it is another list than it was.
    assert missed(archive, *posts[8:], at=AT + 3 * DAY) == []
    assert missed(archive, *posts[8:], at=AT + 4 * DAY) == []
    assert full_listings(archive, "https://nobody.example/", at=AT) == []


def test_all_posts_are_suspect_where_as_many_others_stand_in_their_place(archive, make_post):
    posts, others = [make_post(n) for n in range(1, 13)], [make_post(n) for n in range(21, 33)]
    write_posts(archive, posts)
    listed(archive, *posts, at=AT)
    assert len(missed(archive, *others, at=AT + DAY)) == len(posts)


def test_what_a_map_of_all_posts_does_not_name_is_suspect_whoever_led_to_it(archive, make_post):
    posts = [make_post(n) for n in (1, 2, 3)]
    write_posts(archive, posts)
    listed(archive, *posts, at=AT)  # an archive that nothing leads to any more

    def unnamed(*named, at):
        missing(archive, *named, at=at)
        return [url for url, _ in posts_unnamed(archive, SITE, [MAP], at=at)]

    assert unnamed(posts[2], at=AT + DAY) == [posts[1].url, posts[0].url]
    crawl(archive, posts[2:], at=AT + DAY)
    # One answered, the other did not.
    touch_posts(archive, [(posts[0].url, AT + DAY + HOUR)])
    assert unnamed(posts[2], at=AT + 2 * DAY) == [posts[1].url]


def test_few_that_nothing_named_are_told_where_lists_name_the_others_together(archive, make_post):
    posts = [make_post(n) for n in range(1, 13)]
    write_posts(archive, posts)
    listed(archive, *posts[:6], at=AT)
    crawl(archive, posts[6:])

    def unmet(*met, at):
        touch_posts(archive, [(post.url, at + HOUR) for post in met])
        return [url for url, _ in posts_unmet(archive, SITE, at=at)]

    assert unmet(*posts[5:], at=AT + DAY) == []  # a list was not read, it seems
    assert unmet(*posts[2:], at=AT + 2 * DAY) == [posts[1].url, posts[0].url]
    # One answered, the other did not; after a month it is asked for once more.
    assert unmet(*posts[1:], at=AT + 3 * DAY) == [posts[0].url]
    touch_posts(archive, [(posts[0].url, AT + 3 * DAY + HOUR)])
    assert unmet(*posts[1:], at=AT + 4 * DAY) == []
    assert unmet(*posts[1:], at=AT + 40 * DAY) == [posts[0].url]


def test_posts_are_left_behind_in_a_folder_where_the_blog_once_stood(archive, make_post):
    old, new = "blog.example/blog/", "blog.example/"
    posts = [make_post(n, url=f"{SITE}blog/rain-{n}") for n in (1, 2, 3, 4)]
    write_posts(archive, posts)

    def left_behind(*shown):
        left = posts_left_behind(archive, SITE, old=old, new=new, shown=shown)
        return [url for url, _ in left]

    assert left_behind(*(post.url for post in posts)) == []  # its home page always was there
    assert left_behind(SITE + "login", SITE + "blog/", SITE) == []
    names = [f"{SITE}rain-{n}" for n in (1, 2, 3)]
    assert left_behind(*names) == [post.url for post in reversed(posts)]
    fetch = replace(posts[0].fetch, final_url=names[0], fetched_at=AT + DAY)
    write_posts(archive, [replace(posts[0], canonical_url=names[0], fetch=fetch)])
    assert left_behind(*names, SITE + "rain-4") == [post.url for post in reversed(posts[1:])]
