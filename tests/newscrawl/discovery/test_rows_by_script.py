"""Rows of a list that lead nowhere but by a script."""

from __future__ import annotations

import pytest

from newscrawl.discovery.rows_by_script import has_rows_by_script
from pipelines.readers.trees.parsing import parse

TITLES = ("장터에 다녀온 이야기", "도서관이 새로 여는 날", "저수지에서 보낸 하루",
          "자전거길 고치는 법", "김장에 대한 기록", "골목길과 이웃들")  # fmt: skip


def has_rows(row: str, count: int = 6) -> bool:
    rows = (row.format(n, title) for n, title in enumerate(TITLES[:count]))
    return has_rows_by_script(parse(f"<html><body>{''.join(rows)}</body></html>"))


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td><a href=\"javascript:fn_view('{0}')\">{1}</a></td></tr>",
        '<li><a href="#none" onclick="goView({0}, \'free\'); return false;">{1}</a></li>',
        "<h3><a onclick=\"return open_post('{0}')\">{1}</a></h3>",
        "<h3><a onclick=\"displayPost('{0}')\">{1}</a></h3>",
    ],
)
def test_titles_that_call_a_function_with_keys_of_their_own_are_rows(row: str) -> None:
    body = f"<table>{row}</table>" if row.startswith("<tr>") else row
    rows = "".join(row.format(n, title) for n, title in enumerate(TITLES))
    assert has_rows_by_script(parse(f"<html><body>{body.replace(row, rows)}</body></html>"))
    assert not has_rows(row, 4)


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/view?id={0}" onclick="count(\'{0}\')">{1}</a></li>',
        "<li><a href=\"javascript:share('{0}')\">{1}</a></li>",
        "<li><a href=\"javascript:showPhoto('{0}')\">{1}</a></li>",
        '<dl><dt><a href="#" onclick="openFaq({0}); return false">{1}</a></dt></dl>',
        "<li><a href=\"javascript:fn_view('{0}')\">보기</a></li>",
        "<li><a href=\"javascript:fn_view('1')\">{1}</a></li>",
        "<p><a href=\"javascript:fn_view('{0}')\">{1}</a></p>",
        "<nav><li><a href=\"javascript:go('{0}')\">{1}</a></li></nav>",
        '<ul class="gnb"><li><a href="javascript:go(\'{0}\')">{1}</a></li></ul>',
        '<li><a href="javascript:void(0)">{1}</a></li>',
    ],
)
def test_links_menus_and_what_does_something_else_are_no_rows(row: str) -> None:
    assert not has_rows(row)
