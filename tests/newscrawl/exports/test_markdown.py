"""Markdown: what Jekyll and Hugo build of it says what the archive says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from lxml import html

from newscrawl.__main__ import main
from newscrawl.exports.markdown_text import markdown_text
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from pipelines.items import Image, Moment
from tests.newscrawl.exports.made import SITE, post_of

if TYPE_CHECKING:
    from pipelines.items import Post

BODY = """<h2>소제목 &amp; {{ site.title }}</h2>
<p>한미동맹<strong>국</strong>은 <b>굵게</b> 쓴다. <a href="https://other.example/a_b?x=(1)&amp;y=2">링크 [1]</a></p>
<p>{% raw %} {{&lt; figure &gt;}} $x$ a|b &lt;i&gt; &amp;lt; *not* _em_ #1<br>둘째 줄</p>
<p>1. no list</p><p>- no list</p><p>: no definition</p><p>{: .no-class}</p>
<ul><li>하나<ul><li>속</li></ul></li><li>둘</li></ul>
<ol start="3"><li>셋</li></ol>
<table><tr><th>값</th><th>수</th></tr><tr><td>a|b</td><td>2</td></tr></table>
<pre><code>{{ code }}

{% if %} &lt;b&gt;</code></pre>
<pre><code>plain &lt;code&gt;
  indented</code></pre>
