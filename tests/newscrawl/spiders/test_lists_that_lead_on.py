"""Lists that nothing calls so, that show a part, or that name an older host of their blog."""

from __future__ import annotations

from collections.abc import Iterator

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
)

WRITERS = "ada grace alan edsger barbara".split()
NUMBERS = range(30, 0, -1)
FEED = '<link rel="alternate" type="application/rss+xml" href="/feed">'
YEARS = [f"/{year}/" for year in (2024, 2023, 2022)]


def of_a_year(year: str) -> list[str]:
    return [f"{year}{number:02}/story-{number}" for number in range(1, 13)]


def issues() -> Pages:
    """Each issue leads to its contents and to the issue before; the home page shows the newest."""
    pages: Pages = {}
    for issue in range(201, 207):
        own = [f"/paper/{issue}/{number}.html" for number in range(1, 6)]
        contents = f"/paper/{issue}/contents.html"
        pages |= {**posts(own), contents: page("차례", *own)}
        pages[f"/paper/{issue}/"] = page(
            "표지", contents, *([f"/paper/{issue - 1}/"] if issue > 201 else [])
        )
    own = [f"/paper/206/{number}.html" for number in range(1, 6)]
    return {**pages, "/": page("집", *own, "/paper/205/")}


def years_cut() -> Pages:
    """Each year shows its newest ten; its second page is there, and nothing leads to it."""
    pages: Pages = {"/": page("집", *YEARS)}
    for year in YEARS:
        own = of_a_year(year)
        pages |= {
            **posts(own),
            year: page("해", *own[:10]),
            f"{year}?page=2": page("해", *own[10:]),
        }
    return pages


def two_cut() -> Pages:
    """Two categories show their newest ten, and the home page nothing but these."""
    own = {f"/category/{name}/": [f"/p/{name}-{n}" for n in range(10)] for name in ("a", "b")}
    lists = {
        path: page("글", body="".join(f'<li><h2><a href="{one}">글</a></h2></li>' for one in named))
        for path, named in own.items()
    }
    return {
        **posts([one for named in own.values() for one in named]),
        **lists,
        "/": page("집", *own),
    }


def moved() -> Pages:
    """The second page of the list, and what it leads to, name the host that the blog left."""
    own = [f"/2024/{number:02}/story-{number}" for number in range(1, 13)]
    items = [f'<li><h2><a href="{{}}{path}">글</a></h2></li>' for path in own]
    old = "http://localhost:{port}"

    def sent_on(target: str) -> Answer:
        return 301, "text/html", "{origin}" + target.removeprefix("//localhost")

    return {
        **posts(own),
        "//localhost*": sent_on,
        "/": page("집", "/?page=2", body="".join(items[:6]).replace("{}", "")),
        "/?page=2": page("집", body="".join(items[6:]).replace("{}", old)),
    }


def renamed() -> Pages:
    """As before, but there the posts had other names, by which they are not known here."""
    pages = moved()
    show = pages["/?page=2"]
    assert isinstance(show, str)

    def sent_on(target: str) -> Answer:
        return (
            301,
            "text/html",
            "{origin}" + target.removeprefix("//localhost").replace("tale", "story"),
        )

    return {**pages, "//localhost*": sent_on, "/?page=2": show.replace("story", "tale")}


def broken_off() -> Pages:
    """The only list ends in the midst of an item; the posts are written to their end."""
    own = [f"/p/{word}" for word in "rain snow wind fog hail dew frost mist".split()]
    whole = page("집", *own)
    return {**posts(own), "/": whole[: whole.index(own[5]) + 4]}


def first_page_elsewhere() -> Pages:
    """A list in a frame, whose later pages lead back to its first one by another address."""
    own = [f"/p/{word}" for word in "rain snow wind fog hail dew frost mist ice".split()]
    base, frame = "/list?of=kim", "/list?of=kim&widget=1"
    return {
        **posts([*own, base]),
        "/": f"<html><body><iframe src='{frame}'></iframe></body></html>",
        frame: page("집", *own[:3], f"{base}&page=2", f"{base}&page=3"),
        f"{base}&page=2": page("집", *own[3:6], base, f"{base}&page=3"),
        f"{base}&page=3": page("집", *own[6:], base, f"{base}&page=2"),
    }


