"""The posts of the themes as engines of npm render them, each installed for itself."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import zlib
from datetime import UTC
from pathlib import Path
from typing import Any

from benchmarks._theme_posts import WRITER, Written

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
    write_pictures(folder / "source", posts)
    run("node", "node_modules/hexo-cli/bin/hexo", "generate", cwd=folder)
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
    write_pictures(folder / "static", posts)
    run("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", cwd=folder)
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
    write_pictures(source / ".vuepress" / "public", posts)
    run("node", "node_modules/vuepress/bin/vuepress-vite.js", "build", "src", cwd=folder)
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
    write_pictures(source / ".vuepress" / "public", posts)
    # Its bundler asks for hashes that newer libraries keep among the old ones.
    run("node", "--openssl-legacy-provider", "node_modules/vuepress/cli.js", "build", "docs",
         cwd=folder)  # fmt: skip
    return source / ".vuepress" / "dist"


def _write(folder: Path, post: Written, matter: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items() if value
    ]
    # Dates are no texts in YAML.
    lines = [re.sub(r'^(date|updated): "(.*)"$', r"\1: \2", line) for line in lines]
    head = "\n".join([f"title: {json.dumps(post.title, ensure_ascii=False)}", *lines])
    (folder / f"{post.slug}.md").write_text(f"---\n{head}\n---\n\n{post.markdown}\n", "utf-8")


def write_pictures(folder: Path, posts: list[Written]) -> None:
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
    run("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", *packages, cwd=folder)


def run(*words: str, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"themes: {' '.join(words[:4])} failed:\n{done.stderr[-2000:]}")
    return done.stdout
