"""Which database a verb asks, and how its troubles reach a person."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._arguments import choice_of_posts
from newscrawl.commands._output import at_work, note
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError
from pipelines.file_address import is_in_memory, sqlite_path, sqlite_url

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.items import StoredPost

VARIABLE = "NEWSCRAWL_DATABASE_URL"

#: Said of an empty answer.
NO_POST_FITS = "no post fits; `newscrawl stats` shows what the archive holds"


def add_database(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option `--db`."""
    parser.add_argument(
        "--db",
        metavar="URL",
        help="the database: an SQLAlchemy URL (sqlite:///archive.db, postgresql://...) or the "
        f"path of a SQLite file (default: {VARIABLE} of the environment, else the setting)",
    )


def database_url(arguments: argparse.Namespace) -> str:
    """Return the URL of the database that `arguments`, the environment or the settings name."""
    if (given := arguments.db) is None:
        given = os.environ.get(VARIABLE) or arguments.database_url
    if given is None:
        from newscrawl.settings import NEWSCRAWL_DATABASE_URL

        given = NEWSCRAWL_DATABASE_URL
    given = given.strip()
    if not given:
        raise UsageError(f"--db is empty; write --db sqlite:///archive.db or set {VARIABLE}")
    if "://" not in given and given.startswith("sqlite:"):
        raise UsageError(f"{given!r} is no address; write sqlite:///archive.db, or the file's path")
    if is_in_memory(given):
        raise UsageError(
            f"{given!r} names no file: all of it is lost when this command ends; "
            "write sqlite:///archive.db"
        )
    return given if "://" in given else sqlite_url(given)


def check_output(arguments: argparse.Namespace, name: str | None) -> None:
    """Raise UsageError when what is written to `name` would take the place of the archive.

    So do the files in which SQLite keeps what is not in that of the archive yet.
    """
    archive = sqlite_path(database_url(arguments))
    if archive is None or name is None or not Path(name).exists():
        return
    files = (archive, *(archive.with_name(archive.name + end) for end in ("-wal", "-shm")))
    if any(file.exists() and Path(name).samefile(file) for file in files):
        raise UsageError(f"{name!r} would replace the archive itself; name another file")


def check_blog(archive: Archive, site: str) -> None:
    """Raise UsageError when no blog of the archive has this home address or host."""
    from pipelines.archive.sites import homes

    if homes(archive, site):
        return
    known = homes(archive)
    listed = ", ".join(known[:5]) or "none yet, `newscrawl crawl URL` archives one"
    more = f" and {len(known) - 5} more (`newscrawl stats`)" if len(known) > 5 else ""
    asked = site if site.strip() else repr(site)
    raise UsageError(f"the archive has no blog {asked}; it has: {listed}{more}")


def held_post(archive: Archive, post: int | str, revision: int | None = None) -> StoredPost:
    """Return the post with this number or address; raises UsageError when it is not held."""
    from pipelines.archive import query

    if (stored := query.find_post(archive, post, revision=revision)) is None:
        which, shown = "", "`newscrawl list` shows what it holds"
        if revision and query.find_post(archive, post) is not None:
            which = f" in revision {revision}"
            shown = f"`newscrawl show {post} --revisions` lists its revisions"
        raise UsageError(f"the archive {archive.url} holds no post {str(post)!r}{which}; {shown}")
    return stored


def chosen(archive: Archive, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what chooses posts (`--post`, too), as keywords for `archive.query`."""
    choice = choice_of_posts(arguments)
    if arguments.post is not None:
        choice["post"] = held_post(archive, arguments.post).post_id
    return choice


def is_missing(file: Path) -> bool:
    """Return True when there is no such file; where nobody may look, opening it says so."""
    try:
        return not file.exists()
    except PermissionError:
        return False


def _check_whole(archive: Archive, *, read_only: bool) -> None:
    """Say that an archive is but a part of the one it is copied from; nobody else writes there."""
    from pipelines.archive.errors import ArchiveRefuses, CopyUnfinished
    from pipelines.archive.long_works import refuse_unfinished

    try:
        archive.read(refuse_unfinished)
    except CopyUnfinished as error:
        if not read_only:
            raise
        note(str(error))
    except ArchiveRefuses:
        pass  # a table is missing, or not for this user: what is asked next says what matters


@contextmanager
def opened(
    arguments: argparse.Namespace,
    *,
    create: bool = False,
    read_only: bool = True,
    part: bool = False,
) -> Iterator[Archive]:
    """Give the archive, closed at the end; its errors become a Stop with the right exit code.

    A SQLite file that is not there is an error unless `create`: whoever asks a
    database wants that one, not an empty new file. One that is but part of another is written to
    with `part` alone. So is a blog (`--site`) that it does not know.
    """
    from pipelines.archive import ArchiveError, LockHeld, open_archive
    from pipelines.archive.errors import ScheduleExists

    url = database_url(arguments)
    if (file := sqlite_path(url)) is not None and not create and is_missing(file):
        raise Stop(
            f"there is no database at {file}; name the right one with --db or {VARIABLE}, "
            "or fill a new one with `newscrawl crawl URL`",
            exits.DATABASE,
        )
    try:
        with at_work("the tables are brought to this version"):
            archive = open_archive(url, upgrade=create, read_only=read_only)
        with archive:
            if not create and not part:
                _check_whole(archive, read_only=read_only)
            if (site := getattr(arguments, "site", None)) is not None and not create:
                check_blog(archive, site)
            yield archive
    except ScheduleExists as error:
        raise UsageError(str(error)) from error
    except LockHeld as error:
        raise Stop(str(error), exits.LOCKED) from error
    except ArchiveError as error:
        raise Stop(str(error), exits.DATABASE) from error
