"""Lines that lead to other sites: which are the post's."""

from __future__ import annotations

import pytest

from pipelines.readers.blocks.held_links import hold_bare_links
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse
from tests.pipelines.readers.making import PROSE


@pytest.mark.parametrize(
    ("link", "is_held"),
    [
        ("<p>신청은 <a href='https://forms.example/1'>여기서</a></p>", True),
        ("<p><a href='https://forms.example/1'>지금 신청하세요</a></p>", False),
        (
            "<p>신청: <a href='https://forms.example/exam/2024'>http://forms.example/exam/2024</a></p>",
            True,
        ),
        ("<p>다음은 <a href='https://blog.example/2'>여기서</a></p>", False),
        ("<p class=ad>신청은 <a href='https://forms.example/1'>여기서</a></p>", False),
    ],
)
def test_a_line_between_paragraphs_that_leads_to_another_site_is_held(
    link: str, is_held: bool
) -> None:
    blocks = blocks_of(parse(f"<body>{PROSE}{link}{PROSE}</body>"))
    held = [len(block.text) > 60 for block in blocks]
    hold_bare_links(blocks, held, [-0.7] * len(blocks), "blog.example")
    assert all(held) is is_held


@pytest.mark.parametrize(
    ("link", "above", "below", "is_held"),
    [
        ("<p><a href='https://poems.example/1'>Das ganze Gedicht</a></p>", "", "", True),
        ("<p><a href='https://blog.example/2'>Das ganze Gedicht</a></p>", "", "", False),
        ("<p class=ad><a href='https://shop.example/1'>Jetzt kaufen</a></p>", "", "", False),
        ("<p><a href='https://poems.example/1'>Gedicht</a></p>", "<p>Heute</p>", "", False),
        (
            "<p><a href='https://poems.example/1'>Gedicht</a></p>",
            "<figure><img src=a.png><figcaption>Im Hof</figcaption></figure><div>Werbung</div>",
            "<div><h4>More</h4></div>",
            True,
        ),
        ("<p><a href='https://poems.example/1'>Gedicht</a></p>", "", "<p>Teilen</p>", False),
    ],
)
def test_a_link_that_ends_a_box_whose_paragraphs_are_all_the_posts_is_held(
    link: str, above: str, below: str, is_held: bool
) -> None:
    page = f"<body><div>{above}{PROSE}{link}{below}</div><p>Impressum</p></body>"
    blocks = blocks_of(parse(page))
    held = [len(block.text) > 60 for block in blocks]
    hold_bare_links(blocks, held, [-1.6] * len(blocks), "blog.example")
    line = next(
        n for n, block in enumerate(blocks) if "Gedicht" in block.text or "kaufen" in block.text
    )
    assert held[line] is is_held
    assert not any(held[line + 1 :])
