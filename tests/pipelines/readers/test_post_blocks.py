"""Which blocks of a page are the post, by weights that know no host."""

from __future__ import annotations

import pytest

from pipelines.readers.block_signs import Known, signs_of
from pipelines.readers.held_lists import hold_last_lists, hold_whole_lists
from pipelines.readers.held_parts import (
    hold_code,
    hold_details,
    hold_folded,
    hold_headings,
    hold_notes,
)
from pipelines.readers.html import parse
from pipelines.readers.page_blocks import blocks_of
from pipelines.readers.post_blocks import MAX_BLOCKS, block_odds, held_blocks, is_headings_only
from tests.pipelines.readers import making
from tests.pipelines.readers.making import document, read

PROSE = "".join(
    f"<p>Letzten Sommer stand das Wasser {place} Wochen lang im Keller, und niemand im Dorf konnte"
    " sagen, woher es kam. Erst als der alte Müller die Pläne fand, wurde es klar.</p>"
    for place in ("zwei", "drei", "vier", "fünf")
)
LINKS = "".join(f"<li><a href='/{n}'>Noch eine Meldung des Tages {n}</a></li>" for n in range(12))


def test_running_text_is_the_post_and_lists_of_links_are_not() -> None:
    page = (
        f"<body><ul>{LINKS}</ul><div><h1>Das Wasser</h1>{PROSE}</div>"
        "<div><p>© 2024 Alle Rechte vorbehalten</p></div></body>"
    )
    text = read(page).body_text
    assert text.count("im Keller") == 4
    assert "Meldung" not in text
    assert "Rechte" not in text


@pytest.mark.parametrize("paragraphs", [13_000, MAX_BLOCKS + 1])
def test_a_book_on_one_page_is_read_whole(paragraphs: int) -> None:
    told = "".join(
        f"<p>{n}. 다리가 다시 열린 뒤로 강 건너 마을 사람들은 아침마다 시장으로 걸어 나왔고 저녁이면"
        f" 노을을 보며 돌아갔으며 아무도 서두르지 않았다, {n}번째 날에도 그다음 날에도.</p>"
        for n in range(paragraphs)
    )
    page = (
        f"<body><ul>{LINKS}</ul><h1>다리</h1><article class='post-content'>{told}</article></body>"
    )
    lines = read(page).body_text.splitlines()
    assert len(lines) == paragraphs
    assert lines[-1].startswith(f"{paragraphs - 1}. ")


def test_an_address_right_below_the_words_is_the_authors_and_one_further_down_is_not() -> None:
    shown = "<p><a href='https://{0}/'>{0}</a></p>"
    below = f"<p class='tags'><a rel='tag' href='/tag/wasser'>storm</a></p>{shown.format('theme.example')}"
    page = (
        f"<body><article><h1>Das Wasser</h1><div class='post-content'>{making.PROSE}"
        f"{shown.format('promo.example')}</div>{below}</article><footer>foot</footer></body>"
    )
    post = read(page)
    assert [(link.url, link.kind) for link in post.links] == [("https://promo.example/", "bare")]
    assert post.body_text.endswith("\npromo.example")


def test_every_block_has_as_many_signs() -> None:
    blocks = blocks_of(parse(f"<body><ul>{LINKS}</ul>{PROSE}<table><tr><td>1</table></body>"))
    signs, layout = signs_of(blocks, Known())
    assert len(layout.owners) == len(layout.sizes) == len(blocks)
    assert len(signs) == len(blocks)
    assert len({len(row) for row in signs}) == 1


def test_no_block_has_no_signs() -> None:
    assert block_odds(*signs_of([], Known())) == []


def test_a_text_that_the_page_states_as_its_body_speaks_for_its_blocks() -> None:
    blocks = blocks_of(parse(f"<body>{PROSE}</body>"))
    told = " ".join(block.letters for block in blocks)
    plain = sum(block_odds(*signs_of(blocks, Known())))
    assert sum(block_odds(*signs_of(blocks, Known(told=told)))) >= plain


