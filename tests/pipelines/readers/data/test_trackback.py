"""What a page states for TrackBack, in RDF that a comment hides."""

from __future__ import annotations

from pipelines.readers.data.trackback import stated_for_trackback
from tests.pipelines.readers.making import PROSE, read

URL = "http://hoshi.example/archives/2005/03/post_41.html"
OTHER = "http://hoshi.example/archives/2005/03/post_40.html"


def stated(url: str, title: str = "거울을 닦는 밤") -> str:
    return (
        '<!--<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description '
        f'rdf:about="{url}" trackback:ping="{url}/tb" dc:title="{title}" '
        'dc:subject="관측 일기" dc:creator="별지기" dc:date="2005-03-11T22:40:07+09:00" />'
        "</rdf:RDF>-->"
    )


def page(*comments: str) -> str:
    return (
        f"<html><head><title>뒷마당 천문대: 거울을 닦는 밤</title>{''.join(comments)}</head><body>"
        f"<h1>뒷마당 천문대</h1><h3>거울을 닦는 밤</h3><div>{PROSE}</div></body></html>"
    )


def test_the_instant_and_the_shelf_are_read_in_it() -> None:
    post = read(page(stated(OTHER, "다른 글"), stated(URL)), URL)
    assert (post.title, post.categories) == ("거울을 닦는 밤", ("관측 일기",))
    told = {one.value for one in post.evidence if one.reader.endswith(".meta_author")}
    assert told == {"별지기"}  # who is believed where the page shows the name, too
    assert post.published is not None
    assert post.published.at.isoformat() == "2005-03-11T22:40:07+09:00"


def test_what_is_stated_of_another_post_is_not_believed() -> None:
    post = read(page(stated(OTHER)), URL)
    assert (post.authors, post.categories, post.published) == ((), (), None)


def test_the_head_is_believed_first() -> None:
    head = '<meta property="article:section" content="공방">'
    assert read(page(head, stated(URL)), URL).categories == ("공방",)


def test_entities_are_read() -> None:
    told = stated_for_trackback(stated(URL, "밤 &amp; 낮"), URL)
    assert told["dc.title"] == ("밤 & 낮",)


def test_a_page_made_to_harm_costs_little() -> None:
    made = ("<rdf:Description" * 9000, "<rdf:Description " + 'dc:title="' * 20000 + ">")
    for text in made:
        assert stated_for_trackback(text, URL) == {}
