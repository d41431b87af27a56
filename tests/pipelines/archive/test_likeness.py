"""How alike two texts are, and that texts that are alike meet."""

from __future__ import annotations

import random

from pipelines.archive.likeness import bands, letters, likeness, shingles, text_hash

KOREAN = "대통령실은 한미동맹에 대한 초당적 지지와 긴밀한 협력을 강조하였다. " * 2 + "끝."
LATIN = "The quick brown fox jumps over the lazy dog, and nobody saw it coming at all."


def words(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choices("가나다라마바사아자차", k=3)) for _ in range(count)]


def alike(one: str, other: str) -> float:
    return likeness(shingles(letters(one)), shingles(letters(other)))


def test_blanks_marks_case_and_width_make_no_difference():
    assert letters("Ａlliance, 한 미!\n동맹") == letters("alliance 한미동맹") == "alliance한미동맹"
    assert alike(LATIN, LATIN.upper().replace(" ", "  ")) == 1.0
    assert text_hash(letters(LATIN)) == text_hash(letters(LATIN.lower()))


def test_other_texts_are_not_alike_and_shuffled_words_are_not_the_text():
    assert alike(KOREAN, LATIN) == 0.0
    some = words(200, 1)
    assert alike(" ".join(some), " ".join(words(200, 2))) < 0.05
    assert alike(" ".join(some), " ".join(sorted(some))) < 0.3


def test_one_word_of_many_lowers_the_likeness_a_little():
    some = words(200, 1)
    other = [*some[:100], "다른말", *some[101:]]
    assert 0.9 < alike(" ".join(some), " ".join(other)) < 1.0


def test_texts_that_are_alike_share_a_band_and_others_do_not():
    shared = 0
    for seed in range(50):
        some = words(120, seed)
        other = [word if n % 25 else "다른말" for n, word in enumerate(some)]
        one, two = shingles(letters(" ".join(some))), shingles(letters(" ".join(other)))
        assert likeness(one, two) > 0.8
        shared += bool(set(bands(one)) & set(bands(two)))
        stranger = shingles(letters(" ".join(words(120, seed + 1000))))
        assert not set(bands(one)) & set(bands(stranger))
    assert shared >= 48


def test_a_print_is_the_same_on_every_machine():
    # These numbers lie in archives: whoever changes them has all prints made anew.
    assert bands(shingles(letters(KOREAN)))[:2] == BANDS
    assert len(bands(shingles("가나다라마"))) == 12
    assert bands(set()) == []


BANDS = [5601806584366992610, 5399694525803092237]
