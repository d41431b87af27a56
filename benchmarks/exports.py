"""What an export takes: seconds and memory of every format on archives of two sizes.

    python3 run.py bench exports [--posts 2000 20000] [--folder FOLDER]
    python3 run.py bench exports --db FILE --posts 10000 100000

Each export runs as a user runs it, in a process of its own; the figure for memory is the most
that process held (VmHWM). Beside a million posts it must be what it is beside a few: `grown`
is the quotient of the larger and the smaller archive. Exit code 1 when one grew by more than a
fifth. Archives are made by `benchmarks.fill`, once, in --folder; with --db the first so many
posts of one large archive are exported instead. A million posts of JSON lines are some 10 GB:
--discard writes the formats that are one text to /dev/null.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ("jsonl", "csv", "atom", "wxr")
FORMATS = (*TEXTS, "markdown", "parquet", "sqlite")
#: A fifth: what an allocator keeps varies by so much from run to run.
_MOST_GROWN = 1.2

#: Runs the verb and says how much it held, whatever it wrote to.
_RUN = """
import resource, sys
from newscrawl.__main__ import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def main() -> int:
    """Run the measurement; return 0 when no format holds more for more posts."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="newscrawl-exports-") as scratch:
        folder = Path(options.folder or scratch)
        archives = [options.db or _archive(folder, count) for count in options.posts]
        print("| format | " + " | ".join(f"{n} posts" for n in options.posts) + " | grown |")
        print("|---|" + "---|" * (len(archives) + 1))
        most = 0.0
        for form in options.only or FORMATS:
            seen = [
                _measure(
                    file,
                    form,
                    Path(
                        "/dev/null"
                        if options.discard and form in TEXTS
                        else f"{scratch}/{file.stem}-{form}"
                    ),
                    limit=count if options.db else None,
                )
                for file, count in zip(archives, options.posts, strict=True)
            ]
            grown = seen[-1][1] / seen[0][1]
            most = max(most, grown)
            cells = [f"{seconds:.1f} s, {mib:.0f} MiB" for seconds, mib in seen]
            print(f"| {form} | " + " | ".join(cells) + f" | {grown:.2f} |", flush=True)
    return 0 if most <= _MOST_GROWN else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, nargs=2, default=(2_000, 20_000), metavar="N")
    parser.add_argument("--db", type=Path, help="an SQLite file to export from")
    parser.add_argument("--folder", help="keep the made archives here, and use those of last time")
    parser.add_argument("--only", nargs="+", choices=FORMATS, help="these formats")
    parser.add_argument("--discard", action="store_true", help="texts go to /dev/null")
    return parser.parse_args()


def _archive(folder: Path, count: int) -> Path:
    file = folder / f"made-{count}.db"
    if not file.exists():
        command = [sys.executable, "-m", "benchmarks.fill", "--posts", str(count)]
        subprocess.run([*command, "--db", f"sqlite:///{file}"], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    return file


def _measure(file: Path, form: str, out: Path, *, limit: int | None) -> tuple[float, float]:
    """Return seconds of CPU and MiB of one export, of the first `limit` posts."""
    command = [sys.executable, "-c", _RUN, "export", "--format", form, "--db", str(file)]
    command += ["--limit", str(limit)] if limit else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*command, "--out", str(out)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"exports.py: {form}: {done.stderr[-1000:]}")
    if not out.is_char_device():
        subprocess.run(["rm", "-r", str(out)], check=True)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stderr.split()[-1]) / 1024


if __name__ == "__main__":
    raise SystemExit(main())
