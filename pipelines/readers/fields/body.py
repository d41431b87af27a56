"""The body of a post: which element holds it, and what it says as text and as clean HTML."""

from __future__ import annotations

from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

import nh3

from pipelines.readers import platforms
from pipelines.readers.answer import Choice, first_answer, signature
from pipelines.readers.blocks.post_blocks import held_blocks
from pipelines.readers.bodies.asides import drop_asides
from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.cards import simplify_cards
from pipelines.readers.bodies.closing import drop_closing
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.bodies.main_content import keep_held, likeliest, twins_of
from pipelines.readers.bodies.marked_names import is_marked
from pipelines.readers.bodies.opening import drop_opening, known_excerpts, known_titles
from pipelines.readers.bodies.outside import drop_pictures_outside, with_outside
from pipelines.readers.bodies.presentable import presentable
from pipelines.readers.bodies.rendering import Rendered, rendered
from pipelines.readers.bodies.tidying import tidy
from pipelines.readers.data.recipes import texts_in
from pipelines.readers.kinds.shells import carried
from pipelines.readers.text.letters import length_of
from pipelines.readers.titles.board_titles import board_cell
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.html import names_of, text_of, words
from pipelines.readers.trees.page_blocks import letters_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.visibility import is_unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

#: How engines and editors name the element that holds the words of a post, surest first.
DECLARED = (
    "[itemprop~='articleBody']",
    ".e-content",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".article-body, .article__body, .articleBody, #articleBody, #article-body",
    ".article-content, .article__content",
    ".post__content, .post-text, .post__body",
    ".gh-content, .page__content, .kg-canvas",
    ".story-body, .blog-content, .blog-post-content, .single-content",
    ".markdown-body",
    "#entryBody, .entry-body, .entry_body, .entry_content",
    ".post_content, .post_body, .article_body",
    ".fr-view",
)

#: Blocks of this many letters are running text, not labels.
_RUNNING_TEXT = 40
#: 0.4: a declared body with less of the page's running text was a teaser or one part of several.
_MAIN_SHARE = 0.4
#: What a platform names is believed with less: its posts may be short and its side columns long.
_SOME_SHARE = 0.15
#: Fewer letters than this may be all that a page shows of a post that its data state whole.
_STORY = 200
#: More text than this on a page with a picture is the post.
_MUCH_TEXT = 2500
#: Fewer characters than this are no post by themselves; a picture may be.
_FEW = 60


def page_data(document: Document) -> HtmlElement | None:
    """Return the body in the data of a page that shows next to no text."""
    return None if document.page_data is None else document.page_data.body


def stated(document: Document) -> HtmlElement | None:
    """Return the body that the page states as data for search engines and does not show."""
    pairs = zip(document.blocks, document.held, strict=True)
    if sum(length_of(block.letters) for block, yes in pairs if yes) >= _STORY:
        return None
    keys = ("articleBody", "recipeInstructions", "step")
    told = [
        text for node in document.post_nodes for key in keys for text in texts_in(node.get(key))
    ]
    lines = [line for text in told for line in text.split("\n")]
    body = document.synthetic(
        "".join(one if "<" in one else f"<p>{escape(one)}</p>" for one in lines)
    )
    return body if length_of(letters_of(text_of(body))) >= _STORY else None


def declared(document: Document) -> HtmlElement | None:
    """Return the element that the page itself calls the body of the post."""
    found = document.declared
    return None if found is None or _is_unseen_twin(found, document) else found


def _is_unseen_twin(element: HtmlElement, document: Document) -> bool:
    """Return whether nobody sees a body whose words stand elsewhere on the page, for machines."""
    around = (element, *element.iterancestors())
    if not any(map(is_unseen, around)) or not any(document.held):
        return False
    inside = set(element.iter())
    return not any(
        yes and block.owner in inside
        for block, yes in zip(document.blocks, document.held, strict=True)
    )


def find_declared(document: Document) -> HtmlElement | None:
    """Look for the element that the page itself calls the body of the post."""
    for css in DECLARED:
        found = [element for element in select(document.tree, css) if _may_hold(element)]
        if found:
            best = _together(found)
            if best is None:
                best = max(found, key=lambda element: len(text_of(element)))
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
    return len(text_of(element)) >= _FEW or element.find(".//img") is not None


def held(document: Document) -> list[bool]:
    """Return, for each block of the page, whether it is a part of the post."""
    found = held_blocks(document)
    drop_asides(document.blocks, found)
    return found


def weighed(document: Document) -> HtmlElement | None:
    """Return the element that holds the blocks that are weighed to be the post."""
    return likeliest(document.blocks, document.held)


CONTAINERS = (page_data, carried, stated, declared, weighed)


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


def content(document: Document) -> HtmlElement | None:
    """Return a copy of the container with only the post in it; None when there is no container."""
    chosen = document.container_choice
    if chosen.value is None:
        return None
    plain = is_plain(document)
    if plain:
        kept, twins = deepcopy(chosen.value), {}
        tidy(kept, platforms.drops(document))
        simplify_cards(kept)
        drop_junk(kept)
    else:
        around, held = with_outside(chosen.value, document.blocks, document.held, document.odds)
        kept = deepcopy(around)
        twins = twins_of(around, kept)
        if around is not chosen.value:
            drop_pictures_outside(twins[chosen.value], kept)
        tidy(kept, platforms.drops(document))
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
