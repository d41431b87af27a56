"""What can be seen of each block of a page: the signs by which words of the post are told apart.

Of a block are seen its words, what stands around it in the tree (places.py), before and
after it on the page, and its likes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from math import log2

from lxml.html import HtmlElement

from pipelines.readers.blocks.places import (
    ASIDE,
    HIDDEN,
    SURE,
    Place,
    add_up,
    cores,
    in_core,
    place_of,
)
from pipelines.readers.trees.page_blocks import Block

#: Unlinked blocks of this many letters are running text, not labels.
_RUNNING = 40
#: One set of letters first, which is looked for in half the time of two.
_SENTENCE = re.compile(r"[.!?…।؟。！？](?:(?=[\s\"'”’»)\]]|$)|(?<=[。！？]))")
_DIGIT = re.compile(r"[0-9]")
_COMMA = re.compile(r"[,，、;；]")
_WHEN = re.compile(r"(?:19|20)\d\d|\d{1,2}[:.]\d\d\b")
#: Both are held against small letters: to ignore case while searching takes five times as long.
_RIGHTS_IN_ASCII = re.compile(r"\(c\)|c(?:opyright|ookie)|all(?:e rechte| rights)")
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights|무단|저작권|版权|著作権|転載|転用|责任编辑|责编|編輯|редакц"
    r"|разреш|cookie|alle rechte|zastrzeżone|δικαιώ"
)
#: By their first letters: the search tries each that stands side by side at every letter.
_CALL_ASCII = (
    r"re(?:ad (?:more|also)|lated|gister)|c(?:lick here|omments?\b|zytaj)|s(?:ubscribe|ign up)"
    r"|newsletter|f(?:ollow (?:us|me|@)|acebook)|share (?:this|on)"
    r"|l(?:eave a (?:comment|reply)|og ?in|ire aussi)|d(?:ownload our|rucken)|a(?:dvertis|nmelden)"
    r"|t(?:witter|eilen)|w(?:hatsapp|eiterlesen)|e-?mail|p(?:rint|artager)|mehr zum"
    r"|kom(?:mentar|entarz)|zobacz"
)
_CALL_IN_ASCII = re.compile(_CALL_ASCII)
_CALL = re.compile(
    rf"{_CALL_ASCII}|udostępnij"
    r"|更多|相关|点击|分享|댓글|공유|관련|구독|더보기|신고|로그인|続き|関連|シェア|コメント"
    r"|читайте|коммент|по(?:дписа|делит)|печат|σχόλι|διαβάστε|εκτύπ"
)
_BYLINE = re.compile(
    r"^\W*(?:by|von|par|por|di|author|posted|published|updated|写真|photo|foto|credit|image|source"
    r"|quelle|来源|來源|作者|编辑|기자|글|출처|사진|입력|등록|수정|автор|фото|źródło|fot)\b",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known of a page before its blocks are looked at."""

    declared: HtmlElement | None = None
    #: Folded to letters.
    titles: Collection[str] = ()
    excerpts: Collection[str] = ()
    #: The letters of a body that the page states as data.
    told: str = ""


@dataclass(slots=True, kw_only=True)
class Layout:
    """The elements around the blocks of a page, those above first, and where each block lies."""

    #: Of each element: the number of the one above (-1: none), its names, its likes.
    parents: list[int]
    names: list[tuple[str, ...]]
    kinds: list[str]
    #: Of each block: the number of its element, its letters.
    owners: list[int]
    sizes: list[int]


#: In the order of weight; other elements count 0.
_HEADINGS = {"h1": 1.0, "h2": 2.0, "h3": 3.0, "h4": 4.0, "h5": 5.0, "h6": 6.0}
_STOPS = frozenset(".!?。！？…।؟")
_TAGS = {
    name: float(number)
    for number, name in enumerate(
        "p div section article td th li dd dt pre blockquote figcaption form body".split(), 1
    )
}
#: The bits of a place that tell; the first two have distances of their own.
_BITS = tuple(1 << bit for bit in range(2, 12))
#: What is beside the first and the last block.
_NOBODY = (-1.0,) * 5


