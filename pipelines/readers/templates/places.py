"""Where the fields of a site's posts stand: a path that holds the right value on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipelines.readers import platforms
from pipelines.readers.answer import Choice, first_answer, signature
from pipelines.readers.fields import authors, categories, dates, excerpt, language, tags, title
from pipelines.readers.html import squash
from pipelines.readers.post import ADDRESS
from pipelines.readers.spots import text_of
from pipelines.readers.templates import apply
from pipelines.readers.templates.paths import common, steps_to, written
from pipelines.readers.templates.profile import Place

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.answer import Reader
    from pipelines.readers.templates.teachers import Lesson

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
#: Readers of these look everywhere, so that one place in the page is far cheaper.
_PATHS_FIRST = ("title", "authors", "tags", "categories")
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
            return _with(place, may_be_empty=empty)
    return None


def _with(place: Place, *, may_be_empty: bool) -> Place:
    from dataclasses import replace

    return replace(place, may_be_empty=may_be_empty)


def _wanted(field: str, lesson: Lesson) -> Any:
    if field == "canonical_url":
        chosen = [said for said in lesson.post.evidence if said.field == field and said.chosen]
        return chosen[0].value if chosen else None
    return getattr(lesson.post, field) or None


def _found(field: str, place: Place, lesson: Lesson) -> Any:
    if place.path:
        return apply.value_at(field, place, lesson.document) or None
    document = lesson.document
    chain = (*platforms.readers(document, field), *FIELDS[field])
    asked = [reader for reader in chain if signature(reader) in place.readers]
    return _chooser(field)(field, asked, document).value or None


def _chooser(field: str) -> Callable[..., Choice[Any]]:
    return dates.choose_moment if field in _MOMENTS else first_answer


def _candidates(field: str, lessons: Sequence[Lesson], wanted: Sequence[Any]) -> Iterator[Place]:
    said = [
        [(one.reader, one.chosen) for one in lesson.post.evidence if one.field == field]
        for lesson in lessons
    ]
    chosen = {reader for one in said for reader, is_chosen in one if is_chosen}
    answering = {reader for one in said for reader, _ in one}
    if not any(wanted):
        yield Place()
    if field in _PATHS_FIRST:
        yield from _paths(field, lessons, wanted)
    if field == "language" and len({value for value in wanted if value}) > 1:
        yield Place(readers=("language.declared",))
    yield Place(readers=tuple(sorted(chosen)))
    if field not in _PATHS_FIRST:
        yield from _paths(field, lessons, wanted)
    yield Place(readers=tuple(sorted(answering)))


def _paths(field: str, lessons: Sequence[Lesson], wanted: Sequence[Any]) -> Iterator[Place]:
    """Yield the places in the page where the first values stand, those without labels first."""
    if field not in _PATHS_FIRST:
        return
    having = [pair for pair in zip(lessons, wanted, strict=True) if pair[1]]
    if not having:
        return
    # By the tags of the steps: each page's path, and what stands around the value.
    options: list[dict[tuple[str, ...], HtmlElement]] = []
    for lesson, value in having:
        texts = value if field in _MANY else (value,)
        options.append(_elements(lesson, texts[0]))
    for tags_, first in options[0].items():
        same = [found[tags_] for found in options if tags_ in found]
        if len(same) < len(options):
            continue
        paths = [path for element in same if (path := steps_to(element))]
        path = common(paths) if len(paths) == len(same) else None
        if path is None:
            continue
        values = [value[0] if field in _MANY else value for _, value in having]
        before, after = _around(text_of(first), values[0])
        yield Place(path=written(path), before=before, after=after, many=field in _MANY)


def _elements(lesson: Lesson, value: str) -> dict[tuple[str, ...], HtmlElement]:
    found: dict[tuple[str, ...], HtmlElement] = {}
    body = lesson.document.tree.find("body")
    wanted = squash(value)
    for element in () if body is None or not wanted else body.iterdescendants():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        own = "".join(element.itertext())
        if wanted[:20] not in own and wanted not in squash(own):
            continue
        text = text_of(element)
        if wanted in text and len(text) <= len(wanted) + _LABEL:
            path = steps_to(element)
            if path:
                found.setdefault(tuple(step.tag for step in path), element)
    return dict(sorted(found.items(), key=lambda pair: (len(text_of(pair[1])), len(pair[0]))))


def _around(text: str, value: str) -> tuple[str, str]:
    start = text.find(squash(value))
    return text[:start], text[start + len(squash(value)) :]
