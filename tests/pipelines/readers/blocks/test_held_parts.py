"""Small parts of the post, of which the weights think little, are held with it."""

from __future__ import annotations

import pytest

from pipelines.readers.blocks.held_parts import (
    hold_boxes,
    hold_code,
    hold_folded,
    hold_headings,
    hold_quoted,
)
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse
from tests.pipelines.readers.making import read

PROSE = "".join(
    f"<p>Letzten Sommer stand das Wasser {place} Wochen lang im Keller, und niemand im Dorf konnte"
    " sagen, woher es kam. Erst als der alte Müller die Pläne fand, wurde es klar.</p>"
    for place in ("zwei", "drei", "vier", "fünf")
)


def test_a_heading_among_paragraphs_of_the_post_is_held() -> None:
    blocks = blocks_of(
        parse(f"<body><div>{PROSE}<h4>Box.com</h4>{PROSE}</div><h4>Mehr</h4></body>")
    )
    held = [block.owner.tag == "p" for block in blocks]
    hold_headings(blocks, held)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == ["Mehr"]


@pytest.mark.parametrize(
    ("heading", "paragraph"),
    [
        ("<h3>Der Plan</h3>", PROSE),
        (
            "<div class=w><div class=c><h3>Der Plan</h3></div></div>",
            f"<div><div>{PROSE}</div></div>",
        ),
        (
            "<h3>둘째 날</h3>",
            "<p>둘째 날에는 물이 빠져서 마을 사람들이 모두 모여 지하실을 함께 치웠습니다.</p>",
        ),
    ],
)
def test_a_heading_in_a_box_of_its_own_or_above_few_but_telling_signs_is_held(
    heading: str, paragraph: str
) -> None:
    blocks = blocks_of(parse(f"<body><div><div>{PROSE}</div>{heading}{paragraph}</div></body>"))
    if "<div" not in heading:
        blocks = blocks_of(parse(f"<body><div>{PROSE}{heading}{paragraph}</div></body>"))
    held = [block.owner.tag == "p" for block in blocks]
    hold_headings(blocks, held)
    assert all(held)


@pytest.mark.parametrize(
    ("title", "stays"),
    [
        ("<div class=accordion-title><a>Woher?</a></div>", True),
        ("<div class=accordion-title><a href='/woher'>Woher?</a></div>", False),
        ("<div class=caption>Woher?</div>", False),
    ],
)
def test_the_line_that_unfolds_a_part_of_the_post_is_held_with_it(title: str, stays: bool) -> None:
    part = f"<div class=accordion-item>{title}<div class=body>{PROSE}</div></div>"
    blocks = blocks_of(parse(f"<body><div>{PROSE}{part}</div></body>"))
    held = [block.owner.tag == "p" for block in blocks]
    hold_folded(blocks, held)
    assert all(held) is stays


@pytest.mark.parametrize(
    ("folded", "behind", "stays"),
    [
        ("<div><p>Nur der Müller.</p></div>", PROSE, True),
        ("<ul><li><a href='#a'>Woher</a></li></ul>", PROSE, False),
        ("<p>Nur der Müller.</p>", "<div>Mehr davon</div>", False),
    ],
)
def test_the_little_that_is_folded_away_among_words_of_the_post_is_held(
    folded: str, behind: str, stays: bool
) -> None:
    part = f"<details class=alert><summary>Wer weiß es?</summary>{folded}</details>"
    blocks = blocks_of(parse(f"<body><div>{PROSE}{part}{behind}</div></body>"))
    held = [len(block.text) > 80 for block in blocks]
    hold_boxes(blocks, held, [-0.9] * len(blocks))
    assert all(held) is stays


def test_what_is_folded_away_below_a_captioned_picture_is_held_with_it() -> None:
    folded = "<details><summary>Mehr</summary><div>Im Mai war es so weit.</div></details>"
    figure = "<figure><img src='/a.jpg'><figcaption>Die Mühle</figcaption></figure>"
    blocks = blocks_of(parse(f"<body><div>{PROSE}{figure}{folded}{PROSE}</div></body>"))
    held = [block.owner.tag == "p" for block in blocks]
    odds = [-1.8 if block.owner.tag == "summary" else -1.0 for block in blocks]
    hold_boxes(blocks, held, odds)
    assert [b.owner.tag for b, is_held in zip(blocks, held, strict=True) if not is_held] == [
        "figcaption"
    ]


