"""`newscrawl forget`: what goes is gone, also from the files, and stays away."""

from __future__ import annotations

import gzip
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from pipelines.archive import open_archive
from pipelines.archive.copying import copied_tables
from pipelines.archive.models import Forgotten, KeptPage, table_of
from pipelines.archive.query import list_posts
from pipelines.archive.search import search_posts
from pipelines.archive.writer import write_posts
from pipelines.items import Post
from pipelines.keep import Keeper
from tests.newscrawl.commands.conftest import Said, Tool
from tests.newscrawl.test_running import crawl
from tests.servers import warm
from tests.servers.blog import LiveBlog


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    return tmp_path / "pages"


def bytes_in(folder: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in folder.iterdir())


def text_in(database: str) -> str:
    """Return every value of every row of the archive as one text."""
    with open_archive(database) as archive, archive.reading() as connection:
        return "\n".join(
            str(tuple(row))
            for table in copied_tables()
            for row in connection.execute(select(table))
        )


def titles(database: str) -> list[str]:
    with open_archive(database) as archive:
        return [line.title for line in list_posts(archive)]


def test_a_forgotten_post_is_gone_from_rows_search_and_files_and_stays_away(
    tool: Tool, database: str, folder: Path, blog: LiveBlog
) -> None:
    assert crawl(blog.origin, database).returncode == 0
    post = blog.posts[2]
    url = blog.url(post)
    others = [one for one in titles(database) if one != post.title]
    assert post.title in text_in(database)
    body = post.body[3:40].encode()
    assert body in bytes_in(folder)

    asked = tool("forget", url, "--db", database)
    assert asked.code == 1  # nobody is there to be asked
    assert f"Forget the post {url}: 1 post, " in asked.err
    said = tool("forget", url, "--yes", "--db", database, "--json")
    assert said.code == 0, said.err
    pages = said.json["removed"]["kept_page"]
    assert f"forgotten: the post {url}: 1 post, {pages} kept pages, 0 images" in said.err
    assert said.json["removed"]["post"] == 1
    assert said.json["removed"]["WARC records"] >= 2

    assert post.title not in text_in(database)
    assert url not in text_in(database)
    assert body not in bytes_in(folder)
    assert titles(database) == others
    with open_archive(database) as archive:
        assert not search_posts(archive, f'"{post.title}"')
        keeper = Keeper(folder)
        with archive.reading() as connection:
            rows = connection.execute(select(table_of(KeptPage))).all()
            [row] = connection.execute(select(table_of(Forgotten)).where(Forgotten.kind == "post"))
        assert row.removed["revision"] == 1
        from pipelines.archive.kept import Place

        for kept in rows:
            place = Place(warc=kept.warc, offset=kept.warc_offset, length=kept.warc_length)
            assert keeper.load(place, kept.digest) is not None
        assert {row.warc for row in rows} == {file.name for file in folder.iterdir()}
    assert tool("db", "check", "--deep", "--db", database).code == 0

    asked = len(blog.asked(post.path))
    assert crawl(blog.origin, database).returncode == 0
    assert titles(database) == others
    assert len(blog.asked(post.path)) == asked
    assert tool("forget", url, "--allow-again", "--db", database).code == 0
    assert crawl(blog.origin, database).returncode == 0
    assert post.title in titles(database)


def test_a_forgotten_blog_leaves_hashes_and_counts_alone(
    tool: Tool, database: str, folder: Path, blog: LiveBlog
) -> None:
    assert crawl(blog.origin, database).returncode == 0
    said = tool("forget", blog.origin + "/", "--yes", "--db", database)
    assert said.code == 0, said.err
    assert blog.origin.partition("://")[2] not in text_in(database)
    assert list(folder.iterdir()) == [] or blog.origin.encode() not in bytes_in(folder)
    with open_archive(database) as archive, archive.reading() as connection:
        for table in copied_tables():
            if table.name != "forgotten":
                assert connection.execute(select(table)).all() == [], table.name
    again = crawl(blog.origin, database)
    assert again.returncode == 1
    assert "--allow-again" in again.stderr


#: Kills itself at the n-th of the steps of a forgetting that reach the disk or the database.
_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine

left = int(sys.argv.pop())

def step(*_rest):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def committed(connection):
    step()

