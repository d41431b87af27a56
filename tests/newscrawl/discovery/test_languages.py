"""Home pages in other languages that no source knows."""

from __future__ import annotations

from newscrawl.discovery.languages import other_homes, without_posts
from newscrawl.discovery.scope import blog_scope

HOME = "https://blog.example/"


def test_a_language_below_which_no_source_names_anything_is_known() -> None:
    stated = [
        HOME,
        f"{HOME}en/",
        f"{HOME}en",
        f"{HOME}ja/",
        f"{HOME}?lang=de",
        "https://fr.example/a",
    ]
    homes = other_homes(stated, blog_scope(HOME))
    assert len(homes) == 2
    assert without_posts(homes, [f"{HOME}ja/rain", f"{HOME}english-rain"]) == homes[:1]
    assert without_posts(homes, []) == homes
    assert other_homes([f"{HOME}en/"], blog_scope(f"{HOME}en/")) == []
