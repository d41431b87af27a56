"""The blog spider over every platform's list API: golden answers, given out by a real server."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from newscrawl.spiders.platform_api import ListApi
from pipelines.readers.platforms import module_of
from tests.newscrawl.spiders.crawling import Crawl, Job, crawled
from tests.newscrawl.spiders.sites import Answer, Pages, numbered, page, posts

LISTS = Path(__file__).resolve().parents[2] / "golden" / "lists"
#: By case: the path of the home page, and what in its head tells the platform.
CASES = {
    "ghost/whole": ("/", (LISTS / "ghost" / "whole" / "home.html").read_text("utf-8")),
    "blogger/whole": ("/", '<meta name="generator" content="blogger">'),
    "substack/whole": ("/", '<script src="https://substackcdn.com/a.js">window._preloads</script>'),
    "wordpress/whole": ("/", '<meta name="generator" content="WordPress 6.5">'),
    "naver/mobile": ("/rainy", '<meta property="naverblog:nickname" content="비">'),
    "naver/desktop": ("/rainy", '<meta property="naverblog:nickname" content="비">'),
    "velog/whole": ("/@byeol", '<script>window.__APOLLO_STATE__ = {"VelogConfig:1": 1}</script>'),
    "brunch/whole": ("/@saltroad", '<a href="/rss/@@5Ab">RSS</a><script>x = {"profileId": "saltroad"}</script>'),
    "note/whole": ("/shiomi_note", '<meta property="og:site_name" content="note（ノート）">'),
    "tistory/whole": ("/", '<script>window.T.config = {"TOP_SSL_URL": "https://www.tistory.com"};</script>'),
}  # fmt: skip
BROKEN: Answer = (404, "text/html", "<h1>점검 중</h1>")


def accepted(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LISTS / case / "list.json").read_text("utf-8"))
    return found


def open_posts(case: str) -> list[str]:
    """Return the paths of the posts that anybody may read."""
    listed = accepted(case)["entries"]
    paths = {path_of(entry["url"]) for entry in listed if not entry.get("withheld")}
    return sorted(paths)


def withheld(case: str) -> Counter[str]:
    reasons = {entry["url"]: entry.get("withheld") for entry in accepted(case)["entries"]}
    return Counter(reason for reason in reasons.values() if reason)


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path + (f"?{parts.query}" if parts.query else ""))


def blog(case: str, answers: int) -> Pages:
    """Return a blog whose list API gives so many answers, then fails; its own pages go on."""
    home, head = CASES[case]
    said = json.loads((LISTS / case / "asked.json").read_text("utf-8"))
    asked = accepted(case)["asked"]
    files = sorted((LISTS / case).glob("answer-*"))
    headers = said.get("headers") or [{}] * len(files)
    own = f"{urlsplit(said['home']).scheme}://{urlsplit(said['home']).netloc}"
    head = head.replace(own, "{origin}")
    in_turn: dict[str, list[Answer]] = {}
    for number, (request, file, more) in enumerate(zip(asked, files, headers, strict=True)):
        text = file.read_text("utf-8").replace(own, "{origin}")
        # The hosts of the platform's API: a blog met elsewhere is asked at its own origin.
        origin = f"{urlsplit(request['url']).scheme}://{urlsplit(request['url']).netloc}"
        text = text.replace(origin, "{origin}")
        # A header in letters of its own must not cost the list.
        more = {**more, "X-Served-By": "Büro"}
        answer: Answer = (200, "application/json", text, more)
        target = path_of(request["url"])
        in_turn.setdefault(target, []).append(answer if number < answers else BROKEN)
    shown = open_posts(case)
    # A page of nobody's post is what a reader without the right to it is shown.
    pages: Pages = {**posts(shown), **numbered(home, [shown[:1], shown[1:]])}
    if answers >= len(files):
        pages |= {home: page("집", *shown[:1], head=head), f"{home}?page=2": BROKEN}
    else:
        pages[home] = page("집", *shown[:1], f"{home}?page=2", head=head)
    if case.startswith("naver"):
        pages |= {"/PostView.naver*": page("글", body="<article><p>읽을 것</p></article>")}
    for target, turns in in_turn.items():
        left = iter(turns)
        pages[target] = lambda _, left=left: next(left, BROKEN)
    return pages


def jobs() -> dict[str, Job]:
    found: dict[str, Job] = {}
    for case, (home, _) in CASES.items():
        found[case] = (blog(case, 99), "blog", {}, home)
        found[f"{case} breaks off"] = (blog(case, 1), "blog", {}, home)
    return found


@pytest.fixture(scope="module")
def crawls() -> Iterator[dict[str, Crawl]]:
    with crawled(jobs()) as done:
        yield done


def found(crawl: Crawl, case: str) -> list[str]:
    if case.startswith("naver"):
        return sorted(f"/rainy/{path.partition('logNo=')[2][:12]}" for path in crawl.found)
    return sorted(unquote(path) for path in crawl.found)


@pytest.mark.parametrize("case", CASES)
def test_the_list_alone_leads_to_every_post(crawls: dict[str, Crawl], case: str) -> None:
    crawl = crawls[case]
    assert found(crawl, case) == open_posts(case)
    assert crawl.stats["newscrawl/api/entries"] >= len(open_posts(case))


@pytest.mark.parametrize("case", CASES)
def test_what_nobody_may_read_is_counted_and_not_asked_for(
    crawls: dict[str, Crawl], case: str
) -> None:
    stats = crawls[case].stats
    counted = {reason: stats.get(f"newscrawl/withheld/{reason}", 0) for reason in withheld(case)}
    assert counted == withheld(case)


@pytest.mark.parametrize("case", CASES)
def test_a_list_that_breaks_off_is_counted_and_the_rest_found_in_the_blogs_own_pages(
    crawls: dict[str, Crawl], case: str
) -> None:
    crawl = crawls[f"{case} breaks off"]
    if len(accepted(case)["asked"]) > 1:
        assert crawl.stats[f"newscrawl/api/{case.partition('/')[0]}/failed"] >= 1
    assert found(crawl, case) == open_posts(case)


def values_replaced(value: Any, name: str, by: object) -> Any:
    if isinstance(value, dict):
        return {
            key: by if key == name else values_replaced(part, name, by)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [values_replaced(part, name, by) for part in value]
    return value


@pytest.mark.parametrize("platform", ["blogger", "ghost", "substack", "velog", "wordpress"])
def test_a_value_of_another_kind_does_not_end_the_crawl(platform: str) -> None:
    folder = LISTS / platform / "whole"
    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    home = folder / "home.html"
    module = module_of(platform)
    assert module is not None
    markup = home.read_text("utf-8") if home.exists() else ""
    request = module.list_requests(asked["home"], markup)[asked.get("list", 0)]
    api = ListApi(platform, request, module)
    text = (folder / "answer-1.json").read_text("utf-8")
    for name in sorted(set(re.findall(r'"([\w$:-]+)"\s*:', text))):
        for by in (7, True, None, [None], {"a": 1}):
            changed = json.dumps(values_replaced(json.loads(text), name, by)).encode()
            api.read(changed, request, None, {})
