"""Home pages in other languages that no source knows."""

from __future__ import annotations

from newscrawl.discovery.languages import homes_in, other_homes, without_posts
from newscrawl.discovery.markup import Markup
from newscrawl.discovery.page_links import PageLink
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


def test_the_newest_post_in_other_languages_is_no_home_page() -> None:
    home = Markup(url=HOME, links=(PageLink(url=f"{HOME}rain", heads=True, group=1),))
    assert len(homes_in([f"{HOME}en/", f"{HOME}rain/"], [home])) == 1
    stated = [f"{HOME}en", f"{HOME}pt-br/", f"{HOME}en/rain"]
    assert len(homes_in(stated, [home])) == 3
    assert len(homes_in(stated, [home], lead_to_posts=True)) == 2
