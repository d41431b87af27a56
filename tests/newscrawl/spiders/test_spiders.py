"""Spiders against real small sites: what they find, what they ask for, what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.newscrawl.spiders.crawling import Crawl, Job, crawled
from tests.newscrawl.spiders.sites import (
    TEXT,
    Answer,
    Pages,
    as_json,
    numbered,
    page,
    posts,
    rss,
    sitemap,
    sitemap_index,
)

ALL = [f"/2024/07/{day:02}/post-{day}.html" for day in range(1, 21)]
FEED = '<link rel="alternate" type="application/rss+xml" href="/feed">'


def with_sources() -> Pages:
    """A blog with a short feed, a whole sitemap, and lists."""
    return {
        **posts(ALL, share="?utm_source=x", mobile="/m/2024/07/01/post-1.html"),
        **numbered("/", [ALL[:7], ALL[7:14], ALL[14:]]),
        "/": page("집", *ALL[:7], "/tag/a/", "/category/b/", "/?page=2", head=FEED),
        "/tag/*": page("tag", *ALL[:3]),
        "/feed": rss(ALL[:5]),
        "/robots.txt": (200, "text/plain", "Sitemap: {origin}/map.xml"),
        "/map.xml": sitemap(["/", "/about/", "/tag/a/", "/tag/b/", "/category/b/", *ALL]),
        "/about/": page("소개"),
    }


def begun_at_a_post() -> Pages:
    dated = '<meta property="article:published_time" content="2024-07-04T09:00:00+09:00">'
    text = f"<article><h1>글</h1><p>{TEXT * 4}</p></article>"
    own = page("글", *ALL[:5], "/", body=text, head=FEED + dated)
    return {**with_sources(), ALL[3]: own}


def top_leads_to_newest() -> Pages:
    """The front page is the newest post, which leads to the list of all."""
    dated = '<meta property="article:published_time" content="2024-07-04T09:00:00+09:00">'
    text = f"<article><h1>글</h1><p>{TEXT * 4}</p></article>"
    newest = page("글", "/archive", body=text, head=dated)
    return {**posts(ALL), ALL[0]: newest, "/": (302, "text/html", ALL[0]),
            "/archive": page("글 목록", *ALL)}  # fmt: skip


def dated_list() -> Pages:
    """A page that an editor made, with a date of its own, and that lists the posts."""
    own = [f"/blog/{slug}" for slug in SLUGS]
    dated = '<meta property="article:published_time" content="2024-07-04T09:00:00+09:00">'
    items = "".join(f'<li><h2><a href="{path}">글 {path}</a></h2></li>' for path in own)
    body = f"<main><h1>블로그</h1><ul>{items}</ul></main>"
    return {**posts(own), "/blog": page("블로그", body=body, head=dated)}


def without_sources() -> Pages:
    """No feed, no sitemap: a list of ten, and the rest by links from post to post."""
    chain: Pages = {}
    for path, older in zip(ALL, [*ALL[1:], ALL[0]], strict=True):
        chain |= posts([path], older=older)
    return {**chain, **numbered("/", [ALL[:5], ALL[5:10]])}


def tistory_with_broken_list() -> Pages:
    config = '<script>window.T.config = {"TOP_SSL_URL": "https://www.tistory.com"};</script>'
    own = [f"/{number}" for number in range(1, 13)]
    return {
        **posts(own),
        **numbered("/", [own[:6], own[6:]]),
        "/": page("집", *own[:6], "/?page=2", head=FEED + config),
        "/feed": rss(own[:4]),
        "/m/api/entry/0/POST": (400, "application/json", "{}"),
    }


def tistory_with_list() -> Pages:
    pages = tistory_with_broken_list()
    items = [
        {"id": number, "title": f"글 {number}", "path": f"/{number}"} for number in range(1, 13)
    ]
    pages["/m/api/entry/0/POST?page=1&size=20"] = as_json(
        {"data": {"items": items, "nextPage": None}}
    )
    pages["/?page=2"] = (404, "text/html", "")
    return pages


def by_hand() -> Pages:
    pages = tistory_with_list()
    pages["/"] = page("집", "/1", "/2")
    return pages


def shared_host() -> Pages:
    mine = [f"/@me/post-{number}" for number in range(6)]
    others = [f"/@other/post-{number}" for number in range(3)]
    return {
        **posts(mine, other="/@other/post-1"),
        **posts(others),
        "/": (302, "text/html", "/@me"),
        "/@me": page("내 글", *mine, *others, head=FEED),
        "/feed": rss(mine[:3]),
        "/sitemap.xml": sitemap(others),
    }


def moved() -> Pages:
    stub = '<html><head><meta http-equiv="refresh" content="0; url=/2024/07/03/post-3.html"></head></html>'
    return {
        **posts(ALL[1:4]),
        "/": page(
            "집", "/old-slug", "/gone-home", "/stub", "/go-shop", "/photo", *ALL[1:3], head=FEED
        ),
        "/go-shop": (302, "text/html", "http://localhost:{port}/shop"),
        "/shop": page("남의 글", body="<article>살 것</article>"),
        "/photo": (200, "image/png", "<article>PNG</article>"),
        "/feed": rss(["/old-slug", *ALL[1:4]]),
        "/old-slug": (301, "text/html", ALL[1]),
        "/gone-home": (302, "text/html", "/"),
        "/stub": stub,
    }


def wordpress() -> Pages:
    """A REST list of eleven pages (of more than ten at once it knows nothing), a feed
    and a home page that show the newest five; of those in another language it knows nothing.
    """
    slugs = [f"/post-{number}/" for number in range(1, 106)]
    rest = "/wp-json/wp/v2/posts"

    def answer(target: str) -> Answer:
        asked = parse_qs(urlsplit(target).query)
        number = int(asked["page"][0])
        if asked["per_page"] != ["10"]:
            return 400, "application/json", '{"code": "rest_invalid_param"}'
        rows = [
            {
                "id": int(slug.strip("/post-")),
                "link": "{origin}" + slug,
                "title": {"rendered": f"글 {slug}"},
            }
            for slug in slugs[(number - 1) * 10 : number * 10]
        ]
        return as_json(rows, X_WP_Total="105", X_WP_TotalPages="11")

    link = '<link rel="https://api.w.org/" href="{origin}/wp-json/"><meta name="generator" content="WordPress 6.5">'
    link += '<link rel="alternate" hreflang="en" href="/en/">'
    english = [f"/en/post-{number}/" for number in range(1, 13)]
    return {
        **posts([*slugs, *english]),
        "/en/": page("home", *english),
        "/": page("집", *slugs[:5], "/page/2/", head=FEED + link),
        "/page/*": page("집 2", *slugs[5:10]),
        "/feed": rss(slugs[:5]),
        rest: answer,
    }


def wordpress_of_another_type() -> Pages:
    """A list API without posts beside a blog whose posts are of a type of its own."""
    stories = [f"/story/{number}-day/" for number in range(1, 25)]
    link = '<link rel="https://api.w.org/" href="{origin}/wp-json/">'
    months = [f"/months/{number}/" for number in range(1, 5)]
    lists: Pages = {
        path: page("달", *stories[at * 6 : at * 6 + 6]) for at, path in enumerate(months)
    }
    return {
        **posts(stories),
        **lists,
        "/": page("집", *stories[:3], *months, head=link),
        "/wp-json/wp/v2/posts": as_json([], X_WP_Total="0", X_WP_TotalPages="0"),
    }


OLD = [f"/archives/{number:06}.html" for number in range(1, 13)]


def moved_engine() -> Pages:
    """New posts in the feed, old ones under another pattern in the sitemap only, and a shop."""
    pages = with_sources()
    shop = [f"/shop/item-{number}" for number in range(30)]
    pages["/map.xml"] = sitemap([*ALL, *OLD, *shop])
    return {**pages, **posts(OLD), "/shop/*": page("물건")}


def only_groups() -> Pages:
    """A home page with three posts; the rest is in categories and months."""
    groups = {f"/category/{name}/": ALL[place::4] for place, name in enumerate("abcd")}
    lists: Pages = {path: page(path, *group) for path, group in groups.items()}
    return {
        **posts(ALL),
        **posts(["/2023/05/01/old.html"]),
        **lists,
        "/2023/05/": page("달", "/2023/05/01/old.html"),
        "/": page("집", *ALL[:3], *groups, "/2023/05/"),
    }


def lists_without_a_name() -> Pages:
    """Posts that only lists name, whose addresses do not say that they are lists."""
    groups = {f"/m{number}.html": ALL[number * 2 : number * 2 + 2] for number in range(8)}
    lists: Pages = {path: page(path, *group) for path, group in groups.items()}
    return {**posts(ALL[:16]), **lists, "/": page("집", *groups)}


def more_elsewhere() -> Pages:
    """A home page whose list goes on in parts that a script asks for."""
    parts = {f"/part?offset={start}": ALL[start : start + 4] for start in range(4, 16, 4)}
    pages: Pages = {
        path: page("", *group, f"/part?offset={place * 4 + 4}")
        for place, (path, group) in enumerate(parts.items(), 1)
    }
    more = '<a class="load-more" href="/part?offset=4">More</a>'
    return {**posts(ALL[:16]), **pages, "/": page("집", *ALL[:4], body=more)}


def user_of_two_names() -> Pages:
    mine = [f"/@@1ab/{number}" for number in range(8)]
    return {
        **posts(mine),
        **posts(["/@other/1"]),
        "/@me": page("내 글", *mine, "/@other/1", head=FEED),
        "/feed": rss(mine[:3]),
    }


def beside_a_shop() -> Pages:
    """A blog in a folder of a host that has other things too."""
    own = [f"/blog/post-{number}" for number in range(8)]
    return {
        **posts([*own, "/products/a", "/jobs/b"]),
        "/blog/": page("글", *own, "/products/a", "/jobs/b", head=FEED),
        "/feed": rss(own[:3]),
        "/sitemap.xml": sitemap([*own, "/products/a", "/jobs/b"]),
    }


def calendar() -> Pages:
    def month(target: str) -> tuple[int, str, str]:
        day = date.fromisoformat(target.removeprefix("/cal/") + "-01")
        later, earlier = day + timedelta(days=31), day - timedelta(days=1)
        return (200, "text/html", page("달력", f"/cal/{later:%Y-%m}", f"/cal/{earlier:%Y-%m}"))

    def maze(target: str) -> tuple[int, str, str]:
        return (
            200,
            "text/html",
            page("목록", f"{target}&tag={len(target)}", f"{target}&cat={len(target)}"),
        )

    return {
        **posts(ALL[:6]),
        "/": page("집", *ALL[:3], "/cal/2024-07", "/list/?a=1", *ALL[3:6]),
        "/cal/*": month,
        "/list/*": maze,
    }


DAYS = [f"/?date=202407{day:02}" for day in range(1, 13)]


def diary() -> Pages:
    """A post a day, asked for by its date."""
    older = dict(pairwise(DAYS))
    found = {
        day: page(day, older.get(day, ""), body=f"<article><p>{TEXT * 3}</p></article>")
        for day in DAYS
    }
    return {**found, "/": page("일기", *DAYS[:3])}


def paper() -> Pages:
    """A list a day, asked for by its date."""
    lists = [f"/list{day[1:]}" for day in DAYS]
    older = dict(pairwise(lists))
    shown = [f"/article/{number}" for number in range(500, 500 + 3 * len(DAYS))]
    found = {
        one: page("지면", *shown[3 * place : 3 * place + 3], older.get(one, ""))
        for place, one in enumerate(lists)
    }
    return {**posts(shown), **found, "/": page("오늘", *shown[:3], lists[0])}


def ten_and_an_archive() -> Pages:
    """Front page, feed and sitemap name the newest ten; the rest is in the archive."""
    return {
        **posts(ALL),
        "/": page("집", *ALL[:10], "/archive", head=FEED),
        "/archive": page("모음", *ALL),
        "/feed": rss(ALL[:10]),
        "/sitemap.xml": sitemap(["/", *ALL[:10]]),
    }


def front_of_the_newest(newest: list[str], head: str = "", **sources: str) -> Pages:
    """A front page that shows the newest alone; of older ones nothing tells but `sources`."""
    own = {f"/{name.replace('_', '.')}": text for name, text in sources.items()}
    return {**posts(ALL), **posts(LATE), "/": page("집", *newest, head=head), **own}


LATE = [f"/entry/{number}" for number in range(31, 24, -1)]


def parts_by_number() -> Pages:
    """Beside the list of posts stand the parts of a story, by their bare numbers."""
    parts = [f"/ep/{number}" for number in range(1, 8)]
    bar = "".join(f'<a href="{path}">{path[4:]}</a>' for path in parts)
    items = "".join(f'<li><h2><a href="{path}">글</a></h2></li>' for path in ALL[:6])
    return {**posts(ALL[:6] + parts), "/": page("집", body=f"{bar}<ul>{items}</ul>")}


def years_without_links() -> Pages:
    """The menu has this year alone; the years before it have lists, too."""
    old = {year: [f"/{year}/rain-{n}.html" for n in range(6)] for year in (2024, 2023, 2022)}
    lists = {f"/{year}/": page(str(year), *paths, "/2024/") for year, paths in old.items()}
    all_of_them = [path for paths in old.values() for path in paths]
    return {**posts(all_of_them), **lists, "/": page("집", *old[2024][:3], "/2024/")}


def pages_without_links() -> Pages:
    """A list whose further pages a menu of numbers shows by a script, and nothing else names."""
    choice = "".join(f"<option>{number} 페이지</option>" for number in range(1, 4))
    found = numbered("/", [ALL[:8], ALL[8:16], ALL[16:]])
    for path, text in list(found.items()):
        assert isinstance(text, str)
        shown = "".join(one for one in text.split("<p>") if "?page=" not in one)
        found[path] = shown + f"<select>{choice}</select></body></html>"
    return {**posts(ALL), **found}


def by_scrolling() -> Pages:
    """A list of which a script in another file shows more, and a number says how much."""
    body = '<p>전체 20개의 글</p><script src="/main.js"></script>'
    script = 'addEventListener("scroll", () => fetch("/api?page=" + n))'
    return {
        **posts(ALL),
        "/": page("집", *ALL[:8], body=body),
        "/main.js": (200, "text/javascript", script),
    }


def list_beside_its_posts() -> Pages:
    """Its pages are counted by what numbers under it say: the name of their place says nothing."""
    own = [f"/read?id={number}" for number in range(1, 21)]
    counted = "".join(f'<a href="?b_start:int={at}">{at // 7 + 1}</a>' for at in (0, 7, 14))
    pages: Pages = {}
    for at in (0, 7, 14):
        items = "".join(f'<li><h2><a href="{path}">글</a></h2></li>' for path in own[at : at + 7])
        pages[f"/list/?b_start:int={at}" if at else "/list/"] = page(
            "목록", body=f"<ul>{items}</ul>{counted}"
        )
    return {**posts(own), **pages}


EPISODES = [f"/?no={number}" for number in range(1, 7)]


def told_in_episodes() -> Pages:
    """Posts that numbers alone lead to, as to the pages of a list."""
    numbers = "".join(f'<a href="{path}">{path[-1]}</a>' for path in EPISODES)
    return {**posts(EPISODES), "/": page("만화", body=f"<p>{numbers}</p>")}


def in_two_languages() -> Pages:
    """Both are named by the head of the home page alone, as is the sitemap of one of them."""
    head = '<link rel="alternate" hreflang="ko" href="/ko/">'
    korean = [path.replace("/2024", "/ko/2024") for path in ALL]
    pages: Pages = {
        "/": (302, "text/html", "/en/"),
        "/en/": page("home", *ALL, head=head),
        **numbered("/ko/", [korean[:10], korean[10:]]),
    }
    return {**posts([*ALL, *korean]), **pages}


def named_for_another_host() -> Pages:
    """A sitemap, named by the head, that was made where its author writes."""
    return {
        **posts(ALL),
        "/": page("집", *ALL[:5], head='<link rel="sitemap" href="/my-map.xml">'),
        "/my-map.xml": sitemap(ALL).replace("{origin}", "http://localhost:4000"),
    }


def headed_below_categories() -> Pages:
    own = [f"/category/food/post-{number}" for number in range(12)]
    pages = numbered("/", [own[:6], own[6:]])
    for path, text in pages.items():
        assert isinstance(text, str)
        pages[path] = text.replace("<p><a", "<h2><a").replace("</a></p>", "</a></h2>")
    return {**posts(own), **pages}


def named_where_they_were() -> Pages:
    """A list in which every other post has the address that it had before the blog moved."""
    moved = (f"http://old.example{path}" if place % 2 else path for place, path in enumerate(ALL))
    items = "".join(f'<li><h2><a href="{url}">글</a></h2></li>' for url in moved)
    return {**posts(ALL), "/": page("집", body=f"<ul>{items}</ul>")}


def page_that_asks_for_a_name() -> Pages:
    pages = numbered("/", [ALL[:10], ALL[10:]])
    return {**posts(ALL), **pages, "/?page=2": (302, "text/html", "/login"), "/login": page("?")}


def forbidden() -> Pages:
    pages = with_sources()
    pages["/robots.txt"] = (
        200,
        "text/plain",
        "User-agent: *\nDisallow: /2024/07/1\nSitemap: {origin}/map.xml",
    )
    return pages


#: Among the numbers of posts are those of years and months.
NUMBERED = [f"/post/{number}" for number in (*range(7, 12), *range(1997, 2012), 19001, 200407)]


def numbered_by_years() -> Pages:
    return {**posts(NUMBERED), "/": page("집"), "/sitemap.xml": sitemap(["/", *NUMBERED])}


#: The posts of a blog that nothing but its lists names are at numbers like years, and like months.
LISTED_NUMBERS = [
    *(f"/entry/{number}" for number in range(1997, 2013)),
    *(f"/notes/2024/{number}" for number in range(1, 9)),
]


def numbered_in_lists() -> Pages:
    pages = posts(LISTED_NUMBERS)
    newest = LISTED_NUMBERS[::-1]
    for place in range(3):
        shown = newest[place * 8 : place * 8 + 8]
        items = "".join(f'<li><a href="{path}">바닷가 산책</a></li>' for path in shown)
        following = [f"/page/{place + 2}/"] if place < 2 else []
        path = f"/page/{place + 1}/" if place else "/"
        pages[path] = page("집", *following, body=f"<ul>{items}</ul>")
    return pages


#: Six on the front page, three behind each year that a click opens.
WRITTEN_TWICE = [f"/walk-{number}/" for number in range(12)]


def written_twice() -> Pages:
    """Lists that leave out the last slash, and link each date to a number that leads to the post."""

    def items(first: int, last: int) -> str:
        return "".join(
            f'<li><h2><a href="/walk-{n}">바닷가 산책</a></h2><a href="/?p={n + 100}">{n}일</a></li>'
            for n in range(first, last)
        )

    def years(target: str) -> Answer:
        first = 6 if "2024" in target else 9
        return 200, "text/html", page("해", body=f"<ul>{items(first, first + 3)}</ul>")

    opened = "".join(f'<span data-url="/list?y={year}">{year}년</span>' for year in (2024, 2023))
    return {
        **posts(WRITTEN_TWICE),
        **{path.rstrip("/"): (301, "text/html", path) for path in WRITTEN_TWICE},
        **{f"/?p={n + 100}": (301, "text/html", path) for n, path in enumerate(WRITTEN_TWICE)},
        "/": page("집", body=f"<ul>{items(0, 6)}</ul><p>{opened}</p>"),
        "/list": years,
    }


def months_put_aside() -> Pages:
    """Posts in months whose addresses tell nothing, and that lead to posts in doubt themselves."""
    own = [f"/archives/{number:06}.html" for number in range(1, 33)]
    months = {f"/archives/2024_{place + 1:02}.html": own[place * 4 :][:4] for place in range(8)}
    return {
        **posts(own),
        **{path: page("달", *found) for path, found in months.items()},
        "/": page("집", *own[:-5:-1], *list(months)[::-1]),
    }


def part_missing() -> Pages:
    return {
        **posts(ALL),
        "/": page("집", *ALL[:3], "/category/a/"),
        "/category/a/": page("분류", *ALL[10:]),
        "/sitemap.xml": sitemap_index(["/posts-1.xml", "/posts-2.xml"]),
        "/posts-1.xml": sitemap(ALL[:10]),
    }


def hidden_from_sitemap() -> Pages:
    pages = with_sources()
    pages["/map.xml"] = sitemap(["/", *ALL[:5], *ALL[6:]])
    return pages


def paged_feed() -> Pages:
    dated = "Mon, 01 Jul 2024 09:00:00 +0900"
    return {
        **posts(ALL),
        "/feed": rss(ALL[:8], following="/feed?p=2"),
        "/feed?p=2": rss(ALL[8:16], following="/feed?p=3", date=dated),
        "/feed?p=3": rss(ALL[8:16], following="/feed?p=4"),
    }


def only_feeds(generator: str, *pages: str) -> Pages:
    """A blog whose old posts nothing but the further pages of its feed names."""
    named = f"<generator>{generator}</generator>"
    feeds: Pages = {
        path: rss(ALL[place * 5 : place * 5 + 5]).replace("<channel>", f"<channel>{named}")
        for place, path in enumerate(pages)
    }
    head = f'<link rel="alternate" type="application/rss+xml" href="{pages[0]}">'
    return {**posts(ALL), **feeds, "/": page("집", *ALL[:3], head=head)}


def all_canonical_to_home() -> Pages:
    """A theme that calls the home page canonical on every page, and posts in forms of copies."""
    lying = page("글", head='<link rel="canonical" href="{origin}/">',
                 body=f"<article><p>{TEXT * 3}</p></article>")  # fmt: skip
    found: Pages = dict.fromkeys(ALL, lying)
    copies = (f"{ALL[0]}?m=1", f"{ALL[1]}?utm_source=x", f"/amp{ALL[2]}", f"{ALL[3]}?print=1")
    return {**found, "/amp/*": lying, "/": page("집", *ALL, *copies)}


def split_sitemap() -> Pages:
    return {
        **posts(ALL),
        "/index.xml": sitemap_index(
            ["/post-1.xml", "/post-2.xml", "/tag-sitemap.xml", "/index.xml"]
        ),
        "/post-1.xml": sitemap(ALL[:10]),
        "/post-2.xml": sitemap([*ALL[10:], "/image.png", "/page/2/"]),
    }


def next_page(data: object, *links: str, **query: str) -> str:
    """A page of Next.js that shows `links`; the rest a script would draw."""
    held = {"props": {"pageProps": data}, "page": "/", "query": query}
    text = json.dumps(held).replace("</", "<\\/")
    island = f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'
    return page("집", *links, body=island)


def named_in_data(slugs: list[str]) -> list[dict[str, object]]:
    return [
        {"title": f"글 {slug}", "slug": slug, "date": "2024-07-22", "category": {"slug": "life"}}
        for slug in slugs
    ]


SLUGS = [f"post-{number}" for number in range(1, 13)]


def in_data_alone() -> Pages:
    """No feed, no sitemap: all posts in the data of the front page, one of them shown."""
    return {
        **posts([f"/posts/{slug}" for slug in SLUGS]),
        "/": next_page(
            {
                "posts": [*named_in_data(SLUGS), {**named_in_data(["draft"])[0], "draft": True}],
                "tags": [{"title": "여름", "slug": "summer"}, {"title": "비", "slug": "rain"}],
            },
            "/posts/post-3",
            "/about",
        ),
        "/about": page("소개"),
    }


def in_data_beside_a_feed() -> Pages:
    """A feed of two, and a front page that shows no post but holds all of them as data."""
    return {
        **posts([f"/life/{slug}/" for slug in SLUGS]),
        "/": next_page({"posts": named_in_data(SLUGS)}).replace("<head>", f"<head>{FEED}"),
        "/feed": rss(["/life/post-1/", "/life/post-2/"]),
    }


def in_data_without_proof() -> Pages:
    """Posts by their slugs, and nothing that shows how their addresses are built."""
    return {
        **posts([f"/somewhere/{slug}" for slug in SLUGS]),
        "/": next_page({"posts": named_in_data(SLUGS)}, "/about"),
        "/about": page("소개"),
    }


def links_to_parts(*addresses: str) -> str:
    linked = (f'<a href="{url}" class="post-page-numbers">{url}</a>' for url in addresses)
    return f'<article><p>{TEXT * 3}</p><div class="page-links">Pages: {" ".join(linked)}</div></article>'


def in_parts() -> Pages:
    """A blog whose sitemap is whole, and posts that go on at addresses of every form."""
    once = "/2024/07/21/once/"
    parts = {
        once: [f"{once}2/", f"{once}3/"],
        f"{once}2/": [once, f"{once}3/"],
        f"{once}3/": [once, f"{once}2/"],
        "/?p=22": ["/?p=22&page=2", "/?p=22&page=3"],
        "/?p=22&page=2": ["/?p=22"],
    }
    pages: Pages = {path: page(path, body=links_to_parts(*to)) for path, to in parts.items()}
    ahead = '<meta property="og:type" content="article"><link rel="next" href="{}">'
    comments = ("/2024/07/01/post-1.html/comment-page-2/", "/2024/07/01/post-1.html?cpage=2")
    return {
        **posts(ALL[1:]),
        **pages,
        ALL[0]: page("글", *comments, head=ahead.format(f"{ALL[0]}/2/"), body="<article>"),
        f"{ALL[0]}/2/": page("글", body="<article>"),
        "/?p=22&page=3": page("글이 아닌 것"),
        ALL[2]: page("글", head=ahead.format(ALL[3]), body="<article>"),
        "/": page("집", *ALL[:7], once, "/?p=22"),
        "/sitemap.xml": sitemap([*ALL, once, "/?p=22"]),
    }


def in_parts_listed_whole() -> Pages:
    """A blog of WordPress whose list carries the whole of a post that its page shows in parts."""
    pages = wordpress()
    row = {
        "id": 1,
        "link": "{origin}/post-1/",
        "title": {"rendered": "글"},
        "content": {"rendered": f"<p>{TEXT}</p><!--nextpage--><p>{TEXT}</p>"},
    }
    pages["/wp-json/wp/v2/posts"] = as_json([row], X_WP_Total="1", X_WP_TotalPages="1")
    pages["/post-1/"] = page("글", body=links_to_parts("/post-1/2/"))
    return pages


def drawn_by_a_stream() -> Pages:
    """A list of the App Router that shows nothing before its scripts run."""
    items = [["$", "$L2", slug, {"href": f"/posts/{slug}", "children": slug}] for slug in SLUGS]
    row = json.dumps(["$", "ul", None, {"children": [["$", "li", None, {"children": items}]]}])
    chunk = json.dumps([1, f'2:I[9,[],""]\n0:{row}\n'])
    shell = f"<script>self.__next_f.push({chunk})</script>"
    return {**posts([f"/posts/{slug}" for slug in SLUGS]), "/": page("집", body=shell)}


#: Name of the crawl: the site, the spider, its arguments beside the address, the path to start at.
CRAWLS: dict[str, Job] = {
    "sources": (with_sources(), "blog", {}, "/"),
    "begun at a post": (begun_at_a_post(), "blog", {}, ALL[3]),
    "top leads to newest": (top_leads_to_newest(), "blog", {}, "/"),
    "dated list": (dated_list(), "blog", {}, "/blog"),
    "no sources": (without_sources(), "blog", {}, "/"),
    "broken api": (tistory_with_broken_list(), "blog", {}, "/"),
    "api": (tistory_with_list(), "blog", {}, "/"),
    "shared host": (shared_host(), "blog", {}, "/"),
    "slash too many": (shared_host(), "blog", {}, "/@me/"),
    "moved": (moved(), "blog", {}, "/"),
    "wordpress": (wordpress(), "blog", {}, "/"),
    "beside": (beside_a_shop(), "blog", {}, "/blog/"),
    "moved engine": (moved_engine(), "blog", {}, "/"),
    "groups": (only_groups(), "blog", {}, "/"),
    "another type": (wordpress_of_another_type(), "blog", {}, "/"),
    "unnamed lists": (lists_without_a_name(), "blog", {}, "/"),
    "more elsewhere": (more_elsewhere(), "blog", {}, "/"),
    "two names": (user_of_two_names(), "blog", {}, "/@me"),
    "by hand": (by_hand(), "blog", {"platform": "tistory"}, "/"),
    "calendar": (calendar(), "blog", {}, "/"),
    "diary": (diary(), "blog", {}, "/"),
    "paper": (paper(), "blog", {}, "/"),
    "ten": (ten_and_an_archive(), "blog", {}, "/"),
    "seven and seven": (front_of_the_newest(ALL[:7], FEED, feed=rss(ALL[:7])), "blog", {}, "/"),
    "high numbers": (front_of_the_newest(LATE), "blog", {}, "/"),
    "old sitemap": (front_of_the_newest(ALL[:4], sitemap_xml=sitemap(ALL[9:])), "blog", {}, "/"),
    "parts by number": (parts_by_number(), "blog", {}, "/"),
    "years": (years_without_links(), "blog", {}, "/"),
    "pages without links": (pages_without_links(), "blog", {}, "/"),
    "scrolling": (by_scrolling(), "blog", {}, "/"),
    "list beside": (list_beside_its_posts(), "blog", {}, "/list/"),
    "episodes": (told_in_episodes(), "blog", {}, "/"),
    "languages": (in_two_languages(), "blog", {}, "/"),
    "another host": (named_for_another_host(), "blog", {}, "/"),
    "below categories": (headed_below_categories(), "blog", {}, "/"),
    "where they were": (named_where_they_were(), "blog", {}, "/"),
    "login": (page_that_asks_for_a_name(), "blog", {}, "/"),
    "forbidden": (forbidden(), "blog", {}, "/"),
    "numbered": (numbered_by_years(), "blog", {}, "/"),
    "numbered in lists": (numbered_in_lists(), "blog", {}, "/"),
    "written twice": (written_twice(), "blog", {}, "/"),
    "months put aside": (months_put_aside(), "blog", {}, "/"),
    "part missing": (part_missing(), "blog", {}, "/"),
    "hidden": (hidden_from_sitemap(), "blog", {}, "/"),
    "limit": (with_sources(), "blog", {"limit": "3"}, "/"),
    "dry run": (with_sources(), "blog", {"dry_run": "1"}, "/"),
    "partial": (
        {
            **posts(ALL[:3]),
            "/": page("집", *ALL[:3]),
            ALL[0]: (206, "text/html", page("반쪽", body="<article>반</article>")),
        },
        "blog",
        {},
        "/",
    ),
    "paged wordpress": (
        only_feeds(
            "https://wordpress.org/?v=6.5",
            "/feed/",
            "/feed/?paged=2",
            "/feed/?paged=3",
            "/feed/?paged=4",
        ),
        "blog",
        {},
        "/",
    ),
    "paged ghost": (
        only_feeds("Ghost 4.1", "/rss/", "/rss/2/", "/rss/3/", "/rss/4/"),
        "blog",
        {},
        "/",
    ),
    "lying canonical": (all_canonical_to_home(), "blog", {}, "/"),
    "data": (in_data_alone(), "blog", {}, "/"),
    "data and feed": (in_data_beside_a_feed(), "blog", {}, "/"),
    "data without proof": (in_data_without_proof(), "blog", {}, "/"),
    "stream": (drawn_by_a_stream(), "blog", {}, "/"),
    "parts": (in_parts(), "blog", {}, "/"),
    "parts listed whole": (in_parts_listed_whole(), "blog", {}, "/"),
    "parts of pages": (in_parts(), "pages", {}, "/?p=22"),
    "nobody": ({"/": (404, "text/html", "")}, "blog", {}, "/"),
    "feed": (paged_feed(), "feed", {}, "/feed"),
    "since": (paged_feed(), "feed", {"since": "2024-07-02"}, "/feed"),
    "sitemap": (split_sitemap(), "sitemap", {}, "/index.xml"),
    "pages": (posts(ALL), "pages", {}, ALL[0]),
}


@pytest.fixture(scope="module")
def crawls() -> Iterator[dict[str, Crawl]]:
    with crawled(CRAWLS) as done:
        yield done


def test_the_newest_post_to_which_the_top_leads_is_a_post(crawls: dict[str, Crawl]) -> None:
    assert ALL[0] in {urlsplit(one["url"]).path for one in crawls["top leads to newest"].pages}


def test_what_is_found_from_a_post_is_never_called_the_whole_blog(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["begun at a post"].said_of(ALL[3]) == [None, "a post"]
    assert crawls["dated list"].said_of("/blog") == [None, ""]


def test_a_blog_with_a_sitemap_is_found_whole_for_few_requests(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["sources"]
    assert crawl.found == sorted(ALL)
    assert sum(crawl.site.asked.values()) <= max(1.6 * len(ALL), len(ALL) + 12)


def test_a_second_address_of_each_post_and_a_missing_slash_are_learned(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["written twice"]
    asked = crawl.site.asked
    assert crawl.found == sorted(WRITTEN_TWICE)
    assert len([target for target in asked if target.startswith("/?p=")]) == 5
    # Those of the years, which came later, were asked for as they are.
    assert not [path for path in WRITTEN_TWICE[6:] if asked[path.rstrip("/")]]


def test_every_post_is_asked_for_once(crawls: dict[str, Crawl]) -> None:
    for name in ("sources", "no sources", "api", "hidden", "shared host"):
        assert set(crawls[name].site.asked.values()) == {1}, name


def test_robots_txt_is_the_first_thing_asked(crawls: dict[str, Crawl]) -> None:
    for name, crawl in crawls.items():
        assert next(iter(crawl.site.asked)) == "/robots.txt", name


def test_a_page_knows_every_source_that_named_it(crawls: dict[str, Crawl]) -> None:
    assert {"feed", "sitemap"} <= set(crawls["sources"].kinds(ALL[0]))
    assert crawls["sources"].kinds(ALL[9]) == ["sitemap"]


def test_tags_and_categories_are_not_fetched_when_a_sitemap_is_whole(
    crawls: dict[str, Crawl],
) -> None:
    asked = crawls["sources"].site.asked
    assert not [path for path in asked if path.startswith(("/tag", "/category", "/m/"))]


def test_without_sources_lists_and_links_between_posts_lead_to_all(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["no sources"].found == sorted(ALL)


def test_a_page_knows_that_it_stands_among_posts(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["hidden"]
    (hidden,) = [one for one in crawl.pages if one["url"].endswith(ALL[5])]
    assert hidden["among_posts"]


def test_a_failing_list_is_counted_and_the_generic_way_taken(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["broken api"]
    assert crawl.stats["newscrawl/api/tistory/failed"] == 1
    assert crawl.found == sorted(f"/{number}" for number in range(1, 13))


def test_a_list_of_the_platform_is_enough(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["api"].found) == 12
    assert crawls["api"].kinds("/9") == ["api"]


def test_other_blogs_on_the_host_are_left_alone(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["shared host"]
    assert crawl.found == [f"/@me/post-{number}" for number in range(6)]
    assert not [path for path in crawl.site.asked if "other" in path or "sitemap" in path]


def test_a_home_page_that_is_not_there_with_its_last_slash_is_asked_for_without(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["slash too many"]
    assert crawl.found == crawls["shared host"].found
    assert (crawl.site.asked["/@me/"], crawl.site.asked["/@me"]) == (1, 1)
    assert not [path for path in crawl.site.asked if "other" in path]


def test_a_moved_post_is_one_post_and_a_post_sent_home_is_none(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["moved"]
    assert crawl.found == sorted(ALL[1:4])
    assert crawl.stats["newscrawl/skipped/sent-home"] == 1


def test_what_lies_behind_a_redirector_or_is_a_picture_is_no_post_of_the_blog(
    crawls: dict[str, Crawl],
) -> None:
    stats = crawls["moved"].stats
    assert (stats["newscrawl/skipped/elsewhere"], stats["newscrawl/skipped/file"]) == (1, 1)


def test_a_rest_list_is_read_to_its_end(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["wordpress"]
    assert len(crawl.found) == 105 + 12
    assert {"api", "feed"} <= set(crawl.kinds("/post-1/"))
    assert sum(crawl.site.asked.values()) <= 1.6 * 105


def test_no_request_is_lost_on_a_connection_that_its_server_closes(
    crawls: dict[str, Crawl],
) -> None:
    failed = "downloader/exception_type_count/scrapy.exceptions.DownloadFailedError"
    for name, crawl in crawls.items():
        assert failed not in crawl.stats, name


def test_a_blog_in_a_folder_leaves_the_rest_of_the_host_alone(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["beside"]
    assert crawl.found == [f"/blog/post-{number}" for number in range(8)]
    assert not [path for path in crawl.site.asked if path.startswith(("/products", "/jobs"))]


def test_posts_of_an_older_engine_are_found_and_a_shop_is_left(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["moved engine"]
    assert crawl.found == sorted([*ALL, *OLD])
    assert len([path for path in crawl.site.asked if path.startswith("/shop")]) <= 6


def test_where_nothing_better_exists_categories_and_months_are_read(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["groups"].found == sorted([*ALL, "/2023/05/01/old.html"])


def test_a_list_api_that_names_nothing_is_not_trusted_to_name_all(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["another type"].found) == 24


def test_pages_like_those_that_led_to_posts_are_read_as_lists(crawls: dict[str, Crawl]) -> None:
    assert crawls["unnamed lists"].found == ALL[:16]


def test_a_list_that_goes_on_at_another_address_is_read_to_its_end(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["more elsewhere"].found == ALL[:16]


def test_further_pages_of_the_front_page_are_guessed_at_where_no_link_leads_there(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["pages without links"]
    assert crawl.found == sorted(ALL)
    assert crawl.said_of("/") == [None, ""]


def test_a_list_that_says_or_whose_script_says_that_there_is_more_is_not_whole(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["scrolling"].said_of("/") == [20, "goes on by a script"]
    assert crawls["where they were"].said_of("/") == [None, "names posts under another host"]
    assert crawls["login"].said_of("/") == [None, "one of its pages leads elsewhere"]


def test_a_list_whose_posts_lie_beside_it_is_a_page_and_no_folder(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["list beside"].found) == 20


def test_what_numbers_alone_lead_to_is_no_page_of_a_list(crawls: dict[str, Crawl]) -> None:
    assert crawls["episodes"].found == EPISODES


def test_the_head_of_a_home_page_names_its_other_languages_and_its_sitemap(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["languages"].found) == 2 * len(ALL)
    assert crawls["another host"].found == ALL
    assert crawls["another host"].kinds(ALL[9]) == ["sitemap"]


def test_what_heads_the_items_of_a_list_is_posts_though_its_address_groups_them(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["below categories"].found) == 12


def test_a_users_other_name_is_known_by_the_feed(crawls: dict[str, Crawl]) -> None:
    assert crawls["two names"].found == [f"/@@1ab/{number}" for number in range(8)]


def test_a_platform_named_by_hand_is_believed(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["by hand"].found) == 12


def test_endless_calendars_and_queries_end(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["calendar"]
    assert crawl.found == ALL[:6]
    assert crawl.reason == "finished"
    assert sum(crawl.site.asked.values()) < 300


def test_a_day_that_is_asked_for_is_a_post_of_a_diary_and_a_list_of_a_paper(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["diary"].found == sorted(DAYS)
    assert crawls["paper"].found == [f"/article/{number}" for number in range(500, 536)]


def test_a_sitemap_that_names_what_the_feed_does_is_not_taken_for_all(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["ten"].found == sorted(ALL)
    assert crawls["ten"].said_of("/") == [None, ""]


def test_a_front_page_of_the_newest_is_not_taken_for_the_list_of_all(
    crawls: dict[str, Crawl],
) -> None:
    said = {
        "seven and seven": "shows as many as the feed names, and nothing says that these are all",
        "high numbers": "shows posts with high numbers, and nothing leads to those before them",
        "old sitemap": "shows nothing that the sitemap names, and what lies between may be lost",
    }
    assert {name: crawls[name].said_of("/")[1] for name in said} == said


def test_bare_numbers_beside_a_list_that_lead_to_posts_are_no_pages_of_it(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["parts by number"].found == sorted([*ALL[:6], *(f"/ep/{n}" for n in range(1, 8))])


def test_years_before_the_only_one_that_has_a_link_are_asked_for(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["years"].found) == 18
    assert crawls["years"].site.asked["/2021/"] == 1


def test_what_robots_txt_forbids_is_not_asked_for_and_counted(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["forbidden"]
    assert crawl.found == sorted(path for path in ALL if not path.startswith("/2024/07/1"))
    assert not [path for path in crawl.site.asked if path.startswith("/2024/07/1")]
    assert crawl.stats["newscrawl/skipped/robots"] == 10


def test_a_post_that_the_sitemap_hides_is_found_in_the_lists(crawls: dict[str, Crawl]) -> None:
    assert ALL[5] in crawls["hidden"].found
    assert crawls["hidden"].kinds(ALL[5]) == ["listing"]


def test_a_post_whose_number_is_a_year_is_no_list(crawls: dict[str, Crawl]) -> None:
    assert crawls["numbered in lists"].found == sorted(LISTED_NUMBERS)
    assert crawls["numbered"].found == sorted(NUMBERED)


def test_lists_that_were_put_aside_before_others_like_them_led_to_posts_are_read(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["months put aside"].found) == 32


def test_where_a_part_of_the_sitemap_cannot_be_read_the_lists_are(crawls: dict[str, Crawl]) -> None:
    assert crawls["part missing"].found == ALL


def test_posts_that_stand_in_data_alone_are_found_where_the_page_proves_them_to_be(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["data"]
    assert crawl.found == sorted(f"/posts/{slug}" for slug in SLUGS)
    assert not any("draft" in path or "rain" in path for path in crawl.site.asked)
    assert crawls["data and feed"].found == sorted(f"/life/{slug}/" for slug in SLUGS)
    assert crawls["stream"].found == sorted(f"/posts/{slug}" for slug in SLUGS)


def test_no_address_is_made_up_for_a_post_whose_place_nothing_proves(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["data without proof"]
    assert crawl.found == []
    assert not any("post-" in path for path in crawl.site.asked)
    assert crawl.stats["newscrawl/listings/without-address"] == len(SLUGS)


def test_the_further_pages_of_a_post_are_asked_for_whatever_form_their_addresses_have(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["parts"]
    further = ["/2024/07/21/once/2/", "/2024/07/21/once/3/", "/?p=22&page=2", f"{ALL[0]}/2/"]
    assert crawl.found == sorted([*ALL, "/2024/07/21/once/", "/?p=22", *further])
    assert [path for path, count in crawl.site.asked.items() if count > 1] == []
    assert [crawl.kinds(path) for path in further] == [["part"]] * 4
    assert not [path for path in crawl.site.asked if "comment" in path or "cpage" in path]
    # What nobody understands of a post that is held is lost: the run does not say that it is done.
    assert crawl.stats["newscrawl/failed/part"] == 1
    assert "/?p=22&page=2" not in crawls["parts of pages"].site.asked


def test_a_post_that_a_list_carries_whole_is_not_asked_for_page_by_page(
    crawls: dict[str, Crawl],
) -> None:
    assert "/post-1/" in crawls["parts listed whole"].found
    assert "/post-1/2/" not in crawls["parts listed whole"].site.asked


def test_a_limit_takes_the_newest(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["limit"].found) == 3


def test_a_dry_run_fetches_no_post(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["dry run"]
    assert not set(ALL) & set(crawl.site.asked)
    assert crawl.stats["newscrawl/found"] >= len(ALL)


def test_a_home_page_that_is_not_there_is_a_failure(crawls: dict[str, Crawl]) -> None:
    assert crawls["nobody"].stats["newscrawl/failed/404"] == 1
    assert crawls["nobody"].found == []


def test_a_part_of_a_page_is_not_taken_for_the_page(crawls: dict[str, Crawl]) -> None:
    assert crawls["partial"].found == ALL[1:3]
    assert crawls["partial"].stats["newscrawl/failed/206"] == 1


def test_the_feed_spider_follows_the_pages_of_the_feed_and_stops_in_a_circle(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["feed"]
    assert crawl.found == sorted(ALL[:16])
    assert "/feed?p=4" not in crawl.site.asked


@pytest.mark.parametrize("engine", ["paged wordpress", "paged ghost"])
def test_the_further_pages_of_a_feed_that_it_does_not_name_are_read(
    crawls: dict[str, Crawl], engine: str
) -> None:
    assert crawls[engine].found == sorted(ALL)


def test_a_theme_that_calls_the_home_page_canonical_costs_no_post_and_copies_are_not_asked_for(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["lying canonical"]
    assert crawl.found == sorted(ALL)
    assert not [path for path in crawl.site.asked if path.startswith("/amp") or "print" in path]


def test_since_leaves_out_what_is_older(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["since"]
    assert crawl.found == sorted(ALL[:8])
    assert crawl.stats["newscrawl/skipped/older"] == 8


def test_the_sitemap_spider_reads_the_parts_that_hold_posts(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["sitemap"]
    assert crawl.found == sorted(ALL)
    assert "/tag-sitemap.xml" not in crawl.site.asked


def test_the_pages_spider_fetches_just_what_it_is_told(crawls: dict[str, Crawl]) -> None:
    assert sorted(crawls["pages"].site.asked) == sorted(["/robots.txt", ALL[0]])
