"""Name the blogs to archive again and again; `newscrawl run --due` does the work.

add NAME --url URL --every 6h    30m, 6h, 1d, 2w, 1d12h, hourly, daily or weekly;
                                 the first run is due at once
list                             what is due when, and how the last run ended
disable NAME, enable NAME        let it rest, and wake it
remove NAME                      forget it; its runs and its posts stay

With `add` go the options of `newscrawl crawl`: --limit, --since, --platform, --delay, --allow,
--spider, -a and -s. They are kept in the archive: what is secret goes by the environment.

Examples:
  newscrawl schedule add kim --url https://kim.example/ --every 6h
  newscrawl schedule add wire --url https://wire.example/feed.xml --spider feed --every 30m
  newscrawl schedule add slow --url https://slow.example/ --every daily --delay 5
  newscrawl schedule list --json
  newscrawl schedule remove kim
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import instant
from newscrawl.commands._crawl_options import (
    add_crawl_options,
    arguments_of_spider,
    settings_of_crawl,
)
from newscrawl.commands._output import add_json, note, print_json, print_rows, to_terminal
from newscrawl.errors import UsageError
from newscrawl.jobs.every import every, every_text

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.schedules import ScheduleRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, with which schedule."""
    parser.add_argument("action", choices=("add", "list", "remove", "enable", "disable"))
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of the schedule")
    parser.add_argument("--url", help="add: the home page of the blog")
    parser.add_argument("--every", metavar="LENGTH", help="add: how often, as 6h")
    parser.add_argument(
        "--first", type=instant, metavar="WHEN", help="add: when it is due first (default: now)"
    )
    add_crawl_options(parser)
    add_json(parser, "the schedules as a JSON array")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add, list or change schedules."""
    action: str = arguments.action
    if action == "list":
        return _list(arguments)
    if not arguments.name:
        raise UsageError(f"which one? newscrawl schedule {action} NAME")
    if action == "add":
        return _add(arguments)
    from pipelines.archive import schedules

    with opened(arguments, read_only=False) as archive:
        found = (
            schedules.remove(archive, arguments.name)
            if action == "remove"
            else schedules.enable(archive, arguments.name, action == "enable")
        )
    if not found:
        raise UsageError(
            f"there is no schedule {arguments.name!r}; `newscrawl schedule list` shows them"
        )
    note(f"{arguments.name} is {action}d")
    return exits.DONE


def _add(arguments: argparse.Namespace) -> int:
    if not arguments.every:
        raise UsageError("how often? newscrawl schedule add NAME --url URL --every 6h")
    length = every(arguments.every)
    given = arguments_of_spider(arguments)
    settings = settings_of_crawl(arguments)
    for name in given:
        if name.isupper():
            raise UsageError(f"{name} looks like a setting; write -s {name}=...")
    for name in settings:
        if not name.isupper():
            raise UsageError(f"{name} is no name of a setting, which are in capitals")
    _check(arguments.spider, given, settings)
    url = given.pop("url", "")
    from pipelines.archive import schedules

    with opened(arguments, create=True, read_only=False) as archive:
        added = schedules.add(
            archive,
            name=arguments.name,
            url=url,
            every_seconds=int(length.total_seconds()),
            spider=arguments.spider,
            args={**given, **settings},
            next_due_at=arguments.first,
        )
    if arguments.json:
        print_json(_record(added))
    else:
        note(f"{added.name} is due {_when(added)}, then every {every_text(length)}")
    return exits.DONE


def _check(spider: str, given: dict[str, str], settings: dict[str, str]) -> None:
    """Check them now: at three in the morning nobody is there to read the error."""
    from scrapy.spiderloader import get_spider_loader

    from newscrawl.addon import check_settings
    from newscrawl.commands._settings import effective_settings
    from newscrawl.spiders.arguments import checked
    from newscrawl.spiders.base import PostSpider

    if "NEWSCRAWL_DATABASE_URL" in settings:
        raise UsageError("a schedule fills the archive that holds it; name that one with --db")
    effective = effective_settings()
    effective.setdict(settings, priority="cmdline")
    check_settings(effective)
    loader = get_spider_loader(effective)
    if spider not in loader.list():
        known = ", ".join(sorted(loader.list()))
        raise UsageError(f"there is no spider {spider!r}; there are: {known}")
    kind = loader.load(spider)
    if issubclass(kind, PostSpider):
        checked(spider, kind.arguments(), given)


def _list(arguments: argparse.Namespace) -> int:
    if arguments.name:
        raise UsageError("list takes no NAME")
    with opened(arguments) as archive:
        found = _all(archive)
    if arguments.json:
        print_json([_record(schedule) for schedule in found])
        return exits.DONE
    if not found:
        note("nothing is scheduled; newscrawl schedule add NAME --url URL --every 6h")
        return exits.DONE
    print_rows(
        ("name", "every", "due", "last exit", "spider", "address"),
        (
            (
                schedule.name,
                every_text(timedelta(seconds=schedule.every_seconds)),
                _when(schedule),
                schedule.last_exit_code,
                schedule.spider,
                schedule.url,
            )
            for schedule in found
        ),
        right=("last exit",),
        wide=("address",),
        spare=("spider",),
    )
    return exits.DONE


def _all(archive: Archive) -> tuple[ScheduleRecord, ...]:
    from pipelines.archive import schedules

    return schedules.list(archive)


def _when(schedule: ScheduleRecord) -> str:
    if not schedule.enabled:
        return "disabled"
    if not to_terminal():
        return schedule.next_due_at.isoformat(timespec="seconds")
    if schedule.next_due_at <= datetime.now(UTC):
        return "now"
    return schedule.next_due_at.strftime("%Y-%m-%d %H:%M UTC")


def _record(schedule: ScheduleRecord) -> dict[str, Any]:
    return {
        "name": schedule.name,
        "spider": schedule.spider,
        "url": schedule.url,
        "arguments": {k: v for k, v in schedule.args.items() if not k.isupper()},
        "settings": {k: v for k, v in schedule.args.items() if k.isupper()},
        "every": every_text(timedelta(seconds=schedule.every_seconds)),
        "enabled": schedule.enabled,
        "next_due": schedule.next_due_at,
        "last_started": schedule.last_started_at,
        "last_ended": schedule.last_ended_at,
        "last_exit_code": schedule.last_exit_code,
        "last_run_id": schedule.last_run_id,
    }
