"""What the spiders make of answers that are no text, and of sitemaps of many users."""

from __future__ import annotations

from newscrawl.discovery.belonging import names_others_alone
from newscrawl.discovery.continued import asks_for_pages
from newscrawl.spiders.front_page import MOST_OF_A_SCRIPT, script_of
from pipelines.items import Entry


def test_a_script_is_read_whatever_its_answer_calls_itself() -> None:
    assert asks_for_pages(script_of(b'\xff\x00 fetch("/posts?page=" + n)'))
    assert len(script_of(b"a" * (MOST_OF_A_SCRIPT + 9))) == MOST_OF_A_SCRIPT


def test_a_sitemap_names_others_alone_where_none_of_it_is_of_the_host() -> None:
    other = Entry(url="https://other.example/a", found_in="", found_kind="sitemap")
    user = Entry(url="https://www.host.example/@you/a", found_in="", found_kind="sitemap")
    hosts = frozenset({"host.example"})
    assert names_others_alone([other], hosts)
    assert not names_others_alone([other, user], hosts)
    assert not names_others_alone([], hosts)
