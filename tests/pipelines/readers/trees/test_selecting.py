"""A page is asked by selectors, and answers as lxml would."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.parsing import parse
from pipelines.readers.trees.selecting import indexed, select
from pipelines.readers.trees.selectors import selector

PAGE = """<body class="post"><div id="main" class="a b"><p class="c" itemprop="name headline">하나</p>
<a rel="tag" href="/t/1">둘</a></div><h1 class="C">셋</h1></body>"""


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
