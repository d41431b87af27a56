"""Builds one blog with the themes of many engines, and tells what is read wrongly of each.

    python3 run.py bench themes [--only hexo-next hexo-butterfly ...] [--keep FOLDER] [--show N]

Two dozen made-up posts in Korean, Japanese, Chinese, English and German, with headings, lists
in lists, tables, quotations, code, figures, folded parts, players and links, are rendered by each
theme from npm or PyPI as a user would (Hexo's plugins for feed and sitemap, all else as it comes)
and crawled from the home page. A figure is the number of posts of which a field is not as it was
written, a dash is none; of the body every paragraph, item, cell and line of code has to be there
once, in order, and nothing beside them. What a theme does not show is not asked of it. N examples
a field are shown. Exit code 1 when a post is missing or something else was stored. Without npm
only the engines in Python are measured.
"""

from __future__ import annotations

import argparse
import functools
import html
import http.server
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks import _python_engines as in_python
from benchmarks._theme_posts import SEOUL, WRITER, Written, written

ROOT = Path(__file__).resolve().parent.parent
FIELDS = (
    "title published modified author tags categories language lead images links embeds missing"
    " extra"
).split()
#: Themes of Hexo that are built as they come; others of npm want settings of their own.
HEXO = (
    "landscape next butterfly fluid icarus redefine anzhiyu solitude stellar a4 async keep"
    " kratos-rebirth yun"
).split()
HEXO_PARTS = [f"generator-{part}" for part in "index archive category tag feed sitemap".split()]
HEXO_PARTS += [f"renderer-{part}" for part in "marked ejs stylus pug inferno".split()]


def hexo(folder: Path, posts: list[Written], origin: str, theme: str) -> Path:
    """Return the folder of the rendered blog; so do the other engines."""
    packages = ["hexo@7", "hexo-cli", "hexo-component-inferno", f"hexo-theme-{theme}"]
    _npm(folder, *packages, *(f"hexo-{part}" for part in HEXO_PARTS))
    declared = json.loads((folder / "package.json").read_text("utf-8"))
    (folder / "package.json").write_text(json.dumps({**declared, "hexo": {}}), "utf-8")
    (folder / "_config.yml").write_text(
        f"title: 골목 기록\nsubtitle: 걷고 고치고 적습니다\nauthor: {WRITER}\nlanguage: ko\n"
        f"timezone: Asia/Seoul\nurl: {origin}\ntheme: {theme}\nper_page: 6\n"
        "permalink: :year/:month/:day/:title/\nindex_generator: {per_page: 6, order_by: -date}\n",
        "utf-8",
    )
    for post in posts:
        _write(folder / "source/_posts", post, {
            "date": f"{post.published:%Y-%m-%d %H:%M:%S}",
            "updated": f"{post.modified:%Y-%m-%d %H:%M:%S}", "tags": post.tags,
            "categories": [post.category], "description": post.description, "lang": post.language,
            "cover": post.cover, "thumbnail": post.cover, "index_img": post.cover,
        })  # fmt: skip
    for page in ("about", "tags", "categories"):
        (folder / "source" / page).mkdir()
        (folder / "source" / page / "index.md").write_text(
            f"---\ntitle: {page}\ntype: {page}\n---\n"
        )
    (folder / "themes").mkdir()
    _pictures(folder / "source", posts)
    _run("node", "node_modules/hexo-cli/bin/hexo", "generate", cwd=folder)
    return folder / "public"


def docusaurus(folder: Path, posts: list[Written], origin: str, _theme: str) -> Path:
    _npm(folder, "@docusaurus/core", "@docusaurus/preset-classic", "react", "react-dom")
    blog = {"routeBasePath": "/", "postsPerPage": 7, "onInlineAuthors": "ignore",
            "onInlineTags": "ignore", "onUntruncatedBlogPosts": "ignore",
            "showLastUpdateTime": True, "feedOptions": {"type": "all", "limit": 12}}  # fmt: skip
    config = {"title": "골목 기록", "url": origin, "baseUrl": "/", "onBrokenLinks": "ignore",
              "trailingSlash": True, "i18n": {"defaultLocale": "ko", "locales": ["ko"]},
              "presets": [["classic", {"docs": False, "blog": blog}]]}  # fmt: skip
    (folder / "docusaurus.config.js").write_text(
        f"module.exports = {json.dumps(config, ensure_ascii=False)};\n", "utf-8"
    )
    for post in posts:
        _write(folder / "blog", post, {
            "slug": post.slug, "date": post.published.isoformat(), "tags": post.tags,
            "authors": [{"name": WRITER}], "description": post.description, "image": post.cover,
            "last_update": {"date": post.modified.isoformat()},
        })  # fmt: skip
    _pictures(folder / "static", posts)
    _run("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", cwd=folder)
    return folder / "build"


