"""Reading a page by its site's template: does it fit, and what stands at its places."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from pipelines.items import Post
from pipelines.readers import platforms
from pipelines.readers.answer import ask, signature
from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.byline_lines import folded
from pipelines.readers.bodies.cards import simplify_cards
from pipelines.readers.bodies.closing import drop_closing
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.bodies.opening import drop_opening, known_excerpts, known_titles
from pipelines.readers.bodies.tidying import copy_of, needs_of
from pipelines.readers.dates.page_time import moment
from pipelines.readers.templates.paths import found_at, named
from pipelines.readers.terms.terms import names
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import borne, spared
from pipelines.readers.trees.spots import text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document
    from pipelines.readers.templates.asking import Steps
    from pipelines.readers.templates.paths import Found
    from pipelines.readers.templates.profile import Place, Template

#: Characters of all names on a page that are worth keeping.
_FEW_NAMES = 8192
_DIGIT = re.compile(r"\d")
_STEM = re.compile(r"[.#][^-_]+[-_]")


@dataclass(slots=True, kw_only=True, eq=False)
class Fitting:
    """A template on a page that it fits."""

    template: Template
    #: The element that holds the body.
    body: HtmlElement
    #: Nothing around the body, or in it, is marked in a way that no learned page was.
    familiar: bool
    #: The elements at the paths that were walked, and at their beginnings.
    found: Found = field(default_factory=dict)
    #: How its fields are read, as far as that was made out.
    steps: Steps | None = None
    #: All elements of the body, held: of those that nobody holds each walk makes new objects.
    elements: list[HtmlElement] = field(default_factory=list)
    #: What was cut out of the body; None where more had to go than this and blocks without words.
    cut: tuple[HtmlElement, ...] | None = None


def fitting(document: Document, templates: Sequence[Template]) -> Fitting | None:
    """Return the first of `templates` that fits the page."""
    if document.source is not None:
        return None
    found: Found = {}
    for template in templates:
        if (body := find_body(document, template.body, found)) is not None:
            elements = list(body.iter())
            outside, inside, every = marks_around(document.tree, elements)
            if not bears(template.steady, every):
                continue
            spared(document.tree, every)
            known = knows(template.marks, outside)
            return Fitting(
                template=template,
                body=body,
                familiar=known and (template.inside is None or knows(template.inside, inside)),
                found=found,
                elements=elements,
            )
    return None


def find_body(document: Document, place: Place, known: Found | None = None) -> HtmlElement | None:
    """Return the element that holds the body, if this page has one, and one only, at its place."""
    if place.path:
        found = found_at(document.tree, place.path, {} if known is None else known)
        return found[0] if len(found) == 1 else None
    for reader in platforms.readers(document, "container"):
        if signature(reader) in place.readers:
            return ask(reader, document, document.warnings)
    return None


def content(document: Document, fitting: Fitting) -> HtmlElement:
    """Return the body with only the post in it: a copy, where anything had to go."""
    template = fitting.template
    needs = needs_of(fitting.body, (*platforms.drops(document), *template.chrome))
    if needs.is_clean and not template.cleaning:
        return fitting.body
    kept = copy_of(fitting.body, needs.drop)
    if needs.is_only_cut and not template.cleaning:
        if not (needs.empty and remove_empty(kept)):
            fitting.cut = needs.cut
        return kept
    if needs.cards:
        simplify_cards(kept)
    if needs.junk:
        drop_junk(kept)
    if opening := {"opening", "boxes"}.intersection(template.cleaning):
        titles, excerpts = known_titles(document), known_excerpts(document)
        drop_opening(kept, titles, excerpts, boxes_only="opening" not in opening)
    if "closing" in template.cleaning:
        drop_closing(kept)
    if needs.empty or needs.cards or needs.junk or needs.tidying or template.cleaning:
        remove_empty(kept)
    return kept


def is_familiar(document: Document, fitting: Fitting, post: Post) -> bool:
    """Return True unless a page looks, or what was read of it is, unlike all learned pages."""
    template = fitting.template
    shortest, longest = template.lengths
    size = len(post.body_text)
    if not size or (longest and not shortest / _SHORTER <= size <= longest * _LONGER):
        return False
    told = not template.heads_say_title or head_says(document, post.title)
    return fitting.familiar and told


#: A body so many times shorter, or longer, than any learned one is looked at twice.
_SHORTER, _LONGER = 4, 8


def head_says(document: Document, title: str) -> bool:
    """Return True when the head of the page has this title, alone or with the site's name."""
    declared = document.meta.get("og:title", ())
    if any(title in head for head in declared):
        return True
    top = next(document.tree.iterchildren("head"), None)
    named = None if top is None else next(top.iterchildren("title"), None)
    heads = [*declared, "" if named is None else named.text or ""]
    # Some generators leave marks out of the title in the head.
    return any(title in head for head in heads) or any(
        folded(title) in folded(head) for head in heads
    )


