"""What verbs say beside their output."""

from __future__ import annotations

import re
import time

import pytest

from newscrawl.commands._output import at_work


def test_a_long_question_gives_signs_of_life_until_it_is_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ""
    with at_work("counting links", seconds=0.01):
        while not said:
            time.sleep(0.01)
            said = capsys.readouterr().err
    assert re.match(r"counting links: \d+ s so far\n", said)
    capsys.readouterr()
    with at_work("counting links", seconds=60):
        pass
    assert capsys.readouterr().err == ""
