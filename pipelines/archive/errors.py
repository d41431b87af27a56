"""The errors of the archive: each names its cause and what to do next."""

from __future__ import annotations


class ArchiveError(Exception):
    """Something about the archive that a person has to act on."""


class ArchiveUnreachable(ArchiveError):
    """The database cannot be opened, read or written."""


class ArchiveRefuses(ArchiveError):
    """The database answers, and takes a statement no more than it would the next time."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"The archive {url} refuses what is asked of it: {reason}. Tell whether it is sound: "
            "newscrawl db check --deep; if not, bring it back from a backup."
        )
        #: The database's own words.
        self.reason = reason


class SchemaTooOld(ArchiveError):
    """The tables are older than this program, or are not there yet."""


class SchemaTooNew(ArchiveError):
    """The tables were made by a newer newscrawl, one between releases, or another program."""


class ScheduleExists(ArchiveError):
    """There is a schedule of this name already."""


class LockHeld(ArchiveError):
    """Somebody else holds the lock; the message says who, since when and until when."""


class TargetNotEmpty(ArchiveError):
    """The database to copy to holds something already, or the source holds what is not copied."""


class CopyDiffers(ArchiveError):
    """A copy does not hold what it was made from."""


class CopyUnfinished(ArchiveError):
    """The archive is part of a copy that was broken off."""


class BadCondition(ArchiveError):
    """A condition given in SQL is none that the database takes."""
