"""Crawls every shared test site under every variant of its server; prints one Markdown table.

    python3 run.py bench variants [--sites NAME ...] [--variants NAME ...] [--jobs 2]
                                  [--results FOLDER] [--fresh] [--list]

A row is one run of `bench sites`: one site, one variant, one new archive. What
is measured stays in FOLDER as SITE.VARIANT.json, and is not measured again: a run that
was stopped goes on where it was, `--fresh` begins anew. Nothing can be compared
between two versions of the code within one FOLDER. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import sites
from benchmarks._sites_server import folder_of, names_in, run

#: What `bench sites` is told for each variant.
VARIANTS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "dups": ("--dups",),
    "euc-kr": ("--charset", "euc-kr"),
    "euc-kr-undeclared": ("--charset", "euc-kr:undeclared"),
    "shift_jis": ("--charset", "shift_jis"),
    "shift_jis-undeclared": ("--charset", "shift_jis:undeclared"),
    "robots-none": ("--robots", "none"),
    "robots-allow": ("--robots", "allow"),
    "crawl-delay-1": ("--robots", "crawl-delay:1"),
    "faults-1": ("--faults", "1"),
    "faults-2": ("--faults", "2"),
    "faults-3": ("--faults", "3"),
    "disallow-all": ("--robots", "disallow-all"),
    "robots-500": ("--robots", "500"),
    "disallow-p": ("--robots", "disallow:/p"),
}
#: An encoding is worth a run where posts are written in its language.
LANGUAGES = {"euc-kr": "ko", "shift_jis": "ja"}
COLUMNS = ("recall", "precision", "duplicates", "canonical_exact")


def main() -> int:
    """Run what is not measured yet; return 0 when every bar is reached."""
    options = _options()
    folder = folder_of(options.folder)
    asked = list(_asked(folder, options))
    if options.list:
        print("\n".join(f"{site} {variant}" for site, variant in asked))
        return 0
    results = Path(options.results)
    results.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        for site, variant in asked:
            _file(results, site, variant).unlink(missing_ok=True)

    def measured(one: tuple[str, str]) -> dict[str, Any] | None:
        return _measured(folder, results, *one)

    whole = True
    heads = ("site", "variant", *COLUMNS, "requests", "exit", "seconds", "goals", "coverage")
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|", flush=True)
    with ThreadPoolExecutor(max_workers=options.jobs) as pool:
        for (site, variant), row in zip(asked, pool.map(measured, asked), strict=True):
            print(_line(site, variant, row), flush=True)
            whole = whole and row is not None and row["reached"]
    return 0 if whole else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", default="", help="where the sites are, as for sites.py")
    parser.add_argument("--sites", nargs="+", metavar="NAME", help="these sites only")
    parser.add_argument("--variants", nargs="+", metavar="NAME", choices=VARIANTS)
    parser.add_argument("--jobs", type=int, default=2, help="crawls at one time")
    parser.add_argument(
        "--results",
        default=str(Path(tempfile.gettempdir()) / "newscrawl-variants"),
        help="where results are kept",
    )
    parser.add_argument("--fresh", action="store_true", help="measure again what was measured")
    parser.add_argument("--list", action="store_true", help="say what would be run")
    return parser.parse_args()


def _asked(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yield each site and variant that is to be measured."""
    names = names_in(folder, options.sites)
    spoken = {
        name: {post.get("language") for post in sites.truth(folder / f"{name}.tar.gz")}
        for name in names
    }
    for variant in options.variants or VARIANTS:
        language = LANGUAGES.get(variant.removesuffix("-undeclared"))
        for name in names:
            if language is None or language in spoken[name]:
                yield name, variant


def _measured(folder: Path, results: Path, site: str, variant: str) -> dict[str, Any] | None:
    """Return the figures of one run, those kept or new ones; None when it ended in an error."""
    file = _file(results, site, variant)
    if not file.is_file():
        begun = file.with_suffix(".begun")
        words = [str(folder), "--only", site, *VARIANTS[variant], "--json", str(begun)]
        done = run("-m", "benchmarks.sites", *words)
        if not begun.is_file():
            print(done.stderr[-2000:], file=sys.stderr)
            return None
        # Whole or not there: a run that is stopped leaves nothing to be taken for a result.
        begun.rename(file)
    row: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))[site]
    return row


def _line(site: str, variant: str, row: dict[str, Any] | None) -> str:
    if row is None:
        return f"| {site} | {variant} | failed: see the error above |"
    first = row["runs"][0]
    cells = [sites._cell(row["figures"].get(column)) for column in COLUMNS]
    cells += [f"{first['requests']} of {row['goal']:.0f}", str(first["exit"])]
    cells += [str(first["seconds"]), "reached" if row["reached"] else "MISSED"]
    # Where nothing was fetched, the run's own last word says why.
    said = row["verdict"] if not first["exit"] else f"{row['verdict']} ({first['summary']})"
    cells.append(said.replace("|", "/"))
    return f"| {site} | {variant} | " + " | ".join(cells) + " |"


def _file(results: Path, site: str, variant: str) -> Path:
    return results / f"{site}.{variant}.json"


if __name__ == "__main__":
    raise SystemExit(main())
