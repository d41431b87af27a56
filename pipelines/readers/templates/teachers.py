"""Teachers: what a site itself says of a post, beside the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.items import Post
from pipelines.readers.bodies.boilerplate import drop_junk
from pipelines.readers.bodies.byline_lines import folded
from pipelines.readers.bodies.cards import simplify_cards
from pipelines.readers.bodies.opening import known_excerpts, standfirsts
from pipelines.readers.bodies.tidying import copy_of
from pipelines.readers.document import Document
from pipelines.readers.templates.likeness import word_counts
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.page_blocks import letters_of

#: A body in a feed with less of the words that the page shows is a beginning, or a summary.
_WHOLE = 0.8
#: Fewer words than this teach nothing.
_FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """A page, what the generic readers say of it, and what its body should be."""

    document: Document
    post: Post
    body_text: str
    #: Who says so: `feed`, `linked data` or `readers`.
    teacher: str


def lesson(document: Document, post: Post) -> Lesson:
    """Return what is to be learned from a page."""
    for teacher, text in (("feed", _in_feed(document)), ("linked data", _in_data(document))):
        if text:
            text = "\n".join([*_above(text, document, post), text])
        if _is_whole(text, post.body_text):
            return Lesson(document=document, post=post, body_text=text, teacher=teacher)
    return Lesson(document=document, post=post, body_text=post.body_text, teacher="readers")


def _is_whole(said: str, read: str) -> bool:
    theirs, mine = word_counts(said), word_counts(read)
    if sum(theirs.values()) < _FEWEST_WORDS:
        return False
    return sum((theirs & mine).values()) >= _WHOLE * sum(mine.values())


def _above(text: str, document: Document, post: Post) -> list[str]:
    """Return the lines between title and text that the readers keep: feeds leave them out."""
    if document.content is None:
        return []
    under_title = standfirsts(document.content, known_excerpts(document))
    theirs = letters_of(text)
    found: list[str] = []
    for line in post.body_text.split("\n"):
        if letters_of(line) in theirs:
            break
        if folded(line) in under_title:
            found.append(line)
    return found


def _in_feed(document: Document) -> str:
    """Return the longest body that a feed or list API holds of the post."""
    bodies = [entry.content_html for entry in document.entries if entry.content_html]
    if not bodies:
        return ""
    content = copy_of(document.synthetic(max(bodies, key=len)))
    simplify_cards(content)
    drop_junk(content)
    return "\n".join(text_lines(content))


def _in_data(document: Document) -> str:
    for node in document.post_nodes:
        body = node.get("articleBody")
        if isinstance(body, str):
            return "\n".join(text_lines(document.synthetic(body))) if "<" in body else body
    return ""
