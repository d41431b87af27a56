"""The element that holds the words of a post, and a copy of it with those words alone.

Which blocks are the post is weighed in post_blocks.py. Where that finds next to nothing,
trafilatura is asked: it also reads what pages keep in their scripts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from pipelines.readers.bodies.boilerplate import is_junk
from pipelines.readers.bodies.cards import CARD_MARK, MUTE_MARK
from pipelines.readers.bodies.teasers import add_upward, drop_teasers
from pipelines.readers.pictures.captions import is_caption, is_pointing
from pipelines.readers.text.letters import length_of
from pipelines.readers.trees.html import CELLS, remove, upward
from pipelines.readers.trees.page_blocks import Block, letters_of
from pipelines.readers.trees.parsing import is_deeper
from pipelines.readers.trees.visibility import SILENT_TAGS, is_out_of_sight

#: Beyond this many elements the engine may take minutes (50,000 paragraphs: 13 CPU seconds).
MAX_ELEMENTS = 20_000
#: Tables in tables in tables cost it the square of their depth.
MAX_DEPTH = 250
#: A shorter piece of text is matched only as a whole line: `Home` is in every text.
_SHORT = 12
#: Letters of a headline; what is longer is running text.
_HEADLINE = 40
#: A block of this many letters is known by so many at its beginning or end.
_LONG, _END = 60, 30
#: So many letters with a link in them are no label and no button.
_SENTENCE = 60


@dataclass(slots=True)
class EngineText:
    """The words the engine holds for the post, ready to be compared."""

    text: str
    lines: set[str]
    whole: str

    def holds(self, block: Block) -> bool:
        """Return True when the engine took this block for part of the post."""
        letters = block.letters
        if letters in self.lines or (len(letters) >= _SHORT and letters in self.whole):
            return True
        # Formulas and inner tags come out differently: a long block is known by its ends.
        return len(letters) >= _LONG and (
            letters[:_END] in self.whole or letters[-_END:] in self.whole
        )


def engine_text(tree: HtmlElement) -> EngineText | None:
    """Return what trafilatura reads in `tree`; None when it finds nothing or the page is a bomb."""
    for count, _ in enumerate(tree.iter()):
        if count > MAX_ELEMENTS:
            return None
    if is_deeper(tree, MAX_DEPTH):
        return None
    # Late: a quarter of a second, for few pages; workers have it loaded (workers.py).
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, with_metadata=False)
    text = getattr(found, "text", None)
    if not text:
        return None
    lines = {letters_of(line) for line in text.split("\n")}
    for line in text.split("\n"):
        if "|" in line:
            lines.update(letters_of(cell) for cell in line.split("|"))
    lines.discard("")
    return EngineText(text=text, lines=lines, whole=letters_of(text))


def likeliest(blocks: list[Block], held: list[bool]) -> HtmlElement | None:
    """Return the element that holds the words held for the post and little else.

    `blocks` are those of the whole page.
    """
    sizes: dict[HtmlElement, int] = {}
    taken: dict[HtmlElement, int] = {}
    seen: set[str] = set()
    kept = {block.letters for block, is_held in zip(blocks, held, strict=True) if is_held}
    for block, is_held in zip(blocks, held, strict=True):
        size, owner = len(block.letters), block.owner
        sizes[owner] = sizes.get(owner, 0) + size
        # A headline that stands in a menu too counts where it comes first.
        if is_held and block.letters not in seen:
            taken[owner] = taken.get(owner, 0) + size
        if is_held or (block.letters in kept and (size < _HEADLINE or not is_out_of_sight(owner))):
            seen.add(block.letters)
    total = sum(taken.values())
    sizes, inside = _added_up(sizes), _added_up(taken)

    def fitness(element: HtmlElement) -> float:
        precision = inside[element] / sizes[element]
        recall = inside[element] / total
        # Words left outside are lost, words too many are dropped anyway: recall counts more.
        return 26 * precision * recall / (25 * precision + recall)

    best = max((element for element in inside if element.tag != "html"), key=fitness, default=None)
    if best is not None and best.tag in ("p", "span", "li", "td"):
        parent = best.getparent()
        best = best if parent is None else parent
    # Old boards set a text into a table of its own, and its pictures beside that into one cell.
    while best is not None and best.tag in _OF_TABLE:
        if (cell := next(best.iterancestors("td"), None)) is None or sizes[cell] > sizes[best]:
            break
        if sum(1 for _ in cell.iter("img")) == sum(1 for _ in best.iter("img")):
            break
        best = cell
    return best


_OF_TABLE = frozenset(("td", "tr", "tbody", "table"))


def _added_up(own: Mapping[HtmlElement, int]) -> dict[HtmlElement, int]:
    """Return how many letters elements hold, and all around them, by what is right in each."""
    found: dict[HtmlElement, int] = {}
    depths: dict[HtmlElement | None, int] = {}
    for element in own:
        new = list(takewhile(lambda node: node not in found, upward(element)))
        found.update((node, own.get(node, 0)) for node in new)
        for node in reversed(new):
            depths[node] = depths.get(node.getparent(), 0) + 1
    # Each passes its sum on to the one around it, the innermost first: a box in a box in a box
    # is gone through once.
    for node in sorted(found, key=depths.__getitem__, reverse=True):
        if (parent := node.getparent()) is not None:
            found[parent] += found[node]
    return found


def twins_of(container: HtmlElement, content: HtmlElement) -> dict[HtmlElement, HtmlElement]:
    """Return the element of `content`, a fresh copy, for each of `container`."""
    return dict(zip(container.iter(), content.iter(), strict=True))


def keep_held(
    content: HtmlElement,
    twins: dict[HtmlElement, HtmlElement],
    blocks: list[Block],
    held: list[bool],
    home: str,
) -> None:
    """Cut from `content` the words that are not held for the post, and what stands around them.

    `blocks` are those of the page at `home` that `content` was copied from, `twins` its elements
    there.
    """
    own = [
        (block, is_held)
        for block, is_held in zip(blocks, held, strict=True)
        if block.owner in twins or block.slots[0][0] in twins
    ]
    precious: set[HtmlElement] = set()
    for block, is_held in own:
        if not is_held:
            continue
        add_upward(twins.get(block.owner), precious, ())
        # A link within a sentence is a part of it, whatever its class says.
        if block.linked and length_of(block.letters) >= _SENTENCE:
            for element, is_tail in block.slots:
                if element.tag == "a" and not is_tail:
                    add_upward(twins.get(element), precious, ())
    for block, is_held in own:
        if is_held:
            continue
        owner = twins.get(block.owner)
        caption = _caption_around(owner, precious)
        if caption is None and block.linked <= _LINKED * len(block.letters):
            caption = _caption_far_around(owner, precious)
        if caption is not None:
            _mute(caption, precious)
            continue
        for element, is_tail in block.slots:
            if (twin := twins.get(element)) is None or (twin.get(CARD_MARK) and not is_tail):
                continue
            if is_tail:
                twin.tail = None
            else:
                twin.text = None
    drop_teasers(content, twins, [block for block, is_held in own if not is_held], precious, home)
    letters = sum(len(block.letters) for block, is_held in own if is_held)
    for element in list(content.iterdescendants()):
        if element.tag in SILENT_TAGS:
            remove(element)
        elif element not in precious:
            if element.tag in _BESIDE or is_junk(element):
                remove(element)
        elif is_junk(element, surely=True) and _is_small(element, letters):
            remove(element)


def _caption_around(
    owner: HtmlElement | None, precious: Collection[HtmlElement]
) -> HtmlElement | None:
    """Return the caption of a picture that a block is, or all of which are cut with it."""
    for element in () if owner is None else (owner, owner.getparent()):
        told = element is not None and (is_caption(element) or is_pointing(element))
        if element is not None and told and _is_beside_picture(element):
            # A caption whose credit is cut is cut with it; within one that is held, a line alone.
            return element if element is owner or element not in precious else None
    return None


def _caption_far_around(
    owner: HtmlElement | None, precious: Collection[HtmlElement]
) -> HtmlElement | None:
    """Return the figcaption around a block in boxes, as page builders write them; no headline's."""
    if owner is None or owner.tag not in _BOX:
        return None
    for element in islice(owner.iterancestors(), _BOXES):
        if element.tag == "figcaption":
            return None if element in precious else element
        if element.tag not in _BOX:
            break
    return None