def test_the_other_items_of_a_list_in_the_post_are_the_post_too() -> None:
    page = f"<body><div>{PROSE}<ul><li>Brot<li>Salz<li>Öl</ul>{PROSE}</div></body>"
    assert read(page).body_text.count("Salz") == 1


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
    hold_details(blocks, held, [-0.9] * len(blocks))
    assert all(held) is stays


def test_code_below_the_name_of_its_file_is_the_post() -> None:
    code = "<div>shell</div><div><pre>npm start</pre></div>"
    blocks = blocks_of(parse(f"<body>{PROSE}{code}{PROSE}<div>shell</div><pre>rm</pre></body>"))
    held = [block.owner.tag == "p" for block in blocks]
    hold_code(blocks, held)
    told = [block.text for block, yes in zip(blocks, held, strict=True) if yes]
    assert "npm start" in told
    assert "rm" not in told


def test_a_note_is_known_by_the_name_of_its_number() -> None:
    note = "<p class=footnote><a id=f1 href='#fn1'>*1</a>: Der Müller hieß Jan.</p>"
    blocks = blocks_of(
        parse(f"<body><p>Der Müller<sup><a href='#f1'>*1</a></sup></p>{note}</body>")
    )
    held = [True, False]
    hold_notes(blocks, held)
    assert held == [True, True]


def test_faults_that_php_writes_into_a_page_are_not_the_post() -> None:
    fault = (
        "<br />\n<b>Warning</b>:  Creating default object from empty value in"
        " <b>/www/blog/wp-content/themes/wasser/functions.php</b> on line <b>12</b><br />\n"
    )
    told = fault.replace("<b>", "").replace("</b>", "").replace("<br />", "")
    text = read(
        f"<body>{fault}<h1>Das Wasser</h1><div>{PROSE}<p>{told}</p>{PROSE}</div></body>"
    ).body_text
    assert text.count("Creating default object") == 1
    assert text.count("im Keller") == 8


def test_headings_of_nothing_are_no_post() -> None:
    blocks = blocks_of(parse("<body><h1>Eins</h1><p>Zwei</p></body>"))
    assert is_headings_only(blocks, [True, False])
    assert not is_headings_only(blocks, [True, True])


def test_a_page_of_endless_blocks_is_not_weighed() -> None:
    page = document("<body>" + "<p>Ein kurzer Satz, der sich wiederholt.</p>" * (MAX_BLOCKS + 1))
    assert not any(held_blocks(page))


@pytest.mark.parametrize("home", ["", "https://saved.example/page"])
def test_notes_that_the_post_points_at_are_the_post_with_their_links(home: str) -> None:
    marks = "".join(
        f"<a href='{home}#note-{n}'><span>[</span>{n}<span>]</span></a>" for n in (1, 2)
    )
    notes = "".join(
        f"<li id='note-{n}'><a href='{home}#mark-{n}'>^</a> <a href='https://source.example/{n}'>"
        f"Quelle {n}</a></li>"
        for n in (1, 2, 3)
    )
    page = f"<body><div>{PROSE}<p>Der Brunnen war alt.{marks} Er war tief.</p></div><ol>{notes}</ol></body>"
    held = held_blocks(document(page))
    lines = [b.text for b, yes in zip(document(page).blocks, held, strict=True) if yes]
    assert any("Quelle 1" in line for line in lines)
    assert any("Quelle 2" in line for line in lines)
    assert not any("Quelle 3" in line for line in lines)


def test_the_names_in_a_table_of_the_post_may_be_links() -> None:
    rows = "".join(
        f"<tr><td><a href='https://film.example/{n}'>Der Film {n}</a><td>Ein Mann kehrt im Jahr"
        f" {n} in das Dorf zurück, aus dem er als Kind fortging, und findet niemanden mehr.</tr>"
        for n in range(1960, 1972)
    )
    page = (
        f"<body><div>{PROSE}<table><tr><th>Titel<th>Inhalt</tr>{rows}</table>{PROSE}</div></body>"
    )
    assert len(read(page).links) == 12


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
