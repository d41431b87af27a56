"""Everything a checkout can do, needing only python3: `python3 run.py --help`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets one clear line
    sys.exit("run.py: newscrawl needs Python 3.11 or newer; this is " + sys.version.split()[0])

import hashlib
import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO = ROOT / "demo"

USAGE = """\
usage: python3 run.py VERB [ARGUMENTS]

  demo               crawl a small Korean blog that comes along, offline, and show its archive
  test [PYTEST ARG]  run the tests (about five minutes on two idle cores)
  lint               formatting, lint and types
  check              lint, then test: what must pass before a commit
  accept CASE        take what the readers answer now as the answer of a golden case
  bench [NAME]       run one benchmark, or list them
  soak [PYTEST ARG]  the tests that take long
  lock               write requirements*.txt anew from pyproject.toml (needs uv)

The first use makes an environment in .venv and fills it from requirements*.txt.
"""


def main(arguments: list[str]) -> int:
    """Return the exit code of the verb in `arguments`."""
    known = (demo, test, lint, check, accept, bench, soak, lock)
    verbs = {verb.__name__: verb for verb in known}
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0 if arguments else 1
    verb = verbs.get(arguments[0])
    if verb is None:
        print(f"run.py: no verb {arguments[0]!r}; `python3 run.py --help` lists them")
        return 1
    return verb(arguments[1:])


def environment(requirements: str = "requirements-dev.txt") -> None:
    """Make .venv hold what `requirements` pins and this checkout; nothing is done twice."""
    wanted = {n: stamp_of(n) for n in ("requirements-dev.txt", requirements)}
    stamps = {n: VENV / f".made-from-{n}" for n in wanted}  # the -dev one holds the other
    if works(PYTHON) and any(
        stamps[n].exists() and stamps[n].read_text() == wanted[n] for n in wanted
    ):
        return
    started = time.monotonic()
    print(f"run.py: filling {VENV} from {requirements} (once)", flush=True)
    uv = shutil.which("uv")
    if not works(PYTHON):
        make_venv(uv)
    installers = [[uv, "pip", "install", "-q", "--python", str(PYTHON)]] if uv else []
    installers.append([str(PYTHON), "-m", "pip", "install", "-qq"])  # also where uv failed
    steps = (
        ["--require-hashes", "-r", requirements],
        ["--no-deps", "--no-build-isolation", "-e", "."],
    )
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    for installer in installers:
        if not any(run([*installer, *step], **quiet) for step in steps):
            break
    else:
        sys.exit(f"run.py: {requirements} could not be installed; see above")
    stamps[requirements].write_text(wanted[requirements])
    print(f"run.py: done in {time.monotonic() - started:.0f} s", flush=True)


def stamp_of(requirements: str) -> str:
    """Return what .venv was made from: the pins, the packaging, the Python, the place."""
    parts = [(ROOT / requirements).read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    parts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def works(python: Path) -> bool:
    """Return whether `python` starts and is of the version that runs this script."""
    if not python.exists():
        return False
    ask = [str(python), "-c", "import sys; print(sys.version_info[:2])"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == str(sys.version_info[:2])


def make_venv(uv: str | None) -> None:
    """Make .venv with the venv module, or with uv where Python came without it."""
    commands = [[sys.executable, "-m", "venv", "--clear", str(VENV)]]
    if uv:
        commands.append([uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)])
    for command in commands:
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not made.returncode:
            return
    shutil.rmtree(VENV, ignore_errors=True)
    last = ((made.stderr or made.stdout).strip().splitlines() or ["no reason given"])[-1]
    sys.exit(
        "run.py: this Python cannot make an environment: install its venv module"
        f" (Debian and Ubuntu: apt-get install python3-venv) [{last.strip()}]"
    )


def run(command: list[str], **variables: str) -> int:
    """Return the exit code of `command`, run in the checkout; 130 when interrupted."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    try:
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PATH": path, **variables}, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


def test(arguments: list[str]) -> int:
    """Return pytest's exit code; all tests are shared by two processes, chosen ones are not."""
    environment()
    arguments = arguments or ["-n", "2", "--dist", "loadfile"]
    return run([str(PYTHON), "-m", "pytest", *arguments])


def soak(arguments: list[str]) -> int:
    """Return pytest's exit code over the tests marked `soak`."""
    return test(["-m", "soak", *arguments])


def lint(_arguments: list[str]) -> int:
    """Return 0 when format, lint and types are clean; all three are always run."""
    environment()
    steps = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"])
    failed = []
    for step in steps:
        print(f"$ {shlex.join(step)}", flush=True)
        if run([str(PYTHON), "-m", *step]):
            failed.append(step[0] if step[0] == "mypy" else " ".join(step[:2]))
    if failed:
        print(f"run.py: not clean: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def check(arguments: list[str]) -> int:
    """Return 0 when lint and tests pass; the tests run also when lint failed."""
    lint_code = lint([])
    return test(arguments) or lint_code


def accept(arguments: list[str]) -> int:
    """Return 0 when the golden answer of CASE (`platform/case`) was written anew."""
    if not arguments:
        print("run.py accept: which case? tests/golden/PLATFORM/CASE is named PLATFORM/CASE")
        return 1
    environment()
    return run([str(PYTHON), "-m", "tests.golden_cases", "accept", *arguments])


def bench(arguments: list[str]) -> int:
    """Return the exit code of benchmarks/NAME.py; without a name, list them."""
    found = sorted(p.stem for p in (ROOT / "benchmarks").glob("*.py") if p.stem[0] != "_")
    if not arguments or arguments[0] not in found:
        print("\n".join(found) or "no benchmarks")
        return 1 if arguments else 0
    environment()
    return run([str(PYTHON), "-m", f"benchmarks.{arguments[0]}", *arguments[1:]])


def demo(arguments: list[str]) -> int:
    """Return 0 when the bundled blog was crawled and its archive shown."""
    environment("requirements.txt")
    return run([str(PYTHON), "-m", "newscrawl.demo", "--show", str(DEMO), *arguments])


def lock(_arguments: list[str]) -> int:
    """Return 0 when the two requirements files were written anew."""
    base = ["uv", "pip", "compile", "-q", "pyproject.toml", "--universal"]
    base += ["--python-version", "3.11", "--generate-hashes", "--no-annotate", "--upgrade"]
    base += ["--group", "install"]
    # A checkout can use any database; what is heavy (pyarrow: 170 MB) only its tests need.
    drivers = ["--extra", "postgresql", "--extra", "mariadb"]
    dev = ["--all-extras", "--group", "test", "--group", "lint", "-c", "requirements.txt"]
    code = 0
    for name, more in (("requirements.txt", drivers), ("requirements-dev.txt", dev)):
        command = [*base, *more, "-o", name]
        code = code or run(command, UV_CUSTOM_COMPILE_COMMAND="python3 run.py lock")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
