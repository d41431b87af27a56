"""What is not the post goes; the post stays, whatever its classes say."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

import pytest
from lxml.etree import tostring
from lxml.html import HtmlElement

from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.cards import simplify_cards
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.bodies.marked_names import is_marked, is_surely_marked
from pipelines.readers.bodies.tidying import copy_of, needs_of
from pipelines.readers.document import Document
from pipelines.readers.platforms import drops
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.parsing import fragment
from tests import golden_cases


def clean(container: HtmlElement, drop: Iterable[str] = ()) -> HtmlElement:
    content = copy_of(container, drop)
    drop_junk(content)
    remove_empty(content)
    return content


BODY = "<p>" + "나루의 봄은 배가 먼저 안다. " * 20 + "</p>"


@pytest.mark.parametrize(
    "names",
    [
        "post-share",
        "sharedaddy sd-block",
        "relatedPosts",
        "jp-relatedposts",
        "comments",
        "adsbygoogle",
        "ad-300",
        "another_category another_category_color_gray",
        "ad",
        "sr-only",
        "pagination",
    ],
)
def test_these_names_mark_what_is_not_the_post(names: str) -> None:
    assert is_marked(names)


@pytest.mark.parametrize(
    "names",
    [
        "shared-styles",
        "lead",
        "header-image",
        "download",
        "post-content",
        "imageblock",
        "SE-1e5ae06b-ad4b-aa05a6865588",
        "adventure",
        "commentary",
        "navy",
    ],
)
def test_these_names_mark_nothing(names: str) -> None:
    assert not is_marked(names)


@pytest.mark.parametrize(
    "junk",
    [
        "<script>x()</script>",
        "<div style='display: none'>숨은 말</div>",
        "<div hidden>숨은 말</div>",
        "<div class='post-share'>공유</div>",
        "<nav>차례</nav>",
        "<ins class='adsbygoogle'>광고</ins>",
        "<p>&lt;/p&gt;</p>",
        "<p>&nbsp;</p>",
        "<p> &lt;/p&gt; &lt;/p&gt; </p>",
        "<div aria-hidden=true>꾸밈</div>",
        "<noscript>자바스크립트를 켜세요</noscript>",
    ],
)
def test_junk_is_gone_and_the_text_behind_it_stays(junk: str) -> None:
    content = clean(fragment(f"{BODY}{junk}꼬리말"))
    assert whole_text(content).endswith("안다. 꼬리말")


def test_code_that_shows_a_tag_stays() -> None:
    content = clean(fragment(f"{BODY}<p><code>&lt;/p&gt;</code></p>"))
    assert whole_text(content).endswith("</p>")


def test_a_post_inside_a_suspicious_class_stays() -> None:
    content = clean(fragment(f"<div class='social-story'>{BODY}</div><p>끝</p>"))
    assert "나루의 봄" in whole_text(content)


def test_a_hundred_comments_below_a_note_go() -> None:
    comments = "<p>잘 읽었습니다. 다음 글도 기다릴게요.</p>" * 100
    content = clean(fragment(f"{BODY}<div class='comments'>{comments}</div>"))
    assert "잘 읽었습니다" not in whole_text(content)


def test_the_page_itself_is_not_changed() -> None:
    container = fragment(f"{BODY}<script>x()</script>")
    clean(container)
    assert container.find(".//script") is not None


def test_a_platforms_own_junk_goes() -> None:
    assert whole_text(clean(fragment("<p>글</p><b class=x>딴말</b>"), ["b.x"])) == "글"


def test_sure_is_a_part_of_marked() -> None:
    assert is_surely_marked("disqus")
    assert is_surely_marked("reklam")
    assert not is_surely_marked("social")


@pytest.mark.parametrize("names", ["hljs-comment", "token comment", "c1 comment"])
def test_a_comment_in_code_is_code(names: str) -> None:
    code = f"<pre><code>x = 1 <span class='{names}'># one</span></code></pre>"
    assert whole_text(clean(fragment(BODY + code))).endswith("x = 1 # one")


def test_readings_stay_where_the_page_gives_them_brackets() -> None:
    with_brackets = "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>"
    assert whole_text(clean(fragment(f"<p>{with_brackets}の日</p>"))) == "漢字（かんじ）の日"
    assert whole_text(clean(fragment("<p><ruby>漢字<rt>かんじ</rt></ruby>の日</p>"))) == "漢字の日"


@pytest.mark.parametrize(
    ("image", "text"),
    [
        ("<img class='emoji' alt='🍵' src='/1f375.svg'>", "차 🍵 한 잔"),
        (
            "<img alt='🍵' src='https://s.example/images/core/emoji/15/svg/1f375.svg'>",
            "차 🍵 한 잔",
        ),
        ("<img class='emoji' alt='찻잔' src='/1f375.svg'>", "차 한 잔"),
        ("<img alt='🍵' src='/photo.jpg'>", "차 한 잔"),
        ("<img class='emoji' alt='1️⃣' src='/31.svg'>", "차 1️⃣ 한 잔"),
        ("<img alt='★★★' src='/uploads/emoji-cafe/smiley.jpg'>", "차 한 잔"),
    ],
)
def test_a_sign_that_is_drawn_is_one_of_its_sentence(image: str, text: str) -> None:
    assert " ".join(whole_text(clean(fragment(f"<p>차 {image} 한 잔</p>"))).split()) == text


def test_what_is_called_clean_would_not_be_cut() -> None:
    clean = 0
    for name in golden_cases.cases():
        read = Document(golden_cases.page_of(name))
        if read.container is None or not needs_of(read.container, drops(read)).is_clean:
            continue
        clean += 1
        kept = copy_of(read.container, drops(read))
        simplify_cards(kept)
        drop_junk(kept)
        remove_empty(kept)
        whole = deepcopy(read.container)
        whole.tail = None
        assert tostring(kept) == tostring(whole), name
    assert clean >= 5
