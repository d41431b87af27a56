"""Of a list or table of the post no part is left out."""

from __future__ import annotations

import pytest

from pipelines.readers.blocks.held_lists import hold_counted, hold_last_lists, hold_whole_lists
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse

PROSE = "".join(
    f"<p>Letzten Sommer stand das Wasser {place} Wochen lang im Keller, und niemand im Dorf konnte"
    " sagen, woher es kam. Erst als der alte Müller die Pläne fand, wurde es klar.</p>"
    for place in ("zwei", "drei", "vier", "fünf")
)


def test_of_a_table_of_facts_no_cell_is_left_out() -> None:
    rows = "".join(f"<tr><td>Größe {n}<td>{n} Meter über dem Wasser</tr>" for n in range(6))
    blocks = blocks_of(parse(f"<body><div>{PROSE}</div><table>{rows}</table><p>Mehr</p></body>"))
    held = [block.owner.tag == "p" and block.text != "Mehr" for block in blocks]
    held[5] = True
    odds = [2.0 if yes else -1.0 for yes in held]
    hold_whole_lists(blocks, held, odds)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == ["Mehr"]


def test_a_cell_that_is_surely_none_of_the_post_is_not_held_with_its_table() -> None:
    rows = f"<tr><td>{PROSE}</td></tr><tr><td>Mehr <a href='/1'>Ein Unfall auf der Brücke</a></td></tr>"
    blocks = blocks_of(parse(f"<body><table><tr><td>Der Keller steht voll.{rows}</table></body>"))
    held = [block.owner.tag == "p" or "Keller" in block.text for block in blocks]
    hold_whole_lists(blocks, held, [2.0 if yes else -3.0 for yes in held])
    assert not held[-1]


@pytest.mark.parametrize(
    ("markup", "held_items"),
    [
        ("<ul><li>Das Heft der alten Müllerin</li><li>Brot</li></ul>", 2),
        ("<ol><li>Danke an alle, die halfen</li></ol>", 1),
        ("<ul><li>Das Heft der alten Müllerin</li><li><a href='/1'>Brot</a></li></ul>", 0),
        ("<ul class='share-list'><li>Teilen Sie diesen Text bitte</li></ul>", 0),
        ("<ul><li>Teilen</li><li>Drucken</li></ul>", 0),
        ("<div><ul><li>Das Heft der alten Müllerin</li></ul></div>", 0),
    ],
)
def test_a_list_without_links_right_below_a_paragraph_of_the_post_is_held(
    markup: str, held_items: int
) -> None:
    blocks = blocks_of(parse(f"<body><div>{PROSE}{markup}</div><p>Impressum</p></body>"))
    held = [place < 4 for place in range(len(blocks))]
    hold_last_lists(blocks, held, [2.0 if yes else -1.7 for yes in held])
    assert sum(held[4:]) == held_items
    doubted = [place < 4 for place in range(len(blocks))]
    hold_last_lists(blocks, doubted, [0.2] * len(blocks))
    assert sum(doubted) == 4


def test_items_and_cells_whose_words_are_a_paragraph_are_held_with_their_list() -> None:
    loose = (
        "<ul><li><p>Eine Karte</p></li><li><p>Proviant</p><ul><li><p>Brot</p></li>"
        "<li><p>Käse</p></li></ul></li><li><p>Ein Mantel</p></li></ul>"
        "<table><thead><tr><th><p>Teil</p></th><th><p>Zeit</p></th></tr></thead>"
        "<tbody><tr><td><p>Uferweg</p></td><td><p>39:49</p></td></tr></tbody></table>"
    )
    blocks = blocks_of(parse(f"<body>{PROSE}{loose}{PROSE}</body>"))
    held = [len(block.text) > 60 or block.text in ("Eine Karte", "Proviant") for block in blocks]
    for number, block in enumerate(blocks):
        held[number] = held[number] or block.text in ("Ein Mantel", "Uferweg", "39:49")
    hold_whole_lists(blocks, held, [-0.6] * len(blocks))
    assert all(held)


@pytest.mark.parametrize(
    ("markup", "is_held"),
    [
        ("<ul><li>Brot</li><li>Käse</li></ul>", True),
        ("<ul class=tools><li>Teilen</li><li>Drucken</li></ul>", False),
        ("<div><ul><li>Teilen</li><li>Drucken</li></ul></div>", False),
    ],
)
def test_a_list_beside_the_paragraphs_between_which_it_stands_is_held(
    markup: str, is_held: bool
) -> None:
    blocks = blocks_of(parse(f"<body>{PROSE}{markup}{PROSE}</body>"))
    held = [block.owner.tag == "p" for block in blocks]
    hold_whole_lists(blocks, held, [-3.0] * len(blocks))
    assert all(held) is is_held


def test_a_paragraph_that_counts_on_is_held_with_those_before_it() -> None:
    body = "<div><p>1. 신청 기간</p><p>구분</p><p>2. 신청 방법</p><p>3. 문의: 학생회관</p></div>"
    blocks = blocks_of(
        parse(f"<body>{body}<div><p>4. 개인정보 처리 방침</p><p>2. 약관</p></div></body>")
    )
    held = [place < 3 for place in range(len(blocks))]
    hold_counted(blocks, held)
    assert held == [True, True, True, True, False, False]
