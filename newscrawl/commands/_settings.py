"""The settings a verb works with: the project's, those of the environment, those of the line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newscrawl import settings as defaults
from newscrawl.commands._arguments import setting
from newscrawl.errors import UsageError

if TYPE_CHECKING:
    from scrapy.settings import Settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option `-s NAME=VALUE`."""
    parser.add_argument(
        "-s",
        dest="settings",
        type=setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting, as for `scrapy crawl -s`; may be given more than once",
    )


def environment_settings() -> dict[str, str]:
    """Return our settings that the environment names: what a container is configured by."""
    return {
        name: os.environ[name]
        for name in dir(defaults)
        if name.startswith("NEWSCRAWL_") and os.environ.get(name)
    }


def effective_settings() -> Settings:
    """Return the settings that a crawl started now would have."""
    from scrapy.utils.project import ENVVAR, get_project_settings

    os.environ.setdefault(ENVVAR, "newscrawl.settings")
    with settings_found():
        settings = get_project_settings()
    for name in dir(defaults):
        if name.isupper():  # what the add-on would fill in, should the project be another
            settings.set(name, getattr(defaults, name), priority="default")
    settings.setdict(environment_settings(), priority="cmdline")
    return settings


@contextmanager
def settings_found() -> Iterator[None]:
    """Say plainly that SCRAPY_SETTINGS_MODULE names nothing, when that is why an import failed."""
    try:
        yield
    except ModuleNotFoundError as error:
        named = os.environ.get("SCRAPY_SETTINGS_MODULE", "")
        if not error.name or not f"{named}.".startswith(f"{error.name}."):
            raise
        raise UsageError(
            f"SCRAPY_SETTINGS_MODULE names {named!r}, which cannot be imported; "
            "unset it, or start from the folder of your project"
        ) from error
