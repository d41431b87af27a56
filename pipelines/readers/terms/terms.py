"""Names of tags and categories: how they are split and cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import findable, select
from pipelines.readers.trees.spots import is_elsewhere, text_of

Names = tuple[str, ...]

_EMPTY = frozenset(
    "all allgemein back blog categories category home post posts retour tag tags "
    "uncategorised uncategorized zurück 戻る 未分类 未分類 더보기 목록 미분류 전체 "
    "전체보기 전체글 블로그 ブログ 博客 태그 홈".split()
) | {"분류 전체보기"}
#: Closed ones alone: `Book&note` names no sign.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});", re.ASCII)
_COUNT, _SIGN = re.compile(r"\s*(?:\(\d+\)|\[\d+\])$"), re.compile(r"\w")
_LONGEST = 80
#: Names of one post that are kept, and looked for: one more tells that there are more.
MOST = 100


def names(values: Iterable[Any], *, most: int = MOST + 1) -> tuple[str, ...]:
    """Return clean, distinct names in order: no `#`, no count, no empty or endless ones."""
    found: dict[str, str] = {}
    for value in values:
        if isinstance(value, dict):
            value = value.get("name") or value.get("term")
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            continue
        name = squash(_unescaped(str(value))).strip(" ,;·|").lstrip("#＃").strip()
        if name.endswith((")", "]")):
            name = _COUNT.sub("", name)
        if name and len(name) <= _LONGEST and (name[0].isalnum() or _SIGN.search(name)):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:most]


def names_at(
    tree: HtmlElement, *css: str, most: int | None = None, own: bool = False, shelves: bool = False
) -> tuple[str, ...]:
    """Return the names at the first selector that gives any, of its first `most` elements.

    Those that are `own` lie in no region about other things than the post; `shelves` are no
    fillers, as a tag may be.
    """
    for rule in findable(tree, css):
        elements = select(tree, rule)[:most]
        found = names(text_of(one) for one in elements if not (own and is_elsewhere(one)))
        if found := tuple(name for name in found if not (shelves and is_filler(name))):
            return found
    return ()


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def split_names(value: Any) -> list[str]:
    """Return the names written in one text, parted by comma, semicolon or bar; lists pass."""
    if isinstance(value, list | tuple):
        return [
            part
            for item in value
            for part in ([item] if isinstance(item, str) and len(value) > 1 else split_names(item))
        ]
    if isinstance(value, dict):
        return split_names(value.get("name") or value.get("term") or "")
    if not isinstance(value, str):
        return (
            [str(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []
        )
    value = _unescaped(value)  # `Food &amp; Wine` in a script is escaped once too often
    for mark in (",", "、", "，", ";", "|"):
        if mark in value:
            return [part.strip() for part in value.split(mark) if part.strip()]
    if value.count("#") > 1:
        return [part.strip() for part in value.split("#") if part.strip()]
    words: list[str] = value.split()
    if len(words) > _TWO and all(map(_HAN.fullmatch, words)):
        return words  # within a name no space is written
    return [value.strip()] if value.strip() else []


_TWO = 2
_HAN = re.compile(r"[\u3400-\u9fff]{2,8}")


def names_written(value: Any) -> Names:
    """Return the names in front matter; a bare text is parted at spaces, as Jekyll does."""
    if isinstance(value, str) and "," not in value:
        return names(value.split())
    return names(split_names(value))


def is_filler(name: str) -> bool:
    """Return whether a category name only says that there is none."""
    return name.casefold() in _EMPTY
