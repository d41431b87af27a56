"""Builds blogs with engines nobody tuned for, crawls them, and counts what came of it.

    python3 run.py bench engines [--only nikola mkdocs hexo ...] [--keep FOLDER]

Each engine is installed from its registry into a scratch folder (the Python ones
with pip, the others with npm, which are left out where npm is missing) and renders
the same 45 made-up posts, two thirds of them Korean. WordPress is the one of Debian
(packages wordpress, php-cli, php-mysql, mariadb-server and a theme), run for real with
pretty and with plain addresses and without its list API, and left out where it is
missing. A figure is that of
`scrapy crawl blog` on the home page, but for DOWNLOAD_DELAY=0. Exit code 1 when a
post is missing, or something else was stored.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import wordpress

ROOT = Path(__file__).resolve().parent.parent
WORDS = {
    "ko": "마을 도서관 버스 시장 주민 저녁 아침 골목 자전거 커피 날씨 여행 기록 공원 학교".split(),
    "en": "library bus market evening alley bicycle coffee weather travel park tree".split(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One made-up post."""

    title: str
    slug: str
    date: datetime
    tags: list[str]
    body: str


def written(count: int = 45) -> list[Written]:
    """Return the posts, the same ones every time."""
    chance = random.Random(4)
    found = []
    for number in range(count):
        words = WORDS["en" if number % 3 == 0 else "ko"]
        paragraphs = [" ".join(chance.choices(words, k=40)) + "." for _ in range(5)]
        found.append(
            Written(
                title=f"{' '.join(chance.choices(words, k=4))} {number}",
                slug=f"post-{number}" if number % 2 else f"글-{number}",
                date=datetime(2022, 1, 5, 9, 30) + timedelta(days=17 * number),  # noqa: DTZ001
                tags=chance.sample(words, 2),
                body="\n\n".join(paragraphs),
            )
        )
    return found


def nikola(folder: Path, posts: list[Written], origin: str) -> Path:
    """Return the folder of the rendered blog; so do the other engines."""
    tool = _python_tool(folder, "nikola", "nikola")
    _run(tool, "init", "-q", "blog", cwd=folder)
    blog = folder / "blog"
    for post in posts:
        head = (
            f".. title: {post.title}\n.. slug: {post.slug}\n.. date: {post.date} UTC+09:00\n"
            f".. tags: {', '.join(post.tags)}\n.. type: text\n\n"
        )
        (blog / "posts" / f"{post.slug}.rst").write_text(head + post.body, encoding="utf-8")
    config = (blog / "conf.py").read_text(encoding="utf-8")
    (blog / "conf.py").write_text(config + f'\nSITE_URL = "{origin}/"\n', encoding="utf-8")
    _run(tool, "build", cwd=blog)
    return blog / "output"


def mkdocs(folder: Path, posts: list[Written], origin: str) -> Path:
    tool = _python_tool(folder, "mkdocs-material", "mkdocs")
    pages = folder / "docs" / "blog" / "posts"
    pages.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        f"site_name: 동네\nsite_url: {origin}/\ntheme: {{name: material, font: false}}\n"
        "plugins: [search, {blog: {blog_dir: blog, pagination_per_page: 5}}]\n",
        encoding="utf-8",
    )
    (folder / "docs" / "index.md").write_text("# 집\n\n[글](blog/index.md)\n", encoding="utf-8")
    (pages.parent / "index.md").write_text("# 글\n", encoding="utf-8")
    for post in posts:
        text = f"---\ndate: {post.date:%Y-%m-%d}\n---\n\n# {post.title}\n\n{post.body}\n"
        (pages / f"{post.slug}.md").write_text(text, encoding="utf-8")
    _run(tool, "build", "-q", cwd=folder)
    return folder / "site"


