"""What counts as an edit, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.archive.content import content_hash, edited_fields, field_marks, stable_address
from pipelines.archive.query import find_post, revisions
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
        ({"modified": None}, {"modified": Moment(at=NOON), "title": "정정"}, ("title", "modified")),
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
        ("https://x.example/k.jpg?v=1700000005", "//x.example/k.jpg"),
        ("https://x.example/k?id=1700000005", "//x.example/k?id=1700000005"),
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


@pytest.mark.parametrize("evidence", [(), (_from_feed("modified"),)])
def test_a_blog_that_dates_all_of_its_pages_anew_makes_no_revision(archive, make_post, evidence):
    for day in (1, 2, 3):
        moment = Moment(at=datetime(2026, 5, day, tzinfo=UTC))
        post = make_post(1, modified=moment, evidence=evidence)
        (stored,) = write_posts(archive, [post]).stored
    assert (stored.outcome, stored.revision) == ("same", 1)
