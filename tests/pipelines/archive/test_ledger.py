"""The completeness ledger: it says what is missing, from whom, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from pipelines.archive import Archive
from pipelines.archive.frontier import Address, begin_crawl, write_addresses
from pipelines.archive.ledger import (
    PAGE_OF_A_LIST,
    Claim,
    Coverage,
    SourceRead,
    coverage,
    not_held,
    record_ledger,
)
from pipelines.archive.models import Source
from pipelines.archive.writer import write_posts
from pipelines.items import Fetch, Post
from tests.pipelines.archive.answered import answered

SITE = "https://blog.example/"
TAG = f"{SITE}tag/a/"
FEED, SITEMAP, API = SITE + "feed.xml", SITE + "sitemap.xml", SITE + "api"
AT = datetime(2024, 7, 22, 1, 0, tzinfo=UTC)


def address(number: int) -> str:
    return f"{SITE}posts/{number}"


def hold(archive: Archive, *numbers: int) -> None:
    posts = [
        Post(
            url=address(n),
            canonical_url=address(n),
            site=SITE,
            title=f"소식 {n}",
            body_text=f"{n}번째 소식입니다.",
            fetch=Fetch(url=address(n), final_url=address(n), fetched_at=AT),
        )
        for n in numbers
    ]
    assert not write_posts(archive, posts).rejected


def record(
    archive: Archive,
    named: dict[str, Sequence[int]],
    found: Sequence[Address],
    *,
    at: datetime = AT,
    totals: dict[str, int] | None = None,
    problems: dict[str, str] | None = None,
) -> Coverage:
    kinds = {FEED: "feed", SITEMAP: "sitemap", TAG: "listing", API: "api"}
    urls = {*named, *(problems or {})}
    archive.write(
        lambda connection: write_addresses(
            connection,
            begin_crawl(connection, SITE, None, resume_within=timedelta(0)),
            found,
            {},
        )
    )
    record_ledger(
        archive,
        SITE,
        at=at,
        sources=[
            SourceRead(
                url=url,
                kind=kinds[url],
                declared_total=(totals or {}).get(url),
                problem=(problems or {}).get(url, ""),
            )
            for url in sorted(urls)
        ],
        claims=[
            Claim(url=address(n), source=url, kind=kinds[url], position=place)
            for url, numbers in named.items()
            for place, n in enumerate(numbers)
        ],
        found=found,
    )
    found_coverage = coverage(archive, SITE)
    assert found_coverage is not None
    return found_coverage


def archived(*numbers: int) -> list[Address]:
    return [answered(address(n), outcome="archived") for n in numbers]


def test_all_that_is_named_is_held(archive: Archive) -> None:
    hold(archive, 1, 2, 3)
    ledger = record(archive, {FEED: [3], SITEMAP: [1, 2, 3]}, archived(1, 2, 3))
    assert ledger.complete, ledger.verdict
    assert ledger.held == 3
    feed, sitemap = ledger.sources
    assert (feed.claimed, feed.held, feed.lacks) == (1, 1, 2)
    assert (sitemap.claimed, sitemap.held, sitemap.lacks) == (3, 3, 0)


def test_what_is_missing_has_its_reason(archive: Archive) -> None:
    hold(archive, 1)
    found = [
        *archived(1),
        answered(address(2), outcome="failed", reason="500"),
        answered(address(3), outcome="robots"),
        answered(address(4), outcome="waiting", reason="limit"),
    ]
    ledger = record(archive, {SITEMAP: [1, 2, 3, 4]}, found)
    assert not ledger.complete
    assert "3 missing (1 failed 500, 1 robots, 1 waiting limit)" in ledger.verdict
    assert ledger.sources[0].missing == {"failed 500": 1, "robots": 1, "waiting limit": 1}


def test_what_nobody_may_read_and_what_is_gone_leaves_no_hole(archive: Archive) -> None:
    hold(archive, 1)
    found = [
        *archived(1),
        answered(address(2), outcome="withheld", reason="protected"),
        answered(address(3), outcome="gone", reason="404"),
        answered(address(4), outcome="no-post", reason="about"),
    ]
    ledger = record(archive, {SITEMAP: [1, 2, 3, 4]}, found)
    assert ledger.complete, ledger.verdict
    assert ledger.sources[0].missing == {"withheld protected": 1, "gone 404": 1}
    assert ledger.sources[0].no_post == 1


def test_posts_that_nobody_may_read_are_told_in_the_verdict(archive: Archive) -> None:
    hold(archive, 1, 9)
    found = [
        *archived(1),
        answered(address(2), outcome="withheld", reason="paywall"),
        answered(address(3), outcome="withheld", reason="paywall"),
        answered(address(4), outcome="withheld", reason="403"),
        answered(address(9), outcome="withheld", reason="protected"),
    ]
    later = AT + timedelta(days=1)
    ledger = record(archive, {TAG: [1, 2, 3, 4, 9]}, found, at=later)
    assert ledger.complete
    assert ledger.withheld == {"403": 1, "paywall": 2}, "one of them was held before"
    assert ledger.verdict.startswith(
        "complete, but for 3 withheld (1 403, 2 paywall): 2 posts held (1 no longer at the blog)"
    )
    lacking = record(archive, {TAG: [1, 2, 3, 4, 9]}, found, at=later, totals={TAG: 6})
    assert not lacking.complete, "what is held and withheld counts once"
    assert lacking.verdict.endswith("; 3 withheld (1 403, 2 paywall)")


def test_a_declared_total_that_is_not_reached_is_a_hole(archive: Archive) -> None:
    hold(archive, 1, 2)
    ledger = record(archive, {SITEMAP: [1, 2]}, archived(1, 2), totals={SITEMAP: 5})
    assert not ledger.complete
    assert "there are 5 posts and named 2" in ledger.verdict


def test_a_feed_alone_proves_nothing(archive: Archive) -> None:
    hold(archive, 1)
    ledger = record(archive, {FEED: [1]}, archived(1))
    assert not ledger.complete
    assert "only feeds" in ledger.verdict


def test_a_feed_that_is_gone_is_none_and_one_that_fails_leaves_a_doubt(archive: Archive) -> None:
    hold(archive, 1, 2)
    for problem, complete in (("404", True), ("not a feed", True), ("500", False)):
        ledger = record(archive, {SITEMAP: [1, 2]}, archived(1, 2), problems={FEED: problem})
        assert ledger.complete is complete, ledger.verdict


def test_a_list_api_may_name_all_and_lists_may_do_so_together(archive: Archive) -> None:
    hold(archive, 1, 2)
    assert record(archive, {API: [1, 2], FEED: [2]}, archived(1, 2)).verdict == (
        "complete: 2 posts held, all that 2 sources name; 1 of them names every post"
    )
    later = AT + timedelta(days=1)
    named = {API: [1], FEED: [2], SITEMAP: [2]}
    assert record(archive, named, archived(1, 2), at=later).verdict == (
        "complete: 2 posts held, all that 3 sources name; none of them names every post"
    )


def test_a_feed_that_was_read_to_its_last_page_proves_that_all_are_there(archive: Archive) -> None:
    hold(archive, 1, 2)
    by_feed = [replace(one, kinds="feed") for one in archived(1, 2)]
    ledger = record(archive, {FEED: [1, 2], TAG: [1]}, by_feed)
    assert "feeds alone named 2 of them" in ledger.verdict
    assert record(archive, {FEED: [1, 2], TAG: [1]}, by_feed, totals={FEED: 2}).complete


def test_a_source_that_broke_is_named(archive: Archive) -> None:
    hold(archive, 1)
    ledger = record(archive, {FEED: [1]}, archived(1), problems={SITEMAP: "500"})
    assert not ledger.complete
    assert f"{SITEMAP} (500)" in ledger.verdict


def test_a_blog_that_says_it_has_more_than_is_held_is_not_complete(archive: Archive) -> None:
    hold(archive, 1, 2)
    ledger = record(archive, {TAG: [1], SITEMAP: [1, 2]}, archived(1, 2), totals={TAG: 3})
    assert ledger.verdict == (
        f"not proved: 2 posts held, but {TAG} says that there are 3: 1 more may be drafts or "
        "deleted, or lie where nothing that was read leads"
    )
    whole = record(archive, {TAG: [1], SITEMAP: [1, 2]}, archived(1, 2), totals={TAG: 2})
    assert whole.complete, whole.verdict


def test_a_number_that_is_a_little_higher_is_outvoted_by_two_kinds_of_lists(
    archive: Archive,
) -> None:
    hold(archive, 1, 2)
    alone = record(archive, {TAG: [1, 2], SITEMAP: [1]}, archived(1, 2), totals={TAG: 3})
    assert not alone.complete
    both: dict[str, Sequence[int]] = {TAG: [1, 2], SITEMAP: [1, 2]}
    ledger = record(archive, both, archived(1, 2), totals={TAG: 3})
    assert ledger.complete
    assert ledger.verdict.endswith(f"; {TAG} says that there are 3")
    assert not record(archive, both, archived(1, 2), totals={TAG: 9}).complete
    # What names all, and said that there are more, was not read to its end.
    short = record(archive, both, archived(1, 2), totals={TAG: 4, SITEMAP: 3})
    assert short.verdict.startswith(f"incomplete: {SITEMAP} says that there are 3 posts")


def test_posts_to_which_other_posts_alone_led_leave_it_open_whether_there_are_more(
    archive: Archive,
) -> None:
    hold(archive, 1, 2)
    by_a_post = replace(archived(2)[0], kinds="page")
    ledger = record(archive, {TAG: [1]}, [*archived(1), by_a_post])
    assert ledger.verdict.startswith("not proved: 2 posts held, but links of other posts alone")
    assert record(archive, {TAG: [1], SITEMAP: [1, 2]}, [by_a_post]).complete


def test_a_post_that_a_list_names_under_another_address_is_listed(archive: Archive) -> None:
    twin = address(9)
    post = Post(
        url=address(1),
        canonical_url=address(1),
        site=SITE,
        title="소식",
        body_text="첫 번째 소식입니다.",
        fetch=Fetch(url=twin, final_url=address(1), fetched_at=AT),
    )
    assert not write_posts(archive, [post]).rejected
    by_a_post = replace(answered(twin, "archived"), kinds="page")
    assert "links of other posts alone" in record(archive, {TAG: []}, [by_a_post]).verdict
    listed = replace(archived(1)[0], kinds="listing page")
    assert record(archive, {TAG: []}, [by_a_post, listed]).complete


def test_lists_that_were_left_leave_it_open_where_no_list_names_all(archive: Archive) -> None:
    hold(archive, 1, 2)
    left = replace(answered(address(3), "no-post", "unread list"), state="skipped")
    ledger = record(archive, {TAG: [1], FEED: [2]}, [*archived(1, 2), left])
    assert "no source names every post, and 1 lists were not read" in ledger.verdict
    assert ledger.verdict.endswith(", 1 of them lists like others that named nothing new")
    assert record(archive, {TAG: [1, 2]}, [*archived(1, 2), left]).complete


def test_a_list_that_is_not_there_is_no_hole(archive: Archive) -> None:
    hold(archive, 1)
    ledger = record(archive, {SITEMAP: [1]}, archived(1), problems={TAG: "404"})
    assert ledger.verdict == (
        "complete: 1 posts held, all that 1 source names; 1 of them names every post"
    )
    assert not record(archive, {SITEMAP: [1]}, archived(1), problems={TAG: "500"}).complete


def test_a_blog_of_which_nothing_is_held_is_not_complete(archive: Archive) -> None:
    aside = replace(answered(address(2), "no-post", "address"), state="skipped")
    read = answered(address(1), outcome="no-post", reason="about")
    ledger = record(archive, {SITEMAP: [1, 2]}, [read, aside])
    assert (ledger.complete, ledger.unread) == (False, 1)
    assert ledger.verdict == (
        "not proved: nothing is held; none of 2 addresses named was a post; "
        "1 other addresses look like no posts and were not read"
    )


def test_pages_that_were_read_and_are_no_posts_are_told_and_named(archive: Archive) -> None:
    hold(archive, 1, 7)
    read = answered(address(2), outcome="no-post", reason="about")
    held = answered(address(7), outcome="failed", reason="500")
    elsewhere = answered(address(8), outcome="archived")
    aside = replace(answered(address(3), "no-post", "address"), state="skipped")
    twin = replace(answered(address(4), "no-post", "same as another"), state="skipped")
    lost = answered(address(5), outcome="failed", reason="500")
    a_list = answered(SITEMAP, outcome="no-post", reason="listing")
    its_page = answered(address(6), outcome="no-post", reason=PAGE_OF_A_LIST)
    found = [*archived(1), held, elsewhere, read, aside, twin, lost, a_list, its_page]
    ledger = record(archive, {SITEMAP: [1, 2]}, found)
    assert (ledger.no_posts, ledger.unread) == (1, 1)
    assert ledger.verdict.endswith("; 1 pages were read and are no posts")
    assert [
        (one.url, one.outcome, one.reason, one.was_read) for one in not_held(archive, SITE)
    ] == [
        (address(5), "failed", "500", False),
        (address(2), "no-post", "about", True),
        (address(3), "no-post", "address", False),
    ]
    assert not list(not_held(archive, "https://elsewhere.example/"))


def test_a_blog_that_could_not_be_read_at_all_says_why(archive: Archive) -> None:
    ledger = record(archive, {}, [], problems={SITEMAP: "robots"})
    assert not ledger.complete
    assert ledger.verdict.endswith("no source could be read whole (robots)")


def test_what_a_source_no_longer_names_is_no_claim_of_it(archive: Archive) -> None:
    hold(archive, 1, 2)
    record(archive, {SITEMAP: [1, 2]}, archived(1, 2))
    ledger = record(archive, {SITEMAP: [2]}, archived(2), at=AT + timedelta(days=1))
    assert ledger.sources[0].claimed == 1
    assert ledger.sources[0].lacks == 1
    with archive.reading() as connection:
        assert connection.execute(select(Source.entry_count)).scalars().all() == [1]


def test_a_list_that_names_no_post_any_more_leaves_it_open_what_the_blog_has(
    archive: Archive,
) -> None:
    hold(archive, 1, 2, 3)
    record(archive, {TAG: [1, 2, 3], FEED: [3]}, archived(1, 2, 3))
    # A notice in place of the list: what it named and what the feed names is held all the same.
    later = AT + timedelta(days=1)
    ledger = record(archive, {TAG: [], FEED: [3]}, archived(3), at=later)
    assert "names none of the 3 that it named before" in ledger.verdict
    assert not ledger.complete
    # What names all of them now outweighs it; what did so before does not.
    later += timedelta(days=1)
    assert record(archive, {TAG: [], SITEMAP: [1, 2, 3]}, archived(1), at=later).complete
    assert not record(archive, {TAG: []}, [], at=later + timedelta(days=1)).complete


def test_a_source_need_not_name_what_is_gone(archive: Archive) -> None:
    hold(archive, 1, 2)
    record(archive, {SITEMAP: [1, 2]}, archived(1, 2))
    found = [answered(address(1), outcome="gone", reason="410"), *archived(2)]
    ledger = record(archive, {SITEMAP: [2]}, found, at=AT + timedelta(days=1))
    assert (ledger.held, ledger.live, ledger.sources[0].lacks) == (2, 1, 0)
    assert ledger.verdict == (
        "complete: 2 posts held (1 no longer at the blog), all that 1 source names; "
        "1 of them names every post"
    )


def test_an_address_that_failed_once_and_is_held_now_is_no_hole(archive: Archive) -> None:
    record(archive, {SITEMAP: [1]}, [answered(address(1), outcome="failed", reason="503")])
    hold(archive, 1)
    ledger = record(archive, {SITEMAP: [1]}, archived(1), at=AT + timedelta(days=1))
    assert ledger.complete, ledger.verdict


def test_a_blog_that_was_never_crawled_has_no_ledger(archive: Archive) -> None:
    assert coverage(archive, "https://other.example/") is None
