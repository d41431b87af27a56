"""What `doctor` looks at: each check returns what it found and, where needed, what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from newscrawl import __version__
from newscrawl.commands._archive import is_missing
from pipelines.file_address import sqlite_path

#: Bytes; a blog of some thousand posts takes less than a tenth of it.
LITTLE_SPACE = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    about: str
    state: Literal["ok", "warning", "failed"] = "ok"
    found: str
    #: What to do about it; empty when nothing.
    advice: str = ""

    def sentence(self) -> str:
        """Return what was found and what to do, in one line."""
        return f"{self.found}; {self.advice}" if self.advice else self.found


def _failed(about: str, found: str, advice: str) -> Finding:
    return Finding(about=about, state="failed", found=found, advice=advice)


def _warning(about: str, found: str, advice: str) -> Finding:
    return Finding(about=about, state="warning", found=found, advice=advice)


def all_findings(url: str) -> list[Finding]:
    """Return every finding, for the database at `url`."""
    packages = list(check_packages())
    findings = [check_python(), check_newscrawl(), *packages]
    if not any(finding.state == "failed" for finding in packages):
        findings += [check_readers(), check_database(url), *check_settings()]
    return [*findings, check_zones(), check_output(), check_space(url)]


def check_python() -> Finding:
    """Look at which Python runs us; one that is too old could not have read this file."""
    place = sys.executable or "an unknown place"
    return Finding(about="python", found=f"{platform.python_version()} at {place}")


def check_newscrawl() -> Finding:
    """Look at where newscrawl itself was loaded from."""
    return Finding(
        about="newscrawl", found=f"{__version__} at {Path(__file__).resolve().parent.parent}"
    )


def check_packages() -> Iterator[Finding]:
    """Look at each package that newscrawl needs: there, and of a version that is promised."""
    from packaging.requirements import Requirement

    for line in _requirements():
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        name = wanted.name.lower()
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            yield _failed(name, "not installed", f"pip install '{wanted}'")
            continue
        if wanted.specifier.contains(version, prereleases=True):
            yield Finding(about=name, found=version)
        else:
            yield _failed(name, f"{version} is not {wanted.specifier}", f"pip install '{wanted}'")


def _requirements() -> list[str]:
    try:
        return metadata.requires("newscrawl") or []
    except metadata.PackageNotFoundError:
        pass
    # A checkout that is run as it lies there.
    import tomllib

    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    if not project.is_file():
        return []
    with project.open("rb") as file:
        return list(tomllib.load(file)["project"]["dependencies"])


def check_readers() -> Finding:
    """Let a worker process read a page, as a crawl would."""
    import asyncio
    from datetime import UTC, datetime

    from pipelines.items import Fetch, Page
    from pipelines.workers import ReadFailed, WorkerPool

    url = "https://blog.example/1"
    # In Latin letters, so that the language is told by a model, which needs room.
    text = (
        "A few words that could be of one language or another, and so are counted by a model. " * 3
    )
    body = f"<html><head><title>한글 제목</title></head><body><p>{text}</p></body></html>".encode()
    fetch = Fetch(url=url, final_url=url, content_type="text/html", fetched_at=datetime.now(UTC))
    pool = WorkerPool(1)
    try:
        post = asyncio.run(pool.read(Page(fetch=fetch, body=body, site="https://blog.example/")))
    except (ReadFailed, OSError) as error:
        return _failed(
            "readers",
            f"a worker process could not read a page: {error}",
            "look at the lines above; memory or process limits may be too tight",
        )
    finally:
        pool.close()
    return Finding(about="readers", found=f"version {post.reader_version} in a worker process")


def check_database(url: str) -> Finding:
    """Look at whether the database answers and its schema is ours; creates nothing."""
    from pipelines.archive import ArchiveError, open_archive

    if (file := sqlite_path(url)) is not None and is_missing(file):
        return _no_file_yet(file)
    try:
        with open_archive(url, upgrade=False, read_only=True) as archive:
            return Finding(about="database", found=f"{archive.url} answers, schema as wanted")
    except ArchiveError as error:
        return Finding(about="database", state="failed", found=str(error))


def _no_file_yet(file: Path) -> Finding:
    folder = file.absolute().parent
    if not os.access(folder, os.W_OK):
        return _failed(
            "database",
            f"{file} does not exist and {folder} cannot be written",
            "name another place with --db or NEWSCRAWL_DATABASE_URL",
        )
    return _warning(
        "database",
        f"{file} does not exist yet",
        "the first `newscrawl crawl URL` or `newscrawl db upgrade` makes it",
    )


def check_settings() -> Iterator[Finding]:
    """Look at the settings whose wrong value harms others or oneself."""
    from newscrawl.commands._settings import effective_settings

    settings = effective_settings()
    if contact := str(settings.get("NEWSCRAWL_CONTACT") or ""):
        yield Finding(about="contact", found=contact)
    else:
        yield _warning(
            "contact",
            "the user agent does not say how to reach you",
            "set NEWSCRAWL_CONTACT to an e-mail address or a page",
        )
    yield _networks(settings.get("NEWSCRAWL_ALLOW_NETWORKS") or "")
    if not settings.getbool("ROBOTSTXT_OBEY"):
        yield _warning(
            "robots", "ROBOTSTXT_OBEY is off", "what blogs forbid is fetched all the same"
        )
    if not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
        yield _warning(
            "certificates",
            "DOWNLOAD_VERIFY_CERTIFICATES is off",
            "the archive cannot tell who sent what it holds",
        )


def _networks(value: object) -> Finding:
    from ipaddress import ip_network

    names = value if isinstance(value, list | tuple) else str(value).split(",")
    names = [str(name).strip() for name in names if str(name).strip()]
    for name in names:
        try:
            network = ip_network(name)
        except ValueError as error:
            return _failed(
                "networks",
                f"NEWSCRAWL_ALLOW_NETWORKS: {error}",
                "write networks as 10.1.0.0/16 or fd00::/8, parted by commas",
            )
        if network.prefixlen == 0:
            return _warning(
                "networks",
                f"{name} allows every private address",
                "name only the networks that your blogs are in",
            )
    return Finding(
        about="networks",
        found=f"private addresses allowed in {', '.join(names)}" if names else "public only",
    )


def check_zones() -> Finding:
    """Look for time zone data, without which Korean dates lose their offset."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Asia/Seoul")
    except ZoneInfoNotFoundError:
        return _failed("time zones", "there is no time zone data", "pip install tzdata")
    return Finding(about="time zones", found="known")


def check_output() -> Finding:
    """Look at whether Korean can be printed as it is."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("_", "-")
    if encoding.startswith("utf"):
        return Finding(about="output", found=encoding)
    return _warning(
        "output",
        f"this terminal wants {encoding}; what it cannot show comes as \\uXXXX",
        "set PYTHONUTF8=1 or a UTF-8 locale",
    )


def check_space(url: str) -> Finding:
    """Look at the space where the archive grows."""
    file = sqlite_path(url)
    folder = file.absolute().parent if file else Path.cwd()
    while not os.path.isdir(folder):
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GiB free at {folder}"
    if free < LITTLE_SPACE:
        return _warning("space", found, "make room")
    return Finding(about="space", found=found)
