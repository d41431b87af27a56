"""`python3 run.py`: one script for a machine that has nothing but python3."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import warm

ROOT = Path(__file__).resolve().parents[1]


def run(script: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        cwd="/",
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=warm.PATIENCE_SECONDS,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return run.py in a folder like a fresh checkout's, without an environment."""
    for name in ("run.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path / "run.py"


def test_help_names_every_verb_and_makes_nothing(checkout: Path) -> None:
    helped = run(checkout, "--help")
    assert helped.returncode == 0
    for verb in ("demo", "test", "lint", "check", "accept", "bench", "soak", "lock"):
        assert f"\n  {verb} " in helped.stdout
    assert not (checkout.parent / ".venv").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("tset",), ("accept",), ("bench", "nothing-of-this-name")]
)
def test_a_slip_is_exit_code_1_and_makes_nothing(
    checkout: Path, arguments: tuple[str, ...]
) -> None:
    assert run(checkout, *arguments).returncode == 1
    assert not (checkout.parent / ".venv").exists()


def test_a_python_without_venv_gets_one_clear_line(checkout: Path) -> None:
    (checkout.parent / "broken").mkdir()
    (checkout.parent / "broken" / "venv.py").write_text("raise ImportError('No module named venv')")
    nothing = checkout.parent / "empty"
    nothing.mkdir()
    ended = run(checkout, "test", PYTHONPATH=str(checkout.parent / "broken"), PATH=str(nothing))
    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert "install its venv module" in line
    assert not (checkout.parent / ".venv").exists()


def test_it_stays_under_two_hundred_lines_and_imports_only_the_standard_library() -> None:
    text = (ROOT / "run.py").read_text("utf-8")
    assert len(text.splitlines()) < 200
    imported = {
        line.split()[1].partition(".")[0]
        for line in text.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_a_hash_and_no_host_is_named(name: str) -> None:
    lines = [
        line
        for line in (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    assert len(lines) > 50
    assert not [line for line in lines if "==" not in line or "--hash=sha256:" not in line]
    assert not [line for line in lines if "://" in line or "index-url" in line]
