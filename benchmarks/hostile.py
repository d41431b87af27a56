"""Sets the crawler on servers that misbehave on purpose, and prints what went wrong.

    python3 run.py bench hostile KIT --results FOLDER [--only CASE ...] [--project FOLDER] [--print]

KIT is the folder of the test kit (run_cases.py). Each case is run by itself and its verdict is a
file in FOLDER; those that are there are not run again, so a broken-off measurement goes on with
the same command. An honest exit code is no crash (0 done, 2 nothing was a post, 3 most requests
failed). Memory counts the workers. Exit code 1 when a case is not passed.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Cases a call of the kit, which starts its servers anew each time.
AT_ONCE = 10


def main(arguments: list[str] | None = None) -> int:
    """Run what is not measured yet, print what failed, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kit", type=Path, help="folder with run_cases.py")
    parser.add_argument("--results", type=Path, required=True, help="folder for the verdicts")
    parser.add_argument("--only", nargs="+", default=[], help="these cases or groups")
    parser.add_argument("--project", type=Path, default=ROOT, help="the checkout that crawls")
    parser.add_argument("--print", action="store_true", help="measure nothing")
    options = parser.parse_args(arguments)
    options.results.mkdir(parents=True, exist_ok=True)
    cases = json.loads((options.kit / "cases.json").read_text())["cases"]
    wanted = {
        str(case["id"]): case
        for case in cases
        if not options.only or {case["id"], case["group"]} & set(options.only)
    }
    left = [name for name in wanted if not (options.results / f"{name}.json").exists()]
    for start in range(0, 0 if options.print else len(left), AT_ONCE):
        _run(left[start : start + AT_ONCE], options)
    return show(wanted, options.results)


def _run(names: list[str], options: argparse.Namespace) -> None:
    crawl = shlex.join([sys.executable, "-m", "scrapy", "crawl", "blog"])
    export = shlex.join([sys.executable, "-m", "newscrawl", "export", "--format", "jsonl"])
    command = (
        f"{crawl} -a url={{seed}} -s NEWSCRAWL_DATABASE_URL=sqlite:///{{db}}"
        " -s NEWSCRAWL_ALLOW_NETWORKS={allow} -s DOWNLOAD_DELAY=0"
    )
    out = options.results / "part"
    subprocess.run(
        [
            *(sys.executable, str(options.kit / "run_cases.py"), "--only", ",".join(names)),
            *("--command", command, "--dump", f"{export} --db sqlite:///{{db}}"),
            *("--jobs", "1", "--ok-exit", "0,2,3", "--out", str(out)),
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(options.project),
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        },
        check=False,
    )
    git = ["git", "-C", str(options.project), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    for verdict in json.loads(out.read_text())["results"]:
        named = options.results / f"{verdict['id']}.json"
        named.write_text(json.dumps({**verdict, "commit": commit}))
    out.unlink()


def show(wanted: dict[str, Any], results: Path) -> int:
    """Print the sums and each case that is not passed; return 1 when there is one."""
    found = [
        json.loads((results / f"{name}.json").read_text())
        for name in wanted
        if (results / f"{name}.json").exists()
    ]
    passed = sum(one["passed"] for one in found)
    survived = sum(one["survived"] for one in found)
    peak = max((one["peak_mib"] for one in found), default=0)
    print(
        f"{passed} of {len(wanted)} cases passed, {survived} survived, {len(wanted) - len(found)} "
        f"not run; highest peak {peak:.0f} MiB, {sum(one['seconds'] for one in found):.0f} s"
    )
    for one in found:
        if not one["passed"]:
            print(f"{one['id']}: {_reason(one, wanted[one['id']]['limits'])}")
    return 0 if passed == len(wanted) else 1


def _reason(one: dict[str, Any], limits: dict[str, Any]) -> str:
    reasons = [str(check) for check in one["failed_checks"]]
    if one["crashed"]:
        reasons.append(f"exit code {one['exit']}")
    if one["hung"]:
        reasons.append(f"not done after {one['seconds']:.0f} of {limits['max_seconds']} s")
    if one["over_memory"]:
        reasons.append(f"{one['peak_mib']:.0f} of {limits['max_mib']} MiB")
    if one["good_missing"]:
        reasons.append(f"{one['good_missing']} of {one['good']} good posts lost")
    return "; ".join(reasons)


if __name__ == "__main__":
    raise SystemExit(main())
