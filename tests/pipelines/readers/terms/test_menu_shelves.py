"""Categories known by a menu that leads where a link above the title leads."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

LIST = "<div><h3>Kategorie</h3><ul><li><a href='/k/1'>Słoiki (3)</a><li><a href='/k/2'>Kot</a></ul></div>"


@pytest.mark.parametrize(
    ("below", "beside", "shelves"),
    [
        ("<div>19:44, <a href='#'>hanka</a>, <a href='/k/1'>Słoiki</a></div>", LIST, ("Słoiki",)),
        ("<div>Par Berthe - Publié dans : <a href='/k/2'>Kot</a></div>", LIST, ("Kot",)),
        ("<div>19:44, <a href='#'>hanka</a>, <a href='/k/1'>Słoiki</a></div>", "", ()),
        ("<div>Zob. też <a href='/k/1'>Słoiki</a></div>", LIST, ()),
        (
            "<div>19:44, <a href='/k/1'>Słoiki</a></div>",
            LIST.replace("Kategorie", "Archiwum"),
            (),
        ),
    ],
)
def test_a_link_beside_the_time_that_the_blog_lists_as_a_shelf_is_one(
    below: str, beside: str, shelves: tuple[str, ...]
) -> None:
    page = f"<title>Powidła</title><h2>Powidła</h2><div>{PROSE}{below}</div>{beside}"
    assert read(page).categories == shelves


MENU = "<ul id='gnb'><li><a href='/society'>사회</a><li><a href='/cart'>장바구니 2</a></ul>"


@pytest.mark.parametrize(
    ("above", "shelves"),
    [
        ("<p class='navi'><a href='/society'>사회</a></p>", ("사회",)),
        (
            "<p><a href='/society'>사회</a> / <a href='/s/all'>사회 일반</a></p>",
            ("사회", "사회 일반"),
        ),
        ("<p><a href='/society'>사회</a></p><p>2024. 5. 1.</p>", ("사회",)),
        # Other words, another address or none, a count, words beside it.
        ("<p><a href='/society'>더보기</a></p>", ()),
        ("<p><a href='/life'>사회</a></p>", ()),
        ("<p><a href='/'>사회</a></p>", ()),
        ("<p><a href='/cart'>장바구니 2</a></p>", ()),
        ("<p>많이 본 <a href='/society'>사회</a> 소식</p>", ()),
        # A row of many is a menu, whatever it is called.
        (
            "<ul><li><a href='/society'>사회</a><li><a href='/a'>경제</a><li><a href='/b'>문화</a>"
            "<li><a href='/c'>국제</a></ul>",
            (),
        ),
    ],
)
def test_a_link_above_the_title_that_a_menu_has_too_is_a_shelf(
    above: str, shelves: tuple[str, ...]
) -> None:
    page = f"<title>사라진 목욕탕</title>{MENU}<div>{above}<h2>사라진 목욕탕</h2>{PROSE}</div>"

    assert read(page).categories == shelves


@pytest.mark.parametrize("name", ["블로그", "Blog", "전체글"])
def test_the_way_back_to_all_posts_is_no_shelf(name: str) -> None:
    menu, way = (f"<{tag}><a href='/b'>{name}</a></{tag}>" for tag in ("nav", "p"))
    page = f"<title>사라진 목욕탕</title>{menu}<main>{way}<h1>사라진 목욕탕</h1>{PROSE}</main>"

    assert read(page).categories == ()


def test_what_stands_beside_title_and_menu_is_the_head_of_the_site() -> None:
    page = (
        f"<title>사라진 목욕탕</title><div>{MENU}<p><a href='/society'>사회</a></p>"
        f"<div><h2>사라진 목욕탕</h2>{PROSE}</div></div>"
    )

    assert read(page).categories == ()
