"""A value that no database takes costs itself, not its post; a bad post not its batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.archive import open_archive
from pipelines.archive.cleaning import clean_post
from pipelines.archive.errors import ArchiveUnreachable
from pipelines.archive.query import find_post, iter_posts
from pipelines.archive.writer import write_posts
from pipelines.items import Embed, Evidence, Image, Link, Moment

LONG = "https://blog.example/" + "가" * 3000


def _stored_whole(archive, post):
    result = write_posts(archive, [post])
    assert result.rejected == []
    (stored,) = result.stored
    assert find_post(archive, stored.post_id).post == stored.post
    return stored.post


POISONS = {
    "a\x00b": "ab",
    "a\x1b[31mb\x07": "a[31mb",
    "a\ud800b": "a\ufffdb",
    "\udc80": "\ufffd",
    "\ud83c\uddf0\ud83c\uddf7": "🇰🇷",
    "a\ufffeb\uffffc": "abc",
    "tab\tline\nend": "tab\tline\nend",
    "😀𠀀\u200b": "😀𠀀\u200b",
    "'; DROP TABLE post; -- %s %(x)s :x \\": "'; DROP TABLE post; -- %s %(x)s :x \\",
}


def test_text_that_cannot_be_stored_is_cleaned(archive, make_post):
    posts = [
        make_post(
            n,
            title=poison,
            excerpt=poison,
            body_text=poison,
            body_html=f"<p>{poison}</p>",
            tags=(poison,),
            authors=(poison,),
            images=(Image(url=f"https://i.example/{poison}", alt=poison, caption=poison),),
            links=(Link(url=f"https://l.example/{poison}", text=poison, href=poison, rel=poison),),
            embeds=(Embed(url=f"https://e.example/{poison}", provider=poison),),
            evidence=(Evidence(field="title", value=poison, reader=poison),),
            warnings=(poison,),
            kind_reasons=(poison,),
            platforms=(poison,),
            platform_post_id=f"{n}{poison}",
            published=Moment(at=datetime(2026, 1, 1, tzinfo=UTC), raw=poison),
        )
        for n, poison in enumerate(POISONS)
    ]
    result = write_posts(archive, posts)
    assert result.rejected == []
    for stored, clean in zip(result.stored, POISONS.values(), strict=True):
        post = stored.post
        assert find_post(archive, stored.post_id).post == post
        assert [post.title, post.body_text, post.published.raw] == [clean] * 3
        assert post.tags == (clean.strip(),)


def test_an_address_that_cannot_be_stored_is_still_an_identity(archive, make_post):
    post = make_post(url="https://blog.example/\ud800\x00", platform_post_id=None)
    other = make_post(url="https://blog.example/\ud801\x00", platform_post_id=None)
    first, second = write_posts(archive, [post, other]).stored
    assert first.post_id != second.post_id
    assert [s.outcome for s in write_posts(archive, [other, post]).stored] == ["same", "same"]


def test_what_is_too_long_is_cut_and_told(archive, make_post):
    post = make_post(
        url=LONG,
        title="제" * 1_000_000,
        excerpt="e" * 100_000,
        authors=("저" * 3000,),
        platform_post_id="9" * 5000,
    )
    told = " ".join(_stored_whole(archive, post).warnings)
    for name in ("title", "excerpt", "authors", "platform_post_id", "url"):
        assert name in told


def test_what_is_too_many_is_cut_and_told(make_post):
    post = clean_post(
        make_post(
            tags=tuple(f"태그{n}" for n in range(20_000)),
            links=tuple(Link(url=f"https://x.example/{n}") for n in range(100_000)),
            images=tuple(Image(url=f"https://x.example/{n}.png") for n in range(3000)),
        )
    )
    assert (len(post.links), len(post.images), len(post.tags)) == (5000, 1000, 500)
    told = " ".join(post.warnings)
    assert all(f"{name} were cut" in told for name in ("links", "images", "tags"))


def test_a_long_address_is_found_by_its_whole_self(archive, make_post):
    (stored,) = write_posts(archive, [make_post(url=LONG)]).stored
    assert find_post(archive, LONG).post_id == stored.post_id
    assert find_post(archive, LONG + "나") is None


def test_a_body_of_ten_megabytes_is_stored(archive, make_post):
    body = "한국어 본문 " * 600_000
    stored = _stored_whole(archive, make_post(body_text=body, body_html=f"<p>{body}</p><b>x</b>"))
    assert len(stored.body_text.encode()) <= 4_000_000
    assert len(stored.body_html.encode()) <= 8_000_000
    assert "body_html was cut" in " ".join(stored.warnings)


def test_a_time_out_of_range_is_left_out_and_told(archive, make_post):
    for n, at in enumerate(
        (
            datetime.min.replace(tzinfo=timezone(timedelta(hours=9))),
            datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))),
            datetime(1, 1, 1, tzinfo=UTC),
            datetime(999, 1, 1, tzinfo=UTC),
        )
    ):
        stored = _stored_whole(archive, make_post(n, published=Moment(at=at)))
        assert stored.published is None
        assert "published was left out" in " ".join(stored.warnings)


def test_a_time_without_zone_counts_as_utc_unstated(archive, make_post):
    stored = _stored_whole(archive, make_post(published=Moment(at=datetime(2026, 1, 1))))  # noqa: DTZ001
    assert stored.published == Moment(at=datetime(2026, 1, 1, tzinfo=UTC), offset_stated=False)


def test_sizes_and_confidences_that_are_no_numbers_are_left_out(archive, make_post):
    stored = _stored_whole(
        archive,
        make_post(
            images=(Image(url="https://i.example/", width=10**30, height=-5),),
            evidence=(Evidence(field="x", value="y", reader="z", confidence=float("nan")),),
        ),
    )
    assert (stored.images[0].width, stored.images[0].height) == (None, None)
    assert stored.evidence[0].confidence == 0


def test_a_post_that_is_none_costs_neither_its_batch_nor_those_that_wait(archive, make_post):
    # As a stage from outside may hand it on: no database is asked, preparing it raises.
    posts = [make_post(1), make_post(2, tags=(None, 3)), make_post(3)]
    result = write_posts(archive, posts)
    assert [one.post.url for one in result.stored] == [posts[0].url, posts[2].url]
    assert [(post.url, "TypeError" in said) for post, said in result.rejected] == [
        (posts[1].url, True)
    ]


def test_a_post_that_no_cleaning_saves_does_not_cost_its_batch(archive, make_post):
    posts = [make_post(n) for n in range(10)]
    # No reader makes such a kind: it stands for what cleaning does not know of.
    posts[4] = replace(posts[4], kind=object())
    result = write_posts(archive, posts)
    ((post, reason),) = result.rejected
    assert post is posts[4]
    assert reason
    kept = [post for post in posts if post is not posts[4]]
    assert [stored.post for stored in result.stored] == kept
    assert [stored.post for stored in iter_posts(archive)] == kept[::-1]


def test_an_archive_that_goes_away_after_a_bad_post_is_told(tmp_path, make_post):
    file = tmp_path / "archive.db"
    with open_archive(f"sqlite:///{file}", patience_seconds=0) as archive:

        class Fatal(tuple):
            """Tags that take the archive with them when they are read, and are none."""

            def __iter__(self):
                archive.engine.dispose()
                for one in tmp_path.iterdir():
                    one.unlink()
                file.mkdir()
                raise TypeError

        posts = [make_post(1), make_post(2, tags=Fatal(("a",))), make_post(3)]
        with pytest.raises(ArchiveUnreachable):
            write_posts(archive, posts)
