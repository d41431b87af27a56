"""What scripts hold as JavaScript is read as far as it is data, and nothing of it is run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers.data.literals import literal_at

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, width=32),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (
            "{a:1,'b':[,\"x\",],c:!0,d:void 0,$e:-.5}",
            {"a": 1, "b": [None, "x"], "c": True, "d": None, "$e": -0.5},
        ),
        (r'"\x41\u{1F600}\ud83d\ude00\'\v\0\/"', "A😀😀'\v\0/"),
        ("'a\\\nb'", "ab"),
        ("/* said */ {a:`x`} // more", {"a": "x"}),
        ("new Date(1721608200000)", "2024-07-22T00:30:00+00:00"),
        ('new Date("2024-07-22")', "2024-07-22"),
        ('new Map([["a",1]])', [["a", 1]]),
        (r'JSON.parse("{\"a\":[1]}")', {"a": [1]}),
        ('(function(a,b){return {t:a,u:[b,a]}}("비",null))', {"t": "비", "u": [None, "비"]}),
        ('function(a){return{t:a}}("}{")', {"t": "}{"}),
        (
            '(function(a){a.t="비";a.l[1]=2;return {p:a}})({l:Array(1)})',
            {"p": {"t": "비", "l": [None, 2]}},
        ),
        ("0x1F", 31),
        ("[-Infinity,Object.create(null)]", [float("-inf"), {}]),
        ('(function(a){a[0].t="비";return a})([{}])', [{"t": "비"}]),
    ],
)
def test_a_literal_is_read(code: str, value: Any) -> None:
    assert literal_at(code, 0) == value


@pytest.mark.parametrize(
    "code",
    [
        "",
        "{",
        '"\\',
        "{a:function(){}}",
        "{a:b}",
        "{get a(){return 1}}",
        "[alert(1)]",
        "`${a}`",
        "new Evil()",
        "(function(a){while(1);return a})(1)",
        "(function(a){a.b.c=1;return a})({})",
        "(function(a){a[-1]=1;return a})([])",
        "(function(a){a[999999999]=1;return a})([])",
        "(function(",
        "(function(){{{",
        "Array(1e9)",
        "Array(999999999)",
        "new Date(1e300)",
        "[" * 100_000,
        "[" + "[1]," * 300_000,
        '(function(a){return {"\\' + '"\\"' * 100_000,
        "[" + "/*" * 100_000,
    ],
)
def test_what_is_more_than_a_literal_is_passed_by(code: str) -> None:
    assert literal_at(code, 0) is None


def test_an_object_that_holds_itself_is_read() -> None:
    made = literal_at("(function(a){a.own=a;return {p:a}}({}))", 0)
    assert made["p"]["own"] is made["p"]


@settings(max_examples=60)
@given(VALUES)
def test_what_json_writes_is_read_as_json_reads_it(value: Any) -> None:
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert literal_at(text, 0) == json.loads(text)


@settings(max_examples=60)
@given(st.text(alphabet="{}[](),:;=\"'`\\!-./*a1x \nfunctionreturn"))
def test_any_text_has_an_end(text: str) -> None:
    literal_at("{a:" + text, 0)
    literal_at("(function(a){" + text, 0)
