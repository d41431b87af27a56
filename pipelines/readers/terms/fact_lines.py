"""Lines and lists of facts about a post: `글쓴이 : 김서연 | 분류 : 살림 | 조회 : 12`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pipelines.readers.dates.moments import states_day
from pipelines.readers.trees.lines import Line, letters
from pipelines.readers.trees.spots import text_of

#: How a fact begins, and how many make a line of them.
FACT = re.compile(r"[^\W\d_]{1,12}\s?[:：]\s*\S")
_FACTS = 2
#: Elements of a line that are looked at.
_MOST = 40
#: A line about a post, not about the paper or the boat that it tells of.
_OF_POST = re.compile(
    r"tag|keyword|hash|topic|categor|(?:^|\s|post|entry|article|view|single|board|blog|byline)[-_]?meta"
    r"|(?:post|entry)[-_](?:footer|info)",
    re.IGNORECASE,
)


def is_of_post(line: Line) -> bool:
    """Return whether a line is about a post: by its marks, or as one of a list of such facts."""
    return _OF_POST.search(line.marks) is not None or _is_among_facts(line)


def facts_of(line: Line) -> list[str]:
    """Return the facts about a post of which a line consists, parted by bars or as elements."""
    parts = [part.strip() for part in line.text.split("|")]
    if len(parts) == 1:
        parts = [text_of(part) for part in islice(line.element, _MOST)]
        if letters("".join(parts)) != letters(line.text):
            return []
    if len(parts) < _FACTS or not all(FACT.match(part) or states_day(part) for part in parts):
        return []
    # In a paragraph somebody may tell of another post.
    told = line.element.tag != "p" and _tell_of_post(parts)
    return parts if told or _OF_POST.search(line.marks) else []


def _is_among_facts(line: Line) -> bool:
    if line.element.tag != "li" or (above := line.element.getparent()) is None:
        return False
    facts = [text_of(item) for item in islice(above, _MOST)]
    return all(map(FACT.match, facts)) and _tell_of_post(facts)


def _tell_of_post(facts: Iterable[str]) -> bool:
    return any(_ON_BOARD.match(fact) for fact in facts)


#: What a board says of a post and nobody of a cat: `이름 : 나비 | 분류 : 고양이`.
_ON_BOARD = re.compile(
    r"(?:글\s?쓴이|작성[자일]|등록일|조회\s?수?|投稿[者日]|閲覧数?|浏览(?:次数)?|发布时间|hits?|views?)\s?[:：]",
    re.IGNORECASE,
)
