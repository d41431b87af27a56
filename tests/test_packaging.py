"""What is installed is whole: migrations, the bundled blog and the marks of typed packages too."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_holds_every_file_of_both_packages(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("newscrawl", "pipelines"):
        shutil.copytree(
            ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    wanted = {
        file.relative_to(source).as_posix()
        for package in ("newscrawl", "pipelines")
        for file in (source / package).rglob("*")
        if file.is_file()
    }
    build = "from setuptools import build_meta; build_meta.build_wheel('.')"
    ran = subprocess.run(
        [sys.executable, "-c", build], cwd=source, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    (wheel,) = source.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        missing = wanted - set(packed.namelist())
    assert not missing
