"""Lines that stand among the words of a post and are none: what an advertisement is called, and
what a list of its headings is called that has gone.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.readers.trees.html import HEADINGS
from pipelines.readers.trees.page_blocks import Block

#: Nothing but the word for what stands, or would stand, in this place.
_ADVERTISEMENT = re.compile(
    r"\W*(?:advert(?:isement)?s?(?:\W+continue reading below)?|anzeigen?|werbung|reklam[ae]|annonce"
    r"|publicidad|publicité|pubblicità|publicidade|advertentie|реклама|광고|広告|廣告|广告"
    r"|スポンサー(?:ド)?リンク|विज्ञापन|โฆษณา|إعلان|פרסומת|반응형"
    r"|(?:article|story) continues (?:below|after) (?:this )?ad(?:vertisement)?"
    r"|scroll to continue(?: (?:with|to) content)?|[请請]?[继繼][续續]往下[阅閱][读讀]"
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
    """Let go of lists of links to the headings of the page, each whole or not at all.

    Some are numbered by hand, and a heading or two may have other words by now.
    """
    if not any(yes and _leads_within(block) for block, yes in zip(blocks, held, strict=True)):
        return
    links = {number for number, block in enumerate(blocks) if _leads_within(block)}
    headings = {block.letters for block in blocks if block.owner.tag in HEADINGS}
    for run in _runs(links):
        words = [blocks[number].letters for number in run]
        named = sum(text in headings or text.lstrip("0123456789") in headings for text in words)
        if named >= _MOST_NAMED * len(run) and _is_apart(run, blocks):
            for number in run:
                held[number] = False


#: Of the items of such a list, how many are headings.
_MOST_NAMED = 0.75


def _runs(numbers: set[int]) -> list[range]:
    starts = sorted(number for number in numbers if number - 1 not in numbers)
    ends = sorted(number + 1 for number in numbers if number + 1 not in numbers)
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _is_apart(run: range, blocks: list[Block]) -> bool:
    """Return whether a run of links is a list of its own that no sentence of the author's opens."""
    before = blocks[run.start - 1] if run.start else None
    after = blocks[run.stop] if run.stop < len(blocks) else None
    if before is not None and _is_contents(before):
        return True
    # One alone may be a link of the author's.
    if len(run) == 1 or (before is not None and before.text.rstrip().endswith((":", "："))):
        return False
    lists = {_list_of(blocks[number].owner) for number in run} - {None}
    return all(beside is None or _list_of(beside.owner) not in lists for beside in (before, after))


def _list_of(owner: HtmlElement) -> HtmlElement | None:
    """Return the outermost list around an item."""
    return next(reversed([*owner.iterancestors("ul", "ol")]), None)


def _leads_within(block: Block) -> bool:
    """Return whether a block is an item that is a link to a place of its page, and no more."""
    if block.linked < len(block.letters) or block.owner.tag not in ("li", "p"):
        return False
    targets = (link.get("href") for link in block.owner.iterdescendants("a"))
    return next((one for one in targets if one is not None), "").startswith("#")


def _is_advertisement(text: str) -> bool:
    return len(text) <= _LONGEST and _ADVERTISEMENT.fullmatch(text) is not None


def _is_stale(text: str) -> bool:
    return "更新" in text[:12] and len(text) <= _LONGEST_NOTICE and bool(_STALE.fullmatch(text))


def _is_label(owner: HtmlElement) -> bool:
    return owner.tag in _LABELS and next(owner.iterancestors(*_WRITTEN), None) is None


def _is_contents(block: Block) -> bool:
    named = len(block.text) <= _LONGEST and _CONTENTS.fullmatch(block.text) is not None
    return named and block.owner.tag not in _PIECES
