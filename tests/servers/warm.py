"""Programs that start from a process which has loaded everything: the seconds of imports are spent once.

`run(["-m", "scrapy", "crawl", ...])` is `subprocess.run([sys.executable, "-m", ...])`, and `Program` is
`subprocess.Popen`: a process of its own, with its own folder, environment, output and end, which can
be killed. What is not as in life is that it was forked from a server where the house and its libraries
are imported, and its fork server of readers with it, and that its modules are not taken apart at its
end: a file that it left open is not written out. How a program starts from nothing, and what it does
when it is told to end, is for tests that start it with `subprocess`.

This file is three things: the functions for tests; the server; and, started as a program, what
hands words and streams of a shell's command to the server.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import re
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]

#: After so long a program hangs: what takes seconds takes minutes on a machine that is busy.
PATIENCE_SECONDS = 900.0


# --- for tests


def run(
    words: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    input: str = "",
    timeout: float = PATIENCE_SECONDS,
) -> subprocess.CompletedProcess[str]:
    """Return how Python ended that was given `words` (`-m MODULE ...` or `-c CODE ...`)."""
    with Program(words, cwd=cwd, env=env, input=input) as program:
        said = program.communicate(timeout)
        return subprocess.CompletedProcess(program.args, program.wait(), *said)


class Program:
    """A program under way: what tests need of `subprocess.Popen`. Left, it is killed."""

    def __init__(
        self,
        words: Sequence[str | Path],
        *,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        input: str = "",
    ) -> None:
        self.args = [str(word) for word in words]
        self.returncode: int | None = None
        self._heard = b""
        with contextlib.ExitStack() as stack:
            stdin, self._stdout, self._stderr = (
                stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)
            )
            stdin.write(input.encode())
            stdin.seek(0)
            streams = [file.fileno() for file in (stdin, self._stdout, self._stderr)]
            self._connection = stack.enter_context(
                _asked(_server(), self.args, cwd, os.environ if env is None else env, streams)
            )
            self.pid = int(self._line(None) or 0)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def poll(self) -> int | None:
        """Return how it ended, negative for a signal; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, when it has; raises TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            said = (_said(self._stdout), _said(self._stderr))
            raise subprocess.TimeoutExpired(self.args, timeout or 0, *said)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Return what it wrote to its output and to its errors, when it has ended."""
        self.wait(timeout)
        return _said(self._stdout), _said(self._stderr)

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and (line := self._line(timeout)) is not None:
            self.returncode = int(line)
        return self.returncode

    def _line(self, timeout: float | None) -> bytes | None:
        """Return the next line that the server says; None when it says none in time."""
        until = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._heard:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._connection], [], [], left)[0]:
                return None
            heard = self._connection.recv(100)
            if not heard:
                raise RuntimeError("the server of warm programs is gone")
            self._heard += heard
        line, _, self._heard = self._heard.partition(b"\n")
        return line


def program(file: Path, module: str) -> None:
    """Write an executable that does what `python -m module` does, for shells."""
    words = (sys.executable, "-ISB", __file__, _server(), module)
    file.write_text("#!/bin/sh\nexec " + " ".join(f'"{word}"' for word in words) + ' "$@"\n')
    file.chmod(0o755)


def _said(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode().replace("\r\n", "\n"))


@cache
def _server() -> str:
    """Return the address of this process's server, which ends with it."""
    folder = tempfile.mkdtemp(prefix="newscrawl-warm-")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(folder, "socket"))
    listener.listen(16)
    # Closed with this process, however it ends.
    lifeline, ours = os.pipe()
    handed = (listener.fileno(), lifeline)
    server = subprocess.Popen(
        # Begun this way a program imports from where it is, wherever that will be.
        [sys.executable, "-c", f"from tests.servers import warm; warm.serve{handed}"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        pass_fds=handed,
    )
    address = str(listener.getsockname())
    listener.close()
    os.close(lifeline)

    def stop() -> None:
        os.close(ours)
        server.wait()
        shutil.rmtree(folder)

    atexit.register(stop)
    return address


def _asked(
    server: str,
    words: Sequence[str],
    cwd: Path | str,
    env: Mapping[str, str],
    streams: Sequence[int],
) -> socket.socket:
    """Return where the server says a line when it has begun a program, its number, and one at the end.

    That is the exit code, negative for a signal.
    """
    asked = json.dumps({"words": list(words), "cwd": str(cwd), "env": dict(env)}).encode()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(server)
    socket.send_fds(connection, [b"\n"], streams)
    connection.sendall(asked + b"\n")
    return connection


# --- the server

_URL = "https://blog.example/"


def serve(listener: int, lifeline: int) -> None:
    """Load everything, fork a program for each connection, and end with the lifeline."""
    _load()
    asked = _asked_for(socket.socket(fileno=listener), lifeline)
    _end(_come_to(asked))


def _asked_for(listener: socket.socket, lifeline: int) -> dict[str, Any]:
    """Return, in a process forked for it, what somebody asks for."""
    while True:
        ready, _, _ = select.select([listener, lifeline], [], [])
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if lifeline in ready:
            os._exit(0)
        connection, _ = listener.accept()
        if not os.fork():
            break
        connection.close()
    listener.close()
    os.close(lifeline)
    return _keep(connection)


def _keep(connection: socket.socket) -> dict[str, Any]:
    """Fork the program, tell its number and its end; kill it when nobody waits for it any more."""
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    with connection.makefile("rb") as said:
        asked: dict[str, Any] = json.loads(said.readline())
    news, write = os.pipe()
    os.set_blocking(write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(write)
    child = os.fork()
    if not child:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        connection.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for number in (*streams, news, write):
            os.close(number)
        return asked
    for stream in streams:
        os.close(stream)
    with contextlib.suppress(BrokenPipeError):
        connection.sendall(b"%d\n" % child)
    ready, _, _ = select.select([connection, news], [], [])
    if connection in ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(BrokenPipeError):
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _load() -> None:
    """Import what the programs of the house import, but nothing that begins to work by it."""
    import scrapy.commands
    from scrapy.settings import default_settings
    from scrapy.utils.misc import load_object
    from sqlalchemy.orm import configure_mappers

    import newscrawl
    import pipelines
    from pipelines.archive import migrate
    from pipelines.items import Fetch, Page
    from pipelines.readers.post import read_post

    for package in (newscrawl, pipelines, scrapy.commands):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                importlib.import_module(module.name)
    for kind in ("SPIDER_MIDDLEWARES", "DOWNLOADER_MIDDLEWARES", "EXTENSIONS"):
        for component in getattr(default_settings, f"{kind}_BASE"):
            load_object(component)
    migrate.versions()
    configure_mappers()
    # The first post costs as much as fifty: tables of languages and dates are read for it.
    for said in (
        "동네 책방이 2024년 7월 22일 다시 문을 열었습니다.",
        "The shop is open again, and many came.",
    ):
        fetch = Fetch(url=_URL, final_url=_URL, fetched_at=datetime.now(UTC))
        body = f"<html><body><article><h1>1</h1>{f'<p>{said}</p>' * 4}</article></body></html>"
        read_post(Page(fetch=fetch, body=body.encode(), site=_URL))
    assert "twisted.internet.reactor" not in sys.modules, "a crawl chooses its own"
    # No program looks through what all of them share, not even at its end.
    gc.freeze()


def _come_to(asked: dict[str, Any]) -> int:
    """Return how the program that was asked for ended; what it raises is Python's to tell."""
    try:
        _become(asked)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1
    return 0


def _end(code: int) -> None:
    """End as Python does, but leave what was loaded to the system: to take it apart is to copy it."""
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError:
            code = 120
    os._exit(code & 0xFF)


def _become(asked: dict[str, Any]) -> None:
    """Be the program that was asked for, in its folder and environment."""
    os.chdir(asked["cwd"])
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        _renew(name, number)
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    kind, what, *words = asked["words"]
    if _forked_as_fork_server():
        return
    sys.argv = ["-c" if kind == "-c" else what, *words]
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        _execute(what)


def _renew(name: str, number: int) -> None:
    # The old one knows what it had, such as whether one can seek in it.
    old = getattr(sys, name)
    new = open(number, old.mode, encoding=old.encoding, errors=old.errors, closefd=False)  # noqa: SIM115
    new.reconfigure(line_buffering=name == "stderr")
    setattr(sys, name, new)
    setattr(sys, f"__{name}__", new)


def _execute(code: str) -> None:
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    exec(compile(code, "<string>", "exec"), main.__dict__)


def _forked_as_fork_server() -> bool:
    """Fork what `multiprocessing` would start as fork server: the readers are loaded in it.

    Returns False in the program, and True in the fork server at its end.
    """
    from multiprocessing import util

    ours, theirs = socket.socketpair()
    server = os.fork()
    if server:
        theirs.close()
        spawn = util.spawnv_passfds

        def started(path: Any, words: Any, streams: Any) -> int:
            if ours.fileno() < 0 or "multiprocessing.forkserver" not in words[-1]:
                return int(spawn(path, words, streams))
            socket.send_fds(ours, [words[-1].encode()], streams)
            ours.close()
            return server

        util.spawnv_passfds = started
        return False
    ours.close()
    code, streams, _, _ = socket.recv_fds(theirs, 100_000, 2)
    theirs.close()
    if not code:  # the program ended without one
        os._exit(0)
    _execute(re.sub(r"main\(\d+, \d+", "main({}, {}".format(*streams), code.decode(), count=1))
    return True


if __name__ == "__main__":
    here = os.getcwd()
    with _asked(sys.argv[1], ["-m", *sys.argv[2:]], here, os.environ, (0, 1, 2)) as told:
        ended = int(told.makefile("rb").read().split()[1])
    sys.exit(ended if ended >= 0 else 128 - ended)