def hexo(folder: Path, posts: list[Written], origin: str) -> Path:
    parts = ["index", "archive", "category", "tag"]
    packages = [f"hexo-generator-{part}" for part in parts]
    packages += ["hexo-renderer-marked", "hexo-renderer-ejs", "hexo-renderer-stylus"]
    _npm(folder, "hexo", "hexo-cli", "hexo-theme-landscape", *packages)
    declared = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    (folder / "package.json").write_text(json.dumps({**declared, "hexo": {}}), encoding="utf-8")
    (folder / "_config.yml").write_text(
        f"title: 동네\nlanguage: ko\ntimezone: Asia/Seoul\nurl: {origin}\ntheme: landscape\n"
        "permalink: :year/:month/:day/:title/\nindex_generator: {per_page: 5}\n",
        encoding="utf-8",
    )
    _front_matter(folder / "source" / "_posts", posts)
    (folder / "themes").mkdir()
    _run("node", "node_modules/hexo-cli/bin/hexo", "generate", cwd=folder)
    return folder / "public"


def docusaurus(folder: Path, posts: list[Written], origin: str) -> Path:
    _npm(folder, "@docusaurus/core", "@docusaurus/preset-classic", "react", "react-dom")
    blog = {
        "routeBasePath": "/",
        "postsPerPage": 7,
        "onUntruncatedBlogPosts": "ignore",
        "onInlineTags": "ignore",
        "feedOptions": {"type": ["rss", "atom"], "limit": 12},
    }
    config = {
        "title": "동네",
        "url": origin,
        "baseUrl": "/",
        "onBrokenLinks": "ignore",
        "trailingSlash": True,
        "presets": [["classic", {"docs": False, "blog": blog}]],
    }
    (folder / "docusaurus.config.js").write_text(
        f"module.exports = {json.dumps(config, ensure_ascii=False)};\n", encoding="utf-8"
    )
    _front_matter(folder / "blog", posts)
    _run("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", cwd=folder)
    return folder / "build"


ENGINES: dict[str, Callable[[Path, list[Written], str], Path]] = {
    "nikola": nikola,
    "mkdocs": mkdocs,
    "hexo": hexo,
    "docusaurus": docusaurus,
}
#: Where the blog's home page lies, when not at the top.
HOMES = {"mkdocs": "/blog/"}
NEEDS_NPM = {"hexo", "docusaurus"}
#: WordPress: the form of its addresses, and whether its list API answers.
WORDPRESS = {
    "wordpress": ("/%year%/%monthnum%/%postname%/", True),
    "wordpress-plain": ("", True),
    "wordpress-no-rest": ("/%postname%/", False),
}