def vuepress(folder: Path, posts: list[Written], origin: str, _theme: str) -> Path:
    _npm(folder, "vuepress@2.0.0-rc.30", "@vuepress/bundler-vite@2.0.0-rc.30",
         "vuepress-theme-hope@2.0.0-rc.107", "sass-embedded", "vue", module=True)  # fmt: skip
    source = folder / "src"
    for post in posts:
        _write(source / "posts", post, {
            "date": post.published.astimezone(UTC).isoformat(), "author": WRITER, "tag": post.tags,
            "category": [post.category], "description": post.description, "cover": post.cover,
        })  # fmt: skip
    (source / ".vuepress").mkdir()
    (source / "README.md").write_text("---\nhome: true\nlayout: BlogHome\ntitle: 골목 기록\n---\n")
    (source / ".vuepress" / "config.js").write_text(
        'import { viteBundler } from "@vuepress/bundler-vite";\n'
        'import { hopeTheme } from "vuepress-theme-hope";\n'
        'export default { lang: "ko-KR", title: "골목 기록", bundler: viteBundler(),\n'
        f'theme: hopeTheme({{ hostname: "{origin}",\n'
        "plugins: { blog: true, feed: { atom: true, count: 12 } } }) };\n",
        "utf-8",
    )
    _pictures(source / ".vuepress" / "public", posts)
    _run("node", "node_modules/vuepress/bin/vuepress-vite.js", "build", "src", cwd=folder)
    return source / ".vuepress" / "dist"


def vuepress_1(folder: Path, posts: list[Written], origin: str, theme: str) -> Path:
    _npm(folder, "vuepress@1", f"vuepress-theme-{theme}@1")
    source = folder / "docs"
    for post in posts:
        _write(source / "blogs", post, {
            "date": f"{post.published:%Y-%m-%d %H:%M:%S}", "author": WRITER, "tags": post.tags,
            "categories": [post.category], "description": post.description,
        })  # fmt: skip
    blog = {"category": {"location": 1, "text": "분류"}, "tag": {"location": 2, "text": "태그"}}
    config = {"title": "골목 기록", "theme": theme, "locales": {"/": {"lang": "ko-KR"}},
              "themeConfig": {"type": "blog", "author": WRITER, "blogConfig": blog}}  # fmt: skip
    (source / ".vuepress").mkdir()
    (source / ".vuepress" / "config.js").write_text(
        f"module.exports = {json.dumps(config, ensure_ascii=False)};\n", "utf-8"
    )
    (source / "README.md").write_text("---\nhome: true\ntitle: 골목 기록\n---\n", "utf-8")
    _pictures(source / ".vuepress" / "public", posts)
    # Its bundler asks for hashes that newer libraries keep among the old ones.
    _run("node", "--openssl-legacy-provider", "node_modules/vuepress/cli.js", "build", "docs",
         cwd=folder)  # fmt: skip
    return source / ".vuepress" / "dist"


Engine = Callable[[Path, list[Written], str, str], Path]
THEMES: dict[str, tuple[Engine, str]] = {f"hexo-{theme}": (hexo, theme) for theme in HEXO}
THEMES |= {"docusaurus": (docusaurus, ""), "vuepress-hope": (vuepress, "")}
THEMES |= {"vuepress-reco": (vuepress_1, "reco")}
IN_PYTHON: dict[str, tuple[Engine, str]] = {
    "pelican-notmyidea": (in_python.pelican, ""),
    "nikola-bootblog4": (in_python.nikola, "bootblog4"),
    "nikola-base": (in_python.nikola, "base"),
    "mkdocs-material": (in_python.mkdocs, ""),
}
#: Where a blog's home page lies, when not at the top.
HOMES = {"mkdocs-material": "/blog/"}


