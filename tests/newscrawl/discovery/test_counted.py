"""Pages of a list that numbers under it tell, whatever their name."""

from __future__ import annotations

import pytest

from newscrawl.discovery.counted import counted_pages
from newscrawl.discovery.markup import read_markup
from newscrawl.discovery.pagination import next_pages

HOME = "https://blog.example/list"


def numbers(form: str, *shown: int) -> str:
    return "".join(f'<a href="{form.format(one, (one - 1) * 10)}">{one}</a>' for one in shown)


@pytest.mark.parametrize(
    ("here", "body", "expected"),
    [
        ("", numbers("?x={0}", 2, 3), ["?x=2", "?x=3"]),
        ("", numbers("?b:int={1}", 1, 2, 3), ["?b:int=10", "?b:int=20"]),
        ("", numbers("?k=a&x={0}", 2, 3), ["?k=a&x=2", "?k=a&x=3"]),
        ("?x=3", numbers("?x={0}", 1, 2, 4), ["?x=2", "?x=4"]),
        # What is named beside the number is no number: a next page, the last one.
        ("", numbers("?x={0}", 2, 3) + '<a href="?x=2">다음</a><a href="?x=3">마지막</a>',
         ["?x=2", "?x=3"]),
        # Rows of a board, whose number and title lead to one post.
        ("", numbers("?no={0}", 1, 2, 3) + "".join(f'<a href="?no={n}">글 {n}</a>' for n in (1, 2, 3)),
         []),
        # Parts of a story, by numbers, beside posts that are asked for in the same way.
        ("", numbers("?p={0}", 2, 3) + '<ul>' + "".join(
            f'<li><h2><a href="?p={n}">글 {n}</a></h2></li>' for n in (17, 18, 19)) + "</ul>", []),
        # The days of a month; years; two lists that are begun; another page; one number alone.
        ("", numbers("?d={0}", *range(2, 32)), []),
        ("", numbers("?y={0}", 2023, 2024), []),
        ("", numbers("?a={0}", 2, 3) + numbers("?b={0}", 2, 3), []),
        ("", numbers("/view?x={0}", 2, 3), []),
        ("", numbers("?x={0}", 2), []),
        ("", numbers("?x={0}", 2) + numbers("?y=a&x={0}", 2) + numbers("/b?x={0}", 3), []),
        ("?x=9", numbers("?x={0}", 2, 3), []),
        ("?k=b", numbers("?k=a&x={0}", 2, 3), []),
        ("", '<a href="?x=2">2</a><a href="?x=9">3</a><a href="?x=4">4</a>', []),
    ],
)  # fmt: skip
def test_numbers_under_a_list_are_its_pages_where_what_they_ask_for_grows_with_them(
    here: str, body: str, expected: list[str]
) -> None:
    markup = read_markup(body.encode(), HOME + here)
    assert list(counted_pages(markup)) == [HOME + one for one in expected]
    assert set(counted_pages(markup)) <= set(next_pages(markup))
