"""Trees: parsed whole, whatever comes, and asked cheaply."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.html import (
    fragment,
    indexed,
    is_hidden,
    mended,
    parse,
    select,
    text_of,
)
from pipelines.readers.trees.selectors import selector

PAGE = """<body class="post"><div id="main" class="a b"><p class="c" itemprop="name headline">하나</p>
<a rel="tag" href="/t/1">둘</a></div><h1 class="C">셋</h1></body>"""


@pytest.mark.parametrize(
    "text", ["", " \n", "<", "<!--", "<!DOCTYPE html>", "\ufeff", "<frameset>"]
)
def test_every_text_has_a_tree(text: str) -> None:
    assert parse(text).tag == "html"


@pytest.mark.parametrize("depth", [100, 1500, 3000, 40000])
def test_words_are_kept_however_deep_they_lie(depth: int) -> None:
    tree = parse("<body>" + "<div>" * depth + "깊은 말" + "</div>" * depth + "<p>나중 말</p>")
    assert text_of(tree) == "깊은 말 나중 말" or text_of(tree).replace(" ", "") == "깊은말나중말"


def test_only_tags_that_lie_too_deep_are_lost() -> None:
    deep = "<div>" * 50 + "<b>tief</b><img src=a.png>" + "</div>" * 50
    tree = fragment(f"<p>a <b>b</b></p>{deep}<p>c</p>", max_depth=20)
    assert [text_of(one) for one in tree.iter("p", "b")] == ["a b", "b", "c"]
    assert 10 < len(list(tree.iter("div"))) < 25
    assert "tief" in text_of(tree)


@pytest.mark.parametrize(
    "css",
    [
        ".a",
        ".a .c",
        "div.a > p, .missing",
        "#main p:not(.x)",
        "[itemprop~='headline']",
        "a[rel~=tag][href*='/t/']",
        "h1.C",
        "h1.c",
        "p:first-child",
        "*",
        ".missing, #missing, article",
        "a[href$='1']",
    ],
)
def test_an_indexed_tree_answers_as_an_ordinary_one(css: str) -> None:
    ordinary = [element.tag for element in selector(css)(parse(PAGE))]
    tree = indexed(parse(PAGE))
    assert [element.tag for element in select(tree, css)] == ordinary
    assert [element.tag for element in select(tree, css)] == ordinary


def test_a_fragment_is_one_element_even_with_stray_end_tags() -> None:
    element = fragment("<p>하나</p></div></div><p>둘</p>")
    assert element.tag == "div"
    assert text_of(element) == "하나둘"


PROSE = "<p>Im Keller stand das Wasser, und niemand wusste, woher es kam.</p>" * 3


@pytest.mark.parametrize(
    "page",
    [
        f"<header class='top'><button class='menu'><div>Menü<div></button></div><main>{PROSE}</main>",
        f"<nav id='top'><ul><li>Menü</ul><main>{PROSE}</main>",
        f"<nav id='top'><ul><li>Menü</ul><div><h1>Das Wasser</h1>{PROSE}</div>",
    ],
)
def test_what_follows_a_menu_that_was_never_closed_is_not_in_it(page: str) -> None:
    tree = mended(indexed(parse(f"<title>Das Wasser</title><body>{page}")))
    words = select(tree, "p")[0]
    around = [*words.iterancestors()]
    assert not {"nav", "button", "header"} & {element.tag for element in around}
    assert not any(element.attrib for element in around)
    assert select(tree, "nav") == select(tree, "button") == []


def test_a_title_in_a_menu_that_was_closed_leaves_it_one() -> None:
    tree = mended(indexed(parse(f"<body><nav><h1>Blog</h1><a href='/'>Start</a></nav>{PROSE}")))
    assert len(select(tree, "nav")) == 1


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("<h2>Install <button class=copy>Copy link</button></h2>", "Install "),
        ("<h2>Step one<button>Copied!</button></h2>", "Step one"),
        ("<h2><button>#</button>Third</h2>", "Third"),
        ("<h3><button>Why?</button><i>+</i></h3>", "Why?+"),
    ],
)
def test_a_button_is_the_words_of_a_heading_that_has_no_others(heading: str, said: str) -> None:
    tree = mended(indexed(parse(f"<body>{heading}{PROSE}")))
    (found,) = tree.iter("h2", "h3")
    assert "".join(found.xpath(".//text()[not(ancestor::button)]")) == said


@pytest.mark.parametrize(
    ("names", "hidden"),
    [
        ("class=share-toggle", True),
        ("class='collapse navbar-collapse'", True),
        ("id=search-toggle", True),
        ("id=toc-collapse", True),
        ("class=toggle", True),
        ("class=menu-toggle-content", True),
        ("class=et_pb_toggle_content", False),
        ("class=collapsible-body", False),
        ("class=accordion-item", False),
        ("class='tab-pane fade'", False),
    ],
)
def test_what_folds_away_is_seen_and_a_menu_that_opens_is_not(names: str, hidden: bool) -> None:
    assert is_hidden(fragment(f"<div {names} style='display:none'>x</div>")[0]) is hidden
