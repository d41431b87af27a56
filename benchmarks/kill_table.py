"""Kills crawls at random moments, again and again, and prints what was lost: nothing may be.

    python3 run.py bench kill_table KIT --results FOLDER [--only TEXT ...] [--print]
                                    [--project FOLDER]

KIT is the folder of the test kit (kill_resume.py). Each series is a file in FOLDER; those that are
there are not run again, so a broken-off measurement goes on with the same command. Exit code 1
when a bar is missed: nothing lost, stored twice, torn or vanished, every run with some progress
(something new is stored, known or kept), the last run done, and at most 20 fetches wasted a kill.
PostgreSQL and MariaDB are private servers.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.databases import fresh_database, private_server

ROOT = Path(__file__).resolve().parent.parent
KILLS = 10
#: Fetches of posts that were fetched before, a kill.
WASTED_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One blog, killed ten times in one way and then left to end."""

    #: `KILL`, `TERM`, `INT`, `TERM twice`.
    how: str
    engine: str
    posts: int
    #: Requests of a run after which it is killed: at least, at most.
    window: tuple[int, int]
    seed: int

    @property
    def group(self) -> str:
        """Return what the seeds of one line of the table have in common."""
        low, high = self.window
        return f"{self.how} {self.engine} {self.posts} {low}-{high}"

    @property
    def file(self) -> str:
        """Return the name of its result."""
        return f"{self.group.replace(' ', '-')}-seed{self.seed}.json"

    @property
    def options(self) -> list[str]:
        """Return the words that the kit wants."""
        signal, _, twice = self.how.partition(" ")
        low, high = self.window
        words = ["--posts", self.posts, "--kills", KILLS, "--seed", self.seed, "--signal", signal]
        words += ["--min-requests", low, "--max-requests", high]
        return [str(word) for word in (*words, *(("--second-after", 0.5) if twice else ()))]


def all_series() -> list[Series]:
    """Return every series, those that tell most first."""
    small, large = (1000, (5, 120)), (3000, (100, 400))
    wanted: list[Series] = []
    for seed in range(1, 11):
        for posts, window in (small, large):
            wanted.append(_series("KILL", "sqlite", posts, window, seed))
        if seed <= 3:
            for how in ("TERM", "INT", "TERM twice"):
                wanted.append(_series(how, "sqlite", *small, seed))
            for engine in ("postgresql", "mariadb"):
                for how in ("KILL", "TERM", "INT", "TERM twice"):
                    wanted.append(_series(how, engine, *small, seed))
    return wanted


def _series(how: str, engine: str, posts: int, window: tuple[int, int], seed: int) -> Series:
    return Series(how=how, engine=engine, posts=posts, window=window, seed=seed)


