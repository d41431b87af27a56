"""Which element of a page holds the body of its post, and which of its blocks are the post."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers import platforms
from pipelines.readers.answer import Choice, first_answer
from pipelines.readers.blocks.post_blocks import held_blocks, is_headings_only
from pipelines.readers.bodies.asides import drop_asides
from pipelines.readers.bodies.main_content import likeliest
from pipelines.readers.bodies.marked_names import is_marked
from pipelines.readers.kinds.shells import carried
from pipelines.readers.text.letters import length_of
from pipelines.readers.titles.board_titles import board_cell
from pipelines.readers.trees.html import names_of, whole_text
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.visibility import is_out_of_sight

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: How engines and editors name the element that holds the words of a post, surest first.
DECLARED = tuple(
    (
        "[itemprop~='articleBody'] | .e-content | .entry-content | .post-content | .post-body | "
        ".article-body, .article__body, .articleBody, #articleBody, #article-body | "
        ".article-content, .article__content | .post__content, .post-text, .post__body | "
        ".gh-content, .page__content, .kg-canvas | "
        ".story-body, .blog-content, .blog-post-content, .single-content | .markdown-body | "
        "#entryBody, .entry-body, .entry_body, .entry_content | "
        ".post_content, .post_body, .article_body | .fr-view"
    ).split(" | ")
)

#: Blocks of this many letters are running text, not labels.
_RUNNING_TEXT = 40
#: 0.4: a declared body with less of the page's running text was a teaser or one part of several.
_MAIN_SHARE = 0.4
#: What a platform names is believed with less: its posts may be short and its side columns long.
_SOME_SHARE = 0.15
#: Fewer letters than this, and not to be found in the page, are labels of its furniture.
_STORY = 200
#: More text than this on a page with a picture is the post.
_MUCH_TEXT = 2500
#: Fewer characters than this are no post by themselves; a picture may be.
_FEW = 60
#: With less of the engine's words in the page, it read them elsewhere: in a script.
_IN_PAGE_SHARE = 0.4


def page_data(document: Document) -> HtmlElement | None:
    """Return the body in the data of a page that shows next to no text."""
    return None if document.page_data is None else document.page_data.body


def declared(document: Document) -> HtmlElement | None:
    """Return the element that the page itself calls the body of the post."""
    found = document.declared
    return None if found is None or _is_unseen_twin(found, document) else found


def _is_unseen_twin(element: HtmlElement, document: Document) -> bool:
    """Return whether nobody sees a body whose words stand elsewhere on the page, for machines."""
    if not is_out_of_sight(element) or not any(document.held):
        return False
    inside = set(element.iter())
    return not any(
        yes and block.owner in inside
        for block, yes in zip(document.blocks, document.held, strict=True)
    )


def find_declared(document: Document) -> HtmlElement | None:
    """Look for the element that the page itself calls the body of the post."""
    for css in DECLARED:
        if found := [element for element in select(document.tree, css) if _may_hold(element)]:
            if (best := _together(found)) is None:
                best = max(found, key=lambda element: len(whole_text(element)))
            return best if _is_main(best, document, _MAIN_SHARE) else None
    cell = board_cell(document)
    holds = cell is not None and _may_hold(cell) and _is_main(cell, document, _MAIN_SHARE)
    return cell if holds else None


def _together(found: list[HtmlElement]) -> HtmlElement | None:
    """Return the parent of a body that comes in several pieces side by side."""
    parent = found[0].getparent()
    side_by_side = len(found) > 1 and all(element.getparent() is parent for element in found)
    return parent if side_by_side and parent is not None and parent.tag != "body" else None


def _is_main(element: HtmlElement, document: Document, share: float) -> bool:
    """Return True unless more of the page's running text stands outside `element` than may."""
    inside = short = outside = 0
    for block in document.blocks:
        size = len(block.letters)
        if block.linked > 0.3 * size:
            continue
        if element is block.owner or element in block.owner.iterancestors():
            short, inside = short + size, inside + size * (size >= _RUNNING_TEXT)
        elif size >= _RUNNING_TEXT:
            outside += size
    if share == _SOME_SHARE:
        inside = inside or short  # a poem has nothing but short lines
    return inside >= share * (inside + outside)


def _may_hold(element: HtmlElement) -> bool:
    if element.tag in ("meta", "script", "span", "a"):
        return False
    for ancestor in element.iterancestors():
        names = names_of(ancestor)
        if ancestor.tag in ("aside", "nav", "footer") or (
            ancestor.tag not in ("body", "html") and is_marked(names)
        ):
            return False
    return len(whole_text(element)) >= _FEW or element.find(".//img") is not None


def held(document: Document) -> list[bool]:
    """Return, for each block of the page, whether it is a part of the post."""
    found = held_blocks(document)
    letters = _letters(document, found)
    if letters < _STORY and document.engine is not None:
        theirs = [document.engine.holds(block) for block in document.blocks]
        more = _letters(document, theirs) > letters
        if more and not is_headings_only(document.blocks, theirs):
            found = theirs
    drop_asides(document.blocks, found)
    return found


def _letters(document: Document, held: list[bool]) -> int:
    pairs = zip(document.blocks, held, strict=True)
    return sum(length_of(block.letters) for block, yes in pairs if yes)


def weighed(document: Document) -> HtmlElement | None:
    """Return the element that holds the blocks that are weighed to be the post."""
    return None if scripted(document) else likeliest(document.blocks, document.held)


def engine(document: Document) -> HtmlElement | None:
    """Return what trafilatura reads in a script, where some pages keep their words."""
    if not scripted(document) or document.engine is None:
        return None
    lines = "".join(f"<p>{escape(line)}</p>" for line in document.engine.text.split("\n"))
    return document.synthetic(lines)


def scripted(document: Document) -> bool:
    """Return whether the words of the post stand in a script, and not in the page."""
    letters = _letters(document, document.held)
    if letters >= _STORY or document.engine is None:
        return False
    whole = len(document.engine.whole)
    return whole >= _STORY and letters < _IN_PAGE_SHARE * whole


def semantic(document: Document) -> HtmlElement | None:
    """Return `<article>` or `<main>`, when the engine was of no help."""
    for css in ("article", "main, [role=main]", "#content, #main, .content"):
        if found := [element for element in select(document.tree, css) if _may_hold(element)]:
            return max(found, key=lambda element: len(whole_text(element)))
    return None


CONTAINERS = (page_data, carried, declared, weighed, engine, semantic)


def container(document: Document) -> Choice[HtmlElement]:
    """Return the element that holds the body: the platform's, the declared, or the likeliest."""
    theirs = platforms.readers(document, "container")
    choice = first_answer("container", theirs, document, ask_all=False)
    document.warnings.extend(choice.warnings)
    if choice.value is not None and _is_plausible(choice.value, document):
        return choice
    choice = first_answer("container", CONTAINERS, document, ask_all=False)
    document.warnings.extend(choice.warnings)
    return choice


def _is_plausible(element: HtmlElement, document: Document) -> bool:
    """Return True unless a platform's class stands around a widget and the post elsewhere."""
    if element.getparent() is None:
        return True  # made of data, not found in the page
    if _is_main(element, document, _SOME_SHARE) or platforms.is_wrapped(document, element):
        return True
    # A post of pictures, beside it a few words of the blog.
    around = sum(len(block.letters) for block in document.blocks)
    return element.find(".//img") is not None and around < _MUCH_TEXT
