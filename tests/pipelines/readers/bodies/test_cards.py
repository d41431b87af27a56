"""Cards: what they are called."""

from __future__ import annotations

from pipelines.readers.bodies.cards import card_title
from pipelines.readers.trees.parsing import fragment


def test_a_title_is_looked_for_where_a_card_has_one() -> None:
    # Links that were never closed hold each other, and the rest of the page.
    rest = "<i>말</i>" * 200
    near = fragment(f"<a href='/x'><p class='og-title'>제목</p>{rest}</a>")
    far = fragment(f"<a href='/x'>{rest}<p class='og-title'>제목</p></a>")
    assert card_title(near) == "제목"
    assert card_title(far) == "말" * 200 + "제목"
