"""Take a post or a whole blog out of the archive, for good.

What goes: the rows (posts, revisions, what hangs on them, addresses, fetches; for a blog also its
runs and schedules), the words in the search index, the records of its pages in the WARC files,
which are written anew without them, and the bytes of images that no other post shows. With a
post go the kept lists of its blog (feeds, home page) that name it. It asks first.

What stays: the table `forgotten`, with hashes, the date and counts, so that no later crawl or
import brings it back; --allow-again lets it. Copies, exports and backups are not touched, nor are
the words, links and kept pages of other posts that write the address.

Exit code 1: nothing of that address is held; 6: a crawl is at work on it, or another forgetting.

Examples:
  newscrawl forget https://blog.example/1
  newscrawl forget https://blog.example/ --yes
  newscrawl forget https://blog.example/1 --allow-again
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, database_url, opened
from newscrawl.commands._output import add_json, note, print_json, print_pairs
from newscrawl.commands._reading import pages_folder, pictures_folder
from newscrawl.commands._settings import effective_settings
from newscrawl.errors import UsageError
from newscrawl.streams import going_on
from pipelines.urls import identity_url

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.keep import Keeper
    from pipelines.pictures import PictureFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to forget."""
    parser.add_argument(
        "name", metavar="URL|SITE", help="the address of a post; the home address or host of a blog"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--allow-again", action="store_true", help="let what was forgotten come back"
    )
    add_json(parser, "what went as a JSON object")
    add_database(parser)


@going_on()
def run(arguments: argparse.Namespace) -> int:
    """Ask, forget, and say what went."""
    from pipelines.archive.forgotten import allow_again
    from pipelines.keep import Keeper
    from pipelines.pictures import PictureFolder

    settings = effective_settings()
    url = database_url(arguments)
    keeper = Keeper(pages_folder(settings, url))
    pictures = PictureFolder(pictures_folder(settings, url))
    with opened(arguments, read_only=False) as archive:
        if arguments.allow_again:
            count = allow_again(archive, arguments.name)
            if not count:
                raise UsageError(f"{arguments.name!r} was not forgotten")
            note(f"{arguments.name} may come back ({count} addresses)")
            return exits.DONE
        return _forget(archive, arguments, keeper, pictures)


def _forget(
    archive: Archive, arguments: argparse.Namespace, keeper: Keeper, pictures: PictureFolder
) -> int:
    from pipelines.archive import locks
    from pipelines.archive.forget_target import find_target
    from pipelines.archive.forgotten import forgotten_at
    from pipelines.forget import ONE_AT_A_TIME, clean_up, extent_of, forget

    owner = "newscrawl forget"
    # One at a time: what another is about to use would look like what it left behind.
    with locks.held(archive, ONE_AT_A_TIME, owner) as still_alone:
        if removed_files := clean_up(archive, keeper, pictures.file_of):
            note(f"{removed_files} files of a forgetting that was broken off are removed")
        if (target := find_target(archive, arguments.name)) is None:
            at = forgotten_at(archive, arguments.name)
            when = f"; it was forgotten on {at:%Y-%m-%d %H:%M} UTC" if at else ""
            raise UsageError(
                f"the archive holds no post and no blog {arguments.name!r}{when}; "
                "`newscrawl list` and `newscrawl stats` show what it holds"
            )
        with locks.held(archive, identity_url(target.home), owner) as still_ours:
            extent = extent_of(archive, keeper, target)
            what = f"the blog {target.home}" if target.whole_site else f"the post {target.url}"
            asked = _counted(len(target.post_ids), len(extent.kept), len(extent.digests))
            question = (
                f"Forget {what}: {asked} (of the images those that no other post shows; lists "
                "that name it are kept pages, too)?"
            )
            if not arguments.yes and not _agreed(question):
                note("nothing was forgotten")
                return exits.USAGE
            images = sum(pictures.file_of(one).exists() for one in extent.digests)
            held = (still_alone, still_ours)
            removed = forget(archive, keeper, extent, pictures.file_of, held)
            images -= sum(pictures.file_of(one).exists() for one in extent.digests)
    if arguments.json:
        print_json({"forgotten": target.url, "removed": removed})
    else:
        print_pairs(sorted(removed.items()))
    went = _counted(removed.get("post", 0), removed.get("kept_page", 0), images)
    note(f"forgotten: {what}: {went}")
    return exits.DONE


def _counted(posts: int, pages: int, images: int) -> str:
    counts = (("post", posts), ("kept page", pages), ("image", images))
    return ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts)


def _agreed(question: str) -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError(f"{question} Say --yes: nobody is there to be asked")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
