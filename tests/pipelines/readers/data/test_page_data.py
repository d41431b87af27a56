"""Posts that stand in a page's data alone are read from there, and no other page's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.items import Post
from tests.pipelines.readers.making import PROSE, read

URL = "https://blog.example/posts/rain"
NODE = {"title": "장마", "slug": "rain", "date": "2024-07-22", "contentHtml": PROSE}
OTHER = {"title": "가뭄", "slug": "drought", "date": "2023-05-02", "contentHtml": PROSE * 2}


def island(value: Any) -> str:
    text = json.dumps(value).replace("</", "<\\/")
    return f'<script type="application/json">{text}</script>'


def post_of(data: str, title: str = "장마 | 물가", shown: str = "", url: str = URL) -> Post:
    head = f"<html lang='ko'><head><title>{title}</title></head>"
    return read(f"{head}<body><div id='root'>{shown}</div>{data}</body></html>", url)


def island_of_nuxt() -> str:
    """Return the post as Nuxt 3 writes it: each value once, and places in place of values."""
    flat = [
        ["ShallowReactive", 1],
        {"data": 2, "once": 4},
        ["Reactive", 3],
        {"title": 5, "date": 6, "html": 7, "within": 1},
        ["Set"],
        "장마",
        ["Date", "2024-07-22T00:00:00.000Z"],
        PROSE,
    ]
    return island(flat).replace("<script", '<script id="__NUXT_DATA__"')


WRITTEN = {
    "an island": island({"props": {"post": NODE}}),
    "a global": f"<script>window.__INITIAL_STATE__ = {json.dumps({'a': NODE})};f()</script>",
    "a text of JSON": island({"store": json.dumps({"a": NODE})}),
    "JSON.parse": f"<script>window.__DATA__=JSON.parse({json.dumps(json.dumps(NODE))})</script>",
    "escaped HTML": island({**NODE, "contentHtml": PROSE.replace("<", "&lt;")}),
    "front matter beside it": island(
        {"html": PROSE, "frontmatter": {"title": "장마", "date": "2024-07-22"}}
    ),
    "fields of a store": island(
        {
            "data": [
                {
                    "id": 4,
                    "attributes": {"Title": "장마", "Content": PROSE, "publishedAt": "2024-07-22"},
                }
            ]
        }
    ),
    "places for values": island_of_nuxt(),
    "references in a store": "<script>window.__APOLLO_STATE__ = "
    + json.dumps(
        {
            "ROOT_QUERY": {"post": {"__ref": "Post:1"}},
            "Post:1": {
                **{name: value for name, value in NODE.items() if name != "contentHtml"},
                "content": {"__ref": "Content:1"},
                "near": [{"__ref": "Post:1"}, {"shown": {"__ref": "Post:9"}}],
            },
            "Content:1": {"rendered": PROSE},
        }
    )
    + "</script>",
    "one among all posts": island({"posts": [OTHER, NODE]}),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_post_is_read_however_the_data_are_written(name: str) -> None:
    post = post_of(WRITTEN[name])
    assert post.kind == "post"
    assert (post.title, str(post.published.at.date() if post.published else "")) == (
        "장마",
        "2024-07-22",
    )
    assert post.body_text.count("번째 방법") == 6
    signed = {(one.field, one.reader) for one in post.evidence if one.chosen}
    assert {("title", "title.page_data"), ("published", "dates.page_data_published")} <= signed


def test_a_post_that_does_not_say_its_address_is_known_by_the_route_of_the_page() -> None:
    node = {"title": "장마", "date": "2024-07-22", "content": PROSE}
    data = {"props": {"pageProps": {"post": node}}, "page": "/posts/[id]", "query": {"id": "rain"}}
    post = post_of(island(data), title="물가")
    assert (post.kind, post.title) == ("post", "장마")
    data["query"] = {"id": "drought"}
    assert post_of(island(data), title="물가").kind != "post"


def test_markdown_without_end_is_kept_as_it_was_typed() -> None:
    line = "말 **굵은** 말이 이어집니다"
    post = post_of(island({**NODE, "contentHtml": "", "content": f"{line}\n" * 30_000}))
    assert post.body_text.startswith(f"{line}\n{line}\n")


def test_fields_are_read_however_stores_wrap_them() -> None:
    node = {
        **NODE,
        "tags": {"data": [{"attributes": {"name": "비"}}, {"attributes": {"name": "여름"}}]},
        "categories": {"nodes": [{"name": "날씨"}]},
        "author": {"node": {"name": "한물가"}},
        "excerpt": "비가 길다.",
        "updatedAt": 1_721_700_000_000,
    }
    post = post_of(island(node))
    assert (post.tags, post.categories, post.authors) == (("비", "여름"), ("날씨",), ("한물가",))
    assert post.excerpt == "비가 길다."
    assert post.modified is not None
    assert post.modified.at.date().isoformat() == "2024-07-23"


def test_what_is_no_character_comes_out_of_no_data() -> None:
    bad = "\ud800\x00\x1b"
    node = {**NODE, "title": f"장마{bad}", "author": f"한물가{bad}", "tags": [f"비{bad}"]}
    post = post_of(island({**node, "contentHtml": PROSE + bad}))
    for text in (post.title, *post.authors, *post.tags, post.body_text, post.body_html):
        assert not set(bad) & set(text)


def test_a_few_words_are_a_post_where_title_and_address_are_the_pages() -> None:
    few = "비가 그치지 않아 오늘은 배를 쉽니다. 내일 다시 오세요."
    assert post_of(island({**NODE, "contentHtml": few})).body_text == few
    assert post_of(island({"title": "장마", "text": few})).body_text == ""


@pytest.mark.parametrize(
    ("data", "title", "url"),
    [
        pytest.param({"posts": [NODE, OTHER]}, "물가", "https://blog.example/", id="home page"),
        pytest.param({"posts": [NODE, OTHER]}, "물가", "https://blog.example/all", id="list"),
        pytest.param({"related": [OTHER, OTHER]}, "장마", URL, id="other posts alone"),
        pytest.param({"next": OTHER}, "장마", URL, id="its neighbour"),
        pytest.param(
            {"posts": [NODE, OTHER]},
            "장마",
            "https://blog.example/tags/장마",
            id="tag of that name",
        ),
    ],
)
def test_a_post_of_another_address_is_not_this_page(data: Any, title: str, url: str) -> None:
    post = post_of(island(data), title, url=url)
    assert post.kind != "post"
    assert not any("page_data" in one.reader for one in post.evidence)


SHORT = (
    "<ul><li>감자 두 알</li><li>양파 한 개, 크지 않은 것</li><li>소금 조금과 물 한 컵</li></ul>" * 2
)


@pytest.mark.parametrize("shown", [PROSE, SHORT])
def test_what_the_page_shows_is_believed_before_its_data(shown: str) -> None:
    without, beside = (
        post_of(data, shown=shown) for data in ("", island({**NODE, "contentHtml": shown}))
    )
    assert beside.body_text == without.body_text
    assert beside.evidence == without.evidence


def test_a_page_that_shows_the_beginning_alone_is_read_to_the_end() -> None:
    post = post_of(island(NODE), shown=PROSE[: PROSE.index("</p>") + 4])
    assert post.body_text.count("번째 방법") == 6
    assert ("title", "title.page_data") in {(one.field, one.reader) for one in post.evidence}


def test_nothing_active_comes_out_of_data() -> None:
    bad = "<script>alert(1)</script><p onclick='alert(1)'>말</p><img src=x onerror=alert(1)>"
    html = post_of(island({**NODE, "contentHtml": PROSE + bad})).body_html
    assert "번째 방법" in html
    assert not any(word in html for word in ("script", "onclick", "onerror"))


def test_data_without_end_are_passed_by_with_a_warning() -> None:
    post = post_of(island({"fill": "말" * 800_000, "post": NODE}))
    assert post.kind != "post"
    assert any("page data of" in warning for warning in post.warnings)
