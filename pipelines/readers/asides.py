"""Lines that stand among the words of a post and are none: what an advertisement is called, and
what a list of its headings is called that has gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.page_blocks import Block

#: Nothing but the word for what stands, or would stand, in this place.
_ADVERTISEMENT = re.compile(
    r"\W*(?:advert(?:isement)?s?(?:\W+continue reading below)?|anzeigen?|werbung|reklam[ae]|annonce"
    r"|publicidad|publicité|pubblicità|publicidade|advertentie|реклама|광고|広告|廣告|广告"
    r"|スポンサー(?:ド)?リンク|विज्ञापन|โฆษณา|إعلان|פרסומת|반응형"
    r"|(?:article|story) continues (?:below|after) (?:this )?ad(?:vertisement)?"
    r"|this slideshow requires javascript)\W*",
    re.IGNORECASE,
)
_LONGEST = 60
#: What such a word stands in, and what it stands in where it is one of the words of a post.
_LABELS = frozenset(("p", "div", "span", "aside", "center", "small", "section"))
_WRITTEN = ("li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "blockquote")
#: Pieces of a list or table: a word of it, whatever follows.
_PIECES = frozenset(("li", "td", "dd", "dt"))
_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|in this (?:article|post)|on this page|jump to(?: section)?"
    r"|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|indice|содержание|оглавление"
    r"|목차|目次|目录|目錄|สารบัญ|विषय सूची|جدول المحتويات|תוכן עניינים)\W*",
    re.IGNORECASE,
)


def drop_asides(blocks: list[Block], held: list[bool]) -> None:
    """Let go of such lines."""
    for number, block in enumerate(blocks):
        if not held[number]:
            continue
        end = number + 1 == len(blocks)
        if (_is_advertisement(block.text) and _is_label(block.owner)) or (
            not end and not held[number + 1] and _is_contents(block)
        ):
            held[number] = False


def _is_advertisement(text: str) -> bool:
    return len(text) <= _LONGEST and _ADVERTISEMENT.fullmatch(text) is not None


def _is_label(owner: HtmlElement) -> bool:
    return owner.tag in _LABELS and next(owner.iterancestors(*_WRITTEN), None) is None


def _is_contents(block: Block) -> bool:
    named = len(block.text) <= _LONGEST and _CONTENTS.fullmatch(block.text) is not None
    return named and block.owner.tag not in _PIECES
