"""What reading may have lost is measured: words in neither body nor named boilerplate."""

from __future__ import annotations

from pipelines.readers.left_out import left_out
from tests.pipelines.readers.making import document, read

PROSE = "".join(
    f"<p>장마가 길어지면서 집 안의 습기를 걱정하는 사람이 늘었습니다. 오늘은 {n}번째 방법을 적어 둡니다.</p>"
    for n in range(5)
)
BODY = f"<body><h1>장마</h1><div class='post-content'>{PROSE}{{}}</div></body>"


def test_a_body_that_is_whole_leaves_nothing_out() -> None:
    assert read(BODY.format("")).left_out == 0.0


def test_named_boilerplate_is_accounted_for() -> None:
    more = "<div class='share-buttons'>페이스북 트위터</div><p><a href='/2'>다른 글 보기</a></p>"
    assert read(BODY.format(more)).left_out == 0.0


def test_marks_of_notes_are_accounted_for_and_captions_are_the_posts() -> None:
    note = "<p>각주가 있는 문장입니다<sup><a href='#fn1'>1</a></sup></p>"
    figure = "<figure><img src=/a.jpg><figcaption>베란다의 화분</figcaption></figure>"
    assert read(BODY.format(note + figure)).left_out == 0.0


def test_words_that_nobody_accounts_for_are_measured() -> None:
    page = document(BODY.format("<p>여기 남은 말이 있습니다</p>"))
    body = read(BODY.format("")).body_text
    lost = left_out(page, body)
    assert lost is not None
    assert 0.02 < lost < 0.2


def test_where_there_is_no_body_there_is_nothing_to_measure() -> None:
    assert read("<body></body>").left_out is None
