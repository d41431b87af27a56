"""Stibee: Korean newsletters, mails of boxes one below the other, shown as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.items import PageKind
from pipelines.readers.answer import Readers
from pipelines.readers.platforms.shown import shown
from pipelines.readers.trees.selecting import first, select

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "stibee"
_MAIL = ".stb-container"


def recognise(document: Document) -> float:
    """Return how sure the page is of Stibee: its editor names each box of a mail."""
    return 1.0 if select(document.tree, _MAIL) and select(document.tree, ".stb-block") else 0.0


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return that a mail is a post: lists and pages about the letter are built otherwise."""
    return ("post", "a mail written with Stibee") if recognise(document) else None


READERS: Readers = {"container": (shown("stibee.mail", first, _MAIL),)}

DROP = ".stb-footer, .stb-footer-box"
