"""Posts as a folder of Markdown that Jekyll and Hugo both build, as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from newscrawl.exports.markdown_text import markdown_text
from newscrawl.exports.names import place_of, slug_of
from newscrawl.exports.xml import writable
from pipelines.items import Moment, StoredPost

#: What both programs need beside the posts, as small as it can be; an owner has better ones.
_FILES = {
    "_config.yml": """# Jekyll: `jekyll build`
title: {title}
url: {url}
markdown: kramdown
future: true
kramdown:
  auto_ids: false
  smart_quotes: apos,apos,quot,quot
  typographic_symbols: {{hellip: ..., mdash: ---, ndash: --, laquo: "<<", raquo: ">>"}}
exclude: [hugo.toml, layouts, public, resources]
defaults:
  - scope: {{path: ""}}
    values: {{layout: post}}
""",
    "hugo.toml": """# Hugo: `hugo`
title = {title}
baseURL = {url}
contentDir = "_posts"
buildFuture = true
disableKinds = ["RSS", "sitemap"]
[taxonomies]
tag = "tags"
category = "categories"
[frontmatter]
date = ["date", ":filename"]
[markup.goldmark.extensions]
linkify = false
typographer = false
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser]
autoHeadingID = false
""",
    "_layouts/post.html": """<!DOCTYPE html>
<html lang="{{ page.language }}">
<head><meta charset="utf-8"><title>{{ page.title | escape }}</title>
{% if page.canonical_url %}
<link rel="canonical" href="{{ page.canonical_url | escape }}">
{% endif %}
</head>
<body><article>
<h1>{{ page.title | escape }}</h1>
<p><time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date: "%Y-%m-%d" }}</time>
{% for author in page.authors %}<span class="author">{{ author | escape }}</span>{% endfor %}
{% for tag in page.tags %}<span class="tag">{{ tag | escape }}</span>{% endfor %}</p>
<div class="post-content">{{ content }}</div>
</article></body></html>
""",
    "layouts/_default/single.html": """<!DOCTYPE html>
<html lang="{{ .Params.language }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ with .Params.canonical_url }}<link rel="canonical" href="{{ . }}">{{ end }}
</head>
<body><article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">
{{ .Date.Format "2006-01-02" }}</time>
{{ range .Params.authors }}<span class="author">{{ . }}</span>{{ end }}
{{ range .Params.tags }}<span class="tag">{{ . }}</span>{{ end }}</p>
<div class="post-content">{{ .Content }}</div>
</article></body></html>
""",
    "layouts/_default/list.html": """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></body></html>
""",
    "index.md": """---
layout: null
permalink: /
---
<ul>{% for post in site.posts %}<li><a href="{{ post.url }}">{{ post.title | escape }}</a></li>
{% endfor %}</ul>
""",
}


class _Plain(yaml.SafeDumper):
    """Writes no aliases, and lists under their key as people do."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(posts: Iterable[StoredPost], folder: Path, *, title: str, home: str) -> int:
    """Write a file a post into `folder`, with what Jekyll and Hugo need; return how many posts.

    `home` is the address of the one blog they are of; without it (posts of several blogs) each
    stands under the host it came from.
    """
    (folder / "_posts").mkdir()
    for name, text in _FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name in ("_config.yml", "hugo.toml"):
            url = home or "http://localhost/"
            text = text.format(title=_quoted(title), url=_quoted(url.rstrip("/")))
        file.write_text(text, "utf-8")
    written = 0
    for stored in posts:
        (folder / "_posts" / file_name(stored)).write_text(
            source_of(stored, under_host=not home), "utf-8", newline="\n"
        )
        written += 1
    return written


def file_name(stored: StoredPost) -> str:
    """Return `2026-03-01-slug-42.md`: the day, what its address says, and its number."""
    post = stored.post
    day = (post.published.at if post.published else stored.first_seen_at).date()
    return "-".join(filter(None, (f"{day:%Y-%m-%d}", slug_of(post), f"{stored.post_id}.md")))


def source_of(stored: StoredPost, *, under_host: bool = False) -> str:
    """Return a post as front matter and Markdown."""
    post = stored.post
    place = place_of(stored, under_host=under_host)
    matter: dict[str, Any] = {
        "title": post.title,
        "date": _stamp(post.published) if post.published else None,
        "lastmod": _stamp(post.modified) if post.modified else None,
        "slug": slug_of(post) or None,
        # The one is Jekyll's word for it, the other Hugo's.
        "permalink": place,
        "url": place,
        "canonical_url": post.canonical_url,
        "authors": list(post.authors),
        "categories": list(post.categories),
        "tags": list(post.tags),
        "description": post.excerpt or None,
        "language": post.language or None,
        "image": post.lead_image.url if post.lead_image else None,
        "first_seen": stored.first_seen_at.replace(microsecond=0),
    }
    said = {name: _writable(value) for name, value in matter.items() if value}
    front = yaml.dump(said, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n\n{writable(markdown_text(post.body_html))}\n"


def _writable(value: Any) -> Any:
    if isinstance(value, list):
        return [_writable(part) for part in value]
    # YAML has no way to write most of what XML has none for, either.
    return writable(value).strip() if isinstance(value, str) else value


def _stamp(moment: Moment) -> date:
    """Return a time as YAML writes it: with the offset that the page stated, or the day alone."""
    if moment.precision in ("day", "month", "year"):
        return moment.at.date()
    at = moment.at.replace(microsecond=0)
    return at if moment.offset_stated else at.replace(tzinfo=None)


def _quoted(text: str) -> str:
    plain = writable(text).replace("\\", "").replace('"', "").replace("\n", " ")
    return f'"{plain}"'
