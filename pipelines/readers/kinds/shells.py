"""Pages that are a shell: a script would fill them. What an index carries is all there is of them.

A page that says that something is missing, or sends on, is none, however little that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.kinds.notices import is_notice
from pipelines.readers.trees.page_blocks import letters_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: A shell shows fewer letters: `Loading ...`.
_SHELL = 30
#: Fewer letters of an entry are a summary.
TOLD = 60
#: What is seen without a letter, and what stands for another page.
_SEEN = "img, picture, video, audio, svg, object, frame, iframe, meta[http-equiv=refresh i]"


def is_shell(document: Document) -> bool:
    """Return True for a page with scripts, an empty element for them to fill, and nothing more."""
    body = document.tree.find("body")
    if body is None or sum(len(block.letters) for block in document.blocks) >= _SHELL:
        return False
    if not any(script.get("src") for script in select(document.tree, "script")):
        return False
    if document.tree.find(".//h1") is not None or select(document.tree, _SEEN):
        return False
    if is_notice(text_of(body)):
        return False
    # A few words of the day are a post, too: no script has to fill what stands in an article.
    if any(letters_of(text_of(one)) for one in select(document.tree, "article, time")):
        return False
    return any(
        isinstance(one.tag, str)
        and (one.get("id") or "-" in one.tag)
        and not letters_of(text_of(one))
        for one in body
    )


def carried(document: Document) -> HtmlElement | None:
    """Return the body that a feed or a list API carries whole, of a page that is but a shell."""
    if not document.is_shell:
        return None
    listed = next((entry.content_html for entry in document.entries if entry.content_html), None)
    body = None if listed is None else document.synthetic(listed)
    return None if body is None or len(letters_of(text_of(body))) < TOLD else body
