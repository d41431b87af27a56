"""Captures: what others kept is taken, or told why not, whatever state it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.captures import captures_in

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>rain"
NAMED = b"WARC-Target-URI: https://blog.example/1\r\nWARC-Date: 2025-05-01T12:00:00Z\r\n"


def record(head: bytes, block: bytes) -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: response\r\n" + head
    return head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)


@pytest.mark.parametrize(
    "broken",
    [
        record(b"", HTTP),
        record(NAMED + b"Content-Length: 99999999999999999999\r\n", HTTP),
        record(NAMED, HTTP).replace(b"Length: 51", b"Length: 99999999999999999999"),
    ],
)
def test_a_record_that_breaks_its_reader_costs_nothing_that_came_before(
    broken: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record(NAMED, HTTP) + broken)
    whole, last = captures_in(file, 1000, {})
    assert (whole.url, whole.body, whole.problem) == ("https://blog.example/1", b"<p>rain", "")
    assert (last.problem, last.said[:22]) == ("unreadable", "broken after 1 records")
