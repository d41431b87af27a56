"""The exit codes, and the verdict on a run: what it came to, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

DONE = 0
USAGE = 1
NOTHING = 2
ERRORS = 3
DATABASE = 4
INTERRUPTED = 5
LOCKED = 6

#: A run fails with ERRORS when more than half of its requests failed, and at least this many.
ERRORS_AT_LEAST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run came to."""

    code: int
    sentence: str


def verdict(stats: Mapping[str, Any], reason: str) -> Verdict:
    """Return the verdict on a finished run from its stats and Scrapy's finish reason."""
    said = _verdict(stats, reason)
    if unkept := total(stats, "newscrawl/kept/failed"):
        # No later run brings them back: it asks only for what changed.
        said = replace(said, sentence=f"{said.sentence}; {unkept} raw pages could not be kept")
    return said


#: What a run came to that Scrapy, or one of its components, ended: `host` was away, `lost` failed.
_ENDED = {
    "shutdown": (
        INTERRUPTED,
        "interrupted; what was stored is kept, run the same command to go on{lost}",
    ),
    "database": (
        DATABASE,
        "the archive could not be written; see the error above, then run the same command again",
    ),
    "host": (
        ERRORS,
        "{host} refuses whatever is asked, or is silent; what is left of it waits for a later run"
        "{lost}",
    ),
    "memusage_exceeded": (
        INTERRUPTED,
        "it took more memory than MEMUSAGE_LIMIT_MB; the same command goes on{lost}",
    ),
    "closespider_errorcount": (ERRORS, "ended after CLOSESPIDER_ERRORCOUNT errors{lost}"),
    "start_error": (ERRORS, "the spider could not start; see the log{lost}"),
}

#: Why a host gave no answer, by the word that it is counted as, and the next step.
_NO_ANSWER = {
    "dns": "{host} was not found; check the address, and the network of this machine",
    "connection-refused": (
        "{host} refuses connections: no server listens there; check the address and its port, or "
        "try again later"
    ),
    "connection": (
        "{host} broke the connection off; check whether the address begins with http or https, or "
        "try again later"
    ),
    "timeout": "{host} gave no answer in time; try again later, or with a longer DOWNLOAD_TIMEOUT",
    "certificate": (
        "the certificate of {host} is not valid: a browser tells why; to crawl it all the same: "
        "-s DOWNLOAD_VERIFY_CERTIFICATES=False"
    ),
}


def _verdict(stats: Mapping[str, Any], reason: str) -> Verdict:
    stored = sum(
        total(stats, f"newscrawl/stored/{outcome}") for outcome in ("new", "changed", "same")
    )
    held = stored + total(stats, "newscrawl/unchanged") + total(stats, "newscrawl/resumed")
    failed = total(stats, "newscrawl/failed")
    lost = f"; {failed} failed ({_reasons(stats)})" if failed else ""
    if reason in _ENDED:
        code, said = _ENDED[reason]
        host = stats.get("newscrawl/hosts_away", "the host")
        return Verdict(code=code, sentence=said.format(host=host, lost=lost))
    is_dry = bool(stats.get("newscrawl/dry_run"))
    if is_dry and total(stats, "newscrawl/found"):
        return Verdict(code=DONE, sentence="dry run: nothing was fetched beyond the indexes")
    fetched = total(stats, "newscrawl/fetched") + total(stats, "newscrawl/unchanged")
    # A spider of others may hand on pages that nobody counted.
    requests = failed + max(fetched, stored)
    if failed >= ERRORS_AT_LEAST and failed * 2 > requests:
        return Verdict(
            code=ERRORS,
            sentence=f"too many errors: {failed} of {requests} requests failed ({_reasons(stats)})",
        )
    if not held:
        older = total(stats, "newscrawl/skipped/older") + total(stats, "newscrawl/dropped/older")
        if older and not failed:
            return Verdict(code=DONE, sentence=f"done; {older} posts are older than asked for")
        would = "would be" if is_dry else "was"
        return Verdict(code=NOTHING, sentence=f"nothing {would} archived: {_why_nothing(stats)}")
    dead = sum(total(stats, f"newscrawl/failed/{status}") for status in ("404", "410"))
    if failed and failed == dead:
        return Verdict(code=DONE, sentence=f"done; what is named and not there: {_reasons(stats)}")
    if reason != "finished":
        # As far as somebody wanted: CLOSESPIDER_TIMEOUT, a CloseSpider of another component.
        return Verdict(code=DONE, sentence=f"ended early ({reason}); the next run goes on{lost}")
    if failed:
        return Verdict(
            code=DONE, sentence=f"done, but not whole{lost}; the next run tries them again"
        )
    if host := stats.get("newscrawl/robots/unreachable"):
        return Verdict(
            code=DONE,
            sentence=f"done, but not whole: robots.txt of {host} could not be read "
            f"({stats.get('newscrawl/robots/reason')}), so nothing of it was fetched; the next run "
            "asks again",
        )
    if unread := total(stats, "newscrawl/sources/unread"):
        return Verdict(
            code=DONE,
            sentence=f"done, but not whole: {unread} feeds or sitemaps of the blog could not be "
            "read (`newscrawl coverage` names them); the next run asks again",
        )
    return Verdict(code=DONE, sentence="done")


def total(stats: Mapping[str, Any], prefix: str) -> int:
    """Return what the stats count under a name and everything below it."""
    return sum(
        int(value)
        for name, value in stats.items()
        if isinstance(value, int) and (name == prefix or name.startswith(prefix + "/"))
    )


def _reasons(stats: Mapping[str, Any]) -> str:
    reasons = sorted(
        (
            (int(value), name.rpartition("/")[2])
            for name, value in stats.items()
            if name.startswith("newscrawl/failed/")
        ),
        reverse=True,
    )
    return ", ".join(f"{count} {reason}" for count, reason in reasons[:5])


def _why_nothing(stats: Mapping[str, Any]) -> str:
    if host := stats.get("newscrawl/robots/unreachable"):
        why = str(stats.get("newscrawl/robots/reason") or "")
        if why in _NO_ANSWER:
            return _NO_ANSWER[why].format(host=host)
        return (
            f"robots.txt of {host} could not be read ({why}), so nothing may be fetched "
            "(RFC 9309); try again later"
        )
    if stats.get("robotstxt/forbidden") and not stats.get("newscrawl/fetched"):
        return "robots.txt forbids it"
    if stats.get("newscrawl/refused"):
        return (
            "the address is refused by the gate; --allow 10.0.0.0/24 lets it reach such a network "
            "(NEWSCRAWL_ALLOW_NETWORKS, NEWSCRAWL_ALLOW_PORTS)"
        )
    if failed := _reasons(stats):
        why = _NO_ANSWER.get(failed.partition(" ")[2], "")
        return f"every request failed ({failed})" + (why and f": {why.format(host='the host')}")
    if dropped := total(stats, "newscrawl/dropped"):
        return f"{dropped} pages were read and none is a post; `newscrawl read` shows why"
    if fetched := total(stats, "newscrawl/fetched"):
        return f"{fetched} pages were fetched and none came through the stages of ITEM_PIPELINES"
    if passed := total(stats, "newscrawl/passed"):
        return f"{passed} items were no posts: it takes `url` and `html`, or `title` and `body`"
    if home := total(stats, "newscrawl/skipped/sent-home"):
        return f"what was named, {home} addresses, leads to the home page"
    if elsewhere := total(stats, "newscrawl/skipped/elsewhere"):
        return f"what was named, {elsewhere} addresses, lies on another host or leads to one"
    return "no post was found at this address"
