"""Signs that link a heading to itself are none of its words."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read


def page(heading: str, more: str = "") -> str:
    return f"<title>다리</title><body><article>{heading}{PROSE}{more}{PROSE}</article></body>"


@pytest.mark.parametrize(
    "sign",
    [
        '<a class="headerlink" href="#bridge" title="Permanent link">&para;</a>',
        '<a href="#bridge">#</a>',
        '<a href="/post/#bridge" aria-hidden="true"> § </a>',
        '<a href="#bridge"><span>\N{LINK SYMBOL}</span></a>',
        '<a href="#bridge">⚓\ufe0e</a>',
        # What only a font of icons draws.
        '<a class="headerlink" href="#bridge">\uf0c1</a>',
    ],
)
def test_a_heading_ends_with_its_words(sign: str) -> None:
    post = read(page(f'<h1 id="bridge">다리{sign}</h1>', f"<h2>강을 건너서{sign}</h2>"))
    assert post.title == "다리"
    assert "\n강을 건너서\n" in post.body_text


def test_a_caption_does_too() -> None:
    figure = (
        '<figure id="id1"><img src="/a.jpg" width="900" height="600"><figcaption><p><span>강가에서'
        '</span><a class="headerlink" href="#id1">¶</a></p></figcaption></figure>'
    )
    assert read(page("<h1>다리</h1>", figure)).images[0].caption == "강가에서"


@pytest.mark.parametrize(
    "kept",
    [
        '<h2>언어 <a href="/csharp#top">C#</a></h2>',
        '<p>기호 <a href="#para">¶</a> 하나</p>',
        '<h2><a href="#number">#</a></h2><p>샵 하나뿐인 제목</p>',
    ],
)
def test_other_words_of_links_stay(kept: str) -> None:
    text = read(page("<h1>다리</h1>", kept)).body_text
    assert "C#" in text or "¶" in text or "샵 하나뿐인" in text
