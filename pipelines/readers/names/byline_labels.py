"""Words that say in a line who wrote, `by`, `글쓴이`, `기자`, and the name beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipelines.readers.dates.month_words import MONTH
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.names.author_words import BEFORE_COLON, EASTERN, KOREAN_RANKS, WRITER, WROTE
from pipelines.readers.names.chinese_bylines import parted, reporters_of
from pipelines.readers.names.korean_signatures import PEN_NAME
from pipelines.readers.names.persons import FULL_NAME, Names, is_small, people
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.lines import Line
from pipelines.readers.trees.selecting import select

if TYPE_CHECKING:
    from pipelines.readers.document import Document


BY = re.compile(
    r"(?:^|[\s|•·・—–>(（【［])(?P<label>(?:written|posted|published|submitted|reported|article|story|words|text|authored)\s+by|"
    r"by|von|par|por|di|door|autor(?:in|en)?|auteure?|author[s]?|redaktion|bericht|"
    r"text(?:\s*(?:&|und|\+)\s*(?:fotos?|photos?|bilder))?|"
    rf"{EASTERN}|글|(?:(?:取材|構成|写真|撮影)・)*文(?:・(?:写真|撮影|構成))*"
    r"|автор(?:\s+(?:статьи|текста|материала|записи))?+|текст"
    r"|بقلم|كتبت?|الكاتب|نویسنده"
    r"|(?:نوشته|ارسال|منتشر)\s+شده\s[^|]{0,60}\d[^|]{0,20}?\sتوسط(?=\s)"
    r"|به\s+قلم|(?<!.)توسط(?=\s)|yazar|yazan|autorka|tác giả|penulis|oleh(?=\s*[:：])"
    rf"|{WRITER}|{WROTE}|(?:{BEFORE_COLON})(?=\s*[:：])"
    r"|(?<!.)(?:a[vf]|per|words(?=\s*:)|글\.(?=\s*[가-힣]{2,4}\s*(?:$|(?:사진|그림|영상|일러스트)\s?[.:·]|[|/,])))|에디터(?=\s*[:：])"
    r"|מאת|ผู้เขียน|เขียนโดย|โดย(?=\s*[:：])|(?<!.)โดย)"
    r"(?:\s*[:：=＝／・]\s*|\s+)(?P<name>\S.{0,90})",
    re.IGNORECASE,
)
#: Whose work else is credited with `by`.
_OTHER_WORK = re.compile(
    r"(?:photos?|photograph\w*|image|picture|illustration|sponsored|powered|reviewed|foto|fotos|bild|"
    r"design(?:ed)?|theme|translated|edited|hosted|presented)\s*(?:credit)?:?\s*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"by|von|par|por|di|door", re.IGNORECASE)
#: Words before a `by` that is part of a sentence: no date, no mark and no word such as `posted`.
_MADE_WORDS = (
    r"post|publi|writ|submit|creat|added|updat|report|text|word|stor|artic|bericht"
    r"|veröff|erstell|geschrieb|verfass|interview|kommentar|beitrag\s*$|écrit|rédig|escrit|scritt"
    # As Drupal says `Submitted by` in other languages.
    r"|geplaatst|envi|subm|soumis|inser|eingetragen|eingereicht|gespeichert|ingediend|ingezonden"
)
_MADE = re.compile(_MADE_WORDS, re.IGNORECASE)
#: `2022년 3월 5일 by 필름광`.
_DAY = re.compile(r"\s*(?:19|20)\d\d\s?[년年]\s?\d{1,2}\s?[월月]\s?\d{1,2}\s?[일日]\s*")
_IN_SENTENCE = re.compile(rf"^(?!.*(?:{_MADE_WORDS})).*[^\W\d_]\s+$", re.IGNORECASE)
_GLUED_BY = re.compile(r"^By(?=[A-Z])")
_NAME_END = re.compile(
    r"\s+(?:on|in|at|under|am|um|im|den|le|el|il|dans|en|em|sous|op|filed|posted|published|publié|publiée|publicado|veröffentlicht|erstellt|updated|stand|with|for|from|"
    r"view|read|share|follow|follow us|comments?|kommentare?)\s.*$|\s*[|•·@>–—）】］].*$|"
    # A whole date: before `12 July 2024` a month is a name, as in `Theresa May`.
    rf"\s+[-–—]\s+.*$|\s+(?:{MONTH}\.?\s*(?=(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d))?\d.*$|"
    r"\s+(?:(?:یک|دو|سه|چهار|پنج)?\u200c?\s?شنبه|جمعه|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)(?!\w).*$|,\s*(?:opublik|publi|dodan|aktuali|zaktuali|veröff|updat|güncel)\w*.*$|\s+(?:사진|그림|영상|일러스트|写真|撮影)(?:[\s=·:：.]).*$",
    re.IGNORECASE,
)
_KOREAN_ROLE = f"(?:{KOREAN_RANKS})"
#: `김서연·박민준 기자`, `김서연 정치부 기자`, `김서연 객원기자`, `[서울=통신 김서연 기자]`.
REPORTER = re.compile(
    rf"(?<![가-힣])(?!{_KOREAN_ROLE}\s*기자)([가-힣]{{2,4}}(?:\s*[·,]\s*[가-힣]{{2,4}}){{0,3}})\s*"
    rf"(?:[가-힣]{{1,5}}[부팀국실]\s+)?(?:{_KOREAN_ROLE}\s*){{0,2}}(?:기자|특파원|논설위원)(?![가-힣])"
)
#: `社会部 佐藤 花子記者`: a paper's own, with family name and name.
_JAPANESE_REPORTER = re.compile(
    r"(?:^|[\s(（【\[・])([\u4e00-\u9fff々]{1,3}\s?[\u4e00-\u9fff々\u3040-\u30ff]{1,4}(?<![部局社室門]))記者(?=$|[\s)）】\]＝])"
)


def is_byline(text: str) -> bool:
    """Return whether a line has a label such as `by` with something like a name behind it."""
    match = BY.search(text)
    return (
        match is not None
        and not _is_said(text, match)
        and _starts_like_a_name(match["name"])
        and (not _BARE_LABEL.match(match["label"]) or _is_whole(match["name"]))
    )


def _parted(line: Line, text: str) -> str:
    """Return the text of a line, with a bar before what it stresses as the label of a fact.

    `<b>Autor:</b> Ida Moss <b>Datum:</b> 22. Juli`
    """
    for stressed in select(line.element, _STRESSED)[:_MOST_STRESSED]:
        label = whole_text(stressed)
        if label.endswith((":", "：")) and len(label) <= _LONGEST_LABEL:
            text = text.replace(label, f" | {label}", 1)
    return text


_STRESSED = "b, strong, em, span, dt, label"
#: Such elements of a line that are looked at, and the characters of a label.
_MOST_STRESSED, _LONGEST_LABEL = 12, 24


def _without_topics(line: Line, text: str) -> str:
    """Return the text of a line, with a bar where a link to a category or tag stood."""
    for link in select(line.element, _TOPIC_LINKS):
        if topic := whole_text(link):
            text = text.replace(topic, " | ")
    return text


_TOPIC_LINKS = "a[rel~=category], a[rel~=tag], a[href*='/category/'], a[href*='/tag/']"


def _korean_reporters(text: str) -> list[str]:
    """Return the names before 기자, each with its own, or the one behind it that opens a line."""
    found: list[str] = []
    end = 0
    for match in REPORTER.finditer(text):
        if found and not _BETWEEN.fullmatch(text[end : match.start()]):
            break
        found.append(match[0] if PEN_NAME.fullmatch(match[0]) else match[1])
        end = match.end()
    behind = None if found else _REPORTER_FIRST.match(text)
    return [behind[1]] if behind else found


#: `김서연 선임기자 · 박민준 인턴기자`; `객원기자 김서연`.
_BETWEEN = re.compile(r"\s*[·,ㆍ・/|]?\s*")
_REPORTER_FIRST = re.compile(
    rf"\s*(?:글\s*[=:|]?\s*)?{_KOREAN_ROLE}\s*기자\s+([가-힣]{{2,4}})(?=$|\s*[|·(]|\s+\d)"
)


def korean_dateline(lines: Iterable[Line]) -> list[str]:
    """Return who wrote a report that begins with it: `[서울=통신] 김서연 기자 = `."""
    for line in lines:
        opened = _DATELINE.match(line.text)
        told = (opened[1] or opened[2]) if opened else ""
        if several := _SEVERAL.fullmatch(told):
            return several[1].split()
        if found := _korean_reporters(told):
            return found
    return []


#: `김서연 박민준 기자`: ranks have two letters, or four.
_SEVERAL = re.compile(r"((?:[가-힣]{3}\s){2,5})기자")
#: `[서울=통신 김서연 기자] `, `(서울=통신) 김서연 기자 = `, but not whose a picture is.
_DATELINE = re.compile(
    r"[\[(【](?!\s?(?:사진|출처|자료|그림|영상|이미지|제공))\s?"
    r"(?:[가-힣·]{2,12}=([^\])】]{2,36}(?:기자|특파원))[\])】]"
    r"|[^\])】=]{2,12}=[^\])】]{2,12}[\])】]\s?([^=.]{5,40}?)\s?=)"
)


def credits_picture(line: Line) -> bool:
    """Return whether the marks of a line say that it credits a picture."""
    return _PICTURE.search(line.marks) is not None


#: Characters of a line that may be a byline.
LONGEST_BYLINE = 160
_PICTURE = re.compile(r"photo|picture|image|caption|credit", re.IGNORECASE)


def labelled_names(text: str, document: Document, line: Line | None = None) -> Names:
    """Return the names that a label stands beside in `text`; `line` is where the page has it."""
    if korean := _korean_reporters(text):
        return people(korean, document, shown=True)
    reporter = _JAPANESE_REPORTER.search(text) if "記者" in text else None
    if reporter and page_language(document)[:2] == "ja":
        return people([reporter[1]], document, shown=True)
    text = _GLUED_BY.sub("By ", text)
    if line is not None and _FACT.search(text):
        text = _parted(line, text)
    if (match := BY.search(text)) is None or _OTHER_WORK.search(text[: match.start("label")]):
        return ()
    before = text[: match.start("label")]
    in_sentence = _IN_SENTENCE.search(before) and not _DAY.fullmatch(before)
    if _PREPOSITION.fullmatch(match["label"]) and in_sentence:
        return ()
    if _PREPOSITION.fullmatch(match["label"]) and _is_told(text, match):
        return ()
    label = match["label"].lower()
    if label in _SPOKEN and page_language(document)[:2] not in _SPOKEN[label]:
        return ()
    if _is_said(text, match):
        return ()
    whole = _BARE_LABEL.match(match["label"]) is not None
    if match["label"] in ("记者", "記者"):
        return people(reporters_of(text), document, shown=True)
    written = match["name"]
    if line is not None and line.element.find(".//a") is not None:
        written = _without_topics(line, written)
    name = _NAME_END.sub("", " " + written).strip()
    if whole and not _is_whole(name):
        return ()  # `Av Oslo`
    return people(parted(name), document, shown=True) if _starts_like_a_name(name) else ()


#: Behind one label another stands.
_FACT = re.compile(r"[:：].+[:：]")
#: Labels that are words of any sentence, too: whole names alone stand behind them.
_BARE_LABEL = re.compile(r"(?:a[vf]|per|γράφ\w+(?:\s\w+)?)$", re.IGNORECASE)
_WHOLE_GREEK = re.compile(r"[Α-ΩΆ-Ώ]\w+\s+[Α-ΩΆ-Ώ]\w+")


def _is_whole(name: str) -> bool:
    return bool(FULL_NAME.match(name) or _WHOLE_GREEK.match(name))


#: Where a short word is a label: Italian says `per` for whom, and `AV` and `AF` are short for more.
_SPOKEN = {"per": ("ca",), "av": ("sv", "no", "nb", "nn"), "af": ("da", "is", "fo")}
#: Labels that sentences say of anybody's work: `Про це пише Reuters`, `Όπως γράφει η Καθημερινή`.
_TOLD_OF = re.compile(f"{WRITER}|{WROTE}")
_PAUSES = (",", "“", "”", '"', "»", "’")


def _is_said(text: str, match: re.Match[str]) -> bool:
    """Return whether a sentence says of somebody that he writes."""
    if not _TOLD_OF.fullmatch(match["label"].lower()):
        return False
    if ":" in text[match.end("label") : match.start("name")]:
        return False
    before = text[: match.start("label")].rstrip()
    return bool(_IN_SENTENCE.search(f"{before} ")) or before.endswith(_PAUSES)


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Return whether a `by` stands in a sentence of the text, behind a comma or at its start."""
    # `By Ela on 31 October | 18 comments. This post ...`: a bar ends what the label says.
    name = _BAR.split(match["name"])[0]
    if not _SENTENCE_END.search(name):
        return False
    name = name.rstrip(".!?")
    if sum(word[0].islower() for word in name.split()) > _FEW_SMALL:
        return True
    before = text[: match.start("label")].strip()
    if not before or _MADE.search(before):
        # `Ein Kommentar von Anna Weber.` says no more than that.
        return bool(before) and not all(map(FULL_NAME.fullmatch, parted(name)))
    return bool(_LETTERS.search(before))


_BAR = re.compile(r"\s*[|•·]\s*")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[\"”“»]?[.!?…]$")
#: Small words among the names of two or three: `und`, `van der`.
_FEW_SMALL = 3
_LETTERS = re.compile(r"[^\W\d_]")


def _starts_like_a_name(text: str) -> bool:
    # `by the sea` and `von hier` are no bylines: a name begins with a capital or has no case.
    first = text[:1]
    return bool(first) and (not is_small(first) or (len(text.split()) == 1 and len(text) > 2))
