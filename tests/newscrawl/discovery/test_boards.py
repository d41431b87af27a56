"""By which words of its home page a board among others is asked for."""

from __future__ import annotations

import pytest

from newscrawl.discovery.boards import board_of
from newscrawl.discovery.scope import Scope

HOST = "https://blog.example"


@pytest.mark.parametrize(
    ("home", "links", "board"),
    [
        ("/b.php?t=column", ["/b.php?t=column&no=7", "/b.php?t=guest"], {("t", "column")}),
        ("/b.php?t=column", ["/read.php?t=column&no=7&page=1"], {("t", "column")}),
        ("/b.php?do=list&t=column", ["/b.php?do=read&t=column&no=7"], {("t", "column")}),
        ("/b.php?t=ko", ["/b.php?t=ko&no=7"], set()),
        ("/?view=list", ["/?view=list&page=2", "/?view=read&no=7"], set()),
        ("/?view=list", ["/?view=list&by=day", "/?view=read&no=7"], set()),
        # Beside two posts stand the newest of another board.
        (
            "/b.php?t=column",
            ["/b.php?t=column&no=7", *(f"/b.php?t=guest&no={n}" for n in "1234")],
            {("t", "column")},
        ),
        ("/", ["/?no=7"], set()),
    ],
)
def test_a_board_is_what_its_posts_are_asked_for_by_too(
    home: str, links: list[str], board: set[tuple[str, str]]
) -> None:
    found = board_of(HOST + home, [HOST + link for link in links])
    assert found == board
    if found:
        scope = Scope(home=HOST + home, board=found)
        assert scope.holds(HOST + links[0])
        assert not scope.holds(f"{HOST}/b.php?t=guest&no=9")
