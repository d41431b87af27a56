"""The language of the words, whatever the template says."""

from __future__ import annotations

import pytest

from pipelines.readers.answer import first_answer
from pipelines.readers.fields import language
from pipelines.readers.text.little_words import bear_out
from tests.pipelines.readers.making import document, read

TEXTS = {
    "ko": "장마가 길어지면서 집 안의 습기를 걱정하는 사람이 늘었습니다. 오늘은 제습기 고르는 법을 적어 둡니다.",
    "ja": "梅雨が長引き、家の中の湿気を心配する人が増えました。今日は除湿機の選び方を書いておきます。",
    "zh": "梅雨季节拖得很长，担心家里潮湿的人越来越多。今天写一写怎样挑选除湿机，以及平时要注意的事情。",
    "en": "The rainy season drags on, and more and more people worry about damp rooms at home this summer.",
    "de": "Die Regenzeit zieht sich hin, und immer mehr Leute machen sich Sorgen wegen feuchter Räume im Haus.",
    "fr": "La saison des pluies se prolonge, et de plus en plus de gens s'inquiètent de l'humidité à la maison.",
    "es": "La temporada de lluvias se alarga y cada vez más gente se preocupa por la humedad de la casa.",
    "ru": "Сезон дождей затянулся, и всё больше людей беспокоятся о сырости в доме этим летом.",
    "ar": "طال موسم الأمطار هذا العام، وازداد عدد الناس الذين يقلقون من رطوبة البيوت في هذا الصيف.",
    "th": "ฤดูฝนยาวนานขึ้น และผู้คนจำนวนมากขึ้นกังวลเรื่องความชื้นภายในบ้านในฤดูร้อนนี้",
    "el": "Η εποχή των βροχών παρατείνεται και όλο και περισσότεροι ανησυχούν για την υγρασία στο σπίτι.",
}


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_the_words_tell_the_language(tag: str) -> None:
    assert language.identify(TEXTS[tag]) == tag


@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_a_template_in_another_language_does_not_decide(tag: str) -> None:
    html = (
        f'<html lang="ko"><title>글</title><div class="entry-content"><p>{TEXTS[tag] * 4}</p></div>'
    )
    assert first_answer("language", language.READERS, document(html)).value == tag


def test_korean_with_many_english_names_is_korean() -> None:
    assert (
        language.identify(
            "Docker Compose로 PostgreSQL 컨테이너를 실행하는 방법과 volume 설정을 정리했습니다."
        )
        == "ko"
    )


def test_japanese_with_few_kana_is_japanese() -> None:
    assert (
        language.identify("東京都内の新規感染者数、前週比で減少。医療機関の負担は続く見通し")
        == "ja"
    )


def test_too_few_letters_leave_it_to_the_page() -> None:
    assert language.identify("OK", "de") == "de"
    assert language.identify("123", "") == ""


def test_a_tag_has_a_primary_part() -> None:
    assert language.primary("ko-KR") == "ko"
    assert language.primary("en_US") == "en"
    assert language.primary("Korean!") is None


def test_a_menu_beside_the_post_does_not_tell_its_language() -> None:
    menu = "".join(f"<li><a href='/{n}'>동네 도서관에서 보낸 여름 {n}</a></li>" for n in range(30))
    words = "<p>Moving a blog to another host took me a week, and this is what I learned.</p>" * 6
    html = f"<html lang='ko'><title>Moving</title><div class='content'><ul>{menu}</ul>{words}</div>"
    assert read(html).language == "en"


@pytest.mark.parametrize(
    "pairs", [("가힣", "ㄱㅎ", "ㅏㅣ"), ("ぁゖ", "ァヺ"), ("一\u9fff",), ("Ͱ\u03ff", "ἀ\u1fff")]
)
def test_a_script_counts_its_letters_and_no_others(pairs: tuple[str, ...]) -> None:
    script = language.Script(*pairs)
    bounds = [ord(one) + step for pair in pairs for one in pair for step in (-1, 0, 1)]
    text = "".join(map(chr, bounds)) + "a글仮字ー😀"
    written = text.encode("utf-16-be", "surrogatepass")
    found = script.count(written[::2], written[1::2])
    assert found == sum(any(a <= sign <= b for a, b in pairs) for sign in text)


def test_little_words_bear_out_what_a_page_declares_in_one_language_alone() -> None:
    english = "This is the post of a man who has been to the sea, and they were not there for that."
    assert bear_out("en", english)
    assert not bear_out("de", english)
    assert not bear_out("", english)
    assert not bear_out("en", f"{english} Это написано на другом языке.")
    catalan = "Aquesta és la casa que té una porta per la qual entren els nens i el gos del veí."
    assert not bear_out("es", catalan)
    assert not bear_out("ca", catalan)
