"""The text of an element, whole or not at all."""

from __future__ import annotations

from pipelines.readers.trees.html import short_text
from pipelines.readers.trees.parsing import parse


def test_a_text_is_short_or_none() -> None:
    link = parse("<a href='/in/x'>\n  한\u00a0<b>지우</b>  </a>").find(".//a")
    assert link is not None
    assert short_text(link, 4) == "한 지우"
    assert short_text(link, 2) == ""
