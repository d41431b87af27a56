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
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks import _npm_engines as in_npm
from benchmarks import _python_engines as in_python
from benchmarks._npm_engines import run, write_pictures
from benchmarks._theme_posts import SEOUL, WRITER, Written, written

ROOT = Path(__file__).resolve().parent.parent
FIELDS = (
    "title published modified author tags categories language lead images links embeds missing"
    " extra"
).split()


Engine = Callable[[Path, list[Written], str, str], Path]
THEMES: dict[str, tuple[Engine, str]] = {
    f"hexo-{theme}": (in_npm.hexo, theme) for theme in in_npm.HEXO
}
THEMES |= {"docusaurus": (in_npm.docusaurus, ""), "vuepress-hope": (in_npm.vuepress, "")}
THEMES |= {"vuepress-reco": (in_npm.vuepress_1, "reco")}
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
            write_pictures(built, posts)
        serve(built)
        home = f"{origin}{HOMES.get(name, '/')}"
        run(sys.executable, "-m", "newscrawl", "crawl", home, "--db", database,
             "-s", "DOWNLOAD_DELAY=0", "-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8",
             "-s", f"NEWSCRAWL_ALLOW_PORTS={urlsplit(origin).port}", cwd=ROOT)  # fmt: skip
    export = run(
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


if __name__ == "__main__":
    raise SystemExit(main())
