"""Output that appears under its name only when all of it is there."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from newscrawl.errors import UsageError, cannot_write
from pipelines.archive.processes import is_there
from pipelines.harmless import harmless

#: How a file of SQLite begins.
_SQLITE = b"SQLite format 3\0"


@contextmanager
def whole_text(name: str | None) -> Iterator[TextIO]:
    """Give the file to write as UTF-8; standard output for None and `-`; `.gz` is packed.

    A device or pipe (`/dev/stdout`) is written to as it is.
    """
    if name in (None, "-"):
        yield cast("TextIO", _Screen(sys.stdout)) if sys.stdout.isatty() else sys.stdout
        return
    assert name is not None
    if _is_stream(Path(name)):
        with open(name, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        return
    with whole_path(name) as path, path.open("xb") as raw:
        packed = gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if name.endswith(".gz") else raw
        # A half of a surrogate pair, should one have got in, becomes \udXXX: still JSON.
        with io.TextIOWrapper(
            packed, encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as file:
            yield file


class _Screen:
    """A terminal, on which nothing that an export holds is obeyed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`, harmless."""
        return self._stream.write(harmless(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def whole_path(name: str, *, folder: bool = False) -> Iterator[Path]:
    """Give a path beside `name` to write to, as a file or a new folder, renamed at the end.

    A file that is there is replaced; a folder that holds anything is not. What a killed
    export of the same name left behind goes.
    """
    target = Path(name)
    if folder and target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(f"{name!r} is there already; name a new folder, or remove it first")
    if not folder and target.is_dir():
        raise UsageError(f"{name!r} is a folder; name a file")
    if not target.parent.is_dir():
        raise UsageError(f"cannot write {name!r}: there is no folder {str(target.parent)!r}")
    if _is_stream(target):  # renamed over, a device would be gone for everybody
        raise UsageError(f"{name!r} is a device or pipe; name a file")
    _remove_left_behind(target)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
    try:
        if folder:
            unfinished.mkdir()
        yield unfinished
        if not folder:
            with unfinished.open("rb+") as file:
                database = file.read(len(_SQLITE)) == _SQLITE
                os.fsync(file.fileno())
            if database:
                # What was not folded into the old one would be read as the new one's.
                _remove_companions(target)
        unfinished.replace(target)
    except OSError as error:
        raise cannot_write(name, error) from error
    finally:
        _remove(unfinished)


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


def _remove_left_behind(target: Path) -> None:
    mine = re.compile(re.escape(target.name) + r"\.([0-9]+)\.unfinished")
    with suppress(OSError):
        for path in target.parent.iterdir():
            found = mine.fullmatch(path.name)
            if found and not is_there(int(found[1])):
                _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
            return
        # SQLite's own companions of a file that is being written go with it.
        _remove_companions(path)
        path.unlink()


def _remove_companions(path: Path) -> None:
    for end in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).unlink()
