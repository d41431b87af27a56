"""What is found becomes rows: one candidate a post, whoever names it, in whichever crawl."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import select

from newscrawl import naming
from newscrawl.discovery.catalogue import Candidate, State
from pipelines.archive import Archive, frontier, open_archive, runs
from pipelines.archive.forget_target import Target
from pipelines.archive.forgotten import remember
from pipelines.archive.frontier import Crawl
from pipelines.archive.models import Discovery, table_of
from pipelines.items import Entry, Moment
from pipelines.urls import url_hash

SITE = "https://blog.example/"
FEED = (f"{SITE}feed", "feed")
MAP = (f"{SITE}map.xml", "sitemap")
NINE = Moment(at=datetime(2024, 7, 22, 9, 30, tzinfo=UTC), precision="minute")


def test_the_crawl_and_the_archive_know_the_same_states() -> None:
    assert set(get_args(State)) == set(frontier.STATES)


class Named:
    """A crawl, and what its archive is asked."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.crawl = self.begin()

    def begin(self) -> Crawl:
        run_id = runs.begin_run(self.archive, spider="blog", site=SITE, args={})
        return self.archive.write(
            lambda connection: frontier.begin_crawl(
                connection, SITE, run_id, resume_within=timedelta(days=1)
            )
        )

    def do(self, work: Any, *arguments: Any, **more: Any) -> Any:
        return self.archive.write(
            lambda connection: work(connection, self.crawl, None, *arguments, **more)
        )

    def name(
        self, *entries: Entry, plain: bool = False, source: tuple[str, str] | None = None
    ) -> tuple[list[str], int]:
        """Return the addresses that these entries named first, and how many are new."""
        found, new = self.do(naming.name, entries, plain=plain, source=source)
        return [candidate.url for candidate in found], new

    def rows(self) -> dict[str, frontier.Address]:
        page = self.archive.write(lambda connection: frontier.page_of(connection, self.crawl))
        return {row.url.removeprefix(SITE): row for row in page}

    def find(self, *paths: str) -> dict[str, str]:
        """Return which of these addresses are known, and whose row each of them means."""
        found = self.do(naming.find, [SITE + path for path in paths])
        return {
            url.removeprefix(SITE): candidate.url.removeprefix(SITE)
            for url, candidate in found.items()
        }

    def candidate(self, path: str, state: str = "") -> Candidate:
        """Return the candidate of an address, put into `state` if one is given."""
        candidate: Candidate = self.do(naming.find, [SITE + path])[SITE + path]
        if state:
            row = replace(naming.row_of(candidate), state=state)
            self.archive.write(lambda c: frontier.change_states(c, self.crawl, [row]))
        return candidate

    def lead(self, candidate: Candidate, path: str) -> Candidate | None:
        led: Candidate | None = self.do(naming.lead, candidate, SITE + path)
        return led

    def claims(self) -> list[Any]:
        table = table_of(Discovery)
        with self.archive.reading() as connection:
            return list(connection.execute(select(table).order_by(table.c.position)))


@pytest.fixture
def named(sqlite_tables: Path, tmp_path: Path) -> Iterator[Named]:
    """Give a crawl that has found nothing yet."""
    shutil.copy(sqlite_tables, tmp_path / "archive.db")
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        yield Named(archive)


def entry(path: str, kind: str = "feed", **more: Any) -> Entry:
    return Entry(url=f"{SITE}{path}", found_in=f"{SITE}{kind}", found_kind=kind, **more)  # type: ignore[arg-type]


def test_an_address_is_new_to_whoever_names_it_first(named: Named) -> None:
    assert named.name(entry("a"), entry("b"), entry("a", "sitemap")) == (
        [f"{SITE}a", f"{SITE}b"],
        2,
    )
    assert named.name(entry("a", "listing"), entry("c")) == ([f"{SITE}c"], 1)
    assert [one.found_kind for one in named.rows()["a"].entries] == ["feed", "sitemap", "listing"]
    assert named.rows()["a"].kinds == "feed listing sitemap"


def test_what_a_killed_run_named_is_named_again_when_the_crawl_goes_on(named: Named) -> None:
    named.name(entry("a"))
    named.crawl = named.begin()
    assert named.name(entry("a"), entry("b")) == ([f"{SITE}a", f"{SITE}b"], 1)
    assert len(named.rows()["a"].entries) == 1


def test_an_address_is_known_before_a_copy_of_it_in_the_same_list(named: Named) -> None:
    entries = (entry("a?replytocom=3"), entry("a"), entry("b?x=1"), entry("b"))
    assert named.name(*entries, plain=True)[1] == 2
    assert set(named.rows()) == {"a", "b"}
    assert named.find("a?replytocom=3", "b?x=1") == {"a?replytocom=3": "a", "b?x=1": "b"}
    assert named.name(entry("a?x=1"), plain=True) == ([], 0)
    assert named.name(entry("c"), entry("c?x=1"))[1] == 2, "a query may make it another post"


