"""Where a post stands is changed by proof alone, and never touches what the post said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.archive.changes import iter_changes
from pipelines.archive.ledger import record_ledger
from pipelines.archive.query import find_post, revisions
from pipelines.archive.writer import touch_posts, write_posts
from pipelines.items import Moment
from tests.pipelines.archive.answered import answered

SITE = "https://blog.example/"
DAY = timedelta(days=1)
LATER = datetime(2026, 11, 10, tzinfo=UTC)


def crawl(archive, *found, at=LATER, run_id=None):
    """Record what a crawl that began at `at` was answered."""
    record_ledger(archive, SITE, at=at, sources=[], found=list(found), run_id=run_id)


def answer(post, outcome, reason=""):
    return answered(post.url, outcome=outcome, reason=reason)


def feed(archive):
    return [(change.kind, change.post_id) for change in iter_changes(archive)]


def fetched(post, at, **changes):
    return replace(post, fetch=replace(post.fetch, fetched_at=at), **changes)


@pytest.mark.parametrize(
    ("outcome", "reason", "state"),
    [
        ("gone", "404", "gone"),
        ("gone", "410", "gone"),
        ("gone", "error page", "gone"),
        ("gone", "sent home", "redirected"),
        ("no-post", "elsewhere", "redirected"),
        ("withheld", "protected", "protected"),
        ("withheld", "login", "protected"),
        ("withheld", "private", "protected"),
    ],
)
def test_an_answer_that_proves_something_moves_the_state(
    archive, make_post, outcome, reason, state
):
    post = make_post()
    (stored,) = write_posts(archive, [post]).stored
    crawl(archive, answer(post, outcome, reason))
    *_, change = iter_changes(archive)
    assert (change.kind, change.at, change.detail["reason"]) == (state, LATER, reason)
    assert change.detail["url"] == post.url
    found = find_post(archive, stored.post_id)
    assert found.post == post
    assert len(revisions(archive, stored.post_id)) == 1


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("failed", "500"),
        ("failed", "timeout"),
        ("failed", "connection"),
        ("failed", "worse"),
        ("no-post", "listing"),
        ("no-post", "empty"),
        ("robots", ""),
        ("waiting", "limit"),
        ("withheld", "403"),
    ],
)
def test_a_failure_proves_nothing(archive, make_post, outcome, reason):
    post = make_post()
    write_posts(archive, [post])
    crawl(archive, answer(post, outcome, reason))
    assert [kind for kind, _ in feed(archive)] == ["new"]


def test_one_refusal_among_answers_is_a_proof(archive, make_post):
    first, second = make_post(1), make_post(2)
    write_posts(archive, [first, second])
    crawl(archive, answer(first, "archived"), answer(second, "withheld", "403"))
    assert [kind for kind, _ in feed(archive)] == ["new", "new", "protected"]


def test_the_first_proof_stays_and_the_last_stands_beside_it(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    crawl(archive, answer(post, "gone", "404"))
    crawl(archive, answer(post, "gone", "410"), at=LATER + DAY)
    crawl(archive, answer(post, "failed", "500"), at=LATER + 2 * DAY)
    _, change = iter_changes(archive)
    assert (change.at, change.detail["reason"]) == (LATER, "404")
    assert change.detail["last_reason"] == "410"
    assert datetime.fromisoformat(change.detail["last_at"]) == LATER + DAY
    assert change.detail["times"] == 2


def test_a_post_that_answers_again_is_restored_with_its_edits(archive, make_post):
    post = make_post()
    (stored,) = write_posts(archive, [post]).stored
    crawl(archive, answer(post, "gone", "404"))
    write_posts(archive, [fetched(post, LATER + DAY)])
    crawl(archive, answer(post, "withheld", "protected"), at=LATER + 2 * DAY)
    again = fetched(post, LATER + 3 * DAY, body_text="고친 글")
    assert write_posts(archive, [again]).stored[0].revision == 2
    kinds = [kind for kind, _ in feed(archive)]
    assert kinds == ["new", "gone", "restored", "protected", "silent", "restored"]
    assert {post_id for _, post_id in feed(archive)} == {stored.post_id}


def test_not_modified_restores_too(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    crawl(archive, answer(post, "gone", "404"))
    touch_posts(archive, [(post.url, LATER - DAY)])
    assert feed(archive)[-1][0] == "gone"
    touch_posts(archive, [(post.url, LATER + DAY)])
    touch_posts(archive, [(post.url, LATER + 2 * DAY)])
    assert [kind for kind, _ in feed(archive)] == ["new", "gone", "restored"]


def test_an_old_page_does_not_bring_a_post_back(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    crawl(archive, answer(post, "gone", "404"))
    write_posts(archive, [fetched(post, LATER - DAY, title="from an import")])
    assert "restored" not in [kind for kind, _ in feed(archive)]


def test_a_post_seen_in_the_same_crawl_is_live_whatever_an_alias_answers(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    write_posts(archive, [fetched(post, LATER + DAY)])
    crawl(archive, answer(post, "gone", "404"))
    assert [kind for kind, _ in feed(archive)] == ["new"]


def test_an_alias_that_is_gone_takes_no_post_with_it(archive, make_post):
    post = make_post()
    alias = replace(post, fetch=replace(post.fetch, url=SITE + "?p=1"))
    write_posts(archive, [alias, fetched(post, post.fetch.fetched_at + DAY)])
    crawl(archive, answered(SITE + "?p=1", outcome="gone", reason="404"))
    assert [kind for kind, _ in feed(archive)] == ["new"]
    # Unless it is the address under which the post was fetched last.
    write_posts(
        archive, [replace(alias, fetch=replace(alias.fetch, fetched_at=LATER - timedelta(hours=1)))]
    )
    crawl(archive, answered(SITE + "?p=1", outcome="gone", reason="404"))
    assert [kind for kind, _ in feed(archive)] == ["new", "gone"]


def test_another_blog_has_no_say(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    record_ledger(
        archive,
        "https://planet.example/",
        at=LATER,
        sources=[],
        found=[answer(post, "gone", "404")],
    )
    assert [kind for kind, _ in feed(archive)] == ["new"]


# --- moves ------------------------------------------------------------------------------------


def at_new_address(post, at=LATER, **changes):
    """Return the post as met when its old address led to a new one."""
    new = SITE + "new/place"
    wire = replace(post.fetch, final_url=new, fetched_at=at)
    return replace(post, url=new, canonical_url=new, fetch=wire, **changes)


def test_a_post_whose_address_leads_to_a_new_one_keeps_its_id_and_is_told_as_moved(
    archive, make_post
):
    post = make_post(platform_post_id=None)
    (stored,) = write_posts(archive, [post]).stored
    moved = at_new_address(post, body_text="고친 글")
    assert write_posts(archive, [moved]).stored[0].post_id == stored.post_id
    write_posts(archive, [at_new_address(post, at=LATER + DAY, body_text="고친 글")])
    changes = list(iter_changes(archive))
    assert [change.kind for change in changes] == ["new", "silent", "moved"]
    assert (changes[2].detail["from"], changes[2].detail["to"]) == (post.url, moved.url)
    for address in (post.url, moved.url):
        assert find_post(archive, address).post_id == stored.post_id


def test_an_address_that_leads_to_another_post_is_redirected_not_moved(archive, make_post):
    old, other = make_post(1, platform_post_id=None), make_post(2, platform_post_id=None)
    first, second = write_posts(archive, [old, other]).stored
    led = replace(
        other, fetch=replace(other.fetch, url=old.url, final_url=other.url, fetched_at=LATER)
    )
    assert write_posts(archive, [led]).stored[0].post_id == second.post_id
    assert feed(archive)[-1] == ("redirected", first.post_id)
    assert find_post(archive, first.post_id).post == old


def test_an_address_that_leads_to_an_unknown_post_makes_a_new_one(archive, make_post):
    old = make_post(1, platform_post_id=None)
    (first,) = write_posts(archive, [old]).stored
    unlike = at_new_address(
        old,
        title="전혀 다른 글",
        body_text="다른 이야기",
        published=Moment(at=datetime(2026, 11, 9, tzinfo=UTC)),
    )
    (second,) = write_posts(archive, [unlike]).stored
    assert second.post_id != first.post_id
    assert ("redirected", first.post_id) in feed(archive)


def test_an_alias_that_leads_to_the_newest_post_moves_nothing(archive, make_post):
    def latest(n, at):
        post = make_post(n, platform_post_id=None)
        wire = replace(post.fetch, url=SITE + "latest", final_url=post.url, fetched_at=at)
        return replace(post, fetch=wire)

    stored = write_posts(archive, [latest(1, LATER), latest(2, LATER + DAY)]).stored
    assert stored[0].post_id != stored[1].post_id
    assert [kind for kind, _ in feed(archive)] == ["new", "new"]


def test_a_post_that_is_gone_and_back_elsewhere_is_the_same_post(archive, make_post):
    text = (
        "동네 책방이 다시 문을 열었습니다. 저녁마다 사람들이 모여 책을 읽고 이야기를 나눕니다. " * 2
    )
    # Too short for two addresses to be one by it alone.
    post, other = (make_post(n, platform_post_id=None, body_text=f"{text}{n}") for n in (1, 2))
    first, second = write_posts(archive, [post, other]).stored
    crawl(archive, answer(post, "gone", "404"))
    place = SITE + "posts/first"

    def there(one, at=LATER + DAY, url=place, **changes):
        wire = replace(one.fetch, url=url, final_url=url, fetched_at=at)
        return replace(one, url=url, canonical_url=url, fetch=wire, **changes)

    # Of another day it is another post; so is one whose like still stands.
    unlike = there(post, url=SITE + "a", published=Moment(at=datetime(2026, 11, 9, tzinfo=UTC)))
    copy = there(other, url=SITE + "b")
    ids = [stored.post_id for stored in write_posts(archive, [unlike, copy, there(post)]).stored]
    assert ids[2] == first.post_id
    assert not {first.post_id, second.post_id} & {*ids[:2]}
    changes = [change for change in iter_changes(archive) if change.post_id == first.post_id]
    assert [change.kind for change in changes] == ["new", "gone", "restored", "moved"]
    assert (changes[-1].detail["from"], changes[-1].detail["to"]) == (post.url, place)
    assert find_post(archive, post.url).post_id == find_post(archive, place).post_id


def built_anew(post, place, **changes):
    """Return the post as other software shows it, at an address to which nothing leads."""
    wire = replace(post.fetch, url=SITE + place, final_url=SITE + place, fetched_at=LATER + DAY)
    return replace(post, url=wire.url, canonical_url=wire.url, fetch=wire, **changes)


@pytest.mark.parametrize(
    ("sentences", "published", "same"),
    [
        # Less precise, and in another zone: one day, and no other.
        (2, Moment(at=datetime(2026, 1, 2, tzinfo=UTC), precision="day"), True),
        (2, Moment(at=datetime(2026, 1, 2, 0, 30, tzinfo=UTC)), True),
        (2, Moment(at=datetime(2026, 1, 1, tzinfo=UTC), precision="month"), False),
        (2, None, False),
        # The day of the move, as an importer gives to all: nobody writes a long text twice.
        (7, Moment(at=datetime(2026, 11, 9, tzinfo=UTC)), True),
        (7, None, True),
    ],
)
def test_a_blog_built_anew_keeps_its_posts_though_it_tells_their_dates_otherwise(
    archive, make_post, sentences, published, same
):
    text = "동네 책방이 다시 문을 열었습니다. 저녁마다 사람들이 모여 책을 읽습니다. " * sentences
    post = make_post(1, platform_post_id=None, body_text=text)
    (first,) = write_posts(archive, [post]).stored
    crawl(archive, answer(post, "gone", "404"))
    (again,) = write_posts(archive, [built_anew(post, "posts/1", published=published)]).stored
    assert (again.post_id == first.post_id) is same


def test_a_post_that_was_edited_as_it_moved_without_a_redirect_is_the_same(archive, make_post):
    text = (
        "동네 책방이 다시 문을 열었습니다. 저녁마다 사람들이 모여 책을 읽고 이야기를 나눕니다. "
        "처음 온 사람에게는 따뜻한 차를 한 잔 건네고, 읽던 책의 제목을 물어봅니다. "
    )
    other = (
        "어제는 강을 따라 오래 걸었습니다. 물이 불어 다리 아래로는 갈 수 없었고 바람이 찼습니다. "
        * 2
    )
    post = make_post(1, platform_post_id=None, body_text=text)
    (first,) = write_posts(archive, [post]).stored
    crawl(archive, answer(post, "gone", "404"))
    edited = text.replace("한 잔", "두 잔")
    later = Moment(at=datetime(2026, 11, 9, tzinfo=UTC))
    strangers = [
        built_anew(post, "posts/2", body_text=other),
        built_anew(post, "posts/3", body_text=edited, published=later),
        built_anew(post, "posts/4", body_text=edited, title="다른 글"),
    ]
    there = [one.post_id for one in write_posts(archive, strangers).stored]
    assert first.post_id not in there
    (again,) = write_posts(archive, [built_anew(post, "posts/1", body_text=edited)]).stored
    assert again.post_id == first.post_id
    told = [change.kind for change in iter_changes(archive) if change.post_id == first.post_id]
    assert sorted(told) == ["gone", "moved", "new", "restored", "silent"]
    # So is one that was but called otherwise.
    crawl(archive, answered(SITE + "posts/1", outcome="gone", reason="404"), at=LATER + 2 * DAY)
    named = built_anew(post, "posts/5", body_text=edited, title="책방 이야기 (고침)")
    wire = replace(named.fetch, fetched_at=LATER + 3 * DAY)
    (named_anew,) = write_posts(archive, [replace(named, fetch=wire)]).stored
    assert named_anew.post_id == first.post_id


def test_of_two_posts_that_say_the_same_each_is_back_by_its_day(archive, make_post):
    text = "동네 책방이 다시 문을 열었습니다. 저녁마다 사람들이 모여 책을 읽습니다. " * 7
    posts = [make_post(n, platform_post_id=None, title="공지", body_text=text) for n in (1, 2, 3)]
    ids = [one.post_id for one in write_posts(archive, posts).stored]
    crawl(archive, *(answer(post, "gone", "404") for post in posts))
    moved = Moment(at=datetime(2026, 11, 9, tzinfo=UTC))
    anew = [
        built_anew(posts[1], "b", published=moved),
        built_anew(posts[2], "c"),
        built_anew(posts[0], "a"),
    ]
    assert [one.post_id for one in write_posts(archive, anew).stored] == [ids[1], ids[2], ids[0]]
