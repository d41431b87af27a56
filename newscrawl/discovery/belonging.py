"""Whose the entries of a source are: the blog's, another host's, a user's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.scope import at_host_of, bare_host, user_folder
from pipelines.items import Entry
from pipelines.urls import canonical_url

#: Paths that a source shares with the home page before its host is taken for another name of it.
PROOFS = 3


def under_own_host(entries: Sequence[Entry], home: Markup) -> Sequence[Entry]:
    """Return entries with the host of the blog, where they are the blog's under another one.

    A sitemap that was made on its author's machine names localhost.
    """
    host = bare_host(home.url)
    if not entries or any(bare_host(entry.url) == host for entry in entries):
        return entries
    shown = {_path(link.url) for link in home.links if bare_host(link.url) == host}
    named = {_path(entry.url) for entry in entries}
    if len((shown & named) - {"", "/"}) < PROOFS:
        return entries
    return [replace(entry, url=at_host_of(entry.url, home.url)) for entry in entries]


def at_home(entries: Sequence[Entry], hosts: frozenset[str]) -> list[Entry]:
    """Return the entries that lie on `hosts`, or on the one other host that most of them are on."""
    common = Counter(bare_host(entry.url) for entry in entries).most_common(1)
    lives_at = common[0][0] if common and common[0][1] * 2 > len(entries) else ""
    return [
        entry
        for entry in entries
        if bare_host(entry.url) in hosts or bare_host(entry.url) == lives_at
    ]


def names_others_alone(entries: Sequence[Entry], hosts: frozenset[str]) -> bool:
    """Return True when no entry of a sitemap is of the blog's hosts.

    What lies there in the folders of others is a platform's sitemap of all its users.
    """
    return bool(entries) and not any(bare_host(entry.url) in hosts for entry in entries)


def user_folders(entries: Sequence[Entry], count: int) -> set[str]:
    """Return the users' folder in which most of the `count` entries of a feed lie, if any."""
    folders = Counter(filter(None, (user_folder(entry.url) for entry in entries)))
    return {folder for folder, number in folders.items() if 2 * number > count}


def _path(url: str) -> str:
    parts = urlsplit(canonical_url(url))
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
