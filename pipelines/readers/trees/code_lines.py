"""What highlighters make of code: numbers of its lines, the name of its language, blocks.

What is left is the code as it was written. Numbers that a style sheet counts are in no text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.trees.html import tokens, words

#: How highlighters call the number of a line: Chroma, Pygments, Rouge, Expressive Code.
_NUMBER = words(
    "code-line-number hljs-ln-n line-number line-numbers lineno linenos linenumber ln lnt lnum"
)
_DIGITS = re.compile(r"\s*\d{1,5}\s*")
#: A column and the code beside it.
_SIDE_BY_SIDE = 2


#: Elements by which a page has any.
CODE = ("table", "pre")


def drop_line_numbers(root: HtmlElement, found: Mapping[str, Sequence[HtmlElement]]) -> None:
    """Take the numbers of the lines of its code out of a fresh `root`, and the code's language.

    `found` are its elements of the tags in `CODE`.
    """
    # The innermost first: code may be shown in a table within one.
    for table in reversed(found["table"]):
        _unfold(table)
    codes = list(root.iter("pre")) if found["table"] and found["pre"] else found["pre"]
    for code in codes:
        _unname(code)
        _uncount(code)
        _join_lines(code)
    # Most pages without code have many of these.
    for number in root.iter("span", "div", "a", "i") if codes else ():
        if (
            number.get("class")
            and tokens(number) & _NUMBER
            and next(number.iterancestors("pre"), None) is not None
            and _DIGITS.fullmatch("".join(number.itertext()))
        ):
            _empty(number)


def _empty(element: HtmlElement) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


def _join_lines(code: HtmlElement) -> None:
    """Make lines of text of those that are blocks of their own (Expressive Code)."""
    holder = code[0] if len(code) == 1 and code[0].tag == "code" else code
    if not len(holder) or any(line.tag != "div" or (line.tail or "").strip() for line in holder):
        return
    for line in holder:
        line.tail = "\n"
        for block in line.iter("div"):
            block.tag = "span"


def _unname(code: HtmlElement) -> None:
    """Take away what says beside code in which language it is, where its class says that too."""
    if (around := code.getparent()) is None:
        return
    classes = {name for one in (around, code, *code.iterchildren("code")) for name in tokens(one)}
    named = {name.partition("-")[2].lower() for name in classes if name.startswith(_LANGUAGE)}
    if not named:
        return
    for preceding in (True, False):
        for beside in islice(code.itersiblings(preceding=preceding), _NEAR):
            # A paragraph is the writer's, who names one language after another.
            if beside.tag in ("span", "div") and _said_in(beside).lower() in named:
                _empty(beside)


def _uncount(code: HtmlElement) -> None:
    """Take out of code the list that counts its lines beside it, as CSDN writes one."""
    for column in [*code.iterchildren("ul", "ol")]:
        counted = _numbers_in(column)
        if counted and counted == list(range(1, len(counted) + 1)):
            _empty(column)


def _said_in(element: HtmlElement) -> str:
    """Return the words of an element, as far as a name goes."""
    said = ""
    for text in element.itertext():
        said += text
        if len(said) > _LONGEST:
            break
    return said.strip()


#: A button stands between at most.
_NEAR = 2
_LONGEST = 100
_LANGUAGE = ("language-", "lang-")


def _unfold(table: HtmlElement) -> None:
    """Put code in the place of a table of one row that holds a column of numbers and the code."""
    parts = [table, *table.iterchildren("tbody")]
    rows = [row for part in parts for row in part.iterchildren("tr")]
    cells = [*rows[0].iterchildren("td", "th")] if len(rows) == 1 else []
    parent = table.getparent()
    if len(cells) != _SIDE_BY_SIDE or parent is None:
        return
    numbers, code = cells
    counted = _numbers_in(numbers)
    if not counted or counted != list(range(counted[0], counted[0] + len(counted))):
        return
    # A single number may be one of a table of facts.
    shown = (".//pre",) if len(counted) == 1 else (".//pre", ".//code")
    if not any(code.find(path) is not None for path in shown):
        return
    code.tag = "div"
    if next(parent.iterancestors("pre"), parent).tag == "pre":
        for part in code.iter("div", "pre"):
            part.tag = "span"
    code.attrib.clear()
    code.tail = table.tail
    parent.replace(table, code)


def _numbers_in(cell: HtmlElement) -> list[int]:
    """Return the numbers in a cell; nothing where it holds anything else."""
    found: list[int] = []
    for text in cell.itertext():
        for word in text.split():
            if not _DIGITS.fullmatch(word):
                return []
            found.append(int(word))
    return found
