"""What `run.py demo` does: the commands a person would type, each shown before it is run."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

#: The address of a post that has something of everything, as a person would copy it.
SHOWN = "/news/2024/11/04/동네-도서관-밤-열-시까지-불-켠다/"


def show(origin: str, folder: Path) -> int:
    """Return 0 when the blog at `origin` was crawled twice into `folder` and shown."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "archive.db"
    for old in folder.glob("archive.db*"):  # each demo starts anew: its blog has a new port
        old.unlink()
    shutil.rmtree(folder / "archive-pages", ignore_errors=True)
    url = f"sqlite:///{os.path.relpath(database)}"
    crawl = ["scrapy", "crawl", "blog", "-a", f"url={origin}/"]
    crawl += ["-s", f"NEWSCRAWL_DATABASE_URL={url}"]
    # The blog is on loopback, which newscrawl refuses unless told; and it is ours: no delay.
    crawl += ["-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8", "-s", "DOWNLOAD_DELAY=0"]
    newscrawl = ["newscrawl"]
    steps = [
        ("A small Korean blog is served on loopback. Archive it:", crawl),
        ("The same again, as tomorrow's run would: nothing is stored twice.", crawl),
        ("What is in the archive:", [*newscrawl, "list", "--db", url]),
        ("One post, as it was read:", [*newscrawl, "show", f"{origin}{SHOWN}", "--db", url]),
        ("Found by two syllables within a word:", [*newscrawl, "search", "맞이", "--db", url]),
        ("And in figures:", [*newscrawl, "stats", "--db", url]),
    ]
    # In a checkout scrapy.cfg says the same; an installed newscrawl has none.
    environment = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", **os.environ}
    for sentence, command in steps:
        print(f"\n== {sentence}\n$ {shlex.join(command)}\n", flush=True)
        if code := subprocess.run(as_module(command), env=environment, check=False).returncode:
            print(f"\nThe demo ends here: that command gave exit code {code}.", flush=True)
            return code
    print(
        f"""
== The archive is {database}, the pages as fetched are in archive-pages beside it
Try next (`. .venv/bin/activate` once, then):
  newscrawl show 3 --db {url}
  newscrawl export --format jsonl --db {url}
  newscrawl spiders
  newscrawl crawl https://YOUR.BLOG/ --limit 20 --dry-run
"""
    )
    return 0


def as_module(command: list[str]) -> list[str]:
    """Return `command` for this very Python, whatever the PATH holds."""
    return [sys.executable, "-m", *command]
