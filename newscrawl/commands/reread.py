"""Read kept pages again with today's readers, and say what that would change.

Of each chosen post the newest page that was kept is read. Nothing is written unless --write is
given: then each post whose content changed gets a new revision, of kind `reread` in the feed of
changes, and the others are marked as read by these readers: what the next crawl finds otherwise in
them is an edit, and none of the readers' doing. A reading is worse when the page is no post to
today's readers, or title, date, authors, images or a quarter of the text would be lost; it is told,
and written only with --worse.

Plain lines, of each post that is not the same: number, `changed`, `worse`, `missing` (its page
was not kept, or its record is gone) or `unreadable`, the fields with the words that went and
came, what would be lost, title, address. The count of all is told on standard error.

A work that writes and is broken off goes on where it stopped when the same command is given.

Examples:
  newscrawl reread --site https://blog.example/
  newscrawl reread --where "published_at IS NULL" --words
  newscrawl reread --where "reader_version != '1'" --write
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import NO_POST_FITS, add_database, database_url, opened
from newscrawl.commands._arguments import add_choice_of_posts, choice_of_posts
from newscrawl.commands._findings import Finding, print_findings
from newscrawl.commands._output import add_json, json_text, note
from newscrawl.commands._reading import Signs, pages_folder, readers
from newscrawl.commands._settings import effective_settings
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError
from newscrawl.streams import going_on

if TYPE_CHECKING:
    from newscrawl.commands._reading import ReadAll
    from pipelines.archive import Archive
    from pipelines.archive.rereading import Choice, StoredPage
    from pipelines.keep import Keeper


#: Two that write at once would only do the work twice.
_LOCK = "reread"
#: What is in the way of a reading, in the order in which it is told.
_OUTCOMES = ("same", "changed", "worse", "missing", "unreadable")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the choice of posts, and whether to write."""
    parser.add_argument(
        "--where",
        metavar="SQL",
        help="only posts of which this is true: SQL on the columns of v_post",
    )
    add_choice_of_posts(parser)
    parser.add_argument("--write", action="store_true", help="make revisions of what changed")
    parser.add_argument(
        "--worse", action="store_true", help="with --write: also where something would be lost"
    )
    parser.add_argument(
        "--after",
        type=_number,
        default=None,
        metavar="ID",
        help="begin after the post of this number (default: where a broken-off --write stopped)",
    )
    parser.add_argument("--words", action="store_true", help="show the words that went and came")
    add_json(parser, "an object a line of each post that is not the same, and the counts at last")
    add_database(parser)


def _number(text: str) -> int:
    """Return the number of a post; 0 is before all of them."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not the number of a post; `newscrawl list` shows them, and 0 begins with "
            "the first"
        )
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Read, report, and write when asked to."""
    if arguments.worse and not arguments.write:
        raise UsageError("--worse goes with --write")
    from pipelines.archive.errors import BadCondition
    from pipelines.archive.rereading import Choice
    from pipelines.keep import Keeper

    settings = effective_settings()
    given = choice_of_posts(arguments)
    limit = given.pop("limit")
    choice = Choice(where=arguments.where, **given)
    folder = pages_folder(settings, database_url(arguments))
    signs = Signs(settings.getfloat("NEWSCRAWL_PROGRESS_SECONDS"))
    with opened(arguments, read_only=not arguments.write) as archive, readers(settings) as read:
        work = _Work(archive, choice, Keeper(folder), read, signs, arguments)
        try:
            with going_on() if arguments.write else nullcontext():
                return work.do(limit)
        except BadCondition as error:
            raise UsageError(str(error)) from error