sys.addaudithook(lambda name, _: step() if name in ("os.remove", "os.fsync") else None)
from newscrawl.__main__ import main
sys.exit(main())
"""


def test_a_forgetting_that_is_killed_at_any_step_is_completed_by_the_next(
    tool: Tool, folder: Path, blog: LiveBlog, tmp_path: Path
) -> None:
    import shutil

    whole = tmp_path / "whole.db"
    assert crawl(blog.origin, whole).returncode == 0
    shutil.copytree(folder, tmp_path / "kept")
    post = blog.posts[2]
    body = post.body[3:40].encode()
    for steps in range(0, 60, 4):
        file = tmp_path / f"{steps}.db"
        shutil.copy(whole, file)
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "kept", folder)
        words = ["forget", blog.url(post), "--yes", "--db", str(file)]
        killed = warm.run(["-c", _KILLED, *words, str(steps)])
        if killed.returncode == 0:
            break
        with open_archive(f"sqlite:///{file}") as archive, archive.reading() as connection:
            held = connection.execute(text("SELECT COUNT(*) FROM post")).scalar_one()
            kept = connection.execute(select(table_of(KeptPage))).all()
        assert held in (len(blog.posts), len(blog.posts) - 1)
        assert {row.warc for row in kept} <= {one.name for one in folder.iterdir()}
        tool(*words)
        assert body not in bytes_in(folder)
        assert post.title not in text_in(f"sqlite:///{file}")
    assert 4 < steps < 56


#: Is stopped as SIGSTOP does it, once it has begun a new WARC file and no row leads there yet.
_HELD_UP = """
import os, signal, sys

def stop(name, of):
    if name == "open" and of[1] == "x":
        os.kill(os.getpid(), signal.SIGSTOP)

sys.addaudithook(stop)
from newscrawl.__main__ import main
sys.exit(main())
"""


def status(process: int) -> str:
    return Path(f"/proc/{process}/status").read_text()


def test_two_at_once_take_nothing_from_each_other(
    tool: Tool, database: str, folder: Path, blog: LiveBlog, tmp_path: Path
) -> None:
    saved, addresses = tmp_path / "saved", tmp_path / "addresses.tsv"
    saved.mkdir()
    homes = [f"https://{name}.example/" for name in ("one", "other")]
    with addresses.open("w") as lines:
        for number, home in enumerate(homes * 2):
            page = blog.page(blog.posts[number].path)
            assert page is not None
            body = page.body.replace(b'rel="canonical"', b'rel="x"').replace(b"og:url", b"x")
            (saved / f"{number}.html").write_bytes(body)
            lines.write(f"{number}.html\t{home}{number}\n")
    assert tool("import", saved, "--addresses", addresses, "--db", database).code == 0
    assert len(titles(database)) == 4

    words = ["forget", f"{homes[0]}0", "--yes", "--db", database]
    with warm.Program(["-c", _HELD_UP, *words]) as one:
        while one.poll() is None and "(stopped)" not in status(one.pid):
            time.sleep(0.01)
        assert one.poll() is None, one.communicate()
        said = tool("forget", f"{homes[1]}1", "--yes", "--db", database)
        assert (said.code, "a forgetting" in said.err) == (6, True), said.err
        os.kill(one.pid, signal.SIGCONT)
        assert one.wait() == 0, one.communicate()
    assert tool("forget", f"{homes[1]}1", "--yes", "--db", database).code == 0
    assert len(titles(database)) == 2
    checked = tool("db", "check", "--deep", "--db", database)
    assert checked.code == 0, checked.out


def test_what_was_read_before_it_was_forgotten_stays_away(
    tool: Tool, database: str, a_post: Callable[..., Post]
) -> None:
    gone, also_gone, other = (a_post(number, f"글 {number}") for number in range(1, 4))
    with open_archive(database) as archive:
        assert len(write_posts(archive, [gone, also_gone, other]).stored) == 3
        assert tool("forget", gone.url, "--yes", "--db", database).code == 0
        again = write_posts(archive, [gone, also_gone, other])
        assert [post.url for post, _ in again.rejected] == [gone.url]
        assert [one.post.url for one in again.stored] == [also_gone.url, other.url]
        assert titles(database) == [other.title, also_gone.title]
        assert tool("forget", gone.site, "--yes", "--db", database).code == 0
        assert len(write_posts(archive, [gone, also_gone, other]).rejected) == 3
    assert not titles(database)


def test_a_page_of_another_blog_that_names_what_was_forgotten_stands_for_itself(
    tool: Tool, db: Path, tmp_path: Path
) -> None:
    record = json.loads(tool("export", "--limit", 1, "--db", db).out)
    file, archive = tmp_path / "posts.jsonl", tmp_path / "hub.db"

    def imported(path: str, names: str, blog: str) -> Said:
        home = f"https://hub.example/@{blog}"
        places = {"url": f"{home}/{path}", "site": home}
        places["canonical_url"] = f"https://hub.example/@{names}"
        file.write_text(json.dumps(record | places), encoding="utf-8")
        return tool("import", file, "--db", archive)

    for number in ("1", "2"):
        assert imported(number, f"kim/{number}", "kim").code == 0
    assert tool("forget", "https://hub.example/@kim/1", "--yes", "--db", archive).code == 0
    assert imported("1", "kim/1", "kim").code == 2
    assert imported("phone/1", "kim/1", "kim").code == 2
    said = imported("7", "kim/1", "lee")
    assert (said.code, said.out) == (0, "")
    held = [row[3] for row in tool("list", "--db", archive).rows]
    assert held == ["https://hub.example/@lee/7", "https://hub.example/@kim/2"]
