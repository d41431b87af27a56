"""Posts over several pages: which page this is and where the others are, by marked links alone."""

from __future__ import annotations

import pytest

from pipelines.readers.parts import Parts, may_have_parts
from tests.pipelines.readers.making import PROSE, document, read

SLUG = "https://blog.example/2024/07/long/"
PLAIN = "https://blog.example/?p=22"


def marked(*hrefs: str, head: str = "", mark: str = "page-links") -> str:
    links = " ".join(f'<a href="{href}">{number}</a>' for number, href in enumerate(hrefs, 1))
    return (
        f'<html><head><title>긴 글</title>{head}</head><body class="single postid-22"><article>'
        f'<h1>긴 글</h1>{PROSE}<div class="{mark}">{links}</div></article></body></html>'
    )


@pytest.mark.parametrize(
    ("url", "hrefs", "of", "others"),
    [
        (SLUG, ("3/", "2/", "2/"), "", (f"{SLUG}2/", f"{SLUG}3/")),
        (f"{SLUG}2/", (SLUG, f"{SLUG}3/"), SLUG, (f"{SLUG}3/",)),
        (f"{SLUG}3/", (f"{SLUG}2/",), SLUG, (f"{SLUG}2/",)),
        (PLAIN, ("/?p=22&page=2",), "", (f"{PLAIN}&page=2",)),
        (f"{PLAIN}&page=2", ("/?p=22",), PLAIN, ()),
        # A post may be called 3, and have parts.
        ("https://blog.example/novel/3/", ("2/",), "", ("https://blog.example/novel/3/2/",)),
        # Comments, lists, other posts.
        (SLUG, ("comment-page-2/", "?cpage=2", "/2024/07/other/2/", "/page/2/", "1/"), "", ()),
        ("https://blog.example/", ("/2/", "/?page=2"), "", ()),
        (f"{SLUG}2/", ("/2024/07/other/",), "", ()),
    ],
)
def test_addresses_that_add_a_number_to_the_posts_own_are_its_parts(
    url: str, hrefs: tuple[str, ...], of: str, others: tuple[str, ...]
) -> None:
    page = marked(*hrefs)
    assert document(page, url).parts == Parts(of=of, others=others)
    assert may_have_parts(page.encode())


def test_the_head_tells_only_on_a_page_that_is_one_post() -> None:
    head = f'<link rel="next" href="{SLUG}2/">'
    page = marked(head=head, mark="x")
    assert may_have_parts(page.encode())
    assert document(page, SLUG).parts.others == (f"{SLUG}2/",)
    assert document(page.replace("single", "blog"), SLUG).parts == Parts()
    assert not may_have_parts(
        marked(head='<link rel="next" href="/next-post/">', mark="x").encode()
    )
    assert document(marked(f"{SLUG}2/", mark="pagination"), SLUG).parts == Parts()


def test_a_further_page_says_whose_it_is_and_does_not_take_the_posts_place() -> None:
    canonical = (
        f'<link rel="canonical" href="{SLUG}"><meta name="generator" content="WordPress 6.5">'
    )
    first = read(marked("2/", head=canonical), SLUG)
    further = read(marked(SLUG, head=canonical), f"{SLUG}2/")
    assert (first.canonical_url, first.platform_post_id) == (SLUG, "22")
    assert (further.canonical_url, further.platform_post_id) == (f"{SLUG}2/", None)
    assert [said.value for said in first.evidence if said.field == "goes_on"] == [f"{SLUG}2/"]
    assert [said.value for said in further.evidence if said.field == "part_of"] == [SLUG]
    plain = read(marked("/?p=22"), f"{PLAIN}&page=2")
    assert plain.kind == "post", plain.kind_reasons


@pytest.mark.parametrize("tag", [b"<link ", b"<link rel=next ", b"<link rel=next /x"])
def test_links_that_never_end_are_looked_at_once(tag: bytes) -> None:
    # With a search that begins again at each of them this would take hours.
    assert not may_have_parts(tag * 500_000 + b"<p>")