def test_two_sources_that_state_one_title_at_one_minute_mean_one_post(named: Named) -> None:
    said: dict[str, Any] = {"title": "Das Wasser", "published": NINE}
    named.name(entry("2024/wasser", "sitemap", **said))
    assert named.name(entry("?p=7", **said)) == ([], 0)
    assert named.find("?p=7") == {"?p=7": "?p=7"}
    assert len(named.rows()) == 1


def test_what_was_forgotten_is_not_even_noted(named: Named) -> None:
    gone = Target(
        url=f"{SITE}a",
        home=SITE,
        site_id=named.crawl.site_id,
        whole_site=False,
        post_ids=(),
        hashes=frozenset(),
        urls=(),
    )
    named.archive.write(lambda connection: remember(connection, gone, {}))
    assert named.name(entry("a"), entry("b"), source=FEED) == ([f"{SITE}b"], 1)
    assert set(named.rows()) == {"b"}
    assert [claim.url for claim in named.claims()] == [f"{SITE}b"]


def test_a_source_claims_what_it_names_and_says_when_it_changed(named: Named) -> None:
    ten = replace(NINE, at=NINE.at + timedelta(hours=1))
    named.name(
        entry("a", position=4, published=NINE, updated=ten),
        entry("b", position=5, published=NINE),
        entry("c", position=6),
        source=FEED,
    )
    claims = named.claims()
    assert [(one.url, one.position) for one in claims] == [
        (f"{SITE}a", 4),
        (f"{SITE}b", 5),
        (f"{SITE}c", 6),
    ]
    assert [one.claimed_at for one in claims] == [ten.at, NINE.at, None]
    assert {one.first_seen_at for one in claims} == {named.crawl.began_at}
    named.name(entry("a", "sitemap"), source=MAP)
    assert len(named.claims()) == 4
    named.name(entry("d", "page"))
    assert len(named.claims()) == 4, "a page claims nothing"


def test_only_what_is_known_is_found(named: Named) -> None:
    named.name(entry("a"))
    assert named.find("a", "b") == {"a": "a"}


def test_a_row_holds_all_of_a_candidate() -> None:
    candidate = Candidate(
        identity=url_hash(f"{SITE}a"),
        entries=[entry("a"), entry("a", "listing")],
        state="closed",
        outcome="no-post",
        reason="a list",
        reasons=("it lists 9 posts", "it has no date"),
        place=7,
        statement="said",
    )
    row = naming.row_of(candidate)
    assert (row.url, row.kinds) == (f"{SITE}a", "feed listing")
    held = naming.candidate_in(row)
    for name in Candidate.__slots__:
        assert getattr(held, name) == getattr(candidate, name), name


def test_an_address_that_leads_to_itself_is_what_it_was(named: Named) -> None:
    named.name(entry("a"))
    candidate = named.candidate("a", "leased")
    assert named.lead(candidate, "a") is candidate
    assert named.rows()["a"].state == "leased"


def test_an_address_that_leads_to_one_nobody_knows_moves_there(named: Named) -> None:
    named.name(entry("old"), entry("old?replytocom=1"))
    led = named.lead(named.candidate("old", "leased"), "new")
    assert led is not None
    assert (led.identity, led.state) == (url_hash(f"{SITE}new"), "leased")
    assert [row.url_hash for row in named.rows().values()] == [led.identity]
    # Whoever knows one of its names knows it.
    assert set(named.find("old", "new", "old?replytocom=1")) == {"old", "new", "old?replytocom=1"}
    assert named.name(entry("new", "sitemap")) == ([], 0)


@pytest.mark.parametrize("state", ["new", "parked", "due", "skipped"])
def test_an_address_that_leads_to_one_nobody_asked_for_is_that_one(
    named: Named, state: str
) -> None:
    named.name(entry("old"))
    named.name(entry("new", "sitemap"))
    named.candidate("new", state)
    led = named.lead(named.candidate("old", "leased"), "new")
    assert led is not None
    assert (led.identity, led.state) == (url_hash(f"{SITE}new"), "leased")
    assert {one.found_kind for one in led.entries} == {"feed", "sitemap"}
    rows = named.rows().values()
    assert [(row.url_hash, row.state) for row in rows] == [(led.identity, "leased")]
    assert {one.found_kind for row in rows for one in row.entries} == {"feed", "sitemap"}
    assert set(named.find("old", "new")) == {"old", "new"}


@pytest.mark.parametrize("state", ["leased", "stored", "closed", "failed", "again"])
def test_an_address_that_leads_to_one_that_was_asked_for_stays_where_it_is(
    named: Named, state: str
) -> None:
    named.name(entry("old"), entry("new"))
    named.candidate("new", state)
    assert named.lead(named.candidate("old", "leased"), "new") is None
    assert {path: row.state for path, row in named.rows().items()} == {
        "old": "leased",
        "new": state,
    }


def test_a_list_that_names_a_post_by_an_address_that_leads_there_names_it(named: Named) -> None:
    named.name(entry("new"), entry("old", "listing"))
    named.candidate("new", "stored")
    assert named.lead(named.candidate("old", "leased"), "new") is None
    assert named.candidate("new").kinds == {"feed", "listing"}
