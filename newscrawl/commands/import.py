"""Take what others kept into the archive: WARC files, exports, saved pages, folders.

Each page is kept, read and stored as a crawl would, under the date on which it was captured. A
page older than what is held of its post becomes a revision in its place in time, and never
replaces what stands. The same import again does nothing.

WARC files (.warc, .warc.gz, .arc): responses with status 200 that are HTML; redirects tell which
post moved. Exports of WordPress (.xml, plain or .gz): published posts. JSON lines of `newscrawl
export` (.jsonl, plain or .gz): posts as they stood, with --revisions their history. Saved pages
(.html, .htm, plain or .gz): the address is told by --addresses, by what browsers and single-file
savers write into the page, by its canonical address or og:url, or by --base and the place in the
folder; the date is that of the file, unless --fetched-at says otherwise. A page without an
address is told and left.

Plain lines, of each page that is not stored: why, where it lies, address, more of it. The count
of all is told on standard error. The exit code is 2 when nothing was imported.

Examples:
  newscrawl import crawl-2019.warc.gz
  newscrawl import wordpress-2019.xml
  newscrawl import posts.jsonl.gz
  newscrawl import saved/ --addresses addresses.tsv
  newscrawl import www/ --base https://blog.example/ --fetched-at 2019-05-01
"""

# ruff: noqa: N999 the name of the file is the word that people type

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened
from newscrawl.commands._arguments import instant
from newscrawl.commands._importing import Import
from newscrawl.commands._output import add_json
from newscrawl.commands._reading import Signs, pages_folder, readers
from newscrawl.commands._settings import effective_settings
from newscrawl.commands._stop import Stop
from newscrawl.errors import UsageError
from newscrawl.streams import going_on
from pipelines.urls import absolute_url


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files, and what is known of them."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="FILE|FOLDER",
        help="WARC files, exports of WordPress, JSON lines of `newscrawl export`, saved pages",
    )
    parser.add_argument(
        "--site",
        metavar="URL",
        help="the home address of the blog (default: the held blog whose address begins that of "
        "the page, else the home page of its host)",
    )
    parser.add_argument(
        "--addresses",
        metavar="FILE",
        help="lines of path and address, parted by a tab: from where saved pages come",
    )
    parser.add_argument(
        "--base", metavar="URL", help="a saved folder is a copy of what lies under this address"
    )
    parser.add_argument(
        "--fetched-at",
        type=instant,
        metavar="WHEN",
        help="when pages were saved, or exported (default: as the file says, else its date)",
    )
    add_json(parser, "an object a line of each page that is not stored, and the counts at last")
    add_database(parser)


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Take everything in, and say what became of it."""
    from pipelines.archive import runs
    from pipelines.keep import Keeper

    for name in ("site", "base"):
        if (url := getattr(arguments, name)) is not None and absolute_url(url, url) is None:
            raise UsageError(f"--{name} {url!r} is no web address; write https://...")
    paths = _paths(arguments.paths)
    addresses = _addresses(arguments.addresses)
    settings = effective_settings()
    keeper = Keeper(pages_folder(settings, database_url(arguments)))
    with (
        opened(arguments, create=True, read_only=False) as archive,
        readers(settings, index=archive.engine.dialect.name) as read,
    ):
        run_id = runs.begin_run(
            archive, spider="import", site=arguments.site or "", args={"paths": arguments.paths}
        )
        work = Import(
            archive,
            keeper,
            read,
            Signs(settings.getfloat("NEWSCRAWL_PROGRESS_SECONDS")),
            arguments,
            addresses=addresses,
            obeys_noarchive=settings.getbool("NEWSCRAWL_OBEY_NOARCHIVE"),
            run_id=run_id,
        )
        code, reason = exits.INTERRUPTED, "interrupted; the same command goes on"
        try:
            limit = settings.getint("DOWNLOAD_MAXSIZE")
            for path in paths:
                work.take(path, limit)
            code, reason = work.verdict()
        except KeyboardInterrupt:
            raise Stop(reason, code) from None
        except OSError as error:
            why = error.strerror or error
            code, reason = exits.USAGE, f"broken off: {why}; the same command goes on"
            raise
        finally:
            try:
                keeper.close()
            finally:  # where nothing more can be written, this fails as well
                runs.end_run(archive, run_id, exit_code=code, reason=reason, stats=work.stats())
    work.sum_up()
    if code:
        raise Stop(reason + _of_sources(paths), code)
    return code


def _paths(said: Sequence[str]) -> list[Path]:
    """Return the files and folders that are named; raises UsageError for what holds no pages."""
    from pipelines.captures import may_hold_pages

    paths = [Path(path) for path in said]
    for name, path in zip(said, paths, strict=True):
        if not name or not path.exists():  # "" would be the folder we are in
            raise UsageError(f"there is nothing at {name!r}; name a file or folder that is there")
        if not (path.is_file() or path.is_dir()):
            raise UsageError(f"{str(path)!r} is a pipe or a device; write what it gives to a file")
        if path.is_file() and not may_hold_pages(path):
            raise UsageError(
                f"{str(path)!r} is no WARC file, no saved page, no export of WordPress and no JSON "
                "lines of records; all of another archive is copied by `newscrawl db copy`"
            )
    return paths


def _of_sources(paths: Iterable[Path]) -> str:
    for path in paths:
        if path.is_dir() and next(path.rglob("*.md"), None):
            return f"; source files are for `newscrawl crawl --spider frontmatter -a folder={path}`"
    return ""


def _addresses(name: str | None) -> dict[str, str]:
    if name is None:
        return {}
    try:
        lines: Iterable[str] = Path(name).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read {name!r}: {getattr(error, 'strerror', None) or error}; "
            "name a file of lines of path and address, parted by a tab"
        ) from error
    return dict(_pairs(lines, name))


def _pairs(lines: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        path, tab, url = line.partition("\t")
        if not tab or absolute_url(url.strip(), url.strip()) is None:
            raise UsageError(f"{name}, line {number}: write a path, a tab and a web address")
        yield path.strip().removeprefix("./"), url.strip()
