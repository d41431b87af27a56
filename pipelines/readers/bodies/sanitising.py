"""What a stored body may hold: running text, and nothing that acts."""

from __future__ import annotations

import nh3

from pipelines.readers.trees.html import words

#: What a stored body may hold. Nothing here can run, load a page or leave the flow of text.
_TAGS = words(
    """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt
    ruby s samp small strong sub summary sup table tbody td tfoot th thead time tr u ul
    var"""
)
#: By tag, the attributes that it may keep there, beside `lang` and `title`.
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "code": {"class"},
    "pre": {"class"},
    "time": {"datetime"},
    "abbr": {"title"},
    "blockquote": {"cite"},
}
#: Made once: to set one up costs as much as a short body.
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)


def sanitised(markup: str) -> str:
    """Return `markup` with only the tags and attributes of running text; never active content."""
    return _CLEANER.clean(markup).strip()