def with_views() -> Pages:
    """Each post leads to a form below itself, to a draft that is not there, and to more of itself.

    The rest of the newest is not written yet.
    """
    own = [
        f"/p/{word}" for word in "rain snow wind fog hail dew frost mist ice sun sky sea".split()
    ]
    pages: Pages = {"/": page("집", *own)}
    for path in own:
        links = (f"{path}/edit", f"/draft/{path[3:]}", f"{path}/more")
        pages |= posts([path], **dict(zip("abc", links, strict=True)))
        pages[f"{path}/edit"] = page("고치기", body="<form><textarea></textarea></form>")
        pages[f"{path}/more"] = page("곧", body="<p>곧</p>")
    return {**pages, **posts([f"{path}/more" for path in own[5:]])}


def board() -> Pages:
    """A board of columns beside one of guests; each post can be deleted by its writer."""
    own = [f"/b.php?t=column&no={n}" for n in range(1, 7)]
    pages: Pages = {}
    for path in own:
        pages |= posts([path], delete=path.replace("b.php", "delete.php"))
    guests = [f"/b.php?t=guest&no={n}" for n in range(1, 5)]
    lists = {
        "/b.php?t=column": page("칼럼", *own, "/b.php?t=guest"),
        "/b.php?t=guest": page("손님", *guests),
    }
    return {**pages, **posts(guests), **lists}


def neighbours() -> Pages:
    """A front page of the newest, which lead to those before them; a month leads to that before."""
    own = [f"/archives/{number:06}.html" for number in range(101, 113)]
    pages: Pages = {"/": page("집", *own[-6:], "/archives/2024_02.html")}
    for before, path in zip(["/", *own], own, strict=False):
        pages |= posts([path], before=before)
    pages[own[0]] = page("글", body="<p>짧은 글</p>")
    for month, before in (("02", "01"), ("01", "02")):
        shown = f'<p><a rel="prev" href="/archives/2024_{before}.html">전달</a></p>'
        pages[f"/archives/2024_{month}.html"] = page("달", body=shown)
    return {
        path: text.replace('<a href="/archives', '<a rel="prev" href="/archives')
        for path, text in pages.items()
    }


def two_languages() -> Pages:
    """Two home pages, each with whole posts on it, which a sitemap names beside the posts."""
    own = [f"/{language}/{word}" for language in ("ko", "en") for word in ("rain", "snow", "wind")]
    pages = posts(["/ko/", "/en/"])
    other = '<link rel="alternate" hreflang="en" href="/en/">'
    homes = {path: str(text).replace("</head>", f"{other}</head>") for path, text in pages.items()}
    return {
        **posts(own),
        **homes,
        "/": (301, "text/html", "/ko/"),
        "/sitemap.xml": (200, "application/xml", sitemap(["/ko/", "/en/", *own])),
    }


def views_of_a_script() -> Pages:
    """A list and its posts are at one script, told apart by what it is asked to show."""
    own = [f"/index.php?view=read&no={n}" for n in range(1, 8)]
    home, further = "/index.php?view=list", "/index.php?view=list&page=2"
    return {**posts(own), home: page("목록", *own[:4], further), further: page("목록", *own[4:])}


def old_map() -> Pages:
    """A list of two pages, and a sitemap that names what comes after them, but for two posts."""
    own = [f"/p/{word}" for word in "rain snow wind fog hail dew frost mist ice sun".split()]
    return {
        **posts(own),
        **numbered("/", [own[:3], own[3:6]]),
        "/sitemap.xml": (200, "application/xml", sitemap(own[8:])),
    }


def by_writers() -> Pages:
    """Five writers on one page, each with two pages of posts; the home page shows the newest."""
    words = "rain snow wind fog hail dew".split()
    pages: Pages = {"/people": page("사람들", *(f"/people/{name}" for name in WRITERS))}
    for name in WRITERS:
        own = [f"/read/{word}-{name}" for word in words]
        pages |= {**posts(own), **numbered(f"/people/{name}", [own[:3], own[3:]])}
    newest = [f"/read/rain-{name}" for name in WRITERS]
    return {**pages, "/": page("집", *newest, "/people")}


def twins(oldest: int) -> Pages:
    """Beside headings stand second addresses; those up to `oldest` are other posts."""
    items = {
        n: f'<li><h2><a href="/rain-{n}/">비</a></h2><a href="/?p={n}">{n}일</a></li>'
        for n in NUMBERS
    }
    pages: Pages = posts([f"/rain-{n}/" for n in NUMBERS])
    for number in NUMBERS:
        second = f"/?p={number}"
        pages |= (
            {second: (301, "text/html", f"/rain-{number}/")} if number > oldest else posts([second])
        )
    for turned in range(5):
        body = "".join(items[n] for n in NUMBERS[6 * turned :][:6])
        path = "/" if not turned else f"/page/{turned + 1}/"
        further = [f"/page/{turned + 2}/"] if turned < 4 else []
        pages[path] = page("집", *further, body=f"<ul>{body}</ul>")
    return pages


