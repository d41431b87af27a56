"""A reader, its answer, and the choice among answers: the first wins, and signs it.

A reader is a plain function `Document -> value or None`. It is named for where
it looks; its signature in the evidence is `module.function`, so that evidence
reads as a sentence: `title: jekyll.post_title`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipelines.items import Embed, Evidence, Image, Link, Moment
from pipelines.readers.trust import confidence

if TYPE_CHECKING:
    from pipelines.readers.document import Document

T = TypeVar("T")
Reader = Callable[["Document"], T | None]
#: By field.
Readers = Mapping[str, tuple[Reader[Any], ...]]

logger = logging.getLogger(__name__)

#: In tests a reader that raises fails the test; elsewhere it is logged, counted and passed by.
RAISE_VARIABLE = "NEWSCRAWL_READERS_RAISE"

#: An error may quote the page; so much of it is kept.
_SENTENCE = 300


class MachineLacks(Exception):
    """The machine lacks what a reader needs, whatever the page; the message says what to do."""


@dataclass(slots=True)
class Choice(Generic[T]):
    """What the readers of one field said."""

    value: T | None = None
    #: Signature of the reader that was chosen; empty when none answered.
    reader: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    #: A sentence for each reader that raised.
    warnings: list[str] = field(default_factory=list)


@lru_cache(maxsize=1024)
def signature(reader: Reader[T]) -> str:
    """Return `module.function` of a reader, as evidence names it."""
    return f"{reader.__module__.rpartition('.')[2]}.{reader.__name__}"


def ask(reader: Reader[T], document: Document, warnings: list[str]) -> T | None:
    """Return the answer of one reader; None, and a sentence in `warnings`, when it raised."""
    return survive(reader, reader, document.url, warnings, document)


def survive(
    name: str | Reader[Any],
    work: Callable[..., T | None],
    url: str,
    warnings: list[str],
    *arguments: Any,
) -> T | None:
    """Return what `work` returns; None, and a sentence with `name` in `warnings`, if it raised.

    `arguments` are those of `work`; a reader for a name is one that is signed if it raises.
    """
    try:
        return work(*arguments)
    except (MemoryError, MachineLacks):
        # No fault of one reader or page: a page would be stored without what it says, and not be
        # read again. The worker gives it up with the reason.
        raise
    except Exception as error:  # the one broad except of the house: bad HTML is the normal case
        if os.environ.get(RAISE_VARIABLE):
            raise
        signed = name if isinstance(name, str) else signature(name)
        sentence = f"{signed} failed: {type(error).__name__}: {error}"[:_SENTENCE]
        logger.warning("%s at %s", sentence, url)
        warnings.append(sentence)
        return None


def first_answer(
    name: str, readers: Sequence[Reader[T]], document: Document, *, ask_all: bool = True
) -> Choice[T]:
    """Return the first answer of `readers` for field `name`, with what the others said as evidence.

    Empty answers (None, "", ()) are no answers. With `ask_all=False` the readers after the
    first answer are not asked: for fields whose readers are dear.
    """
    choice: Choice[T] = Choice()
    for reader in readers:
        if choice.reader and not ask_all:
            break
        value = survive(reader, reader, document.url, choice.warnings, document)
        if value is None or value == "" or value == ():
            continue
        chosen = not choice.reader
        signed = signature(reader)
        if chosen:
            choice.value, choice.reader = value, signed
        choice.evidence.append(said(name, value, signed, chosen=chosen))
    return choice


def said(
    field: str, value: object, signed: str, sure: float | None = None, *, chosen: bool
) -> Evidence:
    """Return an answer as evidence; it is to be trusted as its reader is, unless so far."""
    sure = confidence(field, signed) if sure is None else sure
    return Evidence(
        field=field, value=as_text(value), reader=signed, confidence=sure, chosen=chosen
    )


_LONGEST = 500


def _one(part: object) -> str:
    """Return one of several answers: a name as it is, a picture, link or player as its address."""
    if isinstance(part, str):
        return part
    if isinstance(part, Link):
        return f"{part.text} <{part.url}>" if part.text else part.url
    return part.url if isinstance(part, Image | Embed) else str(part)


def as_text(value: object) -> str:
    """Return an answer as evidence shows it, at most 500 characters."""
    if isinstance(value, str):
        return value[:_LONGEST]
    text: str
    if isinstance(value, Moment):
        text = value.isoformat()
    elif isinstance(value, tuple | list):
        text = ""
        for part in value:
            text += f"{' | ' if text else ''}{_one(part)}"
            if len(text) > _LONGEST:
                break
    else:
        text = str(value)
    return text[:_LONGEST]
