"""The feed by its cursor: complete for every reader, however writers meet, and in constant steps."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

from pipelines.archive import changes
from pipelines.archive.changes import iter_changes
from pipelines.archive.query import find_post
from pipelines.archive.soundness import wrong_hashes
from pipelines.archive.states import append_changes, change_row
from pipelines.archive.writer import write_posts
from pipelines.items import Entry, Evidence, Image, Moment


def test_a_reader_never_goes_past_a_change_that_is_not_committed_yet(archive, make_post):
    (stored,) = write_posts(archive, [make_post()]).stored
    row = change_row(stored.post_id, stored.last_seen_at, "restored", was="gone")
    (start,) = [change.id for change in iter_changes(archive)]

    def another() -> None:
        archive.write(lambda connection: append_changes(connection, [row]))

    thread = threading.Thread(target=another)
    with archive.writing() as connection:
        append_changes(connection, [row])
        thread.start()
        thread.join(0.3)  # without turns it would have committed the higher id by now
        assert list(iter_changes(archive, since=start)) == []
    thread.join()
    assert len(list(iter_changes(archive, since=start))) == 2


def test_pages_of_the_feed_join_without_a_seam(archive, make_post, monkeypatch):
    write_posts(archive, [make_post(n) for n in range(7)])
    monkeypatch.setattr(changes, "PAGE", 3)
    whole = [change.id for change in iter_changes(archive)]
    assert len(whole) == 7
    assert whole == sorted(whole)
    assert [change.id for change in iter_changes(archive, since=whole[2], limit=3)] == whole[3:6]
    assert list(iter_changes(archive, since=whole[-1])) == []


def test_an_edit_is_an_edit_once_newer_readers_have_found_what_stood(archive, make_post):
    post = make_post()
    write_posts(archive, [post])
    readings = (
        {},  # the same, by newer readers
        {"reader_version": ""},  # the same, as another spider brings it: read by none
        {"body_text": "하나"},  # the author's
        {"body_text": "둘", "reader_version": "3"},  # the author's or the readers'
        {"body_text": "셋", "reader_version": "3"},
    )
    for day, reading in enumerate(readings, 1):
        wire = replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(days=day))
        write_posts(archive, [replace(post, **{"fetch": wire, "reader_version": "2"} | reading)])
    told = [change.kind for change in iter_changes(archive)]
    assert told == ["new", "silent", "reread", "silent"]


def test_silent_is_an_edit_of_the_text_that_the_page_does_not_own_up_to(archive, make_post):
    post = make_post()
    said = Moment(at=post.fetch.fetched_at, precision="minute")
    edits = (
        {"body_text": "하나"},
        {"body_text": "둘", "modified": said},
        {"body_text": "둘", "modified": said, "images": (Image(url="https://i.example/n.png"),)},
    )
    write_posts(archive, [post])
    for day, edit in enumerate(edits, 1):
        wire = replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(days=day))
        write_posts(archive, [replace(post, fetch=wire, **edit)])
    told = [(change.kind, change.fields) for change in iter_changes(archive)]
    assert told == [
        ("new", ()),
        ("silent", ("body",)),
        ("edited", ("body", "modified")),
        ("edited", ("images",)),
    ]
    assert [(c.from_revision, c.to_revision) for c in iter_changes(archive)] == [
        (None, 1),
        (1, 2),
        (2, 3),
        (3, 4),
    ]


def test_the_feed_of_one_blog_or_since_a_time(archive, make_post):
    first = make_post(1)
    other = make_post(2, site="https://planet.example/", at=first.fetch.fetched_at + timedelta(9))
    write_posts(archive, [first, other])
    assert [c.site for c in iter_changes(archive, site="planet.example")] == [other.site]
    assert [c.site for c in iter_changes(archive, since=other.fetch.fetched_at)] == [other.site]
    late = other.fetch.fetched_at + timedelta(days=1)
    assert list(iter_changes(archive, since=late)) == []


def test_the_source_of_a_post_and_its_page_are_one_post_and_no_edit_of_one_another(
    archive, make_post
):
    at = make_post().fetch.fetched_at

    # As a source file says it, then as a theme shows it: with the author whom every page names.
    def source(hour, **said):
        folder = Entry(url="https://blog.example/2026/1", found_in="a.md", found_kind="folder")
        said = {"authors": (), "modified": None, **said}
        return make_post(1, at=at + timedelta(hours=hour), entries=(folder,), **said)

    def page(hour, **said):
        body = "첫 문단\n둘째 문단 안녕하세요\n더 보기"
        said = {"body_text": body, "tags": (), **said}
        return make_post(1, at=at + timedelta(hours=hour), entries=(), **said)

    edit = {"title": "고친 제목"}
    told = []
    visits = (source(0), page(1), source(2), page(3), page(4, authors=()), source(5, **edit))
    for post in (
        *visits,
        page(6, authors=(), **edit),
        source(7, **edit),
        page(8, authors=(), **edit),
    ):
        write_posts(archive, [post])
        told.append([(c.kind, c.fields) for c in iter_changes(archive)][sum(map(len, told)) :])
    assert told == [
        [("new", ())],
        [("reread", ("body", "authors", "modified"))],
        [],
        [],
        [("edited", ("authors",))],
        [("silent", ("title",))],
        [("reread", ("body",))],
        [],
        [],
    ]
    number = next(iter_changes(archive)).post_id
    assert find_post(archive, number).post.tags == make_post().tags
    with archive.reading() as connection:
        assert not list(wrong_hashes(connection, lambda *_: None))


def test_what_page_and_source_say_alike_and_what_one_of_them_gives_alone_hide_no_edit(
    archive, make_post
):
    at = make_post().fetch.fetched_at
    hours = iter(range(99))
    matter = [
        Evidence(field=name, value="x", reader="x.front_matter") for name in ("title", "tags")
    ]

    def told(number, visits):
        found = []
        for kind, said in visits:
            post = make_post(
                number,
                at=at + timedelta(hours=next(hours)),
                evidence=tuple(matter if kind == "source" else ()),
                **{"authors": (), "modified": None, "tags": (), **said},
            )
            before = len(list(iter_changes(archive)))
            write_posts(archive, [post])
            found.append([(c.kind, c.fields) for c in iter_changes(archive)][before:])
        return found

    edit = {"title": "고친 제목"}
    alike = (("page", {}), ("source", {}), ("source", edit), ("page", edit), ("page", {}))
    silent = [("silent", ("title",))]
    assert told(1, alike) == [[("new", ())], [], silent, [], silent]

    # The tags come of the source alone, and stay on the page until the source has none.
    tags = {"tags": ("숲", "길")}
    theme = {"body_text": "첫 문단\n둘째 문단 안녕하세요\n더 보기"}
    visits = (
        ("source", tags),
        ("page", theme),
        ("page", theme | edit),
        ("source", tags),
        ("page", theme | edit),
        ("source", {}),
        ("page", theme | edit),
    )
    assert told(2, visits) == [
        [("new", ())],
        [("reread", ("body",))],
        silent,
        [],
        [],
        [("edited", ("tags",))],
        [],
    ]
    with archive.reading() as connection:
        assert not list(wrong_hashes(connection, lambda *_: None))
