"""Images on request: the very bytes, each once, with a status, and never in the way of posts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from newscrawl.demo.server import served
from pipelines.archive import open_archive
from pipelines.archive.models import Image, ImageCopy, KeptPage, Run, table_of
from pipelines.pictures import PictureFolder, image_kind
from tests.newscrawl.test_running import crawl
from tests.servers.blog import LiveBlog

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def elsewhere() -> Iterator[LiveBlog]:
    """Give another host, whose robots.txt forbids one of its folders."""
    with LiveBlog() as server, served(server):
        server.robots = "User-agent: *\nDisallow: /img/private/\n"
        for name in ("open.png", "private/shut.png", "private/led.png"):
            server.extra[f"/img/{name}"] = ("image/png", PNG)
        yield server


@pytest.fixture
def pictured(blog: LiveBlog, elsewhere: LiveBlog) -> LiveBlog:
    """Give the blog with one post that shows pictures of every fate."""
    names = ("a.png", "same.png", "gone.png", "page.png", "large.png", "private/x.png")
    led = ("to-open.png", "to-private.png", "to-own-private.png")
    urls = [f"{blog.origin}/img/{name}" for name in (*names, *led)]
    urls += [f"{elsewhere.origin}/img/{name}" for name in ("open.png", "private/shut.png")]
    shown = "".join(f'<p><img src="{url}" alt="{url[-9:]}"></p>' for url in urls)
    blog.moved |= {
        "/img/to-open.png": f"{elsewhere.origin}/img/open.png",
        "/img/to-private.png": f"{elsewhere.origin}/img/private/led.png",
        "/img/to-own-private.png": "/img/private/x.png",
    }
    words = "<p>동네 사람들이 모여 이야기를 나누고 사진을 찍었습니다. 다음 모임도 있습니다.</p>"
    blog.add("사진이 있는 글", body=words + shown + words)
    for name in ("a.png", "same.png", "private/x.png"):
        blog.extra[f"/img/{name}"] = ("image/png", PNG)
    blog.extra["/img/page.png"] = ("text/html", b"<html><h1>login</h1></html>")
    blog.extra["/img/large.png"] = ("image/png", PNG + bytes(200_000))
    blog.broken["/img/gone.png"] = 410
    blog.robots = "User-agent: *\nDisallow: /img/private/\n"
    return blog


def copies(database: str) -> dict[str, tuple[str, str | None]]:
    with open_archive(database) as archive, archive.reading() as connection:
        rows = connection.execute(
            select(Image.url, ImageCopy.status, ImageCopy.digest).join(
                ImageCopy, ImageCopy.image_id == Image.id
            )
        )
        return {
            row.url.partition("/img/")[2]: (row.status, row.digest)
            for row in rows
            if "/img/" in row.url
        }


def test_each_image_has_its_bytes_or_the_reason_why_not(
    database: str, pictured: LiveBlog, elsewhere: LiveBlog, tmp_path: Path
) -> None:
    folder = tmp_path / "images"
    more = [
        *("-s", "NEWSCRAWL_KEEP_IMAGES=1", "-s", f"NEWSCRAWL_IMAGE_FOLDER={folder}"),
        *("-s", "NEWSCRAWL_IMAGE_MAX_BYTES=100000", "-s", "RETRY_TIMES=0"),
        *("-s", f"NEWSCRAWL_KEEP_FOLDER={tmp_path / 'pages'}"),
    ]
    assert crawl(pictured.origin, database, *more).returncode == 0
    digest = hashlib.sha256(PNG).hexdigest()
    found = copies(database)
    assert found == {
        "a.png": ("kept", digest),
        "same.png": ("kept", digest),
        "gone.png": ("gone", None),
        "page.png": ("no-image", None),
        "large.png": ("too-large", None),
        "private/x.png": ("robots", None),
        # The robots.txt of the host that has the bytes decides, also of where one is led.
        "to-open.png": ("kept", digest),
        "to-private.png": ("robots", None),
        "to-own-private.png": ("robots", None),
        "open.png": ("kept", digest),
        "private/shut.png": ("robots", None),
    }
    assert elsewhere.asked("/img/private/shut.png") == elsewhere.asked("/img/private/led.png") == []
    assert pictured.asked("/img/private/x.png") == []
    assert len(elsewhere.asked("/robots.txt")) == 1
    assert PictureFolder(folder).file_of(digest).read_bytes() == PNG
    with open_archive(database) as archive, archive.reading() as connection:
        kinds = set(connection.execute(select(table_of(KeptPage).c.kind)).scalars())
        stats = connection.execute(select(table_of(Run).c.stats)).scalar_one()
    assert "image" not in kinds
    assert stats["newscrawl/images/robots"] == 4
    asked = len(pictured.asked("/img/a.png"))
    assert crawl(pictured.origin, database, *more).returncode == 0
    assert len(pictured.asked("/img/a.png")) == asked == 1


def test_no_room_for_images_costs_no_post_and_is_told(pictured: LiveBlog, tmp_path: Path) -> None:
    (tmp_path / "full").touch()
    settings = ("-s", "NEWSCRAWL_KEEP_IMAGES=1")
    full = (*settings, "-s", f"NEWSCRAWL_IMAGE_FOLDER={tmp_path / 'full'}")
    done = crawl(pictured.origin, tmp_path / "a.db", *full)
    assert done.returncode == 0
    assert "done, but not whole; 1 failed (1 images)" in done.stderr
    database = f"sqlite:///{tmp_path / 'a.db'}"
    # Those that were not there are on record; the others are asked for again.
    assert "a.png" not in copies(database)
    assert copies(database)["gone.png"][0] == "gone"
    assert crawl(pictured.origin, tmp_path / "a.db", *settings).returncode == 0
    assert copies(database)["a.png"][0] == "kept"


def test_without_the_setting_no_image_is_asked_for(pictured: LiveBlog, tmp_path: Path) -> None:
    assert crawl(pictured.origin, tmp_path / "a.db").returncode == 0
    assert pictured.asked("/img/a.png") == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "image/svg+xml"),
        (b"<!-- x -->\n<!DOCTYPE svg [<!ENTITY a '>'>]>\n<svg>", "image/svg+xml"),
        # In how many ways could one read this? It must not be tried.
        (b"<?xml" * 800 + b"<svg>", "image/svg+xml"),
        (b"<!DOCTYPE" * 400, ""),
        (b"<!-- x --><html><svg></svg>", ""),
        (b"<html>login</html>", ""),
        (b"", ""),
    ],
)
def test_the_bytes_tell_what_they_are(body: bytes, kind: str) -> None:
    assert image_kind(body) == kind
