"""Bytes become the text that their writer meant, whatever they declare."""

from __future__ import annotations

import random
import zlib

import pytest

from pipelines.readers.text.encoding import decode, is_binary

KOREAN = "<p>뚝방길을 걸으며 봄바람을 맞았습니다. 똠방각하도 펲시도 KS 완성형에는 없습니다.</p>"
JAPANESE = "<p>今日は港の朝市へ行きました。味噌汁がとてもおいしかったです。①番の店です。</p>"
CHINESE = "<p>我们今天去了早市，那里的人很多，说话的声音很大。</p>"


def test_the_header_comes_before_the_page() -> None:
    page = f'<meta charset="utf-8">{KOREAN}'.encode("cp949")
    decoded = decode(page, "text/html; charset=EUC-KR")
    assert (decoded.encoding, decoded.source) == ("cp949", "header")
    assert "똠방각하" in decoded.text


def test_latin_1_in_the_header_says_less_than_the_page_itself() -> None:
    page = f'<meta charset="euc-kr">{KOREAN}'.encode("cp949")
    assert "펲시" in decode(page, "text/html; charset=iso-8859-1").text
    page = '<meta charset="euc-kr"><p>Über die Brücke zum Café.</p>'.encode("cp1252")
    assert "Brücke" in decode(page, "text/html; charset=iso-8859-1").text


def test_a_byte_order_mark_comes_before_the_header() -> None:
    assert decode(b"\xef\xbb\xbf" + KOREAN.encode(), "text/html; charset=euc-kr").source == "bom"


def test_a_declaration_that_the_bytes_contradict_loses() -> None:
    decoded = decode(KOREAN.encode("cp949"), "text/html; charset=utf-8")
    assert "펲시" in decoded.text


def test_utf_8_declared_as_something_else_in_meta_only_is_read_by_its_bytes() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=ascii">{KOREAN}'
    assert "뚝방길" in decode(page.encode()).text


@pytest.mark.parametrize(
    "label", ["iso-8859-15", "windows-1252", "windows-1251", "euc-kr", "gb2312"]
)
def test_utf_8_whatever_the_page_says_when_its_letters_leave_no_doubt(label: str) -> None:
    words = "<p>El próximo año será aún más difícil, contestó él. Ésa fue su única decisión.</p>"
    page = f'<meta charset="{label}">{words}'.encode()
    for content_type in ("text/html", f"text/html; charset={label}"):
        decoded = decode(page, content_type)
        assert (decoded.encoding, decoded.source) == ("utf-8", "utf-8")


@pytest.mark.parametrize("words", ["don’t – or “do”", "Über Köln nach Zürich", KOREAN])
def test_a_page_that_was_written_as_utf_8_twice_is_read_twice(words: str) -> None:
    twice = f'<meta charset="utf-8"><p>{words}</p>'.encode().decode("latin-1").encode()
    assert words in decode(twice).text
    # One who writes of it has whole letters beside the broken ones.
    both = f"<p>{words} – Ã¼</p>".encode()
    assert decode(both).text == both.decode()


def test_a_few_letters_that_happen_to_fit_utf_8_are_what_the_page_says() -> None:
    page = '<meta charset="iso-8859-1"><p>The letter Ã© is broken.</p>'.encode("cp1252")
    assert "Ã©" in decode(page).text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (JAPANESE, "cp932"),
        (JAPANESE.replace("①", ""), "euc_jp"),
        (CHINESE, "gb18030"),
        ("<p>Über die Brücke zum Café, natürlich.</p>", "cp1252"),
        ("<p>Сегодня мы пошли гулять по городу.</p>", "cp1251"),
        (KOREAN, "utf-8"),
    ],
)
def test_an_undeclared_encoding_is_known_by_its_text(text: str, encoding: str) -> None:
    assert decode(f"<html><body>{text}</body></html>".encode(encoding)).text.count(text) == 1


def test_one_broken_letter_does_not_change_the_encoding() -> None:
    page = (KOREAN * 30).encode() + b"\xff" + KOREAN.encode()
    decoded = decode(page, "text/html; charset=utf-8")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("뚝방길") == 31


def test_an_emoji_in_halves_does_not_change_the_encoding_of_a_short_page() -> None:
    halves = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    assert decode(KOREAN.encode() + halves, "text/html; charset=utf-8").text.startswith(KOREAN)


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff\xfe", b"\xff" * 50, b"charset=", b"<"])
def test_no_bytes_raise(body: bytes) -> None:
    assert isinstance(decode(body, "text/html; charset=\x00").text, str)


def test_random_bytes_are_no_text_and_a_page_with_stray_marks_is_some() -> None:
    noise = random.Random(1).randbytes(50_000)
    assert is_binary(decode(noise, "text/html").text)
    assert is_binary(decode(zlib.compress(noise), "text/html; charset=utf-8").text)
    page = "<p>도서관이 다시 문을 열었다.\x02</p>" * 50
    assert not is_binary(page)
    assert not is_binary(page + "\x00" * 100_000)


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "iso8859-5"])
@pytest.mark.parametrize("says", ["", '<meta charset="{}">'])
def test_words_without_a_latin_letter_are_not_latin_1_whatever_the_server_says(
    codec: str, says: str
) -> None:
    words = "Первый абзац рассказывает, как мы вышли из гавани ещё до рассвета. " * 3
    page = f"{says.format(codec)}<p>{words}</p>".encode(codec)
    assert words in decode(page, "text/html; charset=iso-8859-1").text


def test_letters_with_accents_in_a_row_are_latin_1() -> None:
    page = f"<p>{'Été à l’école, naïve «ÉÀÈÙ» et déjà créée. ' * 9}</p>".encode("cp1252")
    assert "déjà créée" in decode(page, "text/html; charset=iso-8859-1").text


@pytest.mark.parametrize(
    "row", ["·" * 80, "¯" * 80, "«»" * 40, "ÿ" * 80, "°º¤ø,¸¸,ø¤º°`°º¤ø,¸" * 10]
)
def test_a_rule_of_signs_is_no_script_of_its_own(row: str) -> None:
    page = f"<h1>Dos días</h1><p>{row}</p><p>Mañana iré al jardín.</p>"
    assert decode(page.encode("cp1252"), "text/html; charset=iso-8859-1").text == page
