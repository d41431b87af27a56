"""Learning: from pages of one site to the templates of their shapes, checked on held-back pages.

What a page should say is what its site says of it elsewhere (the body in a feed or list API, in
its linked data), else what the generic readers say; what they say alike of several pages, and
what stands in one place in all of them, is learned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.items import Page, Post
from pipelines.readers.bodies.main_content import MAX_DEPTH, MAX_ELEMENTS
from pipelines.readers.document import Document
from pipelines.readers.options import ReadOptions
from pipelines.readers.post import READER_VERSION, read_document
from pipelines.readers.templates import apply, chrome, languages, likeness, places, teachers
from pipelines.readers.templates.paths import beginning, elements_at, steps_to, written
from pipelines.readers.templates.profile import Place, Template
from pipelines.readers.templates.teachers import Lesson
from pipelines.readers.trees.parsing import is_deeper

#: Pages of one shape that a template is learned from and checked on, at least.
FEWEST = 8
#: One page in so many is held back.
HELD_BACK = 3
#: Held-back bodies must be this like what they should be, and no less than the generic readers'.
GOOD_ENOUGH = 0.95
#: Names that begin alike and come and go, from so many on, are those of tags and the like.
_KIND = 3
#: What counts as no worse: a word in a few hundred.
_SLACK = 0.003


def learn(pages: Sequence[Page], options: ReadOptions | None = None) -> tuple[Template, ...]:
    """Return the templates that these pages of one site teach and that passed their check.

    Pure; never raises for bad HTML.
    """
    shapes: dict[str, list[Lesson]] = defaultdict(list)
    for page in pages:
        document = Document(page, options)
        if _is_a_bomb(document):
            continue
        post = read_document(document)
        if post.kind == "post" and document.source is None and post.body_text:
            lesson = teachers.lesson(document, post)
            shapes[_shape(document)].append(lesson)
    found: list[Template] = []
    for lessons in shapes.values():
        if (template := _tried(lessons, options)) is not None:
            found.append(template)
            continue
        # Bodies of several editors may stand at one place and bear their editor's name.
        for part in _by_name(lessons):
            if template := _tried(part, options):
                found.append(template)
    return tuple(found)


def _is_a_bomb(document: Document) -> bool:
    """Return True for a page of more, or deeper, elements than any post has: it may harm."""
    count = sum(1 for _ in document.tree.iter())
    return count > MAX_ELEMENTS or is_deeper(document.tree, MAX_DEPTH)


def _tried(lessons: Sequence[Lesson], options: ReadOptions | None) -> Template | None:
    """Return what pages of one shape teach, if it passes its check."""
    if len(lessons) < FEWEST:
        return None
    held_back = lessons[1::HELD_BACK]
    template = _learned([lesson for lesson in lessons if lesson not in held_back])
    return None if template is None else _checked(template, held_back, options)


def _by_name(lessons: Sequence[Lesson]) -> list[list[Lesson]]:
    """Return the pages parted by the names of the element that holds the body."""
    parts: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        container = lesson.document.container
        path = None if container is None else steps_to(container)
        parts[str(path[-1]) if path else ""].append(lesson)
    return list(parts.values()) if len(parts) > 1 else []


def _shape(document: Document) -> str:
    """Return what pages with their body in the same place have in common."""
    choice = document.container_choice
    path = None if choice.value is None else steps_to(choice.value)
    return "/".join(step.tag for step in path) if path else choice.reader


def _learned(lessons: Sequence[Lesson]) -> Template | None:
    if (body := _body_place(lessons)) is None:
        return None
    platforms = {lesson.document.platforms for lesson in lessons}
    fields: dict[str, Place] = {"body_text": Place(readers=("body.body_text",))}
    for field in places.FIELDS:
        if (place := places.place_of(field, lessons)) is not None:
            fields[field] = place
    draft = Template(
        body=body,
        fields=fields,
        reader_version=READER_VERSION,
        platforms=next(iter(platforms)) if len(platforms) == 1 else None,
        among=tuple(sorted({name for names in platforms for name in names})),
        learned_from=len(lessons),
        agreement={},
        teachers=dict(Counter(lesson.teacher for lesson in lessons)),
    )
    sizes = [len(lesson.post.body_text) for lesson in lessons]
    marks, inside = _marks(body, lessons)
    draft = replace(
        draft,
        marks=marks,
        inside=inside,
        languages=languages.learned(lessons),
        heads_say_title=all(apply.head_says(one.document, one.post.title) for one in lessons),
        lengths=(min(sizes), max(sizes)),
    )
    draft = replace(draft, chrome=chrome.marked(draft, lessons))
    steady = chrome.steady(draft, lessons)
    return replace(draft, steady=steady, cleaning=chrome.cleaning(draft, lessons))


def _marks(body: Place, lessons: Sequence[Lesson]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the marks outside the body, and those inside it."""
    around: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for lesson in lessons:
        if (element := apply.find_body(lesson.document, body)) is not None:
            here = list(element.iter())
            outside, inside, _ = apply.marks_around(lesson.document.tree, here)
            around.update(outside)
            within.update(inside)
    return _by_kind(around, lessons), _by_kind(within, lessons)


