"""A body read where it stands says what a cleaned copy of it says."""

from __future__ import annotations

from itertools import product

import pytest

from pipelines.readers.bodies.left_out import left_out
from pipelines.readers.document import Document
from pipelines.readers.fields import embeds, images, links
from pipelines.readers.templates import apply
from pipelines.readers.templates.profile import Place, Template
from tests.pipelines.readers.making import document

TEMPLATE = Template(
    body=Place(path="article/div.text"),
    fields={},
    chrome=("div.share", ".toc a", "footer.info[data-made]", "#ad", "a[href^='/popup/']"),
    agreement={},
    teachers={},
)
WORDS = "<p>Long enough to be taken for the words of a post, and not for a label.</p>"
PARTS = (
    WORDS,
    "\n",
    "loose words",
    "\u200b<p>\u3164</p> ",
    "<p>a <b>b</b><i class=k> c</i><code></code> d</p>",
    "<p> \n<br></p>",
    "<div><p></p></div>",
    "<div><p></p>words of it</div>",
    "<p>&lt;/p&gt;</p>",
    "<div>x<p>&lt;/p&gt;</p></div>",
    "<div class=share>Share <a href=https://s.example/x>it</a></div>",
    "<div><div class=share>Share</div></div>",
    "<footer class=info data-made=1>by me</footer>",
    "<footer class=info>by me</footer>",
    "<div id=ad><p>Buy</p></div>",
    "<div class=toc><p>one</p></div>",
    "<ul><li>one</li><li></li><li><p>two <a href=/two>2</a></p></li></ul>",
    "<p>see <a href=https://e.example/a.pdf>this</a> <a href='#'>b</a><a href=javascript:x>c</a></p>",
    "<figure><img src=/a.jpg alt=a><figcaption>said</figcaption></figure>",
    "<p><img src=/b.jpg width=300></p><p class=caption>said of b</p>",
    "<img src=/c.jpg><p class=caption></p>",
    "<h2 id=h class=k>Head</h2>",
    "<pre><code class=language-x>\nif a:\n\n    b</code></pre>",
    "<pre>x<code></code>\ny</pre>",
    "<blockquote><p>quoted</p><p></p></blockquote>",
    "<table><tr><td>a</td><td></td></tr></table>",
    "<table><tr><td><p>a</p><p></p></td></tr></table>",
    "<table></table>",
    "<p>x<sup><a href='#fn1'>1</a></sup></p>",
    "<iframe src=https://www.youtube.com/embed/abcdefgh></iframe>",
    "<iframe src=https://www.youtube.com/embed/abcdefgh>x</iframe>",
    "<div class=comments>said by others</div>",
    "<p hidden>not seen</p>",
    "<p style='color: red'>red</p>",
    "<p style='display: none'>not seen</p>",
    "<a href=/popup/report title=x>report</a>",
    "<noscript><img src=/d.jpg></noscript>",
    "<script>x</script>",
    "<div data-ke-type=opengraph><a href=https://o.example/>card</a></div>",
)


def fitted(markup: str) -> Document:
    read = document(f"<article><h1>T</h1><div class=text>{markup}</div></article>")
    read.fitting = apply.fitting(read, (TEMPLATE,))
    assert read.fitting
    return read


def said(read: Document) -> tuple[object, ...]:
    rendered = read.rendered
    return (
        None if rendered is None else rendered[:3],
        images.images(read),
        links.outbound(read),
        embeds.players(read),
        left_out(read, "\n".join(read.lines)),
    )


def test_a_body_read_in_place_says_what_its_copy_says() -> None:
    in_place = 0
    for markup in map("".join, product(PARTS, repeat=2)):
        read, copied = fitted(WORDS + markup), fitted(WORDS + markup)
        copied.__dict__["in_place"] = None  # as where more has to be done to a body
        if read.in_place is not None:
            in_place += 1
            assert said(read) == said(copied), markup
    assert in_place > 300


@pytest.mark.parametrize(
    "markup", [PARTS[0], PARTS[10], PARTS[12], PARTS[17], PARTS[18], PARTS[-4]]
)
def test_most_bodies_are_not_copied(markup: str) -> None:
    read = fitted(WORDS + markup)
    assert read.in_place is not None
    said(read)
    assert "content" not in read.__dict__


def test_a_comment_in_code_says_nothing_of_comments_elsewhere() -> None:
    code = "<pre><code>a <span class=comment># x</span></code></pre>"
    said(fitted(WORDS + code))
    markup = f"{WORDS}<p>Seen by many. <span class=comment>12 comments so far</span></p>"
    read, copied = fitted(markup), fitted(markup)
    copied.__dict__["in_place"] = None
    assert said(read) == said(copied)
    assert not any("12 comments" in line for line in read.lines)
