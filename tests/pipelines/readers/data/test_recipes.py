"""Recipes that a page states as data."""

from __future__ import annotations

import json

from tests.pipelines.readers.making import read

ITEMS = ["200 g Mehl", "2 Eier, getrennt", "1 Prise Salz", "50 g Butter"]
STEPS = [
    "Die Eier mit dem Mehl verrühren, bis nichts mehr klumpt, dann die weiche Butter dazugeben.",
    "Eine halbe Stunde kalt stellen, in dieser Zeit in einem großen Topf Wasser aufkochen.",
    "Mit zwei Löffeln kleine Nocken abstechen und sie ziehen lassen, bis sie oben schwimmen.",
]
PAGE = """<html><head><title>Nockerln</title>{data}</head><body>
<ul class="menu"><li><a href="/a">Rezepte</a><li><a href="/b">Menüs</a></ul>
<div class="tab"><ul class="tabs">{items}<li>eine Handvoll Schnittlauch</ul>
<div class="box"><p>Zutaten in den <a href="/basket">Korb legen</a></p></div></div>
<div class="tab">{steps}</div><div class="tab-mobile"><ul>{items}</ul></div>
<div class="foot"><p>Alle Rechte vorbehalten</p></div></body></html>"""


def page(**node: object) -> str:
    """Return a page of tabs about a recipe, which it states with `node` too."""
    data = json.dumps({"@type": "Recipe", "name": "Nockerln", **node})
    return PAGE.format(
        data=f'<script type="application/ld+json">{data}</script>',
        items="".join(f"<li>{item}</li>" for item in ITEMS),
        steps="".join(f"<div><span>1</span><p>{step}</p></div>" for step in STEPS),
    )


def test_ingredients_and_steps_that_a_page_states_are_told_once() -> None:
    steps = [{"@type": "HowToStep", "text": step} for step in STEPS]
    text = read(page(recipeIngredient=ITEMS, recipeInstructions=steps)).body_text
    for words in (*ITEMS, *STEPS):
        assert text.count(words) == 1, text
    assert "Korb" not in text
    assert "Rechte" not in text


def test_a_list_of_ingredients_is_known_by_some_of_them() -> None:
    assert (
        "Schnittlauch" in read(page(recipeIngredient=ITEMS[:2], recipeInstructions=STEPS)).body_text
    )


def test_steps_may_be_one_text_with_marks_or_lie_in_sections() -> None:
    whole = "".join(f"&lt;p&gt;{step}&lt;/p&gt;" for step in STEPS)
    section = {"@type": "HowToSection", "itemListElement": [{"text": step} for step in STEPS]}
    for stated in (whole, [section], section):
        text = read(page(recipeInstructions=stated)).body_text
        assert [text.count(step) for step in STEPS] == [1, 1, 1], stated
        assert ITEMS[0] not in text


def test_what_is_no_recipe_states_none() -> None:
    for stated in (None, 3, {"text": None}, [[["x" * 40]]]):
        read(page(recipeIngredient=stated, recipeInstructions=stated))
