"""What is written appears whole or not at all, also when the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.errors import UsageError
from newscrawl.exports.whole import whole_path, whole_text

ROOT = Path(__file__).parents[3]

_WRITE_ON = """
import sys
from newscrawl.exports.whole import whole_path
with whole_path(sys.argv[1], folder=sys.argv[2] == "folder") as path:
    if sys.argv[2] == "folder":
        (path / "half").write_text("half")
    else:
        path.write_text("half")
    print("half", flush=True)
    sys.stdin.read()
"""


def killed_half_way(name: Path, kind: str) -> None:
    command = [sys.executable, "-c", _WRITE_ON, str(name), kind]
    writing = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "half\n"
        writing.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("folder", [False, True])
def test_where_nothing_can_be_written_no_work_is_begun(tmp_path: Path, folder: bool) -> None:
    name = str(tmp_path / "none" / "x")
    with pytest.raises(UsageError, match="no folder"), whole_path(name, folder=folder):
        pytest.fail("it was begun")


def test_a_killed_export_leaves_the_old_file_and_the_next_clears_up(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("old")
    killed_half_way(file, "file")
    assert file.read_text() == "old"
    assert len(os.listdir(tmp_path)) == 2
    with whole_text(str(file)) as out:
        out.write("new")
    assert file.read_text() == "new"
    assert os.listdir(tmp_path) == ["posts.jsonl"]


def test_a_killed_export_of_a_folder_leaves_none_of_its_name(tmp_path: Path) -> None:
    killed_half_way(tmp_path / "blog", "folder")
    assert not (tmp_path / "blog").exists()
    with whole_path(str(tmp_path / "blog"), folder=True) as folder:
        (folder / "post.md").write_text("whole")
    assert os.listdir(tmp_path) == ["blog"]


def test_what_another_export_is_writing_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    theirs = tmp_path / f"posts.jsonl.{os.getppid()}.unfinished"
    theirs.write_text("theirs")
    with whole_text(str(file)) as out:
        out.write("mine")
    assert theirs.read_text() == "theirs"


def test_an_error_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_text(str(tmp_path / "posts.csv")) as out:
            out.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert os.listdir(tmp_path) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"), whole_text(str(tmp_path)):
        raise AssertionError("never given")
    assert list(tmp_path.parent.glob("*.unfinished")) == []


def test_a_pipe_or_device_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reading:
        with whole_text(str(pipe)) as out:
            out.write("글\n")
        assert reading.communicate()[0] == "글\n"
    assert pipe.is_fifo()
    with pytest.raises(UsageError, match="device or pipe"), whole_path(str(pipe)):
        pass
    assert pipe.is_fifo()
