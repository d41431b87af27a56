"""What reading may have lost is measured: words in neither body nor named boilerplate."""

from __future__ import annotations

from pipelines.readers.bodies.left_out import left_out
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
    caption = "<div><img src=/a.jpg><p class='wp-caption-text'>베란다의 화분</p></div>"
    body = read(BODY.format("")).body_text
    assert left_out(document(BODY.format(caption)), body) == 0.0


def test_words_that_nobody_accounts_for_are_measured() -> None:
    page = document(BODY.format("<p>여기 남은 말이 있습니다</p>"))
    body = read(BODY.format("")).body_text
    lost = left_out(page, body)
    assert lost is not None
    assert 0.02 < lost < 0.2


def test_a_paragraph_without_the_number_of_its_note_is_a_number_short() -> None:
    told = "<p>둑을 따라 걷다가 오래된 물레방아를 보았습니다{}. 물은 아직 흐르고 있었습니다.</p>"
    body = read(BODY.format(told.format(""))).body_text
    letters = sum(map(str.isalnum, body))
    lost = left_out(document(BODY.format(told.format(" 7 "))), body)
    assert lost == round(1 / (letters + 1), 4)
    linked = told.format(" <a href='/notes/7'>7</a> ")
    assert left_out(document(BODY.format(linked)), body) == 0.0


def test_a_sentence_that_is_lost_out_of_a_paragraph_is_counted_alone() -> None:
    body = read(BODY.format("")).body_text
    lost = "물레방아는 쉬지 않았다"
    said = body.split("\n")[-1]
    page = document(BODY.replace("{}", "").replace(said, f"{said} {lost}."))
    assert left_out(page, body) == round(10 / (sum(map(str.isalnum, body)) + 10), 4)


def test_where_there_is_no_body_there_is_nothing_to_measure() -> None:
    assert read("<body></body>").left_out is None
