"""The blog's source: posts with front matter, read the way a site generator reads them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

#: The folder that holds `_posts`, `media`, `about.html` and `style.css`.
BLOG = Path(__file__).with_name("blog")

TITLE = "한솔 마을 소식"
TAGLINE = "하루 한 편, 동네에 닿는 이야기를 적습니다."
AUTHOR = "한솔"
LANGUAGE = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePost:
    """One post as its author wrote it."""

    slug: str
    title: str
    date: datetime
    category: str
    body: str
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    excerpt: str = ""
    #: Path of the picture that stands for the post; empty when there is none.
    image: str = ""
    language: str = LANGUAGE

    @property
    def path(self) -> str:
        """Return the path of the page, not yet percent-encoded."""
        return f"/{self.category.lower()}/{self.date:%Y/%m/%d}/{self.slug}/"


def read_posts() -> list[SourcePost]:
    """Return the posts of the blog, the newest first."""
    files = (BLOG / "_posts").iterdir()
    posts = [read_source(file.name, file.read_text("utf-8")) for file in files]
    return sorted(posts, key=lambda post: post.date, reverse=True)


def read_source(name: str, text: str) -> SourcePost:
    """Return the post in a file called `name`; its front matter is `key: value` lines."""
    _, head, body = text.split("---\n", 2)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    post = SourcePost(
        slug=re.sub(r"^\d{4}-\d\d-\d\d-|\.\w+$", "", name),
        title=re.sub(r'^"(.*)"$', r"\1", said["title"]).replace('\\"', '"'),
        date=datetime.strptime(said["date"], "%Y-%m-%d %H:%M:%S %z"),
        category=said["category"],
        body=body.strip(),
        tags=tuple(said["tags"].split(", ")),
        excerpt=said["excerpt"],
        image=said.get("image", ""),
        language=said.get("lang", LANGUAGE),
    )
    if "modified" in said:
        modified = datetime.strptime(said["modified"], "%Y-%m-%d %H:%M:%S %z")
        post = dataclasses.replace(post, modified=modified)
    if name.endswith(".md"):
        post = dataclasses.replace(post, body=as_kramdown(post.body))
    return post


def as_kramdown(body: str) -> str:
    """Return HTML blocks as Jekyll's Markdown engine hands them on.

    It shows a stray `</p>` as text, and wraps a line that is no block.
    """
    body = body.replace("</p></p>", "</p>\n<p>&lt;/p&gt;</p>")
    head, gap, last = body.rpartition("\n\n")
    return body if last.startswith("<") else f"{head}{gap}<p>{last}</p>"


def categories(posts: Sequence[SourcePost]) -> dict[str, list[SourcePost]]:
    """Return the posts of each category, in the order of `posts`."""
    found: dict[str, list[SourcePost]] = {}
    for post in posts:
        found.setdefault(post.category, []).append(post)
    return found


def tags(posts: Sequence[SourcePost]) -> dict[str, list[SourcePost]]:
    """Return the posts of each tag, in the order of `posts`."""
    found: dict[str, list[SourcePost]] = {}
    for post in posts:
        for tag in post.tags:
            found.setdefault(tag, []).append(post)
    return found
