"""Kept pages: written whole, read back, and torn files survived."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.kept import Place
from pipelines.keep import Keeper, default_folder, digest_of

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2024, 7, 22, 0, 30, 1, 250000, tzinfo=UTC)
BODY = "<p>책방 소식입니다.</p>".encode("euc-kr")
HEADERS = (
    ("Content-Type", "text/html; charset=euc-kr"),
    ("ETag", '"1"'),
    ("Content-Encoding", "gzip"),
)


def test_what_was_kept_comes_back_byte_for_byte(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "pages")
    places = [
        keeper.keep(f"https://blog.example/{n}", 200, HEADERS, BODY + bytes([n]), AT)
        for n in range(3)
    ]
    keeper.close()
    for n, place in enumerate(places):
        answer = keeper.load(place, digest_of(BODY + bytes([n])))
        assert answer is not None
        assert answer.url == f"https://blog.example/{n}"
        assert answer.body == BODY + bytes([n])
        assert answer.fetched_at == AT
        assert ("ETag", '"1"') in answer.headers


def test_the_bytes_are_unpacked_so_the_record_does_not_claim_otherwise(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    place = keeper.keep("https://blog.example/", 200, HEADERS, BODY, AT)
    keeper.close()
    answer = keeper.load(place, digest_of(BODY))
    assert answer is not None
    assert "content-encoding" not in {name.lower() for name, _ in answer.headers}


def test_other_tools_read_the_file(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    place = keeper.keep("https://blog.example/글", 200, HEADERS, BODY, AT)
    keeper.close()
    with (tmp_path / place.warc).open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "response"]


def test_two_keepers_never_write_one_file(tmp_path: Path) -> None:
    first, second = Keeper(tmp_path), Keeper(tmp_path)
    one = first.keep("https://blog.example/1", 200, HEADERS, BODY, AT)
    two = second.keep("https://blog.example/2", 200, HEADERS, BODY, AT)
    first.close()
    second.close()
    assert one.warc != two.warc


def test_a_torn_record_is_none_and_no_error(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    place = keeper.keep("https://blog.example/", 200, HEADERS, BODY * 100, AT)
    keeper.close()
    file = tmp_path / place.warc
    whole = file.read_bytes()
    for cut in (place.offset, place.offset + 3, len(whole) - 20):
        file.write_bytes(whole[:cut])
        assert keeper.load(place, digest_of(BODY * 100)) is None
    file.unlink()
    assert keeper.load(place, digest_of(BODY * 100)) is None


def test_a_record_of_which_any_byte_fell_over_is_none_or_what_it_was(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "pages")
    place = keeper.keep("https://blog.example/1", 200, HEADERS, BODY, AT)
    keeper.close()
    file = tmp_path / "pages" / place.warc
    whole = file.read_bytes()
    for at in range(place.offset, place.offset + place.length):
        for bit in (0x01, 0x80):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            answer = keeper.load(place, digest_of(BODY))
            assert answer is None or answer.body == BODY


def test_a_place_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    keeper = Keeper(tmp_path / "pages")
    assert keeper.load(Place(warc="../secret", offset=0, length=1), digest_of(b"x")) is None


def test_a_header_from_the_net_begins_no_header_of_its_own(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    place = keeper.keep(
        "https://blog.example/", 200, (("X-Note", "a\r\nWARC-Type: request"),), b"", AT
    )
    keeper.close()
    answer = keeper.load(place, digest_of(b""))
    assert answer is not None
    assert ("X-Note", "a WARC-Type: request") in answer.headers


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite:///archive.db", "archive-pages"),
        ("sqlite:////srv/blogs/a.sqlite?timeout=5", "/srv/blogs/a-pages"),
        ("sqlite:///%EB%B3%B4%EA%B4%80%20100%25.db", "보관 100%-pages"),
        ("sqlite://", "newscrawl-pages"),
        ("sqlite:///:memory:", "newscrawl-pages"),
        ("postgresql://u:p@h/db", "newscrawl-pages"),
    ],
)
def test_pages_lie_beside_the_file_they_belong_to(url: str, folder: str) -> None:
    assert default_folder(url) == Path(folder)


def test_an_answer_for_which_there_is_no_room_costs_no_other(tmp_path: Path) -> None:
    """In a process of its own, whose files may grow no further for a while."""
    script = """
import os, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.keep import Keeper, digest_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
keeper = Keeper(Path(sys.argv[1]))
def keep(body):
    return keeper.keep("https://blog.example/1", 200, [], body, datetime.now(UTC))
before = keep(b"before")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
try:
    keep(os.urandom(300_000))
except OSError:
    pass
else:
    raise SystemExit("there was room")
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
after = keep(b"after")
keeper.close()
for place, body in ((before, b"before"), (after, b"after")):
    assert keeper.load(place, digest_of(body)).body == body
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True)