#: What stands around the words of a caption, and how many of them; where more of its letters are
#: links, a block is of another post.
_BOX, _BOXES, _LINKED = frozenset(("p", "div", "span")), 3, 0.5


def _is_beside_picture(caption: HtmlElement) -> bool:
    """Return whether a caption stands in the box of a picture; rows of a table are one box."""
    if caption.tag == "figcaption":
        return True
    if (box := caption.getparent()) is not None and caption.tag in CELLS:
        box = box.getparent()
    if box is None or next(box.iterdescendants("img", "amp-img"), None) is None:
        return False
    return len(list(islice(box.iterdescendants(), _IN_BOX + 1))) <= _IN_BOX


#: Elements in the box of a picture and its caption.
_IN_BOX = 12


def _mute(caption: HtmlElement, precious: Collection[HtmlElement]) -> None:
    """Keep a caption for its picture, out of the words of the post."""
    box = caption.getparent()
    if caption.tag in CELLS:
        inner = caption.makeelement("figcaption")
        inner.text, caption.text = caption.text, None
        inner.extend(list(caption))
        caption.append(inner)
        caption = inner
    elif box is not None and box.tag == "div" and box not in precious:
        box.tag = "figure"
    caption.tag = "figcaption"
    caption.set(MUTE_MARK, "1")


def _is_small(element: HtmlElement, whole: int) -> bool:
    # Many pages taught otherwise: against their word a class is believed for a small part.
    return len(letters_of("".join(element.itertext()))) <= 0.15 * whole


_BESIDE = frozenset(("aside", "nav", "footer", "form"))
