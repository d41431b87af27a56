"""Bylines: the line near the title that says who wrote the post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from urllib.parse import unquote

from pipelines.readers.dates.month_words import MONTH
from pipelines.readers.dates.page_time import page_language
from pipelines.readers.names.chinese_bylines import WHOLE_NAME, parted, reporters_of, signed_by
from pipelines.readers.names.persons import (
    DATE_TAIL,
    FULL_NAME,
    Names,
    is_full_name,
    is_small,
    people,
)
from pipelines.readers.names.places import PLACE
from pipelines.readers.names.profile_names import profile_names
from pipelines.readers.titles.board_titles import is_generic
from pipelines.readers.trees.html import text_of
from pipelines.readers.trees.lines import Line, head_lines, letters
from pipelines.readers.trees.selecting import select

if TYPE_CHECKING:
    from pipelines.readers.document import Document

_LONGEST_BYLINE = 160
#: Lines below the title among which any label is believed.
_NEAR = 12
#: Characters of a line that holds a name, what its bearer does, and an address.
_ALONE = 60
_BY = re.compile(
    r"(?:^|[\s|•·・—–>(（【［])(?P<label>(?:written|posted|published|submitted|reported|article|story|words|text|authored)\s+by|"
    r"by|von|par|por|di|door|autor(?:in|en)?|auteure?|author[s]?|redaktion|bericht|"
    r"text(?:\s*(?:&|und|\+)\s*(?:fotos?|photos?|bilder))?|"
    r"글쓴이|작성자|저자|글|필자|著者|投稿者|執筆者?|筆者|ライター|(?:(?:取材|構成|写真|撮影)・)*文(?:・(?:写真|撮影|構成))*|作者|记者|記者|撰文|автор(?:\s+(?:статьи|текста|материала))?|текст"
    r"|بقلم|كتبت?|الكاتب|نویسنده"
    r"|(?:نوشته|ارسال|منتشر)\s+شده\s[^|]{0,60}\d[^|]{0,20}?\sتوسط(?=\s)"
    r"|به\s+قلم|(?<!.)توسط(?=\s)|yazar|yazan|autorka|tác giả|penulis"
    r"|szerző|írta|kirjoittaja|kirjoittanut|skriven av|skrevet(?: a[vf])?|napsala?"
    r"|redaktor(?:ka)?|scris de|аутор|пише|piše|napisa(?:o|la)|հեղինակ"
    # In scripts without capitals the colon tells a label from a word.
    r"|(?:ავტორი|লেখক|எழுதியவர்|लेखक)(?=\s*[:：])"
    r"|(?<!.)(?:a[vf]|per|words(?=\s*:)|글\.(?=\s*[가-힣]{2,4}\s*(?:$|(?:사진|그림|영상|일러스트)\s?[.:·]|[|/,])))|에디터(?=\s*[:：])"
    r"|γράφ(?:ει|ουν)(?:\s+[οη]ι?)?|συντάκτ(?:ης|ρια)|מאת|ผู้เขียน|เขียนโดย|โดย(?=\s*[:：])|(?<!.)โดย)"
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
    r"|geplaatst"
)
_MADE = re.compile(_MADE_WORDS, re.IGNORECASE)
_IN_SENTENCE = re.compile(rf"^(?!.*(?:{_MADE_WORDS})).*[^\W\d_]\s+$", re.IGNORECASE)
_GLUED_BY = re.compile(r"^By(?=[A-Z])")
_NAME_END = re.compile(
    r"\s+(?:on|in|at|under|am|um|im|den|le|el|il|dans|en|sous|op|filed|posted|published|publié|publiée|publicado|veröffentlicht|erstellt|updated|stand|with|for|from|"
    r"view|read|share|follow|follow us|comments?|kommentare?)\s.*$|\s*[|•·@>–—）】］].*$|"
    # A whole date: before `12 July 2024` a month is a name, as in `Theresa May`.
    rf"\s+[-–—]\s+.*$|\s+(?:{MONTH}\.?\s*(?=(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d))?\d.*$|"
    r"\s+(?:(?:یک|دو|سه|چهار|پنج)?\u200c?\s?شنبه|جمعه|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)(?!\w).*$|,\s*(?:opublik|publi|dodan|aktuali|zaktuali|veröff|updat|güncel)\w*.*$|\s+(?:사진|그림|영상|일러스트|写真|撮影)(?:[\s=·:：.]).*$",
    re.IGNORECASE,
)
_FAR_LABEL = re.compile(
    r"^[（(【［]?(?:autor[/:*_]in(?:nen)?\s*:?|autorin/autor\s*:?|autoren\b\s*:?|auteur(?:e|s|es)?\s*:|interview\s*:|text\s*:|"
    r"(?:written|posted)\s+by|autor(?:in|en)?\s*:|authors?\s*:|text\s*:|erstellt von|"
    r"글쓴이\s*[:：]|작성자\s*[:：]|"
    r"글\s*[=:]|(?:著者|投稿者|執筆者?|筆者|ライター|(?:取材・|構成・)?文|作者|撰文|автор(?:\s+\w+)?|текст|بقلم|الكاتب|كتبت?)\s*[:：／=＝])\s*(\S.{1,60})$",
    re.IGNORECASE,
)
_KOREAN_ROLE = (
    "(?:선임|수석|전문|객원|인턴|수습|시민|의학|문화|정치|경제|사회|국제|산업|스포츠"
    "|탐사|사진|디지털)"
)
#: `김서연·박민준 기자`, `김서연 정치부 기자`, `김서연 객원기자`, `[서울=통신 김서연 기자]`.
_REPORTER = re.compile(
    rf"(?<![가-힣])(?!{_KOREAN_ROLE}\s*기자)([가-힣]{{2,4}}(?:\s*[·,]\s*[가-힣]{{2,4}}){{0,3}})\s*"
    rf"(?:[가-힣]{{1,5}}[부팀국실]\s+)?(?:{_KOREAN_ROLE}\s*){{0,2}}(?:기자|특파원|논설위원)(?![가-힣])"
)
#: `社会部 佐藤 花子記者`: a paper's own, with family name and name.
_JAPANESE_REPORTER = re.compile(
    r"(?:^|[\s(（【\[・])([\u4e00-\u9fff々]{1,3}\s?[\u4e00-\u9fff々\u3040-\u30ff]{1,4}(?<![部局社室門]))記者(?=$|[\s)）】\]＝])"
)
#: Below a post: `posted @ 2024-07-22 09:30 海娃 阅读(123) 评论(0)`.
_POSTED = re.compile(
    r"posted @\s*\d{4}-\d\d-\d\d(?:\s+\d\d:\d\d)?\s+(\S[^()]{0,30}?)"
    r"\s*(?:阅读|Views|閱讀|view)\s*\("
)
#: A label that has a line to itself; the name stands in the next one.
_LABEL_LINE = re.compile(
    r"^(?:autor(?:in|en)?|authors?|auteur(?:e|s|\(s\))?|by|article by|written by|posted by"
    r"|글쓴이|작성자)\s*:?$",
    re.IGNORECASE,
)
#: The label in a cell of its own, in scripts where nothing tells a name by its letters.
_LABEL_CELL = re.compile(
    r"(?:글쓴이|작성자(?:명)?|등록자|저자|필자|著者|投稿者|執筆者?|筆者|作者)\s*[:：]?"
)
_LONGEST_CELL = 30
_RIGHT = "text-align:right"
_NO_NAME = re.compile(
    r"\b(?:minutes?|min|read|guide|guides|news|blog|posts?|business|marketing|design|software|technology|health|home|"
    r"reviews?|travel|food|science|learning|development|security|management|company|group|team|engineering|product|"
    r"data|cloud|web|tips|lifestyle|politics|culture|sports?|education|finance|the|and|your|how|what|all|more|"
    r"table|contents?|share|facebook|twitter|image|photo|credit|updated|published|category|tags?|about|contact|ort)\b",
    re.IGNORECASE,
)


def byline_names(document: Document) -> Names:
    """Return the names in a line near the title: after `by`, before 기자, or beside a date."""
    lines = head_lines(document)
    after = lines.after
    title = letters(" ".join(map(text_of, select(document.tree, "title")[:1])))
    for line in (*after[:_NEAR], *lines.before[:3]):
        if len(line.text) > _LONGEST_BYLINE or _PICTURE.search(line.marks):
            continue
        # `글 제목 3` is no byline of one 제목, and `글 보기` of nobody.
        if is_generic(line.text) or letters(line.text) in title:
            continue
        if found := _labelled(line.text, document, line):
            return found
    for line in lines.under_lead:
        # Inside the text only a line that begins with the label is one.
        if _BY.match(line.text) and (found := _labelled(line.text[:_LONGEST_BYLINE], document)):
            return found
    for line in (*after[:_NEAR], *lines.before[:2]):
        if found := _linked(line, document):
            return found
    if found := profile_names(document):
        return found
    for line, following in pairwise(after[:_NEAR]):
        # Boards set the label and the name into cells of their own.
        cell = _LABEL_CELL.fullmatch(line.text) and len(following.text) <= _LONGEST_CELL
        if cell and (found := people([following.text], document, shown=True)):
            return found
    if signed := signed_by(lines):
        return people(signed, document, shown=True)
    for place, line in enumerate(after[:4]):
        if found := _beside_date(line, after[max(0, place - 1) : place + 3], document):
            return found
    for line in (*after[_NEAR:], *lines.under_lead, *lines.rest):
        # Far from the title only words that can mean nothing else are believed.
        match = _FAR_LABEL.match(line.text) if len(line.text) <= 80 else None
        if match and not line.is_elsewhere and is_full_name(match[1]):
            return people(parted(match[1]), document, shown=True)
        if "@" in line.text and len(line.text) <= _ALONE:
            # Korean papers end a report with its writer and how to reach them.
            reporter = _REPORTER.search(line.text)
            if reporter and not line.is_elsewhere:
                return people([reporter[1]], document, shown=True)
    everything = (*after, *lines.under_lead, *lines.rest)
    for line in everything:
        if line.text.startswith("posted @") and (posted := _POSTED.match(line.text)):
            return people([posted[1]], document, shown=True)
    # Elsewhere places, links and what was quoted stand there, in capitals too.
    is_vietnamese = page_language(document).startswith("vi")
    if is_vietnamese and len(signers := _signers(everything)) == 1:
        return people(signers, document, shown=True)
    for line, following in pairwise(everything):
        if len(line.text) < 16 and _LABEL_LINE.match(line.text) and not line.is_elsewhere:
            name = following.text.partition("/")[0].strip()
            if FULL_NAME.fullmatch(name):
                return people([name], document, shown=True)
    return ()


def _signers(lines: Sequence[Line]) -> set[str]:
    """Return the names that stand alone at the right below a text, as Vietnamese papers sign.

    Of several letters each is signed by another, and below a quotation stands who said it.
    """
    found: set[str] = set()
    above: Line | None = None
    for line in lines:
        style = line.element.get("style") if len(line.text) <= _LONGEST_CELL else None
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


def _linked(line: Line, document: Document) -> Names:
    """Return the names in a line that are links to their bearers: `/staff/hannah-keller`."""
    if len(line.text) > _LONGEST_BYLINE or line.element.tag in _HEADINGS:
        return ()
    if _PICTURE.search(line.marks) or _TOPIC.search(line.marks):
        return ()
    found = []
    for link in line.element.iter("a"):
        text, href = text_of(link), link.get("href") or ""
        if (
            FULL_NAME.fullmatch(text)
            and _WRITERS.search(href)
            and _slug(text) in map(letters, _path_of(href).split("/"))
        ):
            found.append(text)
    return people(found, document)


def _path_of(href: str) -> str:
    """Return the path of an address, without an ending such as `.html`."""
    return re.sub(r"\.\w{2,5}$", "", unquote(href).partition("?")[0].partition("#")[0].rstrip("/"))


def _slug(name: str) -> str:
    """Return the letters of a name as addresses spell them."""
    return letters("".join(part for part in normalize("NFKD", name) if not combining(part)))


#: Folders of pages about those who write for a site or belong to it.
_WRITERS = re.compile(
    r"/(?:u|users?|in|@?members?|profil(?:e|es|s)?|editors?|staff|team|writers?|reporters?|bios?"
    r"|journalist(?:e|en|es|s)?|contributors?|columnists?|redaktion|redactie|redaccion)/",
    re.IGNORECASE,
)


def is_byline(text: str) -> bool:
    """Return whether a line has a label such as `by` with something like a name behind it."""
    match = _BY.search(text)
    return (
        match is not None
        and not _is_said(text, match)
        and _starts_like_a_name(match["name"])
        and (not _BARE_LABEL.match(match["label"]) or _is_whole(match["name"]))
    )


def _without_topics(line: Line, text: str) -> str:
    """Return the text of a line, with a bar where a link to a category or tag stood."""
    for link in select(line.element, _TOPIC_LINKS):
        if topic := text_of(link):
            text = text.replace(topic, " | ")
    return text


_TOPIC_LINKS = "a[rel~=category], a[rel~=tag], a[href*='/category/'], a[href*='/tag/']"


def _korean_reporters(text: str) -> list[str]:
    """Return the names before 기자, each with its own, or the one behind it that opens a line."""
    found: list[str] = []
    end = 0
    for match in _REPORTER.finditer(text):
        if found and not _BETWEEN.fullmatch(text[end : match.start()]):
            break
        found.append(match[1])
        end = match.end()
    behind = None if found else _REPORTER_FIRST.match(text)
    return [behind[1]] if behind else found


#: `김서연 선임기자 · 박민준 인턴기자`; `객원기자 김서연`.
_BETWEEN = re.compile(r"\s*[·,ㆍ・/|]?\s*")
_REPORTER_FIRST = re.compile(
    rf"\s*(?:글\s*[=:|]?\s*)?{_KOREAN_ROLE}\s*기자\s+([가-힣]{{2,4}})(?=$|\s*[|·(]|\s+\d)"
)


def _labelled(text: str, document: Document, line: Line | None = None) -> Names:
    if korean := _korean_reporters(text):
        return people(korean, document, shown=True)
    reporter = _JAPANESE_REPORTER.search(text) if "記者" in text else None
    if reporter and page_language(document)[:2] == "ja":
        return people([reporter[1]], document, shown=True)
    text = _GLUED_BY.sub("By ", text)
    match = _BY.search(text)
    if match is None or _OTHER_WORK.search(text[: match.start("label")]):
        return ()
    if _PREPOSITION.fullmatch(match["label"]) and _IN_SENTENCE.search(text[: match.start("label")]):
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


#: Labels that are words of any sentence, too: whole names alone stand behind them.
_BARE_LABEL = re.compile(r"(?:a[vf]|per|γράφ\w+(?:\s\w+)?)$", re.IGNORECASE)
_WHOLE_GREEK = re.compile(r"[Α-ΩΆ-Ώ]\w+\s+[Α-ΩΆ-Ώ]\w+")


def _is_whole(name: str) -> bool:
    return bool(FULL_NAME.match(name) or _WHOLE_GREEK.match(name))


#: Where a short word is a label: Italian says `per` for whom, and `AV` and `AF` are short for more.
_SPOKEN = {"per": ("ca",), "av": ("sv", "no", "nb", "nn"), "af": ("da", "is", "fo")}
#: Labels that sentences say of anybody's work: `Про це пише Reuters`, `Όπως γράφει η Καθημερινή`.
_TOLD_OF = re.compile(
    r"szerző|írta|kirjoittaja|kirjoittanut|skriven av|skrevet(?: a[vf])?|napsala?|redaktor(?:ka)?"
    r"|scris de|аутор|пише|piše|napisa(?:o|la)|հեղինակ|γράφ(?:ει|ουν)(?:\s+[οη]ι?)?"
    r"|συντάκτ(?:ης|ρια)"
)
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


def _beside_date(line: Line, around: Sequence[Line], document: Document) -> Names:
    if len(line.text) > 80 or not any(
        len(other.text) <= 80 and re.search(r"(?:19|20)\d\d|\d\.\d\d?\.\d", other.text)
        for other in around
    ):
        return ()
    if line.element.tag in _HEADINGS or _TOPIC.search(line.marks):
        return ()
    if select(line.element, "a[href*='/tag'], a[href*='/categor'], a[href*='/topic']"):
        return ()
    parts = re.split(r"\s*[|•·ㆍ/]\s*|\s+[–—-]\s+|,\s+(?=\d)", line.text)
    # `Vim / Editor` is a list of things.
    told = parts if "ㆍ" in line.text or "·" in line.text else []
    if len(told) == _WITH_ROLE and _OFFICE.search(told[1]) and not _NO_NAME.search(told[0]):
        # What they do names nobody, wherever they live.
        return () if PLACE.fullmatch(told[0]) else people(told[:1], document, shown=True)
    for part in parts[1:]:
        if WHOLE_NAME.fullmatch(part):
            return people([part], document)
    # `July 22, 2024 · 4 min · Ida Moss`: what follows a date alone is more often a section.
    timed = _BEHIND_READING_TIME.search(line.text)
    for part in (*parts[:3], *(timed.groups()[1:] if timed else ())):
        bare = DATE_TAIL.sub("", part).strip(" ,")
        if FULL_NAME.fullmatch(bare) and not _NO_NAME.search(bare):
            return people([bare], document)
    return ()


#: `바다소년ㆍFrontend Developer`: a name of any script, and what its bearer does.
_WITH_ROLE = 2
_OFFICE = re.compile(
    r"\b(?:developer|engineer|designer|manager|researcher|scientist|analyst|writer|editor|marketer|lead"
    r"|CEO|CTO)$|(?:개발자|디자이너|엔지니어|기획자|매니저|마케터|연구원|에디터)$",
    re.IGNORECASE,
)
#: What stands right behind the reading time or a count of words, when the same sign parts nothing
#: more from it.
_BEHIND_READING_TIME = re.compile(
    r"[|•·/]\s*\d{1,3}\s?(?:min|分|분)[^|•·/]*(?:[|•·/]\s*\d[^|•·/]*)?"
    r"([|•·/])\s*([^\d|•·/][^|•·/]*)(?:$|(?!\1)[|•·/])",
    re.IGNORECASE,
)
#: Marks of a line that credits a picture.
_PICTURE = re.compile(r"photo|picture|image|caption|credit", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_TOPIC = re.compile(
    r"topic|section-?name|__section|categor|rubri[ck]|kicker|banner|\btags?\b",
    re.IGNORECASE,
)
