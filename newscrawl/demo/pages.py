"""The blog's pages, rendered in the manner of Jekyll with the Alembic theme."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote

from newscrawl.demo.source import (
    AUTHOR,
    BLOG,
    LANGUAGE,
    TAGLINE,
    TITLE,
    SourcePost,
    categories,
    tags,
)

#: Posts on a page of the listing; the feed shows one more, so that neither is the whole blog.
PAGE_SIZE = 5
FEED_SIZE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One answer of the blog, before a server adds its headers."""

    content_type: str
    body: bytes
    #: When the page last changed, as far as the blog knows.
    changed: datetime | None = None


def render(posts: Sequence[SourcePost], origin: str) -> dict[str, Rendered]:
    """Return every page of the blog by its path; links bear `origin`."""
    pages = {post.path: _html(_post_page(post, posts, origin), post) for post in posts}
    last = max(1, -(-len(posts) // PAGE_SIZE))
    for number in range(1, last + 1):
        pages[_page_path(number)] = _html(_listing(number, last, posts, origin))
    pages["/about/"] = _html(
        _frame(origin, "/about/", "소개", (BLOG / "about.html").read_text("utf-8"))
    )
    pages["/categories/"] = _html(_groups(origin, "/categories/", "분류", categories(posts)))
    pages["/tags/"] = _html(_groups(origin, "/tags/", "꼬리표", tags(posts)))
    pages["/private/drafts/"] = _html(_frame(origin, "/private/drafts/", "쓰다 만 글", "<p>…</p>"))
    pages["/feed.xml"] = _text("application/atom+xml; charset=utf-8", _feed(posts, origin))
    pages["/sitemap.xml"] = _text("application/xml; charset=utf-8", _sitemap(posts, last, origin))
    pages["/robots.txt"] = _text(
        "text/plain; charset=utf-8",
        f"User-agent: *\nDisallow: /private/\nSitemap: {origin}/sitemap.xml\n",
    )
    for file in (BLOG / "style.css", *sorted((BLOG / "media").iterdir())):
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        path = f"/{file.relative_to(BLOG).as_posix()}"
        pages[path] = Rendered(content_type=kind, body=file.read_bytes())
    return pages


def address(origin: str, path: str) -> str:
    """Return the absolute address of `path`, percent-encoded."""
    return origin + quote(path, safe="/:?=&%")


def _html(text: str, post: SourcePost | None = None) -> Rendered:
    changed = (post.modified or post.date) if post else None
    return Rendered(content_type="text/html; charset=utf-8", body=text.encode(), changed=changed)


def _text(content_type: str, text: str) -> Rendered:
    return Rendered(content_type=content_type, body=text.encode())


def _page_path(number: int) -> str:
    return "/" if number == 1 else f"/blog/page{number}/"


def _frame(
    origin: str, path: str, title: str, main: str, *, head: str = "", language: str = LANGUAGE
) -> str:
    """Return a whole page: what jekyll-seo-tag writes, the header, `main`, the footer."""
    whole_title = f"{title} | {TITLE}" if title != TITLE else f"{TITLE} | {TAGLINE}"
    if not head:
        data = {
            "@context": "https://schema.org",
            "@type": "WebSite" if path == "/" else "WebPage",
            "headline": title,
            "name": TITLE,
            "url": address(origin, path),
        }
        head = (
            f'<meta name="description" content="{TAGLINE}" />\n'
            '<meta property="og:type" content="website" />\n' + _linked_data(data)
        )
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(whole_title)}</title>
<meta name="generator" content="Jekyll v4.3.1" />
<meta property="og:title" content="{escape(title)}" />
<meta property="og:locale" content="{language}" />
<link rel="canonical" href="{address(origin, path)}" />
<meta property="og:url" content="{address(origin, path)}" />
<meta property="og:site_name" content="{TITLE}" />
{head}
<link rel="stylesheet" href="/style.css">
<link type="application/atom+xml" rel="alternate" href="{origin}/feed.xml" title="{TITLE}" />
</head>
<body>
<header class="header"><a class="logo" href="/">{TITLE}</a>
<nav class="nav nav--header"><a href="/">처음</a> <a href="/categories/">분류</a>
<a href="/about/">소개</a></nav></header>
<main class="main">
{main}
</main>
<footer class="footer"><p>{TAGLINE}</p><p><a href="/feed.xml">구독</a></p></footer>
</body>
</html>
"""


def _linked_data(data: Mapping[str, object]) -> str:
    return f'<script type="application/ld+json">\n{json.dumps(data, ensure_ascii=False)}</script>'


def _post_page(post: SourcePost, posts: Sequence[SourcePost], origin: str) -> str:
    url = address(origin, post.path)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "author": {"@type": "Person", "name": AUTHOR},
        "dateModified": (post.modified or post.date).isoformat(),
        "datePublished": post.date.isoformat(),
        "description": post.excerpt,
        "headline": post.title,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
    }
    head = [
        f'<meta name="author" content="{AUTHOR}" />',
        f'<meta name="description" content="{escape(post.excerpt)}" />',
        f'<meta property="og:description" content="{escape(post.excerpt)}" />',
        '<meta property="og:type" content="article" />',
        f'<meta property="article:published_time" content="{post.date.isoformat()}" />',
    ]
    if post.image:
        data["image"] = origin + post.image
        head.insert(3, f'<meta property="og:image" content="{origin}{post.image}" />')
    if post.modified:
        modified = post.modified.isoformat()
        head.append(f'<meta property="article:modified_time" content="{modified}" />')
    labels = " ".join(
        f'<a class="label label--tag" href="/tags/#{escape(tag)}" rel="tag">{escape(tag)}</a>'
        for tag in post.tags
    )
    others = "".join(
        f'<li><a href="{quote(other.path)}">{escape(other.title)}</a></li>'
        for other in [other for other in posts if other is not post][:3]
    )
    main = f"""<div class="feature"><p class="feature__text">{escape(post.excerpt)}</p></div>
<article class="article article--post content typeset">
<h1>{escape(post.title)}</h1>
<small class="post-meta"><span class="label label--category">\
<a href="/categories/#{post.category.lower()}">{post.category}</a></span>
<time class="time" datetime="{post.date.isoformat()}">{_day(post.date)}</time> {labels}</small>
{post.body}
<div class="share"><a class="button" href="https://share.example/?url={quote(url, safe="")}">\
공유하기</a></div>
</article>
<aside class="related"><h3>이어서 읽기</h3><ul>{others}</ul></aside>"""
    return _frame(
        origin,
        post.path,
        post.title,
        main,
        head="\n".join([*head, _linked_data(data)]),
        language=post.language,
    )


def _day(moment: datetime) -> str:
    return f"{moment.year}년 {moment.month}월 {moment.day}일"


def _listing(number: int, last: int, posts: Sequence[SourcePost], origin: str) -> str:
    items = "".join(
        f'<li class="list__item"><h2><a href="{quote(post.path)}">{escape(post.title)}</a></h2>'
        f'<time datetime="{post.date.isoformat()}">{_day(post.date)}</time>'
        f"<p>{escape(post.excerpt)}</p></li>"
        for post in posts[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    )
    older = newer = ""
    if number < last:
        older = f'<a class="pagination--next" href="{_page_path(number + 1)}">이전 글</a>'
    if number > 1:
        newer = f'<a class="pagination--previous" href="{_page_path(number - 1)}">다음 글</a>'
    main = f'<ul class="list list--posts">{items}</ul><div class="pagination">{newer} {older}</div>'
    return _frame(origin, _page_path(number), TITLE, main)


def _groups(origin: str, path: str, title: str, groups: dict[str, list[SourcePost]]) -> str:
    parts = [
        f'<h2 id="{name.lower()}">{name}</h2><ul>'
        + "".join(f'<li><a href="{quote(p.path)}">{escape(p.title)}</a></li>' for p in group)
        + "</ul>"
        for name, group in groups.items()
    ]
    return _frame(origin, path, title, "\n".join(parts))


def _feed(posts: Sequence[SourcePost], origin: str) -> str:
    entries = "".join(
        f'<entry><title type="html">{escape(escape(post.title, quote=False))}</title>'
        f'<link href="{address(origin, post.path)}" rel="alternate" type="text/html" />'
        f"<published>{post.date.isoformat()}</published>"
        f"<updated>{(post.modified or post.date).isoformat()}</updated>"
        f"<id>{address(origin, post.path).rstrip('/')}</id>"
        f'<content type="html" xml:base="{address(origin, post.path)}">'
        f"<![CDATA[{post.body}]]></content>"
        f"<author><name>{AUTHOR}</name></author>"
        + "".join(f'<category term="{escape(t)}" />' for t in (post.category, *post.tags))
        + f'<summary type="html"><![CDATA[{post.excerpt}]]></summary></entry>'
        for post in posts[:FEED_SIZE]
    )
    updated = max((post.modified or post.date) for post in posts).isoformat() if posts else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE}">'
        '<generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>'
        f'<link href="{origin}/feed.xml" rel="self" type="application/atom+xml" />'
        f'<link href="{origin}/" rel="alternate" type="text/html" hreflang="{LANGUAGE}" />'
        f"<updated>{updated}</updated><id>{origin}/feed.xml</id>"
        f'<title type="html">{TITLE}</title><subtitle>{TAGLINE}</subtitle>{entries}</feed>'
    )


def _sitemap(posts: Sequence[SourcePost], last: int, origin: str) -> str:
    found = [
        f"<url><loc>{address(origin, post.path)}</loc>"
        f"<lastmod>{(post.modified or post.date).isoformat()}</lastmod></url>"
        for post in posts
    ]
    others = ["/about/", "/categories/", "/tags/", *(_page_path(n) for n in range(1, last + 1))]
    found += [f"<url><loc>{origin}{path}</loc></url>" for path in others]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(found)
        + "\n</urlset>\n"
    )
