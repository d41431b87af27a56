"""What became of what a spider asked for: settled, counted and logged."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.addresses import Addresses
from newscrawl.discovery.catalogue import Candidate, State
from newscrawl.host import host_key
from newscrawl.spiders.answers import (
    asked_address,
    candidate_of,
    dropped_outcome,
    outcome_of,
    reason_of,
)
from pipelines.items import FoundOutcome
from pipelines.store import ArchiveAway

logger = logging.getLogger(__name__)

#: Where an address stands once it is known what became of it.
_STATES: dict[FoundOutcome, State] = {
    "archived": "stored",
    "failed": "failed",
    "waiting": "skipped",
    "robots": "skipped",
}


class AccountedSpider(Spider):
    """A spider that accounts for every candidate it asks for."""

    #: The home address of the blog; pages and run records bear it.
    site: str
    #: All that was found, and what is left of it.
    addresses: Addresses

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Pages that proved to be no posts.
        self.dropped = 0

    def watch(self, crawler: Crawler) -> None:
        """Learn from the signals of `crawler` what becomes of pages."""
        crawler.signals.connect(self.on_dropped, signal=signals.item_dropped)
        crawler.signals.connect(self.on_broken, signal=signals.item_error)
        crawler.signals.connect(self.on_unread, signal=signals.spider_error)
        crawler.signals.connect(self.on_stored, signal=signals.item_scraped)

    def count(self, name: str, amount: int = 1) -> None:
        """Count under `newscrawl/NAME` in the stats."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"newscrawl/{name}", amount)

    def settle(
        self,
        candidate: Candidate,
        outcome: FoundOutcome,
        reason: str = "",
        reasons: tuple[str, ...] = (),
        *,
        state: State | None = None,
    ) -> None:
        """Note what became of a candidate; `state` is told by the outcome when it is not given."""
        candidate.became(outcome, reason, reasons)
        candidate.state = state or _STATES.get(outcome, "closed")
        self.addresses.changed(candidate)

    def post_failed(self, failure: Failure) -> None:
        """Count why a candidate could not be fetched."""
        reason = reason_of(failure.value)
        request = getattr(failure, "request", None)
        url = str(getattr(request, "url", ""))
        if reason == "ending":
            # Its lease ends with this run: it is due for the next.
            return
        if reason == "away" and host_key(url) == host_key(self.site):
            # So is this one.
            self.count("skipped/away")
            self.addresses.stop("host")
            return
        if request is not None and (candidate := request.cb_kwargs.get("candidate")) is not None:
            self.settle(candidate, *outcome_of(reason, failure.value))
        if reason != "unchanged":
            self.count_failure(reason, url, failure.value, request=request)

    def is_listed(self, candidate: Candidate) -> bool:
        """Return True when a list that holds posts and little else names a candidate."""
        return any(
            entry.among_posts or entry.found_kind in ("api", "feed") for entry in candidate.entries
        )

    def on_stored(self, item: Any, response: Response | None) -> None:
        """Learn that a page was a post; its address was marked when it was stored."""
        if (candidate := candidate_of(response)) is not None:
            candidate.became("archived")
            candidate.state = "stored"

    def on_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Learn that a page was no post; `limit` has room for another one then."""
        self.dropped += 1
        if isinstance(exception, ArchiveAway):
            return  # it stays leased, and is due when the run has ended
        if (candidate := candidate_of(response)) is not None:
            is_part = "part" in candidate.kinds
            outcome, reason, reasons = dropped_outcome(
                str(exception), is_part=is_part, is_listed=self.is_listed(candidate)
            )
            self.settle(candidate, outcome, reason, reasons)
            if is_part and outcome == "failed":
                self.count("failed/part")
        self.addresses.wake()

    def on_broken(self, item: Any, response: Response | None, failure: Failure) -> None:
        """Learn that a stage broke over a page, which Scrapy has logged: a fault of ours."""
        self.on_unread(failure, response)

    def on_unread(self, failure: Failure, response: Response | None) -> None:
        """Learn that an answer broke what was to read it; nobody may wait for it for ever."""
        if (candidate := candidate_of(response)) is not None:
            self.settle(candidate, "failed", type(failure.value).__name__)
        self.count("failed/error")

    def complain(self, kind: str, url: str, problem: str) -> None:
        """Count and log what is wrong with a source that was fetched."""
        self.count(f"sources/broken/{kind}")
        logger.warning("%s at %s: %s", kind, url, problem)

    def count_failure(
        self,
        reason: str,
        url: str,
        error: BaseException | None = None,
        *,
        request: Request | None = None,
    ) -> None:
        """Count, record and log an address that could not be fetched."""
        if reason in ("robots", "refused", "noarchive"):
            self.count(f"skipped/{reason}")
            return
        self.count(f"failed/{reason}")
        asked = asked_address(request) if request is not None else url
        self.addresses.failed(
            asked,
            final_url=url,
            status=int(reason) if reason.isdigit() else 0,
            error=f"{reason}: {error}" if error is not None else reason,
        )
        said = f" ({type(error).__name__}: {error})" if reason == "error" else ""
        logger.warning("%s could not be fetched: %s%s", url, reason, said)