def main(arguments: list[str] | None = None) -> int:
    """Run what is not measured yet, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kit", type=Path, help="folder with kill_resume.py")
    parser.add_argument("--results", type=Path, required=True, help="folder for the figures")
    parser.add_argument("--only", nargs="+", default=[""], help="series whose file begins so")
    parser.add_argument("--project", type=Path, default=ROOT, help="the checkout that crawls")
    parser.add_argument("--print", action="store_true", help="measure nothing")
    options = parser.parse_args(arguments)
    options.results.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in all_series() if one.file.startswith(tuple(options.only))]
    if not wanted:
        parser.error(
            f"no series begins with {' or '.join(options.only)}, as {all_series()[0].file} does"
        )
    if not options.print:
        with ExitStack() as stack:
            servers: dict[str, str] = {}
            for one in wanted:
                if not (options.results / one.file).exists():
                    _run(one, options, stack, servers)
    return show(wanted, options.results)


def _run(
    one: Series, options: argparse.Namespace, stack: ExitStack, servers: dict[str, str]
) -> None:
    print(f"{one.group}, seed {one.seed}", flush=True)
    with ExitStack() as here:
        database = "sqlite:///{db}"
        if one.engine != "sqlite":
            if one.engine not in servers:
                servers[one.engine] = stack.enter_context(private_server(one.engine))[1]
            database = here.enter_context(fresh_database(servers[one.engine]))
        crawl = shlex.join([sys.executable, "-m", "scrapy", "crawl", "blog"])
        command = (
            f"{crawl} -a url={{seed}} -s NEWSCRAWL_DATABASE_URL={database}"
            " -s NEWSCRAWL_KEEP_FOLDER={workdir}/pages"
            " -s NEWSCRAWL_ALLOW_NETWORKS={allow} -s DOWNLOAD_DELAY=0"
        )
        part = options.results / f"{one.file}.part"
        counts = options.results / f"{one.file}.counts"
        counts.unlink(missing_ok=True)
        dump = [sys.executable, "-m", "benchmarks._counted_dump", str(counts), database]
        done = subprocess.run(
            [
                *(sys.executable, str(options.kit / "kill_resume.py"), "--command", command),
                *("--dump", " ".join(dump), "--out", str(part), *one.options),
            ],
            env={
                **os.environ,
                "PYTHONPATH": str(options.project),
                "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
            },
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if not part.exists():
        raise SystemExit(f"kill_table: the kit ended with {done.returncode}: {done.stdout[-500:]}")
    figures = json.loads(part.read_text())
    figures["commit"] = _commit(options.project)
    figures["counts"] = [json.loads(line) for line in counts.read_text().splitlines()]
    counts.unlink()
    part.write_text(json.dumps(figures, indent=1))
    part.rename(options.results / one.file)
    print(f"  {json.dumps(figures['result'])}", flush=True)


def _commit(project: Path) -> str:
    git = ["git", "-C", str(project), "rev-parse", "--short", "HEAD"]
    return subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()


def show(wanted: list[Series], results: Path) -> int:
    """Print the table; return 1 when a bar is missed."""
    groups: dict[str, list[Series]] = {}
    for one in wanted:
        groups.setdefault(one.group, []).append(one)
    print(
        "| series | seeds run | kills | lost | twice | torn | vanished | runs without a new post"
        " | runs without any progress | wasted fetches a kill, worst | stop, not done within 60 s"
        " | said done too early |"
    )
    print("|---" * 12 + "|")
    missed = False
    for group, series in groups.items():
        found = list(_figures(series, results))
        if not found:
            continue
        line = [_sum(found, name) for name in ("lost", "stored_twice", "torn_records", "vanished")]
        kills = _sum(found, "kills")
        worst = max(one["result"]["wasted_fetches"] / max(1, kills_of(one)) for one in found)
        idle = sum(_idle_runs(one["steps"]) for one in found)
        no_progress = sum(_runs_in_vain(one.get("counts", [])) for one in found)
        stuck = sum("note" in step for one in found for step in one["steps"])
        early = _sum(found, "said_finished_with_posts_missing")
        bad = any(one["result"]["last_exit"] or one["result"]["last_run_hung"] for one in found)
        missed = missed or bool(
            any(line) or no_progress or stuck or early or bad or worst > WASTED_AT_MOST
        )
        ran = f"{len(found)} of {len(series)}"
        cells = (ran, kills, *line, idle, no_progress, f"{worst:.1f}", stuck, early)
        print(f"| {group} | " + " | ".join(str(cell) for cell in cells) + " |")
    return 1 if missed else 0


def _figures(series: list[Series], results: Path) -> Iterator[dict[str, Any]]:
    for one in series:
        path = results / one.file
        if path.exists():
            yield json.loads(path.read_text())


def kills_of(figures: dict[str, Any]) -> int:
    """Return how many kills there were."""
    return int(figures["result"]["kills"])


def _sum(found: list[dict[str, Any]], name: str) -> int:
    return sum(int(one["result"][name]) for one in found)


def _idle_runs(steps: list[dict[str, Any]]) -> int:
    """Return how many killed runs stored nothing new."""
    stored = [step["stored"] for step in steps if "stored" in step]
    return sum(after <= before for before, after in zip([0, *stored], stored, strict=False))


def _runs_in_vain(counts: list[dict[str, int]]) -> int:
    """Return after how many killed runs the archive held, knew and kept no more than before."""
    killed = counts[:-1]  # the last run is left to end
    return sum(
        all(after.get(name, 0) <= before.get(name, 0) for name in after)
        for before, after in zip([{}, *killed], killed, strict=False)
    )


if __name__ == "__main__":
    raise SystemExit(main())
