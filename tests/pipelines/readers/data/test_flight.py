"""The stream of React's server components is read as React reads it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers.data.flight import Flight
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.parsing import fragment
from pipelines.readers.trees.visibility import is_hidden
from tests.pipelines.readers.making import PROSE, document, read


def pushed(*chunks: str) -> str:
    return "".join(f"self.__next_f.push({json.dumps([1, chunk])})\n" for chunk in chunks)


def flight(*chunks: str) -> Flight:
    return Flight([pushed(*chunks)])


def row(number: str, value: Any) -> str:
    return f"{number}:{json.dumps(value, ensure_ascii=False)}\n"


def long_text(number: str, text: str) -> str:
    return f"{number}:T{len(text.encode()):x},{text}"


def element(tag: str, **props: Any) -> list[Any]:
    return ["$", tag, None, props]


def test_rows_are_joined_out_of_chunks_and_long_texts_measured_in_bytes() -> None:
    text = "긴 글 😀\n1:[0]\n" * 3
    stream = long_text("1a", text) + row("0", {"post": {"body": "$1a", "cost": "$$5"}})
    for size in (1, 7, 1000):
        chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
        assert flight(*chunks).values == [{"post": {"body": text, "cost": "$5"}}]


def test_what_is_no_data_is_passed_by() -> None:
    stream = (
        '1:I[123,["a.js"],"default"]\n:HL["/a.css","style"]\n2:E{"digest":"1"}\nnonsense\n'
        + row("0", {"m": "$1", "e": "$2", "u": "$undefined", "at": "$D2024-07-22T00:00:00.000Z"})
        + row("3", ["$0:at", "$L4", "$@4", "$ffff", "$F1"])
        + row("4", {"list": [element("p", children=["가"])]})
        + row("5", ["$4:list:0:props:children:0", "$4:list:9", "$4:list:x"])
    )
    read = flight(stream)
    assert read.rows["0"] == {"m": None, "e": None, "u": None, "at": "2024-07-22T00:00:00.000Z"}
    assert read.rows["3"] == [
        "2024-07-22T00:00:00.000Z",
        read.rows["4"],
        read.rows["4"],
        None,
        None,
    ]
    assert read.rows["5"] == ["가", None, None]


def test_elements_are_drawn_and_components_give_what_they_are_handed() -> None:
    page = element(
        "article",
        className="post",
        onClick="$F2",
        children=[
            element("h1", children="장마 & 비"),
            element("$L1", href="/posts/snow", children=["눈 ", 2]),
            element("$L1", src="/a.jpg", alt="못", fill=True),
            element("$Sreact.suspense", fallback=element("p", children="기다림"), children="$L3"),
            element("style", children="p{}"),
            element("div", dangerouslySetInnerHTML={"__html": "$4"}),
            element("br"),
        ],
    )
    seed = ["", {"children": ["__PAGE__", {}, page, element("p", children="기다림")]}, None, None]
    stream = (
        '1:I[9,[],""]\n'
        + row("3", element("p", children="늦은 말"))
        + long_text("4", "<p>긴 말</p>")
        + row("0", {"b": "build", "f": [[["", {"children": ["posts", {}]}], seed, None, False]]})
    )
    assert flight(stream).drawn() == (
        '<article class="post"><h1>장마 &amp; 비</h1><a href="/posts/snow">눈 2</a>'
        '<img src="/a.jpg" alt="못" fill=""><p>늦은 말</p><div><p>긴 말</p></div><br></article>'
    )


def test_markdown_that_a_component_would_render_is_rendered() -> None:
    text = "# 장마\n\n비가 **그치지** 않아 배를 쉽니다.\n\n" + "말이 이어집니다. " * 30
    drawn = flight(row("0", element("$L1", children="$2")) + long_text("2", text)).drawn()
    assert "<h1>장마</h1>" in drawn
    assert "<strong>그치지</strong>" in drawn


def test_a_stream_without_end_is_drawn_in_part() -> None:
    doubling = "".join(
        row(f"{n:x}", element("p", children=[f"$L{n + 1:x}", f"$L{n + 1:x}"])) for n in range(60)
    )
    assert len(flight(doubling).drawn()) < 5_000_000
    circle = flight(row("0", element("p", children=["가", "$L0"])))
    assert whole_text(fragment(circle.drawn())).startswith("가가")
    text = "말" * 100_000
    many = flight(row("0", element("p", children=["$1"] * 1000)), long_text("1", text))
    assert len(many.drawn()) < 4_100_000
    deep = flight(
        "0:" + "[" * 100_000 + "]" * 100_000 + "\n", row("1", {"a": "$1:" + "a:" * 9 + "a"})
    )
    assert deep.drawn() == ""
    # To say where a fault lies costs as much as the script is long: one is enough.
    assert Flight(['self.__next_f.push([1,"' * 80_000]).values == []


@settings(max_examples=60)
@given(st.lists(st.text(alphabet='0123abTI:,$LS"[]{}\n\\ 가😀\ud800')))
def test_any_stream_has_an_end(chunks: list[str]) -> None:
    found = flight(*chunks, '\n0:["$","p",null,{"children":["$L1","$2","$a"]}]\n')
    assert isinstance(found.drawn(), str)
    assert isinstance(found.values, list)


SHELL = "<html lang='ko'><head><title>장마</title></head><body>{}</body></html>"
DRAWN = element(
    "article",
    children=[
        element("h1", children="장마"),
        element("time", dateTime="2024-07-22", children="2024. 7. 22."),
        element("div", dangerouslySetInnerHTML={"__html": PROSE}),
    ],
)


def script(*chunks: str) -> str:
    return "<script>" + pushed(*chunks).replace("</", "<\\/") + "</script>"


def test_a_page_that_shows_next_to_nothing_is_read_as_its_stream_draws_it() -> None:
    post = read(SHELL.format("<p>불러오는 중</p>" + script(row("0", DRAWN))))
    assert (post.kind, post.title) == ("post", "장마")
    assert post.published is not None
    assert post.body_text.count("번째 방법") == 6
    assert "불러오는" not in post.body_text


def test_a_page_that_shows_its_post_is_read_as_it_is_shown() -> None:
    shown = (
        f"<article><h1>장마</h1><time datetime='2024-07-22'>2024. 7. 22.</time>{PROSE}</article>"
    )
    other = element("div", dangerouslySetInnerHTML={"__html": PROSE.replace("장마", "가뭄") * 3})
    plain = read(SHELL.format(shown))
    both = read(SHELL.format(shown + script(row("0", other))))
    assert (both.body_text, both.evidence) == (plain.body_text, plain.evidence)


def test_a_part_that_comes_late_is_read_in_its_place() -> None:
    late = f"<div hidden id='S:0'><h1>장마</h1>{PROSE}<div hidden id='S:1'>끝말</div></div>"
    kept = '<main><!--$?--><template id="B:0"></template><p>불러오는 중</p><!--/$--></main>'
    post = read(SHELL.format(kept + late.replace("'", '"')))
    assert post.body_text.count("번째 방법") == 6
    assert "불러오는" not in post.body_text


def test_a_hidden_part_that_has_no_place_stays_hidden() -> None:
    hidden = f'<div hidden id="S:7">{PROSE}</div>'
    page = document(SHELL.format(f'<template id="B:0"></template><h1>장마</h1>{PROSE}{hidden}'))
    part = page.tree.get_element_by_id("S:7")
    assert is_hidden(part)
