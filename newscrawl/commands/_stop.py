"""Stop: how a verb ends early, with one line for a person and an exit code for a machine."""

from __future__ import annotations


class Stop(Exception):
    """Ends the tool; the message names the cause and the next step, `code` is the exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code