def test_code_below_the_name_of_its_file_is_the_post() -> None:
    code = "<div>shell</div><div><pre>npm start</pre></div>"
    blocks = blocks_of(parse(f"<body>{PROSE}{code}{PROSE}<div>shell</div><pre>rm</pre></body>"))
    held = [block.owner.tag == "p" for block in blocks]
    hold_code(blocks, held)
    told = [block.text for block, yes in zip(blocks, held, strict=True) if yes]
    assert "npm start" in told
    assert "rm" not in told


def test_whose_words_a_figure_quotes_is_held_below_the_quote() -> None:
    figure = "<figure><blockquote><span>“</span>Zehn Jahrhunderte.</blockquote>{}</figure>"
    said = "<figcaption>— Chronik, 1954</figcaption>"
    blocks = blocks_of(parse(f"<body>{PROSE}{figure.format(said)}{said}</body>"))
    held = ["1954" not in block.text for block in blocks]
    hold_quoted(blocks, held)
    assert held[-2:] == [True, False]


def test_the_line_that_says_where_a_text_is_from_is_the_writers() -> None:
    source = "<p>원문: <a href='https://other.example/42'>물결소년의 글</a></p>"
    post = read(f"<div class='entry-content'>{PROSE}{source}</div>")
    assert post.body_text.endswith("원문: 물결소년의 글")


@pytest.mark.parametrize(
    ("name", "is_held"), [("admonition alert--success", True), ("promo", False)]
)
def test_a_short_remark_between_paragraphs_is_the_posts(name: str, is_held: bool) -> None:
    box = f"<div class='{name}'><div>팁</div><div><p>{{}}</p></div></div>"
    blocks = blocks_of(parse(f"<body>{PROSE}{box.format('창을 먼저 여세요.')}{PROSE}</body>"))
    number = next(n for n, block in enumerate(blocks) if block.text == "팁")
    held = [n not in (number, number + 1) for n in range(len(blocks))]
    hold_boxes(blocks, held, [0.0] * len(blocks))
    assert held[number : number + 2] == [False, is_held]


def test_what_a_writer_sets_over_a_remark_is_held_with_it() -> None:
    box = "<div class='caption-box'><div>ここがポイント</div><p>残しておく。</p></div>"
    blocks = blocks_of(parse(f"<body>{PROSE}{box}{PROSE}</body>"))
    held = [len(block.text) > 60 for block in blocks]
    hold_boxes(blocks, held, [-1.0] * len(blocks))
    assert all(held)


def test_a_remark_before_code_is_held_with_it() -> None:
    box = "<div class=admonition><div>팁</div><p>창을 먼저 여세요.</p></div>"
    blocks = blocks_of(parse(f"<body>{PROSE}{box}<pre>npm start</pre>{PROSE}</body>"))
    held = [len(block.text) > 60 for block in blocks]
    odds = [-1.6 if block.text == "팁" else -0.9 for block in blocks]
    hold_boxes(blocks, held, odds)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == ["팁"]


def test_an_answer_that_folds_may_be_the_last_of_a_post() -> None:
    box = (
        "<div class='et_pb_toggle'><h5>Und nun?</h5><div><p>Der Keller ist trocken.</p></div></div>"
    )
    blocks = blocks_of(parse(f"<body><div>{PROSE}{box}</div><p>Impressum</p></body>"))
    held = [len(block.text) > 60 for block in blocks]
    hold_boxes(blocks, held, [-0.8] * len(blocks))
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == ["Impressum"]


def test_the_line_that_says_whose_words_a_quote_has_is_held_with_it() -> None:
    quote = "<blockquote>Papier verzeiht viel.<footer>Tammos Großmutter</footer></blockquote>"
    blocks = blocks_of(parse(f"<body>{PROSE}{quote}<footer>Impressum</footer></body>"))
    held = [block.owner.tag in ("p", "blockquote") for block in blocks]
    hold_quoted(blocks, held)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == ["Impressum"]
