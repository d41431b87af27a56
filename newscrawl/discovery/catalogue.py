"""The catalogue: every address found, folded to one candidate a post, with all who named it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from newscrawl.discovery.scope import is_page_address
from newscrawl.discovery.spellings import bare_forms, other_ending, without_tracking
from pipelines.items import Entry, FoundOutcome, SourceKind
from pipelines.urls import url_hash

#: The most telling source first.
RANK: dict[SourceKind, int] = {
    "api": 0,
    "folder": 0,
    "feed": 1,
    "sitemap": 2,
    "seed": 3,
    "part": 4,
    "page": 5,
    "listing": 6,
}
#: Kinds of sources that list posts and nothing else.
CERTAIN: frozenset[SourceKind] = frozenset({"api", "feed", "seed", "folder"})


#: Listings, and pages, that one candidate remembers: every page of a blog may link to it.
FEW = 3

#: Where an address stands on its way. `new`: nobody has judged it; `due`: to be asked for;
#: `again`: its page is kept and is to be read once more, for its links, after all that is due;
#: `leased`: a run is at it; `stored`, `failed`; `closed`: it was read, and there is nothing to
#: store; `skipped`: it is not to be asked for; `parked`: not now.
State = Literal["new", "due", "again", "leased", "stored", "failed", "closed", "skipped", "parked"]
#: States of an address that may still be asked for.
OPEN: frozenset[State] = frozenset({"new", "parked"})


@dataclass(slots=True, eq=False)
class Candidate:
    """One address that may be a post, and everyone who named it."""

    #: Hash of the address as its platform writes it: the key of its row in the archive.
    identity: str
    entries: list[Entry] = field(default_factory=list)
    state: State = "new"
    #: What became of it and more of that in one word.
    outcome: FoundOutcome = "waiting"
    reason: str = ""
    #: All that was said for it, when more was said than one word.
    reasons: tuple[str, ...] = ()
    #: The lowest is asked for first.
    place: int = 0
    #: What the source that named it first stated, as a hash; empty when nothing.
    statement: str = ""

    def became(
        self, outcome: FoundOutcome, reason: str = "", reasons: tuple[str, ...] = ()
    ) -> None:
        """Note what became of it."""
        self.outcome, self.reason, self.reasons = outcome, reason, reasons

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
        return bool(self.kinds & CERTAIN)

    def note(self, entry: Entry) -> bool:
        """Note who else named it, and return True; of lists and pages a few are enough."""
        # A page may prove to be a list.
        said = (entry.found_in, entry.found_kind)
        for place, other in enumerate(self.entries):
            if (other.found_in, other.found_kind) == said:
                learned = entry.among_posts and not other.among_posts
                if learned:
                    self.entries[place] = replace(other, among_posts=True)
                return learned
        weak = entry.found_kind in ("listing", "page", "part")
        if weak and sum(other.found_kind == entry.found_kind for other in self.entries) >= FEW:
            return False
        self.entries.append(entry)
        return True

    def named_first_by(self, entry: Entry) -> bool:
        """Return True when it was this entry by which it was found."""
        first = self.entries[0]
        return (first.url, first.found_in) == (entry.url, entry.found_in)

    def ordered(self) -> tuple[Entry, ...]:
        """Return who named it, the most telling first."""
        return tuple(sorted(self.entries, key=lambda entry: RANK[entry.found_kind]))


class Catalogue:
    """Candidates of one blog by identity: the few that are looked at just now."""

    def __init__(self, fold: Callable[[str], str] | None = None) -> None:
        """`fold` turns an address into the one its platform itself uses; by default none does."""
        self._fold = fold or (lambda url: url)
        self._candidates: dict[str, Candidate] = {}
        #: Addresses that are known to lead to another one.
        self._aliases: dict[str, str] = {}
        #: Candidates by what an index said of them: title and minute of publication.
        self._stated: dict[str, Candidate] = {}
        #: What `add` and `same` changed, to be written down.
        self.changed: dict[str, Candidate] = {}
        self.new_aliases: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._candidates)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._candidates.values())

    def take(self, candidates: Iterable[Candidate], aliases: Mapping[str, str]) -> None:
        """Take candidates and aliases that were found earlier."""
        for candidate in candidates:
            self._candidates[candidate.identity] = candidate
            if candidate.statement:
                self._stated.setdefault(candidate.statement, candidate)
        self._aliases.update(aliases)

    def keys(self, entry: Entry, *, plain: bool = False) -> tuple[set[str], str]:
        """Return all identities, and the statement, under which `entry` may be known."""
        urls = (entry.url, *bare_forms(entry.url, plain), other_ending(entry.url))
        return {self.key(url) for url in urls if url}, _statement(entry)

    def key(self, url: str) -> str:
        """Return the identity of `url` as its platform writes it."""
        return url_hash(self._fold(url))

    def identity(self, url: str) -> str:
        """Return the key under which `url` is held."""
        key = self.key(url)
        return self._aliases.get(key, key)

    def find(self, url: str) -> Candidate | None:
        """Return the candidate that `url` names, if it was found before."""
        return self._candidates.get(self.identity(url))

    def add(self, entry: Entry, *, plain: bool = False) -> Candidate | None:
        """Return the candidate of `entry` when it is new; else note who named it too, and None.

        With `plain` an address that only adds a query to a known one is that one.
        """
        candidate, new = self.named(entry, plain=plain)
        return candidate if new else None

    def named(self, entry: Entry, *, plain: bool = False) -> tuple[Candidate, bool]:
        """Return the candidate of `entry`, and True when nobody had named it before."""
        known = (
            self.find(entry.url)
            or self._undressed(entry.url, plain)
            or self._ending_otherwise(entry)
            or self._twin(entry)
        )
        if known is not None:
            self._alias(self.identity(entry.url), known.identity)
            self._alias(url_hash(entry.url), known.identity)
            if known.note(entry):
                self.changed[known.identity] = known
            return known, False
        candidate = Candidate(identity=self.identity(entry.url), entries=[entry])
        statement = _statement(entry)
        if statement and statement not in self._stated:
            candidate.statement = statement
            self._stated[statement] = candidate
        self._candidates[candidate.identity] = candidate
        self.changed[candidate.identity] = candidate
        # The ledger knows an address as it was named.
        self._alias(url_hash(entry.url), candidate.identity)
        return candidate, True

    def same(self, url: str, other: str) -> None:
        """Note that `url` leads to `other` (a redirect): both are one from now on."""
        first, second = self.identity(url), self.identity(other)
        if first == second:
            return
        here, there = self._candidates.pop(first, None), self._candidates.get(second)
        if here is not None and there is not None:
            there.entries.extend(here.entries)
            self.changed[second] = there
        elif here is not None:
            self._candidates[second] = self.changed[second] = here
            here.identity = second
        self.changed.pop(first, None)
        self._alias(first, second)

    def _alias(self, first: str, second: str) -> None:
        if first != second and first not in self._aliases:
            self._aliases[first] = self.new_aliases[first] = second

    def _twin(self, entry: Entry) -> Candidate | None:
        # A feed and a list that name one title at one minute mean one post; a list that does, two.
        key = _statement(entry)
        twin = self._stated.get(key) if key else None
        if twin is None or any(entry.found_kind == other.found_kind for other in twin.entries):
            return None
        return twin

    def _ending_otherwise(self, entry: Entry) -> Candidate | None:
        # A link in a post may be as old as the post, and its address dead since. One where a post
        # was held leads to its new one, or shows that it does not.
        is_dead = entry.found_kind in ("page", "seed")
        other = "" if is_dead else other_ending(entry.url)
        candidate = self.find(other) if other else None
        if candidate is None or candidate.kinds == {"page"}:
            return None
        return candidate if candidate.outcome in ("waiting", "archived") else None

    def _undressed(self, url: str, plain: bool) -> Candidate | None:
        for bare in bare_forms(url, plain):
            candidate = self.find(bare)
            if candidate is not None and is_page_address(bare):
                return candidate
        return None


def _statement(entry: Entry) -> str:
    if not entry.title or entry.published is None:
        return ""
    if entry.published.precision not in ("second", "minute"):
        return ""
    stated = f"{' '.join(entry.title.split())}\n{entry.published.utc:%Y%m%d%H%M}"
    return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()
