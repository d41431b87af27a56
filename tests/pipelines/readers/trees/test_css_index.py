"""The index answers as the selector itself would."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.css_index import Index
from pipelines.readers.trees.parsing import parse
from pipelines.readers.trees.selecting import borne, findable, indexed, select, spared
from pipelines.readers.trees.selectors import selector

PAGE = """<html class="js top" lang="ko"><body id="top"><div class="post  body" data-x="1 2">
<a rel="prev nofollow" href="/tag/a">a</a><a href="https://b.example/x.pdf">b</a>
<p class="post">c <span class="meta"><a class="url fn" rel=home>d</a></span></p></div>
<meta http-equiv="Refresh"><input type=password><h1>e</h1><h2 id="e">f</h2></body></html>"""
#: Of so many elements none is asked by itself.
LONG = PAGE.replace("<h1>", '<b rel="a">1</b><a rel="b\nc bb" href="/b">2</a>' * 30 + "<h1>")


@pytest.mark.parametrize(
    "css",
    [
        "a", ".post", "p.post", "div.post.body", "#top", "h2#e", "html", ".js", "[lang]", "[lang=ko]",
        "a[rel~=prev]", "a[rel~='nofollow'][href*='/tag/']", "a[href$='.pdf'], a[href^=\"https:\"]",
        "h2, h1, .meta", ".meta a, h1", "div > p", "input[type=password]", "a:first-child",
        "a[rel=home], .post", ".nowhere, p", "nowhere", "[data-x~='2']", "A.url", ".meta .fn, #top",
        "meta[http-equiv]", "a[rel=prev]", "*", "div *", "a:not(.url)",
        ".post:not(p), h1", ".no:not(a[rel])", "a[href*='/tags/'], h1", "div a[rel=nobody]",
        "p [href*='x.pdf']", "div > a[href*='x.pdf']", "[class~=post]", "[class=post]",
        "[data-x='1 2'], h1", "[data-x='1  2']",
        ".post .meta a", "div .meta .fn, h2", "[data-x] a[href]", "div .post", "body div a.fn", ".post [rel]",
        "body  p\na", ".top .post", "html a", "a[href] .meta", ".meta h1", "p .meta > a", "span a[rel=home]",
        "a:not([rel='nobody'])", "html[class*=top]", "html[class*=bottom]",
        "[rel*=b]", "a[rel*=a]", "[rel$=bb], [rel^=a]", "[rel][rel~=c]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [PAGE, LONG], ids=["short", "long"])
def test_the_index_answers_as_the_selector(page: str, css: str) -> None:
    root = parse(page)
    assert Index(root).select(root, css) == selector(css)(root)


@pytest.mark.parametrize(
    "css",
    [
        ".nowhere, .meta",
        "a[href*='/tag/']",
        "[rel=nobody]",
        "#tip",
        "[LANG]",
        ".meta a",
        "div a.url",
        "p.post a[href]",
    ],
)
@pytest.mark.parametrize("is_spared", [False, True])
def test_a_page_that_knows_its_markup_answers_alike(css: str, is_spared: bool) -> None:
    root = indexed(parse(PAGE), PAGE)
    if is_spared:
        spared(root, set().union(*borne(root.iter())))
    assert select(root, css) == selector(css)(root)


@pytest.mark.parametrize("is_spared", [False, True])
def test_a_name_that_is_written_in_numbers_is_found(is_spared: bool) -> None:
    text = "<p class='post&#45;body'>a <a href='/t&#97;g/b'>b</a></p>"
    root = indexed(parse(text), text)
    if is_spared:
        spared(root, set().union(*borne(root.iter())))
    assert len(select(root, ".post-body")) == 1
    assert len(select(root, ".post-body a[href*='/tag/']")) == 1
    assert select(root, ".post-title") == []


def test_selectors_whose_names_a_page_does_not_have_need_not_be_asked() -> None:
    asked = (".nowhere a", "p.post", "a[href*='/nowhere/']", "h1", "#top .meta", "#e .top-most")
    root = indexed(parse(PAGE), PAGE)
    assert findable(root, asked) == asked, "of a page that is asked a lot its index tells"
    spared(root, set().union(*borne(root.iter())))
    assert findable(root, asked) == ("p.post", "h1", "#top .meta")


def test_a_name_written_in_numbers_is_findable() -> None:
    text = "<p class='post&#45;body'>a <a href='/t&#97;g/b'>b</a></p>"
    root = indexed(parse(text), text)
    spared(root, set().union(*borne(root.iter())))
    assert findable(root, (".post-body a[href*='/tag/']", ".no")) == (
        ".post-body a[href*='/tag/']",
    )
