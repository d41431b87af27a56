"""An engine for each database."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.exc import NoSuchModuleError

from pipelines.archive.engine.mariadb import mariadb_engine
from pipelines.archive.engine.postgresql import postgresql_engine
from pipelines.archive.engine.sqlite import sqlite_engine
from pipelines.archive.engine.waiting import answer_seconds_of
from pipelines.archive.errors import ArchiveUnreachable


def make_engine(url: URL, *, read_only: bool = False) -> Engine:
    """Return an engine for `url`; nothing is connected yet, but a file's folder is checked."""
    options: dict[str, Any] = {
        "json_serializer": json.JSONEncoder(ensure_ascii=False).encode,
        "hide_parameters": True,  # an error must not carry a whole post into the log
    }
    if url.drivername.startswith("sqlite"):
        return sqlite_engine(url, read_only, options)
    options |= {"pool_pre_ping": True, "pool_recycle": 1800}
    answer_seconds = answer_seconds_of(url)
    url = url.difference_update_query(["read_timeout"])
    if url.drivername.startswith("postgresql"):
        extra, engine_of = "postgresql", postgresql_engine
    else:
        extra, engine_of = "mariadb", mariadb_engine
    try:
        return engine_of(url, read_only, options, answer_seconds=answer_seconds)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ArchiveUnreachable(
            f"The driver for {extra} is not installed ({error}). "
            f"Install it: pip install 'newscrawl[{extra}]'."
        ) from None
