"""Which declared author is believed: one whom the page shows, or whom a second voice names."""

from __future__ import annotations

import pytest

from pipelines.readers.answer import Choice
from pipelines.readers.fields import authors
from pipelines.readers.names.persons import Names
from pipelines.readers.names.vouching import choose_authors
from tests.pipelines.readers.making import PROSE, document

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"
LINKED = (
    '<script type="application/ld+json">{"@type": "BlogPosting", "author":'
    ' {"@type": "Person", "name": "%s"}}</script>'
)


def choice_of(html: str, url: str = "https://blog.example/post/1") -> Choice[Names]:
    return choose_authors("authors", authors.READERS, document(html, url))


def test_a_declared_author_whom_the_page_shows_is_believed() -> None:
    html = f"{LINKED % 'Hannah Keller'}{HEAD}<p>Hannah Keller, Berlin</p>{PROSE}"
    assert choice_of(html).value == ("Hannah Keller",)


def test_a_declared_author_whom_nothing_else_names_is_kept_as_evidence_only() -> None:
    choice = choice_of(f"{LINKED % 'Hannah Keller'}{HEAD}{PROSE}")
    assert choice.value is None
    assert {(said.value, said.chosen) for said in choice.evidence} == {("Hannah Keller", False)}


def test_a_shown_writer_wins_over_a_declared_one_whom_nobody_sees() -> None:
    html = f"{LINKED % 'Hannah Keller'}{HEAD}<p class='byline'>By Tom Wood</p>{PROSE}"
    assert choice_of(html).value == ("Tom Wood",)


def test_two_statements_of_the_head_that_agree_are_believed() -> None:
    card = "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Hannah Keller'>"
    html = f"<meta name='author' content='Hannah Keller'>{card}{HEAD}{PROSE}"
    assert choice_of(html).value == ("Hannah Keller",)


def test_the_maker_of_the_site_who_stands_in_the_imprint_did_not_write_the_post() -> None:
    story = PROSE.replace("</p><p>", " ")
    html = f"<meta name='author' content='Hannah Keller'>{HEAD}{story}<p>© 2024 Hannah Keller</p>"
    assert choice_of(html).value is None


@pytest.mark.parametrize("login", ["hkeller", "hannah.keller", "mk"])
def test_a_login_in_the_data_for_search_engines_is_no_author(login: str) -> None:
    html = f"{LINKED % login}{HEAD}<p class='byline'>{login}</p>{PROSE}"
    assert choice_of(html).value is None


def test_a_house_that_signs_its_own_pages_is_no_author() -> None:
    site = "<meta property='og:site_name' content='Hafenzeitung'>"
    html = f"{site}{HEAD}<p class='byline'>Hafenzeitung</p>{PROSE}"
    assert choice_of(html).value is None


def test_one_of_several_writers_vouches_for_the_others() -> None:
    linked = LINKED.replace('{"@type": "Person", "name": "%s"}', '["Hannah Keller", "Tom Wood"]')
    html = f"{linked}{HEAD}<p>Tom Wood</p>{PROSE}"
    assert choice_of(html).value == ("Hannah Keller", "Tom Wood")


def test_a_declared_writer_who_stands_under_the_post_is_believed_unless_named_with_others() -> None:
    story = PROSE.replace("</p><p>", " ")
    html = "<meta name='author' content='%s'>" + f"{HEAD}{story}<p>Hannah Keller</p>"
    assert choice_of(html % "Hannah Keller").value == ("Hannah Keller",)
    assert choice_of(html % "Hannah Keller, Tom Wood").value is None


@pytest.mark.parametrize(
    ("name", "profile", "believed"),
    [
        ("Hannah Keller", "https://github.com/hannah-keller", ("Hannah Keller",)),
        ("Hannah Keller", "https://www.linkedin.com/in/hannahkeller/", ("Hannah Keller",)),
        ("Hannah Keller", "https://github.com/tomwood", None),
        ("Hannah Keller", "/hannah-keller", None),
        ("Associated Press", "https://x.com/associatedpress", None),
    ],
)
def test_a_declared_writer_is_believed_to_whose_profile_the_page_leads(
    name: str, profile: str, believed: Names | None
) -> None:
    html = f"<meta name='author' content='{name}'>{HEAD}{PROSE}<a href='{profile}'></a>"
    assert choice_of(html).value == believed


def test_a_byline_is_believed_before_the_owner_to_whose_profile_the_page_leads() -> None:
    profile = "<a href='https://github.com/hannahkeller'></a>"
    owner = f"<meta name='author' content='Hannah Keller'>{LINKED % 'Hannah Keller'}"
    html = f"{owner}{HEAD}<p class='byline'>by Tom Wood</p>{PROSE}{profile}"
    assert choice_of(html).value == ("Tom Wood",)
