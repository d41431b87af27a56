"""The errors that end a run with one line for a person to act on."""

from __future__ import annotations


class UsageError(Exception):
    """A bad argument or setting; the message names the cause and the next step. Exit code 1."""
