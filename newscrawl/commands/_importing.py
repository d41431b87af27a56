"""Captures become posts: each page kept, read and stored under the date of its capture."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._output import json_text, note, print_rows
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from newscrawl.commands._reading import ReadAll, Signs
    from pipelines.archive import Archive
    from pipelines.archive.kept import Kept
    from pipelines.capture import Capture
    from pipelines.items import Page, Post
    from pipelines.keep import Keeper
    from pipelines.workers import ReadFailed

#: Pages, and bytes of them, that are held in memory at a time.
BATCH = 50
BATCH_BYTES = 32 * 1024 * 1024
#: Not worth a line each: pictures, redirects, drafts, what was there before.
_QUIET = ("no-page", "status", "revisit", "known", "unpublished")
#: What was lost of a file: it may hold posts that nobody saw.
_LOST = ("unreadable", "too-large", "rejected")
#: Outcomes of writing.
_STORED = ("new", "changed", "same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A capture with its address and what it is as a page."""

    capture: Capture
    page: Page


class Import:
    """One import: captures in, posts stored, the rest counted and told."""

    def __init__(
        self,
        archive: Archive,
        keeper: Keeper,
        read: ReadAll,
        signs: Signs,
        arguments: argparse.Namespace,
        *,
        addresses: Mapping[str, str],
        obeys_noarchive: bool,
        run_id: int,
    ) -> None:
        self._archive, self._keeper, self._read, self._signs = archive, keeper, read, signs
        self._arguments, self._addresses = arguments, addresses
        self._obeys_noarchive, self._run_id = obeys_noarchive, run_id
        self.counts: Counter[str] = Counter()
        self._has_records = False

    def take(self, path: Path, limit_bytes: int) -> None:
        """Take in what lies at `path`."""
        from pipelines.captures import captures_in

        batch: list[Taken] = []
        size = 0
        for capture in captures_in(path, limit_bytes, self._addresses):
            if (taken := self._taken(capture, path)) is None:
                continue
            batch.append(taken)
            size += len(capture.body)
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                self._store(batch)
                batch, size = [], 0
            self._signs.tell(f"{self.counts.total()} pages seen; {self._stored()} stored")
        self._store(batch)

    def _taken(self, capture: Capture, path: Path) -> Taken | None:
        """Return the capture as a page; None, told and counted, when it cannot be one."""
        from pipelines.archive.kept_choice import is_kept
        from pipelines.items import Fetch, Page
        from pipelines.keep import digest_of

        if capture.problem:
            self._tell(capture, capture.problem, capture.said)
            return None
        url = self._address(capture, path)
        if not url:
            base = "--base is for folders" if self._arguments.base else "or give --base"
            said = f"nothing says from where it comes: name it in --addresses ({base})"
            self._tell(capture, "no-address", said)
            return None
        if self._obeys_noarchive and _asks_for_no_archive(capture):
            self._tell(capture, "noarchive", "it asks not to be archived")
            return None
        at: datetime | None = capture.captured_at
        if "#" not in capture.source and self._arguments.fetched_at is not None:
            at = self._arguments.fetched_at
        assert at is not None
        # Of a clock that was ahead: nothing that is read later would ever stand.
        at = min(at, datetime.now(UTC))
        capture = replace(capture, url=url, captured_at=at)
        asked = capture.asked or url
        if is_kept(self._archive, asked, at, digest_of(capture.body)):
            self._tell(capture, "known", "it was imported before")
            return None
        fetch = Fetch(
            url=asked,
            final_url=url,
            content_type=capture.content_type,
            fetched_at=at,
            body_bytes=len(capture.body),
        )
        return Taken(
            capture=capture,
            page=Page(fetch=fetch, body=capture.body, site=self._home(url, capture.home)),
        )

    def _address(self, capture: Capture, path: Path) -> str:
        from pipelines.readers.own_address import own_address

        if capture.url:
            return absolute_url(capture.url, capture.url) or ""
        said = own_address(capture.body, capture.content_type)
        base = self._arguments.base
        if said or base is None or not path.is_dir():
            return said
        inside = Path(capture.source).relative_to(path).as_posix().removesuffix(".gz")
        if inside.rpartition("/")[2] in ("index.html", "index.htm"):
            inside = inside.rpartition("/")[0] + "/"
        # "./": the home page is no empty address, and a folder named for a host no scheme.
        return absolute_url(f"./{inside.removeprefix('/')}", base.rstrip("/") + "/") or ""

    def _home(self, url: str, said: str) -> str:
        from pipelines.archive.kept_choice import home_of

        if self._arguments.site is not None:
            return absolute_url(self._arguments.site, self._arguments.site) or url
        # Held blogs first: many share a host, and begin at a path.
        return home_of(self._archive, url) or absolute_url(said or "/", url) or url

    def _store(self, batch: Sequence[Taken]) -> None:
        """Read, screen, store and keep; recorded as kept at last, so that a kill repeats it all."""
        from pipelines.archive.held import holds_reading
        from pipelines.archive.kept import record_kept
        from pipelines.archive.runs import update_run
        from pipelines.archive.writer import FORGOTTEN, write_posts
        from pipelines.workers import ReadFailed

        if not batch:
            return
        pages: list[tuple[Post, Capture, str]] = []
        posts: list[Post] = []
        of_post: dict[int, Capture] = {}
        read = iter(self._read([one.page for one in batch if one.capture.post is None]))
        for taken in batch:
            record = taken.capture.post
            post = (
                replace(record, site=taken.page.site, fetch=taken.page.fetch)
                if record
                else self._at_home(next(read), taken.capture)
            )
            if isinstance(post, ReadFailed):
                self._tell(taken.capture, "unreadable", str(post))
                continue
            self._has_records |= record is not None
            if record and holds_reading(self._archive, post):
                # One page read by several readers gave several revisions, all of one time.
                self.counts["same"] += 1
                continue
            reason, said = self._unwanted(post)
            # What was made of an export was never sent by a server, and proves nothing.
            if reason != "forgotten" and not taken.capture.is_source:
                pages.append((post, taken.capture, "page" if reason else "post"))
            if reason:
                self._tell(taken.capture, reason, said)
            else:
                posts.append(post)
                of_post[id(post)] = taken.capture
        result = write_posts(self._archive, posts, run_id=self._run_id)
        for one in result.stored:
            self.counts[one.outcome] += 1
        # Somebody may have forgotten it while it was being read: nothing of it is kept.
        away = {id(post) for post, said in result.rejected if said == FORGOTTEN}
        for post, said in result.rejected:
            self._tell(of_post[id(post)], "forgotten" if id(post) in away else "rejected", said)
        kept = [self._keep(capture, kind) for post, capture, kind in pages if id(post) not in away]
        for page in kept:
            record_kept(self._archive, page, run_id=self._run_id)
        update_run(self._archive, self._run_id, self.stats())

    def _at_home(self, post: Post | ReadFailed, capture: Capture) -> Post | ReadFailed:
        """Return the post as one of the held blog in which the address lies that its page names.

        Where many blogs share a host, the address of a frame or of a viewer tells of none.
        """
        from pipelines.archive.kept_choice import home_of
        from pipelines.workers import ReadFailed

        if isinstance(post, ReadFailed) or self._arguments.site is not None or capture.home:
            return post
        held = home_of(self._archive, post.canonical_url)
        return replace(post, site=held) if held else post

    def _unwanted(self, post: Post) -> tuple[str, str]:
        from pipelines.archive.batch import is_forgotten
        from pipelines.archive.held import has_more_letters, held_post
        from pipelines.archive.writer import FORGOTTEN
        from pipelines.screen import NOTICE, worse

        if is_forgotten(self._archive, post):
            return "forgotten", FORGOTTEN
        if post.kind != "post":
            told = "; ".join(post.kind_reasons)
            if post.kind == "future":
                told += f", and saved {post.fetch.fetched_at:%Y-%m-%d} (or --fetched-at)"
            return post.kind, told
        if not post.body_text and not post.images and not post.embeds:
            return "empty", "no text, no image, nothing embedded"
        if has_more_letters(post.body_text, NOTICE):
            return "", ""
        held = held_post(self._archive, post.site, post.canonical_url, post.url)
        reason = worse(held, post) if held else ""
        return ("worse", reason) if reason else ("", "")

    def _keep(self, capture: Capture, kind: str) -> Kept:
        from pipelines.archive.kept import Kept, same_bytes
        from pipelines.keep import digest_of, request_key

        assert capture.captured_at is not None
        key, digest = request_key("GET", capture.url, b""), digest_of(capture.body)
        place = same_bytes(self._archive, key, digest) or self._keeper.keep(
            capture.url, capture.status, capture.headers, capture.body, capture.captured_at
        )
        return Kept(
            request_hash=key,
            url=capture.asked or capture.url,
            kind=kind,
            fetched_at=capture.captured_at,
            digest=digest,
            place=place,
        )

    def _tell(self, capture: Capture, reason: str, said: str) -> None:
        self.counts[reason] += 1
        if reason in _QUIET:
            return
        if self._arguments.json:
            record = {"outcome": reason, "source": capture.source, "url": capture.url}
            print(json_text({**record, "reason": said}))
        else:
            print_rows(
                ("why", "where", "address", "more"), [(reason, capture.source, capture.url, said)]
            )

    def _stored(self) -> int:
        return sum(self.counts[name] for name in _STORED)

    def stats(self) -> dict[str, Any]:
        """Return what is recorded of it as a run."""
        stored = {f"newscrawl/stored/{name}": self.counts[name] for name in _STORED}
        return {**stored, "newscrawl/import": dict(self.counts)}

    def verdict(self) -> tuple[int, str]:
        """Return the exit code, and why."""
        if self._stored() or self.counts["known"]:
            return exits.DONE, self._not_whole() or "done"
        return exits.NOTHING, "nothing was imported: no page of a post was found"

    def _not_whole(self) -> str:
        lost = [f"{self.counts[name]} {name}" for name in _LOST if self.counts[name]]
        return f"done, but not whole: {', '.join(lost)}" if lost else ""

    def sum_up(self) -> None:
        """Tell how many pages became what."""
        if self._arguments.json:
            print(json_text({"counts": dict(self.counts)}))
        told = ", ".join(f"{count} {name}" for name, count in self.counts.most_common())
        note(f"{self.counts.total()} pages and records: {told or 'none'}")
        if told := self._not_whole():
            note(told)
        if self._has_records:
            note(
                "records tell what stood: evidence, which posts are gone, the pages and, but for "
                "`export --revisions`, what was edited before stay behind (`newscrawl db copy` "
                "takes all)"
            )


def _asks_for_no_archive(capture: Capture) -> bool:
    from pipelines.noarchive import asks_for_no_archive

    headers = [
        value.encode("latin-1", "replace")
        for name, value in capture.headers
        if name.lower() == "x-robots-tag"
    ]
    return asks_for_no_archive(headers, capture.body)
