"""What editors keep as blocks comes out as the HTML that a visitor would have seen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers.data.rich_text import rich_html
from tests.pipelines.readers.data.test_page_data import island
from tests.pipelines.readers.making import read

LINK = "https://other.example/비"


def span(text: str, *marks: str) -> dict[str, Any]:
    return {"_type": "span", "text": text, "marks": list(marks)}


def block(*children: Any, **more: Any) -> dict[str, Any]:
    return {"_type": "block", "style": "normal", "markDefs": [], "children": children, **more}


def listed(value: Any) -> Any:
    return json.loads(json.dumps(value))


PORTABLE = [
    block(span("장마"), style="h2"),
    block(
        span("비가 "),
        span("길다", "strong"),
        span("고", "l", "em"),
        span(" 한다", "l"),
        markDefs=[{"_key": "l", "_type": "link", "href": LINK}],
    ),
    block(span("하나"), listItem="bullet", level=1),
    block(span("안"), listItem="number", level=2),
    block(span("둘"), listItem="bullet", level=1),
    block(span("말"), style="blockquote"),
    {"_type": "code", "language": "js", "code": "a < b"},
    {"_type": "image", "asset": {"url": "https://cdn.example/a.jpg"}, "alt": "못"},
    {"_type": "image", "asset": {"_ref": "image-abc-200x300-png"}},
]
PORTABLE_HTML = (
    f'<h2>장마</h2><p>비가 <strong>길다</strong><a href="{LINK}"><em>고</em> 한다</a></p>'
    "<ul><li>하나<ol><li>안</li></ol></li><li>둘</li></ul><blockquote>말</blockquote>"
    '<pre><code class="language-js">a &lt; b</code></pre>'
    '<figure><img src="https://cdn.example/a.jpg" alt="못"></figure>'
)

EDITOR = {
    "time": 1721608200000,
    "blocks": [
        {"type": "header", "data": {"text": "장마", "level": 3}},
        {"type": "paragraph", "data": {"text": "비가 <b>길다</b>"}},
        {
            "type": "list",
            "data": {
                "style": "ordered",
                "items": ["하나", {"content": "둘", "items": [{"content": "안"}]}],
            },
        },
        {"type": "quote", "data": {"text": "말", "caption": "누구"}},
        {"type": "code", "data": {"code": "a < b"}},
        {"type": "image", "data": {"file": {"url": "/a.jpg"}, "caption": "못"}},
        {"type": "delimiter", "data": {}},
        {"type": "table", "data": {"withHeadings": True, "content": [["가", "나"], ["1", "2"]]}},
    ],
    "version": "2.29.0",
}
EDITOR_HTML = (
    "<h3>장마</h3><p>비가 <b>길다</b></p><ol><li>하나</li><li>둘<ol><li>안</li></ol></li></ol>"
    "<blockquote>말</blockquote><p>누구</p><pre><code>a &lt; b</code></pre>"
    '<figure><img src="/a.jpg" alt=""><figcaption>못</figcaption></figure><hr>'
    "<table><tr><th>가</th><th>나</th></tr><tr><td>1</td><td>2</td></tr></table>"
)

SLATE = [
    {"type": "heading-two", "children": [{"text": "장마"}]},
    {
        "type": "paragraph",
        "children": [
            {"text": "비가 "},
            {"text": "길다", "bold": True},
            {"type": "link", "url": LINK, "children": [{"text": "고"}]},
        ],
    },
    {
        "type": "bulleted-list",
        "children": [
            {"type": "list-item", "children": [{"text": "하나"}]},
            {
                "type": "list-item",
                "children": [{"type": "paragraph", "children": [{"text": "둘"}]}],
            },
        ],
    },
    {"type": "block-quote", "children": [{"text": "말"}]},
    {"type": "image", "url": "/a.jpg", "alt": "못", "children": [{"text": ""}]},
]
TREE_HTML = (
    f'<h2>장마</h2><p>비가 <strong>길다</strong><a href="{LINK}">고</a></p>'
    "<ul><li>하나</li><li><p>둘</p></li></ul><blockquote>말</blockquote>"
    '<figure><img src="/a.jpg" alt="못"></figure>'
)

LEXICAL = {
    "root": {
        "type": "root",
        "children": [
            {
                "type": "heading",
                "tag": "h2",
                "children": [{"type": "text", "text": "장마", "format": 0}],
            },
            {
                "type": "paragraph",
                "children": [
                    {"type": "text", "text": "비가 ", "format": 0},
                    {"type": "text", "text": "길다", "format": 1},
                    {"type": "link", "url": LINK, "children": [{"type": "text", "text": "고"}]},
                ],
            },
            {
                "type": "list",
                "listType": "bullet",
                "children": [
                    {"type": "listitem", "children": [{"type": "text", "text": "하나"}]},
                    {
                        "type": "listitem",
                        "children": [
                            {"type": "paragraph", "children": [{"type": "text", "text": "둘"}]}
                        ],
                    },
                ],
            },
            {"type": "quote", "children": [{"type": "text", "text": "말"}]},
            {"type": "image", "src": "/a.jpg", "alt": "못"},
        ],
    }
}

PROSE_MIRROR = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "장마"}]},
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "비가 "},
                {"type": "text", "text": "길다", "marks": [{"type": "bold"}]},
                {
                    "type": "text",
                    "text": "고",
                    "marks": [{"type": "link", "attrs": {"href": LINK}}],
                },
            ],
        },
        {
            "type": "bulletList",
            "content": [
                {"type": "listItem", "content": [{"type": "text", "text": "하나"}]},
                {
                    "type": "listItem",
                    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "둘"}]}],
                },
            ],
        },
        {"type": "blockquote", "content": [{"type": "text", "text": "말"}]},
        {"type": "image", "attrs": {"src": "/a.jpg", "alt": "못"}},
    ],
}

CONTENTFUL = {
    "nodeType": "document",
    "data": {},
    "content": [
        {
            "nodeType": "heading-2",
            "data": {},
            "content": [{"nodeType": "text", "value": "장마", "marks": []}],
        },
        {
            "nodeType": "paragraph",
            "data": {},
            "content": [
                {"nodeType": "text", "value": "비가 ", "marks": []},
                {"nodeType": "text", "value": "길다", "marks": [{"type": "bold"}]},
                {
                    "nodeType": "hyperlink",
                    "data": {"uri": LINK},
                    "content": [{"nodeType": "text", "value": "고", "marks": []}],
                },
            ],
        },
        {
            "nodeType": "unordered-list",
            "content": [
                {
                    "nodeType": "list-item",
                    "content": [{"nodeType": "text", "value": "하나", "marks": []}],
                },
                {
                    "nodeType": "list-item",
                    "content": [
                        {
                            "nodeType": "paragraph",
                            "content": [{"nodeType": "text", "value": "둘", "marks": []}],
                        }
                    ],
                },
            ],
        },
        {"nodeType": "blockquote", "content": [{"nodeType": "text", "value": "말", "marks": []}]},
        {
            "nodeType": "embedded-asset-block",
            "data": {"target": {"fields": {"title": "못", "file": {"url": "/a.jpg"}}}},
            "content": [],
        },
    ],
}


def told(kind: str, text: str, **more: Any) -> dict[str, Any]:
    words = [{"plain_text": text, "annotations": {"bold": False}, "href": None}]
    return {"object": "block", "type": kind, kind: {"rich_text": words, **more}}


NOTION = [
    told("heading_2", "장마"),
    {
        "type": "paragraph",
        "paragraph": {
            "rich_text": [
                {"plain_text": "비가 ", "annotations": {"bold": False}},
                {"plain_text": "길다", "annotations": {"bold": True}},
                {"plain_text": "고", "annotations": {}, "href": LINK},
            ]
        },
    },
    told("bulleted_list_item", "하나"),
    told("bulleted_list_item", "둘", children=[told("numbered_list_item", "안")]),
    told("code", "a < b", language="javascript"),
    {
        "type": "image",
        "image": {
            "type": "external",
            "external": {"url": "/a.jpg"},
            "caption": [{"plain_text": "못"}],
        },
    },
]
NOTION_HTML = (
    f'<h2>장마</h2><p>비가 <strong>길다</strong><a href="{LINK}">고</a></p>'
    "<ul><li>하나</li><li>둘<ol><li>안</li></ol></li></ul>"
    '<pre><code class="language-javascript">a &lt; b</code></pre>'
    '<figure><img src="/a.jpg" alt="못"><figcaption>못</figcaption></figure>'
)


def kept(
    key: str, kind: str, title: list[Any], content: list[str] | None = None, **more: Any
) -> Any:
    value = {"id": key, "type": kind, "properties": {"title": title, **more}, "content": content}
    return {key: {"role": "reader", "value": value}}


RECORD_MAP = {
    "block": {
        **kept("p", "page", [["장마"]], ["h", "t", "i", "j", "c", "g", "sub", "p"]),
        **kept("h", "sub_header", [["장마"]]),
        **kept("t", "text", [["비가 "], ["길다", [["b"]]], ["고", [["a", LINK]]]]),
        **kept("i", "bulleted_list", [["하나"]]),
        **kept("j", "bulleted_list", [["둘"]], ["k"]),
        **kept("k", "numbered_list", [["안"]]),
        **kept("c", "code", [["a < b"]], language=[["JavaScript"]]),
        **kept("g", "image", [], source=[["/a.jpg"]], caption=[["못"]]),
        **kept("sub", "page", [["다른 글"]]),
    }
}

MEDIUM = {
    "bodyModel": {
        "paragraphs": [
            {"type": "H3", "text": "장마", "markups": []},
            {
                "type": "P",
                "text": "😀 비가 길다고 한다",
                "markups": [
                    {"type": "STRONG", "start": 6, "end": 8},
                    {"type": "A", "start": 8, "end": 12, "href": LINK},
                    {"type": "EM", "start": 8, "end": 9},
                ],
            },
            {"type": "ULI", "text": "하나", "markups": []},
            {"type": "ULI", "text": "둘", "markups": []},
            {"type": "BQ", "text": "말", "markups": []},
            {"type": "PRE", "text": "a < b", "markups": []},
        ]
    }
}
MEDIUM_HTML = (
    f'<h3>장마</h3><p>😀 비가 <strong>길다</strong><a href="{LINK}"><em>고</em> 한다</a></p>'
    "<ul><li>하나</li><li>둘</li></ul><blockquote>말</blockquote><pre><code>a &lt; b</code></pre>"
)

DRAFT = {
    "blocks": [
        {
            "type": "header-two",
            "text": "장마",
            "inlineStyleRanges": [],
            "entityRanges": [],
            "depth": 0,
        },
        {
            "type": "unstyled",
            "text": "비가 길다",
            "inlineStyleRanges": [{"offset": 0, "length": 2, "style": "BOLD"}],
            "entityRanges": [{"offset": 3, "length": 2, "key": 0}],
        },
        {"type": "unordered-list-item", "text": "하나", "inlineStyleRanges": [], "depth": 0},
        {"type": "unordered-list-item", "text": "안", "inlineStyleRanges": [], "depth": 1},
        {
            "type": "atomic",
            "text": " ",
            "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": 1, "key": 1}],
        },
    ],
    "entityMap": {
        "0": {"type": "LINK", "data": {"url": LINK}},
        "1": {"type": "IMAGE", "data": {"src": "/a.jpg", "alt": "못"}},
    },
}
DRAFT_HTML = (
    f'<h2>장마</h2><p><strong>비가</strong> <a href="{LINK}">길다</a></p>'
    '<ul><li>하나<ul><li>안</li></ul></li></ul><figure><img src="/a.jpg" alt="못"></figure>'
)

GUTENBERG = [
    {"name": "core/heading", "attributes": {"content": "장마", "level": 2}, "innerBlocks": []},
    {"name": "core/paragraph", "attributes": {"content": "비가 <strong>길다</strong>"}},
    {
        "name": "core/list",
        "attributes": {"ordered": False},
        "innerBlocks": [{"name": "core/list-item", "attributes": {"content": "하나"}}],
    },
    {"name": "core/image", "attributes": {"url": "/a.jpg", "alt": "못"}},
    {"name": "core/quote", "renderedHtml": "<blockquote>말</blockquote>"},
]
GUTENBERG_HTML = (
    "<h2>장마</h2><p>비가 <strong>길다</strong></p><ul><li>하나</li></ul>"
    '<figure><img src="/a.jpg" alt="못"></figure><blockquote>말</blockquote>'
)

QUILL = {
    "ops": [
        {"insert": "장마"},
        {"insert": "\n", "attributes": {"header": 2}},
        {"insert": "비가 "},
        {"insert": "길다", "attributes": {"bold": True}},
        {"insert": "고", "attributes": {"link": LINK}},
        {"insert": "\n하나"},
        {"insert": "\n", "attributes": {"list": "bullet"}},
        {"insert": "안"},
        {"insert": "\n", "attributes": {"list": "ordered", "indent": 1}},
        {"insert": "a < b"},
        {"insert": "\n", "attributes": {"code-block": True}},
        {"insert": "c"},
        {"insert": "\n", "attributes": {"code-block": True}},
        {"insert": {"image": "/a.jpg"}},
        {"insert": "\n"},
    ]
}
QUILL_HTML = (
    f'<h2>장마</h2><p>비가 <strong>길다</strong><a href="{LINK}">고</a></p>'
    "<ul><li>하나<ol><li>안</li></ol></li></ul><pre><code>a &lt; b\nc</code></pre>"
    '<figure><img src="/a.jpg" alt=""></figure>'
)

KEPT = {
    "Portable Text": (PORTABLE, PORTABLE_HTML),
    "Editor.js": (EDITOR, EDITOR_HTML),
    "Slate": (SLATE, TREE_HTML),
    "Lexical": (LEXICAL, TREE_HTML),
    "ProseMirror": (PROSE_MIRROR, TREE_HTML),
    "Contentful": (CONTENTFUL, TREE_HTML),
    "Notion": (NOTION, NOTION_HTML),
    "Notion's records": (RECORD_MAP, NOTION_HTML),
    "Medium": (MEDIUM, MEDIUM_HTML),
    "Draft.js": (DRAFT, DRAFT_HTML),
    "Gutenberg": (GUTENBERG, GUTENBERG_HTML),
    "Quill": (QUILL, QUILL_HTML),
}


@pytest.mark.parametrize("name", KEPT)
def test_blocks_come_out_as_a_visitor_would_have_seen_them(name: str) -> None:
    value, html = KEPT[name]
    assert rich_html(listed(value)) == html


PLAYER = '<figure><iframe src="https://www.youtube.com/embed/x"></iframe></figure>'

#: Blocks that the posts above do without.
RARER: dict[str, tuple[Any, str]] = {
    "ProseMirror": (
        {
            "type": "doc",
            "content": [
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "text", "text": "비"},
                        {"type": "hardBreak"},
                        {"type": "mention", "attrs": {"label": "@민수"}},
                    ],
                },
                {
                    "type": "codeBlock",
                    "attrs": {"language": "js"},
                    "content": [{"type": "text", "text": "a < b"}],
                },
                {"type": "horizontalRule"},
                {"type": "youtube", "attrs": {"src": "https://www.youtube.com/embed/x"}},
                {"type": "html", "attrs": {"html": "<p>그대로</p>"}},
                {"type": "markdown", "attrs": {"markdown": "**굵게**"}},
            ],
        },
        '<p>비<br>@민수</p><pre><code class="language-js">a &lt; b</code></pre><hr>'
        f"{PLAYER}<p>그대로</p><p><strong>굵게</strong></p>\n",
    ),
    "Slate": (
        [
            {
                "type": "code_block",
                "lang": "py",
                "children": [
                    {"type": "code_line", "children": [{"text": "a = 1"}]},
                    {"type": "code_line", "children": [{"text": "b = 2"}]},
                ],
            }
        ],
        '<pre><code class="language-py">a = 1\nb = 2\n</code></pre>',
    ),
    "Notion": (
        {
            "results": [
                {"type": "divider", "divider": {}},
                {
                    "type": "table",
                    "table": {},
                    "children": [
                        {
                            "type": "table_row",
                            "table_row": {
                                "cells": [[{"plain_text": "가"}], [{"plain_text": "나"}]]
                            },
                        }
                    ],
                },
                {"type": "bookmark", "bookmark": {"url": LINK}},
                {
                    "type": "video",
                    "video": {"external": {"url": "https://www.youtube.com/embed/x"}},
                },
                told("callout", "말", children=[told("paragraph", "안")]),
            ]
        },
        "<hr><table><tr><td>가</td><td>나</td></tr></table>"
        f'<p><a href="{LINK}">{LINK}</a></p>{PLAYER}<blockquote>말</blockquote><p>안</p>',
    ),
    "Notion's records": (
        {
            "recordMap": {
                "block": {
                    "p": {"value": {"type": "page", "content": ["a"]}},
                    "a": {"value": {"type": "text", "properties": {"title": [["비"], [7], "x"]}}},
                }
            }
        },
        "<p>비</p>",
    ),
    "Draft.js": (
        {
            "blocks": [
                {
                    "text": "비가 길다",
                    "type": "unstyled",
                    "inlineStyleRanges": [],
                    "entityRanges": [
                        {"offset": 0, "length": 2, "key": 0},
                        {"offset": 3, "length": 2, "key": 9},
                    ],
                },
                {
                    "text": " ",
                    "type": "atomic",
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 1, "key": 1}],
                },
            ],
            # PHP writes what has the keys 0, 1, 2 as a list.
            "entityMap": [
                {"type": "LINK", "data": {"url": LINK}},
                {"type": "IMAGE", "data": {"src": "/a.jpg", "alt": "못"}},
            ],
        },
        f'<p><a href="{LINK}">비가</a> 길다</p><figure><img src="/a.jpg" alt="못"></figure>',
    ),
    "Prismic": (
        [
            {"type": "paragraph", "text": "비", "spans": []},
            {"type": "image", "url": "/a.jpg", "alt": "못"},
            {"type": "embed", "oembed": {"embed_url": "https://www.youtube.com/embed/x"}},
        ],
        f'<p>비</p><figure><img src="/a.jpg" alt="못"></figure>{PLAYER}',
    ),
    "Editor.js": (
        {
            "blocks": [
                {"type": "embed", "data": {"embed": "https://www.youtube.com/embed/x"}},
                {"type": "raw", "data": {"html": "<b>그대로</b>"}},
                {"type": "linkTool", "data": {"link": LINK, "meta": {"title": "다른 곳"}}},
            ]
        },
        f'{PLAYER}<b>그대로</b><p><a href="{LINK}">다른 곳</a></p>',
    ),
    "Quill": (
        {
            "ops": [
                {"insert": "a = 1"},
                {"insert": "\n", "attributes": {"code-block": True}},
                {"insert": "끝\n"},
                {"insert": {"video": "https://www.youtube.com/embed/x"}},
                {"insert": "\n하나"},
                {"insert": "\n", "attributes": {"list": "bullet"}},
                {"insert": "둘"},
                {"insert": "\n", "attributes": {"list": "ordered"}},
                {"insert": "장마 "},
                {"insert": {"image": "/a.jpg"}},
                {"insert": "와 "},
                {"insert": {"mention": {"value": "김서연"}}},
                {"insert": "비"},
                {"insert": "\n", "attributes": {"header": 3}},
            ]
        },
        f"<pre><code>a = 1</code></pre><p>끝</p>{PLAYER}<ul><li>하나</li></ul><ol><li>둘</li></ol>"
        '<h3>장마 </h3><figure><img src="/a.jpg" alt=""></figure><h3>와 비</h3>',
    ),
    "Gutenberg": (
        [
            {"name": "core/paragraph", "attributes": {"content": "비"}, "innerBlocks": []},
            {"name": "core/code", "attributes": {"content": "a &lt; b"}, "innerBlocks": []},
        ],
        "<p>비</p><pre>a &lt; b</pre>",
    ),
}


@pytest.mark.parametrize("name", RARER)
def test_rarer_blocks_come_out_as_a_visitor_would_have_seen_them(name: str) -> None:
    value, html = RARER[name]
    assert rich_html(value) == html


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        {},
        [],
        [1, 2],
        [{"title": "장마", "slug": "rain"}],
        {"title": "장마", "content": {"rendered": "<p>말</p>"}},
        [{"type": "post", "attributes": {"title": "장마"}}],
        {"type": "article", "children": [{"text": "말"}]},
    ],
)
def test_what_is_no_tree_of_blocks_is_none(value: Any) -> None:
    assert rich_html(value) is None


def test_a_tree_without_end_is_none() -> None:
    deep: Any = {"type": "text", "text": "말"}
    for _ in range(5000):
        deep = {"type": "blockquote", "children": [deep]}
    assert rich_html([deep]) is None
    circle: dict[str, Any] = {"type": "paragraph", "children": []}
    circle["children"].append(circle)
    assert rich_html([circle]) is None
    twice: Any = {"type": "paragraph", "children": [{"text": "말"}]}
    for _ in range(40):
        twice = {"type": "paragraph", "children": [twice, twice]}
    assert rich_html([twice]) is None


_NAMES = st.sampled_from(
    """type _type children content text marks data blocks ops insert attributes level style listItem
    paragraphs markups start end href url block value properties title root nodeType rich_text
    inlineStyleRanges entityRanges entityMap spans name innerBlocks markDefs _key format""".split()
)
_WORDS = st.sampled_from(
    """block doc document root paragraph heading list image link text code table page core/list P 1
    bulleted_list_item header bullet h2 b a""".split()
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | _WORDS | st.text(max_size=5),
    lambda held: st.lists(held, max_size=4) | st.dictionaries(_NAMES, held, max_size=5),
    max_leaves=30,
)


@settings(max_examples=60)
@given(ODD)
def test_anything_has_an_answer(value: Any) -> None:
    rich_html(value)


@settings(max_examples=60)
@given(st.sampled_from(sorted(KEPT)), st.data())
def test_a_spoiled_tree_has_an_answer(name: str, data: st.DataObject) -> None:
    value = listed(KEPT[name][0])
    held = value
    for _ in range(data.draw(st.integers(0, 6))):
        inner = held.values() if isinstance(held, dict) else held
        deeper = [one for one in inner if isinstance(one, dict | list) and one]
        if not deeper:
            break
        held = data.draw(st.sampled_from(deeper))
    key = data.draw(st.sampled_from(list(held) if isinstance(held, dict) else range(len(held))))
    held[key] = data.draw(ODD)
    rich_html(value)


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("how", ["plain", "as text", "wrapped"])
def test_a_post_kept_as_blocks_is_read(name: str, how: str) -> None:
    more = "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 열하나 열둘 열셋 열넷"
    text = json.dumps(KEPT[name][0], ensure_ascii=False).replace("하나", more)
    value: Any = json.loads(text)
    key = "recordMap" if name == "Notion's records" else "content"
    value = {"plain": value, "as text": text, "wrapped": {"raw": value}}[how]
    node = {"title": "장마 일기", "slug": "rain", "date": {"start": "2024-07-22"}, key: value}
    page = f"<html><head><title>장마 일기</title></head><body><p>잠시만요</p>{island({'post': node})}</body></html>"
    post = read(page, "https://blog.example/posts/rain")
    assert ("title", "title.page_data") in {(one.field, one.reader) for one in post.evidence}
    assert post.published is not None
    assert "길다" in post.body_text
