"""Where the fields of a site's posts stand: a path that holds the right value on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml.html import HtmlElement

from pipelines.readers import platforms
from pipelines.readers.answer import Choice, Reader, first_answer, signature
from pipelines.readers.dates.moment_choice import stated_moment
from pipelines.readers.fields import authors, categories, dates, excerpt, language, tags, title
from pipelines.readers.names.vouching import choose_authors
from pipelines.readers.post import ADDRESS
from pipelines.readers.templates import apply
from pipelines.readers.templates.paths import common, steps_to, written
from pipelines.readers.templates.profile import Place
from pipelines.readers.templates.teachers import Lesson
from pipelines.readers.trees.html import squash, upward, words
from pipelines.readers.trees.page_blocks import blocks_of, letters_of
from pipelines.readers.trees.spots import text_of

#: The readers of each field that a place is learned for.
FIELDS: dict[str, tuple[Reader[Any], ...]] = {
    "title": title.READERS,
    "published": dates.PUBLISHED,
    "modified": dates.MODIFIED,
    "authors": authors.READERS,
    "tags": tags.READERS,
    "categories": categories.READERS,
    "excerpt": excerpt.READERS,
    "language": language.READERS,
    "platform_post_id": (),
    "canonical_url": ADDRESS,
}
_MOMENTS = ("published", "modified")
_MANY = ("authors", "tags", "categories")
_AT_ONCE = {
    f"dates.{name}"
    for name in ("meta_published", "meta_modified", "entry_published", "entry_updated")
}
#: Generic readers that cost next to nothing.
_CHEAP = {"canonical_url": ADDRESS}
#: Readers of these look everywhere, so that one place in the page is far cheaper.
_PATHS_FIRST = ("title", "authors", "tags", "categories")
#: Where an element states the moment that it shows.
_ATTRIBUTES = ("datetime", "title", "content")
#: Letters around a value that may be a label: `Written by `.
_LABEL = 20


def place_of(field: str, lessons: Sequence[Lesson]) -> Place | None:
    """Return where `field` stands; None when no place gives what it should on every page."""
    wanted = [_wanted(field, lesson) for lesson in lessons]
    candidates = _candidates(field, lessons, wanted)
    for place in candidates:
        found = [_found(field, place, lesson) for lesson in lessons]
        if found == wanted:
            empty = any(not value for value in wanted)
            return replace(place, may_be_empty=empty)
    return None


def _wanted(field: str, lesson: Lesson) -> Any:
    if field == "canonical_url":
        chosen = [said for said in lesson.post.evidence if said.field == field and said.chosen]
        return chosen[0].value if chosen else None
    return getattr(lesson.post, field) or None


def _found(field: str, place: Place, lesson: Lesson) -> Any:
    if place.path:
        return apply.value_at(field, place, lesson.document) or None
    document = lesson.document
    generic = platforms.trusted(document, field, FIELDS[field])
    chain = (*platforms.readers(document, field), *generic)
    asked = [reader for reader in chain if signature(reader) in place.readers]
    return _chooser(field)(field, asked, document).value or None


def _chooser(field: str) -> Callable[..., Choice[Any]]:
    if field in _MOMENTS:
        return stated_moment
    return choose_authors if field == "authors" else first_answer


def _candidates(field: str, lessons: Sequence[Lesson], wanted: Sequence[Any]) -> Iterator[Place]:
    said = [
        [(one.reader, one.chosen) for one in lesson.post.evidence if one.field == field]
        for lesson in lessons
    ]
    chosen = {reader for one in said for reader, is_chosen in one if is_chosen}
    answering = {reader for one in said for reader, _ in one}
    if not any(wanted):
        # Readers of platforms look where the platform would have it: the next page may.
        asked = platforms.readers(lessons[0].document, field)
        yield Place(readers=tuple(map(signature, (*asked, *_CHEAP.get(field, ())))))
    # In the head, and among what an index said, a reader finds its value at once.
    if field in _PATHS_FIRST or (field in _MOMENTS and not chosen & _AT_ONCE):
        yield from _paths(field, lessons, wanted)
    if field == "language" and len({value for value in wanted if value}) > 1:
        yield Place(readers=("language.declared",))
    yield Place(readers=tuple(sorted(chosen)))
    yield Place(readers=tuple(sorted(answering)))


def _paths(field: str, lessons: Sequence[Lesson], wanted: Sequence[Any]) -> Iterator[Place]:
    """Yield the places in the page where the values stand, those without labels first."""
    having = [pair for pair in zip(lessons, wanted, strict=True) if pair[1]]
    if not having:
        return
    texts = [_text(field, value) for _, value in having]
    for attribute in ("", *(_ATTRIBUTES if field in _MOMENTS else ())):
        # By the tags of the steps: the element of each page that holds its value.
        options = [
            _elements(lesson, text, attribute)
            for (lesson, _), text in zip(having, texts, strict=True)
        ]
        for tags_ in options[0]:
            same = [found[tags_] for found in options if tags_ in found]
            paths = [path for element in same if (path := steps_to(element))]
            path = common(paths) if len(paths) == len(options) else None
            if path is None:
                continue
            before, after = _around(_shown(same[0], attribute), texts[0])
            yield Place(
                path=written(path),
                attribute=attribute,
                before=before,
                after=after,
                many=field in _MANY,
            )


def _text(field: str, value: Any) -> str:
    if field in _MOMENTS:
        return squash(value.raw)
    return squash(value[0] if field in _MANY else value)


def _shown(element: HtmlElement, attribute: str) -> str:
    return squash(element.get(attribute) or "") if attribute else text_of(element)


def _elements(lesson: Lesson, wanted: str, attribute: str) -> dict[tuple[str, ...], HtmlElement]:
    """Return the elements that hold a text and little else, the closest first."""
    found: dict[tuple[str, ...], HtmlElement] = {}
    body = lesson.document.tree.find("body")
    for element in () if body is None or not wanted else body.iterdescendants():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        own = element.get(attribute) if attribute else "".join(element.itertext())
        if not own or (wanted[:20] not in own and wanted not in squash(own)):
            continue
        text = _shown(element, attribute)
        fits = wanted in text and len(text) <= len(wanted) + _LABEL
        if fits and (path := steps_to(element)):
            found.setdefault(tuple(step.tag for step in path), element)

    def closeness(pair: tuple[tuple[str, ...], HtmlElement]) -> tuple[int, int]:
        return len(_shown(pair[1], attribute)), len(pair[0])

    return dict(sorted(found.items(), key=closeness))


def _around(text: str, value: str) -> tuple[str, str]:
    start = text.find(value)
    return text[:start], text[start + len(value) :]


#: Shorter lines stand in other places too.
_LONG_LINE = 8
#: A page that shows less of the known body than this shows another one, or only its beginning.
_ENOUGH = 0.8
#: Parts of a text, never the whole of it.
_PARTS = words("a b blockquote dl em figure font i li ol p pre span strong table tbody td tr ul")


def tightest(lesson: Lesson) -> HtmlElement | None:
    """Return the smallest element that holds the lines of the body; None when none holds most."""
    lines = {
        letters
        for one in lesson.body_text.split("\n")
        if len(letters := letters_of(one)) >= _LONG_LINE
    }
    body = lesson.document.tree.find("body")
    if not lines or body is None:
        return None
    held: dict[HtmlElement, set[str]] = {}
    for block in blocks_of(body):
        if block.letters in lines:
            for node in upward(block.owner):
                held.setdefault(node, set()).add(block.letters)
    everything = held.get(body, set())
    whole = sum(map(len, everything))
    if whole < _ENOUGH * sum(map(len, lines)):
        return None
    best = body
    while True:
        inner = next((child for child in best if held.get(child) == everything), None)
        if inner is None or inner.tag in _PARTS:
            return None if best is body else best
        best = inner
