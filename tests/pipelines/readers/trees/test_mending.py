"""A menu or button holds the words of a page only where somebody forgot to close it."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.mending import mended
from pipelines.readers.trees.parsing import parse
from pipelines.readers.trees.selecting import indexed, select

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
