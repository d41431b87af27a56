"""Letters, and digits, are told from signs as the regular expression would."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.readers.text.letters import letters_alone, letters_only


@given(st.text())
@example("snake_case, 1,000 %")
@example("북핵 (2024) – “책방”\u3164\u00ad")
@example("「第２版」 x² ٣ ④ ⅷ")
@example("\ud800 a")
def test_what_is_left_are_letters_and_digits(text: str) -> None:
    assert letters_only(text) == re.sub(r"[\W_]+", "", text)
    assert letters_alone(text) == re.sub(r"[\W\d_]+", "", text)
