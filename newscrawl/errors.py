"""The errors that end a run with one line for a person to act on."""

from __future__ import annotations

import errno
from pathlib import Path


class UsageError(Exception):
    """A bad argument or setting; the message names the cause and the next step. Exit code 1."""


def cannot_write(name: str, error: OSError) -> UsageError:
    """Return what is said when the file or folder `name` cannot be written.

    Or when what was to be written there cannot be read.
    """
    place = Path(name).absolute()
    at = Path(str(error.filename)).absolute() if error.filename else place
    # What becomes NAME when it is whole is written beside it, as NAME.something.
    beside = at.parent == place.parent and at.name.startswith(f"{place.name}.")
    there = beside or at.is_relative_to(place) or place.is_relative_to(at)
    deed, about = ("write", name) if there else ("read", str(at))
    return UsageError(f"cannot {deed} {about!r}: {error.strerror or error}; {way_out(error)}")


def way_out(error: OSError) -> str:
    """Return what a person can do about a place that cannot be written."""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "check its permissions, or name another place"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "make room, or name another place"
    return "name another place"


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
