"""From the text of a page to its tree, as readers see it."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.readers.data.flight import SIGN
from pipelines.readers.data.streamed import LATE, put_together, without_fallbacks
from pipelines.readers.trees.code_lines import CODE, drop_line_numbers
from pipelines.readers.trees.css_index import by_tag
from pipelines.readers.trees.heading_marks import drop_marks
from pipelines.readers.trees.mending import MENDED, mended
from pipelines.readers.trees.parsing import parse
from pipelines.readers.trees.selecting import indexed


def tree_of_source(markup: str, max_depth: int) -> HtmlElement:
    """Return the root of what a Markdown or HTML source file was made into."""
    root = parse(markup, max_depth)
    drop_line_numbers(root, by_tag(root, *CODE))
    return mended(indexed(root, markup))


def tree_of_page(text: str, utf8: bytes, max_depth: int) -> HtmlElement:
    """Return the root of a page; `utf8` is its text in bytes, empty where nobody has them.

    What scripts would put into the page is in its place, and what stands beside the lines of code
    and beside headings, for readers to click on, is not in it.
    """
    is_late, is_drawn = LATE in text, SIGN in text
    if is_late:
        root = parse(without_fallbacks(text), max_depth)
    else:
        root = parse(text, max_depth, utf8)
    if is_late or is_drawn:
        root = put_together(root, text)
    # One walk for all, unless code loses some of it on the way.
    found = by_tag(root, *CODE, *MENDED)
    drop_marks(found["a"])
    drop_line_numbers(root, found)
    has_code = any(found[tag] for tag in CODE)
    # What is drawn out of a script is written there in other ways.
    return mended(indexed(root, "" if is_drawn else text), None if has_code else found)
