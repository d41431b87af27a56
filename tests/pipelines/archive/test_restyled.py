"""What changes alike on most posts of a blog in one crawl is told as the theme's, and no edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.archive.changes import iter_changes
from pipelines.archive.ledger import record_ledger
from pipelines.archive.writer import touch_posts, write_posts
from pipelines.items import Image, Moment

LATER = datetime(2026, 11, 10, tzinfo=UTC)
LIKE = "이 글이 도움이 되셨다면 공감을 눌러 주세요!"


def seen(post, **changes):
    """Return a post as the later crawl found it."""
    at = LATER + timedelta(minutes=1)
    return replace(post, fetch=replace(post.fetch, fetched_at=at), **changes)


def with_lines(post, *, before=(), after=()):
    return {"body_text": "\n".join((*before, post.body_text, *after))}


def crawled(archive, held, now):
    """Return the kind and the fields of what a crawl told that found `now` in place of `held`."""
    write_posts(archive, held)
    return crawl(archive, now)


def crawl(archive, now):
    """Store `now` as one run of a crawl did; return the kind and the fields of what is told."""
    write_posts(archive, now)
    record_ledger(archive, "https://blog.example/", at=LATER, sources=[])
    return [(one.kind, one.fields) for one in iter_changes(archive) if one.kind != "new"]


def exact(post):
    at = post.published.at + timedelta(seconds=post.published.at.day)
    return {"published": Moment(at=at, precision="second")}


ALIKE = {
    "a line below": lambda post: with_lines(post, after=(LIKE,)),
    "a box of as many lines": lambda post: with_lines(
        post, before=("요약", f"{post.title}, 하나", f"{post.title}, 둘")
    ),
    "contents": lambda post: with_lines(post, before=("목차", "둘째 문단 안녕하세요")),
    "a count": lambda post: with_lines(post, after=(f"조회 {post.published.at.day}",)),
    "seconds": exact,
    "another name of the author": lambda post: {"authors": ("모루의 작업실", "Zoë")},
    "categories no more": lambda post: {"categories": ()},
}


@pytest.mark.parametrize("what", ALIKE)
def test_what_most_posts_say_otherwise_alike_is_restyled(archive, make_post, what):
    held = [make_post(n) for n in range(1, 8)]
    now = [seen(post, **ALIKE[what](post)) for post in held]
    assert {kind for kind, _ in crawled(archive, held, now)} == {"restyled"}


def test_an_edit_among_them_keeps_its_word_and_its_own_fields(archive, make_post):
    held = [make_post(n) for n in range(1, 8)]
    now = [seen(post, **with_lines(post, after=(LIKE,))) for post in held]
    now[2] = replace(now[2], title="고친 제목")
    now[3] = replace(now[3], body_text=f"{held[3].body_text}\n덧붙인 문단\n{LIKE}")
    told = crawled(archive, held, now)
    assert [one for one in told if one[0] != "restyled"] == [
        ("silent", ("title",)),
        ("silent", ("body",)),
    ]
    assert len(told) == 7


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            [lambda post: with_lines(post, after=(LIKE,))] * 4 + [lambda post: {}] * 9,
            id="the fewer posts",
        ),
        pytest.param(
            [lambda post: with_lines(post, after=(f"{post.title}에 덧붙입니다.",))] * 8,
            id="each its own line",
        ),
        pytest.param([lambda post: with_lines(post, after=(LIKE,))] * 3, id="three posts"),
    ],
)
def test_what_few_posts_or_each_otherwise_say_are_edits(archive, make_post, changes):
    held = [make_post(n) for n in range(1, len(changes) + 1)]
    now = [seen(post, **change(post)) for post, change in zip(held, changes, strict=True)]
    assert {kind for kind, _ in crawled(archive, held, now)} == {"silent"}


BY_HAND = {
    "tags of posts without any": ({"tags": ()}, lambda post: {"tags": (post.title,)}),
    "pictures of posts without any": (
        {"images": ()},
        lambda post: {"images": (Image(url=f"https://img.example/{post.platform_post_id}.png"),)},
    ),
    "a short line, each its own": (
        {},
        lambda post: with_lines(post, after=(f"이어지는 글: {post.title} 2",)),
    ),
    "sources below a heading": (
        {},
        lambda post: with_lines(post, after=("참고한 책", f"{post.title}의 역사, 한빛출판사")),
    ),
    "a line, at a time that the page states": (
        {},
        lambda post: {
            **with_lines(post, after=(LIKE,)),
            "modified": Moment(at=LATER, precision="second"),
        },
    ),
}


@pytest.mark.parametrize("what", BY_HAND)
def test_what_a_hand_does_at_some_posts_of_a_small_blog_is_no_theme(archive, make_post, what):
    before, edit = BY_HAND[what]
    held = [make_post(n, **before) for n in range(1, 13)]
    write_posts(archive, held)
    touch_posts(archive, [(post.url, LATER + timedelta(minutes=1)) for post in held])
    told = crawl(archive, [seen(post, **edit(post)) for post in held[:4]])
    assert len(told) == 4
    assert "restyled" not in {kind for kind, _ in told}


def test_a_crawl_of_the_newest_posts_tells_no_theme(archive, make_post):
    held = [make_post(n) for n in range(1, 16)]
    write_posts(archive, held)
    newest = [seen(post, **with_lines(post, after=(LIKE,))) for post in held[-4:]]
    assert {kind for kind, _ in crawl(archive, newest)} == {"silent"}


def test_a_crawl_of_two_runs_is_weighed_as_one(archive, make_post):
    held = [make_post(n) for n in range(1, 13)]
    write_posts(archive, held)
    now = [seen(post, **with_lines(post, after=(LIKE,))) for post in held]
    crawl(archive, now[:10])
    assert [kind for kind, _ in crawl(archive, now[10:])] == ["restyled"] * 12
