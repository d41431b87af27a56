"""What counts as an edit, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.archive.content import content_hash, edited_fields, field_marks, stable_address
from pipelines.archive.noise import really_edited
from pipelines.archive.query import find_post, revisions
from pipelines.archive.rereading import Choice, reread, stored_pages
from pipelines.archive.soundness import wrong_hashes
from pipelines.archive.writer import write_posts
from pipelines.items import Embed, Evidence, Image, Link, Moment

KST = timezone(timedelta(hours=9))
NOON = datetime(2026, 1, 2, 12, 0, 31, tzinfo=KST)


def _edited(make_post, before: dict, after: dict) -> tuple[str, ...]:
    return edited_fields(field_marks(make_post(**before)), field_marks(make_post(**after)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"body_text": "한 글"}, {"body_text": "한\u00a0 글\u200b\n"}),
        ({"body_text": "\u1100\u1161\u11a8"}, {"body_text": "\uac01"}),
        ({"body_html": "<div><p>x</p></div>"}, {"body_html": "<section class=a>x</section>"}),
        ({"tags": ("a", "b")}, {"tags": ("b", "a")}),
        ({"links": (Link(url="https://x.example/", rel="nofollow"),)}, {"links": (Link(url="http://www.x.example/?fbclid=1", rel="noopener NOFOLLOW"),)}),
        ({"images": (Image(url="https://k.example/a.png?credential=x&expires=1&allow_ip=&signature=y"),)}, {"images": (Image(url="https://k.example/a.png?credential=z&expires=2&allow_ip=&signature=q", width=5),)}),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON.astimezone(UTC))}),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON, precision="minute")}),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON.replace(hour=0), precision="day")}),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON.replace(tzinfo=UTC), offset_stated=False)}),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON + timedelta(hours=5), precision="relative")}),
        ({"published": Moment(at=NOON, precision="relative")}, {"published": Moment(at=NOON + timedelta(3), precision="relative")}),
        ({"language": "ko"}, {"language": "en"}),
    ],
)  # fmt: skip
def test_this_is_no_edit(make_post, before, after):
    assert _edited(make_post, before, after) == ()


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ({}, {"title": "정정"}, ("title",)),
        ({"body_text": "a b"}, {"body_text": "a  c"}, ("body",)),
        ({"body_html": "<p>x</p>"}, {"body_html": "<p><del>x</del></p>"}, ("structure",)),
        ({"body_html": "<p>x</p>"}, {"body_html": "<h2>x</h2>"}, ("structure",)),
        ({"tags": ("a",)}, {"tags": ("A",)}, ("tags",)),
        ({"tags": ("a",)}, {"tags": ()}, ("tags",)),
        ({"authors": ("a", "b")}, {"authors": ("b", "a")}, ("authors",)),
        ({"links": (Link(url="https://x.example/"),)}, {"links": (Link(url="https://x.example/", rel="sponsored"),)}, ("links",)),
        ({"links": (Link(url="https://x.example/?id=1"),)}, {"links": (Link(url="https://x.example/?id=2"),)}, ("links",)),
        ({"images": (Image(url="https://x.example/a.png", alt="a"),)}, {"images": (Image(url="https://x.example/a.png", alt="b"),)}, ("images",)),
        ({"embeds": ()}, {"embeds": (Embed(url="https://youtube.example/x"),)}, ("embeds",)),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON + timedelta(minutes=1))}, ("published",)),
        ({"published": Moment(at=NOON)}, {"published": Moment(at=NOON + timedelta(1), precision="day")}, ("published",)),
        ({"published": None}, {"published": Moment(at=NOON)}, ("published",)),
        ({"modified": None}, {"modified": Moment(at=NOON)}, ("modified",)),
    ],
)  # fmt: skip
def test_this_is_an_edit_and_names_its_field(make_post, before, after, fields):
    assert _edited(make_post, before, after) == fields


def test_equal_content_has_equal_hashes_and_other_content_another(make_post):
    one, other = field_marks(make_post(1)), field_marks(make_post(1, title="x"))
    assert content_hash(one) == content_hash(field_marks(make_post(1))) != content_hash(other)


@pytest.mark.parametrize(
    ("address", "stable"),
    [
        ("https://www.x.example/a/?b=2&a=1#f", "//x.example/a?a=1&b=2"),
        ("https://x.example/a;jsessionid=AB12?PHPSESSID=1", "//x.example/a"),
        ("https://s3.example/k.jpg?X-Amz-Signature=1&X-Amz-Date=2&v=3", "//s3.example/k.jpg?v=3"),
        ("not an address", "//not an address"),
    ],
)
def test_signatures_and_sessions_are_taken_from_an_address(address, stable):
    assert stable_address(address) == stable


def _from_feed(field: str) -> Evidence:
    return Evidence(field=field, value="x", reader=f"{field}.entry_{field}")


def test_what_only_a_feed_said_stays_when_the_post_leaves_the_feed(archive, make_post):
    said = make_post(1, evidence=(_from_feed("tags"), _from_feed("published")))
    silent = make_post(1, tags=(), published=None, evidence=())
    write_posts(archive, [said])
    assert write_posts(archive, [silent]).stored[0].outcome == "same"
    # At a true edit it is carried over, with the evidence that it was once said.
    edited = make_post(1, tags=(), published=None, evidence=(), title="정정")
    (stored,) = write_posts(archive, [edited]).stored
    post = find_post(archive, stored.post_id).post
    assert post == stored.post
    assert (post.title, post.tags, post.published) == ("정정", said.tags, said.published)
    assert post.evidence == said.evidence
    assert revisions(archive, stored.post_id)[-1].fields == ("title",)
    # And is still known to come from the feed the next time.
    assert write_posts(archive, [edited]).stored[0].outcome == "same"


def test_a_page_that_drops_its_own_tags_was_edited(archive, make_post):
    write_posts(archive, [make_post(1)])
    (stored,) = write_posts(archive, [make_post(1, tags=())]).stored
    assert stored.outcome == "changed"
    assert find_post(archive, stored.post_id).post.tags == ()


def test_a_sitemap_that_dates_itself_makes_no_revision(archive, make_post):
    for day in (1, 2, 3):
        moment = Moment(at=datetime(2026, 5, day, tzinfo=UTC))
        post = make_post(1, modified=moment, evidence=(_from_feed("modified"),))
        (stored,) = write_posts(archive, [post]).stored
    assert (stored.outcome, stored.revision) == ("same", 1)


def _really(make_post, before: dict, after: dict) -> tuple[str, ...]:
    old, new = make_post(**before), make_post(**after)
    return really_edited(old, new, edited_fields(field_marks(old), field_marks(new)))


def _image(url: str, caption: str = "") -> dict:
    return {"images": (Image(url=url, caption=caption),)}


def _link(rel: str) -> dict:
    return {"links": (Link(url="https://x.example/", rel=rel),)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_image("https://cdn1.x.example/a.jpg"), _image("https://cdn2.x.example/a.jpg")),
        (_image("https://x.example/cdn0/img/a.jpg"), _image("https://x.example/cdn1/img/a.jpg")),
        (_image("https://x.example/a.jpg?v=1"), _image("https://x.example/a.jpg?v=2")),
        (_image("https://x.example/w1200/a.jpg"), _image("https://x.example/w1600/a.jpg")),
        (_image("https://x.example/2024/IMG_2345.jpg"), _image("https://y.example/IMG_2345.jpg")),
        (
            {"images": (Image(url="https://x.example/a.jpg", alt="창"),)},
            {"images": (Image(url="https://x.example/a.jpg", alt="창", caption="창"),)},
        ),
        (_link(""), _link("nofollow noopener")),
        ({"authors": ("모루",)}, {"authors": ("모루 ✦",)}),
        ({"tags": ("a", "b"), "categories": ()}, {"tags": ("a",), "categories": ("b",)}),
        (
            {**_image("https://x.example/a.jpg", "창 옆"), "body_text": "글\n창 옆"},
            {**_image("https://x.example/a.jpg", "창 옆"), "body_text": "글"},
        ),
    ],
)
def test_what_no_author_did_is_no_edit(make_post, before, after):
    assert _edited(make_post, before, after)
    assert _really(make_post, before, after) == ()


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        (_image("https://x.example/a.jpg"), _image("https://x.example/b.jpg"), ("images",)),
        (_image("https://x.example/1/a.jpg"), _image("https://x.example/2/a.jpg"), ("images",)),
        (_image("https://x.example/?id=1"), _image("https://x.example/?id=2"), ("images",)),
        (_image("https://x.example/a.jpg", "창"), _image("https://x.example/a.jpg"), ("images",)),
        (_link(""), _link("sponsored"), ("links",)),
        ({"authors": ("모루",)}, {"authors": ("모래",)}, ("authors",)),
        ({"tags": ("a", "b")}, {"tags": ("a",)}, ("tags",)),
        (
            {**_image("https://cdn1.x.example/a.jpg", "창"), "body_text": "글\n창"},
            {**_image("https://cdn2.x.example/a.jpg", "창"), "body_text": "시\n창"},
            ("body",),
        ),
        (
            {**_image("https://x.example/a.jpg", "창"), "body_text": "글\n창"},
            {**_image("https://x.example/a.jpg", "문"), "body_text": "글\n문"},
            ("body", "images"),
        ),
    ],
)
def test_what_an_author_did_is_told_beside_what_none_did(make_post, before, after, fields):
    assert _really(make_post, before, after) == fields


def _stamped(make_post, day: int, seen: int = 0, **changes):
    moment = Moment(at=datetime(2026, 5, day, tzinfo=UTC))
    said = Evidence(field="modified", value=moment.at.isoformat(), reader="dates.modified")
    at = datetime(2026, 11, seen or day, tzinfo=UTC)
    return make_post(1, at=at, modified=moment, evidence=(said,), **changes)


def test_a_time_of_change_alone_is_kept_and_makes_no_revision(archive, make_post):
    write_posts(archive, [_stamped(make_post, 1)])
    newer = _stamped(make_post, 3)
    (stored,) = write_posts(archive, [newer]).stored
    assert (stored.outcome, stored.revision) == ("same", 1)
    held = find_post(archive, stored.post_id).post
    assert (held.modified, held.evidence) == (newer.modified, newer.evidence)
    with archive.reading() as connection:
        assert list(wrong_hashes(connection, lambda *_: None)) == []
    # It goes forward only, and a page that states none takes none away.
    back = make_post(1, at=datetime(2026, 11, 5, tzinfo=UTC), modified=None, evidence=())
    for older in (_stamped(make_post, 2, 4), back):
        assert write_posts(archive, [older]).stored[0].outcome == "same"
    assert find_post(archive, stored.post_id).post.modified == newer.modified
    # With the text it is an edit, told by both; without it, a silent one.
    for seen, title, fields in ((6, "정정", ("title", "modified")), (7, "다시", ("title",))):
        (stored,) = write_posts(archive, [_stamped(make_post, 6, seen, title=title)]).stored
        assert revisions(archive, stored.post_id)[-1].fields == fields


def test_readers_that_find_a_time_of_change_at_last_have_it_stored(archive, make_post):
    none = make_post(1, modified=None, evidence=())
    write_posts(archive, [none])
    ((page,),) = stored_pages(archive, Choice())
    found = make_post(1, modified=Moment(at=NOON), evidence=())
    assert reread(page, found).fields == ("modified",)
    (stored,) = write_posts(archive, [found]).stored
    assert (stored.outcome, stored.revision) == ("changed", 2)


def test_a_picture_from_another_server_of_its_host_makes_no_revision(archive, make_post):
    for day, url in ((1, "https://i1.x.example/a.jpg"), (2, "https://i2.x.example/a.jpg?v=2")):
        post = make_post(1, at=datetime(2026, 11, day, tzinfo=UTC), **_image(url))
        (stored,) = write_posts(archive, [post]).stored
    assert (stored.outcome, stored.revision) == ("same", 1)