<blockquote><p>인용</p><p>둘</p></blockquote>
<figure><img src="https://img.example/사진 1.png" alt="사진"><figcaption>설명</figcaption></figure>
<p>use <code>a{{b}}</code> and <code>c</code></p>
<iframe src="https://video.example/1"></iframe>"""

POSTS = [
    post_of(
        1,
        '한미동맹: "첫" 글 #1 {{ x }}',
        tags=("속보", "yes", "1.0"),
        categories=("News: 정치",),
        excerpt="짧은 {{ 소개 }}",
        authors=("김기자", "이기자"),
        images=(Image(url="https://img.example/1.png", role="lead"),),
        body_html=BODY,
        url=f"{SITE}entry/한미동맹",
    ),
    post_of(2, "../../etc/passwd", url=f"{SITE}../..%2f..%2fetc/passwd", body_html="<p>둘</p>"),
    post_of(3, "", url=f"{SITE}?p=3", published=None, body_html="<p>셋</p>"),
    post_of(4, "날짜만", url=f"{SITE}2026/4.html", body_html="<p>넷</p>",
            published=Moment(at=post_of(4, "").published.at, precision="day")),
]  # fmt: skip


def exported(posts: list[Post], tmp_path: Path, *words: str) -> Path:
    db, out = tmp_path / "archive.db", tmp_path / "blog"
    with open_archive(f"sqlite:///{db}") as archive:
        assert not write_posts(archive, posts).rejected
    command = ["export", "--db", str(db), "--format", "markdown", "--out", str(out), *words]
    assert main(command) == 0
    return out


def matter_of(file: Path) -> dict[str, object]:
    return dict(yaml.safe_load(file.read_text("utf-8").split("---\n")[1]))


def test_no_name_from_the_net_is_a_path(tmp_path: Path) -> None:
    out = exported(POSTS, tmp_path)
    names = sorted(file.name for file in (out / "_posts").iterdir())
    assert len(names) == len(POSTS)
    for name in names:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[\w-]*\d+\.md", name)
    assert names[0] == "2026-03-01-한미동맹-1.md"
    everything = [path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")]
    assert set(everything) <= {"blog", "archive.db", "archive.db-wal", "archive.db-shm"}


def test_front_matter_says_what_the_archive_says(tmp_path: Path) -> None:
    out = exported(POSTS, tmp_path)
    first = matter_of(out / "_posts" / "2026-03-01-한미동맹-1.md")
    assert first["title"] == '한미동맹: "첫" 글 #1 {{ x }}'
    assert first["date"].isoformat() == "2026-03-01T09:30:00+09:00"
    assert first["tags"] == ["속보", "yes", "1.0"]
    assert first["categories"] == ["News: 정치"]
    assert first["authors"] == ["김기자", "이기자"]
    assert first["canonical_url"] == f"{SITE}entry/%ED%95%9C%EB%AF%B8%EB%8F%99%EB%A7%B9" or first[
        "canonical_url"
    ].startswith(SITE)
    assert first["permalink"] == first["url"] == "/entry/한미동맹/"
    assert first["image"] == "https://img.example/1.png"
    # A day alone is no midnight.
    (dated,) = (out / "_posts").glob("2026-03-04-*")
    assert matter_of(dated)["date"] == date(2026, 3, 4)


def test_posts_of_several_blogs_stand_under_their_hosts(tmp_path: Path) -> None:
    other = post_of(5, "Other", url="https://other.example/a/", site="https://other.example/")
    out = exported([POSTS[0], other], tmp_path)
    places = {matter_of(file)["permalink"] for file in (out / "_posts").iterdir()}
    assert places == {"/blog.example/entry/한미동맹/", "/other.example/a/"}


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    out = exported(POSTS, tmp_path)
    (out / "mine.txt").write_text("mine")
    db = tmp_path / "archive.db"
    command = ["export", "--db", str(db), "--format", "markdown", "--out", str(out)]
    assert main(command) == 1
    assert "is there already" in capsys.readouterr().err
    assert (out / "mine.txt").read_text() == "mine"
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("builder", ["jekyll", "hugo"])
def test_what_is_built_says_what_was_archived(builder: str, tmp_path: Path) -> None:
    program = found_builder(builder)
    out = exported(POSTS, tmp_path)
    built = tmp_path / "built"
    words = {
        "jekyll": [program, "build", "--source", str(out), "--destination", str(built), "--strict_front_matter"],
        "hugo": [program, "--source", str(out), "--destination", str(built)],
    }[builder]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8", "TZ": "UTC"})  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warn" not in (done.stdout + done.stderr).lower(), done.stdout + done.stderr
    page = html.fromstring((built / "entry/한미동맹/index.html").read_text("utf-8"))
    assert page.findtext(".//h1") == '한미동맹: "첫" 글 #1 {{ x }}'
    (time,) = page.iter("time")
    assert time.get("datetime") in ("2026-03-01T09:30:00+09:00", "2026-03-01T00:30:00+00:00")
    assert [tag.text for tag in page.find_class("tag")] == ["속보", "yes", "1.0"]
    assert [tag.text for tag in page.find_class("author")] == ["김기자", "이기자"]
    (body,) = page.find_class("post-content")
    assert letters_of(body) == letters_of(html.fromstring(f"<div>{BODY}</div>"))
    was = html.fromstring(f"<div>{BODY}</div>")
    for tag in "h2 ul ol li table th td pre blockquote img iframe a".split():
        assert len(list(body.iter(tag))) == len(list(was.iter(tag))), tag
    assert [b.text for b in body.iter("strong")] == ["국", "굵게"]
    assert body.find(".//a").get("href") == "https://other.example/a_b?x=(1)&y=2"
    assert [code.text_content().split() for code in body.iter("pre")] == [
        code.text_content().split() for code in was.iter("pre")
    ] or "\u200b" in body.find(".//pre").text_content()
    for place in ("post/2", "post/3"):
        assert (built / place / "index.html").exists()
    assert (built / "2026/4.html").exists()


def letters_of(element: html.HtmlElement) -> str:
    return "".join(element.text_content().replace("\u200b", "").split())


def found_builder(name: str) -> str:
    """Return the program, or skip; fail when NEWSCRAWL_REQUIRE_BUILDERS names it."""
    program = shutil.which(name)
    if program is None:
        if name in os.environ.get("NEWSCRAWL_REQUIRE_BUILDERS", "").split(","):
            pytest.fail(f"{name} is required (NEWSCRAWL_REQUIRE_BUILDERS) and not installed")
        pytest.skip(f"no {name} here: apt install {name}")
    return program


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("", ""),
        ("loose text", "loose text"),
        ("<p>a<!-- x -->b</p>", "ab"),
        ("<p>한미<strong>동맹</strong>국</p>", "한미<strong>동맹</strong>국"),
        ("<p>a <strong>b</strong> c</p>", "a **b** c"),
        ("<p><a href='https://x.example/'>x</a></p>", "[x](https://x.example/)"),
        ("<p>2024. 1. 1.</p>", "2024\\. 1. 1."),
        ("<table><tr><td colspan=2>x</td></tr></table>", '<table><tr><td colspan="2">x</td></tr></table>'),
    ],
)  # fmt: skip
def test_html_becomes_markdown(body: str, markdown: str) -> None:
    assert markdown_text(body) == markdown


def test_what_is_nested_without_end_is_written_as_its_text() -> None:
    assert "deep" in markdown_text("<div>" * 200 + "deep" + "</div>" * 200)
    assert "deep" in markdown_text("<ul><li>" * 100 + "deep")
