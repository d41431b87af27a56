"""Lines that stand among the words of a post and are none: what an advertisement is called, and
what a list of its headings is called that has gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.readers.html import HEADINGS

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


#: What Chinese themes print above an old post: `本文最后更新于 2021-11-19，若内容失效，请留言。`
_STALE = re.compile(
    r"\W{0,3}(?:温馨提示\W*)?(?:(?:本文|文章|这篇文章)?最[后後]更新[于於]|(?:距离?)?上次更新已?[经過过]?)"
    r"(?=.{0,90}(?:可能|若|如有|如果|请|請)).{2,40}(?:失效|过时|過時|过期|发展|改变|适用|时效).{0,40}"
)
_LONGEST_NOTICE = 100


def drop_asides(blocks: list[Block], held: list[bool]) -> None:
    """Let go of such lines."""
    _drop_lists_of_headings(blocks, held)
    for number, block in enumerate(blocks):
        if not held[number]:
            continue
        end = number + 1 == len(blocks)
        if (
            (_is_advertisement(block.text) and _is_label(block.owner))
            or (not end and not held[number + 1] and _is_contents(block))
            or _is_stale(block.text)
        ):
            held[number] = False


def _drop_lists_of_headings(blocks: list[Block], held: list[bool]) -> None:
    """Let go of items that are links to the headings of the page: two in a row, or named so.

    Some are numbered by hand.
    """
    links = [
        number
        for number, block in enumerate(blocks)
        if block.linked and held[number] and _leads_within(block)
    ]
    if not links:
        return
    headings = {block.letters for block in blocks if block.owner.tag in HEADINGS}
    named = {
        number
        for number in links
        if (words := blocks[number].letters) in headings or words.lstrip("0123456789") in headings
    }
    for number in named:
        before = blocks[number - 1] if number else None
        # One alone may be a link of the author's.
        if number - 1 in named or number + 1 in named or (before and _is_contents(before)):
            held[number] = False


def _leads_within(block: Block) -> bool:
    """Return whether a block is an item that is a link to a place of its page, and no more."""
    if block.owner.tag not in ("li", "p") or block.linked < len(block.letters):
        return False
    link = block.owner.find(".//a[@href]")
    return link is not None and (link.get("href") or "").startswith("#")


def _is_advertisement(text: str) -> bool:
    return len(text) <= _LONGEST and _ADVERTISEMENT.fullmatch(text) is not None


def _is_stale(text: str) -> bool:
    return "更新" in text[:12] and len(text) <= _LONGEST_NOTICE and bool(_STALE.fullmatch(text))


def _is_label(owner: HtmlElement) -> bool:
    return owner.tag in _LABELS and next(owner.iterancestors(*_WRITTEN), None) is None


def _is_contents(block: Block) -> bool:
    named = len(block.text) <= _LONGEST and _CONTENTS.fullmatch(block.text) is not None
    return named and block.owner.tag not in _PIECES
