"""What a page says of its post to programs that send TrackBacks: RDF that a comment hides.

Movable Type, TypePad and FC2 state there what their templates may not show; see
https://movabletype.org/documentation/developer/trackback.html.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from pipelines.urls import are_twins

#: By which names the same is stated in a head.
_NAMES = {
    "title": "dc.title",
    "creator": "dc.creator",
    "date": "dc.date",
    "subject": "article:section",
}
_OPENING = "<rdf:Description"
_DESCRIPTION = re.compile(rf"{_OPENING}([^<>]*)>")
_STATED = re.compile(r"(?:rdf|dc):([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: Posts of a list that are looked at: each has its own.
_MOST = 40


def stated_for_trackback(text: str, url: str) -> dict[str, tuple[str, ...]]:
    """Return what a page's `text` states of the post at `url`, by names that `<meta>` has for it.

    Of other posts of a list nothing is told.
    """
    if _OPENING not in text:
        return {}
    for match in islice(_DESCRIPTION.finditer(text), _MOST):
        facts = {
            name: unescape(double or single).strip()
            for name, double, single in _STATED.findall(match[1])
        }
        addresses = (facts.get("about", ""), facts.get("identifier", ""))
        if any(address and are_twins(address, url) for address in addresses):
            return {_NAMES[name]: (facts[name],) for name in _NAMES if facts.get(name)}
    return {}
