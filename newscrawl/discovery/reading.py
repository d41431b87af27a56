"""What one index said: the answer type of every reader in this room."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.items import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The posts an index names, and where it goes on."""

    entries: tuple[Entry, ...] = ()
    #: Further indexes to read: parts of a sitemap index, the next page of a feed.
    more: tuple[str, ...] = ()
    #: True when it names the newest alone by its nature, as a sitemap of news or a feed does.
    newest_only: bool = False
    #: How many posts the index says there are in all; None when it does not say.
    total: int | None = None
    #: Why nothing, or not all, could be read; empty when all went well.
    problem: str = ""
    #: The program that wrote it, lower case, as it names itself.
    generator: str = ""
