"""The posts of the themes as engines in Python render them, each installed from PyPI for itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks._theme_posts import WRITER, Written


def pelican(folder: Path, posts: list[Written], origin: str, _theme: str) -> Path:
    """Return the folder of the rendered blog; so do the other engines."""
    tool = _tool(folder, "pelican[markdown]", "pelican")
    pages = folder / "content"
    for post in posts:
        _write(
            pages / f"{post.slug}.md",
            f"Title: {post.title}\nDate: {post.published:%Y-%m-%d %H:%M}\n"
            f"Modified: {post.modified:%Y-%m-%d %H:%M}\nCategory: {post.category}\n"
            f"Tags: {', '.join(post.tags)}\nSlug: {post.slug}\nAuthor: {WRITER}\n"
            f"Lang: {post.language}\n\n{_body(post)}",
        )
    _write(
        folder / "conf.py",
        f'SITENAME = "골목 기록"\nSITEURL = "{origin}"\nPATH = "content"\n'
        'TIMEZONE = "Asia/Seoul"\nDEFAULT_LANG = "ko"\nDEFAULT_PAGINATION = 6\n'
        'FEED_ALL_ATOM = "feeds/all.atom.xml"\nSTATIC_PATHS = ["img"]\n'
        'ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = "{slug}.html"\n',
    )
    _run(tool, "content", "-s", "conf.py", "-o", "out", cwd=folder)
    return folder / "out"


def nikola(folder: Path, posts: list[Written], origin: str, theme: str) -> Path:
    tool = _tool(folder, "nikola", "nikola")
    _run(tool, "init", "-q", "blog", cwd=folder)
    blog = folder / "blog"
    for post in posts:
        _write(
            blog / "posts" / f"{post.slug}.md",
            f"<!--\n.. title: {post.title}\n.. slug: {post.slug}\n"
            f".. date: {post.published:%Y-%m-%d %H:%M} UTC+09:00\n"
            f".. updated: {post.modified:%Y-%m-%d %H:%M} UTC+09:00\n"
            f".. tags: {', '.join(post.tags)}\n.. author: {WRITER}\n"
            f".. previewimage: {post.cover}\n.. type: text\n-->\n\n{_body(post)}",
        )
    config = (blog / "conf.py").read_text("utf-8")
    _write(
        blog / "conf.py",
        f'{config}\nSITE_URL = "{origin}/"\nTHEME = "{theme}"\nTIMEZONE = "Asia/Seoul"\n'
        'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nINDEX_DISPLAY_POST_COUNT = 6\n'
        'MARKDOWN_EXTENSIONS = ["fenced_code", "codehilite", "extra"]\n',
    )
    _run(tool, "build", cwd=blog)
    return blog / "output"


def mkdocs(folder: Path, posts: list[Written], origin: str, _theme: str) -> Path:
    tool = _tool(folder, "mkdocs-material", "mkdocs")
    blog = folder / "docs" / "blog"
    _write(
        folder / "mkdocs.yml",
        f"site_name: 골목 기록\nsite_url: {origin}/\ntheme: {{name: material, font: false}}\n"
        "markdown_extensions: [tables, pymdownx.superfences, {toc: {permalink: true}}]\n"
        "plugins: [search, tags, {blog: {blog_dir: blog, pagination_per_page: 6}}]\n",
    )
    _write(folder / "docs" / "index.md", "# 집\n\n[글](blog/index.md)\n")
    _write(blog / "index.md", "# 글\n")
    writer = {"name": WRITER, "description": "필자", "avatar": "/img/face.png"}
    _write(blog / ".authors.yml", json.dumps({"authors": {"writer": writer}}, ensure_ascii=False))
    for post in posts:
        _write(
            blog / "posts" / f"{post.slug}.md",
            f"---\ndate:\n  created: {post.published.isoformat(' ')}\n"
            f"  updated: {post.modified.isoformat(' ')}\nslug: {post.slug}\n"
            f"categories: [{post.category}]\ntags: [{', '.join(post.tags)}]\n"
            f"authors: [writer]\n---\n\n# {post.title}\n\n{_body(post)}",
        )
    _run(tool, "build", "-q", cwd=folder)
    return folder / "site"


def _body(post: Written) -> str:
    # To Python-Markdown a list within a list stands four spaces further in.
    return post.markdown.replace("\n  - ", "\n    - ")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _tool(folder: Path, package: str, command: str) -> str:
    place = folder / "venv"
    _run(sys.executable, "-m", "venv", str(place), cwd=folder)
    _run(str(place / "bin" / "pip"), "install", "-q", package, cwd=folder)
    return str(place / "bin" / command)


def _run(*words: str, cwd: Path) -> None:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"themes.py: {' '.join(words[:4])} failed:\n{done.stderr[-2000:]}")
