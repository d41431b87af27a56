"""The server of the shared test sites, for the benchmarks that crawl them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def folder_of(stated: str) -> Path:
    """Return the folder of the sites: `stated`, or what NEWSCRAWL_SHARED names; else exit."""
    for place in (stated, os.environ.get("NEWSCRAWL_SHARED", ""), str(ROOT.parent / "shared")):
        for folder in (Path(place), Path(place) / "sites") if place else ():
            if (folder / "serve.py").is_file():
                return folder
    raise SystemExit("no folder with serve.py and site archives: name it, or set NEWSCRAWL_SHARED")


def names_in(folder: Path, only: Sequence[str] | None) -> list[str]:
    """Return the names of the sites in `folder`, those of `only` when it is given."""
    names = sorted(path.name.removesuffix(".tar.gz") for path in folder.glob("*.tar.gz"))
    if unknown := sorted(set(only or ()) - set(names)):
        raise SystemExit(f"no such site: {', '.join(unknown)}; there are {', '.join(names)}")
    return [name for name in names if not only or name in only]


@contextmanager
def serving(
    folder: Path, names: Sequence[str], *words: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve these sites; give the address of the controls and the origin of each site by name.

    `words` are further arguments of the server.
    """
    port = _free_ports(len(names) + 1)
    sites = [word for name in names for word in ("--site", name)]
    server = subprocess.Popen(
        [sys.executable, str(folder / "serve.py"), "--port", str(port), *sites, *words],
        stdout=subprocess.DEVNULL,
    )
    try:
        control = f"http://127.0.0.1:{port}"
        origins: dict[str, str] = ask(control + "/__sites", patience_seconds=60)
        # Another program may have taken one of the ports meanwhile.
        if missing := [name for name in names if name not in origins]:
            raise SystemExit(f"{', '.join(missing)} could not be served; run it again")
        yield control, origins
    finally:
        server.terminate()
        server.wait()


def ask(url: str, *, post: bool = False, patience_seconds: float = 5) -> Any:
    """Return the JSON at `url`, tried again while nobody answers."""
    until = time.monotonic() + patience_seconds
    while True:
        try:
            request = urllib.request.Request(url, method="POST" if post else "GET")
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what this Python did with `words`, run in the checkout."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def _free_ports(count: int) -> int:
    """Return a port that is free together with the `count` ports after it."""
    # Two of these may run side by side: each begins to look somewhere else.
    for first in range(21000 + os.getpid() % 100 * 100, 60000, 100):
        sockets = []
        try:
            for port in range(first, first + count + 1):
                probe = socket.socket()
                sockets.append(probe)
                probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for probe in sockets:
                probe.close()
    raise SystemExit("there are no free ports")
