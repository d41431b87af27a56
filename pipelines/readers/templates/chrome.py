"""What stands inside a site's bodies and is no part of its posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.readers import platforms
from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.cards import is_card, simplify_cards
from pipelines.readers.bodies.closing import drop_closing
from pipelines.readers.bodies.opening import drop_opening, known_excerpts, known_titles
from pipelines.readers.bodies.tidying import copy_of
from pipelines.readers.fields.body import is_plain
from pipelines.readers.pictures.picture_urls import stable_url
from pipelines.readers.pictures.pictures import address_of
from pipelines.readers.templates import apply
from pipelines.readers.templates.paths import names_of
from pipelines.readers.templates.profile import Template
from pipelines.readers.templates.teachers import Lesson
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.page_blocks import letters_of
from pipelines.readers.trees.selecting import select

#: Chrome stands in the bodies of at least so many learned pages.
_FEWEST_PAGES = 3
_NAME = re.compile(r"[.#][A-Za-z_-][\w-]*$")
_CLASS = re.compile(r"\.([\w-]+)")
#: Fewer letters than these may stand in a body by chance.
_FEWEST_LETTERS = 2


def marked(template: Template, lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Return, as CSS, elements that no true body has the words of, on any page that has them."""
    seen: Counter[str] = Counter()
    kept: set[str] = set()
    for lesson in lessons:
        if (body := apply.find_body(lesson.document, template.body)) is None:
            continue
        content = copy_of(body, platforms.drops(lesson.document))
        simplify_cards(content)
        drop_junk(content)
        truth = letters_of(lesson.body_text)
        pictured = _around_pictures(content, lesson)
        here: set[str] = set()
        for element in content.iterdescendants():
            if (css := _css(element)) is None:
                continue
            lines = [letters for line in text_lines(element) if (letters := letters_of(line))]
            foreign = [line for line in lines if len(line) >= _FEWEST_LETTERS]
            alien = foreign and all(line not in truth for line in foreign)
            if alien and element not in pictured:
                here.add(css)
            else:
                kept.add(css)
        seen.update(here)
    return tuple(
        sorted(css for css, pages in seen.items() if pages >= _FEWEST_PAGES and css not in kept)
    )


def steady(template: Template, lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Return the class names of chrome that stands in each of the learned bodies."""
    bodies = (apply.find_body(lesson.document, template.body) for lesson in lessons)
    borne = [set(map(_css, body.iterdescendants())) for body in bodies if body is not None]
    always = set(template.chrome).intersection(*borne)
    return tuple(sorted({name for css in always for name in _CLASS.findall(css)}))


def _around_pictures(content: HtmlElement, lesson: Lesson) -> set[HtmlElement]:
    """Return what holds the pictures of the post: no part of them goes for its caption's words."""
    shown = {image.url for image in lesson.post.images}
    base = lesson.document.base_url
    pictures = (
        picture
        for picture in content.iter("img", "amp-img")
        if (url := address_of(picture, base)) and stable_url(url) in shown
    )
    return {element for picture in pictures for element in picture.iterancestors()}


def _css(element: HtmlElement) -> str | None:
    if is_card(element) or element.tag in ("figcaption", "img", "a", "td", "code", "pre"):
        return None
    names = sorted(name for name in names_of(element) if _NAME.match(name))
    return f"{element.tag}{''.join(names)}" if names and isinstance(element.tag, str) else None


def cleaning(template: Template, lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Return which rules for the edges of a body found anything to do on learned pages."""
    needed: set[str] = set()
    # Where the readers weigh blocks, the line under the title was weighed with them.
    plain = all(is_plain(lesson.document) for lesson in lessons)
    for lesson in lessons:
        document = lesson.document
        if (body := apply.find_body(document, template.body)) is None:
            continue
        content = copy_of(body, (*platforms.drops(document), *template.chrome))
        simplify_cards(content)
        drop_junk(content)
        size = _size(content)
        titles, excerpts = known_titles(document), known_excerpts(document)
        drop_opening(content, titles, excerpts, boxes_only=not plain)
        left = _size(content)
        if left != size:
            needed.add("opening" if plain else "boxes")
        drop_closing(content)
        if _size(content) != left:
            needed.add("closing")
    return tuple(sorted(needed))


def _size(content: HtmlElement) -> tuple[int, int]:
    return len("".join(content.itertext()).split()), len(select(content, "img"))
