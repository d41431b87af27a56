"""Lines that may hold the date of a post: what they say, and whether they are of the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.items import Moment
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moment_words import COUNTED_AGO, COUNTED_LAST, DAY_BEFORE_CLOCK
from pipelines.readers.dates.page_time import moment
from pipelines.readers.document import Document
from pipelines.readers.kinds.addresses import LIST_PATH
from pipelines.readers.titles.head_lines import title_words
from pipelines.readers.trees.html import squash, whole_text
from pipelines.readers.trees.lines import Line, letters
from pipelines.readers.trees.spots import link_of
from pipelines.urls import canonical_url


def is_of_other(line: Line, document: Document) -> bool:
    """Return whether a line stands in a box with the heading of another post, which it leads to."""
    for box in islice(line.element.iterancestors(), _IN_BOX):
        if (words := _words_in(box)) is None:
            return False
        if (heading := next(box.iter("h1", "h2", "h3", "h4"), None)) is None:
            continue
        if _PERSON.fullmatch(whole_text(heading)):
            return False  # who writes
        target = document.target_of(link_of(heading))
        if target is None or canonical_url(target) == canonical_url(document.url):
            return False
        if LIST_PATH.search(urlsplit(target).path):
            return False  # the series of the post
        own = map(letters, title_words(document))
        return not any(title and title in letters(words) for title in own)
    return False


#: Two words with capitals, or a few signs of the East, as names are written.
_PERSON = re.compile(
    r"[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*\s+[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,4}"
)


def _words_in(box: HtmlElement) -> str | None:
    """Return the words of a box; None where they are more than one of a list has."""
    parts: list[str] = []
    size = 0
    for part in box.itertext():
        parts.append(part)
        size += len(part)
        if size > _WRITTEN:
            # Most of that may be white space.
            parts = [squash("".join(parts))]
            size = len(parts[0])
            if size > _OF_BOX:
                return None
    words = squash("".join(parts))
    return None if len(words) > _OF_BOX else words


#: Characters of the markup of a box, white space and all, after which its words are counted.
_WRITTEN = 2000
#: Elements around the date of a post in a list, and characters of a box.
_IN_BOX, _OF_BOX = 3, 600


def is_caption(line: Line) -> bool:
    """Return whether a line says what a picture shows."""
    return line.element.tag == "figcaption" or bool(_PICTURE.search(line.marks))


_PICTURE = re.compile(r"caption|picture|picbox|photo|gallery|bildunterschrift", re.IGNORECASE)


def is_prose(text: str) -> bool:
    """Return whether a line is a caption or a lead: its dates are of what it tells."""
    if len(text) <= ALONE or text.count(" ") <= 8:
        return False
    if re.search(r"[a-z)\d][.!?…]\W*$", text) or _FLOWING.search(text):
        return True
    return len(text) > 2 * ALONE and not LABELLED.search(text)


#: Five plain words in a row: bylines are names, numbers and labels.
_FLOWING = re.compile(r"(?:\b[a-z]+,? ){5}")


def label_of(text: str) -> str:
    """Return `published` or `modified` where a text is such a label and nothing else."""
    if not 0 < len(text) <= _LABEL_ALONE:
        return ""
    if _FIRST_LABEL.match(text):
        return "published"
    parts = labelled(f"{text} 0")
    return parts[0][0] if len(parts) == 1 and parts[0][1] == "0" else ""


#: Characters of a line that is a label.
_LABEL_ALONE = 24
_FIRST_LABEL = re.compile(
    r"(?:\(?re\)?)?(?:published|posted|publication date|date|datum|veröffentlicht|erstellt|publié"
    r"|작성일|등록일|게시일|발행일|投稿日|公開日|掲載日|发布时间|發布時間|发表于)(?:\s+(?:on|am|le))?\s*[:：]?$",
    re.IGNORECASE,
)


def may_hold_date(text: str) -> bool:
    """Return False for lines that surely tell no day: most of them, at little cost."""
    return len(text) <= LONGEST_LINE and _names_day(text)


# Each look at the lines of a page asks of most of them, and menus are those of the page before.
@lru_cache(maxsize=4096)
def _names_day(text: str) -> bool:
    # Small letters: to ignore case while searching takes twice as long.
    named = _NAMED_DAY_IN_ASCII if text.isascii() else _NAMED_DAY
    return (_MAYBE if _DIGIT.search(text) else named).search(text.lower()) is not None


def stated_moments(document: Document, text: str, wanted: str) -> Iterator[Moment]:
    """Yield the moments that a text states: `published` ones are all that are not `modified`."""
    for part in _stretches(text, wanted):
        found = moment(document, part)
        if found is None and LABELLED.search(text) and (last := COUNTED_LAST.search(part)):
            found = moment(document, last[0])
        if found:
            yield found


#: Characters of a line that is a date, perhaps with a label or a name.
ALONE = 45
#: A line of a byline with a label or two; a longer one is prose.
LONGEST_LINE = 220
#: Words that tell a day without any digit.
_DAY_IN_ASCII = r"il y a|hace|yesterday|today|gestern|heute| ago(?!\w)"
_DAY_WORDS = (
    rf"{_DAY_IN_ASCII}|방금|어제|오늘|昨日|今日|昨天|今天"
    r"|(?:令和|平成|昭和)\s*元|[〇零○一二三四五六七八九]{4}年"
)
_NAMED_DAY = re.compile(_DAY_WORDS)
#: Words alone, whose first letters a search looks for: in a fraction of the time.
_NAMED_DAY_IN_ASCII = re.compile(_DAY_IN_ASCII)
_MAYBE = re.compile(
    r"(?:19|20)\d\d|[\u0e00-\u0e7f.]\s*(?:25\d\d|[67]\d(?!\d))|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}|\d\s*\S{0,8}\s*(?:전|前|ago)|"
    r"['’‘]\d\d(?!\d)|[a-z]-\d\d(?!\d)|[٠-٩۰-۹०-९০-৯௦-௯၀-၉]{4}"
    rf"|(?:令和|平成|昭和|民[國国])\s*\d|{COUNTED_AGO}|{DAY_BEFORE_CLOCK}|{_DAY_WORDS}"
)
_DIGIT = re.compile(r"\d")
LABELLED = re.compile(
    r"publi|post (?:time|date)|poste|postat|gepostet|geplaatst|written|updated|입력|등록|작성|발행"
    r"|게시|수정|投稿|公開|掲載|更新|发布|發布|发表|时间|veröffentlicht|erschienen|erstellt|aktualisiert"
    r"|datum|date|geschrieben|gespeichert|опубл|дата",
    re.IGNORECASE,
)


def _stretches(text: str, wanted: str) -> list[str]:
    parts = labelled(text)
    if wanted == "modified":
        return [part for label, part in parts if label == "modified"]
    return [part for label, part in parts if label != "modified"]