def scraps() -> Pages:
    """A board whose script of scraps shows its posts, each of which can be kept and deleted."""
    own = [f"/scrap.php?no={n}" for n in range(1, 8)]
    rows = "".join(
        f'<tr><td><a href="{path}">{word} 이야기</a></td><td><a href="/delete.php?no={n}">삭제</a>'
        f'<a href="/memo.php?no={n}">쪽지 {n}</a></td></tr>'
        for n, (path, word) in enumerate(
            zip(own, "비 눈 바람 안개 우박 이슬 서리".split(), strict=True)
        )
    )
    return {**posts(own), "/": page("목록", body=f"<table>{rows}</table>")}


def with_files() -> Pages:
    """Each post leads to what counts its links, which is no page; a list to where one logs in.

    The newest of its list are files.
    """
    own = [f"/p/{word}" for word in "rain snow wind fog hail dew frost mist ice sun".split()]
    papers = [f"/p/paper{word}" for word in "abcd"]
    pages: Pages = {"/": page("집", *papers, *own, "/category/mine/")}
    pages |= dict.fromkeys(papers, (200, "application/pdf", "%PDF-1.4"))
    pages["/category/mine/"] = (302, "text/html", "http://login.invalid/")
    for number, path in enumerate(own):
        pages |= posts([path], trackback=f"/response/{number + 11}")
        pages[f"/response/{number + 11}"] = (200, "text/xml", "<response>1</response>")
    return pages


def in_a_query() -> Pages:
    """A blog whose script is asked for by paths: its pages, its months and its posts."""
    base = "/dc/index.php"
    own = [f"{base}?post/2024/{month:02}/0{day}/Rain" for month in (3, 2, 1) for day in (3, 2, 1)]
    months = {
        f"{base}?archive/2024/0{m}": [p for p in own if f"/0{m}/" in p[14:26]] for m in (3, 2, 1)
    }
    pages: Pages = {**posts(own), **{path: page("달", *named) for path, named in months.items()}}
    for turned in range(3):
        more = [f"{base}?page/{turned + 2}"] if turned < 2 else []
        path = f"{base}?page/{turned + 1}" if turned else base
        pages[path] = page("집", *own[3 * turned :][:3], *months, *more)
    return pages


def in_json() -> Pages:
    """A list that goes on with fragments in JSON, then with items that do not say what follows."""
    own = [f"/p/{word}" for word in "rain snow wind fog hail dew frost mist ice sun".split()]
    items = [f'<article><h2><a href="{path}">글</a></h2></article>' for path in own]
    front = f'<div data-endpoint="/more.json?page=2">{"".join(items[:3])}</div>'
    return {
        **posts(own),
        "/": page("집", body=front),
        "/more.json?page=2": as_json({"html": "".join(items[3:6]), "next": "/more.json?page=3"}),
        "/more.json?page=3": as_json([{"title": "글", "url": path} for path in own[6:8]]),
        "/more.json?page=4": as_json([{"title": "글", "url": path} for path in own[8:]]),
        "/more.json?page=5": as_json([]),
    }


def in_json_by_slugs() -> Pages:
    """A list that goes on in JSON that says slugs alone: the first page proves where posts are."""
    names = "rain snow wind fog hail dew frost mist ice sun".split()
    front = (
        f'<div data-endpoint="/more.json?page=2">{page("", *(f"/p/{n}" for n in names[:3]))}</div>'
    )
    items = [{"title": "글", "slug": name, "publishedAt": "2024-11-02"} for name in names]
    return {
        **posts([f"/p/{name}" for name in names]),
        "/": page("집", body=front),
        "/feed": rss([f"/p/{name}" for name in names[:3]]),
        "/more.json?page=1": as_json({"items": items[:3], "next": "/more.json?page=2"}),
        "/more.json?page=2": as_json({"items": items[3:7], "next": "/more.json?page=3"}),
        "/more.json?page=3": as_json({"items": items[7:]}),
        "/more.json?page=4": as_json({"items": []}),
    }


def months_in_files() -> Pages:
    """A month shows its only post whole, at an address that only a list has.

    But for the title of one post: it is called as a category might be.
    """
    own = [f"/blog-entry-{number}.html" for number in range(211, 218)] + ["/storm-category-5.html"]
    months = [f"/blog-date-2024{month:02}.html" for month in range(1, 9)]
    newest = "".join(f'<article><h2><a href="{path}">글</a></h2></article>' for path in own[4:])
    pages: Pages = {**posts(own), "/": page("집", *months, body=newest)}
    for month, path in zip(months, own, strict=True):
        body = f'<article><h2><a href="{path}">글 {path}</a></h2><p>{TEXT * 3}</p></article>'
        pages[month] = page("달", body=body)
    return pages


