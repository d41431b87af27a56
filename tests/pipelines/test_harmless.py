"""Text from the web cannot steer a terminal, nor break a line of fields."""

from __future__ import annotations

import pytest

from pipelines.harmless import harmless, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("한글 and العربية", "한글 and العربية"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("half \ud800 pair", "half \\ud800 pair"),
        ("one\ttwo\nthree\rfour", "one two three four"),
        ("\a\b\0\x7f", "\\x07\\x08\\x00\\x7f"),
    ],
)
def test_one_line_shows_what_would_be_obeyed(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_a_body_keeps_its_lines() -> None:
    assert harmless("a\r\n\tb\x1b]0;title\x07") == "a\n\tb\\x1b]0;title\\x07"
