"""`newscrawl db check` of what an archive holds: faults made for real, each told with its step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from pipelines.archive import frontier, open_archive, runs
from pipelines.archive.engine import database_url
from pipelines.archive.kept import Kept, record_kept
from pipelines.archive.models import Image as ImageTable
from pipelines.archive.models import table_of
from pipelines.archive.pictures import ImageAnswer, record_images
from pipelines.archive.writer import write_posts
from pipelines.items import Image, Link, Post
from pipelines.keep import Keeper, digest_of, request_key
from pipelines.pictures import PictureFolder
from pipelines.urls import url_hash
from tests.newscrawl.commands.conftest import Tool

SITE = "https://blog.example/"
AT = datetime(2026, 3, 20, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PAGE = b"<html><h1>page</h1></html>"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Keeper, PictureFolder]:
    """Give the folders of kept pages and images that the tool looks in."""
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    monkeypatch.setenv("NEWSCRAWL_IMAGE_FOLDER", str(tmp_path / "images"))
    return Keeper(tmp_path / "pages"), PictureFolder(tmp_path / "images")


@pytest.fixture
def filled(
    database: str, folders: tuple[Keeper, PictureFolder], a_post: Callable[..., Post]
) -> str:
    """Return an archive of six posts, one of them edited, two kept pages and two images."""
    keeper, pictures = folders
    posts = [
        a_post(
            number,
            f"{number}번째 글",
            tags=("속보", "정치"),
            images=(Image(url=f"https://img.example/{number}.png?sig=1", alt="사진"),),
            links=(Link(url=f"https://other.example/{number}", text="링크", rel="nofollow me"),),
        )
        for number in range(1, 7)
    ]
    with open_archive(database) as archive:
        run = runs.begin_run(archive, spider="blog", site=SITE, args={})
        crawl = archive.write(
            lambda c: frontier.begin_crawl(c, SITE, run, resume_within=timedelta(hours=1))
        )
        found = [
            frontier.Address(url_hash=url_hash(post.url), url=post.url, state="due")
            for post in posts
        ]
        archive.write(lambda c: frontier.write_addresses(c, crawl, found, {}))
        archive.write(lambda c: frontier.lease(c, crawl, 10))
        posts = [
            replace(post, fetch=replace(post.fetch, address_hash=key.url_hash))
            for post, key in zip(posts, found, strict=True)
        ]
        edited = a_post(6, "6번째 글, 고침", seen=AT)
        result = write_posts(archive, [*posts, edited], run_id=run)
        assert not result.rejected
        # As a crawl that was broken off leaves what it is to read once more.
        again = replace(found[4], state="again", outcome="archived")
        archive.write(lambda c: frontier.change_states(c, crawl, [again]))
        for number in (1, 2):
            body = PAGE + bytes(str(number), "ascii")
            url = f"{SITE}2026/{number}"
            kept = Kept(
                request_hash=request_key("GET", url, b""),
                url=url,
                kind="post",
                fetched_at=AT,
                digest=digest_of(body),
                place=keeper.keep(url, 200, (), body, AT),
            )
            record_kept(archive, kept, run_id=run)
            if number == 1:
                keeper.close()
        keeper.close()
        with archive.reading() as connection:
            ids = list(connection.execute(select(table_of(ImageTable).c.id)).scalars())
        answers = [
            ImageAnswer(
                image_id=image_id,
                status="kept",
                digest=pictures.keep(PNG + bytes(str(number), "ascii")),
                size_bytes=len(PNG) + 1,
                asked_at=AT,
                tries=1,
            )
            for number, image_id in enumerate(sorted(ids)[:3])
        ]
        record_images(archive, answers)
    return database


def spoil(database: str, *statements: str) -> None:
    """Write what nothing of ours would, with no key to forbid it."""
    engine = create_engine(database_url(database))
    no_keys = {
        "postgresql": "SET session_replication_role = replica",
        "mysql": "SET foreign_key_checks = 0",
        "mariadb": "SET foreign_key_checks = 0",
        "sqlite": "PRAGMA foreign_keys = OFF",
    }
    with engine.begin() as connection:
        connection.execute(text(no_keys[engine.dialect.name]))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def ids_of(database: str, statement: str) -> list[int]:
    """Return the numbers that the statement selects; servers never begin at 1 again."""
    with open_archive(database) as archive, archive.reading() as connection:
        return [0, *connection.execute(text(statement)).scalars()]


def faults(tool: Tool, database: str, *more: str) -> dict[str, tuple[int, str, str]]:
    """Return what is told of each kind of fault: number, the first example, the next step."""
    said = tool("db", "check", *more, "--db", database, "--json")
    told = said.json["faults"]
    assert said.code == (4 if told else 0), said.err
    return {one["kind"]: (one["count"], one["examples"][0], one["mend"]) for one in told}


def test_an_archive_that_is_sound_is_called_so(tool: Tool, filled: str) -> None:
    assert faults(tool, filled) == {}
    assert faults(tool, filled, "--deep") == {}
    assert "sound" in tool("db", "check", "--deep", "--db", filled).err


def test_faults_of_rows_are_told_and_what_can_be_made_anew_is(tool: Tool, filled: str) -> None:
    post = ids_of(filled, "SELECT id FROM post ORDER BY url")
    first = ids_of(filled, "SELECT r.id FROM revision r JOIN post p ON p.id = r.post_id"
                           " WHERE r.seq = 1 ORDER BY p.url")  # fmt: skip
    spoil(
        filled,
        f"DELETE FROM revision WHERE post_id = {post[1]}",
        f"UPDATE post SET current_revision_id = {first[3]} WHERE id = {post[2]}",
        f"UPDATE post SET current_seq = 1 WHERE id = {post[6]}",
        f"UPDATE post SET site_id = 7777 WHERE id = {post[5]}",
        f"DELETE FROM search_entry WHERE post_id = {post[4]}",
        "UPDATE found_address SET state = 'lost' WHERE url = 'https://blog.example/2026/2'",
        "UPDATE found_address SET state = 'leased' WHERE url = 'https://blog.example/2026/3'",
        f"DELETE FROM post_address WHERE post_id = {post[4]}",
        f"UPDATE revision SET body_text = 'another' WHERE post_id = {post[3]}",
        f"UPDATE post SET title = '' WHERE id = {post[4]}",
        f"UPDATE revision SET body_html = 'x' WHERE id = {first[6]}",
        f"DELETE FROM post_change WHERE to_revision_id = {first[4]}",
        f"UPDATE revision SET fetch_id = 7777 WHERE id = {first[2]}",
    )
    found = faults(tool, filled)
    assert {kind: number for kind, (number, _, _) in found.items()} == {
        "post without site": 1,
        "post_author without revision": 1,
        "post_image without revision": 1,
        "post_link without revision": 1,
        "post_term without revision": 2,
        "post_change without revision": 1,
        "revision without page_fetch": 1,
        "revision that no change tells of": 1,
        "post without revision": 1,
        "post whose standing revision is not its last": 1,
        "post that points to another revision than the one that stands": 1,
        "found address in a state that there is not": 1,
        "found address leased by nobody": 1,
        "found address stored without a post": 1,
        "post not in the search index as it stands": 2,
        "search entry of no post": 2 if filled.startswith("sqlite") else 1,
    }
    assert found["post without site"][1] == f"id={post[5]}"
    assert found["post_link without revision"][1] == f"revision_id={first[1]} ord=0"
    assert "DELETE FROM post_link WHERE revision_id" in found["post_link without revision"][2]
    assert found["post without revision"][1] == f"{post[1]} https://blog.example/2026/1"
    assert found["found address leased by nobody"][1] == "https://blog.example/2026/3"
    assert "--repair" in found["post not in the search index as it stands"][2]

    deep = faults(tool, filled, "--deep")
    differ = deep["revision whose content is not what its hash says"]
    assert differ[0] == 2
    # A post whose fetch is lost can be read all the same.
    assert tool("show", post[2], "--db", filled).code == 0
    assert deep.keys() - found.keys() == {
        "revision whose content is not what its hash says",
        "post with another title than its standing revision",
    }
    titles, _, _ = deep["post with another title than its standing revision"]
    assert titles == 2  # one points to another revision

    mended = faults(tool, filled, "--deep", "--repair")
    assert deep.keys() - found.keys() - mended.keys() == {
        "post with another title than its standing revision"
    }
    assert found.keys() - mended.keys() == {
        "post that points to another revision than the one that stands",
        "post not in the search index as it stands",
        "search entry of no post",
    }
    assert [row[1] for row in tool("search", "고침", "--db", filled).rows] == []
    spoil(filled, f"UPDATE post SET current_seq = 2 WHERE id = {post[6]}")
    assert "post whose standing revision is not its last" not in faults(tool, filled, "--repair")
    assert len(tool("search", "고침", "--db", filled).rows) == 1


@pytest.mark.parametrize("bare_database", ["mariadb"], indirect=True)
def test_an_index_that_passes_a_post_by_is_told_and_made_anew(
    tool: Tool, bare_database: str, a_post: Callable[..., Post]
) -> None:
    with open_archive(bare_database) as archive:
        write_posts(archive, [a_post(1, "다시 열린 다리")])
        with archive.reading() as connection:
            words = connection.execute(text("SELECT title_words FROM search_entry")).scalar_one()
    # What the server is told to pass by while it makes the index is lost to it.
    stops = ", ".join(f"('{word}')" for word in words.split())
    spoil(
        bare_database,
        "CREATE TABLE stops (value VARCHAR(90)) ENGINE = InnoDB DEFAULT CHARSET = ascii",
        f"INSERT INTO stops VALUES {stops}",
        f"SET innodb_ft_user_stopword_table = '{bare_database.rpartition('/')[2]}/stops'",
        "ALTER TABLE search_entry DROP KEY ix_search_entry_title_words",
        "ALTER TABLE search_entry ADD FULLTEXT KEY ix_search_entry_title_words (title_words)",
    )
    (found,) = faults(tool, bare_database)
    assert found == "post, of a sample, that the search index does not name by its words"
    mended = tool("db", "check", "--repair", "--db", bare_database)
    assert "1 posts are indexed anew" in mended.err


def test_a_copy_is_as_sound_as_what_it_is_of(
    tool: Tool,
    filled: str,
    folders: tuple[Keeper, PictureFolder],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeper, pictures = folders
    monkeypatch.delenv("NEWSCRAWL_KEEP_FOLDER")
    monkeypatch.delenv("NEWSCRAWL_IMAGE_FOLDER")
    copy, rows, poor = (tmp_path / f"{name}.db" for name in ("copy", "rows", "poor"))
    where = ("--pages-from", keeper.folder, "--images-from", pictures.folder)
    said = tool("db", "copy", filled, copy, *where)
    assert said.code == 0, said.err
    assert f"2 raw pages are copied to {tmp_path / 'copy-pages'}" in said.err
    assert f"3 images are copied to {tmp_path / 'copy-images'}" in said.err
    assert faults(tool, str(copy), "--deep") == {}

    said = tool("db", "copy", copy, rows, "--rows-only")
    assert said.code == 0, said.err
    assert f"they are in {tmp_path / 'copy-pages'}, and the copy looks in" in said.err
    missing = faults(tool, str(rows))
    assert missing.keys() == {"WARC file missing", "image file missing"}
    assert all("--rows-only" in mend for _, _, mend in missing.values())

    # What its source has lost the copy lacks, and says so; the rest is there.
    said = tool("db", "copy", rows, poor, *where[2:])
    assert said.code == 4
    assert f"2 raw pages are not to be had in {tmp_path / 'rows-pages'}" in said.err
    assert faults(tool, str(poor), "--deep").keys() == {"WARC file missing"}


def test_files_that_are_gone_or_changed_are_told(
    tool: Tool, filled: str, folders: tuple[Keeper, PictureFolder]
) -> None:
    keeper, pictures = folders
    first, second = sorted(keeper.folder.iterdir())
    page = second.read_bytes()
    second.write_bytes(page[:-40] + bytes(40))  # as long as it was
    images = [pictures.file_of(digest_of(PNG + bytes(str(n), "ascii"))) for n in range(3)]
    images[0].unlink()
    images[1].write_bytes(b"short")
    images[2].write_bytes(bytes(len(PNG) + 1))
    assert {kind: number for kind, (number, _, _) in faults(tool, filled).items()} == {
        "image file missing": 1,
        "image file that is not what was kept": 1,
    }
    found = faults(tool, filled, "--deep")
    assert {kind: number for kind, (number, _, _) in found.items()} == {
        "kept page that is not what was kept": 1,
        "image file missing": 1,
        "image file that is not what was kept": 2,
    }
    assert second.name in found["kept page that is not what was kept"][1]
    first.unlink()
    second.write_bytes(page[:200])
    found = faults(tool, filled)
    assert found["WARC file missing"][:2] == (1, first.name)
    assert found["kept page beyond the end of its WARC file"][0] == 1
    assert "backup" in found["WARC file missing"][2]


def test_a_check_of_what_is_not_there_or_too_old_is_no_pass(tool: Tool, tmp_path: Path) -> None:
    assert tool("db", "check", "--db", tmp_path / "none.db").code == 4


def test_a_damaged_file_is_told(tool: Tool, db: Path) -> None:
    assert tool("db", "check", "--deep", "--db", db).code == 0
    with db.open("r+b") as file:
        file.seek(db.stat().st_size // 8192 * 4096)
        file.write(b"\xff" * 4096)
    said = tool("db", "check", "--deep", "--db", db)
    assert said.code == 4
    assert "damage" in said.out + said.err
    assert "Traceback" not in said.err
