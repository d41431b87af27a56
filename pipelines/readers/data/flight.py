"""The stream of React's server components, as Next.js leaves it in the scripts of a page.

Chunks of text are handed over one by one (`self.__next_f.push([1,"..."])`). Joined they are rows
(`1f:...`): JSON, long texts, modules. A row refers to others (`$1f`, `$L1f`, `$1f:props:title`).
Row 0 is the page as its router knows it: elements (`["$","p",null,{"children":"..."}]`) in data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from pipelines.readers.data.linked_data import whole_number
from pipelines.readers.data.markdown import render_markdown

#: Without it a page has no stream.
SIGN = "__next_f"
_PUSH = re.compile(r"\b__next_f\s{0,9}(?:\|\|\s{0,9}\[\]\s{0,9}\)\s{0,9})?\.push\(\s{0,9}(?=\[)")
#: Kinds of rows of which the length is told, in bytes; T is text, the others are numbers.
_MEASURED = b"TAOoUSsLlGgMmV"
_HEAD = re.compile(rb"([\da-f]{0,16}):(?:([" + _MEASURED + rb"])([\da-f]{1,8}),)?")
_REFERENCE = re.compile(r"\$[LQW@]?([\da-f]{1,16})((?::[^:]{1,100}){0,20})")
#: A row that is only a reference to a row that is only one, and so on.
_MOST_STEPS = 5
#: Of a page with 4 MB of data; more is no page's.
_MOST_ROWS = 50_000
_MOST_VALUES = 200_000

#: Nested so deep elements are drawn; real pages reach 60.
_DEEPEST = 120
_MOST_DRAWN_CHARS = 4_000_000
_TAG = re.compile(r"[a-z][a-z\d-]{0,40}")
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z\d-]{0,40}")
_VOID = frozenset("area br col hr img input source track wbr".split())
#: What is no part of what a visitor sees, and what stands in the page already.
_NOT_DRAWN = frozenset("head link meta noscript style template title".split())
_RENAMED = {
    "classname": "class",
    "datetime": "datetime",
    "htmlfor": "for",
    "srcset": "srcset",
    "colspan": "colspan",
    "rowspan": "rowspan",
}
#: Of a component: what it shows when something else does not.
_INSTEAD = re.compile(
    r"fallback|loading|error|template|notFound|forbidden|unauthorized|skeleton|\w+(?:Styles|Scripts)"
)
#: How components are handed what they render themselves.
_WRITTEN = ("children", "source", "markdown", "content", "html", "body", "text")
#: Fewer characters are a label.
_RUNNING_TEXT = 200


class Flight:
    """What a page's stream holds."""

    def __init__(self, scripts: Iterable[str]) -> None:
        #: By number, in hexadecimal; references replaced by what they refer to.
        self.rows: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self._drawn = 0
        self._chars = 0
        for number, kind, data in _rows("".join(_chunks(scripts)).encode("utf-8", "replace")):
            text = data.decode("utf-8", "replace")
            if kind == "T":
                self._texts[number] = text
            elif (value := _json(text)) is not None:
                self.rows[number] = value
        self._link()

    @property
    def values(self) -> list[Any]:
        """Return what the rows hold, texts left out: they stand where they are referred to."""
        return [value for value in self.rows.values() if isinstance(value, dict | list)]

    def _link(self) -> None:
        """Replace every reference by what it refers to. Circles are possible."""
        waiting: list[Any] = [self.rows]
        count = 0
        while waiting:
            held = waiting.pop()
            places = held.items() if isinstance(held, dict) else enumerate(held)
            for key, value in list(places):
                count += 1
                if count > _MOST_VALUES:
                    return
                if isinstance(value, str):
                    if len(value) > 1 and value[0] == "$":
                        held[key] = self._referred(value)
                elif isinstance(value, dict | list):
                    waiting.append(value)

    def _referred(self, text: str) -> Any:
        for _ in range(_MOST_STEPS):
            if text.startswith("$$"):
                return text[1:]
            if text.startswith(("$D", "$n")):  # a moment, a large number
                return text[2:]
            if (match := _REFERENCE.fullmatch(text)) is None:
                return None
            if match[1] in self._texts:
                return self._texts[match[1]]
            value = self._inner(self.rows.get(match[1]), match[2].split(":")[1:])
            if not isinstance(value, str) or value[:1] != "$" or len(value) == 1:
                return value
            text = value
        return None

    def _inner(self, value: Any, path: list[str]) -> Any:
        for name in path:
            if isinstance(value, str) and value[:1] == "$" and ":" not in value:
                match = _REFERENCE.fullmatch(value)
                value = self.rows.get(match[1]) if match else None
            if _is_element(value):
                value = {"type": value[1], "key": value[2], "props": value[3]}.get(name)
            elif isinstance(value, dict):
                value = value.get(name)
            elif isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
                value = value[int(name[:9])]
            else:
                return None
        return value

    def drawn(self) -> str:
        """Return the page as HTML, as far as it is not drawn by components of its own."""
        self._drawn = self._chars = 0
        return "".join(self._around(self.rows.get("0"), 0))

    def _around(self, value: Any, depth: int) -> Iterator[str]:
        """Draw the elements that lie in the data of the router."""
        if depth > _DEEPEST or self._is_enough():
            return
        if _is_element(value):
            yield from self._element(value, depth)
        elif isinstance(value, list):
            # A segment of the route: its name, page and children, then what is shown before.
            is_segment = len(value) > 3 and isinstance(value[0], str | list)
            for one in value[:3] if is_segment else value:
                yield from self._around(one, depth + 1)
        elif isinstance(value, dict):
            for key, one in value.items():
                if not _INSTEAD.fullmatch(key):
                    yield from self._around(one, depth + 1)

    def _within(self, value: Any, depth: int) -> Iterator[str]:
        """Draw what an element holds."""
        if depth > _DEEPEST or self._is_enough():
            return
        if isinstance(value, str):
            yield self._counted(escape(value, quote=False))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)
        elif _is_element(value):
            yield from self._element(value, depth)
        elif isinstance(value, list):
            for one in value:
                yield from self._within(one, depth + 1)

    def _element(self, value: list[Any], depth: int) -> Iterator[str]:
        _, tag, _, props = value[:4]
        if not isinstance(props, dict) or (isinstance(tag, str) and tag in _NOT_DRAWN):
            return
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            yield from self._component(props, depth)
        elif tag in ("html", "body"):
            yield from self._within(props.get("children"), depth + 1)
        elif tag != "script" or "json" in str(props.get("type")):
            yield self._counted(f"<{tag}{''.join(_attributes(props))}>")
            if tag in _VOID:
                return
            raw = props.get("dangerouslySetInnerHTML")
            raw = raw.get("__html") if isinstance(raw, dict) else None
            if isinstance(raw, str):
                yield self._counted(raw)
            else:
                yield from self._within(props.get("children"), depth + 1)
            yield f"</{tag}>"

    def _component(self, props: dict[str, Any], depth: int) -> Iterator[str]:
        """Draw what a component is handed: links and pictures as such, others as if not there."""
        href, src = props.get("href"), props.get("src")
        if isinstance(href, str):
            yield self._counted(f'<a href="{escape(href)}">')
            yield from self._within(props.get("children"), depth + 1)
            yield "</a>"
            return
        if isinstance(src, dict):  # a picture that was built with the site
            src = src.get("src")
        if isinstance(src, str) and "alt" in props:
            yield self._counted(f"<img{''.join(_attributes({**props, 'src': src}))}>")
            return
        if written := next((key for key in _WRITTEN if _is_written(props.get(key))), None):
            text = props[written]
            yield self._counted(text if text.lstrip()[:1] == "<" else render_markdown(text))
            return
        yield from self._within(props.get("children"), depth + 1)
        for key, one in props.items():
            if key != "children" and isinstance(one, list | dict) and not _INSTEAD.fullmatch(key):
                yield from self._around(one, depth + 1)

    def _is_enough(self) -> bool:
        self._drawn += 1
        return self._drawn > _MOST_VALUES or self._chars > _MOST_DRAWN_CHARS

    def _counted(self, text: str) -> str:
        self._chars += len(text)
        return text if self._chars <= _MOST_DRAWN_CHARS else ""


