"""The verdict on a run."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl import exits
from newscrawl.exits import verdict


@pytest.mark.parametrize(
    ("stats", "reason", "code", "says"),
    [
        ({"newscrawl/stored/new": 3, "newscrawl/fetched": 3}, "finished", exits.DONE, "done"),
        ({"newscrawl/unchanged": 3}, "finished", exits.DONE, "done"),
        (
            {"newscrawl/stored/new": 3, "newscrawl/kept/failed": 2},
            "finished",
            exits.DONE,
            "done; 2 raw pages could not be kept",
        ),
        ({"newscrawl/stored/new": 3}, "shutdown", exits.INTERRUPTED, "run the same command"),
        ({"newscrawl/stored/new": 3}, "database", exits.DATABASE, "archive"),
        (
            {"newscrawl/hosts_away": "b.example", "newscrawl/failed/429": 2},
            "host",
            exits.ERRORS,
            "b.example refuses whatever is asked, or is silent; what is left of it waits for a "
            "later run; 2 failed (2 429)",
        ),
        ({}, "start_error", exits.ERRORS, "the spider could not start"),
        ({}, "finished", exits.NOTHING, "nothing was archived: no post was found"),
        (
            {"newscrawl/failed/timeout": 1},
            "finished",
            exits.NOTHING,
            "every request failed (1 timeout): the host gave no answer in time",
        ),
        (
            {"newscrawl/failed/timeout": 1, "newscrawl/failed/500": 2},
            "finished",
            exits.NOTHING,
            "every request failed (2 500, 1 timeout)",
        ),
        (
            {"newscrawl/fetched": 4, "newscrawl/dropped/listing": 4},
            "finished",
            exits.NOTHING,
            "4 pages",
        ),
        ({"robotstxt/forbidden": 1}, "finished", exits.NOTHING, "robots.txt forbids"),
        (
            {"newscrawl/robots/unreachable": "b.example", "newscrawl/robots/reason": "503"},
            "finished",
            exits.NOTHING,
            "robots.txt of b.example could not be read (503), so nothing may be fetched (RFC 9309)",
        ),
        (
            {"newscrawl/failed/dns": 1},
            "finished",
            exits.NOTHING,
            "every request failed (1 dns): the host was not found; check the address",
        ),
        (
            {"newscrawl/robots/unreachable": "b.example", "newscrawl/robots/reason": "dns"},
            "finished",
            exits.NOTHING,
            "b.example was not found; check the address",
        ),
        (
            {
                "newscrawl/robots/unreachable": "b.example",
                "newscrawl/robots/reason": "timeout",
                "newscrawl/stored/new": 3,
            },
            "finished",
            exits.DONE,
            "not whole: robots.txt of b.example could not be read (timeout), so nothing of it",
        ),
        ({"newscrawl/refused": 1}, "finished", exits.NOTHING, "NEWSCRAWL_ALLOW_NETWORKS"),
        (
            {"newscrawl/failed/http_500": 20, "newscrawl/fetched": 19, "newscrawl/stored/new": 19},
            "finished",
            exits.ERRORS,
            "too many errors: 20 of 39",
        ),
        (
            {"newscrawl/failed/http_500": 19, "newscrawl/fetched": 1, "newscrawl/stored/new": 1},
            "finished",
            exits.DONE,
            "done, but not whole; 19 failed (19 http_500)",
        ),
        (
            {"newscrawl/failed/http_500": 20, "newscrawl/fetched": 20, "newscrawl/stored/new": 20},
            "finished",
            exits.DONE,
            "not whole",
        ),
        ({"newscrawl/dry_run": 1, "newscrawl/found": 2}, "finished", exits.DONE, "dry run"),
        (
            {"newscrawl/dry_run": 1, "newscrawl/refused": 1},
            "finished",
            exits.NOTHING,
            "nothing would be archived: the address is refused",
        ),
        ({"newscrawl/fetched": 3}, "finished", exits.NOTHING, "ITEM_PIPELINES"),
        ({"newscrawl/stored/new": 3}, "closespider_timeout", exits.DONE, "ended early"),
        ({"newscrawl/stored/new": 3}, "closespider_errorcount", exits.ERRORS, "ERRORCOUNT"),
        ({"newscrawl/stored/new": 3}, "memusage_exceeded", exits.INTERRUPTED, "goes on"),
        ({"newscrawl/skipped/older": 9}, "finished", exits.DONE, "9 posts are older"),
        ({"newscrawl/skipped/sent-home": 9}, "finished", exits.NOTHING, "leads to the home page"),
        ({"newscrawl/skipped/elsewhere": 9}, "finished", exits.NOTHING, "9 addresses, lies on an"),
        ({"newscrawl/passed/dict": 9}, "finished", exits.NOTHING, "`title` and `body`"),
    ],
)
def test_the_verdict(stats: dict[str, Any], reason: str, code: int, says: str) -> None:
    result = verdict(stats, reason)
    assert result.code == code
    assert says in result.sentence
