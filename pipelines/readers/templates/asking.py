"""Asking what stands at a template's places: who is asked for a field, and how each signs.

That is the same on all pages that a template fits, and made out once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipelines.readers import platforms
from pipelines.readers.answer import Choice, Reader, first_answer, said, signature, survive
from pipelines.readers.dates.moment_choice import stated_moment
from pipelines.readers.document import Document
from pipelines.readers.templates.apply import Fitting, value_at
from pipelines.readers.templates.languages import language_of
from pipelines.readers.templates.profile import Place, Template
from pipelines.readers.trust import confidence

#: As `field_evidence.reader` holds it.
_LONGEST_READER = 100
#: The reader whose place is taken by the little words of a site's languages.
_WORDS = "language.body_words"
#: Readers of what a page or an index declares: they look nowhere else, and cost next to nothing.
_WITNESSES = frozenset(
    """authors.entry_authors categories.entry_categories dates.entry_published
    dates.entry_updated dates.linked_data_modified dates.linked_data_published
    dates.meta_modified dates.meta_published excerpt.index_summary excerpt.open_graph
    post.link_canonical post.open_graph_url tags.article_tag tags.entry_tags
    tags.keywords title.entry_title""".split()
)

#: A reader, what its word is signed with, and how far it is to be trusted.
Signed = tuple[Reader[Any], str, float]
#: How fields are read, by field and generic readers.
Steps = dict[tuple[str, tuple[Reader[Any], ...]], "Step"]
Chooser = Callable[..., Choice[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one field is read at its place."""

    #: What stands at the path, or is told by little words, is signed so, and to be trusted so far.
    signed: str
    sure: float
    by_words: bool
    #: Those who are asked where there is no path.
    asked: tuple[Signed, ...]
    #: Who chooses among their answers; None: the first one is chosen.
    chooser: Chooser | None
    #: Those who declare a field whose place has answered: their word is evidence alone.
    witnesses: tuple[Signed, ...]


def choose(
    field: str,
    place: Place,
    readers: tuple[Reader[Any], ...],
    document: Document,
    fitting: Fitting,
    chooser: Chooser = first_answer,
) -> Choice[Any] | None:
    """Return the answer for `field` at its place, signed with the template and its version.

    None where nothing is there that should be. `readers` are the generic ones of the field; the
    platforms' are known.
    """
    if (steps := fitting.steps) is None:
        steps = fitting.steps = _steps(fitting.template, document.platforms)
    if (step := steps.get((field, readers))) is None:
        step = _step(field, place, readers, chooser, document.platforms, fitting.template)
        steps[field, readers] = step
    choice = _answer(field, place, step, document, fitting)
    if not choice.value and not (place.may_be_empty and fitting.familiar):
        return None
    for reader, signed, sure in step.witnesses:
        value = survive(reader, reader, document.url, choice.warnings, document)
        if value is not None and value != "" and value != ():
            choice.evidence.append(said(field, value, signed, sure, chosen=False))
    return choice


def _answer(
    field: str, place: Place, step: Step, document: Document, fitting: Fitting
) -> Choice[Any]:
    if step.by_words and (known := language_of(document.body_text, fitting.template.languages)):
        return _found(field, known, step)
    if place.path:
        return _found(field, value_at(field, place, document), step)
    if step.chooser is not None:
        choice = step.chooser(field, [reader for reader, _, _ in step.asked], document)
        by_reader = {signature(reader): signed for reader, signed, _ in step.asked}
        choice.evidence = [
            replace(one, reader=by_reader.get(one.reader, one.reader)) for one in choice.evidence
        ]
        return choice
    choice = Choice()
    for reader, signed, sure in step.asked:
        value = survive(reader, reader, document.url, choice.warnings, document)
        if value is not None and value != "" and value != ():
            if chosen := not choice.reader:
                choice.value, choice.reader = value, signed
            choice.evidence.append(said(field, value, signed, sure, chosen=chosen))
    return choice


def _found(field: str, value: Any, step: Step) -> Choice[Any]:
    if not value:
        return Choice()
    told = said(field, value, step.signed, step.sure, chosen=True)
    return Choice(value=value, reader=step.signed, evidence=[told])


@lru_cache(maxsize=64)
def _steps(_template: Template, _platforms: tuple[str, ...]) -> Steps:
    """Return what is known of how fields are read on pages of some platforms that it fits."""
    return {}


def _step(
    field: str,
    place: Place,
    readers: tuple[Reader[Any], ...],
    chooser: Chooser,
    names: tuple[str, ...],
    template: Template,
) -> Step:
    """Return how a field is read on pages of the platforms `names`."""

    def signed(name: str) -> str:
        return f"template v{template.version}: {name}"[:_LONGEST_READER]

    # Right on every page it was checked on; so few pages prove no more than this (Laplace).
    sure = round((template.checked_on + 1) / (template.checked_on + 2), 2)
    body = str(template.body) if field == "body_text" else ""
    chain = (*platforms.readers_of(names, field), *readers)
    asked = [(one, name) for one in chain if (name := signature(one)) in place.readers]
    declared = _WITNESSES.difference(place.readers)
    if field in ("published", "modified"):
        chooser = stated_moment
    return Step(
        signed=signed(str(place).rpartition("/")[2] if place.path else _WORDS),
        sure=sure,
        by_words=field == "language" and _WORDS in place.readers,
        asked=tuple(
            (one, signed(body or name), sure if body else confidence(field, name))
            for one, name in asked
        ),
        chooser=None if chooser is first_answer else chooser,
        witnesses=tuple(
            (one, name, confidence(field, name))
            for one in readers
            if (name := signature(one)) in declared
        ),
    )
