"""The errors that end a run with one line for a person to act on."""

from __future__ import annotations


class UsageError(Exception):
    """A bad argument or setting; the message names the cause and the next step. Exit code 1."""


def missing_package(error: ImportError) -> str | None:
    """Return what is said when a package that newscrawl needs cannot be imported.

    None when that is no fault of the installation but one of ours.
    """
    package = (error.name or "").partition(".")[0]
    if package in ("", "newscrawl", "pipelines"):
        return None
    return (
        f"the package {package} is missing or broken ({error}); install what newscrawl needs "
        "(`pip install -r requirements.txt`), `newscrawl doctor` says what is amiss"
    )
