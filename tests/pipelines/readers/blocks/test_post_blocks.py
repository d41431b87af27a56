"""Which blocks of a page are the post, by weights that know no host."""

from __future__ import annotations

import pytest

from pipelines.readers.blocks.post_blocks import (
    MAX_BLOCKS,
    block_odds,
    held_blocks,
    is_headings_only,
)
from pipelines.readers.blocks.signs import Known, signs_of
from pipelines.readers.trees.page_blocks import blocks_of
from pipelines.readers.trees.parsing import parse
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
