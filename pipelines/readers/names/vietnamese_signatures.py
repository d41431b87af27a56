"""Names that stand alone at the right below a text, as Vietnamese papers sign."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.readers.names.persons import FULL_NAME
from pipelines.readers.trees.lines import Line

#: Characters of a line that signs.
_LONGEST = 30
_RIGHT = "text-align:right"


def signers(lines: Sequence[Line]) -> set[str]:
    """Return the names that stand alone at the right below a text, as Vietnamese papers sign.

    Of several letters each is signed by another, and below a quotation stands who said it.
    """
    found: set[str] = set()
    above: Line | None = None
    for line in lines:
        style = line.element.get("style") if len(line.text) <= _LONGEST else None
        if style and _RIGHT in style.replace(": ", ":") and _signs(line, above):
            found.add(line.text)
        elif found and len(line.text) >= _TOLD and line.element.tag == "p":
            return set()  # the text goes on
        above = line
    return found


def _signs(line: Line, above: Line | None) -> bool:
    quotation = None if above is None else above.element
    return (
        FULL_NAME.fullmatch(line.text) is not None
        and not line.is_elsewhere
        # A line of verse, and words that are given, are by whom they name.
        and (above is None or (len(above.text) >= _VERSE and not above.text.endswith(_QUOTES)))
        and next(line.element.iter("a"), None) is None
        and (quotation is None or quotation.tag != "blockquote")
        and (quotation is None or next(quotation.iterancestors("blockquote"), None) is None)
    )


#: Characters of a paragraph that tells something; of a line that is shorter than prose is.
_TOLD, _VERSE = 80, 50
_QUOTES = ('"', "”", "»", "’", "“", "」", "』")
