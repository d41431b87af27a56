"""Crawls every shared test site from its start page, scores the archives, prints one table.

    python3 run.py bench sites [FOLDER] [--only NAME ...] [--dups] [--charset NAME] [--robots RULE]
                               [--faults SEED] [--epoch 2] [--twice] [--json FILE]

FOLDER holds the sites (serve.py, score_archive.py, NAME.tar.gz); by default what
NEWSCRAWL_SHARED names, else ../shared beside this project; `sites` below it is
found too. Each figure is that of `scrapy crawl blog` as a user runs it, but for
DOWNLOAD_DELAY=0. Exit code 1 when a goal is missed: recall, precision and
canonical_exact 1.000, no duplicate, requests at most max(1.6 n, n + 12). Every variant
of every site, in one table: `bench variants`.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks._sites_server import ask, folder_of, names_in, run, serving

#: What is shown, in this order; the scorer has more.
COLUMNS = (
    "recall",
    "precision",
    "duplicates",
    "canonical_exact",
    "title",
    "published_minute",
    "modified_minute",
    "author",
    "tags_f1",
    "categories_f1",
    "language",
    "body_f1",
    "clean",
    "images_f1",
    "image_alt",
    "image_original",
    "links_f1",
    "link_text",
    "link_rel",
)
#: Exit code of a crawl that went well.
DONE = 0
#: Exit code of a crawl that could fetch nothing (newscrawl/exits.py).
NOTHING = 2


def main() -> int:
    """Run the measurement; return 0 when every site reaches the goals."""
    options = _options()
    folder = folder_of(options.folder)
    names = names_in(folder, options.only)
    with (
        serving(folder, names, *_serve(options, names)) as (control, origins),
        tempfile.TemporaryDirectory(prefix="newscrawl-sites-") as scratch,
    ):
        rows = {
            name: _measure(name, origins, control, folder, Path(scratch), options) for name in names
        }
    _show(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0 if all(row["reached"] for row in rows.values()) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="", help="where the sites are")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these sites only")
    parser.add_argument("--dups", action="store_true", help="posts link to copies of themselves")
    parser.add_argument("--charset", metavar="NAME[:undeclared]", help="serve that encoding")
    parser.add_argument("--robots", default="default", help="none, allow, crawl-delay:1, ...")
    parser.add_argument(
        "--faults", type=int, metavar="SEED", help="one request in ten fails, thrice"
    )
    parser.add_argument("--epoch", type=int, default=1)
    parser.add_argument("--twice", action="store_true", help="crawl a second time: nothing is new")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    return parser.parse_args()


def _serve(options: argparse.Namespace, names: list[str]) -> list[str]:
    words = ["--epoch", str(options.epoch), "--robots", options.robots]
    for name in names:
        if options.charset:
            words += ["--charset", f"{name}={options.charset}"]
    if options.dups:
        words.append("--dups")
    if options.faults is not None:
        words += ["--p500", ".1", "--p429", ".1", "--reset", ".1", "--seed", str(options.faults)]
        words += ["--retry-after", "0"]
    return words


def _measure(
    name: str,
    origins: dict[str, str],
    control: str,
    folder: Path,
    scratch: Path,
    options: argparse.Namespace,
) -> dict[str, Any]:
    """Return the figures of one site."""
    database = f"sqlite:///{scratch / (name + '.db')}"
    runs = []
    for _ in range(2 if options.twice else 1):
        ask(control + "/__reset", post=True)
        began = time.monotonic()
        crawl = run("-m", "scrapy", "crawl", "blog", "-a", f"url={origins[name]}/",
                     "-s", f"NEWSCRAWL_DATABASE_URL={database}",
                     "-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8", "-s", "DOWNLOAD_DELAY=0",
                     "-s", "NEWSCRAWL_PROGRESS_SECONDS=0")  # fmt: skip
        log = ask(control + "/__log?full=1")["sites"].get(name, {})
        runs.append({"exit": crawl.returncode, "requests": log.get("requests", 0),
                     "seconds": round(time.monotonic() - began, 1),
                     "summary": (crawl.stderr.strip().splitlines() or [""])[-1]})  # fmt: skip
    coverage = run("-m", "newscrawl", "coverage", "--db", database).stdout.strip()
    export = run("-m", "newscrawl", "export", "--format", "jsonl", "--db", database)
    if export.returncode:
        runs[-1]["summary"] = f"the export failed: {export.stderr.strip()[-200:]}"
    posts = scratch / f"{name}.jsonl"
    posts.write_text(export.stdout, encoding="utf-8")
    where, scores = scratch / "sites.json", scratch / f"{name}.json"
    where.write_text(json.dumps(origins), encoding="utf-8")
    run(str(folder / "score_archive.py"), str(posts), "--site", name, "--map", str(where),
         "--json", str(scores), "--dir", str(folder), "--epoch", str(options.epoch))  # fmt: skip
    found = json.loads(scores.read_text(encoding="utf-8")) if scores.is_file() else {}
    site = found.get("sites", {}).get(name, {})
    figures = {**site, **site.get("fields", {})}
    count = int(figures.get("posts") or 0)
    row = {"figures": figures, "runs": runs, "posts": count}
    row["verdict"] = coverage.partition("\t")[2].partition("\n")[0]
    row["goal"] = max(1.6 * count, count + 12)
    row["allowed"] = _allowed(folder / f"{name}.tar.gz", options)
    row["reached"] = _reached(row, options)
    return row


def _reached(row: dict[str, Any], options: argparse.Namespace) -> bool:
    """Return True when the site was archived as far as its robots.txt allows, and no further."""
    figures, first = row["figures"], row["runs"][0]
    if not row["allowed"]:
        # Nothing may be fetched: no post, and an exit code that says so.
        return not figures.get("stored") and first["exit"] == NOTHING
    return (
        figures.get("found") == row["allowed"]
        and not figures.get("duplicates")
        and all(_is_one(figures.get(key)) for key in ("precision", "canonical_exact"))
        and first["exit"] == DONE
        and (options.faults is not None or first["requests"] <= row["goal"])
    )


def _allowed(archive: Path, options: argparse.Namespace) -> int:
    """Return how many of the site's posts its robots.txt allows."""
    rule, _, prefix = options.robots.partition(":")
    if rule in ("disallow-all", "500"):
        return 0
    paths = [post["path"] for post in truth(archive, options.epoch)]
    return sum(rule != "disallow" or not path.startswith(prefix) for path in paths)