def _chunks(scripts: Iterable[str]) -> Iterator[str]:
    decoder = json.JSONDecoder(strict=False)
    for script in scripts:
        if SIGN not in script:
            continue
        for match in _PUSH.finditer(script):
            try:
                value, _ = decoder.raw_decode(script, match.end())
            except (ValueError, RecursionError):
                break  # no script of Next.js; to tell where a fault lies costs as much as a script
            if len(value) == 2 and value[0] == 1 and isinstance(value[1], str):
                yield value[1]


def _rows(stream: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Return number, kind (`T` or empty) and bytes of the rows that hold data."""
    place = 0
    for _ in range(_MOST_ROWS):
        if (head := _HEAD.match(stream, place)) is None:
            # What cannot be understood is passed by to the next line.
            place = stream.find(b"\n", place) + 1
            if not place:
                return
            continue
        number = head[1].decode()
        if head[2]:
            end = place = head.end() + int(head[3], 16)
        else:
            end = stream.find(b"\n", head.end())
            end = len(stream) if end < 0 else end
            place = end + 1
        if head[2] == b"T":
            yield number, "T", stream[head.end() : end]
        elif not head[2] and stream[head.end() : head.end() + 1] in _JSON_BEGINS:
            yield number, "", stream[head.end() : end]
        if place >= len(stream):
            return


#: Anything else begins a row of another kind: modules, hints, errors, notes for developers.
_JSON_BEGINS = (b"[", b"{", b'"')


def _json(text: str) -> Any:
    try:
        return json.JSONDecoder(strict=False, parse_int=whole_number).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _is_element(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= 4 and value[0] == "$"


def _is_written(text: Any) -> bool:
    return isinstance(text, str) and len(text) >= _RUNNING_TEXT and " " in text


def _attributes(props: dict[str, Any]) -> Iterator[str]:
    for key, value in props.items():
        if (
            isinstance(value, str | int | float)
            and value is not False
            and key != "children"
            and _ATTRIBUTE.fullmatch(key)
        ):
            name = _RENAMED.get(key.lower(), key.lower())
            if not name.startswith("on"):
                yield f' {name}="{"" if value is True else escape(str(value))}"'