def _by_kind(pages: Counter[str], lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Return marks that so many pages have; those that name the post itself only by their kind."""
    changing = Counter(apply.stem(mark) for mark, count in pages.items() if count < len(lessons))
    kinds = {kind + "*" for kind, names in changing.items() if names >= _KIND and kind[-1] in "-_"}
    own = {mark for mark in pages if apply.stem(mark) + "*" not in kinds}
    return tuple(sorted(own | kinds))


def _body_place(lessons: Sequence[Lesson]) -> Place | None:
    """Return where the body stands in all of `lessons`."""
    containers = [lesson.document.container_choice for lesson in lessons]
    apart = {one.reader for one in containers if one.value is not None and not steps_to(one.value)}
    if apart:
        alone = len(apart) == 1 and all(choice.reader in apart for choice in containers)
        return Place(readers=tuple(apart)) if alone else None
    tight = [places.tightest(lesson) for lesson in lessons]
    for elements in (tight, [choice.value for choice in containers]):
        found = [path for one in elements if one is not None and (path := steps_to(one))]
        path = beginning(found) if len(found) == len(lessons) else None
        if path and all(len(elements_at(one.document.tree, path)) == 1 for one in lessons):
            return Place(path=written(path))
    return None


def _checked(
    template: Template, lessons: Sequence[Lesson], options: ReadOptions | None
) -> Template | None:
    """Return the template with its marks on held-back pages; None when it may not be used."""
    mine: list[float] = []
    generic: list[float] = []
    bodies_alike: list[float] = []
    right: Counter[str] = Counter()
    sound: list[Lesson] = []
    for lesson in lessons:
        post = read_by(template, lesson.document.page, options)
        if post is None or post.kind != lesson.post.kind:
            return None
        mine.append(likeness.likeness(post.body_text, lesson.body_text))
        generic.append(likeness.likeness(lesson.post.body_text, lesson.body_text))
        bodies_alike.append(likeness.likeness(post.body_text, lesson.post.body_text))
        if lesson.teacher == "readers" and likeness.lacks_parts(post, lesson.post):
            return None
        wrong = (*likeness.differing(post, lesson.post), *likeness.more_of(post, lesson.post))
        right.update(field for field in likeness.FIELDS if field not in wrong)
        if not wrong:
            sound.append(lesson)
    score, other = sum(mine) / len(mine), sum(generic) / len(generic)
    if score < GOOD_ENOUGH or score < other - _SLACK:
        return None
    # A field that was not found as it should be is left to the readers that find it.
    fields = {
        field: place
        for field, place in template.fields.items()
        if field == "body_text" or right[field] == len(lessons)
    }
    agreement = {
        field: 1.0
        if field in template.fields and field not in fields
        else round(right[field] / len(lessons), 3)
        for field in likeness.FIELDS
    }
    # What stands in bodies that were read right is known as well.
    inside = {*(template.inside or ()), *_marks(template.body, sound)[1]}
    return replace(
        template,
        fields=fields,
        inside=tuple(sorted(inside)),
        agreement={**agreement, "body_text": round(min(bodies_alike), 3)},
        checked_on=len(lessons),
        score=round(score, 4),
        generic_score=round(other, 4),
    )


def read_by(template: Template, page: Page, options: ReadOptions | None) -> Post | None:
    """Return the post as `template` alone reads it; None where it does not fit."""
    document = Document(page, options)
    document.fitting = apply.fitting(document, (template,))
    return None if document.fitting is None else read_document(document)
