"""Reads pages that hold one thing many times, in each place, and prints what grows too fast.

    python3 run.py bench long_runs [--letters 20000]

A regular expression that looks again from each of ten thousand blanks, or a search that begins
anew at each bracket, takes four times as long for twice as many. Each page is read whole, and for
its links, with so many letters and with four times as many: more than eight times the CPU is told,
where it is more than .2 s. Exit code 1 when there is such a page.
"""

from __future__ import annotations

import argparse
import html
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from newscrawl.discovery.markup import read_markup
from pipelines.items import Fetch, Page
from pipelines.readers.post import read_post

URL = "https://blog.example/a-post"
#: What stands there many times; expressions that begin with a word are met by the last ones.
REPEATED = (
    *(
        " ",
        "\n",
        "\xa0",
        "a",
        "1",
        "-",
        ".",
        "/",
        "(",
        "[",
        "<",
        '"',
        "&",
        "#",
        "가",
        "2024-",
        "a, ",
    ),
    *("by ", "<a ", "{{", "![", "| ", "1:", "=s", ".jpg", "page ", "기자 ", "posted on "),
)
#: More than this much longer for four times as many letters, and this many seconds.
RATIO, SECONDS = 8, 0.2
_WORDS = "The small shop at the corner opened again on Monday, and many came to see it."


def places(bad: str) -> Iterator[tuple[str, str, str]]:
    """Yield the places of a page with what the head, and what the post, has there."""
    safe, data = html.escape(bad), json.dumps(bad)
    for name in ("og:title", "author", "description", "keywords", "article:published_time"):
        yield name, f'<meta name="{name}" property="{name}" content="{safe}">', ""
    yield "title", f"<title>{safe}</title>", ""
    yield "charset", f'<meta charset="{safe}"><meta http-equiv="refresh" content="{safe}">', ""
    node = f'{{"@type":"BlogPosting","headline":{data},"author":{data},"datePublished":{data}}}'
    yield "linked data", f'<script type="application/ld+json">{node}</script>', ""
    yield "script", f"<script>{bad.replace('</', '')}</script>", ""
    for name, markup in (
        ("heading", "<h1>{}</h1>"),
        ("byline", '<div class="byline author">{}</div>'),
        ("time", '<time datetime="{0}">{0}</time><span class="date">{0}</span>'),
        ("tags", '<p class="post-tags"><a rel="tag" href="/tag/a">{0}</a>{0}</p>'),
        ("paragraph", "<p>{0}</p><blockquote>{0}</blockquote>"),
        ("code", "<pre><code>{}</code></pre>"),
        ("link", '<p><a href="/x/{0}">{0}</a></p>'),
        ("picture", '<img src="/a/{0}" srcset="{0}" width="{0}" alt="{0}">'),
        ("caption", '<figure style="{0}"><img src="/b.jpg"><figcaption>{0}</figcaption></figure>'),
        ("names", '<div class="{0}" id="{0}" style="{0}"><p>a</p></div>'),
        ("below", '<div class="post-meta">{0}</div><footer>{0}</footer>'),
        (
            "pager",
            '<div class="pager"><a class="{0}" href="?page=2">{0}</a></div><button>{0}</button>',
        ),
    ):
        yield name, "", markup.format(safe)
    yield "markup", "", bad


def page_of(head: str, post: str) -> Page:
    """Return a short post with these in it, as if it had been fetched."""
    around = f"<p>{_WORDS}</p>" * 3
    text = f"<html><head>{head}</head><body><article>{post}{around}{post}</article></body></html>"
    fetch = Fetch(url=URL, final_url=URL, fetched_at=datetime.now(UTC))
    return Page(fetch=fetch, body=text.encode(), site="")


def seconds(read: Callable[[Page], object], page: Page) -> float:
    """Return the CPU seconds of reading a page, the less of two when they are few."""
    spent: list[float] = []
    while not spent or (len(spent) < 2 and spent[0] < 1):
        started = time.process_time()
        read(page)
        spent.append(time.process_time() - started)
    return min(spent)


def main() -> int:
    """Read, print what grows too fast, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=20_000)
    letters = parser.parse_args().letters
    readers: dict[str, Callable[[Page], object]] = {
        "post": read_post,
        "links": lambda page: read_markup(page.body, URL),
    }
    read_post(page_of("", ""))
    slow = count = 0
    for repeated in REPEATED:
        few, many = (f"a{repeated * (n // len(repeated))}!" for n in (letters, 4 * letters))
        for (place, *short), (_, *long) in zip(places(few), places(many), strict=True):
            for name, read in readers.items():
                count += 1
                after = seconds(read, page_of(*long))
                before = seconds(read, page_of(*short)) if after > SECONDS else after
                if after > RATIO * before:
                    slow += 1
                    print(f"{place}, {repeated!r}, {name}: {before:.2f} s, then {after:.2f} s")
    print(f"{slow} of {count} grow faster than the page")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
