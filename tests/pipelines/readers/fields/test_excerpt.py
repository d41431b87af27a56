"""The excerpt is what the author or the page announces, not what a machine cut."""

from __future__ import annotations

import pytest

from pipelines.items import Entry
from tests.pipelines.readers.making import PROSE, read

BODY = f"<body><div class='post-content'>{PROSE}</div></body>"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='description' content='여섯 가지  방법'>",
        "<meta property='og:description' content='여섯 가지 방법'>",
        '<script type="application/ld+json">{"@type":"BlogPosting","description":"여섯 가지 방법"}</script>',
        "<meta name='description' content='여섯 가지 방법 [&amp;hellip;]'>",
        "<meta name='description' content='&lt;p&gt;여섯 가지 방법&lt;/p&gt;'>",
        "<meta name='description' content='여섯 가지 방법 Continue reading &quot;방법&quot;'>",
    ],
)
def test_the_page_announces_itself(head: str) -> None:
    assert read(f"<head>{head}</head>{BODY}").excerpt == "여섯 가지 방법"


def test_the_index_announces_what_the_page_does_not() -> None:
    entry = Entry(url="https://blog.example/2024/07/22/a-post/", summary="여섯 가지 방법")
    assert read(BODY, entries=(entry,)).excerpt == "여섯 가지 방법"


def test_a_whole_post_in_a_feed_is_no_excerpt() -> None:
    entry = Entry(url="https://blog.example/2024/07/22/a-post/", summary="긴 글 " * 400)
    assert read(BODY, entries=(entry,)).excerpt == ""


def test_front_matter_comes_before_all() -> None:
    source = "---\ntitle: 장마\nexcerpt: >\n  여섯 가지\n  방법\n---\n글\n"
    assert read(source, "https://blog.example/_posts/a.md").excerpt == "여섯 가지 방법"


def test_the_lead_before_more_is_an_excerpt() -> None:
    source = "---\ntitle: 장마\n---\n여섯 가지 방법\n\n<!--more-->\n\n나머지\n"
    assert read(source, "https://blog.example/_posts/a.md").excerpt == "여섯 가지 방법"
