"""The frontier on each database: what is leased, given back, adopted, merged and taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from pipelines.archive import Archive, frontier, runs
from pipelines.archive.frontier import Address, Crawl
from pipelines.archive.models import FoundAddress, Run, table_of
from pipelines.archive.writer import write_posts
from pipelines.items import Entry
from pipelines.urls import url_hash

SITE = "https://blog.example/"
DAY = timedelta(days=1)


def _begin(archive: Archive, *, site: str = SITE, within: timedelta = DAY) -> Crawl:
    run_id = runs.begin_run(archive, spider="blog", site=site, args={})
    return _begin_as(archive, run_id, site=site, within=within)


def _begin_as(archive: Archive, run_id: int, *, site: str = SITE, within: timedelta = DAY) -> Crawl:
    return archive.write(
        lambda connection: frontier.begin_crawl(connection, site, run_id, resume_within=within)
    )


def _end(archive: Archive, crawl: Crawl, code: int = 0) -> None:
    runs.end_run(archive, crawl.run_id, exit_code=code, reason="", stats={})


def _url(name: str | int) -> str:
    return f"https://blog.example/{name}"


def _write(archive: Archive, crawl: Crawl, *names: str | int, **values: Any) -> None:
    rows = [
        Address(
            url_hash=url_hash(_url(name)),
            url=_url(name),
            place=name if isinstance(name, int) else 0,
            **{"state": "due", "entries": (Entry(url=_url(name)),), **values},
        )
        for name in names
    ]
    archive.write(lambda connection: frontier.write_addresses(connection, crawl, rows, {}))


def _lease(
    archive: Archive, crawl: Crawl, count: int = 1000, lease: Any = frontier.lease, **more: Any
) -> list[str]:
    found = archive.write(lambda c: lease(c, crawl, count, **more))
    assert all(one.state == "leased" for one in found)
    return [one.url.rpartition("/")[2] for one in found]


def _states(archive: Archive, crawl: Crawl) -> dict[str, int]:
    return archive.write(lambda connection: frontier.count_states(connection, crawl))


def _do(archive: Archive, function: Callable[..., Any], *args: Any) -> Any:
    return archive.write(lambda connection: function(connection, *args))


def _rows(archive: Archive) -> dict[str, Any]:
    with archive.reading() as connection:
        found = connection.execute(select(table_of(FoundAddress))).all()
    return {row.url.rpartition("/")[2]: row for row in found}


def test_what_is_due_is_leased_once_and_in_the_order_of_its_place(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 3, 1, 2)
    _write(archive, crawl, frontier.FIRST)
    assert _lease(archive, crawl, only_first=True) == [str(frontier.FIRST)]
    assert _lease(archive, crawl, 2) == ["1", "2"]
    assert _lease(archive, crawl) == ["3"]
    assert _lease(archive, crawl) == []
    assert {row.leased_by for row in _rows(archive).values()} == {crawl.run_id}


def test_what_was_leased_and_not_asked_for_is_given_back(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 1, 2)
    assert _lease(archive, crawl, 1) == ["1"]
    _do(archive, frontier.release, crawl)
    assert _states(archive, crawl) == {"due": 2}
    assert _lease(archive, crawl) == ["1", "2"]


def test_the_lease_of_a_killed_run_goes_to_the_next(archive):
    killed = _begin(archive)
    _write(archive, killed, 1, 2)
    _lease(archive, killed)
    crawl = _begin(archive)
    assert (crawl.id, crawl.began_at) == (killed.id, killed.began_at)
    assert _lease(archive, crawl) == ["1", "2"]


def test_what_failed_before_a_crawl_broke_off_is_due_again_when_it_goes_on(archive):
    stopped = _begin(archive)
    _write(archive, stopped, 1, 2)
    failed = Address(url_hash=url_hash(_url(1)), url=_url(1), state="failed", outcome="failed")
    for times in range(1, frontier.FAILURES):
        _do(archive, frontier.change_states, stopped, [failed])
        assert _states(archive, _begin(archive)) == {"due": 2}, times
    _do(archive, frontier.change_states, stopped, [failed])
    assert _states(archive, _begin(archive)) == {"due": 1, "failed": 1}


def test_a_crawl_that_ended_by_itself_or_long_ago_is_not_gone_on_with(archive):
    ended = _begin(archive)
    _end(archive, ended)
    crawl = _begin(archive)
    assert crawl.id == crawl.run_id != ended.id
    with archive.writing() as connection:
        before = crawl.began_at - 2 * DAY
        connection.execute(update(table_of(Run)).values(started_at=before, updated_at=before))
    assert _begin(archive).id > crawl.id


def test_an_interrupted_crawl_is_gone_on_with(archive):
    first = _begin(archive)
    _end(archive, first, 4)
    _end(archive, _begin(archive), 5)
    assert _begin(archive).id == first.id


def test_a_run_that_begins_meanwhile_does_not_end_the_crawl_of_one_before_it(archive):
    first = _begin(archive)
    _end(archive, first, 5)
    run_id = runs.begin_run(archive, spider="blog", site=SITE, args={})
    later = runs.begin_run(archive, spider="blog", site=SITE, args={})
    runs.end_run(archive, later, exit_code=0, reason="", stats={})
    crawl = _begin_as(archive, run_id)
    assert (crawl.id, crawl.run_id) == (first.id, run_id)


def test_sites_do_not_mix(archive):
    crawl, other = _begin(archive), _begin(archive, site="https://other.example/")
    _write(archive, crawl, 1)
    _write(archive, other, 2)
    assert _lease(archive, other) == ["2"]
    _do(archive, frontier.release, crawl)
    assert _states(archive, other) == {"leased": 1}
    assert _states(archive, crawl) == {"due": 1}


def test_one_address_under_two_sites_is_two(archive):
    """Two blogs of one host have addresses in common: what is done about one is not done twice."""
    crawl, other = _begin(archive), _begin(archive, site="https://other.example/")
    keys = {name: url_hash(_url(name)) for name in ("1", "2", "old")}
    for one in (crawl, other):
        _write(archive, one, 1, 2, statement="said")
        _do(archive, frontier.write_addresses, one, [], {keys["old"]: keys["1"]})
    assert _lease(archive, crawl, 1) == ["1"]
    assert _states(archive, other) == {"due": 2}
    failed = Address(url_hash=keys["1"], url=_url(1), state="failed", outcome="failed")
    _do(archive, frontier.change_states, crawl, [failed])
    assert _states(archive, other) == {"due": 2}
    stored = [(crawl.site_id, keys["1"])]
    _do(archive, frontier.mark_stored, stored)
    assert _states(archive, crawl) == {"stored": 1, "due": 1}
    assert _states(archive, other) == {"due": 2}
    _do(archive, frontier.merge, crawl, keys["1"], keys["2"])
    found, aliases = _do(archive, frontier.known, other, {keys["old"]}, {"said"})
    assert sorted(one.url for one in found) == [_url(1), _url(2)]
    assert {one.state for one in found} == {"due"}
    assert aliases == {keys["old"]: keys["1"]}
    found, aliases = _do(archive, frontier.known, crawl, {keys["old"]})
    assert [one.url for one in found] == [_url(2)]
    assert aliases == {keys["old"]: keys["2"]}


def test_what_is_known_by_its_statement_or_an_alias_is_of_this_crawl(archive):
    old = _begin(archive)
    _write(archive, old, 1, statement="said", kinds="feed sitemap")
    _write(archive, old, 2)
    _do(archive, frontier.write_addresses, old, [], {"alias": url_hash(_url(1))})
    assert [one.statement for one in _do(archive, frontier.known, old, (), {"said"})[0]] == ["said"]
    _end(archive, old)
    crawl = _begin(archive)
    assert _do(archive, frontier.known, crawl, {"alias"}, {"said"}) == ([], {})
    # Named again, an alias is of this crawl and leads where it leads now.
    _write(archive, crawl, 2)
    _do(archive, frontier.write_addresses, crawl, [], {"alias": url_hash(_url(2))})
    found, aliases = _do(archive, frontier.known, crawl, {"alias"})
    assert [one.url for one in found] == [_url(2)]
    assert aliases == {"alias": url_hash(_url(2))}


def test_a_crawl_of_another_spider_or_site_is_not_gone_on_with_nor_its_leavings(archive):
    other = _begin(archive, site="https://other.example/")
    _write(archive, other, 1)
    run_id = runs.begin_run(archive, spider="feed", site=SITE, args={})
    feed = _do(archive, lambda c: frontier.begin_crawl(c, SITE, run_id, resume_within=DAY))
    crawl = _begin(archive)
    assert crawl.id == crawl.run_id
    assert (feed.first, crawl.first) == (True, False)
    assert _do(archive, frontier.adopt, crawl) == 0
    assert _states(archive, other) == {"due": 1}


def test_what_failed_in_a_crawl_of_its_own_is_not_due_again_in_it(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 1)
    failed = Address(url_hash=url_hash(_url(1)), url=_url(1), state="failed", outcome="failed")
    _do(archive, frontier.change_states, crawl, [failed])
    again = _do(
        archive,
        lambda c: frontier.begin_crawl(c, SITE, crawl.run_id, resume_within=DAY),
    )
    assert not again.goes_on
    assert _states(archive, crawl) == {"failed": 1}


def test_an_answer_frees_an_address_and_a_stored_post_all_that_is_said_of_it(archive):
    crawl = _begin(archive)
    body = Entry(url=_url(1), content_html="<p>whole</p>")
    _write(archive, crawl, 1, reason="why", reasons=("so",), entries=(body,))
    _write(archive, crawl, 2)
    assert _lease(archive, crawl) == ["1", "2"]
    closed = Address(url_hash=url_hash(_url(2)), url=_url(2), state="closed", outcome="gone")
    _do(archive, frontier.change_states, crawl, [closed])
    failed = Address(url_hash=url_hash(_url(1)), url=_url(1), state="failed", outcome="failed")
    _do(archive, frontier.change_states, crawl, [failed])
    assert {name: row.failures for name, row in _rows(archive).items()} == {"1": 1, "2": 0}
    _do(archive, frontier.mark_stored, [(crawl.site_id, url_hash(_url(1))), (crawl.site_id, "")])
    rows = _rows(archive)
    assert {row.leased_by for row in rows.values()} == {None}
    assert (rows["1"].failures, rows["1"].bodies) == (0, None)
    assert (rows["1"].reason, rows["1"].reasons) == ("", None)


def test_entries_keep_their_own_bodies(archive):
    crawl = _begin(archive)
    entries = tuple(
        Entry(url=_url(1), title=title, content_html=body)
        for title, body in (("one", None), ("two", "<p>two</p>"), ("three", "<p>three</p>"))
    )
    row = Address(url_hash=url_hash(_url(1)), url=_url(1), state="due", entries=entries)
    _do(archive, frontier.write_addresses, crawl, [row], {})
    found, _ = _do(archive, frontier.known, crawl, {row.url_hash})
    said = [(entry.title, entry.content_html or None) for entry in found[0].entries]
    assert said == [("one", None), ("two", "<p>two</p>"), ("three", "<p>three</p>")]


def test_what_is_counted_is_named_by_one_kind_of_source_and_not_by_another(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 1, kinds="feed")
    _write(archive, crawl, 2, kinds="feed sitemap", state="closed")
    _write(archive, crawl, 3, kinds="sitemap")
    count = lambda *by, **more: archive.write(  # noqa: E731
        lambda c: frontier.count_named(c, crawl, *by, **more)
    )
    assert (count("feed"), count("feed", not_by="sitemap"), count("listing")) == (2, 1, 0)
    assert _do(archive, frontier.last_place, crawl) == 3
    page = archive.write(lambda c: frontier.page_of(c, crawl, states=("closed",)))
    assert [one.url for one in page] == [_url(2)]


def test_the_last_place_of_a_crawl_with_nothing_but_what_goes_first_is_none(archive):
    crawl = _begin(archive)
    assert _do(archive, frontier.last_place, crawl) == 0
    _write(archive, crawl, frontier.FIRST)
    assert _do(archive, frontier.last_place, crawl) == 0


def test_answers_that_may_prove_a_post_away_are_told_with_one_that_is_held(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 1, 2, state="stored", outcome="archived")
    _write(archive, crawl, 3, state="closed", outcome="gone")
    _write(archive, crawl, 4, state="closed", outcome="withheld")
    for name, reason in ((5, "same as another"), (6, "a list"), (7, "sent home"), (8, "elsewhere")):
        _write(archive, crawl, name, state="closed", outcome="no-post", reason=reason)
    told = [one.url.rpartition("/")[2] for one in frontier.answers(archive, crawl)]
    assert told[0] in ("1", "2")
    assert sorted(told[1:]) == ["3", "4", "5", "7", "8"]


def test_what_earlier_crawls_left_is_adopted_and_what_failed_too_often_is_not(archive):
    old = _begin(archive)
    _write(archive, old, 1)
    _write(archive, old, 2, state="leased")
    _write(archive, old, 3, state="stored")
    _write(archive, old, 4, state="closed")
    _write(archive, old, 5, 6)
    for name, times in ((5, 1), (6, frontier.FAILURES)):
        failed = Address(url_hash=url_hash(_url(name)), url=_url(name), state="failed")
        for _ in range(times):
            _do(archive, frontier.change_states, old, [replace(failed, outcome="failed")])
    _end(archive, old)
    crawl = _begin(archive)
    assert _states(archive, crawl) == {}
    assert _do(archive, frontier.adopt, crawl) == 3
    assert sorted(_lease(archive, crawl)) == ["1", "2", "5"]
    assert _do(archive, frontier.adopt, crawl) == 0


def test_a_row_of_an_earlier_crawl_is_taken_over_when_it_is_named_again(archive):
    old = _begin(archive)
    _write(archive, old, 1, state="closed")
    _end(archive, old)
    crawl = _begin(archive)
    _write(archive, crawl, 1)
    assert _states(archive, old) == {}
    assert _states(archive, crawl) == {"due": 1}


def test_what_a_broken_off_crawl_had_read_can_be_asked_again(archive):
    stopped = _begin(archive)
    assert _do(archive, frontier.ask_again, stopped) == 0
    _write(archive, stopped, 1, state="stored", outcome="archived")
    _write(archive, stopped, 2, state="closed", outcome="no-post")
    _write(archive, stopped, 3, state="closed", outcome="gone")
    _write(archive, stopped, 4, state="skipped", outcome="no-post")  # nobody had read it
    assert _do(archive, frontier.ask_again, stopped) == 0  # of its own it needs nothing twice
    crawl = _begin(archive)
    _write(archive, crawl, 9)
    assert _do(archive, frontier.ask_again, crawl) == 2
    assert _lease(archive, crawl) == ["9"]  # what nobody has read goes first
    assert sorted(_lease(archive, crawl, lease=frontier.lease_again)) == ["1", "2"]
    _do(archive, frontier.release, crawl)
    assert _states(archive, crawl) == {"due": 1, "again": 2, "closed": 1, "skipped": 1}


def test_a_crawl_knows_whether_anybody_was_there_before_it(archive):
    stopped = _begin(archive)
    assert (stopped.first, stopped.goes_on) == (True, False)
    going_on = _begin(archive)
    assert (going_on.first, going_on.goes_on) == (True, True)
    _end(archive, going_on)
    assert (_begin(archive).first, _begin(archive).goes_on) == (False, True)


def test_an_address_comes_back_with_what_was_said_of_it(archive):
    crawl = _begin(archive)
    entry = Entry(url=_url(1), title="비", content_html="<p>비</p>", position=2)
    _write(archive, crawl, 1, entries=(entry, Entry(url=_url(1))), reasons=("a", "b"), reason="c")
    _write(archive, crawl, 2, entries=())
    first, second = sorted(_do(archive, frontier.page_of, crawl), key=lambda one: one.place)
    assert (first.entries[0], first.reason, first.reasons) == (entry, "c", ("a", "b"))
    assert second.entries == (Entry(url=_url(2)),), "nobody said more than its address"


def test_an_address_that_leads_to_another_is_merged_into_it(archive):
    crawl = _begin(archive)
    _write(archive, crawl, "old", "new")
    old, new, older = (url_hash(_url(name)) for name in ("old", "new", "older"))
    _do(archive, frontier.write_addresses, crawl, [], {older: old})
    _do(archive, frontier.merge, crawl, old, new)
    _do(archive, frontier.write_addresses, crawl, [], {old: new})
    assert list(_rows(archive)) == ["new"]
    found, aliases = _do(archive, frontier.known, crawl, {older, old})
    assert [one.url for one in found] == [_url("new")]
    assert aliases == {older: new, old: new}


def test_a_post_that_is_stored_takes_its_address_with_it(archive, make_post):
    crawl = _begin(archive)
    post = make_post(1)
    asked = replace(post, fetch=replace(post.fetch, address_hash=url_hash(_url(1))))
    _write(archive, crawl, 1, 2)
    failed = Address(url_hash=url_hash(_url(1)), url=_url(1), state="failed", outcome="failed")
    failed = replace(failed, reason="500", reasons=("it said so",))
    _do(archive, frontier.change_states, crawl, [failed])
    row = _rows(archive)["1"]
    assert (row.outcome, row.reason, row.reasons) == ("failed", "500", ["it said so"])
    crawl = _begin(archive)
    assert len(_lease(archive, crawl)) == 2
    write_posts(archive, [asked], run_id=crawl.run_id)
    assert _states(archive, crawl) == {"leased": 1, "stored": 1}
    row = _rows(archive)["1"]
    assert (row.outcome, row.reason, row.reasons, row.failures) == ("archived", "", None, 0)


def test_a_post_that_cannot_be_stored_leaves_its_address_as_it_was(archive, make_post):
    crawl = _begin(archive)
    _write(archive, crawl, 1)
    _lease(archive, crawl)
    post = make_post(1)
    fetch = replace(post.fetch, address_hash=url_hash(_url(1)))
    result = write_posts(archive, [replace(post, fetch=fetch, kind=object())])
    assert len(result.rejected) == 1
    assert _states(archive, crawl) == {"leased": 1}


def test_changes_are_all_or_nothing(archive):
    crawl = _begin(archive)
    _write(archive, crawl, 1, 2)

    def fail(connection: Any) -> None:
        frontier.lease(connection, crawl, 1)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        archive.write(fail)
    assert _states(archive, crawl) == {"due": 2}


@pytest.mark.parametrize(
    "poison",
    [
        "\x00",
        "\ud800",
        "\ufffe",
        "🇰🇷\U0010ffff",
        "%",
        "'); --",
        "길" * 3000,
        "\\N{NUL}",
        "a\nb\x1b",
    ],
)
def test_an_address_that_no_database_takes_costs_no_other(archive, poison):
    crawl = _begin(archive)
    bad = f"https://blog.example/{poison}"
    entry = Entry(url=bad, title=poison, tags=(poison,), content_html=f"<p>{poison}</p>")
    rows = [
        Address(
            url_hash=url_hash(bad),
            url=bad,
            state="due",
            reason=poison,
            reasons=(poison,),
            entries=(entry,),
        ),
        Address(url_hash=url_hash(_url(1)), url=_url(1), state="due", place=1),
    ]
    _do(archive, frontier.write_addresses, crawl, rows, {})
    failed = [replace(rows[0], state="failed"), rows[1]]
    _do(archive, frontier.change_states, crawl, failed)
    assert _states(archive, crawl) == {"failed": 1, "due": 1}
    assert _lease(archive, crawl) == ["1"]


def test_a_page_of_addresses_goes_on_where_the_last_one_ended(archive):
    crawl = _begin(archive)
    _write(archive, crawl, *range(25))
    seen: list[str] = []
    after = ""
    while page := archive.write(
        lambda c, after=after: frontier.page_of(c, crawl, after=after, count=10)
    ):
        after = page[-1].url_hash
        seen += [one.url for one in page]
    assert sorted(seen) == sorted(map(_url, range(25)))
