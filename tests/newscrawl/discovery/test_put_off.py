"""Parts of a page that wait in a script of no language."""

from __future__ import annotations

from newscrawl.discovery.markup import read_markup

HOME = "https://blog.example/"


def links(kind: str, inner: str) -> list[str]:
    text = f'<body><a href="/1">1</a><script type="{kind}">{inner}</script></body>'
    return [link.url for link in read_markup(text.encode(), HOME).links]


def test_a_part_that_waits_in_a_script_is_read_unless_it_is_a_form_to_fill_in() -> None:
    part = '<ul><li><a href="/2">글</a></li></ul>'
    for kind in ("text/template", "text/html", "text/x-template", "text/plain"):
        assert links(kind, part) == [f"{HOME}1", f"{HOME}2"]
    for blank in ("{{ slug }}", "<%= slug %>", "${slug}", "{slug}"):
        assert links("text/template", f'<a href="{blank}">글</a>') == [f"{HOME}1"]
    assert links("text/javascript", f"show('{part}')") == [f"{HOME}1"]
    assert links("text/template", "<p>nothing") == [f"{HOME}1"]
