"""A small blog whose theme can be changed: the same posts in other clothes, and what is true of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9))
_SUBJECTS = (
    "장터",
    "도서관",
    "자전거길",
    "김장",
    "마을버스",
    "텃밭",
    "저수지",
    "빵집",
    "체육관",
    "공방",
)
_WRITERS = ("김하늘", "이도윤", "박서연")
_TAGS = ("이웃", "행사", "살림", "여행")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemedPost:
    """A post and what is true of it."""

    number: int

    @property
    def path(self) -> str:
        return f"/story/{self.number}/"

    @property
    def title(self) -> str:
        return f"{_SUBJECTS[self.number % 10]} 이야기, {self.number}번째"

    @property
    def published(self) -> datetime:
        return datetime(2024, 1, 3, 9, 10, tzinfo=KST) + timedelta(
            days=self.number, minutes=self.number
        )

    @property
    def author(self) -> str:
        return _WRITERS[self.number % 3]

    @property
    def tags(self) -> tuple[str, ...]:
        """Every fourth post has none."""
        return (
            () if self.number % 4 == 0 else (_TAGS[self.number % 4], _TAGS[(self.number + 1) % 4])
        )

    @property
    def lines(self) -> tuple[str, ...]:
        subject = _SUBJECTS[self.number % 10]
        return tuple(
            f"{part}번째 소식입니다. {subject}에 다녀온 사람이 {self.number * 7 + part}명이라고 합니다. "
            f"날이 좋아 오래 머물렀고, 돌아오는 길에는 {_SUBJECTS[(self.number + part) % 10]} 앞에서 쉬었습니다."
            for part in range(1, 7 + self.number % 3)
        )

    @property
    def body(self) -> str:
        return "".join(f"<p>{line}</p>" for line in self.lines)


Theme = Callable[[ThemedPost], str]


def paper(post: ThemedPost) -> str:
    """Return the page in the first theme."""
    tags = "".join(f'<li><a href="/tag/{tag}">{tag}</a></li>' for tag in post.tags)
    return _page(
        post,
        f"""<div id="page"><header class="masthead"><a href="/">옆집 소식</a></header>
<article class="story"><h1 class="story-title">{post.title}</h1>
<p class="story-meta"><span class="when">{post.published:%Y-%m-%d %H:%M}</span>
<span class="writer">{post.author}</span></p>
<div class="story-text">{post.body}
<div class="story-thanks"><p>이 글이 마음에 드셨다면 옆집 소식을 이웃에게 알려 주세요.</p></div></div>
<ul class="story-tags">{tags}</ul></article><footer class="colophon">옆집 소식</footer></div>""",
    )


def glass(post: ThemedPost) -> str:
    """Return the page in a theme that shares nothing with the first."""
    tags = " ".join(f'<a class="chip" href="/tag/{tag}">{tag}</a>' for tag in post.tags)
    return _page(
        post,
        f"""<main class="shell"><section class="entry"><div class="lead"><h1>{post.title}</h1>
<div class="facts"><em class="by">{post.author}</em> · <time>{post.published:%Y-%m-%d %H:%M}</time></div></div>
<div class="words">{post.body}</div><nav class="chips">{tags}</nav></section></main>""",
    )


def swapped(post: ThemedPost) -> str:
    """Return the page in the first theme after its author moved things around the body."""
    tags = "".join(f'<b class="label"><a href="/tag/{tag}">{tag}</a></b>' for tag in post.tags)
    return _page(
        post,
        f"""<div id="page"><header class="masthead"><a href="/">옆집 소식</a></header>
<article class="story"><p class="kicker"><span class="writer">{post.author}</span></p>
<h1 class="headline">{post.title}</h1>
<p class="story-meta"><span class="writer">옆집 소식</span>
<span class="when">{post.published:%Y-%m-%d %H:%M}</span></p>
<div class="story-text">{post.body}</div>
<div class="labels">{tags}</div></article><footer class="colophon">옆집 소식</footer></div>""",
    )


def thankful(post: ThemedPost) -> str:
    """Return the same with the words of thanks that the first theme has below each body."""
    return swapped(post).replace(post.body, f'{post.body}<div class="story-thanks">또 봐요</div>')


def _page(post: ThemedPost, body: str) -> str:
    keywords = "".join(f'<meta property="article:tag" content="{tag}">' for tag in post.tags)
    return f"""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{post.title} - 옆집 소식</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="옆집 소식">
<meta property="og:title" content="{post.title}"><meta name="author" content="{post.author}">
<meta property="article:published_time" content="{post.published.isoformat()}">{keywords}
</head><body>{body}</body></html>"""


def feed(posts: list[ThemedPost]) -> str:
    """Return an Atom feed of whole posts; `{origin}` is to be filled in."""
    entries = "".join(
        f"<entry><title>{post.title}</title><link href='{{origin}}{post.path}'/><id>{{origin}}{post.path}</id>"
        f"<published>{post.published.isoformat()}</published><updated>{post.published.isoformat()}</updated>"
        f"<author><name>{post.author}</name></author>"
        f"<content type='html'><![CDATA[{post.body}]]></content></entry>"
        for post in posts
    )
    now = datetime(2024, 6, 1, tzinfo=UTC).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>옆집 소식</title>'
        f"<id>{{origin}}/</id><updated>{now}</updated>{entries}</feed>"
    )
