"""The add-on: one line in ADDONS turns everything on.

    ADDONS = {"newscrawl.addon.NewscrawlAddon": 100}

Classes are handed over, not dotted strings: with strings Scrapy's helpers would
override a user who switched a stage off.
"""

from __future__ import annotations

import difflib
import logging
import math
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings, Settings

import newscrawl
from newscrawl import settings as defaults
from newscrawl.errors import UsageError
from newscrawl.extensions.host_shares import HostShares
from newscrawl.extensions.images import KeepImages
from newscrawl.extensions.ledger import LedgerRecord
from newscrawl.extensions.progress import Progress
from newscrawl.extensions.run_record import RunRecord
from newscrawl.frontier import Frontier
from newscrawl.gate import ForbiddenHandler, GateHandler
from newscrawl.log_lines import HarmlessLog, ShortLines
from newscrawl.middlewares.cookie import CookieMiddleware
from newscrawl.middlewares.keep import KeepMiddleware
from newscrawl.middlewares.noarchive import NoArchiveMiddleware
from newscrawl.middlewares.refresh import RefreshMiddleware
from newscrawl.middlewares.revisit import RevisitMiddleware
from newscrawl.middlewares.robots import RobotsMiddleware
from newscrawl.policy import Policy
from pipelines.adopt import AdoptPipeline
from pipelines.extract import ExtractPipeline
from pipelines.readers.options import MOST_DEPTH
from pipelines.screen import ScreenPipeline
from pipelines.store import StorePipeline

logger = logging.getLogger(__name__)

#: What names this project; another project keeps its own.
_PROJECT_ONLY = {"BOT_NAME", "SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE", "ADDONS"}


#: Components that Scrapy imports also where they are switched off: with aiohttp and tldextract a
#: third of a CPU second of each crawl.
_IMPORTED_FOR_NOTHING = (
    ("EXTENSIONS", "scrapy.extensions.remote_control.RemoteControl", "REMOTE_CONTROL_ENABLED"),
    (
        "DOWNLOADER_MIDDLEWARES",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
        "COOKIES_ENABLED",
    ),
)

#: Between Scrapy's "project" (20) and "spider" (30).
_ENVIRONMENT_PRIORITY = 25


class NewscrawlAddon:
    """Puts newscrawl into a Scrapy project; what the project set itself stays."""

    def update_settings(self, settings: Settings) -> None:
        """Set defaults and components; raises UsageError for a setting that cannot be right."""
        for name in dir(defaults):
            if name.isupper() and name not in _PROJECT_ONLY:
                settings.set(name, getattr(defaults, name), priority="addon")
        for name, value in _from_environment().items():
            # Above the project's settings module, below `-s` and what a spider sets.
            settings.set(name, value, priority=_ENVIRONMENT_PRIORITY)
        check_settings(settings)
        settings.set("USER_AGENT", user_agent(settings), priority="addon")
        settings.set("ROBOTSTXT_USER_AGENT", "newscrawl", priority="addon")
        settings.set("SCHEDULER", Frontier, priority="addon")
        settings.set("LOG_FORMATTER", ShortLines, priority="addon")
        for stage, order in (
            (ExtractPipeline, 300),
            (ScreenPipeline, 500),
            (StorePipeline, 800),
            (AdoptPipeline, 850),
        ):
            settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", stage, order)
        # Scrapy's own takes a server that fails for a server that allows (RFC 9309 says no).
        settings["DOWNLOADER_MIDDLEWARES"].setdefault(RobotsTxtMiddleware, None)
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", RobotsMiddleware, 100
        )
        # Scrapy's own loses a post whose `<base>` is no address.
        settings["DOWNLOADER_MIDDLEWARES"].setdefault(MetaRefreshMiddleware, None)
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", RefreshMiddleware, 580
        )
        # Above the one that unpacks (590): what is kept can be read without it.
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", KeepMiddleware, 580
        )
        # Before its page is kept.
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", NoArchiveMiddleware, 585
        )
        # Below the retry middleware (550), so that only final answers are looked at.
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", RevisitMiddleware, 540
        )
        # Below the one that follows redirects (600).
        settings.setdefault_in_component_priority_dict(
            "DOWNLOADER_MIDDLEWARES", CookieMiddleware, 700
        )
        settings.setdefault_in_component_priority_dict("EXTENSIONS", HarmlessLog, 50)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", RunRecord, 100)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", HostShares, 120)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", LedgerRecord, 150)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", KeepImages, 160)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", Progress, 200)
        for kind, component, switch in _IMPORTED_FOR_NOTHING:
            if not settings.getbool(switch):
                settings[f"{kind}_BASE"].pop(component, None)
        handlers = settings["DOWNLOAD_HANDLERS"]
        for scheme in ("http", "https"):
            handlers.setdefault(scheme, GateHandler)
        for scheme in ("file", "ftp", "s3", "data"):
            handlers.setdefault(scheme, ForbiddenHandler)


