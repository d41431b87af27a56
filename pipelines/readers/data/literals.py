"""JavaScript literals, read without running anything: objects that are no JSON, and the function
in which Nuxt 2 wraps them (`(function(a,b){return {title:a}}("...",1))`).
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

#: As many values as a page's data may have; a list of empty places counts each of them.
_MOST_VALUES = 200_000
#: The deepest that was met lay 14 levels deep.
_DEEPEST = 100

_BLANK = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(
    r'"([^"\\]*(?:\\.[^"\\]*)*)"|' r"'([^'\\]*(?:\\.[^'\\]*)*)'|" r"`([^`\\$]*(?:\\.[^`\\$]*)*)`",
    re.DOTALL,
)
_NUMBER = re.compile(r"[-+]?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_NAME = re.compile(r"[^\W\d$]*[\w$]+")
_WORDS = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": float("inf"),
}
_FUNCTION = re.compile(r"\(?\s{0,9}function\s{0,9}\(([\w$,\s]{0,20000})\)\s{0,9}\{")
#: A piece of code in which no brace counts but its own.
_PIECE = re.compile(r"[^\"'`{}]+|" + _STRING.pattern + "|.", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_ENDS_OF_LINES = ("\n", "\r\n", "\r", "\u2028", "\u2029")


class _NoLiteral(ValueError):
    """What stands there is more than a literal."""


def literal_at(text: str, start: int) -> Any:
    """Return the value of the literal at `start`; None when what stands there is none.

    A function of Nuxt 2 is one: names that stand for values, then what it returns. Moments are
    returned as ISO 8601, maps and sets as lists.
    """
    try:
        reader = _Reader(text, start)
        return reader.called() if _FUNCTION.match(text, start) else reader.value(0)
    except (_NoLiteral, IndexError, OverflowError):
        return None


class _Reader:
    """Reads on from a place in a text."""

    def __init__(self, text: str, place: int) -> None:
        self._text = text
        self._place = place
        self._names: dict[str, Any] = {}
        self._count = 0

    def called(self) -> Any:
        """Return what a function returns that is called where it stands."""
        head = self._take(_FUNCTION)
        body = self._place
        self._to_end_of_body()
        # `(function(){...})(...)` or `(function(){...}(...))`.
        self._skip(")")
        self._expect("(")
        values = self._listed(")", 0)
        names = [name for name in map(str.strip, head[1].split(",")) if name]
        self._names = dict(zip(names, values, strict=False))
        self._place = body
        while not self._skip("return"):
            self._assign()
        return self.value(0)

    def _to_end_of_body(self) -> None:
        depth = 1
        while depth:
            piece = self._take(_PIECE)[0]
            if piece in ("'", '"', "`"):
                raise _NoLiteral(piece)
            depth += (piece == "{") - (piece == "}")

    def _assign(self) -> None:
        """Do what a line such as `a.title="..."` or `a[0]=b` says."""
        held: Any = self._named(self._take(_NAME)[0])
        key: Any = self._key()
        while self._next() in ".[":
            held, key = _at(held, key), self._key()
        self._expect("=")
        value = self.value(0)
        self._skip(";") or self._skip(",")
        if isinstance(held, dict):
            held[str(key)] = value
        elif isinstance(held, list) and isinstance(key, int):
            self._counted(key + 1 - len(held))
            held.extend([None] * (key + 1 - len(held)))
            held[key] = value
        else:
            raise _NoLiteral(key)

    def _key(self) -> Any:
        if self._skip("."):
            return self._take(_NAME)[0]
        self._expect("[")
        key = self.value(0)
        self._expect("]")
        return key

    def value(self, depth: int) -> Any:
        """Return the value that stands here."""
        self._counted(1)
        if depth > _DEEPEST:
            raise _NoLiteral("too deep")
        sign = self._next()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            self._place += 1
            return self._listed("]", depth)
        if sign in "\"'`":
            return _unescaped(self._take(_STRING))
        if sign == "!":
            self._place += 1
            return not self.value(depth + 1)
        if _NUMBER.match(self._text, self._place):
            return _number(self._take(_NUMBER)[0])
        if self._skip("-Infinity"):
            return float("-inf")
        return self._called(self._take(_NAME)[0], depth)

    def _called(self, name: str, depth: int) -> Any:
        """Return what a name stands for, or what little is called in data."""
        if name == "void":
            self.value(depth + 1)
            return None
        if name == "new":
            name = self._take(_NAME)[0]
            self._expect("(")
            given = self._listed(")", depth)
            return _made(name, given[0] if given else None)
        if name == "Array" and self._skip("("):
            (count,) = self._listed(")", depth) or [0]
            if not isinstance(count, int):
                raise _NoLiteral(name)
            self._counted(count)
            return [None] * count
        if name == "Object" and self._skip(".create("):
            self._listed(")", depth)
            return {}
        if name == "JSON" and self._skip(".parse("):
            (text,) = self._listed(")", depth) or [None]
            try:
                return json.loads(text, strict=False)
            except (ValueError, TypeError, RecursionError):
                raise _NoLiteral(name) from None
        return self._named(name)

    def _named(self, name: str) -> Any:
        if name in self._names:
            return self._names[name]
        if name not in _WORDS:
            raise _NoLiteral(name)
        return _WORDS[name]

    def _object(self, depth: int) -> dict[str, Any]:
        self._expect("{")
        made: dict[str, Any] = {}
        while not self._skip("}"):
            if self._next() in "\"'":
                key = _unescaped(self._take(_STRING))
            else:
                key = self._take(_NAME)[0]
            self._expect(":")
            made[key] = self.value(depth + 1)
            if not self._skip(","):
                self._expect("}")
                break
        return made

    def _listed(self, end: str, depth: int) -> list[Any]:
        """Return values up to `end`; a place with nothing in it is None."""
        made: list[Any] = []
        while not self._skip(end):
            if self._skip(","):
                self._counted(1)
                made.append(None)
                continue
            made.append(self.value(depth + 1))
            if not self._skip(","):
                self._expect(end)
                break
        return made

    def _counted(self, values: int) -> None:
        self._count += max(0, values)
        if self._count > _MOST_VALUES:
            raise _NoLiteral("too many values")

    def _next(self) -> str:
        match = _BLANK.match(self._text, self._place)
        self._place = match.end() if match else self._place
        return self._text[self._place]

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        self._next()
        if (match := pattern.match(self._text, self._place)) is None:
            raise _NoLiteral(pattern.pattern)
        self._place = match.end()
        return match

    def _skip(self, sign: str) -> bool:
        self._next()
        if not self._text.startswith(sign, self._place):
            return False
        self._place += len(sign)
        return True

    def _expect(self, sign: str) -> None:
        if not self._skip(sign):
            raise _NoLiteral(sign)


def _at(held: Any, key: Any) -> Any:
    if isinstance(held, dict):
        return held.get(str(key))
    if isinstance(held, list) and isinstance(key, int) and 0 <= key < len(held):
        return held[key]
    raise _NoLiteral(key)


def _made(name: str, given: Any) -> Any:
    if name in ("Map", "Set"):
        return given if isinstance(given, list) else []
    if name != "Date":
        raise _NoLiteral(name)
    if isinstance(given, int | float):
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=given)).isoformat()
    return given


def _number(text: str) -> int | float:
    if text.lower().lstrip("+-").startswith("0x"):
        return int(text, 16)
    # Python refuses to read thousands of digits.
    return int(text) if text.lstrip("+-").isdigit() and len(text) < 100 else float(text)


def _unescaped(match: re.Match[str]) -> str:
    text = next(part for part in match.groups() if part is not None)
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_character, text)
    # Two halves make a character; one alone is none.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(match: re.Match[str]) -> str:
    long, four, two, sign = match.groups()
    if sign is None:
        code = int(long or four or two, 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return "" if sign in _ENDS_OF_LINES else _ESCAPED.get(sign, sign)
