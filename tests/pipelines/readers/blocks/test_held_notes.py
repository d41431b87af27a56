"""Notes are held with the post that they are on."""

from __future__ import annotations

import pytest

from pipelines.readers.blocks.held_notes import hold_notes
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse

WORDS = (
    "<p>Letzten Sommer stand das Wasser zwei Wochen lang im Keller, und niemand wusste, woher.</p>"
)


def test_a_note_is_known_by_the_name_of_its_number() -> None:
    note = "<p class=footnote><a id=f1 href='#fn1'>*1</a>: Der Müller hieß Jan.</p>"
    blocks = blocks_of(
        parse(f"<body><p>Der Müller<sup><a href='#f1'>*1</a></sup></p>{note}</body>")
    )
    held = [True, False]
    hold_notes(blocks, held)
    assert held == [True, True]


@pytest.mark.parametrize(("name", "is_held"), [("footnote", True), ("small", False)])
def test_a_paragraph_called_a_note_right_below_the_post_is_its_own(
    name: str, is_held: bool
) -> None:
    note = f"<p class={name}>* Nach Messungen des Müllers.</p>"
    blocks = blocks_of(parse(f"<body><div>{WORDS}{note}</div></body>"))
    held = [True, False]
    hold_notes(blocks, held)
    assert held == [True, is_held]


def test_a_note_is_known_by_the_name_of_its_number_in_brackets() -> None:
    note = "<p>[<a href='#nh1' id='nb1'>1</a>] Der Müller hieß Jan.</p>"
    blocks = blocks_of(parse(f"<body><p>Der Müller [<a href='#nb1'>1</a>]</p>{note}</body>"))
    held = [True, False]
    hold_notes(blocks, held)
    assert held == [True, True]


@pytest.mark.parametrize(("role", "stays"), [("doc-endnotes", True), ("doc-index", False)])
def test_notes_in_a_box_called_so_are_the_posts_though_nothing_points_at_them(
    role: str, stays: bool
) -> None:
    notes = f"<div role={role}><hr><ol><li>Der Müller hieß Jan.<li>Seine Frau auch.</ol></div>"
    blocks = blocks_of(parse(f"<body><section>{WORDS}{notes}</section><p>Impressum</p></body>"))
    held = [len(block.text) > 60 for block in blocks]
    hold_notes(blocks, held)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if not yes] == (
        ["Impressum"] if stays else ["Der Müller hieß Jan.", "Seine Frau auch.", "Impressum"]
    )


def test_a_note_in_an_aside_is_held_where_it_calls_itself_one() -> None:
    page = (
        '<p>Das Wasser stand <a href="#n1">1</a> <a href="#ad">hier</a></p>'
        '<aside id="n1" role="doc-footnote"><p>So der Müller.</p></aside>'
        '<aside id="ad"><p>Ein Angebot.</p></aside>'
    )
    blocks = blocks_of(parse(f"<body>{page}</body>"))
    held = [True, *[False] * (len(blocks) - 1)]
    hold_notes(blocks, held)
    assert [block.text for block, yes in zip(blocks, held, strict=True) if yes][1:] == [
        "So der Müller."
    ]