def _from_environment() -> dict[str, str]:
    known = [name for name in dir(defaults) if name.startswith("NEWSCRAWL_")]
    for name in os.environ:
        # No error: an environment has other names that begin so, as those of a Service.
        if name.startswith("NEWSCRAWL_") and name not in known:
            for close in difflib.get_close_matches(name, known, n=1, cutoff=0.9):
                logger.warning("%s in the environment is no setting; %s is one", name, close)
    return {name: os.environ[name] for name in known if os.environ.get(name)}


def user_agent(settings: BaseSettings) -> str:
    """Return the user agent: who we are, and how to reach whoever runs it."""
    contact = str(settings.get("NEWSCRAWL_CONTACT") or "").strip()
    reach = f"; +{contact}" if contact else ""
    return f"newscrawl/{newscrawl.__version__} (blog archive{reach})"


def check_settings(settings: BaseSettings) -> None:
    """Raise UsageError for a setting that cannot be right."""
    known = {name for name in dir(defaults) if name.startswith("NEWSCRAWL_")}
    for name in settings:
        if str(name).startswith("NEWSCRAWL_") and name not in known:
            # What all names begin with makes none of them close.
            close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.8)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise UsageError(f"unknown setting {name}{hint}")
    contact = str(settings.get("NEWSCRAWL_CONTACT") or "")
    if not contact.isprintable():
        raise UsageError("NEWSCRAWL_CONTACT: only printable characters can be sent in a header")
    if not str(settings.get("TWISTED_REACTOR")).endswith("AsyncioSelectorReactor"):
        raise UsageError(f"TWISTED_REACTOR: newscrawl works with {defaults.TWISTED_REACTOR} alone")
    if not settings.getbool("TWISTED_REACTOR_ENABLED", True):
        raise UsageError("TWISTED_REACTOR_ENABLED: newscrawl asks the net through Twisted")
    if "Dummy" in str(settings.get("STATS_CLASS")):
        raise UsageError("STATS_CLASS: how a run ended is told by its counts; keep them")
    Policy.from_settings(settings)
    _check_zone(str(settings.get("NEWSCRAWL_DEFAULT_ZONE") or ""))
    for name in filter(str.isupper, dir(defaults)):
        default = getattr(defaults, name)
        if isinstance(default, bool):
            _check_switch(settings, name)
        elif isinstance(default, int | float):
            _check_number(settings, name, isinstance(default, float) or name.endswith(_TIMES))
    if settings.getint("NEWSCRAWL_READ_DEPTH") > MOST_DEPTH:
        raise UsageError(f"NEWSCRAWL_READ_DEPTH: the parser follows no more than {MOST_DEPTH}")


#: Numbers that may have a fraction.
_TIMES = ("_SECONDS", "_HOURS", "_TIMEOUT")


def _check_number(settings: BaseSettings, name: str, may_be_parted: bool) -> None:
    said = settings.get(name)
    try:
        value = float(said) if may_be_parted else int(said)
    except (TypeError, ValueError):
        sort = "number" if may_be_parted else "whole number"
        raise UsageError(f"{name}: {said!r} is no {sort}") from None
    if not 0 <= value < math.inf:
        raise UsageError(f"{name}: {said!r} is {'below 0' if value < 0 else 'no number'}")


def _check_switch(settings: BaseSettings, name: str) -> None:
    try:
        settings.getbool(name)
    except ValueError:
        said = settings.get(name)
        raise UsageError(f"{name}: {said!r} is neither True nor False") from None


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"NEWSCRAWL_DEFAULT_ZONE: {name!r} is no zone; write it as Asia/Seoul"
        ) from None
