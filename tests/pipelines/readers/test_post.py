"""read_post: any page gives a Post, and the Post says who said what."""

from __future__ import annotations

from types import ModuleType

import pytest

from pipelines.readers import platforms
from pipelines.readers.fields import body
from pipelines.readers.kinds import kind
from pipelines.readers.pictures import leads
from pipelines.readers.post import READER_VERSION, read_post
from tests.pipelines.readers.making import PROSE, page, read

POST = (
    "<html lang=ko><head><title>장마 - 살림</title><meta property='og:title' content='장마'>"
    "<meta property='article:published_time' content='2024-07-22T09:30:00+09:00'>{head}</head>"
    f"<body><article><h1>장마</h1><div class='post-content'>{PROSE}</div></article></body></html>"
)


def test_evidence_names_the_reader_of_each_answer() -> None:
    post = read(POST.format(head=""))
    chosen = {piece.field: piece for piece in post.evidence if piece.chosen}
    assert chosen["body_text"].reader == "body.body_text"
    assert chosen["published"].value.startswith("2024-07-22T09:30")


def test_a_losing_answer_is_kept_as_evidence() -> None:
    post = read(POST.format(head="<meta name='author' content='가'>"))
    assert all(piece.field for piece in post.evidence)
    assert any(not piece.chosen for piece in post.evidence)


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("", "https://blog.example/2024/07/22/a-post/"),
        ("<link rel=canonical href='/2024/07/22/a-post/?utm_source=x'>", "https://blog.example/2024/07/22/a-post/"),
        ("<link rel='canonical' href='https://www.blog.example/real/'>", "https://www.blog.example/real/"),
        ("<link rel=canonical href='https://elsewhere.example/real/'>", "https://blog.example/2024/07/22/a-post/"),
        ("<link rel=canonical href='https://blog.example/'>", "https://blog.example/2024/07/22/a-post/"),
        ("<link rel=canonical href='http://['>", "https://blog.example/2024/07/22/a-post/"),
        ("<meta property='og:url' content='https://blog.example/og/'>", "https://blog.example/og/"),
    ],
)  # fmt: skip
def test_a_post_is_known_by_its_own_address(head: str, canonical: str) -> None:
    assert read(POST.format(head=head)).canonical_url == canonical


def test_the_page_goes_on_with_its_post() -> None:
    fetched = page(POST.format(head=""))
    post = read_post(fetched)
    assert post.fetch is fetched.fetch
    assert post.site == fetched.site
    assert post.reader_version == READER_VERSION


def test_a_broken_front_matter_is_told() -> None:
    post = read("---\ntitle: [속보] 배: 뜬다\n---\n글\n", "https://blog.example/_posts/a.md")
    assert post.title == "[속보] 배: 뜬다"
    assert any("line by line" in warning for warning in post.warnings)


@pytest.mark.parametrize(
    "html", ["", "<", "plain words", "<html></html>", "\x00\x01", "<svg/>", "{}", "%PDF-1.4"]
)
def test_a_page_that_is_no_post_is_still_answered(html: str) -> None:
    post = read(html)
    assert post.url
    assert post.kind != "post" or post.body_text


@pytest.mark.parametrize(
    ("module", "name", "field"),
    [
        (kind, "page_kind", "kind_reasons"),
        (leads, "unseen_lead", "declared_image"),
        (body, "body_html", "body_html"),
        (platforms, "recognise", "platforms"),
    ],
)
def test_what_stops_costs_its_own_answer_alone(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, field: str
) -> None:
    def stops(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("stopped")

    whole = read(POST.format(head=""))
    monkeypatch.delenv("NEWSCRAWL_READERS_RAISE")
    monkeypatch.setattr(module, name, stops)
    post = read(POST.format(head=""))
    assert (post.title, post.body_text, post.kind) == (whole.title, whole.body_text, "post")
    assert post.published == whole.published
    assert any("stopped" in warning for warning in post.warnings)
    assert field != "kind_reasons" or post.kind_reasons == ("its kind could not be weighed",)