class _Work:
    """One reading of everything that was chosen."""

    def __init__(
        self,
        archive: Archive,
        choice: Choice,
        keeper: Keeper,
        read: ReadAll,
        signs: Signs,
        arguments: argparse.Namespace,
    ) -> None:
        from pipelines.readers.post import READER_VERSION

        self._archive, self._choice, self._keeper = archive, choice, keeper
        self._read, self._signs, self._arguments = read, signs, arguments
        self._counts: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self._name = f"reread, readers {READER_VERSION}, {choice}, worse={arguments.worse}"[:2000]
        self._place = self._written = self._refused = 0
        self._still_held: Callable[[], object] = lambda: None

    def do(self, limit: int | None) -> int:
        """Report on each post, write when asked to, and return the exit code."""
        from pipelines.archive.rereading import count_stored_pages, stored_pages

        self._place = self._begin()
        whole = count_stored_pages(self._archive, self._choice, self._place)
        whole = whole if limit is None else min(limit, whole)
        if not whole:
            note(NO_POST_FITS)
            return exits.DONE
        with self._recorded() if self._arguments.write else nullcontext() as run_id:
            left = whole
            for batch in stored_pages(self._archive, self._choice, after=self._place):
                part = batch[:left]
                left -= len(part)
                try:
                    self._do_batch(part, run_id)
                except KeyboardInterrupt:
                    again = "the same command" if run_id else f"--after {self._place}"
                    raise Stop(f"interrupted; go on with {again}", exits.INTERRUPTED) from None
                done = self._counts.total()
                self._signs.tell(f"{done} of {whole} posts read; {self._counts['changed']} changed")
                if not left:
                    break
        return self._sum_up()

    def _begin(self) -> int:
        from pipelines.archive.long_works import find_work

        if self._arguments.after is not None:
            return int(self._arguments.after)
        if not self._arguments.write:
            return 0
        with self._archive.reading() as connection:
            reached = find_work(connection, self._name)
        if reached is None:
            return 0
        note(f"going on after post {reached.place}, where it was broken off")
        return reached.place

    def _do_batch(self, pages: Sequence[StoredPage], run_id: int | None) -> None:
        findings = list(self._findings(pages))
        if run_id is not None:
            self._write(findings, run_id)
        for one in findings:
            self._counts[one.outcome] += 1
            if one.reading is not None and one.outcome in ("changed", "worse"):
                self._fields.update(one.reading.fields)
        told = [one for one in findings if one.outcome != "same"]
        print_findings(told, as_json=self._arguments.json, words=self._arguments.words)
        self._place = pages[-1].held.post_id

    def _findings(self, pages: Sequence[StoredPage]) -> Iterator[Finding]:
        from newscrawl.commands._diff import post_diff
        from pipelines.archive.rereading import reread
        from pipelines.items import Page
        from pipelines.workers import ReadFailed

        found: dict[int, Page] = {}
        for place, one in enumerate(pages):
            record = one.record
            answer = self._keeper.load(record.place, record.digest) if record else None
            if record is not None and answer is not None:
                found[place] = Page(
                    fetch=record.fetch,
                    body=answer.body,
                    site=one.held.post.site,
                    entries=one.held.post.entries,
                    platform=record.platform,
                )
        posts = dict(zip(found, self._read(list(found.values())), strict=True))
        for place, one in enumerate(pages):
            if (post := posts.get(place)) is None:
                gone = "its record is gone" if one.record else "its page was not kept"
                yield Finding(page=one, outcome="missing", problem=gone)
            elif isinstance(post, ReadFailed):
                yield Finding(page=one, outcome="unreadable", problem=str(post))
            else:
                reading = reread(one, post)
                yield Finding(
                    page=one,
                    outcome=reading.outcome,
                    reading=reading,
                    differences=post_diff(one.held.post, reading.post) if reading.fields else (),
                )

    def _write(self, findings: Iterable[Finding], run_id: int) -> None:
        from pipelines.archive.long_works import keep_place
        from pipelines.archive.runs import update_run
        from pipelines.archive.writer import write_posts

        # What is the same bears the version of these readers from now on.
        taken = {"same", "changed"} | ({"worse"} if self._arguments.worse else set())
        findings = list(findings)
        wanted = [
            one.reading.own
            for one in findings
            # What is no post by now stays what it was: there is nothing to put in its place.
            if one.reading is not None and one.outcome in taken and one.reading.post.kind == "post"
        ]
        result = write_posts(self._archive, wanted, run_id=run_id)
        for post, reason in result.rejected:
            note(f"{post.url} could not be stored: {reason}")
        self._refused += len(result.rejected)
        self._written += sum(one.outcome == "changed" for one in result.stored)
        last = findings[-1].page.held.post_id
        self._archive.write(lambda connection: keep_place(connection, self._name, last, {}))
        self._still_held()
        update_run(self._archive, run_id, self._stats())

    @contextmanager
    def _recorded(self) -> Iterator[int]:
        """Give the number of a run, recorded like a crawl; the lock is held meanwhile."""
        from pipelines.archive import locks, runs
        from pipelines.archive.long_works import end_work

        site, args = self._choice.site or "", {"where": self._choice.where}
        with locks.held(self._archive, _LOCK, "newscrawl reread") as self._still_held:
            run_id = runs.begin_run(self._archive, spider="reread", site=site, args=args)
            code, reason = exits.INTERRUPTED, "interrupted; the same command goes on"
            try:
                yield run_id
                code, reason = self._verdict()
                self._archive.write(lambda connection: end_work(connection, self._name))
            finally:
                stats = self._stats()
                runs.end_run(self._archive, run_id, exit_code=code, reason=reason, stats=stats)

    def _stats(self) -> dict[str, object]:
        return {"newscrawl/stored/changed": self._written, "newscrawl/reread": self._counts}

    def _verdict(self) -> tuple[int, str]:
        bad = self._counts["unreadable"] + self._refused
        read = self._counts.total() - self._counts["missing"]
        if not read:
            return exits.NOTHING, "nothing could be read: no page of these posts was kept"
        if bad >= exits.ERRORS_AT_LEAST and bad * 2 > read:
            return exits.ERRORS, f"{bad} of {read} pages could not be read or stored"
        if bad:
            return exits.DONE, f"done, but not whole: {bad} pages could not be read or stored"
        return exits.DONE, "done"

    def _sum_up(self) -> int:
        code, reason = self._verdict()
        counts = {name: self._counts[name] for name in _OUTCOMES}
        if self._arguments.json:
            fields = dict(self._fields.most_common())
            print(json_text({"posts": counts, "fields": fields, "written": self._written}))
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        note(f"{self._counts.total()} posts: {told}")
        if self._fields:
            parts = (f"{name} of {count}" for name, count in self._fields.most_common())
            note(f"fields: {', '.join(parts)}")
        if self._arguments.write:
            note(f"{self._written} revisions written")
        elif self._counts["changed"]:
            note("nothing was written; --write makes revisions of what changed")
        if code == exits.DONE and reason != "done":
            note(reason)
        if code:
            folder = self._keeper.folder
            said = f"{reason}; pages are looked for in {folder} (NEWSCRAWL_KEEP_FOLDER)"
            raise Stop(said, code)
        return code
