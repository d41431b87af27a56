"""A page that names another post's address as its own does not become that post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.archive import Archive
from pipelines.archive.forget_target import find_target
from pipelines.archive.query import find_post
from pipelines.archive.writer import write_posts
from pipelines.items import Moment, Post
from pipelines.urls import url_hash

SITE = "https://blog.example/"
MakePost = Callable[..., Post]


def at(post: Post, path: str, **changes: object) -> Post:
    """Return the post as read at `path`, where it names its old address as its own."""
    url = SITE + path
    fetch = replace(post.fetch, url=url, final_url=url, fetched_at=post.fetch.fetched_at + DAY)
    return replace(post, fetch=fetch, url=url, platform_post_id=None, **changes)  # type: ignore[arg-type]


DAY = timedelta(days=1)


def hijack(post: Post) -> Post:
    assert post.published is not None
    later = Moment(at=post.published.at + 40 * DAY)
    return at(post, "hijack", title="가로채기", body_text="다른 말만 합니다.", published=later)


def text_at(archive: Archive, url: str) -> str:
    found = find_post(archive, url)
    assert found is not None
    return found.post.body_text


def test_what_is_held_stays_and_the_page_stands_for_itself(
    archive: Archive, make_post: MakePost
) -> None:
    good = replace(make_post(), platform_post_id=None)
    write_posts(archive, [good])
    write_posts(archive, [hijack(good)])
    assert text_at(archive, good.url) == good.body_text
    assert text_at(archive, SITE + "hijack") == "다른 말만 합니다."


def test_the_post_that_comes_later_takes_its_address_back(
    archive: Archive, make_post: MakePost
) -> None:
    good = replace(make_post(), platform_post_id=None)
    for posts in ([hijack(good), good], [good]):
        write_posts(archive, posts)
    assert text_at(archive, good.url) == good.body_text
    assert text_at(archive, SITE + "hijack") == "다른 말만 합니다."


def test_of_pages_written_together_that_name_one_address_each_stands_for_itself(
    archive: Archive, make_post: MakePost
) -> None:
    made = replace(make_post(), platform_post_id=None)
    assert made.published is not None
    named = [
        at(
            made,
            f"read?no={number}",
            title=f"{number}번째 글",
            body_text=f"{number}번째 글입니다.",
            published=Moment(at=made.published.at + number * DAY),
        )
        for number in (1, 2, 3)
    ]
    stored = write_posts(
        archive, [named[0], at(named[0], "m/1", body_text="줄인 글"), *named[1:]]
    ).stored
    assert [post.outcome for post in stored] == ["new", "changed", "new", "new"]
    assert stored[0].post_id == stored[1].post_id
    for number in (2, 3):
        assert text_at(archive, SITE + f"read?no={number}") == f"{number}번째 글입니다."


@pytest.mark.parametrize("together", [True, False])
def test_of_two_pages_that_name_each_other_each_stands_for_itself(
    together: bool, archive: Archive, make_post: MakePost
) -> None:
    made = replace(make_post(), platform_post_id=None)
    one = at(made, "one", canonical_url=SITE + "two")
    other = replace(hijack(made), canonical_url=SITE + "one")
    other = replace(at(other, "two"), canonical_url=SITE + "one")
    # Once more each, as the next run reads them.
    for posts in ([[one, other]] if together else [[one], [other]]) + [[other], [one]]:
        write_posts(archive, posts)
    assert text_at(archive, SITE + "one") == one.body_text
    assert text_at(archive, SITE + "two") == other.body_text


@pytest.mark.parametrize("order", ["0123", "2031"])
@pytest.mark.parametrize("together", [1, 4])
def test_of_pages_that_each_name_the_next_one_each_stands_for_itself(
    order: str, together: int, archive: Archive, make_post: MakePost
) -> None:
    """A theme that takes its neighbour's address for a page's own does so on every page."""
    pages = [
        at(make_post(n), f"{n}", canonical_url=f"{SITE}{(n + 1) % 4}", body_text=f"{n}번째 글.")
        for n in range(4)
    ]
    for way in (order, order[::-1]):
        for start in range(0, 4, together):
            write_posts(archive, [pages[int(n)] for n in way[start : start + together]])
        assert [text_at(archive, page.url) for page in pages] == [one.body_text for one in pages]


def test_a_page_that_names_what_shows_the_newest_post_is_not_that_post(
    archive: Archive, make_post: MakePost
) -> None:
    newest = replace(make_post(), platform_post_id=None)
    (stored,) = write_posts(archive, [newest]).stored
    shown = at(newest, "read")
    (again,) = write_posts(archive, [shown]).stored
    assert again.post_id == stored.post_id
    (other,) = write_posts(archive, [replace(hijack(newest), canonical_url=SITE + "read")]).stored
    assert other.outcome == "new"
    assert text_at(archive, newest.url) == newest.body_text
    assert text_at(archive, SITE + "hijack") == "다른 말만 합니다."


def test_what_shows_the_newest_post_becomes_none_that_it_showed(
    archive: Archive, make_post: MakePost
) -> None:
    newest = replace(make_post(), platform_post_id=None)
    write_posts(archive, [newest])
    write_posts(archive, [at(newest, "read")])
    newer = at(hijack(newest), "read", canonical_url=SITE + "read")
    (shown,) = write_posts(archive, [newer]).stored
    assert shown.outcome == "new"
    assert text_at(archive, newest.url) == newest.body_text
    assert text_at(archive, SITE + "read") == newer.body_text


def test_a_copy_is_the_post(archive: Archive, make_post: MakePost) -> None:
    good = replace(make_post(), platform_post_id=None)
    (stored,) = write_posts(archive, [good]).stored
    (copy,) = write_posts(archive, [at(good, "m/1", body_text="줄인 글")]).stored
    assert copy.post_id == stored.post_id


def test_a_copy_that_was_met_before_may_say_something_else(
    archive: Archive, make_post: MakePost
) -> None:
    good = replace(make_post(), platform_post_id=None)
    (stored,) = write_posts(archive, [good]).stored
    write_posts(archive, [at(good, "hijack")])
    assert write_posts(archive, [hijack(good)]).stored[0].post_id == stored.post_id


def test_a_page_that_names_a_post_of_another_blog_of_its_host_stands_for_itself(
    archive: Archive, make_post: MakePost
) -> None:
    def of(blog: str, path: str, text: str) -> Post:
        made = at(make_post(), blog + path, body_text=text, canonical_url=SITE + blog + path)
        return replace(made, site=SITE + blog)

    theirs = of("@kim/", "1", "김의 글입니다.")
    ours = replace(of("@lee/", "x", "이의 글은 다릅니다."), canonical_url=theirs.url)
    write_posts(archive, [theirs])
    (stored,) = write_posts(archive, [ours]).stored
    assert stored.outcome == "new"
    assert any("another blog" in warning for warning in stored.post.warnings)
    assert text_at(archive, theirs.url) == theirs.body_text
    assert text_at(archive, ours.url) == ours.body_text
    # Who forgets their blog or ours takes nothing of the other.
    target = find_target(archive, ours.site)
    assert target is not None
    assert url_hash(theirs.url) not in target.hashes
    assert url_hash(ours.url) in target.hashes


def test_a_blog_that_is_archived_beside_a_folder_of_it_keeps_its_addresses(
    archive: Archive, make_post: MakePost
) -> None:
    folder = SITE + "blog/"
    write_posts(archive, [at(replace(make_post(), site=folder), "blog/7")])
    short = at(make_post(9), "?p=9", canonical_url=folder + "9")
    (stored,) = write_posts(archive, [replace(short, site=SITE)]).stored
    assert stored.post.canonical_url == folder + "9"


def test_a_blog_for_phones_names_the_addresses_of_the_whole_host(
    archive: Archive, make_post: MakePost
) -> None:
    phone = at(replace(make_post(), site=SITE + "m/"), "m/7", canonical_url=SITE + "7")
    write_posts(archive, [replace(make_post(9), site=SITE)])
    (stored,) = write_posts(archive, [phone]).stored
    assert stored.post.canonical_url == SITE + "7"
