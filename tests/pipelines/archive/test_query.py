"""What can be asked of an archive."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.archive.changes import iter_changes
from pipelines.archive.engine import NoInstant
from pipelines.archive.fetches import FetchRow, record_fetches, validators
from pipelines.archive.query import (
    archive_stats,
    find_post,
    iter_records,
    list_posts,
    paging,
)
from pipelines.archive.search import search_posts
from pipelines.archive.writer import write_posts
from pipelines.record import RECORD_KEYS
from pipelines.urls import url_hash

SITE = "https://blog.example/"
NAIVE = datetime(2026, 1, 4, tzinfo=UTC).replace(tzinfo=None)


def test_a_record_has_the_documented_keys_in_order(archive, make_post):
    write_posts(archive, [make_post()])
    (record,) = iter_records(archive)
    assert tuple(record) == RECORD_KEYS
    assert record["published"] == "2026-01-02T09:30:00+09:00"
    assert record["first_seen"] == record["last_seen"] == "2026-11-01T03:04:05.678901+00:00"


def test_records_are_chosen_by_site_time_and_tag(archive, make_post):
    posts = [make_post(n, tags=("even" if n % 2 == 0 else "odd",)) for n in range(1, 6)]
    apart = unicodedata.normalize("NFD", "둘째")
    posts.append(make_post(6, tags=("even", apart)))
    posts.append(make_post(9, url="https://www.other.example/9", site="https://www.other.example/"))
    write_posts(archive, posts)

    def days(**choice):
        return [record["published"][8:10] for record in iter_records(archive, **choice)]

    assert days() == ["10", "07", "06", "05", "04", "03", "02"]
    assert days(site="other.example") == days(site="http://other.example") == ["10"]
    assert days(site="blog.example", limit=2) == ["07", "06"]
    assert days(tag="even") == ["07", "05", "03"]
    assert days(tag="even", site="blog.example") == ["07", "05", "03"]
    assert days(tag="Even") == []
    assert days(tag=apart) == days(tag="둘째", site="blog.example") == days(tag="둘째") == ["07"]
    # Since is part of the time, until is not; both are instants, not local days.
    since, until = datetime(2026, 1, 4, 0, 30, tzinfo=UTC), datetime(2026, 1, 6, 0, 30, tzinfo=UTC)
    assert days(since=since, until=until) == ["05", "04"]


@pytest.mark.parametrize("since", ["2026-01-04", date(2026, 1, 4), NAIVE])
def test_a_time_that_is_no_instant_is_said_to_be_none(archive, make_post, since):
    write_posts(archive, [make_post()])
    for ask in (
        lambda: list(iter_records(archive, since=since)),
        lambda: list_posts(archive, until=since),
        lambda: search_posts(archive, "동맹", since=since),
        lambda: list(iter_changes(archive, until=since)),
    ):
        with pytest.raises(NoInstant, match="give a datetime with its zone"):
            ask()


def test_a_post_without_a_date_is_listed_when_it_was_first_seen(archive, make_post):
    write_posts(archive, [make_post(1, published=None), make_post(2)])
    assert [line.published is None for line in list_posts(archive)] == [True, False]


def test_pages_of_a_list_meet_without_gap_or_double(archive, make_post):
    # Many at the same instant: the order must hold among equals.
    same = make_post(1).published
    write_posts(archive, [make_post(n, published=same) for n in range(7)])
    first = list_posts(archive, limit=3)
    second = list_posts(archive, limit=3, after=first[-1].cursor)
    third = list_posts(archive, limit=3, after=second[-1].cursor)
    ids = [line.post_id for line in (*first, *second, *third)]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 7


def test_posts_of_a_language_are_found_among_many_others(archive, make_post, monkeypatch):
    # So few are gone through in order that the index has to name the others.
    monkeypatch.setattr(paging, "WALK", 2)
    same = make_post(1).published
    other = "https://other.example/"
    posts = [
        make_post(n, language=("ko", "pt", "pt-BR", "ko", "")[n % 5], **changes)
        for n in range(40)
        for changes in [
            {"published": same} if n % 4 else {},
            {"site": other, "url": f"{other}{n}"} if n % 3 else {},
        ][n % 2 :][:1]
    ]
    write_posts(archive, posts)
    everything = list_posts(archive, limit=100)
    since = same.utc + timedelta(days=3)

    def wanted(*codes, **choice):
        return [
            line.post_id
            for line in everything
            if line.language in codes
            and ("site" not in choice or line.site == choice["site"])
            and ("since" not in choice or line.listed_at >= choice["since"])
        ]

    def paged(**choice):
        found = list_posts(archive, **choice, limit=3)
        while more := list_posts(archive, **choice, limit=3, after=found[-1].cursor):
            found += more
        return [line.post_id for line in found]

    assert len(everything) == 40
    assert paged(language="pt") == wanted("pt", "pt-BR")
    assert paged(language="PT-br") == wanted("pt-BR")
    assert paged(language="ko", site=other) == wanted("ko", site=other)
    assert paged(language="pt", since=since) == wanted("pt", "pt-BR", since=since)
    assert [record["language"] for record in iter_records(archive, language="pt")] == [
        line.language for line in everything if line.language in ("pt", "pt-BR")
    ]
    assert list_posts(archive, language="xx") == list_posts(archive, language="p") == []
    # More at one time than the index is asked to name.
    monkeypatch.setattr(paging, "MOST_NAMED", 10)
    assert paged(language="ko") == wanted("ko")


def test_a_post_is_found_by_number_and_by_any_of_its_addresses(archive, make_post):
    post = make_post(url="https://blog.example/글/1/")
    fetch = replace(post.fetch, url="http://short.example/x", final_url=post.url)
    (stored,) = write_posts(archive, [replace(post, fetch=fetch)]).stored
    for asked in (
        stored.post_id,
        str(stored.post_id),
        "https://blog.example/글/1/",
        "http://www.blog.example/%EA%B8%80/1?utm_source=x#top",
        "http://short.example/x",
    ):
        assert find_post(archive, asked).post_id == stored.post_id
    for asked in (10**30, "0", "", "https://blog.example/2", "no address"):
        assert find_post(archive, asked) is None


def test_figures_count_what_is_there(archive, make_post):
    write_posts(archive, [make_post(n) for n in range(3)])
    figures = archive_stats(archive)
    assert (figures["sites"], figures["posts"], figures["revisions"]) == (1, 3, 3)
    (site,) = figures["per_site"]
    assert (site["site"], site["posts"], site["platform"]) == (SITE, 3, "jekyll")
    assert site["newest"].startswith("2026-01-03T00:30")


def test_figures_of_an_empty_archive_are_zero(archive):
    figures = archive_stats(archive)
    assert {value for value in figures.values() if isinstance(value, int)} == {0}
    assert figures["per_site"] == []


def test_validators_are_those_of_the_last_whole_fetch_by_every_address(archive, make_post):
    post = make_post()
    asked = replace(post.fetch, url="https://blog.example/?p=1", etag='"old"')
    write_posts(archive, [replace(post, fetch=asked)])
    later = post.fetch.fetched_at + timedelta(days=1)
    write_posts(archive, [replace(post, fetch=replace(post.fetch, etag='"new"', fetched_at=later))])
    known = validators(archive, "http://blog.example")
    assert set(known) == {url_hash(post.url), url_hash(asked.url)}
    assert {validator.etag for validator in known.values()} == {'"new"'}
    assert known[url_hash(post.url)].last_modified == post.fetch.last_modified
    assert known[url_hash(post.url)].canonical_url == post.url
    assert validators(archive, "https://other.example/") == {}


def test_a_fetch_is_recorded_once(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    at = post.fetch.fetched_at
    rows = [
        FetchRow(url=post.url, fetched_at=at, status=200, outcome="post"),
        FetchRow(url=SITE, fetched_at=at, status=200, outcome="index"),
        FetchRow(url=f"{SITE}x\x00", fetched_at=at, outcome="failed", error="time\x00out" * 200),
    ]

    def record(connection):
        return record_fetches(connection, None, None, rows)

    assert archive.write(record) == 2
    assert archive.write(record) == 0
    assert archive_stats(archive)["fetches"] == 3
