"""Where a page states dates, read: under keys of its data, names in its head, at elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from pipelines.items import Moment
from pipelines.readers.data import linked_data
from pipelines.readers.dates.date_names import INNER_KEYS
from pipelines.readers.dates.finer_moments import agree, fineness, on_day
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moments import day_of
from pipelines.readers.dates.page_time import first_moment, moment, zones
from pipelines.readers.document import Document
from pipelines.readers.trees.selecting import findable, select
from pipelines.readers.trees.spots import is_elsewhere, text_of


def in_page_data(document: Document, keys: tuple[str, ...]) -> Moment | None:
    """Return the first date that the data of the post hold under one of `keys`."""
    if document.page_data is None:
        return None
    values = document.page_data.values(*keys)
    said = (_inner(one) if isinstance(one, dict) else one for one in values)
    return first_moment(document, said)


def _inner(value: dict[str, Any]) -> Any:
    return next((value[key] for key in INNER_KEYS if value.get(key)), None)


def in_linked_data(document: Document, keys: tuple[str, ...]) -> Moment | None:
    """Return the first date under `keys` of the post's JSON-LD node, else of its page's."""
    if not document.linked_data:
        return None
    found = (*document.post_nodes, *linked_data.page_nodes(document.linked_data))
    told = (linked_data.text_value(node.get(key)) for key in keys for node in found)
    return first_moment(document, told)


def in_meta(document: Document, names: tuple[str, ...]) -> Moment | None:
    """Return the first date of the meta elements of these `names`."""
    return first_moment(document, document.stated(*names))


def at_elements(document: Document, *css: str) -> Moment | None:
    """Return the first date at the post's own elements that one of `css` finds."""
    for rule in findable(document.tree, css):
        for element in own_elements(document, rule):
            if found := element_moment(document, element):
                return found
    return None


def own_elements(document: Document, css: str) -> Iterator[HtmlElement]:
    """Yield the first elements that `css` finds and that are not about other posts."""
    found = select(document.tree, css)
    yield from (element for element in found[:60] if not is_elsewhere(element))


def only_updated(document: Document) -> HtmlElement | None:
    """Return the `updated` of an hAtom entry without `published`: then it is both (Livedoor).

    http://microformats.org/wiki/hatom#Entry_Published
    """
    found = next(own_elements(document, "abbr.updated"), None)
    if found is None or select(document.tree, ".published") or is_edit(words_before(found)):
        return None
    return found


def element_moment(document: Document, element: HtmlElement) -> Moment | None:
    """Return the date that an element declares, held against the one that it shows."""
    declared = next(
        (
            value
            for name in "datetime content title data-datetime data-time data-timestamp".split()
            if (value := (element.get(name) or "").strip())
        ),
        "",
    )
    found = moment(document, declared) if declared else None
    text = text_of(element)
    shown = moment(document, text) if len(text) <= 80 else None
    if found and shown and agree(found, shown) and fineness(shown)[0] > fineness(found)[0]:
        return shown
    if found and shown and day_of(found) != day_of(shown):
        return on_day(found, shown, zones(document))
    return found or shown


def words_before(element: HtmlElement) -> str:
    """Return what a visitor reads right before an element."""
    if (previous := element.getprevious()) is not None:
        return f"{text_of(previous)[-40:]} {previous.tail or ''}"
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def is_edit(text: str) -> bool:
    """Return whether words before a date call it that of a change."""
    return labelled(text.strip()[-40:] + " 0")[-1][0] == "modified"
