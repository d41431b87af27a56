"""The likeliest body of a page that declares none: what the engine reads, found in the page.

trafilatura says which words are the post; the element that holds them, with its links,
pictures and tables, is then looked for in the page itself, since the engine loses those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from pipelines.readers.boilerplate import SILENT_TAGS, is_junk, remove
from pipelines.readers.cards import MUTE_MARK
from pipelines.readers.html import is_deeper, words
from pipelines.readers.page_blocks import Block, blank, blocks_of, letters_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Beyond this many elements the engine may take minutes (50,000 paragraphs: 13 CPU seconds).
MAX_ELEMENTS = 20_000
#: Tables in tables in tables cost it the square of their depth.
MAX_DEPTH = 250
#: A shorter piece of text is matched only as a whole line: `Home` is in every text.
_SHORT = 12
#: A block of this many letters is known by so many at its beginning or end.
_LONG, _END = 60, 30
#: With less of the engine's words in the page, it read them elsewhere: in a script.
_IN_PAGE_SHARE = 0.4


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


def likeliest(blocks: list[Block], engine: EngineText) -> HtmlElement | None:
    """Return the element that holds what the engine read and little else.

    `blocks` are those of the whole page.
    """
    held: dict[HtmlElement, int] = {}
    sizes: dict[HtmlElement, int] = {}
    seen: set[str] = set()
    total = 0
    for block in blocks:
        size = len(block.letters)
        # A headline that stands in a menu too counts where it comes first.
        taken = size if engine.holds(block) and block.letters not in seen else 0
        seen.add(block.letters)
        total += taken
        node: HtmlElement | None = block.owner
        while node is not None:
            sizes[node] = sizes.get(node, 0) + size
            if taken:
                held[node] = held.get(node, 0) + taken
            node = node.getparent()
    if not held or total < _IN_PAGE_SHARE * len(engine.whole):
        return None

    def fitness(element: HtmlElement) -> float:
        precision = held[element] / sizes[element]
        recall = held[element] / total
        # Words left outside are lost, words too many can still be dropped: recall counts more.
        return 5 * precision * recall / (4 * precision + recall)

    best = max((element for element in held if element.tag != "html"), key=fitness)
    if best.tag in ("p", "span", "li", "td") and (parent := best.getparent()) is not None:
        best = parent
    return best


def keep_what_engine_read(
    content: HtmlElement, engine: EngineText, *, declared: bool = False
) -> None:
    """Cut from `content` what the engine left out and does not belong between what it read.

    In a body that the page itself declares, links and endings are kept that the engine drops.
    """
    blocks = blocks_of(content)
    held = [engine.holds(block) for block in blocks]
    precious: set[HtmlElement] = set()
    for block, is_held in zip(blocks, held, strict=True):
        node: HtmlElement | None = block.owner if is_held else None
        while node is not None and node not in precious:
            precious.add(node)
            node = node.getparent()
    places = [place for place, is_held in enumerate(held) if is_held]
    first, last = (places[0], places[-1]) if places else (0, -1)
    for place, block in enumerate(blocks):
        if held[place]:
            continue
        belongs = (declared or first < place < last) and _is_part(block)
        if declared and not belongs:
            near_end = last < place <= last + _ENDING
            belongs = _is_ending(block) if near_end else _is_sentence_with_link(block)
            belongs = belongs or _is_lone_link(place, blocks, held)
        if _lies_in_junk(block, content, precious):
            blank(block)
        elif not belongs and block.owner.tag == "figcaption":
            block.owner.set(MUTE_MARK, "1")
        elif not belongs:
            blank(block)
    letters = sum(len(blocks[place].letters) for place in places)
    _drop_foreign_pictures(content, blocks, held, precious)
    for element in list(content.iterdescendants()):
        if (
            element.tag in SILENT_TAGS
            or (element not in precious and _is_junk(element))
            or (is_junk(element, surely=True) and _is_small(element, letters))
        ):
            remove(element)


def _drop_foreign_pictures(
    content: HtmlElement, blocks: list[Block], held: list[bool], precious: set[HtmlElement]
) -> None:
    """Remove pictures of boxes whose words were cut and are links: thumbnails of other posts."""
    linked: set[HtmlElement] = set()
    for block, is_held in zip(blocks, held, strict=True):
        if is_held or block.linked <= 0.5 * len(block.letters):
            continue
        node: HtmlElement | None = block.owner
        while node is not None and node not in precious and node not in linked:
            linked.add(node)
            node = node.getparent()
    for picture in list(content.iter("img", "amp-img")):
        if next((node for node in picture.iterancestors() if node in linked), None) is not None:
            remove(picture)


#: So many blocks behind the last that the engine read may still be the author's.
_ENDING = 3
#: Fewer letters outside links are no words of the author's own.
_OWN_WORDS = 4
_PARTS = words("td th pre dd dt h2 h3 h4 blockquote code")


def _is_part(block: Block) -> bool:
    # The engine drops list items, cells and code it could not place; figures it means to.
    if block.linked > 0.4 * len(block.letters):
        return False
    return block.owner.tag in _PARTS or (block.owner.tag == "li" and len(block.text) >= 80)


def _is_ending(block: Block) -> bool:
    return block.owner.tag in ("p", "div") and len(block.letters) - block.linked >= _OWN_WORDS


def _is_sentence_with_link(block: Block) -> bool:
    own = len(block.letters) - block.linked
    return block.owner.tag == "p" and block.linked > 0 and own >= 2 * _OWN_WORDS


def _is_lone_link(place: int, blocks: list[Block], held: list[bool]) -> bool:
    """Return True for a paragraph that is a link and stands alone; several are a list of posts."""

    def is_link(at: int) -> bool:
        if not 0 <= at < len(blocks) or held[at]:
            return False
        return blocks[at].linked > 0.5 * len(blocks[at].letters)

    alone = not is_link(place - 1) and not is_link(place + 1)
    return blocks[place].owner.tag == "p" and is_link(place) and alone


def _lies_in_junk(block: Block, content: HtmlElement, precious: set[HtmlElement]) -> bool:
    node: HtmlElement | None = block.owner
    while node is not None and node is not content:
        if node not in precious and _is_junk(node):
            return True
        node = node.getparent()
    return False


def _is_small(element: HtmlElement, whole: int) -> bool:
    # The engine has reasons of its own: against its word a class is believed for a small part.
    return len(letters_of("".join(element.itertext()))) <= 0.15 * whole


def _is_junk(element: HtmlElement) -> bool:
    return element.tag in ("aside", "nav", "footer", "form") or is_junk(element)
