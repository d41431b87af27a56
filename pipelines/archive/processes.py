"""Processes: whether one that holds something is still there."""

from __future__ import annotations

import hashlib
import os
import socket
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

#: A time of the archive that lies so far ahead was written by a clock that has been set back.
WRONG_CLOCK = timedelta(hours=1)


def machine() -> str:
    """Return the name of this machine."""
    return socket.gethostname()[:255]


def started(process: int) -> str | None:
    """Return when a process began, in the kernel's own count, with the boot it began in."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # The name, in brackets, may hold anything; field 22 counts from the start of the line.
    return f"{boot[:36]} {status.rpartition(')')[2].split()[19]}"


def is_there(process: int) -> bool:
    """Return False when no process has this number; True when one has, or it cannot be seen."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def is_alive(where: str, process: int, began: str) -> bool:
    """Return False when that process is known to be gone; True when it lives or cannot be seen."""
    if where != machine():
        return True
    if process == os.getpid():
        return began == (started(process) or "")
    return _lives(process, lambda now: not began or began == now)


def may_live(where: str, process: int, silent: timedelta) -> bool:
    """Return False when that process is gone from machine `where`, as far as can be seen.

    It gave its last sign of life so long ago: one that is younger bears its number by chance, as
    after a start of the machine. No clock that somebody sets has a part in it.
    """
    if where != machine():
        return True
    age = _age(process)
    return is_there(process) and (age is None or age >= silent)


def owner_here() -> str:
    """Return a new name for something that this process holds; at most 64 characters.

    `is_gone` tells by it alone when the process is no more.
    """
    process = os.getpid()
    return f"{uuid.uuid4().hex[:12]}.{_place()}.{process}.{_digest(started(process) or '')}"


def is_gone(owner: str) -> bool:
    """Return True when `owner` was named by a process of this machine that is no more."""
    if not is_seen(owner):
        return False
    _, _, process, began = owner.split(".")
    return not _lives(int(process), lambda now: _digest(now) == began)


def is_seen(owner: str) -> bool:
    """Return whether `owner` was named by a process whose number means here what it meant there."""
    parts = owner.split(".")
    return len(parts) == 4 and parts[1] == _place() and parts[2].isdecimal()


def _age(process: int) -> timedelta | None:
    """Return for how long a process has been there; None when it cannot be seen."""
    if (began := started(process)) is None:
        return None
    ticks = int(began.rpartition(" ")[2])
    seconds = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return timedelta(seconds=seconds) if seconds >= 0 else None


def _lives(process: int, is_the_one: Callable[[str], bool]) -> bool:
    """Return whether a process is there and, as far as can be seen, the one that was meant.

    Its number may have been given to another since.
    """
    if not is_there(process):
        return False
    now = started(process)
    return now is None or is_the_one(now)


def _place() -> str:
    """Return what two processes that see each other's numbers have in common.

    Containers may share the name of a machine and yet not see each other.
    """
    try:
        sees = os.readlink("/proc/self/ns/pid")
    except OSError:
        sees = ""
    return _digest(f"{machine()} {sees}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
