"""The title of a page that has no `h1`, in an element that is called a title or a subject."""

from __future__ import annotations

import re
from itertools import dropwhile, islice, takewhile

from pipelines.readers.dates.moments import states_day
from pipelines.readers.document import Document
from pipelines.readers.titles.bare_titles import (
    JOINT,
    LONGEST,
    bare,
    is_place,
    is_shown_alone,
    says_nothing,
)
from pipelines.readers.titles.board_titles import is_generic
from pipelines.readers.titles.headings import largest_headings, says_much
from pipelines.readers.titles.title_words import letters
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.lines import Line, lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_text, is_elsewhere, text_of
from pipelines.readers.trees.visibility import is_out_of_sight

_CALLED = "[class*=tit], [class*=Tit], [class*=subject], [class*=sbj]"
_TITLED = re.compile(r"(?:^|[-_\s])(?:title|tit|subject|sbj)(?:$|\s)", re.IGNORECASE)
#: Such elements that are looked at; letters of a part of a title that is more than a mark.
_MANY, _FEWEST = 200, 3


def called_title(document: Document) -> str | None:
    """Return what the page alone calls a title, where it does not show that of its head.

    Boards and old papers head all pages alike.
    """
    if largest_headings(document):
        return None
    whole = first_text(document.tree, "title") or ""
    head = bare(document, whole)
    shown = head and not is_generic(head) and is_shown_alone(document, head)
    if shown and says_much(head):
        return None
    called = (
        element
        for element in select(document.tree, _CALLED)[:_MANY]
        if _TITLED.search(names_of(element))
        and not is_elsewhere(element)
        and next(element.iterancestors("a", "li"), None) is None
        and next(element.iterdescendants("a", "img"), None) is None
        and not is_out_of_sight(element)
    )
    # `<dl class="subject"><dt>제목</dt><dd>...`
    named = (next(element.iterdescendants("dd", "td"), element) for element in called)
    found = {text for element in named if 1 < len(text := text_of(element)) <= LONGEST}
    # `보도자료 | 알림·뉴스 | 부처` may say where a post is filed, and nothing of the post.
    if len(found) > 1:
        found -= {part for part in JOINT.split(whole) if is_place(document, part)}
    if len(found) > 1:
        said = letters(whole)
        found = {text for text in found if len(own := _own(text)) > _FEWEST and own in said}
    title = found.pop() if len(found) == 1 else ""
    parts = [letters(head[: joint.start()]) for joint in JOINT.finditer(head)]
    # What the head says, and more: the day and the writer stand in the same box.
    more = any(len(part) > _FEWEST and part in letters(title) for part in parts)
    told = not more and (not shown or (says_much(title) and _is_below(document, title, head)))
    if title and told and not says_nothing(document, title):
        return title
    return _over_facts(document) if head and not shown and is_place(document, head) else None


def _own(text: str) -> str:
    """Return the letters of a title without the shelf that is set before it in brackets."""
    return letters(re.sub(r"^\[[^\[\]]{1,20}\]", "", text))


def _over_facts(document: Document) -> str | None:
    """Return the one stressed line above the first line that states a day, as old boards have it.

    Every page of theirs is headed with the name of the board, which links on it say, too.
    """
    above = None
    for line in islice(lines_of(document), _MANY):
        if above is not None and states_day(line.text[:_FACTS]):
            # Above a bare day stands whoever wrote.
            return above.text if _is_stressed(above) and not line.text[0].isdigit() else None
        if len(line.text) > _RUNNING and line.element.tag == "p":
            return None
        above = line
    return None


def _is_stressed(line: Line) -> bool:
    """Return whether all of a line is bold, leads nowhere and may be a title."""
    bold = any(text_of(one) == line.text for one in select(line.element, "b, strong"))
    leads = select(line.element, "a[href]")
    return bold and not leads and not line.is_elsewhere and 1 < len(line.text) <= LONGEST


def _is_below(document: Document, title: str, head: str) -> bool:
    """Return whether a title follows upon the line that says the head, as upon that of a board."""
    above, wanted = letters(head), letters(title)
    below = dropwhile(lambda line: letters(line.text) != above, lines_of(document))
    near = takewhile(lambda line: len(line.text) <= _RUNNING or line.element.tag != "p", below)
    return any(wanted in letters(line.text) for line in islice(near, _NEAR))


#: Characters of a line of facts that are looked at.
_FACTS = 160
#: Characters of a paragraph that is no label; lines from the name of a board to the title below.
_RUNNING, _NEAR = 60, 12
