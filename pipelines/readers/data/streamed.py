"""A page whose parts came late, as a visitor sees it: what React puts in its place by scripts."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.data.flight import SIGN, Flight
from pipelines.readers.trees.html import remove
from pipelines.readers.trees.page_blocks import blocks_of, running_text
from pipelines.readers.trees.parsing import fragment

#: A place that is kept for what comes later, and what is shown there until then.
LATE = '<template id="'
_KEPT = f"{LATE}B:"
_WAITING = re.compile(r'<!--\$\?-->(<template id="B:[\da-f]{1,8}"></template>)')
_END = "<!--/$-->"
_MOST_PLACES = 500
#: A page that shows so many letters of running text shows its post, or a beginning of it.
THIN = 400
#: A page with so many characters shows enough, whatever they are; counting them costs next to
#: nothing.
_MANY = 8000
#: What the stream draws has so many times as many letters as what is shown.
_MORE = 2


def without_fallbacks(text: str) -> str:
    """Return the markup without what is shown only until a part of the page comes."""
    if _KEPT not in text:
        return text
    kept: list[str] = []
    place = 0
    for match in islice(_WAITING.finditer(text), _MOST_PLACES):
        if match.start() < place:
            continue
        end = text.find(_END, match.end())
        if end < 0:
            break
        number = match[1][len(_KEPT) : -len('"></template>')]
        if f'id="S:{number}"' in text:
            kept += [text[place : match.end()]]
            place = end
    return "".join([*kept, text[place:]])


def put_together(root: HtmlElement, text: str) -> HtmlElement:
    """Return the parsed page of `text`, changed: late parts in their places.

    Where that is little, the page is what its stream of server components draws, if that is more.
    """
    if LATE in text and (_KEPT in text or '<template id="P:' in text):
        _put_in_place(root)
    if SIGN in text and _is_thin(root):
        _draw(root)
    return root


def _put_in_place(root: HtmlElement) -> None:
    places = {one.get("id"): one for one in islice(root.iter("template"), _MOST_PLACES)}
    parts = [one for one in root.iter("div") if (one.get("id") or "")[:2] == "S:"]
    for part in parts[:_MOST_PLACES]:
        number = (part.get("id") or "")[2:]
        if (place := places.pop(f"B:{number}", None)) is None:
            place = places.pop(f"P:{number}", None)
        if place is None or part.get("hidden") is None or part in place.iterancestors():
            continue
        if (above := place.getparent()) is None:
            continue
        remove(part)
        part.attrib.clear()
        part.tail, place.tail = place.tail, None
        above.replace(place, part)


def _is_thin(root: HtmlElement) -> bool:
    if (body := root.find("body")) is None:
        return False
    scripts = sum(len(one.text or "") for one in body.iter("script", "style"))
    if sum(map(len, body.itertext())) - scripts > _MANY:
        return False
    return running_text(blocks_of(body)) < THIN


def _draw(root: HtmlElement) -> None:
    body = root.find("body")
    assert body is not None
    scripts = list(root.iter("script"))
    drawn = fragment(Flight(one.text or "" for one in scripts).drawn())
    shown = sum(len(block.letters) for block in blocks_of(body))
    if sum(len(block.letters) for block in blocks_of(drawn)) <= _MORE * shown:
        return
    # The scripts stay: they may hold more than what is drawn of them.
    inside = list(body.iter("script"))
    body.text = None
    body[:] = [drawn, *inside]
    for one in inside:
        one.tail = None
