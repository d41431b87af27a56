"""Lines above the words that say who, when, how long it takes, and nothing else."""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moment_words import COUNTED_AGO
from pipelines.readers.dates.moments import states_day
from pipelines.readers.names.byline_labels import is_byline
from pipelines.readers.terms.labelled_terms import without_label
from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import squash, whole_text

HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


def folded(text: str) -> str:
    """Return `text` as two writings of one title are compared: case, width and signs aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return letters_only(text)


def is_byline_list(item: HtmlElement) -> bool:
    """Return True where the items of a list say when, and lead to the tags: Eleventy's starter."""
    around = item.getparent()
    if around is None or around.tag not in ("ul", "ol") or len(whole_text(around)) > _BYLINE:
        return False
    dated = False
    for one in around:
        text = whole_text(one)
        moment = one.find(".//time")
        # Behind a time of day or a date a writer tells what happens then.
        if is_only_date(text) or (
            moment is not None and folded(whole_text(moment)) == folded(text)
        ):
            dated = True
        elif folded(text) != folded("".join(whole_text(link) for link in one.iter("a"))):
            return False
    return dated


def is_byline_line(element: HtmlElement) -> bool:
    """Return True for a line that says when, or who and when, and nothing else."""
    return element.tag != "li" and (_is_only_date(element) or _is_byline(element))


def _is_byline(element: HtmlElement) -> bool:
    """Return True for a line that says who and when: `Publié le 4 avril 2024, par Élise`.

    In languages whose words we do not know, marked names and times tell it.
    """
    if element.tag not in ("p", "div", "header"):
        return False
    # What is one below the other in a style sheet is written side by side.
    joint = " " if element.tag == "header" else ""
    text = squash(joint.join(element.itertext()))
    if len(text) > _BYLINE:
        return len(text) <= _ROW and _is_labelled_row(text)
    if _SENTENCE_END.search(text):
        return False
    if _is_facts(text):
        return True
    if not states_day(text):
        return False
    if is_byline(text) or any(label for label, _ in labelled(text)):
        return True
    if _SOURCE.search(text) or _is_counted(text):
        return True
    marked = [
        child
        for child in element.iterdescendants("time", "span", "a", "b", "strong")
        if child.tag == "time" or _WRITER.search(child.get("class") or "")
    ]
    return bool(marked) and len(text.split()) <= _WORDS


def _is_facts(text: str) -> bool:
    """Return True for what boards tell of a post in one line: `글쓴이: 홍길동 조회수: 12`."""
    told = _FACT.match(text) and len(_FACT.findall(text)) > 1 and _DIGIT.search(text)
    return bool(told) and not _KOREAN_END.search(text)


def _is_labelled_row(text: str) -> bool:
    """Return True for `Published: 5.1.2020 | Author: Kim | Filed under: Walks | Tags: a, b`."""
    first, *others = (part.strip() for part in text.split("|"))
    told = [part for part in others if _LABELLED.match(part)]
    return (
        len(told) > 1
        and len(told) >= len(others) - 1
        and any(without_label(part) != part for part in told)
        and states_day(first)
        and any(label for label, _ in labelled(first))
    )


def _is_counted(text: str) -> bool:
    """Return True for a name, a day and how many came, parted by strokes: `김 | 2024.3.5 | 조회 9`.

    The count is another at each visit: as part of the text it would be an edit each time.
    """
    rest = _WHEN.sub(" ", _COUNTED.sub(" ", text))
    return (
        bool(_COUNTED.search(text) and _STROKE.search(text))
        and not _KOREAN_END.search(text)
        and len(re.findall(r"[^\W\d_]+", rest)) <= _NAMES
    )


_COUNTED = re.compile(
    r"(?<![가-힣])(?:조회수?|댓글수?|추천수?|공감수?|閲覧数?|阅读量?|閱讀|浏览量?|hits?|views?)\s*[:：]?\s*\d[\d,.]*"
    r"|\d[\d,.]*\s*(?:views?|hits?|comments?)\b",
    re.IGNORECASE,
)
_STROKE = re.compile(r"[|│ㅣ·•∙]")
#: Words of a name and of the blog's.
_NAMES = 3

