"""What write_posts promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipelines.archive.changes import iter_changes
from pipelines.archive.prepared import with_prepared
from pipelines.archive.query import find_post, iter_posts, revisions
from pipelines.archive.search import search_posts
from pipelines.archive.sites import come_home, homes
from pipelines.archive.writer import touch_posts, write_posts
from pipelines.items import Image, Link, Moment


def test_a_stored_post_comes_back_whole(archive, make_post):
    post = make_post()
    (stored,) = write_posts(archive, [post]).stored
    found = find_post(archive, stored.post_id)
    assert stored.post == post
    assert found is not None
    assert found.post == post
    assert (found.first_seen_at, found.last_seen_at) == (post.fetch.fetched_at,) * 2


def test_a_post_that_comes_prepared_is_stored_as_any_other(archive, make_post):
    post = make_post(tags=("동맹", "동맹 ", "a\x00b"))
    ready = with_prepared(post, archive.engine.dialect.name)
    (first,) = write_posts(archive, [ready]).stored
    assert first.post == find_post(archive, first.post_id).post
    assert first.post.tags == ("동맹", "ab")
    assert write_posts(archive, [post]).stored[0].outcome == "same"
    # Whoever edits a post takes along what was prepared of the one before.
    edited = write_posts(archive, [replace(ready, title="정정합니다")]).stored[0]
    assert (edited.outcome, edited.revision) == ("changed", 2)
    assert [len(search_posts(archive, words)) for words in ("정정합니다", "한미동맹")] == [
        1,
        0,
    ]


def test_a_bare_post_comes_back_whole(archive, make_post):
    post = make_post()
    bare = type(post)(
        url=post.url, canonical_url=post.url, site=post.site, title="", fetch=post.fetch
    )
    (stored,) = write_posts(archive, [bare]).stored
    assert find_post(archive, stored.post_id).post == bare


def test_the_same_post_twice_is_one_row_and_one_revision(archive, make_post):
    post = make_post()
    first = write_posts(archive, [post]).stored[0]
    later = replace(
        post, fetch=replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(1))
    )
    again = write_posts(archive, [later]).stored[0]
    assert (first.outcome, again.outcome) == ("new", "same")
    assert (again.post_id, again.revision) == (first.post_id, 1)
    assert again.first_seen_at == first.first_seen_at
    assert again.last_seen_at == later.fetch.fetched_at
    assert len(revisions(archive, first.post_id)) == 1
    assert len(list(iter_posts(archive))) == 1


def test_a_changed_post_gets_a_new_revision_that_names_what_changed(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    next_day = replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(1))
    edited = replace(post, title="정정", body_text="다른 글", fetch=next_day)
    changed = write_posts(archive, [edited]).stored[0]
    assert (changed.outcome, changed.revision) == ("changed", 2)
    lines = revisions(archive, changed.post_id)
    assert [(line.revision, line.kind, line.fields) for line in lines] == [
        (1, "new", ()),
        (2, "silent", ("title", "body")),
    ]
    assert find_post(archive, changed.post_id).post.title == "정정"
    assert find_post(archive, changed.post_id, revision=1).post.title == post.title


def test_an_edit_taken_back_is_a_third_revision(archive, make_post):
    post = make_post()
    for title in (post.title, "b", post.title):
        last = write_posts(archive, [replace(post, title=title)]).stored[0]
    assert (last.outcome, last.revision) == ("changed", 3)


def test_one_batch_may_hold_a_post_several_times(archive, make_post):
    post = make_post()
    stored = write_posts(archive, [post, make_post(2), post, replace(post, title="b")]).stored
    assert [s.outcome for s in stored] == ["new", "new", "same", "changed"]
    assert len({stored[i].post_id for i in (0, 2, 3)}) == 1


def test_a_post_met_under_a_second_address_is_the_same_post(archive, make_post):
    post = make_post()
    first = write_posts(archive, [post]).stored[0]
    mobile = "https://m.blog.example/2026/1"
    met = replace(
        post, url=mobile, fetch=replace(post.fetch, url=mobile, fetched_at=datetime.now(UTC))
    )
    again = write_posts(archive, [met]).stored[0]
    assert (again.post_id, again.outcome) == (first.post_id, "same")
    assert find_post(archive, mobile).post_id == first.post_id


def test_twins_that_say_the_same_are_one_post_at_its_first_address(archive, make_post):
    def at(path, **more):
        url = f"https://blog.example{path}"
        return make_post(url=url, canonical_url=url, platform_post_id=None, **more)

    first, *twins = write_posts(
        archive,
        [at(path) for path in ("/post/7/a-title", "/post/7", "/m/post/7", "/Post/7.html")],
    ).stored
    assert {(one.post_id, one.outcome) for one in twins} == {(first.post_id, "same")}
    (again,) = write_posts(archive, [at("/post/7")]).stored
    assert (again.post_id, again.post.canonical_url) == (first.post_id, first.post.canonical_url)
    others = [at("/post/8"), at("/post/7/b", body_text="Something else."), at("/post/7/other")]
    found = write_posts(archive, others).stored
    assert len({first.post_id, *(one.post_id for one in found)}) == 4
    # A calendar says one thing at each of its addresses: none but its twin is looked at.
    days = write_posts(archive, [at(f"/calendar/{day}/x") for day in range(8)]).stored
    (twin,) = write_posts(archive, [at("/calendar/7")]).stored
    assert twin.post_id == days[7].post_id
    assert len({one.post_id for one in days}) == 8
    # What is met there a week later has moved.
    later = make_post().fetch.fetched_at + timedelta(days=7)
    (moved,) = write_posts(archive, [at("/post/7.htm", at=later)]).stored
    assert moved.post_id == first.post_id
    assert [one.kind for one in iter_changes(archive) if one.post_id == moved.post_id] == [
        "new",
        "moved",
    ]


def test_a_long_text_of_one_minute_is_one_post_whatever_its_addresses(archive, make_post):
    def at(path, **more):
        url = f"https://blog.example{path}"
        text = {"body_text": "비가 와서 집에 있었다. " * 20, **more}
        return make_post(url=url, canonical_url=url, platform_post_id=None, **text)

    minute = Moment(at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC), precision="minute")
    paths = ("/s/7", "/print/7", "/entry/rain")
    stored = write_posts(archive, [at(path, published=minute) for path in paths]).stored
    assert {one.post_id for one in stored} == {stored[0].post_id}
    # A day may have two such posts, and a few words may be said twice.
    day = Moment(at=datetime(2026, 1, 2, tzinfo=UTC), precision="day")
    others = [at(path, published=day) for path in ("/t/8", "/print/8")]
    others += [at(path, published=minute, body_text="없음") for path in ("/t/9", "/print/9")]
    assert len({one.post_id for one in write_posts(archive, others).stored}) == 4


def test_a_moved_post_keeps_its_id(archive, make_post):
    post = make_post()
    first = write_posts(archive, [post]).stored[0]
    moved = make_post(1, url="https://blog.example/new/place", at=datetime.now(UTC))
    again = write_posts(archive, [moved]).stored[0]
    assert again.post_id == first.post_id
    assert find_post(archive, post.url).post_id == first.post_id
    assert find_post(archive, moved.url).post_id == first.post_id
    # And it is known by its new address when the platform's number is gone.
    third = replace(moved, platform_post_id=None)
    assert write_posts(archive, [third]).stored[0].post_id == first.post_id


def test_what_was_archived_from_a_feed_is_the_blogs_once_it_is_known(archive, make_post):
    home, feed = "https://blog.example/", "https://blog.example/feed"
    write_posts(archive, [make_post(site=feed)])
    assert come_home(archive, home, [feed, "https://blog.example/rss"]) == feed
    assert come_home(archive, home, [feed]) is None
    assert [stored.post.site for stored in iter_posts(archive)] == [home]
    # Where the blog is held beside it, both stay as they are.
    write_posts(archive, [make_post(2, site=feed)])
    assert come_home(archive, home, [feed]) is None
    assert homes(archive) == [home, feed]


def test_the_same_address_on_two_sites_is_two_posts(archive, make_post):
    post = make_post()
    stored = write_posts(archive, [post, replace(post, site="https://planet.example/")]).stored
    assert len({s.post_id for s in stored}) == 2


def test_a_signed_image_or_a_tracked_link_is_no_change(archive, make_post):
    post = make_post(
        images=(Image(url="https://i.example/a.jpg?Expires=1&Signature=abc&X-Amz-Date=1&v=2"),),
        links=(Link(url="https://x.example/?id=1&utm_source=rss"),),
    )
    write_posts(archive, [post])
    again = replace(
        post,
        images=(Image(url="https://i.example/a.jpg?Expires=2&Signature=def&X-Amz-Date=2&v=2"),),
        links=(Link(url="https://x.example/?utm_source=web&id=1"),),
    )
    assert write_posts(archive, [again]).stored[0].outcome == "same"
    other = replace(again, images=(Image(url="https://i.example/b.jpg"),))
    assert write_posts(archive, [other]).stored[0].outcome == "changed"


def test_touched_posts_were_seen_again(archive, make_post):
    stored = write_posts(archive, [make_post(n) for n in range(3)]).stored
    later = datetime(2027, 1, 1, tzinfo=UTC)
    seen = [(stored[1].post.url, later), ("https://blog.example/unknown", later)]
    assert touch_posts(archive, seen) == 1
    assert [s.last_seen_at == later for s in iter_posts(archive)] == [False, True, False]
    # Never backwards.
    touch_posts(archive, [(stored[1].post.url, later - timedelta(days=9))])
    assert find_post(archive, stored[1].post_id).last_seen_at == later


def test_names_that_a_careless_collation_folds_stay_apart(archive, make_post):
    tags = ("cafe", "café", "Café", "CAFE", "카페", "ß", "ss", "🇰🇷", "🇯🇵", "か", "が", "カ")
    (stored,) = write_posts(archive, [make_post(tags=tags)]).stored
    assert find_post(archive, stored.post_id).post.tags == tags


def test_hundreds_of_posts_come_back_in_order(archive, make_post):
    posts = [make_post(n) for n in range(230)]
    result = write_posts(archive, posts)
    assert [s.post for s in result.stored] == posts
    assert [s.post for s in iter_posts(archive)] == posts[::-1]


def test_many_rows_at_once_keep_every_character(archive, make_post):
    odd = [
        "\\N",
        "\\.",
        "a\tb",
        "a\nb",
        "a\\tb",
        "'a'\"b\"",
        "%s",
        "{a,b}",
        "",
        "NULL",
        "🇰🇷",
        " a ",
    ]
    links = tuple(
        Link(url=f"https://out.example/{n}", text=odd[n % len(odd)], href=f"/{n}\\")
        for n in range(60)
    )
    post = make_post(links=links, title="'\\")
    (stored,) = write_posts(archive, [post]).stored
    assert find_post(archive, stored.post_id).post.links == links


def test_times_keep_their_microseconds_offset_and_wording(archive, make_post):
    moment = Moment(
        at=datetime.fromisoformat("2024-07-03T23:59:59.123456-03:30"),
        offset_stated=False,
        raw="Jul 3",
    )
    (stored,) = write_posts(archive, [make_post(published=moment)]).stored
    found = find_post(archive, stored.post_id).post.published
    assert found == moment
    assert found.at.utcoffset() == timedelta(hours=-3.5)
