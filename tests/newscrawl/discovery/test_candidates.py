"""Candidates: one address a post, whoever names it how; and how much an address looks like a post."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.discovery.catalogue import Candidate, Catalogue
from newscrawl.discovery.doubts import Doubts
from newscrawl.discovery.posts import PostPatterns
from newscrawl.discovery.shapes import family
from newscrawl.discovery.terms import Terms
from pipelines.items import Entry, Moment, SourceKind

HOME = "https://blog.example"


def entry(path: str, kind: SourceKind = "listing", **more: object) -> Entry:
    url = path if "://" in path else HOME + path
    return Entry(url=url, found_in=f"{HOME}/{kind}", found_kind=kind, **more)  # type: ignore[arg-type]


def test_one_post_is_one_candidate_that_knows_all_who_named_it() -> None:
    catalogue = Catalogue()
    assert catalogue.add(entry("/a/", "sitemap")) is not None
    assert catalogue.add(entry("http://www.blog.example/a?utm_source=x", "feed")) is None
    assert catalogue.add(entry("/a/index.html#top", "listing")) is None
    (candidate,) = catalogue
    assert [one.found_kind for one in candidate.ordered()] == ["feed", "sitemap", "listing"]
    assert candidate.url == "http://www.blog.example/a"


@pytest.mark.parametrize(
    "copy",
    [
        "/m/a",
        "/amp/a",
        "/a/amp/",
        "/a?amp=1",
        "/a?m=1",
        "/a?print=1",
        "/a?replytocom=5",
        "/a?ref=home",
        "/a.html",
        "/print/a",
        "/a;jsessionid=0A1B2C",
        "/a/index.md",
        "/a.md",
        "/a.rst",
    ],
)
def test_copies_of_a_known_post_are_that_post(copy: str) -> None:
    catalogue = Catalogue()
    catalogue.add(entry("/a"))
    assert catalogue.add(entry(copy)) is None
    assert len(catalogue) == 1


def test_a_page_without_its_ending_is_that_page() -> None:
    catalogue = Catalogue()
    catalogue.add(entry("/a.html"))
    assert catalogue.add(entry("/a/")) is None
    assert catalogue.add(entry("/")) is not None
    # What another post links to may be dead since, and so is what answered that it is gone.
    linked = Entry(url=HOME + "/b", found_in=HOME + "/a", found_kind="page")
    assert catalogue.add(linked) is not None
    listed = catalogue.add(entry("/b.html"))
    assert listed is not None
    gone = catalogue.add(entry("/c.html"))
    assert gone is not None
    gone.became("gone", "404")
    assert catalogue.add(entry("/c")) is not None


def test_an_address_that_only_looks_like_a_copy_stands_for_itself() -> None:
    assert Catalogue().add(entry("/m/a")) is not None
    catalogue = Catalogue()
    catalogue.add(entry("/a"))
    assert catalogue.add(entry("/a?id=2")) is not None
    assert catalogue.add(entry("/a.php")) is not None
    assert catalogue.add(entry("/a?ref=2")) is not None
    assert catalogue.add(entry("/a?sid=3"), plain=True) is None


def test_a_feed_and_a_list_that_name_one_title_at_one_minute_mean_one_post() -> None:
    at = Moment(at=datetime(2024, 7, 22, 9, 30, 15, tzinfo=UTC))
    catalogue = Catalogue()
    catalogue.add(entry("/@me/7", "api", title="제목", published=at))
    assert catalogue.add(entry("/@@token/7", "feed", title="제목", published=at)) is None
    assert catalogue.find(HOME + "/@@token/7") is catalogue.find(HOME + "/@me/7")
    assert catalogue.add(entry("/@me/8", "api", title="제목", published=at)) is not None
    day = Moment(at=datetime(2024, 7, 22, tzinfo=UTC), precision="day")
    catalogue.add(entry("/@me/9", "api", title="같은 날", published=day))
    assert catalogue.add(entry("/x", "feed", title="같은 날", published=day)) is not None


def test_a_redirect_makes_two_candidates_one() -> None:
    catalogue = Catalogue()
    catalogue.add(entry("/old", "feed"))
    catalogue.add(entry("/new", "sitemap"))
    catalogue.same(HOME + "/old", HOME + "/new")
    (candidate,) = catalogue
    assert candidate is catalogue.find(HOME + "/old")
    assert candidate.kinds == {"feed", "sitemap"}


def test_a_redirect_of_what_nobody_named_costs_nothing() -> None:
    catalogue = Catalogue()
    catalogue.add(entry("/new", "sitemap"))
    catalogue.same(HOME + "/old", HOME + "/new")
    (candidate,) = catalogue
    assert candidate is catalogue.find(HOME + "/old")
    catalogue.same(HOME + "/new", HOME + "/newest")
    assert [candidate] == list(catalogue)
    assert candidate is catalogue.find(HOME + "/new") is catalogue.find(HOME + "/newest")


def test_a_platform_folds_its_own_spellings() -> None:
    catalogue = Catalogue(lambda url: url.replace("/PostView?no=", "/me/"))
    catalogue.add(entry("/me/5"))
    assert catalogue.add(entry("/PostView?no=5")) is None


def learned(*paths: str) -> PostPatterns:
    patterns = PostPatterns()
    patterns.learn(HOME + path for path in paths)
    return patterns


DATED = ("/news/2024/07/22/가.html", "/life/2024/07/24/b.html", "/news/2023/01/02/c.html")


@pytest.mark.parametrize("path", ["/sport/2022/05/06/d.html", "/news/2024/12/31/새-글.html"])
def test_an_address_built_like_the_posts_of_the_feed_looks_like_a_post(path: str) -> None:
    assert learned(*DATED).judge(HOME + path).score > 0


def test_the_day_in_whose_folder_posts_lie_is_a_list_and_elsewhere_may_be_a_post() -> None:
    apart, diary = PostPatterns(), PostPatterns()
    apart.learn(f"{HOME}/2024/07/{day}/rain/" for day in (20, 21, 22))
    diary.learn(f"{HOME}/2024/07/{day}/" for day in (20, 21, 22))
    assert apart.judge(f"{HOME}/2024/07/23/").score < 0
    assert diary.judge(f"{HOME}/2024/07/23/").score > 0


def test_a_script_called_as_one_that_acts_shows_posts_where_the_feed_says_so() -> None:
    feed = learned(*(f"/memo.php?id={number}" for number in (7, 8, 9)))
    assert feed.judge(f"{HOME}/memo.php?id=3").score > 0
    assert feed.judge(f"{HOME}/scrap.php?id=3").hopeless
    assert learned("/read.php?id=7").judge(f"{HOME}/memo.php?id=3").hopeless


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tag/x/",
        "/category/news/",
        "/page/3/",
        "/?page=2",
        "/img/a.png",
        "/author/me/",
        "/search/label/x",
        "/bbs/write.php?bo_table=free&w=r&wr_id=7",
        "/bbs/scrap_popin.php?wr_id=7",
        "/toolbar/popup/abuseReport/?entryId=7",
        "/_sources/posts/a-post.md",
    ],
)
def test_an_address_that_is_certainly_no_post_is_not_fetched(path: str) -> None:
    judgement = learned(*DATED).judge(HOME + path)
    assert judgement.hopeless
    assert judgement.reasons


@pytest.mark.parametrize("path", ["/my-trip/", "/notes/old-post", "/archive-of-dreams"])
def test_what_may_be_a_post_is_neither_praised_nor_condemned(path: str) -> None:
    judgement = learned(*DATED).judge(HOME + path)
    assert judgement.score <= 0
    assert not judgement.hopeless


def test_a_word_alone_never_condemns() -> None:
    # A post may well lie below /archive/ or be called "about-us".
    below = learned("/archive/a-post", "/archive/b-post", "/archive/c-post")
    assert below.judge(HOME + "/archive/d-post").score > -1
    assert not PostPatterns().judge(HOME + "/tags/why-tags-matter").hopeless


def test_pages_that_proved_to_be_no_posts_condemn_their_family() -> None:
    patterns = learned(*DATED)
    for number in range(3):
        patterns.saw(f"{HOME}/shop/item-{number}", False)
    assert patterns.judge(HOME + "/shop/item-9").hopeless
    assert not patterns.judge(HOME + "/story/item-9").hopeless


def test_a_family_is_what_is_sampled_together() -> None:
    assert family(HOME + "/shop/a") == family(HOME + "/shop/b/")
    assert family(HOME + "/shop/a") != family(HOME + "/blog/a")
    assert family(HOME + "/2024/07/a") == family(HOME + "/2023/11/b")
    assert family(HOME + "/bbs?mode=view&no=7") == family(HOME + "/bbs?mode=view&no=8")
    assert family(HOME + "/bbs?mode=view&no=7") != family(HOME + "/bbs?mode=reply&no=7")
    assert family(HOME + "/read.php?no=7") != family(HOME + "/delete.php?no=7")
    assert family(HOME + "/red-shoes.php?by=day") == family(HOME + "/a-hat.php?by=day")
    assert family(HOME + "/17.php?by=day") == family(HOME + "/18.php?by=day")


def test_what_does_something_with_a_post_is_seldom_one() -> None:
    patterns = learned("/bbs?mode=view&no=1", "/bbs?mode=view&no=2", "/bbs?mode=view&no=3")
    assert patterns.judge(HOME + "/bbs?mode=view&no=9").score > 0
    assert patterns.judge(HOME + "/bbs?mode=reply&no=9").hopeless
    assert PostPatterns().judge(HOME + "/modules.php?name=News&file=print&sid=7").hopeless
    assert PostPatterns().judge(HOME + "/rain?print=1").hopeless
    for name in ("?file=report", "?view=search", "?file=join"):
        assert not PostPatterns().judge(f"{HOME}/{name}").hopeless
    assert PostPatterns().judge(HOME + "/modules.php?name=Print&sid=7").score == 0


def test_the_blogs_own_lists_tell_categories_from_tags() -> None:
    terms = Terms()
    terms.learn(
        [
            HOME + "/category/사진과-디자인/",
            HOME + "/categories/q-a/",
            HOME + "/tag/linux/",
            HOME + "/tags/Q&A",
        ]
    )
    parted = terms.parted(entry("/a", "feed", tags=("사진과 디자인", "Linux", "Q&A", "neu")))
    assert (parted.categories, parted.tags) == (("사진과 디자인",), ("Linux", "Q&A", "neu"))


def test_where_no_list_tells_terms_stay_as_the_feed_named_them() -> None:
    said = entry("/a", "feed", tags=("하나",))
    assert Terms().parted(said) == said
    already = entry("/a", "feed", tags=("하나",), categories=("둘",))
    terms = Terms()
    terms.learn([HOME + "/category/하나/"])
    assert terms.parted(already) == already
    other = entry("/b", "feed", tags=("셋",))
    assert terms.parted(other) == other


def doubtful(*paths: str) -> list[Candidate]:
    catalogue = Catalogue()
    return [catalogue.named(entry(path))[0] for path in paths]


def test_a_few_of_each_family_decide_for_the_rest() -> None:
    doubts = Doubts()
    for candidate in doubtful(*(f"/shop/item-{number}" for number in range(9)), "/notes/one"):
        doubts.add(candidate)
    assert len(doubts.sample()) == 3 + 1
    assert doubts.sample() == []
    assert doubts.reconsider() == 6
    assert doubts.reconsider() == 0


def test_beside_a_complete_source_doubts_are_few_and_the_largest_family_comes_first() -> None:
    doubts = Doubts(budget=4)
    candidates = doubtful(
        "/x/one", *(f"/old/post-{number}" for number in range(5)), "/y/one", "/z/one"
    )
    for candidate in candidates:
        doubts.add(candidate)
    chosen = doubts.sample()
    assert [candidate.url.split("/")[3] for candidate in chosen][:3] == ["old"] * 3
    assert doubts.reconsider() == 4
    for candidate in candidates:
        if candidate not in chosen:
            doubts.add(candidate)
    assert doubts.sample() == []