def called_like_months() -> Pages:
    """Posts whose titles make of their addresses what a month is called elsewhere.

    One stands in a list that goes on, one in a list that does not.
    """
    own = [f"/{word}.html" for word in "rain archive-202310 snow wind fog hail dew frost".split()]
    own += [f"/{word}.html" for word in "mist archive-202311 ice sun".split()]
    heads = [f'<article><h2><a href="{path}">글</a></h2></article>' for path in own]
    return {
        **posts(own),
        "/": page("집", "/page/2/", "/category/a/", body="".join(heads[:4])),
        "/page/2/": page("집", "/", body="".join(heads[4:8])),
        "/category/a/": page("갈래", body="".join(heads[8:])),
    }


def column_beside_news() -> Pages:
    """A column whose posts are asked for by numbers; feed and site map know plain news alone."""
    column = [f"/column/?mod=read&uid={number}" for number in range(310, 322)]
    news = [f"/news-{number}/" for number in range(4)]
    return {
        **posts([*column, *news]),
        "/column/": page("칼럼", *news[:1], body=page("", *column), head=FEED),
        "/feed": rss(news),
        "/sitemap.xml": sitemap(["/", "/column/", *news]),
    }


def map_of_the_newest() -> Pages:
    """A site map that lacks three of the posts that the front page shows, whose list ends there."""
    own = [f"/2024/07/{word}/" for word in "rain snow wind fog hail dew frost mist ice sun".split()]
    return {**posts(own), "/": page("집", *own[4:]), "/sitemap.xml": sitemap(["/", *own[:7]])}


CRAWLS: dict[str, Job] = {
    "months in files": (months_in_files(), "blog", {}, "/"),
    "called like months": (called_like_months(), "blog", {}, "/"),
    "map of the newest": (map_of_the_newest(), "blog", {}, "/"),
    "column": (column_beside_news(), "blog", {}, "/column/"),
    "in json by slugs": (in_json_by_slugs(), "blog", {}, "/"),
    "in json": (in_json(), "blog", {}, "/"),
    "scraps": (scraps(), "blog", {}, "/"),
    "files": (with_files(), "blog", {}, "/"),
    "in a query": (in_a_query(), "blog", {}, "/dc/index.php"),
    "twins": (twins(0), "blog", {}, "/"),
    "twins of the newest": (twins(9), "blog", {}, "/"),
    "issues": (issues(), "blog", {}, "/"),
    "years cut": (years_cut(), "blog", {}, "/"),
    "two cut": (two_cut(), "blog", {}, "/"),
    "moved": (moved(), "blog", {}, "/"),
    "renamed": (renamed(), "blog", {}, "/"),
    "broken off": (broken_off(), "blog", {}, "/"),
    "first page elsewhere": (first_page_elsewhere(), "blog", {}, "/"),
    "views": (with_views(), "blog", {}, "/"),
    "writers": (by_writers(), "blog", {}, "/"),
    "board": (board(), "blog", {}, "/b.php?t=column"),
    "views of a script": (views_of_a_script(), "blog", {}, "/index.php?view=list"),
    "old map": (old_map(), "blog", {}, "/"),
    "two languages": (two_languages(), "blog", {}, "/"),
    "neighbours": (neighbours(), "blog", {}, "/"),
}


@pytest.fixture(scope="module")
def crawls() -> Iterator[dict[str, Crawl]]:
    with crawled(CRAWLS) as found:
        yield found


def test_what_leads_to_the_contents_of_an_issue_is_a_list(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["issues"].found) == 30


def test_a_second_page_is_tried_of_lists_that_show_as_many_each(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["years cut"].found) == 36
    assert crawls["years cut"].site.asked["/2022/?page=2"] == 1
    told = [None, "shows 10 as others of its kind do, and may have more"]
    assert crawls["two cut"].said_of("/category/a") == told


def test_links_to_a_host_that_sends_on_to_the_blog_are_links_of_the_blog(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["moved"].found) == 12


