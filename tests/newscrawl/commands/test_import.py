"""`newscrawl import` and `export --format warc`: pages that others kept, and ours for others."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.__main__ import main
from pipelines.archive import open_archive
from pipelines.archive.changes import iter_changes
from pipelines.archive.query import find_post, iter_posts, revisions
from pipelines.archive.runs import list_runs
from tests.newscrawl.commands.conftest import Tool
from tests.servers.blog import LiveBlog

HOME = "https://blog.example/"
AT = datetime(2025, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    monkeypatch.setenv("NEWSCRAWL_WORKERS", "1")
    return tmp_path / "pages"


@pytest.fixture(scope="module")
def pages() -> Iterator[list[bytes]]:
    """Give three pages of posts, as the demo blog shows them, without an address of their own."""
    with LiveBlog() as blog:
        found = [blog.page(post.path).body for post in blog.posts[:3]]  # type: ignore[union-attr]
    return [page.replace(b'rel="canonical"', b'rel="x"').replace(b"og:url", b"x") for page in found]


class Warc:
    """A WARC file as another tool would write it."""

    def __init__(self, file: Path, *, packed: bool = True) -> None:
        self.file = file
        self._out = file.open("wb")
        self._writer = WARCWriter(self._out, gzip=packed)
        self._writer.write_record(self._writer.create_warcinfo_record(file.name, {}))

    def add(
        self,
        url: str,
        body: bytes,
        at: datetime = AT,
        *,
        status: str = "200 OK",
        kind: str = "text/html; charset=utf-8",
        encoding: str = "",
        to: str = "",
    ) -> Warc:
        headers = [("Content-Type", kind)]
        if to:
            headers.append(("Location", to))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self._writer.write_record(
            self._writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")},
            )
        )
        return self

    def done(self) -> Path:
        self._out.close()
        return self.file


def posts_of(database: str) -> dict[str, datetime]:
    with open_archive(database) as archive:
        from pipelines.archive.query import list_posts

        return {line.url: line.last_seen_at for line in list_posts(archive)}


def test_a_warc_file_becomes_posts_under_the_dates_of_their_capture(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    warc = Warc(tmp_path / "old.warc.gz")
    warc.add(f"{HOME}1", pages[0]).add(f"{HOME}2", gzip.compress(pages[1]), encoding="gzip")
    warc.add(f"{HOME}a.png", b"\x89PNG", kind="image/png").add(f"{HOME}3", b"", status="404 No")
    said = tool("import", warc.done(), "--db", database)
    assert said.code == 0, said.err
    assert "2 new" in said.err
    assert "1 no-page" in said.err
    assert "1 status" in said.err
    assert posts_of(database) == {f"{HOME}1": AT, f"{HOME}2": AT}
    again = tool("import", warc.file, "--db", database)
    assert again.code == 0
    assert "2 known" in again.err
    assert "new" not in again.err


def test_what_asks_not_to_be_archived_is_left_out_by_setting(
    tool: Tool, sqlite_database: str, pages: list[bytes], tmp_path: Path, folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shy = pages[1].replace(b"<head>", b'<head><meta name="robots" content="noarchive">')
    assert shy != pages[1]
    warc = Warc(tmp_path / "old.warc.gz").add(f"{HOME}1", pages[0]).add(f"{HOME}2", shy)
    monkeypatch.setenv("NEWSCRAWL_OBEY_NOARCHIVE", "1")
    said = tool("import", warc.done(), "--db", sqlite_database)
    assert "1 new" in said.err
    assert [row[0] for row in said.rows] == ["noarchive"]
    assert list(posts_of(sqlite_database)) == [f"{HOME}1"]
    assert not any(shy in gzip.decompress(file.read_bytes()) for file in folder.iterdir())
    monkeypatch.delenv("NEWSCRAWL_OBEY_NOARCHIVE")
    assert "1 new" in tool("import", warc.file, "--db", sqlite_database).err


def test_a_post_that_moved_is_one_post_after_an_import_and_after_an_export_of_it(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    later = AT + timedelta(days=30)
    warc = Warc(tmp_path / "old.warc.gz").add(f"{HOME}1", pages[0]).add(f"{HOME}2", pages[1])
    warc.add(f"{HOME}1", b"", later, status="301 Moved Permanently", to="/new/1")
    warc.add(f"{HOME}new/1", pages[0], later)
    assert tool("import", warc.done(), "--db", database).code == 0
    moved = {f"{HOME}new/1": later, f"{HOME}2": AT}
    assert posts_of(database) == moved
    assert (
        "4 pages and records: 3 known, 1 status" in tool("import", warc.file, "--db", database).err
    )
    out, copy = tmp_path / "out.warc.gz", f"sqlite:///{tmp_path / 'copy.db'}"
    tool("export", "--format", "warc", "-o", out, "--site", HOME, "--db", database)
    assert tool("import", out, "--db", copy).code == 0
    assert posts_of(copy) == moved


def test_what_was_imported_is_kept_and_can_be_read_again(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    warc = Warc(tmp_path / "old.warc", packed=False).add(f"{HOME}1", pages[0]).done()
    tool("import", warc, "--db", database)
    said = tool("reread", "--db", database)
    assert "1 posts: 1 same" in said.err


def test_an_older_capture_never_replaces_what_stands(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    later = Warc(tmp_path / "b.warc.gz").add(f"{HOME}1", pages[1], AT + timedelta(days=9)).done()
    older = Warc(tmp_path / "a.warc.gz").add(f"{HOME}1", pages[0], AT).done()
    tool("import", later, "--db", database)
    said = tool("import", older, "--db", database)
    assert "1 changed" in said.err
    with open_archive(database) as archive:
        held = find_post(archive, f"{HOME}1")
        assert held is not None
        assert held.post.fetch.fetched_at == AT + timedelta(days=9)
        assert next(line.seen_at for line in revisions(archive, held.post_id)) == AT
        assert held.revision == 2
    assert tool("db", "check", "--deep", "--db", database).code == 0


def test_a_broken_file_gives_what_is_whole_and_says_so(
    tool: Tool, sqlite_database: str, pages: list[bytes], tmp_path: Path
) -> None:
    warc = Warc(tmp_path / "old.warc.gz").add(f"{HOME}1", pages[0]).add(f"{HOME}2", pages[1]).done()
    warc.write_bytes(warc.read_bytes()[:-300])
    said = tool("import", warc, "--db", sqlite_database)
    assert f"{HOME}1" in posts_of(sqlite_database)
    assert "unreadable" in said.out
    assert said.err.splitlines()[-1] == "done, but not whole: 1 unreadable"
    with open_archive(sqlite_database) as archive:
        assert list_runs(archive)[0].reason == "done, but not whole: 1 unreadable"
    assert tool("import", tmp_path / "none.warc", "--db", sqlite_database).code == 1


def test_what_a_page_was_packed_into_costs_that_page_alone_when_it_is_broken(
    tool: Tool, sqlite_database: str, pages: list[bytes], tmp_path: Path
) -> None:
    noise = b"<!--" + bytes(random.Random(1).choices(range(97, 123), k=90_000)) + b"-->"
    packed = bytearray(gzip.compress(pages[1] + noise))
    packed[len(packed) // 2 : len(packed) // 2 + 64] = bytes(64)
    warc = Warc(tmp_path / "old.warc.gz").add(f"{HOME}2", bytes(packed), encoding="gzip")
    warc.add(f"{HOME}3", gzip.compress(pages[2])[:-40], encoding="gzip").add(f"{HOME}1", pages[0])
    said = tool("import", warc.done(), "--db", sqlite_database, "--json")
    # The beginning of a page is no page.
    assert [json.loads(line).get("outcome") for line in said.out.splitlines()[:-1]] == [
        "unreadable",
        "unreadable",
    ]
    assert posts_of(sqlite_database) == {f"{HOME}1": AT}
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "1.html.gz").write_bytes(packed[:10] + b"\xff" * 8 + packed[18:])  # no block so begins
    (saved / "2.html").write_bytes(pages[1])
    said = tool("import", saved, "--base", HOME, "--db", sqlite_database)
    assert "1 unreadable, 1 new" in said.err


def test_a_saved_folder_is_taken_in_and_what_has_no_address_is_explained(
    tool: Tool, sqlite_database: str, pages: list[bytes], tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    (saved / "deep").mkdir(parents=True)
    browser = b"<!-- saved from url=(0022)" + f"{HOME}browser".encode() + b" -->\n" + pages[0]
    (saved / "browser.html").write_bytes(browser)
    link = f'<link rel="canonical" href="{HOME}canonical"></head>'.encode()
    (saved / "deep" / "canonical.htm").write_bytes(pages[1].replace(b"</head>", link))
    (saved / "nameless.html").write_bytes(pages[2])
    (saved / "style.css").write_bytes(b"")
    said = tool("import", saved, "--fetched-at", "2025-05-01", "--db", sqlite_database, "--json")
    assert said.code == 0, said.err
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["outcome"] for line in lines[:-1]] == ["no-address"]
    assert lines[0]["source"].endswith("nameless.html")
    assert "--addresses" in lines[0]["reason"]
    assert set(posts_of(sqlite_database)) == {f"{HOME}browser", f"{HOME}canonical"}
    mapping = tmp_path / "addresses.tsv"
    mapping.write_text("nameless.html\n", "utf-8")
    assert "line 1" in tool("import", saved, "--addresses", mapping, "--db", sqlite_database).err
    with open_archive(sqlite_database) as archive:
        assert [run.exit_code for run in list_runs(archive)] == [0], "and no run was begun"
    mapping.write_text(f"nameless.html\t{HOME}named\n", "utf-8")
    tool("import", saved, "--addresses", mapping, "--db", sqlite_database)
    assert f"{HOME}named" in posts_of(sqlite_database)


def test_a_mirrored_folder_has_its_addresses_from_its_places(
    tool: Tool, tmp_path: Path, pages: list[bytes]
) -> None:
    place = tmp_path / "www" / "2019" / "post"
    place.mkdir(parents=True)
    (place / "index.html").write_bytes(pages[0])
    (tmp_path / "www" / "index.html").write_bytes(pages[1])
    (tmp_path / "www" / "a:1").mkdir()
    (tmp_path / "www" / "a:1" / "b.html").write_bytes(pages[2])
    database = f"sqlite:///{tmp_path / 'new.db'}"
    said = tool("import", tmp_path / "www", "--base", f"{HOME}blog", "--db", database)
    assert said.code == 0, said.err
    places = {f"{HOME}blog/2019/post/", f"{HOME}blog/", f"{HOME}blog/a:1/b.html"}
    assert {url.rstrip("/") for url in posts_of(database)} == {url.rstrip("/") for url in places}


def test_an_exported_file_is_opened_by_other_tools_and_taken_in_again(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    warc = Warc(tmp_path / "in.warc.gz").add(f"{HOME}1", pages[0]).add(f"{HOME}2", pages[1])
    warc.add(f"{HOME}1", pages[0], AT + timedelta(days=1))
    tool("import", warc.done(), "--db", database)
    for name in ("out.warc.gz", "out.warc"):
        out = tmp_path / name
        said = tool("export", "--format", "warc", "-o", out, "--site", HOME, "--db", database)
        assert said.code == 0, said.err
        assert "3 kept pages" in said.err
        with out.open("rb") as file:
            records = [
                (
                    record.rec_type,
                    record.rec_headers.get_header("WARC-Target-URI"),
                    record.rec_headers.get_header("WARC-Date"),
                    record.content_stream().read(),
                )
                for record in ArchiveIterator(file, check_digests="raise")
            ]
        assert [record[0] for record in records] == ["warcinfo", "response", "response", "revisit"]
        assert records[1][3] == pages[0]
        assert records[3][1:3] == (f"{HOME}1", "2025-05-02T12:00:00.000000Z")
        copy = f"sqlite:///{tmp_path / (name + '.db')}"
        tool("import", out, "--db", copy)
        assert set(posts_of(copy)) == {f"{HOME}1", f"{HOME}2"}


def test_an_import_goes_on_when_nobody_reads_what_it_says(
    sqlite_database: str, pages: list[bytes], tmp_path: Path
) -> None:
    warc = Warc(tmp_path / "old.warc.gz")
    for number in range(3):
        warc.add(f"{HOME}none/{number}", b"<p>gone</p>", status="404 Not Found")
        warc.add(f"{HOME}{number}/", pages[number])
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", buffering=1) as unread, redirect_stdout(unread):
        assert main(["import", str(warc.done()), "--db", sqlite_database]) == 0
    assert set(posts_of(sqlite_database)) == {f"{HOME}{number}/" for number in range(3)}


def test_a_blog_that_is_forgotten_takes_its_imported_lists_along(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path, folder: Path
) -> None:
    links = "".join(f'<li><a href="/{n}">The post {n}</a></li>' for n in range(1, 9))
    listing = f"<html><head><title>Posts</title></head><body><ul>{links}</ul></body></html>"
    warc = Warc(tmp_path / "old.warc.gz")
    for home in (HOME, "https://blog.example.org/"):
        warc.add(f"{home}1", pages[0]).add(f"{home}2", pages[1]).add(home, listing.encode())
    assert tool("import", warc.done(), "--db", database).code == 0

    def told() -> set[str]:
        kept = b"".join(gzip.decompress(file.read_bytes()) for file in folder.iterdir())
        return {url for url in addresses if f"WARC-Target-URI: {url}\r\n".encode() in kept}

    addresses = {f"{home}{n}" for home in (HOME, "https://blog.example.org/") for n in ("", 1, 2)}
    assert told() == addresses
    assert tool("forget", f"{HOME}1", "--yes", "--db", database).code == 0
    assert told() == addresses - {f"{HOME}1", HOME}
    assert tool("forget", HOME, "--yes", "--db", database).code == 0
    assert told() == {url for url in addresses if not url.startswith(HOME)}


def test_an_imported_list_of_no_blog_goes_with_the_blog_that_it_names(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path, folder: Path
) -> None:
    def listing(of: str) -> bytes:
        links = "".join(f'<li><a href="/@{of}/{n}">The post {n}</a></li>' for n in range(1, 9))
        return f"<html><head><title>Posts</title></head><body><ul>{links}</ul></body>".encode()

    home = f"{HOME}@kim/"
    one = Warc(tmp_path / "one.warc.gz").add(f"{home}1", pages[0])
    assert tool("import", one.done(), "--site", home, "--db", database).code == 0
    lists = Warc(tmp_path / "lists.warc.gz")
    for of in ("kim", "lee"):
        lists.add(f"{HOME}all/{of}", listing(of))
    tool("import", lists.done(), "--db", database)
    assert tool("forget", home, "--yes", "--db", database).code == 0
    kept = b"".join(gzip.decompress(file.read_bytes()) for file in folder.iterdir())
    assert (b"/@kim/" in kept, b"/@lee/" in kept) == (False, True)


def test_an_import_whose_pages_cannot_be_kept_is_on_record_as_broken_off(
    tool: Tool, sqlite_database: str, pages: list[bytes], tmp_path: Path, folder: Path
) -> None:
    folder.write_text("no folder")
    old = Warc(tmp_path / "old.warc.gz").add(f"{HOME}1", pages[0]).done()
    said = tool("import", old, "--db", sqlite_database)
    with open_archive(sqlite_database) as archive:
        [run] = list_runs(archive)
    assert (said.code, run.exit_code, run.reason[:10]) == (1, 1, "broken off"), said.err
    folder.unlink()
    assert tool("import", old, "--db", sqlite_database).code == 0
    assert tool("reread", "--db", sqlite_database).err == "1 posts: 1 same\n"


def test_a_page_under_the_address_of_a_viewer_is_of_the_blog_that_its_own_address_names(
    tool: Tool, database: str, pages: list[bytes], tmp_path: Path
) -> None:
    own = f"{HOME}@kim/1"
    one = Warc(tmp_path / "one.warc.gz").add(own, pages[0])
    assert tool("import", one.done(), "--site", f"{HOME}@kim", "--db", database).code == 0
    named = pages[0].replace(b"<head>", f'<head><link rel="canonical" href="{own}">'.encode())
    later = Warc(tmp_path / "later.warc.gz")
    later.add(f"{HOME}view?blog=kim&post=1", named, AT + timedelta(days=1))
    assert tool("import", later.done(), "--db", database).code == 0
    with open_archive(database) as archive:
        [post] = iter_posts(archive)
    assert (post.post.site, post.revision) == (f"{HOME}@kim", 1)


def test_the_pages_of_a_blog_join_the_posts_of_its_export_and_edit_none(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, exported = tmp_path / "saved", tmp_path / "blog.xml"
    saved.mkdir()
    with LiveBlog() as blog:
        for number, post in enumerate(blog.posts):
            page = blog.page(post.path).body  # type: ignore[union-attr]
            (saved / f"{number}.html").write_bytes(page)
    first, moved = (f"sqlite:///{tmp_path / name}.db" for name in ("first", "moved"))
    tool("import", saved, "--fetched-at", "2025-07-01", "--db", first)
    tool("export", "--format", "wxr", "--site", blog.origin, "--out", exported, "--db", first)
    for _ in range(2):
        said = tool("import", exported, "--fetched-at", "2025-06-01", "--db", moved)
        assert said.code == 0, said.err
        tool("import", saved, "--fetched-at", "2025-07-01", "--db", moved)
    assert set(posts_of(moved)) == set(posts_of(first))
    with open_archive(moved) as archive:
        told = list(iter_changes(archive))
        assert {change.kind for change in told if change.kind != "new"} <= {"reread"}
        assert {post.first_seen_at for post in iter_posts(archive)} == {
            datetime(2025, 6, 1, tzinfo=UTC)
        }
        assert len(told) <= 2 * len(blog.posts)


def test_what_json_lines_say_is_there_again_and_a_crawl_edits_none_of_it(
    tool: Tool, database: str, tmp_path: Path
) -> None:
    saved, lines = tmp_path / "saved", tmp_path / "posts.jsonl.gz"
    saved.mkdir()
    with LiveBlog() as blog:
        for number, post in enumerate(blog.posts):
            page = blog.page(post.path).body  # type: ignore[union-attr]
            (saved / f"{number}.html").write_bytes(page)
    first = f"sqlite:///{tmp_path / 'first.db'}"
    tool("import", saved, "--fetched-at", "2025-07-01", "--db", first)
    tool("export", "--out", lines, "--db", first)
    said = tool("import", lines, "--db", database)
    assert (said.code, said.out) == (0, ""), said.err
    assert "stay behind" in said.err
    assert tool("export", "--db", database).out == tool("export", "--db", first).out
    assert f"{len(blog.posts)} same" in tool("import", lines, "--db", database).err
    shown = tool("show", blog.origin + blog.posts[0].path, "--evidence", "--db", database)
    assert "record.title" in shown.out
    # Pages of the same day and of a later one say what the records say, and are kept.
    for day in ("2025-07-01", "2025-08-01"):
        tool("import", saved, "--fetched-at", day, "--db", database)
    with open_archive(database) as archive:
        assert {change.kind for change in iter_changes(archive)} == {"new"}


def test_a_record_from_a_clock_that_was_ahead_does_not_stand_for_ever(
    tool: Tool, database: str, tmp_path: Path
) -> None:
    lines = tmp_path / "posts.jsonl"
    for seen, text in (("2999-01-01T00:00:00Z", "비가 온다."), (None, "비가 그쳤다.")):
        record = {"url": f"{HOME}1", "title": "장마", "body_text": text * 9, "last_seen": seen}
        lines.write_text(json.dumps(record), "utf-8")
        now = datetime.now(UTC).timestamp() + 1
        os.utime(lines, (now, now))
        assert tool("import", lines, "--db", database).code == 0
    assert "비가 그쳤다." in tool("export", "--db", database).out


def test_what_cannot_be_imported_is_told_with_what_can(
    tool: Tool, tmp_path: Path, pages: list[bytes]
) -> None:
    database = f"sqlite:///{tmp_path / 'new.db'}"
    (tmp_path / "old.html").write_bytes(pages[0])
    (tmp_path / "addresses.tsv").write_text(f"{tmp_path / 'old.html'}\t{HOME}old\n", "utf-8")
    known = ("--addresses", tmp_path / "addresses.tsv", "--fetched-at", "2020-01-01")
    said = tool("import", tmp_path / "old.html", *known, "--db", database)
    assert "dated 2025-03-03, and saved 2020-01-01 (or --fetched-at)" in said.out
    (tmp_path / "posts.jsonl").write_text('{"url": "https://blog.example/1"}\n', "utf-8")
    sources = tmp_path / "blog" / "_posts"
    sources.mkdir(parents=True)
    (sources / "2024-07-22-rain.md").write_text("---\ntitle: 장마\n---\n비\n", "utf-8")
    said = tool("import", tmp_path / "posts.jsonl", "--db", database)
    assert (said.code, "newscrawl db copy" in said.err) == (1, True)
    os.mkfifo(tmp_path / "pipe.jsonl")
    said = tool("import", tmp_path / "pipe.jsonl", "--db", database)
    assert (said.code, "is a pipe" in said.err) == (1, True)
    said = tool("import", tmp_path / "blog", "--db", database)
    assert (said.code, "--spider frontmatter -a folder=" in said.err) == (2, True)
