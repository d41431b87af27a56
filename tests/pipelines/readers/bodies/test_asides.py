"""Lines among the words of a post that are none of them."""

from __future__ import annotations

import pytest

from pipelines.readers.bodies.asides import drop_asides
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("ADVERTISEMENT", False),
        ("- विज्ञापन -", False),
        ("광고", False),
        ("Article continues below this ad", False),
        ("This slideshow requires JavaScript.", False),
        ("Table of contents", False),
        ("목차", False),
        ("광고를 보지 않는 법", True),
        ("Advertisements of my youth", True),
    ],
)
def test_a_label_of_what_is_gone_goes_and_a_heading_stays(line: str, stays: bool) -> None:
    blocks = blocks_of(parse(f"<body><p>{line}</p><ul><li>one</ul><p>Words.</p></body>"))
    held = [True, False, True]
    drop_asides(blocks, held)
    assert held == [stays, False, True]


def test_an_item_that_is_called_contents_is_none_of_a_list_of_headings() -> None:
    blocks = blocks_of(parse("<body><ul><li>Index</li><li>Contents</li></ul><p>Words.</p></body>"))
    held = [True, True, False]
    drop_asides(blocks, held)
    assert held == [True, True, False]


def test_the_name_of_a_list_of_headings_stays_with_the_list() -> None:
    blocks = blocks_of(parse("<body><p>Contents</p><ul><li>one</ul></body>"))
    held = [True, True]
    drop_asides(blocks, held)
    assert held == [True, True]


@pytest.mark.parametrize(
    ("markup", "stays"),
    [
        ("<ul><li>Werbung</ul>", True),
        ("<ul><li><p>Werbung</ul>", True),
        ("<table><tr><td>Werbung</table>", True),
        ("<h2>광고</h2>", True),
        ("<p class='e'>請繼續往下閱讀...</p>", False),
        ("<div><span>SCROLL TO CONTINUE WITH CONTENT</span></div>", False),
        ("<pre>advertisement</pre>", True),
        ("<blockquote>광고</blockquote>", True),
        ("<dl><dt>Annonce</dl>", True),
        ("<div><span>Werbung</span></div>", False),
        ("<aside>Annonce</aside>", False),
    ],
)
def test_an_item_or_a_heading_is_no_label(markup: str, stays: bool) -> None:
    held = [True, True]
    drop_asides(blocks_of(parse(f"<body>{markup}<p>Words.</p></body>")), held)
    assert held == [stays, True]


@pytest.mark.parametrize(
    ("items", "stays"),
    [
        ("<li><a href='#a'>Why</a><li><a href='#b'>2. How</a>", False),
        # One link to a place of the page is the author's, and so are other words.
        ("<li><a href='#a'>Why</a><li>How", True),
        ("<li><a href='#n1'>First note</a><li><a href='#n2'>Second note</a>", True),
        ("<li><a href='/a'>Why</a><li><a href='/b'>How</a>", True),
        ("<li><a href='#a'>Why</a><li><a href='#b'>In which way</a>", True),
    ],
)
def test_a_list_of_the_headings_goes(items: str, stays: bool) -> None:
    blocks = blocks_of(parse(f"<body><ol>{items}</ol><h2>Why</h2><p>Yes.</p><h2>How</h2></body>"))
    held = [True] * len(blocks)
    drop_asides(blocks, held)
    assert held == [stays, stays, True, True, True]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>What you will find:</p><ul><li><a href=#a>Why</a><li><a href=#b>How</a></ul>",
        "<ul><li>First of all<ul><li><a href=#a>Why</a><li><a href=#b>How</a></ul></ul>",
        "<ul><li><a href=#a>Why</a><li><a href=#b>How</a><li>And more</ul>",
    ],
)
def test_a_list_that_the_author_wrote_stays_whole(markup: str) -> None:
    blocks = blocks_of(parse(f"<body>{markup}<h2>Why</h2><p>Yes.</p><h2>How</h2></body>"))
    held = [True] * len(blocks)
    drop_asides(blocks, held)
    assert all(held)


def test_a_named_list_of_headings_goes_with_items_that_have_other_words_by_now() -> None:
    items = "".join(f"<li><a href=#{n}>Part {n}</a>" for n in "abc")
    headings = "".join(f"<h2>Part {n}</h2><p>Yes.</p>" for n in "abcd")
    page = f"<body><ul>{items}<li><a href=#d>The rest</a></ul>{headings}</body>"
    blocks = blocks_of(parse(page))
    held = [True] * len(blocks)
    drop_asides(blocks, held)
    assert held == [False] * 4 + [True] * 8


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("本文最后更新于 2021-11-19，若内容或图片失效，请留言反馈。", False),
        (
            "温馨提示：本文最后更新于 2021年11月19日，已超过 30 天没有更新，部分内容可能已经过时",
            False,
        ),
        ("最后更新于 2021-11-19", True),
        ("距离上次更新已经过去三个月了，这段时间我的生活发生了很多改变。", True),
        ("文章最后更新于2021年，那时候技术的发展还很慢。", True),
        ("我在 2021 年更新了路由器的固件，之后无线网络就失效了。", True),
    ],
)
def test_a_notice_that_a_post_is_old_goes(line: str, stays: bool) -> None:
    blocks = blocks_of(parse(f"<body><p>{line}</p><p>Words.</p></body>"))
    held = [True, True]
    drop_asides(blocks, held)
    assert held == [stays, True]


def test_steps_of_which_some_lead_to_a_heading_stay() -> None:
    items = "<li><a href='#a'>Why</a></li><li><a href='#b'>How</a></li><li>Enjoy</li>"
    blocks = blocks_of(parse(f"<body><ol>{items}</ol><h2>Why</h2><p>Yes.</p><h2>How</h2></body>"))
    held = [True] * len(blocks)
    drop_asides(blocks, held)
    assert all(held)
