"""Lists that change while they are read: what slips through is found, or told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.newscrawl.spiders.crawling import Crawl, Job, crawled
from tests.newscrawl.spiders.sites import Answer, Pages, page, posts

RAINS = [f"/p/rain-{number}" for number in range(400)]
#: One of the third page.
GONE = RAINS[9]
LEFT = [path for path in RAINS[:20] if path != GONE]


def changing(
    paths: list[str],
    shown: Callable[[int, int], list[str]],
    told: Callable[[int], str] = lambda _turned: "",
) -> Pages:
    """A list of five pages; `shown`: by how often it was asked, and from which place, the posts.

    `told`: by how often it was asked, what it says beside its posts.
    """
    turned = 0

    def answer(target: str) -> Answer:
        nonlocal turned
        turned += 1
        here = shown(turned, 4 * (int(target.partition("=")[2] or 1) - 1))
        items = [f'<li><h2><a href="{path}">글</a></h2></li>' for path in here]
        pager = "".join(f'<a href="/?page={n}">{n}</a>' for n in range(2, 6))
        return (
            200,
            "text/html",
            page("목록", body=f"{told(turned)}<ul>{''.join(items)}</ul>{pager}"),
        )

    return {**posts(paths), "/": answer}


def changed_while_read(*, published: bool) -> Pages:
    """A list of five pages whose newest post goes, or gets one before it, once two were read."""
    paths = RAINS[:20]

    def shown(turned: int, start: int) -> list[str]:
        first = int(published) if turned <= 2 else int(not published)
        return paths[first:][start : start + 4]

    return changing(paths, shown)


def deleted_one_by_one() -> Pages:
    """Of a list of five pages the first post goes once one page was read, the seventh after two."""
    paths = RAINS[:20]

    def shown(turned: int, start: int) -> list[str]:
        gone = [paths[0]] * (turned > 1) + [paths[6]] * (turned > 2)
        return [path for path in paths if path not in gone][start : start + 4]

    return changing(paths, shown)


def shuffled() -> Pages:
    """A list of five pages that shows other posts each time it is asked for."""
    return changing(RAINS, lambda turned, _start: [RAINS[(4 * turned + n) % 400] for n in range(4)])


def deleted_below(posts_left: list[str], *, is_told: bool = False) -> Pages:
    """A post of the third page goes once that was read; the list may count its posts."""
    shown: list[str] = []

    def show(_turned: int, start: int) -> list[str]:
        gone = GONE if GONE in shown else ""
        here = [path for path in RAINS[:20] if path != gone][start : start + 4]
        shown.extend(here)
        return here

    def tell(_turned: int) -> str:
        # What was shown before counts: the page that shows it last tells of it.
        return f"<p>전체 {20 - (GONE in shown[:-4])}개의 글</p>" if is_told else ""

    return changing(posts_left, show, tell)


def dead_link() -> Pages:
    """A list of five pages that names a post which is not there."""
    return changing(LEFT, lambda _turned, start: RAINS[:20][start : start + 4])


CRAWLS: dict[str, Job] = {
    "deleted": (changed_while_read(published=False), "blog", {}, "/"),
    "published": (changed_while_read(published=True), "blog", {}, "/"),
    "deleted one by one": (deleted_one_by_one(), "blog", {}, "/"),
    "deleted below": (deleted_below(LEFT), "blog", {}, "/"),
    "deleted and told": (deleted_below(RAINS[:20], is_told=True), "blog", {}, "/"),
    "dead link": (dead_link(), "blog", {}, "/"),
    "shuffled": (shuffled(), "blog", {}, "/"),
}


@pytest.fixture(scope="module")
def crawls() -> Iterator[dict[str, Crawl]]:
    with crawled(CRAWLS) as found:
        yield found


@pytest.mark.parametrize("name", ["deleted", "published"])
def test_a_long_list_that_changed_while_it_was_read_is_looked_at_again(
    crawls: dict[str, Crawl], name: str
) -> None:
    assert len(crawls[name].found) == 20
    assert crawls[name].said_of("/") == [None, ""]
    assert crawls[name].site.asked["/"] == {"deleted": 4, "published": 2}[name]


def test_what_slipped_through_when_two_were_deleted_one_after_the_other_is_found(
    crawls: dict[str, Crawl],
) -> None:
    assert len(crawls["deleted one by one"].found) == 20


def test_a_list_that_shows_other_posts_each_time_proves_nothing(crawls: dict[str, Crawl]) -> None:
    assert crawls["shuffled"].said_of("/")[1] == "shows other posts each time"


def test_what_slipped_through_when_a_post_of_a_later_page_was_deleted_is_found(
    crawls: dict[str, Crawl],
) -> None:
    assert crawls["deleted below"].found == sorted(LEFT)
    assert len(crawls["deleted and told"].found) == 20


def test_for_a_link_that_was_always_dead_its_list_is_not_read_once_more(
    crawls: dict[str, Crawl],
) -> None:
    crawl = crawls["dead link"]
    assert len(crawl.found) == 19
    assert [crawl.site.asked[f"/?page={number}"] for number in (2, 3, 4, 5)] == [1, 2, 1, 1]
    assert crawl.said_of("/") == [None, ""]
