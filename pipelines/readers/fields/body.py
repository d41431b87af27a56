"""The body of a post, cut out of the element that holds it, as text and as clean HTML."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers import platforms
from pipelines.readers.answer import signature
from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.cards import simplify_cards
from pipelines.readers.bodies.closing import drop_closing
from pipelines.readers.bodies.containers import weighed
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.bodies.main_content import keep_held, twins_of
from pipelines.readers.bodies.opening import drop_opening, known_excerpts, known_titles
from pipelines.readers.bodies.outside import drop_pictures_outside, with_outside
from pipelines.readers.bodies.presentable import presentable
from pipelines.readers.bodies.rendering import Rendered, rendered
from pipelines.readers.bodies.sanitising import ATTRIBUTES, sanitised
from pipelines.readers.bodies.tidying import tidy
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.selecting import select

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def content(document: Document) -> HtmlElement | None:
    """Return a copy of the container with only the post in it; None when there is no container."""
    chosen = document.container_choice
    if chosen.value is None:
        return None
    drops = platforms.drops(document)
    if chosen.value.getroottree().getroot() is document.tree:
        # The page has an index; a copy is not worth one.
        drops = tuple(css for css in drops if select(document.tree, css))
    if plain := is_plain(document):
        kept, twins = deepcopy(chosen.value), {}
        tidy(kept, drops)
        simplify_cards(kept)
        drop_junk(kept)
    else:
        around, held = with_outside(chosen.value, document.blocks, document.held, document.odds)
        kept = deepcopy(around)
        twins = twins_of(around, kept)
        if around is not chosen.value:
            drop_pictures_outside(twins[chosen.value], kept)
        tidy(kept, drops)
        simplify_cards(kept)
        keep_held(kept, twins, document.blocks, held, document.url)
    # The last first: lxml looks, for each that is let go of what was cut out, through its siblings
    # from the first on whether anybody still holds one, which for 100,000 links takes minutes.
    while twins:
        twins.popitem()
    # Where blocks were weighed, the line below the title was weighed with them.
    titles, excerpts = known_titles(document), known_excerpts(document)
    drop_opening(kept, titles, excerpts, boxes_only=not plain)
    drop_closing(kept)
    remove_empty(kept)
    return kept


def is_plain(document: Document) -> bool:
    """Return True where the container holds the post and little else: no block is weighed.

    A platform we know puts its own things around the body, not into it, unless its users may
    add to it. Elsewhere even a declared body is full of advertisements, teasers and players.
    """
    chosen = document.container_choice
    if chosen.value is None or document.source is not None:
        return True
    data = chosen.value.getroottree().getroot() is not document.tree
    known = platforms.know_bodies(document) and chosen.reader != signature(weighed)
    known = known and not platforms.is_added_to(chosen.reader)
    return data or known


def body_text(document: Document) -> str | None:
    """Return the words of the post, a block a line."""
    return document.body_text or None


def lines(document: Document) -> list[str]:
    """Return the words of the content, a block a line."""
    if document.rendered is not None:
        return document.rendered.lines
    return [] if document.content is None else text_lines(document.content)


def body_html(document: Document) -> str:
    """Return the body as clean HTML; empty when there is none."""
    if document.rendered is not None:
        return document.rendered.markup
    if document.content is None:
        return ""
    return sanitised(presentable(document.content, document.base_url, document.pictures))


def plainly(document: Document) -> Rendered | None:
    """Return the lines and the clean HTML of a body of plain elements; None of any other."""
    if document.content is None:
        return None
    return rendered(document.content, document.base_url, document.pictures, ATTRIBUTES)


READERS = (body_text,)
