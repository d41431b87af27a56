"""One walk through a plain body says what the four walks through any other body say."""

from __future__ import annotations

import pytest

from pipelines.readers.bodies.presentable import presentable
from pipelines.readers.bodies.sanitising import sanitised
from pipelines.readers.document import Document
from pipelines.readers.trees.block_text import text_lines
from tests import golden_cases
from tests.pipelines.readers.making import document

WORDS = "Long enough to be taken for the words of a post, and not for a label beside them. " * 3


def slowly(read: Document) -> tuple[list[str], str]:
    assert read.content is not None
    whole = presentable(read.content, read.base_url, read.pictures)
    return text_lines(read.content), sanitised(whole)


def posted(markup: str) -> Document:
    return document(f"<article><div class=post-content><p>{WORDS}</p>{markup}</div></article>")


@pytest.mark.parametrize(
    "markup",
    [
        "<h2 id=a class=b title='A &amp; B'>One &lt; two\u00a0three</h2>\n\n<p lang=de>Ja <em>so</em>.",
        "<ul>\n<li>one <ul><li>in</li></ul></li>\n <li><p>two</p></li></ul><ol start=3 type=a><li>x</ol>",
        "<pre class=x><code class='language-py'>if a &lt; b:\n\n    c</code></pre> <p>a<br>b</p>",
        "<p>See <a href='/there?a=1&amp;b=2' rel=nofollow class=k>there</a> <sup><a href='#fn1'>1</a></sup></p>",
        "<figure><img src=/a.jpg width=30% alt='a \"b\"'><figcaption>said\n</figcaption></figure><hr>",
        "<table>\n<tr><th>a</th><td colspan=2>b <b>c</b></td></tr>\n</table><table><thead><tr><td>x</thead></table>",
        "<div>words <span>in a span</span></div><section>\n<div><p>p</p></div> </section><blockquote>q</blockquote>",
        "<div><span>in <code>code</code></span><br>\n<i>i</i></div>\n<center>middle</center>",
        "<p>a <a href='javascript:void(0)'>button</a>\n<a href='#'>two</a> b</p><p>p</p>",
        "<div>x <iframe src='https://e.example/a?b=1&amp;c'></iframe> y</div>\n"
        "<iframe data-src=/f src=/g></iframe><p>x<iframe src=/h></iframe></p>",
    ],
)
def test_plain_bodies_are_read_in_one_walk(markup: str) -> None:
    read = posted(markup)
    assert read.rendered
    assert read.rendered[:2] == slowly(read)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a <a name=x> </a> <a href='javascript:alert(1)'>b</a></p>",
        "<p><span><div>a division in a paragraph</div></span></p>",
        "<p>x<iframe src=https://www.youtube.com/embed/abcdefgh></iframe></p>",
        "<li>one<div><li>two</div></li><dl><dt>a<dd>b</dl>",
        "<table><tr><td>a</td></tr>stray<tr><td>b</td></tr></table>",
        "<math><mi>x</mi></math><svg><style><p>y</style></svg><p onclick=z>&#13;w</p>",
        "<span>" * 60 + "deep",
        "<pre>\n\nlines</pre><p>a<a href='http://e.example/a|b'>c</a></p>",
    ],
)
def test_any_other_body_is_read_as_ever(markup: str) -> None:
    read = posted(markup)
    assert read.rendered is None or read.rendered[:2] == slowly(read)


def test_saved_pages_are_read_alike_both_ways() -> None:
    plain = 0
    for name in golden_cases.cases():
        read = Document(golden_cases.page_of(name))
        if read.content is None or read.rendered is None:
            continue
        plain += 1
        assert read.rendered[:2] == slowly(read), name
    assert plain >= 10
