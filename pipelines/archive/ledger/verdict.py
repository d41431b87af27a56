"""How complete a blog is held, and the one sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """What one source claims, and how much of that is held."""

    url: str
    kind: str
    last_read_at: datetime | None
    problem: str
    #: Addresses it named when it was last read.
    claimed: int
    declared_total: int | None
    held: int
    #: Named, read, and no post: a page about the blog, a list.
    no_post: int
    #: Named and not held, by outcome and reason: "failed 500", "robots".
    missing: dict[str, int]
    #: Held posts of the site that still stand there and that this source does not name.
    lacks: int
    #: Of them, those that it named before, where it names no post at all now.
    forgot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ledger of one site."""

    site: str
    #: Posts held.
    held: int
    #: Of them, those that still stand at the blog: not gone, protected or redirected.
    live: int
    sources: tuple[SourceCoverage, ...]
    #: Addresses that look like no posts, or like others that were none, and were never read.
    unread: int
    #: Addresses that were read, and are no posts to the readers.
    no_posts: int
    #: Posts that are there and not held, because nobody may read them: by reason, `paywall`.
    withheld: dict[str, int]
    #: True also where posts are withheld: then the verdict says so.
    complete: bool
    #: One sentence.
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """An address that was found, and of which the archive holds no post."""

    url: str
    #: `no-post`, `withheld`, `gone`, `failed`, `robots`, `waiting`.
    outcome: str
    #: More of it: `listing`, `404`, `timeout`, ...
    reason: str
    #: Whether its page was read; others were judged by what they look like.
    was_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is held of a blog, and what was found of it."""

    #: As in Coverage.
    held: int
    live: int
    #: Of those held, the ones that are there and that nobody may read any more.
    closed: int
    #: As in Coverage.
    withheld: dict[str, int]
    #: Of those held, the ones to which links of other posts alone led.
    unlisted: int
    #: Of those held, the ones that feeds alone named, or feeds and links of other posts.
    only_fed: int
    #: Lists that were not read, after others of their kind had named nothing new.
    lists_left: int


def verdict_on(
    found: Found, sources: Sequence[SourceCoverage], holes: dict[str, int]
) -> tuple[bool, str]:
    """Return whether all of a blog is held that may be read, and the sentence that says so."""
    complete, verdict = _judged(found, sources, holes)
    if found.withheld and not complete:
        verdict += f"; {_withheld(found)}"
    return complete, verdict


def _judged(
    found: Found, sources: Sequence[SourceCoverage], holes: dict[str, int]
) -> tuple[bool, str]:
    if holes:
        total = sum(holes.values())
        return False, f"incomplete: {found.held} posts held, {total} missing ({_listed(holes)})"
    sources = [source for source in sources if not _is_nothing(source)] or sources
    short = _most_short(found, sources)
    more = "" if short is None else f"{short.url} says that there are {short.declared_total}"
    doubts = (
        _of_a_count(short, found, sources) if short is not None else "",
        _of_the_unread(found, sources),
        _of_what_names_all(found, sources),
    )
    if doubt := next(filter(None, doubts), ""):
        return False, doubt
    agreeing = sum(not source.lacks for source in sources)
    left = f" ({found.held - found.live} no longer at the blog)" if found.held > found.live else ""
    named = "1 source names" if len(sources) == 1 else f"{len(sources)} sources name"
    each = f"{agreeing or 'none'} of them name{'' if agreeing > 1 else 's'} every post"
    but = f", but for {_withheld(found)}" if found.withheld else ""
    whole = f"complete{but}: {found.held} posts held{left}, all that {named}; {each}"
    return True, "; ".join(filter(None, (whole, more)))


def _most_short(found: Found, sources: Sequence[SourceCoverage]) -> SourceCoverage | None:
    """Return the source that says of most posts that there are more of them than are known.

    One that names all, and named fewer than it says, was not read to its end: no other source's
    word against that.
    """
    short = [
        source
        for source in sources
        if source.declared_total is not None and source.declared_total > _answered(source, found)
    ]
    return max(
        short, key=lambda one: (one.kind not in _OF_ALL, one.declared_total or 0), default=None
    )


def _of_a_count(short: SourceCoverage, found: Found, sources: Sequence[SourceCoverage]) -> str:
    """Return what speaks against a blog of which a source says that there are more posts."""
    if short.kind not in _OF_ALL:
        return (
            f"incomplete: {short.url} says that there are {short.declared_total} posts "
            f"and named {short.claimed}"
        )
    lacking = (short.declared_total or 0) - _answered(short, found)
    if _is_outvoted(lacking, sources) and not any(source.problem for source in sources):
        return ""
    return (
        f"not proved: {found.live} posts held, but {short.url} says that there are "
        f"{short.declared_total}: {lacking} more may be drafts or deleted, or lie where nothing "
        "that was read leads"
    )


def _of_the_unread(found: Found, sources: Sequence[SourceCoverage]) -> str:
    """Return what speaks against a blog of which sources could not be read, or held nothing."""
    broken = [source for source in sources if source.problem]
    if len(broken) == len(sources):
        why = f" ({', '.join(sorted({source.problem for source in broken}))})" if broken else ""
        return f"not proved: {found.held} posts held, but no source could be read whole{why}"
    if broken:
        named = ", ".join(f"{source.url} ({source.problem})" for source in broken[:3])
        return (
            f"not proved: all that was named is held ({found.held} posts), but a source could not "
            f"be read whole: {named}"
        )
    if not found.held:
        most = max(source.claimed for source in sources)
        return f"not proved: nothing is held; none of {most} addresses named was a post"
    return ""


def _of_what_names_all(found: Found, sources: Sequence[SourceCoverage]) -> str:
    """Return what speaks against a blog of which no source names every post."""
    whole = [source for source in sources if source.kind in _WHOLE or _is_whole_feed(source)]
    if not whole:
        return (
            f"not proved: all that was named is held ({found.held} posts), but only feeds name "
            "posts, and feeds may be cut short"
        )
    empty = max(whole, key=lambda source: source.forgot)
    if any(not source.lacks and not _is_older(source, empty) for source in whole):
        return ""
    if empty.forgot:
        return (
            f"not proved: {found.held} posts held, but {empty.url} names none of the "
            f"{empty.forgot} that it named before, nor others: it may not show its posts now"
        )
    if found.unlisted:
        return (
            f"not proved: {found.held} posts held, but links of other posts alone led to "
            f"{found.unlisted} of them: lists may lack more"
        )
    if found.only_fed:
        return (
            f"not proved: {found.held} posts held, but feeds alone named {found.only_fed} of them, "
            "and feeds may be cut short: lists may lack more"
        )
    if found.lists_left:
        return (
            f"not proved: all that was named is held ({found.held} posts), but no source names "
            f"every post, and {found.lists_left} lists were not read"
        )
    return ""


def _withheld(found: Found) -> str:
    return f"{sum(found.withheld.values())} withheld ({_listed(found.withheld)})"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))


#: Kinds of sources that may name all posts; a feed may be cut short.
_WHOLE = ("api", "sitemap", "listing", "folder")
#: What a source answers that never was, or is there no more.
_GONE = {"listing": ("404", "410"), "feed": ("404", "410", "not a feed")}


def _is_older(source: SourceCoverage, empty: SourceCoverage) -> bool:
    """Return True for what was read before a list that named posts until then showed none."""
    if not empty.forgot or source.last_read_at is None or empty.last_read_at is None:
        return False
    return source.last_read_at < empty.last_read_at


#: Kinds of sources that show a part of the posts, and say how many there are in all.
_OF_ALL = ("feed", "listing")


def _is_whole_feed(source: SourceCoverage) -> bool:
    """Return True for a feed that says how many it names in all, as one read to its last page."""
    return source.kind == "feed" and 0 < (source.declared_total or 0) <= source.claimed


#: Posts that a blog may count and show nowhere, as drafts.
_FEW = 3


def _is_outvoted(lacking: int, sources: Sequence[SourceCoverage]) -> bool:
    """Return True when a blog's own number is a little higher than two kinds of lists agree on.

    Each of them names every post; both would have to miss the same ones.
    """
    named = [source for source in sources if source.kind in _WHOLE and not source.lacks]
    return len({one.kind for one in named}) > 1 and lacking <= _FEW


def _answered(source: SourceCoverage, found: Found) -> int:
    """Return of how many posts it is known what became of them."""
    own = source.held + source.no_post + sum(source.missing.values())
    return (
        max(own, found.live + found.closed + sum(found.withheld.values()))
        if source.kind in _OF_ALL
        else own
    )


def _is_nothing(source: SourceCoverage) -> bool:
    """Return True for what is not there: themes link to tags without a page, to old feeds."""
    gone = _GONE.get(source.kind, ())
    return not source.claimed and source.problem in gone
