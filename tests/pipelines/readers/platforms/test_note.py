"""note: a writer's folder of a host that many share; the list by pages."""

from __future__ import annotations

import pytest

from pipelines.readers.platforms import note
from tests.pipelines.readers.making import document, read

API = "/api/v2/creators/shiomi/contents?kind=note&page=1"


@pytest.mark.parametrize(
    ("home", "page", "asked"),
    [
        ("https://note.com/shiomi", "", f"https://note.com{API}"),
        ("https://note.com/shiomi/all", "", f"https://note.com{API}"),
        ("https://note.blog.example/", '{"urlname":"shiomi"}', f"https://note.blog.example{API}"),
        ("https://note.blog.example/", "", None),
        ("https://note.com/hashtag/a", "", None),
    ],
)
def test_the_list_is_asked_for_by_the_name_of_the_writer(
    home: str, page: str, asked: str | None
) -> None:
    assert [one.url for one in note.list_requests(home, page)] == ([asked] if asked else [])


def test_what_is_no_list_is_not_understood() -> None:
    (first,) = note.list_requests("https://note.com/shiomi")
    assert not note.read_list(b'{"data": {"contents": {}}}', first).understood
    assert note.read_list(b'{"data": {"contents": []}}', first).next is None


def test_a_picture_of_notes_makes_no_page_one_of_it() -> None:
    page = "<html><body><img src='https://assets.st-note.com/a.png'><p>A post.</p></body></html>"
    assert note.recognise(document(page, "https://blog.example/a")) == 0
    named = f'<meta property="og:site_name" content="note（ノート）">{page}'
    assert note.recognise(document(named, "https://note.blog.example/n/n1a")) > 0.5


def test_a_shelf_of_a_writer_is_a_list() -> None:
    page = "<html><body><h1>Shelf</h1><ul><li><a href='/shiomi/n/n1'>One</a></ul></body></html>"
    assert read(page, "https://note.com/shiomi/m/m0123").kind == "listing"
