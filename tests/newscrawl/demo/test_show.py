"""What `python3 run.py demo` calls does the whole job and says what to do next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.servers import warm

ROOT = Path(__file__).resolve().parents[3]


def test_the_demo_archives_its_blog_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"of an earlier demo")
    ran = subprocess.run(
        [sys.executable, "-m", "newscrawl.demo", "--show", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "NEWSCRAWL_WORKERS": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=warm.PATIENCE_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "8 new, 0 changed" in ran.stderr
    assert "0 new, 0 changed, 8 unchanged" in ran.stderr
    assert "밤에도 열리는 열람실" in ran.stdout
    assert f"The archive is {tmp_path / 'archive.db'}" in ran.stdout


def test_the_blog_can_be_served_by_hand() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "newscrawl.demo", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as serving:
        assert serving.stdout is not None
        assert serving.stdout.readline().startswith("http://127.0.0.1:")
        serving.terminate()
