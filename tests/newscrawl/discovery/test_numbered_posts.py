"""What numbers of posts tell of those that no list shows."""

from __future__ import annotations

from newscrawl.discovery.numbered_posts import begins_late, is_length_of_a_page

HOST = "https://blog.example"


def test_posts_that_are_numbered_one_by_one_tell_of_those_before_them() -> None:
    assert begins_late(f"{HOST}/entry/{n}" for n in range(25, 32))
    assert begins_late(f"{HOST}/view.php?id=log&no={n}" for n in (90, 91, 93, 94, 96))
    assert not begins_late(f"{HOST}/entry/{n}" for n in range(1, 8))
    assert not begins_late(f"{HOST}/entry/{n}" for n in (25, 31, 60, 77, 99))
    assert not begins_late(f"{HOST}/rain-{n}/" for n in range(25, 32))
    # The first posts are among those of the blog, wherever they were named.
    assert not begins_late(f"{HOST}/{n}" for n in (*range(25, 32), 1, 3, 8))


def test_what_somebody_may_have_chosen_as_the_length_of_a_page() -> None:
    lengths = [count for count in range(31) if is_length_of_a_page(count)]
    assert lengths == [5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 28, 30]
