"""What posts lead to below themselves, under one name."""

from __future__ import annotations

import pytest

from newscrawl.discovery.catalogue import Candidate
from newscrawl.discovery.doubts import Doubts
from newscrawl.discovery.shapes import SAMPLE
from newscrawl.discovery.views import Views, view_name
from pipelines.items import Entry, SourceKind

POST = "https://blog.example/p/rain"


def named(path: str, kind: SourceKind = "page", post: str = POST) -> Candidate:
    """Return a candidate that a post leads to, below itself."""
    return Candidate(
        identity=post + path, entries=[Entry(url=post + path, found_in=post, found_kind=kind)]
    )


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/edit", "page", "edit"),
        ("/edit/", "page", "edit"),
        ("/files/all", "page", "files/all"),
        ("/edit", "listing", ""),
        ("/part-2", "page", ""),
        ("-and-snow", "page", ""),
    ],
)
def test_a_view_is_called_as_it_is_below_the_one_post_that_leads_to_it(
    path: str, kind: SourceKind, name: str
) -> None:
    assert view_name(named(path, kind)) == (("below", name) if name else ())


def test_what_other_posts_lead_to_under_a_name_that_was_no_post_is_none() -> None:
    views = Views()
    for number in range(SAMPLE):
        assert not views.is_one(named("/edit"))
        views.saw(named("/edit", post=f"{POST}-{number}"), is_post=False)
    assert views.is_one(named("/edit"))
    assert not views.is_one(named("/story"))
    assert not views.is_one(named("/edit", "listing"))
    # One post among them, and each may be one.
    views.saw(named("/edit"), is_post=True)
    assert not views.is_one(named("/edit"))


def test_what_stands_beside_a_post_and_is_asked_for_the_same_is_a_view() -> None:
    page, other = "https://blog.example/read.html?no=7", "https://blog.example/print.html"
    views = Views()

    def beside(asked: str) -> Candidate:
        entry = Entry(url=f"{other}?{asked}", found_in=page, found_kind="page")
        return Candidate(identity=asked, entries=[entry])

    assert view_name(beside("no=7")) == ("beside", "/print.html")
    assert view_name(beside("no=8")) == ()
    for _ in range(SAMPLE):
        assert views.may_be(beside("no=7"))
        assert not views.is_one(beside("no=7"))
        views.saw(beside("no=7"), is_post=False)
    assert views.is_one(beside("no=7"))
    assert not views.may_be(beside("no=7"))


def test_what_is_found_anew_is_one_of_the_few_that_are_tried_once() -> None:
    views = Views()
    for number in (0, 0, 0, 1, 2, 0):
        one = named("/edit", post=f"{POST}-{number}")
        views.aside.put(view_name(one), one)
    assert {one.identity for one in views.aside.to_try()} == {
        f"{POST}-{n}/edit" for n in range(SAMPLE)
    }
    assert not views.aside.to_try()


def test_the_last_of_a_list_is_one_of_those_that_are_tried() -> None:
    views = Views()
    for number in (5, 8, 7, 3, 0, 2, 1, 6, 4):
        entry = Entry(
            url=f"{POST}-{number}",
            found_in=f"https://blog.example/?page={number // 3 + 1}",
            found_kind="listing",
            position=number % 3,
        )
        views.aside.put(("/",), Candidate(identity=str(number), entries=[entry]))
    assert sorted(one.identity for one in views.aside.to_try()) == ["0", "1", "8"]


def test_a_few_of_one_name_are_read_whatever_posts_they_lie_below() -> None:
    doubts = Doubts()
    for number in range(9):
        doubts.add(named("/edit", post=f"{POST}-{number}"), view=("below", "edit"))
    assert len(doubts.sample()) == SAMPLE