def main() -> int:
    """Build, crawl and compare; return 0 when every theme's posts are held and nothing else."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=[*THEMES, *IN_PYTHON], metavar="THEME")
    parser.add_argument("--keep", metavar="FOLDER", help="build there and leave it")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="examples a field")
    options = parser.parse_args()
    named = options.only or [*(THEMES if shutil.which("npm") else ()), *IN_PYTHON]
    posts, whole = written(), True
    with tempfile.TemporaryDirectory(prefix="newscrawl-themes-") as scratch:
        print(f"| theme | found | other | {' | '.join(FIELDS)} |\n|{'---|' * (len(FIELDS) + 3)}")
        for name in named:
            folder = Path(options.keep or scratch) / name
            folder.mkdir(parents=True)
            records, pages = _crawled(name, folder, posts)
            wrong, other = _compared(posts, records, pages)
            found = len(records) - other
            counts = [str(len(wrong[one]) or "-") for one in FIELDS]
            print(f"| {name} | {found} | {other or '-'} | {' | '.join(counts)} |", flush=True)
            for one in FIELDS:
                for line in wrong[one][: options.show]:
                    print(f"    {one}: {line}")
            whole = whole and found == len(posts) and not other
    return 0 if whole else 1


def _crawled(
    name: str, folder: Path, posts: list[Written]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the records of a crawl, and the pages of the blog by their paths."""
    database = f"sqlite:///{folder / 'archive.db'}"
    engine, theme = {**THEMES, **IN_PYTHON}[name]
    with _served() as (origin, serve):
        built = engine(folder, posts, origin, theme)
        if name in IN_PYTHON:
            _pictures(built, posts)
        serve(built)
        home = f"{origin}{HOMES.get(name, '/')}"
        _run(sys.executable, "-m", "newscrawl", "crawl", home, "--db", database,
             "-s", "DOWNLOAD_DELAY=0", "-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8",
             "-s", f"NEWSCRAWL_ALLOW_PORTS={urlsplit(origin).port}", cwd=ROOT)  # fmt: skip
    export = _run(
        sys.executable, "-m", "newscrawl", "export", "--format", "jsonl", "--db", database, cwd=ROOT
    )
    pages = {
        "/" + file.relative_to(built).as_posix().removesuffix("index.html"): file.read_text("utf-8")
        for file in built.rglob("*.html")
    }
    return [json.loads(line) for line in export.splitlines()], pages


@contextmanager
def _served() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield an origin, and what is called with the folder that it shall serve."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    def serve(built: Path) -> None:
        server.RequestHandlerClass = functools.partial(Handler, directory=str(built))  # type: ignore[assignment]
        threading.Thread(target=server.serve_forever, daemon=True).start()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    yield f"http://127.0.0.1:{server.server_address[1]}", serve
    server.shutdown()


def _compared(
    posts: list[Written], records: list[dict[str, Any]], pages: dict[str, str]
) -> tuple[dict[str, list[str]], int]:
    """Return, by field, what is not as it was written, and how many records are no post."""
    wrong: dict[str, list[str]] = defaultdict(list)
    other, by_slug = 0, {post.slug: post for post in posts}
    for record in records:
        path = unquote(urlsplit(record["url"]).path)
        slug = re.search(r"note-\d+", path)
        post = by_slug.pop(slug[0], None) if slug else None
        if post is None:
            other += 1
            continue
        page = pages.get(path) or pages.get(f"{path.rstrip('/')}/") or ""
        for name, said in _differences(post, record, page):
            wrong[name].append(f"{path} {said}")
    return wrong, other


