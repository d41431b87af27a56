"""Hosts that give no answer: each run says why, and what to do."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newscrawl import exits
from pipelines.archive import open_archive
from pipelines.archive.runs import list_runs
from tests.newscrawl.test_running import crawl


@contextmanager
def listening(folder: Path, answer: Callable[[socket.socket, Path], None]) -> Iterator[int]:
    """Give the port of a server that meets each connection with `answer`."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection = server.accept()[0]
            except OSError:
                return
            held.append(connection)
            answer(connection, folder)

    held: list[socket.socket] = []
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
        for connection in held:
            connection.close()


def _stay_silent(_connection: socket.socket, _: Path) -> None:
    """Leave the connection open."""


def _hang_up(connection: socket.socket, _: Path) -> None:
    connection.close()


def _show_a_certificate_of_nobody(connection: socket.socket, folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "other.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("other.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(secret + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    # Whoever does not believe it hangs up.
    with suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
        secured.recv(1)


@pytest.mark.parametrize(
    ("scheme", "answer", "says"),
    [
        ("http", _stay_silent, "{host} gave no answer in time; try again later, or with a longer"),
        ("http", _hang_up, "{host} broke the connection off; check whether the address begins"),
        ("https", _show_a_certificate_of_nobody, "the certificate of {host} is not valid: a"),
    ],
)
def test_what_a_host_does_in_place_of_an_answer_is_told(
    tmp_path: Path, scheme: str, answer: Callable[[socket.socket, Path], None], says: str
) -> None:
    with listening(tmp_path, answer) as port:
        _is_told(tmp_path, f"{scheme}://127.0.0.1:{port}", port, says)


def test_a_port_where_no_server_listens_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    says = "{host} refuses connections: no server listens there; check the address and its port"
    _is_told(tmp_path, f"http://127.0.0.1:{port}", port, says)


def _is_told(folder: Path, url: str, port: int, says: str) -> None:
    settings = ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=1", f"NEWSCRAWL_ALLOW_PORTS={port}")
    done = crawl(url, folder / "a.db", *(part for one in settings for part in ("-s", one)))
    assert done.returncode == exits.NOTHING, done.stderr
    told = says.format(host=f"127.0.0.1:{port}")
    assert told in done.stderr.splitlines()[-1]
    with open_archive(f"sqlite:///{folder / 'a.db'}") as archive:
        (run,) = list_runs(archive, 1)
    assert told in run.reason
