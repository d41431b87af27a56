"""The dates that a visitor reads: under the title, above it, at marked spots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from pipelines.items import Moment
from pipelines.readers.dates.moment_forms import CLOCK
from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moment_words import COUNTED_LAST
from pipelines.readers.dates.moments import day_of, states_day
from pipelines.readers.dates.page_time import moment
from pipelines.readers.kinds.addresses import LIST_PATH
from pipelines.readers.trees.html import squash, text_of
from pipelines.readers.trees.lines import PARAGRAPH, Line, head_lines, letters, title_words
from pipelines.urls import absolute_url, canonical_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

_NEARBY = re.compile(
    r"date|time|publish|posted|pubdate|byline|meta|info|regist|created|updated|entry-header|head|day|"
    r"timestamp|datum|fecha|dateline|author",
    re.IGNORECASE,
)


_NEAREST: WeakKeyDictionary[Document, dict[str, Moment | None]] = WeakKeyDictionary()


def nearest_moment(document: Document, wanted: str) -> Moment | None:
    """Return the first of the dates in the lines around the post's heading: asked several times."""
    known = _NEAREST.setdefault(document, {})
    if wanted not in known:
        known[wanted] = next(_moments_near_title(document, wanted), None)
    return known[wanted]


def _moments_near_title(document: Document, wanted: str) -> Iterator[Moment]:
    """Yield the dates in the lines around the post's heading: `published` or `modified` ones."""
    lines = head_lines(document)
    above = ""
    for place, line in enumerate((*_with_times(lines.after), *lines.before)):
        if (
            _may_hold_date(line.text)
            and not (_is_prose(line.text) or _is_caption(line))
            # Right below the title a series may have a heading of its own.
            and not ((place >= _FIRST or wanted == "modified") and _is_of_other(line, document))
        ):
            label = _label_of(above) if len(line.text) <= _ALONE else ""
            if not label:
                yield from _stated(document, line.text, wanted)
            elif label == wanted:
                yield from _stated(document, line.text, "published")
        above = line.text
    yield from _under_labels(document, lines.under_lead, wanted)