def _differences(post: Written, record: dict[str, Any], page: str) -> Iterator[tuple[str, str]]:
    if record["title"] != post.title:
        yield "title", record["title"]
    for name, moment in (("published", post.published), ("modified", post.modified)):
        stated = _states(page, moment)
        same = _is_same(record[name] or "", moment, stated)
        if stated and not same:
            yield name, f"{record[name]} for {moment.isoformat()}"
    shown = html.unescape(page)
    for name, wanted in (
        ("author", [WRITER]),
        ("tags", post.tags),
        ("categories", [post.category]),
    ):
        if sorted(record[name]) != sorted(wanted) and all(one in shown for one in wanted):
            yield name, f"{record[name]} for {wanted}"
    if record["language"] != post.language:
        yield "language", str(record["language"])
    lead = _plain(record["lead_image"] or "")
    if post.cover and post.cover in page and lead not in (post.cover, *post.images):
        yield "lead", f"{lead} for {post.cover}"
    images = [_plain(image["url"]) for image in record["images"]]
    if [one for one in images if one != post.cover] != post.images:
        yield "images", f"{images} for {post.images}"
    links = [(link["url"], link["text"]) for link in record["links"]]
    if links != post.links:
        yield "links", f"{links} for {post.links}"
    players = [embed["url"].partition("?")[0] for embed in record["embeds"]]
    if players != post.players:
        yield "embeds", f"{players} for {post.players}"
    text, place, beside = _bare(record["body_text"]), 0, ""
    for unit in map(_bare, post.units):
        found = text.find(unit, place)
        if found < 0:
            yield "missing", unit[:80]
            continue
        beside += text[place:found]
        place = found + len(unit)
    # Captions may be kept as the pictures' alone.
    for caption in (image["caption"] for image in record["images"]):
        beside = beside.replace(_bare(caption), "")
    if beside + text[place:]:
        yield "extra", (beside + text[place:])[:160]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _plain(url: str) -> str:
    """Return the path of a picture as it was before a bundler put its hash into it."""
    path = urlsplit(url).path
    return re.sub(r"/assets/(?:images/)?(.+?)-[0-9a-zA-Z_-]{6,32}\.png", r"/img/\1.png", path)


def _states(page: str, moment: datetime) -> str:
    """Return `minute` or `day` where a page states an instant so exactly, else nothing."""
    utc = moment.astimezone(UTC)
    if f"{moment:%Y-%m-%dT%H:%M}" in page or f"{utc:%Y-%m-%dT%H:%M}" in page:
        return "minute"
    return "day" if any(f"{moment:{form}}" in page for form in ("%Y-%m-%d", "%Y/%m/%d")) else ""


def _is_same(found: str, moment: datetime, stated: str) -> bool:
    if not found:
        return False
    instant = datetime.fromisoformat(found)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=SEOUL)
    if stated == "day" or len(found) == len("2024-07-22"):
        return stated != "minute" and instant.astimezone(SEOUL).date() == moment.date()
    return abs((instant - moment).total_seconds()) < 60


def _write(folder: Path, post: Written, matter: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items() if value
    ]
    # Dates are no texts in YAML.
    lines = [re.sub(r'^(date|updated): "(.*)"$', r"\1: \2", line) for line in lines]
    head = "\n".join([f"title: {json.dumps(post.title, ensure_ascii=False)}", *lines])
    (folder / f"{post.slug}.md").write_text(f"---\n{head}\n---\n\n{post.markdown}\n", "utf-8")


def _pictures(folder: Path, posts: list[Written]) -> None:
    """Write every picture, large enough for no reader or bundler to take it for a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_of = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_of)

    header = struct.pack(">IIBBBBB", 800, 600, 8, 0, 0, 0, 0)
    dots = zlib.compress((b"\0" + b"\x55" * 800) * 600)
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"x" * 12_000)
    picture += chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    (folder / "img").mkdir(parents=True, exist_ok=True)
    for post in posts:
        for path in filter(None, (post.cover, *post.images)):
            (folder / path.lstrip("/")).write_bytes(picture)


def _npm(folder: Path, *packages: str, module: bool = False) -> None:
    kind = {"type": "module"} if module else {}
    (folder / "package.json").write_text(json.dumps({"name": "blog", "private": True, **kind}))
    # Themes name versions of engines that they work with beyond.
    _run("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", *packages, cwd=folder)


def _run(*words: str, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"themes.py: {' '.join(words[:4])} failed:\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
