"""Names of persons in text: labels, roles, dates and addresses cut; firms and sites left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.month_words import MONTH_NAMES
from pipelines.readers.names.author_words import BEFORE_COLON, EASTERN, KOREAN_RANKS, WRITER, WROTE
from pipelines.readers.names.chinese_bylines import CREDITS
from pipelines.readers.names.korean_signatures import KOREAN_NAME, PEN_NAME
from pipelines.readers.names.site_names import house_names
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.lines import letters
from pipelines.readers.views import once

if TYPE_CHECKING:
    from pipelines.readers.document import Document

Names = tuple[str, ...]

_LABEL = re.compile(
    r"^(?:autor[/:*_]in(?:nen)?\s*:?|interview\s*:|fotos?\s*:|texte?\s*(?:(?:&|und|and|\+|/)\s*(?:fotos?|photos?|bild(?:er)?)\s*)?:|"
    r"(?:written|posted|published|reported|words|text|story|article|reviewed|photo(?:s|graphs)?)?\s*by\b|"
    r"by:|author[s]?\s*:?|von|verfasst von|geschrieben von|par|écrit par|por|escrito por|di|"
    r"door|av|af|penulis|"
    rf"autor(?:in)?\s*:|автор\s*:?|(?:{WROTE}|написа(?:о|ла))\s*:?|"
    rf"{EASTERN}|글\s*[=·:]|글·사진|글(?=\s[가-힣]{{2,4}}\s(?:사진|그림|영상)\s)|지은이|기고\s*[=:]|文\s*[=:：／/]|بقلم|الكاتب|كتبت?)"
    rf"\s*[:：=|]?\s+|^(?:{EASTERN}|{WRITER}|{BEFORE_COLON}|文|текст|автор\s+\w+|نویسنده|yazar|ผู้เขียน)\s*[:：=]\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*(?:,|\||–|—|-|/|·|\()\s*(?:staff|senior|chief|contributing|associate|guest|freelance|managing|executive|"
    r"the|for|special|political|deputy|editor|reporter|writer|correspondent|columnist|author|contributor|producer|"
    r"journalist|redakteur|redaktion|founder|ceo|phd|md|ph\.d|m\.d)\b.*$",
    re.IGNORECASE,
)
_KOREAN_ROLE = re.compile(
    rf"\s*(?:{KOREAN_RANKS}|논설위원|특파원|논설)*\s*"
    r"(?:기자|특파원|논설위원|편집위원|칼럼니스트|에디터|작가|교수|앵커|PD|pd)\s*$|(?:記者|记者)$"
)
#: A whole name, and what its bearer writes of, at the end: `한서율 나무 칼럼니스트`.
_TRADE = re.compile(
    rf"^({KOREAN_NAME.pattern})\s+(?!{KOREAN_NAME.pattern}[칼작평])[가-힣]{{1,4}}\s?(?:칼럼니스트|작가|평론가)$"
)
_JOINT = re.compile(
    r"\s*(?:,|;|、|，|·|\||\s&\s|\band\b|\bund\b|\bet\b|\bog\b|\by\b(?=\s+[A-ZÁÉÍÓÚ])|\bmit\b|(?<=\S\S)\s*/\s*(?=\S\S))\s*"
)
#: What else a line of Korean facts tells behind the writer's name: `작성일 2024-03-05 조회 12`.
_MADE = "(?:최초 ?|최종 ?)?(?:작성|등록|발행|게시|수정|입력|승인)"
_FACT = rf"(?:{_MADE}(?:일|일자|일시|시간)|날짜|일시|조회수?|추천수?|댓글수?|카테고리|분류|출처)"
#: Who else had a part in it.
_OTHER = r"(?:사진|그림|영상)\s[가-힣]{2,4}"
_FACTS = re.compile(
    # `백현우 기자더 많은 기사 보기`: the next words of a card are glued to it.
    rf"(?<=[가-힣]\s기자)(?![단협회님실])[가-힣]+\s.*$"
    rf"|(?:\s+|(?<=기자))(?:{_FACT}(?:\s*[:：\d]|\s+{_FACT}|$)|{_MADE}\s*[:：\d]|{_OTHER}(?:$|\s(?:기자$|{_OTHER}))).*$"
)
#: A polite word that is no part of a name of three letters, and one of `선생님`.
_POLITE = re.compile(r"(?<=[가-힣]{3})님$")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
DATE_TAIL = re.compile(
    r"\s*(?:\||•|·|–|—|-|,|on|am|le|el)?\s*(?:\d{1,4}[./년年-]\s?\d{1,2}\b.*|(?:19|20)\d\d년.*|\d{1,2}(?:st|nd|rd|th)?\.?\s+\w{3,9}\.?,?\s+(?:19|20)\d\d.*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d{1,2}.*|\d+\s+(?:minutes?|hours?|days?|min)\b.*)$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """@ admin administrator anonimo anonym anonyme anonymous anónimo author by editor
    editors friday guest home monday none null publisher redaction redaktion saturday
    staff sunday superuser team thursday tuesday unknown user webmaster wednesday
    δευτέρα κυριακή πέμπτη παρασκευή σάββατο τετάρτη τρίτη 匿名 小编 管理人 管理员
    来源 网络 互联网 网友 本站 原创 转载 管理者 編集部 未知 佚名 编辑 编辑部 관리자 글쓴이
    담당자 목록 에디터 익명 작성자 최고관리자 편집국 편집부 편집팀""".split()
) | {"super user", "site admin", "web admin"}
_MOST_CHARS = 60
HOUSE = re.compile(
    r"\b(?:AG|GmbH|e\. ?V\.|Inc\.?|LLC|Ltd\.?|S\.A\.|KG|Foundation|Stiftung|Landesanstalt|"
    r"Universit\w+|Ministerium|"
    r"Magazine?|Newspaper|Verlag|Publishing|Media|Online|주식회사|株式会社|有限公司)(?!\w)|㈜|\.(?:de|com|net|org|kr|fr|it)$"
)
#: Two to four words with capitals, as names are written in Latin and Cyrillic script.
FULL_NAME = re.compile(
    r"[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*(?:\s+(?:(?:de|da|di|van|von|der|den|del|la|le|bin|al|el|zu|af)\s+)*[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*){1,3}"
)


def people(
    values: Iterable[str], document: Document, *, declared: bool = False, shown: bool = False
) -> Names:
    """Return the names of persons in `values`: labels, roles, dates and addresses cut.

    The name of the site is nobody's, and neither is its host: unless the platform or the front
    matter declares it (`declared`: many blogs are their writer's pen name), or the byline of the
    post shows it (`shown`).
    """
    sites = () if declared or shown else _site_labels(document)
    found: dict[str, str] = {}
    for value in values:
        for name in _split(squash(unescape(str(value)))):
            name = _POLITE.sub("", name) if shown else name
            if is_name(name) and letters(name) not in sites:
                found.setdefault(name.casefold(), name)
    if shown and len(found) > 1 and any(map(FULL_NAME.fullmatch, found.values())):
        # Beside the writer the house is named, too.
        own = _site_labels(document)
        found = {key: name for key, name in found.items() if letters(name) not in own} or found
    return tuple(found.values())[:20]


def account_of(document: Document) -> str:
    """Return the name by which whoever writes goes on a platform that makes it the host's."""
    account, _, platform = (urlsplit(document.url).hostname or "").partition(".")
    return account if platform in _OF_ACCOUNTS and account not in _OF_PLATFORM else ""


#: Where a journal bears the name of its writer, not one of its own.
_OF_ACCOUNTS = frozenset({"tumblr.com", "livejournal.com", "dreamwidth.org"})
_OF_PLATFORM = frozenset(("www", "users", "m"))


@once
def _site_labels(document: Document) -> frozenset[str]:
    host = (urlsplit(document.url).hostname or "").removeprefix("www.")
    if account_of(document):
        host = host.partition(".")[2]
    labels = {host, host.rpartition(".")[0], host.split(".")[0], *host.split(".")[-2:-1]}
    return frozenset(letters(name) for name in (*house_names(document), *labels)) - {""}


def _split(text: str) -> list[str]:
    text = text.strip("'\"“”‘’ ")
    if text.startswith(("http://", "https://", "//")) or len(text) > 300:
        return []
    text = squash(_EMAIL.sub(" ", text)).strip("()<>[] ")
    text = CREDITS.sub("", _LABEL.sub("", text + " ").strip())
    text = DATE_TAIL.sub("", _FACTS.sub("", text))
    text = _ROLE.sub("", text)
    parts = [cleaned for part in _JOINT.split(text) if (cleaned := _bare(part))]
    if len(parts) > 1 and len(parts[0].split()) > 1 and FULL_NAME.fullmatch(parts[0]):
        # `Anna Weber, Hamburg`: behind a whole name a single word is where it was written.
        return [part for part in parts if not _PLACE.fullmatch(part)]
    return parts


def _bare(text: str) -> str:
    text = _LABEL.sub("", text.strip() + " ").strip()
    called = _KOREAN_ROLE.sub("", _TRADE.sub(r"\1", text))
    # 김기자 and 달빛기자 are what somebody goes by; what is left of them names nobody.
    goes_by = len(called.strip()) == 1 or (called and PEN_NAME.fullmatch(text))
    text = text if goes_by else called
    text = _TAIL.sub(r"\1", re.sub(r"\s*\([^)]*\)?\s*$", "", text))
    text = text.strip(" ,;:|·•–—-/@'\"“”‘’()（）【】［］")
    text = _FULL_STOP.sub("", text)
    half = len(text) // 2
    # Two renderings of one name for two widths of screen, with nothing between them.
    if len(text) > _TWICE and text[:half] == text[half:]:
        return text[:half]
    words = text.split()
    for times in (2, 3):
        part, rest = divmod(len(words), times)
        if part > 1 and not rest and words[:part] * times == words:
            return " ".join(words[:part])
    return text


_TWICE = 8
#: The end of a sentence, not of `Jr.` or of an initial.
_FULL_STOP = re.compile(r"(?<=[a-zß-ÿ]{4})\.$")


_PLACE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")
#: What themes set behind a name without a mark: a role, a month, the house in capitals.
_TAIL = re.compile(
    r"^(\S+\s+\S.*?[a-zß-ÿ.])\s+(?:Writer|Reporter|Contributor|Correspondent|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]{2,}(?:\s+[A-Z]{2,}){1,4})$"
)
_NO_PERSON = re.compile(
    r"\.\.\.$|…$|^(?:来源|來源|责任编辑|責任編輯|责编|編輯|编辑|校对|审核|摄影)\s*[:：]|"
    r"^published in\b|^(?:留言|人氣|人气|迴響|回應|评论|評論)$|^コメント|"
    r"^\+?\s?(?:关注|關注|フォロー(?:する)?)$|"
    r"^(?:分类|分類|栏目|欄目|浏览|瀏覽|阅读|閱讀|评论|評論|标签|標籤|日期|时间|時間)[数數量]?\W*\d*$|"
    r"\b(?:expert|editor|attorney|specialist|contributor|founder|director|manager|navigation|skip|privacy|"
    r"categor(?:y|ies)|beiträge|artikel|edited|reviewed|no author|all posts|view all|sign in|"
    r"staff writers?|log ?in)\b|\s(?:or|oder|ou)\s|글 ?목록|전체보기|다른\s?기사|[가-힣]니다\.?$",
    re.IGNORECASE,
)


def _begins_small(word: str) -> bool:
    return is_small(word[:1]) and word.lower() not in _PARTICLES and "'" not in word


def is_small(letter: str) -> bool:
    """Return whether a letter is a small one where names begin with capitals.

    To Unicode the letters of Georgian are small: it has capitals that nobody begins a name with.
    """
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


_PARTICLES = frozenset(
    "af al av bin da de del della des di dos du el ibn la le ten ter van vom von zu".split()
)


_TIME_IN_NAME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")


def is_name(text: str) -> bool:
    """Return whether a text can be a person's name or pen name at all."""
    folded = text.casefold()
    if not text or len(text) > _MOST_CHARS or folded in _NOBODY or not re.search(r"[^\W\d_]", text):
        return False
    if len(text.split()) > 6 or re.search(r"https?:|www\.|\.(?:com|net|org|kr)\b|[<>{}=]", folded):
        return False
    if _TIME_IN_NAME.search(text):
        return False
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if len(words) > 2 and all(len(word) == 1 and word.isascii() for word in words):
        return False  # the marks of share buttons: `F T W M`
    if len(words) > 1 and (is_small(words[-1][:1]) or _begins_small(words[0])):
        return False  # part of a sentence, not a name
    if folded.strip(".") in MONTH_NAMES or _says_when(text):
        return False
    return not _NO_PERSON.search(text) and not re.search(
        r"\b(?:comments?|read more|subscribe|follow|posts?|views?|share)\b|댓글|조회|구독|팔로우",
        folded,
    )


def _says_when(text: str) -> bool:
    """Return whether a text is a label of dates and nothing else: what is left of `Posted on`."""
    parts = labelled(f"{text} 0") if len(text) > _OF_NAME else []
    return len(parts) == 1 and parts[0][0] != "" and parts[0][1] == "0"


#: Letters of names that are words before dates, too: `Am`, `Den`, `Stan`.
_OF_NAME = 5


def is_full_name(text: str) -> bool:
    """Return whether every name in a text is whole, or of a script without capitals."""
    return all(
        FULL_NAME.fullmatch(part) or not re.match(r"[A-Za-zÀ-ÿ]", part) for part in _split(text)
    )


#: Words in what a house calls itself and a person does not.
_HOUSE_WORD = re.compile(
    r"^(?:the|die|das)\s|zeitung\b|presse\b|verband\b|\bamt\b|\bkreuz\b|verein\b"
    r"|partei\b|ministerium\b|\b(?:news|times|herald|tribune|gazette|journal|daily|magazine?|press|media"
    r"|kitchens?)\b"
    r"|(?:일보|신문|뉴스|방송|통신|타임스|저널|매거진|데일리|투데이|닷컴|편집국|보도국|新聞(?:社)?|通信社|ニュース"
    r"|日报|晚报|晨报|时报|日報|晚報|時報|新闻网|新聞網|通讯社|通訊社)$",
    re.IGNORECASE,
)


def is_of_site(name: str, document: Document) -> bool:
    """Return whether a name is the site's own, or part of it, or has it in itself."""
    bare = letters(name)
    return any(
        label == bare
        or (min(len(label), len(bare)) > _BY_CHANCE and (label in bare or bare in label))
        for label in _site_labels(document)
    )


#: Letters of a part that is none by chance.
_BY_CHANCE = 3


def is_house_of_site(name: str, document: Document) -> bool:
    """Return whether a name is the site's own and that of a house: nobody's who writes."""
    return is_house(name) and is_of_site(name, document)


def is_house(name: str) -> bool:
    """Return whether a name holds a word that houses bear and persons do not, or is a host's."""
    return bool(_HOUSE_WORD.search(name)) or bool(_HOST.fullmatch(name))


_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}")


def is_login_or_house(name: str) -> bool:
    """Return whether a name is a login or a firm's, for which a person may be shown instead."""
    return bool(re.fullmatch(r"[\w.-]+", name) and name.isascii()) or bool(HOUSE.search(name))
