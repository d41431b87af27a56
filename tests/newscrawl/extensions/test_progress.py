"""Progress: the lines that a person reads."""

from __future__ import annotations

from newscrawl.extensions.progress import Counts, summary_line


def test_what_led_to_the_home_page_is_told_and_is_not_left() -> None:
    stats = {"newscrawl/found": 9, "newscrawl/stored/new": 5, "newscrawl/skipped/sent-home": 4}
    counts = Counts.of(stats)
    assert counts.left == 0
    assert summary_line(counts, 2.0, "done") == (
        "5 new, 0 changed, 0 unchanged, 4 led to the home page in 2.0 s: done"
    )