def main() -> int:
    """Build, crawl and count; return 0 when every engine's posts are held and nothing else."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=[*ENGINES, *WORDPRESS], metavar="ENGINE")
    parser.add_argument("--keep", metavar="FOLDER", help="build there and leave it")
    options = parser.parse_args()
    posts, whole = written(), True
    with tempfile.TemporaryDirectory(prefix="newscrawl-engines-") as scratch:
        print("| engine | posts | held | wrong | days | requests |\n|---|---|---|---|---|---|")
        for name in options.only or [*ENGINES, *WORDPRESS]:
            if lacking := _lacking(name):
                print(f"| {name} | left out: {lacking} |")
                continue
            folder = Path(options.keep or scratch) / name
            folder.mkdir(parents=True)
            figures = _measure(name, folder, posts)
            print(f"| {name} | {len(posts)} | " + " | ".join(map(str, figures)) + " |", flush=True)
            whole = whole and figures[0] == len(posts) and not figures[1]
    return 0 if whole else 1


def _lacking(name: str) -> str:
    if name in WORDPRESS:
        return wordpress.missing()
    return "no npm here" if name in NEEDS_NPM and not shutil.which("npm") else ""


def _measure(name: str, folder: Path, posts: list[Written]) -> tuple[int, int, int, int]:
    database = f"sqlite:///{folder / 'archive.db'}"
    serve = _wordpress if name in WORDPRESS else _rendered
    with serve(name, folder, posts) as (origin, asked):
        _run(sys.executable, "-m", "scrapy", "crawl", "blog",
             "-a", f"url={origin}{HOMES.get(name, '/')}",
             "-s", f"NEWSCRAWL_DATABASE_URL={database}", "-s", "DOWNLOAD_DELAY=0",
             "-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8", cwd=ROOT)  # fmt: skip
        count = asked()
    export = _run(
        sys.executable, "-m", "newscrawl", "export", "--format", "jsonl", "--db", database, cwd=ROOT
    )
    records = [json.loads(line) for line in export.splitlines()]
    by_title = {post.title: post for post in posts}
    held = {record["title"] for record in records} & set(by_title)
    days = sum(
        (record["published"] or "")[:10] == f"{by_title[record['title']].date:%Y-%m-%d}"
        for record in records
        if record["title"] in by_title
    )
    return len(held), len(records) - len(held), days, count


@contextmanager
def _rendered(
    name: str, folder: Path, posts: list[Written]
) -> Iterator[tuple[str, Callable[[], int]]]:
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    built = ENGINES[name](folder, posts, origin)
    server.RequestHandlerClass = functools.partial(Handler, directory=str(built))  # type: ignore[assignment]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield origin, lambda: len(asked)
    server.shutdown()


@contextmanager
def _wordpress(
    name: str, folder: Path, posts: list[Written]
) -> Iterator[tuple[str, Callable[[], int]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{probe.getsockname()[1]}"
    rows = [_wordpress_row(post) for post in posts]
    # In two parts, each with an address of its own: one post all the same.
    first, _, rest = rows[7]["post_content"].partition("\n\n")
    rows[7]["post_content"] = f"{first}\n<!--nextpage-->\n{rest}"
    extra = rows[5]
    rows += [
        {**extra, "post_title": "소개", "post_name": "about", "post_type": "page"},
        {**extra, "post_title": "잠긴 글", "post_name": "locked", "post_password": "x"},
        {**extra, "post_title": "나만 볼 글", "post_name": "mine", "post_status": "private"},
        {**extra, "post_title": "쓰던 글", "post_name": "draft", "post_status": "draft"},
        {**extra, "post_title": "앞날의 글", "post_name": "ahead", "post_status": "future",
         "post_date": "2099-01-01 09:00:00"},
    ]  # fmt: skip
    permalinks, rest = WORDPRESS[name]
    with wordpress.served(folder, rows, origin, permalinks=permalinks, rest=rest) as log:
        yield origin, lambda: wordpress.requests_in(log)


def _wordpress_row(post: Written) -> dict[str, Any]:
    return {
        "post_title": post.title,
        "post_name": post.slug,
        "post_date": f"{post.date:%Y-%m-%d %H:%M:%S}",
        "post_content": "\n\n".join(f"<p>{part}</p>" for part in post.body.split("\n\n")),
        "post_status": "publish",
        "tags_input": post.tags,
    }


def _front_matter(folder: Path, posts: list[Written]) -> None:
    folder.mkdir(parents=True)
    for post in posts:
        head = (
            f'---\ntitle: "{post.title}"\nslug: {post.slug}\ndate: {post.date:%Y-%m-%d %H:%M:%S}\n'
        )
        text = f"{head}tags: [{', '.join(post.tags)}]\n---\n{post.body}\n"
        (folder / f"{post.slug}.md").write_text(text, encoding="utf-8")


def _python_tool(folder: Path, package: str, command: str) -> str:
    place = folder / "venv"
    _run(sys.executable, "-m", "venv", str(place), cwd=folder)
    _run(str(place / "bin" / "pip"), "install", "-q", package, cwd=folder)
    return str(place / "bin" / command)


def _npm(folder: Path, *packages: str) -> None:
    # Not `npm init`: it declares a kind of module that some engines' own files are not.
    (folder / "package.json").write_text('{"name": "blog", "private": true}', encoding="utf-8")
    _run("npm", "install", "--no-audit", "--no-fund", *packages, cwd=folder)


def _run(*words: str, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"engines.py: {' '.join(words[:4])} failed:\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
