"""The catalogue: every address found, folded to one candidate a post, with all who named it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from newscrawl.discovery.scope import is_page_address
from pipelines.items import Entry, FoundOutcome, SourceKind
from pipelines.urls import TRACKING, identity_url

#: The most telling source first.
RANK: dict[SourceKind, int] = {
    "api": 0,
    "folder": 0,
    "feed": 1,
    "sitemap": 2,
    "seed": 3,
    "page": 4,
    "listing": 5,
}
#: Query names that ask for another dress of the same page.
_DRESS = re.compile(r"amp|amphtml|noamp|m|mobile|print|output|share|replytocom|view|format|from")

#: Listings, and pages, that one candidate remembers: every page of a blog may link to it.
FEW = 3

State = Literal["new", "asked", "skipped"]


@dataclass(slots=True, eq=False)
class Candidate:
    """One address that may be a post, and everyone who named it."""

    identity: str
    entries: list[Entry] = field(default_factory=list)
    state: State = "new"
    #: What became of it and more of that in one word.
    outcome: FoundOutcome = "waiting"
    reason: str = ""

    def became(self, outcome: FoundOutcome, reason: str = "") -> None:
        """Note what became of it."""
        self.outcome, self.reason = outcome, reason

    @property
    def url(self) -> str:
        """Return the address to fetch: that of the most telling source, without tracking."""
        return without_tracking(self.ordered()[0].url)

    @property
    def kinds(self) -> set[SourceKind]:
        """Return the kinds of sources that named it."""
        return {entry.found_kind for entry in self.entries}

    @property
    def certain(self) -> bool:
        """Return True when a source that lists posts and nothing else named it."""
        return bool(self.kinds & {"api", "feed", "seed", "folder"})

    def note(self, entry: Entry) -> None:
        """Note who else named it; of lists and pages a few are enough."""
        if any(entry.found_in == other.found_in for other in self.entries):
            return
        weak = entry.found_kind in ("listing", "page")
        if weak and sum(other.found_kind == entry.found_kind for other in self.entries) >= FEW:
            return
        self.entries.append(entry)

    def forget_bodies(self) -> None:
        """Let go of whole posts that feeds carried, once the candidate's own page was read."""
        self.entries = [
            replace(entry, content_html=None) if entry.content_html else entry
            for entry in self.entries
        ]

    def ordered(self) -> tuple[Entry, ...]:
        """Return who named it, the most telling first."""
        return tuple(sorted(self.entries, key=lambda entry: RANK[entry.found_kind]))


class Catalogue:
    """All candidates of one blog, by identity."""

    def __init__(self, fold: Callable[[str], str] | None = None) -> None:
        """`fold` turns an address into the one its platform itself uses; by default none does."""
        self._fold = fold or (lambda url: url)
        self._candidates: dict[str, Candidate] = {}
        #: Addresses that are known to lead to another one.
        self._aliases: dict[str, str] = {}
        #: Candidates by what an index said of them: title and minute of publication.
        self._stated: dict[tuple[str, str], Candidate] = {}

    def __len__(self) -> int:
        return len(self._candidates)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._candidates.values())

    def identity(self, url: str) -> str:
        """Return the key under which `url` is held."""
        key = identity_url(self._fold(url))
        return self._aliases.get(key, key)

    def find(self, url: str) -> Candidate | None:
        """Return the candidate that `url` names, if it was found before."""
        return self._candidates.get(self.identity(url))

    def add(self, entry: Entry, *, plain: bool = False) -> Candidate | None:
        """Return the candidate of `entry` when it is new; else note who named it too, and None.

        With `plain` an address that only adds a query to a known one is that one.
        """
        known = self.find(entry.url) or self._undressed(entry.url, plain) or self._twin(entry)
        if known is not None:
            self._aliases.setdefault(self.identity(entry.url), known.identity)
            known.note(entry)
            return None
        candidate = Candidate(identity=self.identity(entry.url), entries=[entry])
        self._candidates[candidate.identity] = candidate
        if key := _statement(entry):
            self._stated.setdefault(key, candidate)
        return candidate

    def add_all(self, entries: Iterable[Entry]) -> list[Candidate]:
        """Return the new candidates among `entries`."""
        found = [self.add(entry) for entry in entries]
        return [candidate for candidate in found if candidate is not None]

    def same(self, url: str, other: str) -> None:
        """Note that `url` leads to `other` (a redirect): both are one from now on."""
        first, second = self.identity(url), self.identity(other)
        if first == second:
            return
        here, there = self._candidates.get(first), self._candidates.get(second)
        if here is not None and there is not None:
            there.entries.extend(here.entries)
            del self._candidates[first]
        elif here is not None:
            self._candidates[second] = here
            del self._candidates[first]
            here.identity = second
        self._aliases[first] = second

    def _twin(self, entry: Entry) -> Candidate | None:
        # A feed and a list that name one title at one minute mean one post; a list that does, two.
        key = _statement(entry)
        twin = self._stated.get(key) if key else None
        if twin is None or any(entry.found_kind == other.found_kind for other in twin.entries):
            return None
        return twin

    def _undressed(self, url: str, plain: bool) -> Candidate | None:
        for bare in _bare_forms(url, plain):
            candidate = self.find(bare)
            if candidate is not None and is_page_address(bare):
                return candidate
        return None


def without_tracking(url: str) -> str:
    """Return `url` without what tells where a visitor came from; all else stays as written."""
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if not TRACKING.match(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(pairs), ""))


def _statement(entry: Entry) -> tuple[str, str] | None:
    if not entry.title or entry.published is None:
        return None
    if entry.published.precision not in ("second", "minute"):
        return None
    return " ".join(entry.title.split()), entry.published.utc.strftime("%Y%m%d%H%M")


def _bare_forms(url: str, plain: bool) -> Iterator[str]:
    """Yield the addresses whose phone, print or AMP copy `url` would be."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _DRESS.fullmatch(name.lower())]
    path = parts.path
    if len(kept) < len(pairs):
        yield origin + path + (f"?{urlencode(kept)}" if kept else "")
    if plain and pairs:
        yield origin + path
    query = f"?{urlencode(kept)}" if kept and not plain else ""
    for twin in (
        re.sub(r"^/(?:m|amp|mobile)/", "/", path),
        re.sub(r"/(?:amp|print)/?$", "/", path),
        re.sub(r"\.amp(\.html?)?$", r"\1", path),
    ):
        if twin != path and twin != "/":
            yield origin + twin + query