def signs_of(blocks: list[Block], known: Known) -> tuple[list[list[float]], Layout]:
    """Return the signs of each block, always as many and in this order, and where they lie."""
    if not blocks:
        return [], Layout(parents=[], names=[], kinds=[], owners=[], sizes=[])
    by_element: dict[HtmlElement, Place] = {}
    owners = [place_of(block.owner, by_element, known.declared) for block in blocks]
    places = [*by_element.values()]
    sizes = [len(block.letters) for block in blocks]
    running: list[bool] = []
    times: dict[str, int] = {}
    kinds: dict[str, list[int]] = {}
    heading = -1
    for number, (block, place, size) in enumerate(zip(blocks, owners, sizes, strict=True)):
        linked, letters = block.linked, block.letters
        place.letters += size
        place.linked += linked
        place.blocks += 1
        runs = size >= _RUNNING and linked < 0.3 * size and not place.bits & (SURE | ASIDE | HIDDEN)
        running.append(runs)
        if runs:
            place.running += size
            place.runs += 1
        times[letters] = times.get(letters, 0) + 1
        if (kind := kinds.get(place.kind)) is None:
            kind = kinds[place.kind] = [0, 0, 0, 0]
        kind[0] += 1
        kind[1] += size
        kind[2] += linked
        kind[3] += size if runs else 0
        if letters in known.titles and (
            heading < 0 or (block.owner.tag == "h1" and blocks[heading].owner.tag != "h1")
        ):
            heading = number
    add_up(places)
    root = places[0]
    whole = root.running or 1
    total = root.letters or 1
    core, wide = cores(places, whole)
    in_half, in_most = in_core(core, places, whole), in_core(wide, places, whole)
    layout = Layout(
        parents=[-1 if p.parent is None else p.parent.order for p in places],
        names=[place.names for place in places],
        kinds=[place.kind for place in places],
        owners=[place.order for place in owners],
        sizes=sizes,
    )
    page = (
        min(14.0, log2(whole)),
        min(10.0, log2(1 + root.runs)),
        root.linked / total,
        whole / total,
        min(10.0, log2(len(blocks))),
        float(known.declared is not None),
        float(heading >= 0),
    )
    next_run = _next_runs(running)
    held = [_held(place, whole) for place in places]
    bits = {some: [bool(some & bit) for bit in _BITS] for some in {p.bits for p in owners}}
    words = [_words(block, size) for block, size in zip(blocks, sizes, strict=True)]
    beside = _beside(words, owners, running)
    found: list[list[float]] = []
    before = run_before = 0
    last_run = -99
    for number, (block, place, said) in enumerate(zip(blocks, owners, words, strict=True)):
        size, letters, order = sizes[number], block.letters, place.order
        kind = kinds[place.kind]
        above = place.parent or place
        signs = [
            *said,
            place.sure,
            place.likely,
            place.body,
            place.good,
            place.bad,
            *bits[place.bits],
            place.depth,
            # What stands together, the nearest first.
            *held[order],
            *held[above.order],
            *held[(above.parent or above).order],
            # Its likes on the whole page.
            kind[3] / whole,
            kind[2] / (kind[1] or 1),
            kind[1] / kind[0] if kind[0] < 500 else 0.0,
            kind[0] if kind[0] < 40 else 40,
            *in_half[order],
            *in_most[order],
            before / total,
            run_before / whole,
            run_before > 0 if run_before < whole else 2.0,
            since if (since := number - last_run) < 20 else 20,
            until if (until := next_run[number] - number) < 20 else 20,
            often if (often := times[letters]) < 5 else 5,
            letters in known.titles,
            letters in known.excerpts,
            max(-20, min(20, number - heading)) if heading >= 0 else -30.0,
            letters in known.told if known.told and size > 3 else -1.0,
            *beside[number],
            *page,
        ]
        found.append(signs)
        if running[number]:
            run_before += size
            last_run = number
        before += size
    return found, layout


def _words(block: Block, size: int) -> list[float]:
    """Return the signs that are in the words of a block."""
    text, tag = block.text, block.owner.tag
    small = text.lower() if size < 300 else ""
    last = text[-1]
    start = text if len(text) <= 1000 else text[:1000]
    is_ascii = text.isascii()
    has_digit = size < 80 and (not is_ascii or _DIGIT.search(text) is not None)
    return [
        log2(1 + size) if size < 2047 else 11.0,
        (block.linked / size if block.linked < size else 1.0) if block.linked else 0.0,
        sentences if (sentences := len(_SENTENCE.findall(start))) < 5 else 5,
        last in _STOPS or text[-2:-1] in _STOPS,
        commas if (commas := len(_COMMA.findall(start))) < 5 else 5,
        sum(map(str.isdigit, text)) / len(text) if has_digit else 0.0,
        _capitals(text) if size < 120 else 0.0,
        _HEADINGS.get(tag, 0.0),
        _TAGS.get(tag, 0.0),
        has_digit and _WHEN.search(text) is not None,
        (_RIGHTS_IN_ASCII if is_ascii else _RIGHTS).search(small) is not None,
        size < 150 and (_CALL_IN_ASCII if is_ascii else _CALL).search(small) is not None,
        size < 80 and _BYLINE.search(text) is not None,
        last in "…»→>",
        last in ":：",
    ]


def _capitals(text: str) -> float:
    parts = text.split()
    return sum([part[0].isupper() for part in parts]) / len(parts) if parts else 0.0


def _held(place: Place, whole: int) -> tuple[float, ...]:
    """Return what an element holds."""
    letters, running = place.letters or 1, place.running
    blocks = place.blocks if place.blocks < 40 else 40
    runs = place.runs if place.runs < 20 else 20
    return (running / whole, place.linked / letters, running / letters, blocks, runs)


def _beside(
    words: list[list[float]], owners: list[Place], running: list[bool]
) -> list[tuple[float, ...]]:
    """Return what the blocks before and after each are: the next ones, those behind them."""
    # Of its words: how many, and how many in links.
    own = [(said[0], said[1], runs) for said, runs in zip(words, running, strict=True)]
    count = len(own)
    found: list[list[float]] = [[] for _ in own]
    for step in (1, 2):
        ties = [
            (2.0 if one is two else 1.0 if one.parent is two.parent else 0.0, one.kind == two.kind)
            for one, two in zip(owners, owners[step:], strict=False)
        ]
        for number, signs in enumerate(found):
            if number >= step:
                signs += own[number - step]
                signs += ties[number - step]
            else:
                signs += _NOBODY
            if number + step < count:
                signs += own[number + step]
                signs += ties[number]
            else:
                signs += _NOBODY
    return [tuple(signs) for signs in found]


def _next_runs(running: list[bool]) -> list[int]:
    found = [0] * len(running)
    at = len(running) + 99
    for number in range(len(running) - 1, -1, -1):
        found[number] = at
        if running[number]:
            at = number
    return found