def truth(archive: Path, epoch: int = 1) -> list[dict[str, Any]]:
    """Return what is true of each post of a site."""
    with tarfile.open(archive) as members:
        for member in members:
            if member.name.endswith(f"truth-{epoch}.jsonl"):
                found = members.extractfile(member)
                assert found is not None
                return [json.loads(line) for line in found if line.strip()]
    return []


def _show(rows: dict[str, dict[str, Any]]) -> None:
    names = list(rows)
    print("| measure | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for column in COLUMNS:
        print(
            f"| {column} | "
            + " | ".join(_cell(rows[n]["figures"].get(column)) for n in names)
            + " |"
        )
    for number in range(len(next(iter(rows.values()))["runs"]) if rows else 0):
        label = "requests" if number == 0 else "requests, again"
        cells = [f"{rows[n]['runs'][number]['requests']} of {rows[n]['goal']:.0f}" for n in names]
        print(f"| {label} | " + " | ".join(cells) + " |")
        print(
            "| exit code | "
            + " | ".join(str(rows[n]["runs"][number]["exit"]) for n in names)
            + " |"
        )
        print(
            "| seconds | "
            + " | ".join(str(rows[n]["runs"][number]["seconds"]) for n in names)
            + " |"
        )
    print(
        "| goals | "
        + " | ".join("reached" if rows[n]["reached"] else "MISSED" for n in names)
        + " |"
    )
    for name in names:
        for one in rows[name]["runs"]:
            print(f"{name}: {one['summary']}")


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _is_one(value: Any) -> bool:
    return value is not None and float(value) >= 0.9995


if __name__ == "__main__":
    raise SystemExit(main())