def test_a_host_that_sends_on_to_other_addresses_leaves_a_doubt(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["renamed"]
    assert len(crawl.found) == 6
    assert crawl.said_of("/") == [None, "names posts under another host"]


def test_the_only_list_of_a_blog_that_lacks_its_end_is_not_whole(crawls: dict[str, Crawl]) -> None:
    assert crawls["broken off"].said_of("/") == [None, "one of its pages breaks off"]


def test_the_first_page_of_a_list_is_no_post_whatever_address_later_ones_have_for_it(
    crawls: dict[str, Crawl],
) -> None:
    found = crawls["first page elsewhere"].found
    assert len(found) == 9
    assert not any("list" in path for path in found)


def test_a_few_of_what_each_post_leads_to_and_is_none_are_asked_for(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["views"]
    assert len(crawl.found) == 12 + 7
    assert sum(path.endswith("/edit") for path in crawl.site.asked) == 6
    assert sum(path.startswith("/draft") for path in crawl.site.asked) == 3


def test_second_addresses_that_are_posts_where_the_newest_are_not_are_read(
    crawls: dict[str, Crawl],
) -> None:
    own = [f"/rain-{n}/" for n in NUMBERS] + [f"/?p={n}" for n in NUMBERS if n <= 9]
    assert crawls["twins of the newest"].found == sorted(own)
    asked = crawls["twins"].site.asked
    assert sum("?p=" in path for path in asked) == 5
    assert "/?p=1" in asked


def test_a_script_that_titles_of_a_list_lead_to_shows_posts(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["scraps"]
    assert crawl.found == [f"/scrap.php?no={n}" for n in range(1, 8)]
    assert not any("delete" in path or "memo" in path for path in crawl.site.asked)


def test_of_files_that_each_post_leads_to_a_few_are_asked_for(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["files"]
    assert len(crawl.found) == 10
    # Three, after two that were known while nothing else was.
    assert 3 <= sum(path.startswith("/response") for path in crawl.site.asked) <= 5
    assert not any(problem for _, problem in crawl.sources.values())


def test_lists_and_posts_that_a_query_names_by_paths_are_found(crawls: dict[str, Crawl]) -> None:
    crawl = crawls["in a query"]
    assert len(crawl.found) == 9
    assert crawl.stats.get("newscrawl/listings", 0) >= 2
    assert crawl.said_of("/dc") == [None, ""]


def test_a_list_that_goes_on_in_json_is_read_to_its_end(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["in json"].found) == 10
    assert crawls["in json"].said_of("/") == [None, ""]


def test_the_first_page_of_a_list_proves_where_those_are_that_json_names(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["in json by slugs"].found) == 10
    assert crawls["in json by slugs"].said_of("/") == [None, ""]


def test_a_file_that_is_called_a_month_is_a_list_though_it_shows_one_post(
    crawls: dict[str, Crawl],
) -> None:
    own = [f"/blog-entry-{n}.html" for n in range(211, 218)]
    assert crawls["months in files"].found == [*own, "/storm-category-5.html"]


def test_a_post_that_is_called_like_a_month_is_read(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["called like months"].found) == 12


def test_a_site_map_that_lacks_what_a_list_shows_proves_nothing(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["map of the newest"].found) == 10
    said = "shows posts that the sitemap lacks, and no list goes on"
    assert crawls["map of the newest"].said_of("/") == [None, said]


def test_what_a_list_is_asked_for_by_numbers_is_no_copy_of_it(crawls: dict[str, Crawl]) -> None:
    assert sum("uid=" in path for path in crawls["column"].found) == 12


def test_lists_that_lie_below_another_are_of_one_kind(crawls: dict[str, Crawl]) -> None:
    assert len(crawls["writers"].found) == 30


def test_of_a_board_its_own_posts_are_read_and_nothing_is_deleted(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["board"]
    assert crawl.found == [f"/b.php?t=column&no={n}" for n in range(1, 7)]
    assert not any("delete" in path or "guest" in path for path in crawl.site.asked)


def test_what_a_script_shows_otherwise_than_its_list_is_no_other_board(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["views of a script"].found) == 7


def test_what_lies_between_a_list_and_an_old_sitemap_may_be_lost(crawls: dict[str, Crawl]) -> None:
    problem = "shows nothing that the sitemap names, and what lies between may be lost"
    assert crawls["old map"].said_of("/") == [None, problem]


def test_what_stands_beside_a_post_and_seems_none_is_read_once_more(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["neighbours"]
    assert len(crawl.found) == 11
    assert crawl.site.asked["/archives/000101.html"] == 2
    assert crawl.site.asked["/archives/2024_01.html"] == 1


def test_home_pages_in_all_languages_are_no_posts(crawls: dict[str, Crawl]) -> None:
    found = crawls["two languages"].found
    assert len(found) == 6
    assert not {"/ko/", "/en/"} & set(found)
