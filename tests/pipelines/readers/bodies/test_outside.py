"""Paragraphs of the post that stand outside the element that holds its body."""

from __future__ import annotations

from tests.pipelines.readers.blocks.test_post_blocks import LINKS, PROSE
from tests.pipelines.readers.making import read

LEAD = (
    "Vor zwei Jahren hat das Dorf die Mühle gekauft, ohne zu wissen, was in ihrem Keller liegt."
    " Heute weiß es das, und die Rechnung für die Pumpe ist bezahlt."
)
PAGE = (
    "<html><head><title>Das Wasser</title></head><body><ul>{links}</ul><article><h1>Das Wasser</h1>"
    '<p class="lead">{lead}</p><figure><img src="/muehle.jpg"></figure>'
    '<div class="share"><a href="/teilen">Teilen</a></div>'
    '<div class="article-body">{body}</div></article><div><p>© 2024 Alle Rechte</p></div></body></html>'
)


def test_a_lead_in_an_element_of_its_own_is_the_post() -> None:
    post = read(PAGE.format(links=LINKS, lead=LEAD, body=PROSE))
    assert post.body_text.startswith(LEAD)
    assert post.body_text.count("im Keller") == 4
    assert "Teilen" not in post.body_text
    assert "Rechte" not in post.body_text
    # The picture above stays that of the page.
    assert "muehle" not in post.body_html


def test_a_lead_that_the_body_tells_again_is_told_once() -> None:
    post = read(PAGE.format(links=LINKS, lead=LEAD, body=f"<p>{LEAD}</p>{PROSE}"))
    assert post.body_text.count("die Rechnung für die Pumpe") == 1


def test_the_two_parts_of_a_body_around_an_advertisement_are_one() -> None:
    half = PROSE.replace("zwei", "sieben").replace("drei", "acht").replace("vier", "neun")
    parts = f"{PROSE}</div></div><div class='ad'><a href='/kauf'>Schuhe kaufen</a></div>" + (
        f"<div class='part'><div class='article-body'>{half.replace('fünf', 'zehn')}"
    )
    post = read(PAGE.format(links="", lead="", body=f"<div class='article-body'>{parts}</div>"))
    assert post.body_text.count("im Keller") == 8
    assert "Schuhe" not in post.body_text
