"""Menus in which a visitor chooses a page, a year or a month of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from lxml.html import HtmlElement

from newscrawl.discovery.more_buttons import said
from newscrawl.discovery.pagers import PAGER, is_in_pager

#: A page of a list as the choice in a menu says it.
_CHOICE = re.compile(
    r"(page|seite|página|페이지|쪽|ページ|页|第)?\s*(\d{1,4})\s*(page|페이지|쪽|ページ|页)?",
    re.IGNORECASE,
)
#: The field of a form that asks for a page of a list.
_PAGE_FIELD = re.compile(
    r"(?:current|c)?_?page(?:_?(?:no|num|number|index))?|paged|pg", re.IGNORECASE
)
#: That of one that asks for a year or a month of an archive, and what it may ask for.
_TIME_FIELD = re.compile(r"(?:\w{1,20}[-_])?(?:year|yyyy|yy|month|ym|date|archive)", re.IGNORECASE)
_TIME_CHOICE = re.compile(r"(?:19|20)\d\d(?:[-./]?(?:0[1-9]|1[0-2]))?")
_MOST_CHOICES = 500
#: What is looked at of one page: elements lie in one another, and each holds all that it holds.
_MOST_MENUS = 30
_MOST_MENUS_OF_PAGES = 5
_MOST_HIDDEN = 20
_MOST_FIELDS = 100
_MOST_ASKED = 2000


def chosen_pages(root: HtmlElement) -> Iterator[str]:
    """Yield where a form leads that asks for one of the pages, or of the years, of a list."""
    menus = (one for one in root.iter("select") if _is_asked_for(one))
    for choice in islice(menus, _MOST_MENUS_OF_PAGES):
        form = _form_of(choice)
        if form is None:
            continue
        if _PAGE_FIELD.fullmatch(choice.get("name") or ""):
            numbers = _numbers_to_choose(choice)
        else:
            numbers = [] if _takes_words(form) else _times_to_choose(choice)
        if not numbers:
            continue
        fields = (
            (field.get("name") or "", field.get("value") or "")
            for field in form.iter("input")
            if field.get("name") and (field.get("type") or "").lower() == "hidden"
        )
        hidden = list(islice(fields, _MOST_HIDDEN + 1))
        action = (form.get("action") or "").partition("?")[0]
        asked = len(action) + sum(len(name) + len(value) for name, value in hidden)
        if len(hidden) > _MOST_HIDDEN or asked > _MOST_ASKED:
            continue
        for number in numbers:
            yield f"{action}?{urlencode([*hidden, (choice.get('name') or '', number)])}"


def _is_asked_for(choice: HtmlElement) -> bool:
    name = choice.get("name") or ""
    return bool(_PAGE_FIELD.fullmatch(name) or _TIME_FIELD.fullmatch(name))


def _takes_words(form: HtmlElement) -> bool:
    """Return True for a form that searches: a time that it asks for is no list of an archive."""
    kinds = ((field.get("type") or "text").lower() for field in form.iter("input"))
    return any(kind in ("text", "search") for kind in islice(kinds, _MOST_FIELDS))


def _times_to_choose(choice: HtmlElement) -> list[str]:
    """Return the values of a menu when they are years, or months of years; else nothing."""
    options = islice(choice.iter("option"), _MOST_CHOICES)
    values = [value for one in options if (value := (one.get("value") or "").strip())]
    is_time = len(values) > 1 and all(map(_TIME_CHOICE.fullmatch, values))
    return values if is_time else []


def _form_of(choice: HtmlElement) -> HtmlElement | None:
    """Return the form by which a menu of pages asks for one; None when a script has to."""
    if not _is_asked_for(choice):
        return None
    form = next(choice.iterancestors("form"), None)
    return form if form is not None and (form.get("method") or "get").lower() == "get" else None


def has_choice_of_pages(root: HtmlElement) -> bool:
    """Return True for a menu of pages by which a script alone asks for one."""
    for choice in islice(root.iter("select"), _MOST_MENUS):
        if _form_of(choice) is not None:
            continue
        numbers = _numbers_to_choose(choice)
        if len(numbers) < 2 or any(value.startswith(("/", "?", "http")) for value in numbers):
            continue
        named = " ".join(filter(None, (choice.get("name"), choice.get("aria-label"))))
        if _PAGE_FIELD.fullmatch(choice.get("name") or "") or PAGER.search(named):
            return True
        called = any(
            (match := _CHOICE.fullmatch(said(option))) and (match[1] or match[3])
            for option in choice.iter("option")
        )
        if called or is_in_pager(choice):
            return True
    return False


def _numbers_to_choose(choice: HtmlElement) -> list[str]:
    """Return the values of a menu when it counts 1, 2, 3; else nothing."""
    found: list[str] = []
    for option in choice.iter("option"):
        match = _CHOICE.fullmatch(said(option))
        if match is None or int(match[2]) != len(found) + 1 or len(found) >= _MOST_CHOICES:
            return []
        found.append((option.get("value") or match[2]).strip())
    return found
