"""Crawls the shared test sites as they were, then as they are later, into one archive each.

    python3 run.py bench second_epoch [FOLDER] [--only NAME ...] [--show NAME] [--keep FOLDER]

FOLDER as for `bench sites`. For each site one line: what the truth of the two epochs says
(posts that are new, edited, gone) beside what `newscrawl changes` says, the verdict of `newscrawl
coverage`, and the links that the archive holds. With --show the reports themselves of that site:
the feed of changes, the diff of each edit, coverage, links. Exit code 1 when they disagree.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks._sites_server import ask, folder_of, names_in, run, serving
from benchmarks.sites import truth

#: What of a post an author edits, as the truth files name it.
_EDITED = ("title", "body_text", "tags", "categories", "links", "images", "author", "excerpt")


def main() -> int:
    """Run the measurement; return 0 when the archive tells of each change that is true."""
    options = _options()
    folder = folder_of(options.folder)
    names = names_in(folder, options.only)
    rows = {}
    with (
        serving(folder, names) as (control, origins),
        tempfile.TemporaryDirectory(prefix="newscrawl-epochs-") as scratch,
    ):
        for name in names:
            ask(f"{control}/__epoch?n=1", post=True)
            database = Path(scratch) / f"{name}.db"
            rows[name] = _measure(folder, name, origins[name], control, database)
            if name == options.show:
                _show_reports(database, f"{origins[name]}/")
            if options.keep:
                shutil.copy(database, options.keep)
    print("| site | " + " | ".join(_COLUMNS) + " |\n|---|" + "---|" * len(_COLUMNS))
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(str(row[column]) for column in _COLUMNS) + " |")
    return 0 if all(row["right"] == "yes" for row in rows.values()) else 1


_COLUMNS = ("true", "told", "right", "requests", "coverage", "links", "hosts linked to")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", default="", help="where the sites are")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these sites only")
    parser.add_argument("--show", metavar="NAME", help="print the reports of this site")
    parser.add_argument("--keep", metavar="FOLDER", help="leave a copy of each archive there")
    return parser.parse_args()


def _content(post: dict[str, Any]) -> dict[str, Any]:
    """Return what an author edits; another signature in the address of a picture is no edit."""
    content = {key: post.get(key) for key in _EDITED}
    lasting = ("src", "alt", "caption")
    content["images"] = [[image.get(k) for k in lasting] for image in post.get("images") or ()]
    return content


def _measure(folder: Path, name: str, origin: str, control: str, database: Path) -> dict[str, Any]:
    """Return what is true of a site's second epoch, and what the archive says."""
    _crawl(origin, database)
    first = _told(database)
    ask(f"{control}/__epoch?n=2", post=True)
    ask(f"{control}/__reset", post=True)
    _crawl(origin, database)
    log = ask(f"{control}/__log?full=1")["sites"].get(name, {})
    changes = _told(database, since=first[-1]["id"] if first else 0)
    true, told = _true(folder / f"{name}.tar.gz"), _by_kind(changes)
    coverage = run("-m", "newscrawl", "coverage", "--db", str(database)).stdout
    links = _links(database)
    return {
        "true": _sentence(true),
        "told": _sentence(told),
        "right": "yes" if true == told else "no: " + _difference(true, told),
        "requests": log.get("requests", 0),
        "coverage": coverage.partition("\t")[2].partition("\n")[0],
        "links": sum(links.values()),
        "hosts linked to": len(links),
    }


def _crawl(origin: str, database: Path) -> None:
    done = run("-m", "newscrawl", "crawl", f"{origin}/", "--delay", "0",
                "--allow", "127.0.0.0/8", "--db", str(database))  # fmt: skip
    if done.returncode:
        print(f"{origin}: exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}")


def _told(database: Path, since: int = 0) -> list[dict[str, Any]]:
    said = run("-m", "newscrawl", "changes", "--since", str(since), "--limit", "0", "--json",
                "--db", str(database))  # fmt: skip
    changes: list[dict[str, Any]] = json.loads(said.stdout)["changes"]
    return changes


def _by_kind(changes: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the paths of new, edited and gone posts; an edit is one whatever it is called."""
    words = {"silent": "edited", "redirected": "gone"}
    found: dict[str, set[str]] = {}
    for change in changes:
        kind = words.get(change["kind"], change["kind"])
        found.setdefault(kind, set()).add(_path(change["url"]))
    return found


def _true(archive: Path) -> dict[str, set[str]]:
    was = {post["path"]: post for post in truth(archive, 1)}
    now = {post["path"]: post for post in truth(archive, 2)}
    stayed = was.keys() & now.keys()
    edited = {path for path in stayed if _content(was[path]) != _content(now[path])}
    new, gone = now.keys() - was.keys(), was.keys() - now.keys()
    # One that stands elsewhere now: published at the same minute, the same text.
    same = ("published", "body_text")
    moved = {
        (old, path)
        for old in gone
        for path in new
        if all(was[old].get(key) == now[path].get(key) for key in same)
    }
    found = {
        "new": new - {path for _, path in moved},
        "gone": gone - {old for old, _ in moved},
        "moved": {path for _, path in moved},
        "edited": edited,
    }
    return {kind: set(map(_path, paths)) for kind, paths in found.items() if paths}


def _path(url: str) -> str:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    return unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _sentence(found: dict[str, set[str]]) -> str:
    return ", ".join(f"{len(paths)} {kind}" for kind, paths in sorted(found.items())) or "nothing"


def _difference(true: dict[str, set[str]], told: dict[str, set[str]]) -> str:
    parts = []
    for kind in sorted(true.keys() | told.keys()):
        missed = true.get(kind, set()) - told.get(kind, set())
        surplus = told.get(kind, set()) - true.get(kind, set())
        parts += [f"{kind} not told {sorted(missed)}"] if missed else []
        parts += [f"{kind} told for nothing {sorted(surplus)}"] if surplus else []
    return "; ".join(parts)


def _links(database: Path) -> Counter[str]:
    from sqlalchemy import text

    from pipelines.archive import open_archive

    with open_archive(f"sqlite:///{database}", read_only=True) as archive, archive.reading() as c:
        rows = c.execute(
            text(
                "SELECT k.host FROM post_link k JOIN v_post v ON v.revision_id = k.revision_id"
                " WHERE k.internal = FALSE"
            )
        )
        return Counter(row[0] for row in rows)


def _show_reports(database: Path, site: str) -> None:
    changes = _told(database)
    for words in (("changes", "--limit", "0"), ("coverage", site), ("links", "--from", site)):
        print(f"$ newscrawl {' '.join(words)}")
        said = run("-m", "newscrawl", *words, "--db", str(database))
        print(said.stdout + said.stderr)
    for change in changes:
        if change["kind"] in ("edited", "silent"):
            print(f"$ newscrawl diff {change['post_id']}")
            print(
                run("-m", "newscrawl", "diff", str(change["post_id"]), "--db", str(database)).stdout
            )


if __name__ == "__main__":
    raise SystemExit(main())
