"""Near duplicates: what is alike is brought together, whatever comes first."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from pipelines.archive import duplicates
from pipelines.archive.clusters import cluster_of, list_clusters
from pipelines.archive.duplicates import count_unseen, find_duplicates
from pipelines.archive.models import Post, TextBand, TextPrint
from pipelines.archive.writer import write_posts
from pipelines.items import Moment


def body(seed, *, changed=0):
    draw = random.Random(seed)
    words = ["".join(draw.choices("가나다라마바사아자차", k=3)) for _ in range(150)]
    for n in range(changed):
        words[n * 7] = f"다른말{n}"
    return " ".join(words)


def on(make_post, number, text, *, month=1, blog="blog.example"):
    """Return a post of a blog, published in a month of 2026, with this text."""
    url = f"https://{blog}/2026/{number}"
    moment = Moment(at=datetime(2026, month, 1, tzinfo=UTC) + timedelta(hours=number))
    fetch = replace(make_post(number).fetch, url=url, final_url=url)
    more = {"site": f"https://{blog}/", "url": url, "published": moment, "fetch": fetch}
    return make_post(number, body_text=text, **more)


def edited(post, text):
    later = replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(days=9))
    return replace(post, body_text=text, fetch=later)


def numbers(cluster):
    return [int(post.url.rpartition("/")[2]) for post in cluster.posts]


def test_copies_and_near_copies_form_a_cluster_the_earliest_first(archive, make_post):
    write_posts(
        archive,
        [
            on(make_post, 1, body(1), month=3),
            on(make_post, 2, body(1, changed=3), month=2, blog="other.example"),
            on(make_post, 3, body(3)),
            on(make_post, 4, body(1).replace(" ", "\n") + "!", month=4, blog="third.example"),
            on(make_post, 5, "짧은 글"),
            on(make_post, 6, "짧은 글", blog="other.example"),
        ],
    )
    assert find_duplicates(archive) == 6
    (cluster,) = list_clusters(archive)
    assert numbers(cluster) == [2, 1, 4]
    assert cluster.sites == 3
    by_number = dict(zip(numbers(cluster), cluster.posts, strict=True))
    assert by_number[1].text_hash == by_number[4].text_hash != by_number[2].text_hash
    assert by_number[1].likeness == by_number[4].likeness == 1.0
    assert 0.7 <= by_number[2].likeness < 1.0
    assert cluster_of(archive, by_number[4].post_id) == cluster


def test_what_was_looked_at_is_not_looked_at_again(archive, make_post, monkeypatch):
    monkeypatch.setattr(duplicates, "BATCH", 2)
    write_posts(archive, [on(make_post, n, body(n % 2)) for n in range(1, 6)])
    assert count_unseen(archive) == 5
    told = []
    assert find_duplicates(archive, told.append) == 5
    assert told == [2, 4, 5]
    assert find_duplicates(archive) == 0
    write_posts(archive, [on(make_post, 6, body(0))])
    assert count_unseen(archive) == 1
    assert find_duplicates(archive) == 1
    assert sorted(map(numbers, list_clusters(archive))) == [[1, 3, 5], [2, 4, 6]]


def test_batches_find_what_one_transaction_finds(archive, make_post, monkeypatch):
    texts = [body(n % 4, changed=n % 3) for n in range(1, 21)]
    write_posts(archive, [on(make_post, n, text) for n, text in enumerate(texts, 1)])
    find_duplicates(archive)
    at_once = [numbers(one) for one in list_clusters(archive)]
    archive.write(lambda connection: connection.execute(delete(TextBand)).rowcount)
    archive.write(lambda connection: connection.execute(delete(TextPrint)).rowcount)
    monkeypatch.setattr(duplicates, "BATCH", 3)
    find_duplicates(archive)
    assert [numbers(one) for one in list_clusters(archive)] == at_once
    assert len(at_once) == 4


def test_an_edited_post_leaves_its_cluster_and_the_others_are_looked_at_again(archive, make_post):
    first, bridge, last = (on(make_post, n, body(1, changed=6 * (n - 1))) for n in (1, 2, 3))
    write_posts(archive, [first, bridge, last])
    find_duplicates(archive)
    assert [numbers(one) for one in list_clusters(archive)] == [[1, 2, 3]]
    write_posts(archive, [edited(bridge, body(7))])
    assert find_duplicates(archive) == 3
    for cluster in list_clusters(archive):
        assert 2 not in numbers(cluster)
    write_posts(archive, [edited(edited(bridge, body(7)), body(1, changed=6))])
    find_duplicates(archive)
    assert [numbers(one) for one in list_clusters(archive)] == [[1, 2, 3]]


def test_a_post_that_is_like_two_clusters_makes_them_one(archive, make_post):
    whole = body(1).split(" ")
    ends = " ".join(whole[:100]), " ".join(whole[50:])
    write_posts(archive, [on(make_post, n, ends[n % 2]) for n in (1, 2, 3, 4)])
    find_duplicates(archive)
    assert sorted(map(numbers, list_clusters(archive))) == [[1, 3], [2, 4]]
    write_posts(archive, [on(make_post, 5, " ".join(whole[:130]))])
    write_posts(archive, [on(make_post, 6, " ".join(whole[15:]))])
    find_duplicates(archive)
    assert [numbers(one) for one in list_clusters(archive)] == [[1, 2, 3, 4, 5, 6]]


def test_a_deleted_post_leaves_no_cluster_of_one(archive, make_post):
    stored = write_posts(archive, [on(make_post, n, body(1)) for n in (1, 2)]).stored
    find_duplicates(archive)
    gone = stored[0].post_id
    archive.write(lambda c: c.execute(delete(Post).where(Post.id == gone)).rowcount)
    assert list_clusters(archive) == []
    assert cluster_of(archive, stored[1].post_id) is None


def test_a_text_that_hundreds_have_is_compared_with_few(archive, make_post, monkeypatch):
    monkeypatch.setattr(duplicates, "FULL", 3)
    monkeypatch.setattr(duplicates, "BATCH", 4)
    write_posts(archive, [on(make_post, n, body(1)) for n in range(1, 12)])
    assert find_duplicates(archive) == 11
    with archive.reading() as connection:
        count = select(func.count()).select_from(TextBand).group_by(TextBand.band)
        assert set(connection.scalars(count)) == {3}


@pytest.mark.parametrize("across", [False, True])
def test_clusters_are_chosen_by_blog(archive, make_post, across):
    write_posts(
        archive,
        [
            on(make_post, 1, body(1)),
            on(make_post, 2, body(1), blog="other.example"),
            on(make_post, 3, body(3), blog="other.example"),
            on(make_post, 4, body(3), blog="other.example"),
        ],
    )
    find_duplicates(archive)
    found = [numbers(one) for one in list_clusters(archive, across=across)]
    assert found == ([[1, 2]] if across else [[1, 2], [3, 4]])
    assert [numbers(one) for one in list_clusters(archive, site="blog.example")] == [[1, 2]]
    assert len(list_clusters(archive, limit=1)) == 1
