"""What is still to be read of a sitemap's parts and a feed's pages."""

from __future__ import annotations

from newscrawl.discovery.to_read import ToRead


def test_more_than_half_of_what_may_be_read_is_read() -> None:
    parts = [f"/part-{number}.xml" for number in range(6)]
    waiting = ToRead(["/index.xml"], most=8)
    read = []
    for url in waiting:
        read.append(url)
        if url == "/index.xml":
            assert waiting.add([*parts, "/index.xml", parts[0]]) == parts
            assert not waiting.is_over
    assert read == ["/index.xml", *parts]


def test_what_finds_no_room_is_left_out_and_told() -> None:
    waiting = ToRead(["/a"], most=3)
    assert waiting.add(["/b", "/c", "/d"], next_of_all=True) == ["/b", "/c"]
    assert waiting.is_over
    assert list(waiting) == ["/b", "/c", "/a"]
    assert waiting.add(["/a"]) == []
    assert not waiting.is_over
    assert waiting.add(["/e"]) == []
    assert waiting.is_over


def test_what_a_blog_names_itself_is_read_however_much_it_is() -> None:
    waiting = ToRead(["/a", "/b", "/c", "/a"], most=2)
    assert list(waiting) == ["/a", "/b", "/c"]
    assert waiting.add(["/d"]) == []
    assert waiting.is_over
