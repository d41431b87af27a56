"""Who signs a report, and whom the table of a board names."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("KBS 뉴스 서윤덕입니다.", ("서윤덕",)),
        ("MBC뉴스, 김현지입니다", ("김현지",)),
        ("YTN 정혜윤 (jhy@paper.example)", ("정혜윤",)),
        ("jhy@paper.example 하늘일보 정혜윤", ("정혜윤",)),
        # Whom to ask, and sentences.
        ("제보하기 desk@paper.example", ()),
        ("이메일 desk@paper.example", ()),
        ("오늘의 주인공은 김현지입니다.", ()),
    ],
)
def test_the_line_that_signs_a_report(line: str, names: tuple[str, ...]) -> None:
    assert read(f"{HEAD}{PROSE}<p>{line}</p>").authors == names


def test_a_name_behind_a_day_and_by() -> None:
    line = "<p><time>2022년 3월 5일</time> by 필름광</p>"
    assert read(HEAD + line + PROSE).authors == ("필름광",)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            "<tr><td>글쓴이</td><td>써니 &nbsp; 2002-04-19 22:05 &nbsp; 조회수 : 57</td></tr>",
            ("써니",),
        ),
        ("<tr><th>이름</th><td>정다은</td><th>등록일</th><td>2022.05.13</td></tr>", ("정다은",)),
        ("<tr><td><b>감나무</b></td><td>2004-09-27, 조회 : 231, 추천 : 12</td></tr>", ("감나무",)),
        # The head of a list of posts.
        (
            "<tr><td>제목</td><td>글쓴이</td><td>날짜</td></tr><tr><td>외갓집</td><td>밤송이</td></tr>",
            (),
        ),
    ],
)
def test_the_table_of_a_board(rows: str, names: tuple[str, ...]) -> None:
    assert read(f"{HEAD}<table>{rows}</table>{PROSE}").authors == names


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        (
            "<dt>Yazar</dt><dd><ul><li><dl><dt>İsim</dt><dd>Gökçe Tunalı</dd>"
            "<dt>Twitter</dt><dd>@gokcet</dd></dl></li></ul></dd>",
            ("Gökçe Tunalı",),
        ),
        ("<dt>Authors:</dt><dd>Ida Moss</dd>", ("Ida Moss",)),
        ("<dt>Authors</dt><dt>Name</dt><dt>Twitter</dt><dd>Ida Moss</dd>", ()),
        ("<dt>Location</dt><dd>Ida Moss</dd>", ()),
    ],
)
def test_a_list_of_facts_defines_who_wrote(facts: str, names: tuple[str, ...]) -> None:
    assert read(f"{HEAD}<dl>{facts}</dl>{PROSE}").authors == names