def _with_times(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the lines, a date that has the next one for its time of day together with it.

    Page builders make an item of each: `July 22, 2024` and `9:30 am`.
    """
    for line, following in zip_longest(lines, lines[1:]):
        if (
            following is not None
            and len(line.text) <= _ALONE
            and _may_hold_date(line.text)
            and _is_clock(following)
        ):
            yield Line(f"{line.text} {following.text}", line.element)
        else:
            yield line


def _is_clock(line: Line) -> bool:
    """Return whether a line is a time of day; `4:04` may be the length of a film."""
    match = CLOCK.fullmatch(line.text)
    if match is None or _LENGTH.search(line.text):
        return False
    told = match["half1"] or match["half2"] or match["half3"] or "Uhr" in line.text
    if told or line.element.tag == "time" or line.element.find(".//time") is not None:
        return True
    return _OF_TIME.search(line.marks) is not None and not _HOW_LONG.search(line.marks)


_LENGTH = re.compile(r"min|sec|sek|h$", re.IGNORECASE)
_OF_TIME = re.compile(r"date|time", re.IGNORECASE)
#: How long a film, a song or the reading of the post takes, and places in them.
_HOW_LONG = re.compile(
    r"play|dura|run|reading|read[-_]|length|stamps|track|video|audio|cook|prep|total", re.IGNORECASE
)


def visible_moment(document: Document, wanted: str) -> Moment | None:
    """Return the likeliest date that a visitor reads: a `published` or a `modified` one."""
    return nearest_moment(document, wanted) or next(_farther_moments(document, wanted), None)


def _farther_moments(document: Document, wanted: str) -> Iterator[Moment]:
    """Yield the dates that stand elsewhere, the likeliest first."""
    lines = head_lines(document)
    for line in (*lines.after, *lines.before):
        if _may_hold_date(line.text) and _is_prose(line.text) and not _is_caption(line):
            yield from _stated(document, line.text, wanted)
    if wanted == "published":
        long = (
            line for line in lines.rest if len(line.text) >= PARAGRAPH and not line.is_elsewhere
        )
        for line in (*lines.after[-1:], *islice(long, 2)):
            yield from _dateline(document, line.text)
    for line in lines.under_lead:
        # Inside the text a date stands for the post where it stands alone.
        if len(line.text) <= _ALONE and _may_hold_date(line.text):
            yield from _stated(document, line.text, wanted)
    yield from _under_labels(document, lines.rest, wanted)
    for line in _far(document, lines.rest):
        if _is_of_other(line, document):
            continue
        # Far from the title, `3 days ago` is a comment's.
        yield from (
            found for found in _stated(document, line.text, wanted) if found.precision != "relative"
        )
    for line in (*lines.after, *lines.before):
        if _may_hold_date(line.text) and _is_caption(line):
            yield from _stated(document, line.text, wanted)
    if wanted == "published":
        yield from _beside_own_title(document, lines.rest)
        yield from _lone_day(document, lines.rest)


def _beginning(line: Line) -> Line:
    """Return what says when of the long line that old themes write under a post."""
    if len(line.text) <= _LONGEST_LINE or not _ENTRY_WAS.match(line.text):
        return line
    return Line(text=line.text[:_ENTRY_HEAD], element=line.element)


_ENTRY_WAS = re.compile(
    r"(?:this (?:entry|post|article) (?:was|is)|dieser (?:beitrag|eintrag|artikel) (?:wurde|ist)"
    r"|cet(?:te)? (?:article|entrée) a|esta entrada|questo articolo|dit bericht|이 글은) ",
    re.IGNORECASE,
)
_ENTRY_HEAD = 120


def _beside_own_title(document: Document, rest: tuple[Line, ...]) -> Iterator[Moment]:
    """Yield the dates of lines that begin with a link of the post's own name, wherever they stand.

    `About this post: A title was posted on 19 May 2010`, in the column beside it.
    """
    title = letters(" ".join(title_words(document)[:1]))
    for line in rest:
        if _may_hold_date(line.text) and states_day(line.text):
            link = next(line.element.iter("a"), None)
            name = letters(text_of(link))
            if len(name) >= _OWN_NAME and name in title and letters(line.text).startswith(name):
                yield from _stated(document, line.text[len(text_of(link)) :], "published")


#: Letters of a name that is no label.
_OWN_NAME = 12


def _lone_day(document: Document, rest: tuple[Line, ...]) -> Iterator[Moment]:
    """Yield the only day that the page shows in lines that say nothing else."""
    short = (line for line in rest if len(line.text) <= _ALONE and _may_hold_date(line.text))
    alone = [line for line in short if states_day(line.text) and not line.is_elsewhere]
    found = [stated for line in alone[:9] for stated in _stated(document, line.text, "published")]
    if len({day_of(stated) for stated in found}) == 1:
        yield found[0]


def _is_of_other(line: Line, document: Document) -> bool:
    """Return whether a line stands in a box with the heading of another post, which it leads to."""
    for box in islice(line.element.iterancestors(), _IN_BOX):
        words = _words_in(box)
        if words is None:
            return False
        heading = next(box.iter("h1", "h2", "h3", "h4"), None)
        if heading is None:
            continue
        if _PERSON.fullmatch(text_of(heading)):
            return False  # who writes
        link = heading.find(".//a[@href]")
        link = next(heading.iterancestors("a"), None) if link is None else link
        target = None if link is None else absolute_url(link.get("href", ""), document.base_url)
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
#: Lines below a title that are its own.
_FIRST = 4


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


_FAR: WeakKeyDictionary[Document, tuple[Line, ...]] = WeakKeyDictionary()


def _far(document: Document, rest: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines far from the title that may hold its date, the marked ones first."""
    if document not in _FAR:
        rest = tuple(_beginning(line) for line in rest)
        far = [line for line in rest if _may_hold_date(line.text)]
        marked = [line for line in far if _NEARBY.search(line.marks)]
        labelled = [line for line in far if _LABELLED.search(line.text)]
        _FAR[document] = tuple(line for line in (*marked, *labelled) if not line.is_elsewhere)
    return _FAR[document]


def _is_caption(line: Line) -> bool:
    return line.element.tag == "figcaption" or bool(_PICTURE.search(line.marks))


_PICTURE = re.compile(r"caption|picture|picbox|photo|gallery|bildunterschrift", re.IGNORECASE)


def _is_prose(text: str) -> bool:
    """Return whether a line is a caption or a lead: its dates are of what it tells."""
    if len(text) <= _ALONE or text.count(" ") <= 8:
        return False
    if re.search(r"[a-z)\d][.!?…]\W*$", text) or _FLOWING.search(text):
        return True
    return len(text) > 2 * _ALONE and not _LABELLED.search(text)


#: Five plain words in a row: bylines are names, numbers and labels.
_FLOWING = re.compile(r"(?:\b[a-z]+,? ){5}")


def _under_labels(document: Document, lines: tuple[Line, ...], wanted: str) -> Iterator[Moment]:
    """Yield the dates whose label has the line above to itself: `Published:`, `작성일`."""
    for label, line in pairwise(lines):
        if len(line.text) > _ALONE or not _may_hold_date(line.text) or line.is_elsewhere:
            continue
        if _label_of(label.text) == wanted:
            # The line itself says nothing of what it is.
            yield from _stated(document, line.text, "published")


def _label_of(text: str) -> str:
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


def _dateline(document: Document, paragraph: str) -> Iterator[Moment]:
    """Yield the date with which a report begins: `Seoul, 22. Juli 2024 – ...`, `(22.7.2024)`."""
    head = re.match(r"([^–—|]{6,60}?)\s*(?:[–—|]|\s-\s|(?<=\d)\)[.:]?\s)", paragraph)
    if head and re.search(r"(?:19|20)\d\d\W{0,3}$|(?:19|20)\d\d\W.{0,12}$", head[1]):
        yield from _stated(document, head[1], "published")


def _may_hold_date(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and _names_day(text)


# Each look at the lines of a page asks of most of them, and menus are those of the page before.
@lru_cache(maxsize=4096)
def _names_day(text: str) -> bool:
    # Small letters: to ignore case while searching takes twice as long.
    return (_MAYBE if _DIGIT.search(text) else _NAMED_DAY).search(text.lower()) is not None


def _stated(document: Document, text: str, wanted: str) -> Iterator[Moment]:
    for part in _stretches(text, wanted):
        found = moment(document, part)
        if found is None and _LABELLED.search(text) and (last := COUNTED_LAST.search(part)):
            found = moment(document, last[0])
        if found:
            yield found


#: Characters of a line that is a date, perhaps with a label or a name.
_ALONE = 45
#: A line of a byline with a label or two; a longer one is prose.
_LONGEST_LINE = 220
#: Words that tell a day without any digit.
_DAY_WORDS = (
    "il y a|hace|방금|어제|오늘|昨日|今日|昨天|今天|yesterday|today|gestern|heute"
    r"|(?:令和|平成|昭和)\s*元|[〇零○一二三四五六七八九]{4}年"
)
_NAMED_DAY = re.compile(_DAY_WORDS)
_MAYBE = re.compile(
    r"(?:19|20)\d\d|[\u0e00-\u0e7f.]\s*(?:25\d\d|[67]\d(?!\d))|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2}|\d\s*\S{0,8}\s*(?:전|前|ago)|"
    r"vor \d|['’‘]\d\d(?!\d)|[a-z]-\d\d(?!\d)|[٠-٩۰-۹०-९০-৯௦-௯၀-၉]{4}"
    rf"|(?:令和|平成|昭和)\s*\d|{_DAY_WORDS}"
)
_DIGIT = re.compile(r"\d")
_LABELLED = re.compile(
    r"publi|post (?:time|date)|posted|poste|gepostet|geplaatst|written|updated|입력|등록|작성|발행"
    r"|게시|수정|投稿|公開|掲載|更新|发布|發布|发表|时间|veröffentlicht|erschienen|erstellt|aktualisiert"
    r"|datum|date|geschrieben|gespeichert|опубл|дата",
    re.IGNORECASE,
)


def _stretches(text: str, wanted: str) -> list[str]:
    parts = labelled(text)
    if wanted == "modified":
        return [part for label, part in parts if label == "modified"]
    return [part for label, part in parts if label != "modified"]
