"""What can be seen of each block of a page: the signs by which words of the post are told apart.

Two walks, both short: down, for what the elements around a block are called, and up, for how much
running text and how many links they hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING

from pipelines.readers.block_names import names_of
from pipelines.readers.boilerplate import MAX_NAMES, is_marked, is_surely_marked
from pipelines.readers.html import is_hidden, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.html import HtmlElement

    from pipelines.readers.page_blocks import Block

#: Unlinked blocks of this many letters are running text, not labels.
_RUNNING = 40
_GOOD = re.compile(
    r"(?:^|[-_\s])(?:article|body|content|entry|hentry|main|page|post|text|blog|story|contents?"
    r"|artikel|article-?body|news|view|detail)(?:$|[-_\s])"
)
_BODY = re.compile(
    r"(?:article|entry|post|story|news|text|blog|content|main|maincontent)[-_]*"
    r"(?:body|content|contents|text|copy|detail)(?:$|[-_\s])|articlebody|^richtext|prose"
)
_BAD = re.compile(
    r"foot|side|copyright|legal|teaser|widget|caption|credit|author|avatar|date|time|title|head"
    r"|meta|menu|tag|categor|list|link|more|button|btn|btm|bottom|item|card|gallery|slide|thumb"
    r"|counter|user|poll|forum|bio|info|note|source|label|box|top|new|hot|rank|video|player|summary"
)
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SENTENCE = re.compile(r"[.!?…।؟](?=[\s\"'”’»)\]]|$)|[。！？]")
_COMMA = re.compile(r"[,，、;；]")
_WHEN = re.compile(r"(?:19|20)\d\d|\d{1,2}[:.]\d\d\b")
#: Both are held against small letters: to ignore case while searching takes five times as long.
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights|무단|저작권|版权|著作権|転載|転用|责任编辑|责编|編輯|редакц"
    r"|разреш|cookie|alle rechte|zastrzeżone|δικαιώ"
)
_CALL = re.compile(
    r"read more|read also|click here|subscribe|sign up|newsletter|follow (?:us|me|@)"
    r"|share (?:this|on)|related|leave a (?:comment|reply)|comments?\b|log ?in|register"
    r"|download our|advertis|facebook"
    r"|twitter|whatsapp|e-?mail|print|更多|相关|点击|分享|댓글|공유|관련|구독|더보기|신고|로그인|続き|関連|シェア|コメント"
    r"|mehr zum|kommentar|teilen|drucken|weiterlesen|anmelden|lire aussi|partager|komentarz|czytaj"
    r"|zobacz|udostępnij|читайте|коммент|подписа|поделит|печат|σχόλι|διαβάστε|εκτύπ"
)
_BYLINE = re.compile(
    r"^\W*(?:by|von|par|por|di|author|posted|published|updated|写真|photo|foto|credit|image|source"
    r"|quelle|来源|來源|作者|编辑|기자|글|출처|사진|입력|등록|수정|автор|фото|źródło|fot)\b",
    re.IGNORECASE,
)
_ROLES_BESIDE = words("navigation complementary banner contentinfo dialog search")
#: In the order of weight; other elements count 0.
_HEADINGS = {"h1": 1.0, "h2": 2.0, "h3": 3.0, "h4": 4.0, "h5": 5.0, "h6": 6.0}
#: What an element is, one bit each; an element has those of all that is around it.
_SURE, _LIKELY, _ASIDE, _HEADER, _FORM, _LIST, _TABLE, _FIGURE, _ARTICLE, _MAIN, _DECLARED = (
    1 << bit for bit in range(11)
)
_HIDDEN = 1 << 11
_TAG_BITS = {
    "aside": _ASIDE,
    "nav": _ASIDE,
    "footer": _ASIDE,
    "header": _HEADER,
    "form": _FORM,
    "ul": _LIST,
    "ol": _LIST,
    "dl": _LIST,
    "table": _TABLE,
    "figure": _FIGURE,
    "article": _ARTICLE,
    "main": _MAIN,
}
_BITS = tuple(1 << bit for bit in range(12))
#: So far up and no farther do names speak.
_FAR = 9.0


class Place:
    """What an element and everything around it say of the words in it."""

    __slots__ = (
        "bad", "bits", "blocks", "body", "depth", "good", "kind", "letters", "likely", "linked",
        "names", "order", "parent", "running", "runs", "sure",
    )  # fmt: skip

    def __init__(self, element: HtmlElement, above: Place | None, order: int) -> None:
        self.parent = above
        self.order = order
        self.letters = self.linked = self.running = self.runs = self.blocks = 0
        if above is None:
            self.bits = self.depth = 0
            self.body = self.good = self.bad = self.sure = self.likely = _FAR
            self.kind = ""
            self.names: tuple[str, ...] = ()
            return
        bits = above.bits
        body, good, bad, sure, likely = (
            above.body, above.good, above.bad, above.sure, above.likely,
        )  # fmt: skip
        body += body < _FAR
        good += good < _FAR
        bad += bad < _FAR
        sure += sure < _FAR
        likely += likely < _FAR
        self.depth = above.depth + 1
        tag = element.tag
        self.names = ()
        name = ""
        if tag not in ("body", "html"):
            bits |= _TAG_BITS.get(tag, 0)
            if not element.attrib:
                self.names = names_of(tag, " ", "", "")
            else:
                get = element.get
                role = get("role") or ""
                prop = get("itemprop") or ""
                if role:
                    if role in _ROLES_BESIDE:
                        bits |= _ASIDE
                    elif role == "main":
                        bits |= _MAIN
                if prop and "articlebody" in prop.lower():
                    body = 0
                if is_hidden(element) or get("aria-hidden") == "true":
                    bits |= _HIDDEN
                name = get("class") or ""
                names = f"{name} {get('id') or ''}"
                self.names = names_of(tag, names, role, prop)
                if names != " ":
                    is_sure, is_likely, is_body, is_good, is_bad = _called(names[:MAX_NAMES])
                    if is_sure:
                        bits, sure = bits | _SURE, 0.0
                    elif is_likely:
                        bits, likely = bits | _LIKELY, 0.0
                    if is_body:
                        body = 0.0
                    if is_good:
                        good = 0.0
                    if is_bad:
                        bad = 0.0
        self.bits, self.body, self.good, self.bad = bits, body, good, bad
        self.sure, self.likely = sure, likely
        self.kind = f"{tag}.{name[:40]}"


# Asked for cut names alone, as those that it asks are.
@lru_cache(maxsize=8192)
def _called(names: str) -> tuple[bool, bool, bool, bool, bool]:
    plain = _CAPITAL.sub("-", names[:200]).lower()
    return (
        is_surely_marked(names),
        is_marked(names),
        bool(_BODY.search(plain)),
        bool(_GOOD.search(plain)),
        bool(_BAD.search(plain)),
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


def signs_of(blocks: list[Block], known: Known) -> tuple[list[list[float]], Layout]:
    """Return the signs of each block, always as many and in this order, and where they lie."""
    if not blocks:
        return [], Layout(parents=[], names=[], kinds=[], owners=[], sizes=[])
    places: dict[HtmlElement, Place] = {}
    owners = [_place_of(block.owner, places, known.declared) for block in blocks]
    sizes = [len(block.letters) for block in blocks]
    running: list[bool] = []
    times: dict[str, int] = {}
    kinds: dict[str, list[int]] = {}
    heading = -1
    for number, (block, place) in enumerate(zip(blocks, owners, strict=True)):
        size = sizes[number]
        place.letters += size
        place.linked += block.linked
        place.blocks += 1
        runs = (
            size >= _RUNNING
            and block.linked < 0.3 * size
            and not place.bits & (_SURE | _ASIDE | _HIDDEN)
        )
        running.append(runs)
        if runs:
            place.running += size
            place.runs += 1
        times[block.letters] = times.get(block.letters, 0) + 1
        kind = kinds.get(place.kind)
        if kind is None:
            kind = kinds[place.kind] = [0, 0, 0, 0]
        kind[0] += 1
        kind[1] += size
        kind[2] += block.linked
        kind[3] += size if runs else 0
        if block.letters in known.titles and (
            heading < 0 or (block.owner.tag == "h1" and blocks[heading].owner.tag != "h1")
        ):
            heading = number
    for place in reversed(places.values()):
        above = place.parent
        if above is not None:
            above.letters += place.letters
            above.linked += place.linked
            above.running += place.running
            above.runs += place.runs
            above.blocks += place.blocks
    root = next(iter(places.values()))
    whole = root.running or 1
    total = root.letters or 1
    core, wide = _cores(places, whole)
    layout = Layout(
        parents=[-1 if p.parent is None else p.parent.order for p in places.values()],
        names=[place.names for place in places.values()],
        kinds=[place.kind for place in places.values()],
        owners=[place.order for place in owners],
        sizes=sizes,
    )
    found: list[list[float]] = []
    before = run_before = 0
    last_run = -99
    page = [
        min(14.0, log2(whole)),
        min(10.0, log2(1 + root.runs)),
        root.linked / total,
        whole / total,
        min(10.0, log2(len(blocks))),
        float(known.declared is not None),
        float(heading >= 0),
    ]
    logs = [min(11.0, log2(1 + size)) for size in sizes]
    dense = [min(1.0, block.linked / size) for block, size in zip(blocks, sizes, strict=True)]
    count = len(blocks)
    next_run = _next_runs(running)
    for number, (block, place) in enumerate(zip(blocks, owners, strict=True)):
        size, text, tag = sizes[number], block.text, block.owner.tag
        small = text.lower() if size < 300 else ""
        bits = place.bits
        kind = kinds[place.kind]
        signs = [
            logs[number],
            dense[number],
            float(min(5, len(_SENTENCE.findall(text[:1000])))),
            float(text[-1] in _STOPS or text[-2:-1] in _STOPS),
            float(min(5, len(_COMMA.findall(text[:1000])))),
            sum(map(str.isdigit, text)) / len(text) if size < 80 else 0.0,
            _capitals(text) if size < 120 else 0.0,
            _HEADINGS.get(tag, 0.0),
            _TAGS.get(tag, 0.0),
            float(size < 80 and bool(_WHEN.search(text))),
            float(bool(_RIGHTS.search(small))),
            float(size < 150 and bool(_CALL.search(small))),
            float(size < 80 and bool(_BYLINE.search(text))),
            float(text[-1] in "…»→>"),
            float(text[-1] in ":："),
            place.sure,
            place.likely,
            place.body,
            place.good,
            place.bad,
            *[float(bool(bits & bit)) for bit in _BITS[2:]],
            float(place.depth),
        ]
        # What stands together, the nearest first.
        node = place
        for _ in range(3):
            letters = node.letters or 1
            signs += (
                node.running / whole,
                node.linked / letters,
                node.running / letters,
                float(min(40, node.blocks)),
                float(min(20, node.runs)),
            )
            node = node.parent or node
        signs += (
            # Its likes on the whole page.
            kind[3] / whole,
            kind[2] / (kind[1] or 1),
            kind[1] / kind[0] if kind[0] < 500 else 0.0,
            float(min(40, kind[0])),
        )
        signs += _in_core(place, core, whole)
        signs += _in_core(place, wide, whole)
        signs += (
            before / total,
            run_before / whole,
            float(run_before > 0) if run_before < whole else 2.0,
            float(min(20, number - last_run)),
            float(min(20, next_run[number] - number)),
            float(min(5, times[block.letters])),
            float(block.letters in known.titles),
            float(block.letters in known.excerpts),
            float(max(-20, min(20, number - heading))) if heading >= 0 else -30.0,
            (float(block.letters in known.told) if known.told and size > 3 else -1.0),
        )
        for other in (number - 1, number + 1, number - 2, number + 2):
            if 0 <= other < count:
                beside = owners[other]
                signs += (
                    logs[other],
                    dense[other],
                    float(running[other]),
                    (2.0 if beside is place else 1.0 if beside.parent is place.parent else 0.0),
                    float(beside.kind == place.kind),
                )
            else:
                signs += (-1.0, -1.0, -1.0, -1.0, -1.0)
        signs += page
        if running[number]:
            run_before += size
            last_run = number
        before += size
        found.append(signs)
    return found, layout


_STOPS = frozenset(".!?。！？…।؟")
_TAGS = {
    name: float(number)
    for number, name in enumerate(
        "p div section article td th li dd dt pre blockquote figcaption form body".split(), 1
    )
}


def _capitals(text: str) -> float:
    parts = text.split()
    return sum(part[0].isupper() for part in parts) / len(parts) if parts else 0.0


def _place_of(
    element: HtmlElement, places: dict[HtmlElement, Place], declared: HtmlElement | None
) -> Place:
    chain = []
    node: HtmlElement | None = element
    while node is not None and node not in places:
        chain.append(node)
        node = node.getparent()
    above = places[node] if node is not None else None
    for node in reversed(chain):
        above = places[node] = Place(node, above, len(places))
        if node is declared:
            above.bits |= _DECLARED
    assert above is not None
    return above


def _cores(places: dict[HtmlElement, Place], whole: int) -> tuple[Place, Place]:
    """Return the deepest elements that hold half, and nearly all, of the running text."""
    core = wide = next(iter(places.values()))
    for place in places.values():
        if place.running > 0.5 * whole and place.depth > core.depth:
            core = place
        if place.running > 0.85 * whole and place.depth > wide.depth:
            wide = place
    return core, wide


def _in_core(place: Place, core: Place, whole: int) -> tuple[float, float, float, float]:
    """Return how far down in `core` a place lies (-1: outside), and what its branch is like."""
    steps = place.depth - core.depth
    if steps < 0:
        return (-1.0, 0.0, 0.0, 0.0)
    branch = node = place
    while node.depth > core.depth and node.parent is not None:
        branch, node = node, node.parent
    if node is not core:
        return (-1.0, 0.0, 0.0, 0.0)
    letters = branch.letters or 1
    return (
        min(10.0, float(steps)),
        branch.running / whole,
        branch.linked / letters,
        branch.running / letters,
    )


def _next_runs(running: list[bool]) -> list[int]:
    found = [0] * len(running)
    at = len(running) + 99
    for number in range(len(running) - 1, -1, -1):
        found[number] = at
        if running[number]:
            at = number
    return found