_FACT = re.compile(
    r"(?<![가-힣])(?:글쓴이|작성자|작성일(?:시|자)?|등록일(?:시|자)?|날짜|조회수?|추천수?|댓글수?|카테고리|분류)"
    r"(?:\s*[:：|]\s*|\s+|(?=\d))[\d가-힣]"
)
_DIGIT = re.compile(r"\d")
_KOREAN_END = re.compile(r"[다요죠까]\W*$")
#: What stands before the name of the house, beside the date.
_SOURCE = re.compile(
    r"(?:来源|來源|出处|出處|稿源|출처|出典|quelle|source|fonte|fuente)\s*[:：]", re.I
)
_WRITER = re.compile(r"(?:^|[-_\s])(?:author|byline|writer)(?:$|[-_\s])", re.IGNORECASE)
#: Words of such a line: a name, a day, and what joins them.
_WORDS = 10
#: Characters of a line of such things; what is longer tells something.
_BYLINE = 140
#: Characters of a row of labelled parts, tags among them, and what begins each of its parts.
_ROW = 600
_LABELLED = re.compile(r"[^\W\d_][^|:：]{1,24}[:：]\s")
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{3}|\d{4})\.$|[!?。！？؟]$")


def _is_only_date(element: HtmlElement) -> bool:
    if element.tag in HEADINGS:
        return False
    return is_only_date(squash("".join(element.itertext())))


def is_only_date(text: str) -> bool:
    """Return True for a line that says when, and nothing else: `입력 2024.07.22 10:30`."""
    if len(text) > 80 or not _YEAR.search(text):
        return False
    return not re.search(r"[^\W\d_]", _WHEN.sub(" ", text))


def is_bar(element: HtmlElement, words: str) -> bool:
    """Return True for a line that says how long a text takes: `Follow · 4 min read · May 5`.

    Three numbers more beside a day count what changes: `Kim Notes 3 days ago Views 70 Likes 7`.
    """
    if element.tag in HEADINGS or len(words) > _BAR or not _READING_TIME.search(words):
        return False
    rest = _READING_TIME.sub(" ", words)
    if len(_NUMBER.findall(rest)) >= _COUNTS and not _SENTENCE.search(rest) and _DAY.search(rest):
        return True
    if len(words) > _SHORT_BAR:
        return False
    rest = _WHEN.sub(" ", _BAR_WORDS.sub(" ", rest))
    return not re.search(r"[^\W\d_]", rest)


#: Characters of such a line with numbers, and without; how a sentence goes on or ends.
_BAR, _SHORT_BAR, _COUNTS = 120, 80, 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")
_DAY = re.compile(
    rf"\d\s?[^\W\d]{{1,8}}\s?(?:ago\b|전(?!\w)|前)|{COUNTED_AGO}|(?:19|20)\d\d", re.IGNORECASE
)
_READING_TIME = re.compile(
    r"\b\d{1,3}\s?-?min(?:ute)?s?[- ](?:read|de lecture|de lectura|de leitura|lesezeit|okuma)\b|"
    r"\b\d{1,3}\s?분\s?(?:읽기|소요|분량)|읽는\s?데\s?(?:약\s?)?\d{1,3}\s?분|^0?0:00\s?/\s?\d{1,2}:\d\d$|\d{1,3}\s?分(?:钟|鐘)?(?:で読めます|阅读|閱讀)|"
    r"\blesezeit:?\s\d{1,3}\s?min(?:uten?)?\b",
    re.IGNORECASE,
)
_BAR_WORDS = re.compile(
    r"(?i)\b(?:follow(?:ing)?|listen|share|save|subscribe|clap|member-only story)\b"
)
BAR = re.compile(r"(?i)[\W_]+|\W*(?:follow(?:ing)?|listen|share|save|subscribe|more)\W*")


def leads_home(element: HtmlElement) -> bool:
    """Return True for a line that is a link to the home page: the blog's name."""
    links = element.findall(".//a")
    text = whole_text(element)
    if len(links) != 1 or whole_text(links[0]) != text or "://" in text:
        return False
    return bool(
        re.fullmatch(r"(https?://[^/]+)?/?(index\.(html?|php))?", links[0].get("href") or "-")
    )


_YEAR = re.compile(r"(19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d")
_WHEN = re.compile(
    r"(?i)\b(published|posted|updated|last|modified|created|written|date|on|at|am|pm|a\.m|p\.m"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august"
    r"|september|october|november|december|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|kst|gmt|utc|est|edt|pst|st|nd|rd|th|t|z|um|uhr|den|le|à)\b"
    r"|[월화수목금토일]요일|[月火水木金土日]曜日?|발행일?"
    r"|년|월|일|시|분|초|오전|오후|입력|수정|등록|작성일?|게시|승인|최종|[年月日時分秒]|[(（][월화수목금토일月火水木金土日][)）]"
    r"|投稿|更新|公開|发布|發布|时间|時間|于"
)