def marks_around(
    tree: HtmlElement, elements: Sequence[HtmlElement]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the class names and ids that a page bears outside its body, but for numbered ones.

    And the class names inside it, and all values of classes and ids of the page. `elements` are
    those of the body, its own first.
    """
    # One walk: searches in C cost as much, and twice as much where other pages were read between.
    walk, body = tree.iter(), elements[0]
    head = next(tree.iterchildren("head"), None)
    above = borne(islice(walk, 1 if head is None else 1 + len([*head.iter()])))
    before = iter(walk.__next__, body)
    around = borne(chain(before, islice(walk, len(elements) - 1, None)))
    within = borne(islice(elements, 1, None))
    own = borne(elements[:1])
    every = frozenset().union(*above, *around, *own, *within)
    # A heading's id is one page's own.
    inside = _names(within[0], ())
    # A body out of a script says nothing of which parts of the page show it again.
    if body.getroottree().getroot() is not tree:
        return frozenset(), inside, every
    return _names(*around), inside, every


def _names(classes: Collection[str], identities: Collection[str]) -> frozenset[str]:
    few = sum(map(len, chain(classes, identities))) <= _FEW_NAMES
    names = _marks_of if few else _marks_of.__wrapped__
    return names(frozenset(classes), frozenset(identities))


# Most pages of a site bear the same names, and what is longer is one page's own.
@lru_cache(maxsize=128)
def _marks_of(classes: frozenset[str], identities: frozenset[str]) -> frozenset[str]:
    names = {name for one in classes for name in named(one, "")}
    names |= {name for one in identities for name in named("", one)}
    return frozenset(name for name in names if not _DIGIT.search(name))


def knows(marks: Sequence[str], found: frozenset[str]) -> bool:
    """Return True when each of `found` is among `marks`, where `.tag-*` is every tag's mark."""
    unknown = found.difference(marks)
    return all(stem(mark) + "*" in marks for mark in unknown)


def bears(names: Sequence[str], values: frozenset[str]) -> bool:
    """Return True when each of the class names is in one of these values of classes and ids.

    A build that names its classes anew would else show what was cut out by the old names.
    """
    return not names or set(names) <= {name for value in values for name in value.split()}


def stem(mark: str) -> str:
    """Return the beginning by which names of one kind are alike: `.tag-` of `.tag-news`."""
    found = _STEM.match(mark)
    return found[0] if found else mark


def value_at(field: str, place: Place, document: Document) -> Any:
    """Return what stands at a path, as a value of `field`; None when nothing does."""
    known = document.fitting.found if document.fitting else {}
    found = found_at(document.tree, place.path, known)
    if not found or (len(found) > 1 and not place.many):
        return None
    texts = [text for element in found if (text := raw_at(element, place))]
    return as_value(field, texts, document)


def raw_at(element: HtmlElement, place: Place) -> str:
    """Return the text or attribute that stands there, without the words around every value."""
    text = squash(element.get(place.attribute) or "") if place.attribute else text_of(element)
    if not (text.startswith(place.before) and text.endswith(place.after)):
        return ""
    return text[len(place.before) : len(text) - len(place.after) or None].strip()


def as_value(field: str, texts: Sequence[str], document: Document) -> Any:
    """Return texts as a value of `field`."""
    if not texts:
        return None
    if field in ("published", "modified"):
        return moment(document, texts[0])
    if field in ("tags", "categories"):
        return names(texts)
    if field == "authors":
        return tuple(texts)
    return texts[0]
