"""Text keeps the blocks of the page, and nothing that nobody wrote."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.parsing import fragment


def lines(markup: str) -> list[str]:
    return text_lines(fragment(markup))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>하나 <b>둘</b>셋</p><p>넷</p>", ["하나 둘셋", "넷"]),
        ("글<br>줄<br><br>끝", ["글", "줄", "끝"]),
        ("<ul><li>하나<ul><li>안</li></ul></li><li>둘</li></ul>", ["하나", "안", "둘"]),
        ("<table><tr><td>왼</td><td><p>오른</p></td></tr></table>", ["왼 오른"]),
        ("<table><tr><td><p>긴</p><p>칸</p></td><td>옆</td></tr></table>", ["긴", "칸", "옆"]),
        ("<dl><dt>말</dt><dd>뜻</dd></dl>", ["말", "뜻"]),
        ("<p>&nbsp;</p><p>\u200b</p><p>글\u200b</p>", ["글"]),
        ("<p>Wein\u00adbau</p>", ["Weinbau"]),
        ("<pre>a:\n    b\n\n  c</pre>", ["a:", "    b", "  c"]),
        ("<figure><img src=a.jpg alt='안 보임'><figcaption>설명</figcaption></figure>", ["설명"]),
        ("<p>셋이다.<sup><a href='#fn1'>1</a></sup> 그렇다.</p>", ["셋이다. 그렇다."]),
        ("<p>주석 <a href='#fnref1'>↩</a></p>", ["주석"]),
        ("<div>앞<div>속</div>뒤</div>", ["앞", "속", "뒤"]),
    ],
)
def test_blocks_stand_on_lines_of_their_own(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_a_square_number_is_no_footnote() -> None:
    assert lines("<p>넓이는 9m<sup>2</sup>이다</p>") == ["넓이는 9m2이다"]
