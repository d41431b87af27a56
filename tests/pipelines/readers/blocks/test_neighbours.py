"""What is seen of a block only when those around it have been looked at."""

from __future__ import annotations

from pipelines.readers.blocks.neighbours import neighbour_signs
from pipelines.readers.blocks.signs import Known, Layout, signs_of
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse

STORY = "<p>Der Fluss stieg in der Nacht um zwei Meter, und am Morgen war die Brücke fort.</p>"


def layout_of(markup: str) -> Layout:
    return signs_of(blocks_of(parse(markup)), Known())[1]


def test_only_blocks_that_are_asked_about_are_looked_at() -> None:
    layout = layout_of(f"<body>{STORY * 4}</body>")
    again = neighbour_signs(layout, [2.0, 0.5, 2.0, -1.0], [1, 3])
    assert list(again) == [1, 3]
    assert len(again[1]) == len(again[3])


def test_a_gap_in_the_post_and_a_stray_below_it_look_different() -> None:
    layout = layout_of(
        f"<body><div>{STORY * 5}</div><ul><li>Sport<li>Wetter<li>Kultur</ul><div>{STORY}</div></body>"
    )
    odds = [2.5, 2.5, 0.0, 2.5, 2.5, -3.0, -3.0, -3.0, 0.0]
    again = neighbour_signs(layout, odds, [2, 8])
    assert again[2][0] == again[8][0] == 0.0
    around, alone = again[2][7], again[8][7]
    assert around > 0.9
    assert alone < 0.1


def test_one_block_has_no_neighbours() -> None:
    layout = layout_of(f"<body>{STORY}</body>")
    (signs,) = neighbour_signs(layout, [0.0], [0]).values()
    assert signs[1:7] == [-5.0] * 6
