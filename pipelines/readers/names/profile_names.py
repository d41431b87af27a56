"""Names near the title that lead to their bearer's page, or that a class calls a name."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.readers.dates.moment_labels import labelled
from pipelines.readers.dates.moments import states_day
from pipelines.readers.names.persons import FULL_NAME, Names, people
from pipelines.readers.titles.head_lines import head_lines, in_head
from pipelines.readers.trees.html import HEADINGS, names_of, short_text, squash, whole_text
from pipelines.readers.trees.lines import Line
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import link_of
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Lines below the title among which a byline stands.
_NEAR = 12
#: Characters of a name that a line has to itself.
_LONGEST = 30
#: Folders of the pages of those who write on a platform.
_PROFILES = re.compile(r"/(?:u|users?|member|profile|authors?|writers?)/[^/]", re.IGNORECASE)
#: The page of one of them, and what a link to it may be called.
_PROFILE = re.compile(_PROFILES.pattern + r"[^/]*(?:/profile)?$", re.IGNORECASE)
_NAME = re.compile(r"(?:^|[-_\s])name(?:$|\s)")
_PEOPLE = re.compile(r"^/(?:people|persons?)/[^/]+$", re.IGNORECASE)
#: Last steps of addresses below such a folder that are no one's: what a visitor does there.
_DOES = re.compile(
    r"^(?:my[-_]?(?:page|info|home|posts?)?|log[-_]?(?:in|out)|sign[-_]?(?:in|up|out)|join|register"
    r"|modify|edit|(?:find|search|change)(?:[-_]?\w*)|(?:user[-_]?)?center|home|main|index|list|orders?"
    r"|cart|points?|passw(?:or)?d|info|settings?|account|notices?|interviews?|posts?|articles?"
    r"|follow(?:ers|ing)?|subscri\w+)(?:\.\w+)?$|\.(?:php|do|jsp|aspx?)$",
    re.IGNORECASE,
)
#: What leads to a profile of one's own, or to a list.
CALLS = re.compile(
    r"^(?:공지(?:사항)?|소식|새\s?소식|뉴스|일반|이벤트|소개|프로필|プロフィール|notice|news|event)$"
    r"|로그인|가입|登録|ログイン|登录|注册|登入|註冊|log ?in|sign ?(?:in|up)"
    r"|목록$|글$|보기$|홈$|一覧|列表|首页|首頁|中心|ページ$",
    re.IGNORECASE,
)
#: The whole address of one who writes: `/@seaboy`, `/magazine/@seaboy`.
_HANDLE = re.compile(r"^(?:/[\w-]+)?/@[\w.-]+$")
#: Behind it some platforms set what its bearer goes by: `@seaboy(바다소년)`.
_ACCOUNT = re.compile(r"@([\w.-]{2,30})(?:\s?[(（][^)）]{1,30}[)）])?")
_CASED = re.compile(r"[a-zà-þа-я]", re.IGNORECASE)
_NAMED = (
    ".name, .nick, .nickname, .nick-name, .nick_name, .user-name, .user_name, .follow-nickName"
    ", .txt_name, .writer-name, .writer_name"
)
#: What may stand behind a name in its line: the button to follow its bearer, or the points he has.
_FOLLOW = re.compile(
    r"\s*(?:\d[\d.,]{0,6}\s?[km천만점]?|\+?\s*(?:关注|關注|フォロー(?:する)?|팔로우|구독(?:하기)?|이웃추가|follow))?",
    re.IGNORECASE,
)
#: What may stand before a name that leads to its bearer's page, if anything does.
_LABELS = frozenset(("", "작가", "작가:", "작가 :"))
_WRITERS = re.compile(r"author|writer|byline|nick", re.IGNORECASE)
#: Who is written about has a card called so, too: there a day has to stand beside the name.
_PERSONS = re.compile(r"user|profile|member", re.IGNORECASE)
_COUNTED = re.compile(r"hit|view|count|read|comment", re.IGNORECASE)
_TOPICS = re.compile(
    r"categor|tag|board|menu|site|blog[-_]?name|comment|series"
    r"|place|shop|store|product|goods|(?<!pro)file|review|event",
    re.IGNORECASE,
)
#: What is counted beside a day, and is no one: the board of a post.
OF_BOARD = re.compile(r"(?:게시판|자료실|갤러리|카페|掲示板|论坛|論壇)$")


def profile_names(document: Document) -> Names:
    """Return the name that a line near the title has to itself and that leads to its bearer."""
    head = head_lines(document)
    told = False
    for line in head.after[:_NEAR]:
        if found := _named_in(line, document, dated=not told):
            return people([found], document, shown=True)
        # Below the day of the post, and below what it says, a name with a day is of a comment.
        tells = line.element.tag == "p" and len(line.text) > _TOLD
        told = told or states_day(line.text) or tells
    above = (_named_in(line, document, dated=True) for line in head.before[:2])
    found = next(filter(None, above), "")
    return people([found], document, shown=True) if found else _called_a_name(document)


def _named_in(line: Line, document: Document, *, dated: bool) -> str:
    if len(line.text) > _LONGEST * 3 or line.element.tag in HEADINGS:
        return ""
    links = islice(line.element.iter("a"), _LINKS)
    return next(filter(None, (_of_profile(one, line, document, dated=dated) for one in links)), "")


#: Characters of a paragraph that tells something.
_TOLD = 60
#: Links of a line that are looked at: around each a face is looked for.
_LINKS = 20


def _of_profile(link: HtmlElement, line: Line, document: Document, *, dated: bool) -> str:
    text = short_text(link, _LONGEST)
    if not text or len(text) > _LONGEST or text not in line.text or CALLS.search(text):
        return ""
    target = document.target_of(link)
    if target is None or host_of(target) != host_of(document.url):
        return ""
    path = unquote(urlsplit(target).path).rstrip("/")
    last = path.rpartition("/")[2].lstrip("@").casefold()
    if (account := _ACCOUNT.fullmatch(text)) and account[1].casefold() == last:
        return account[1]
    before, _, behind = line.text.partition(text)
    if before.strip() not in _LABELS:
        return ""
    if _shows_face(link, text, target, document):
        return text
    # A name of another script than the address is known by the folder alone, and a whole one is.
    told = FULL_NAME.fullmatch(text) or _NAME.search(link.get("class") or "")
    own = bool(told) and _PROFILE.search(path) is not None
    if not (own or text.casefold() == last or not _CASED.search(text)):
        return ""
    if _HANDLE.search(path):
        # The name of a blog is more than a word, and so is what its writer goes by in Latin.
        return "" if " " in text and not _CASED.search(text) else text
    if _DOES.search(last):
        return ""
    behind = behind.strip().removeprefix(f"@{last}")
    if behind and (
        states_day(behind[:_LONGEST]) or any(label for label, _ in labelled(behind)[:1])
    ):
        # Who is written about has such a page, too, and no day behind the name.
        return text if dated and (_PROFILES.search(path) or _PEOPLE.search(path)) else ""
    return text if _FOLLOW.fullmatch(behind) and _PROFILES.search(path) else ""


def _shows_face(link: HtmlElement, name: str, target: str, document: Document) -> bool:
    """Return whether a picture that is called as its bearer leads where the name does."""
    for box in islice(link.iterancestors(), _AROUND):
        pictures = islice(box.iterfind(".//a//img[@alt]"), _FACES)
        faces = (one for one in pictures if squash(one.get("alt") or "") == name)
        if any(document.target_of(link_of(one)) == target for one in faces):
            return True
    return False


#: Elements around a name in which a face is looked for, and pictures of each that are looked at.
_AROUND, _FACES = 2, 4


def _called_a_name(document: Document) -> Names:
    """Return what a class calls a name, beside the date or in a box on who writes."""
    marked = [
        element
        for element in select(document.tree, _NAMED)[:_NEAR]
        if len(text := whole_text(element)) <= _LONGEST and len(labelled(f"{text} 0")) == 1
    ]
    found: dict[str, str] = {}
    for element in in_head(document, marked):
        box = element.getparent()
        text = whole_text(element)
        if box is None or CALLS.search(text) or OF_BOARD.search(text):
            continue
        if _TOPICS.search(f"{names_of(element)} {names_of(box)}"):
            continue
        beside = [whole_text(one) for one in box]
        around = f"{names_of(element)} {names_of(box)} {names_of(box.getparent())}"
        # Beside a day alone a name may be that of a place.
        counted = any(_COUNTED.search(names_of(one)) for one in box)
        dated = sum(map(len, beside)) <= 3 * _LONGEST and any(map(states_day, beside))
        if _WRITERS.search(around) or (dated and (counted or _PERSONS.search(around))):
            found.setdefault(element.get("class") or "", text)
            if found[element.get("class") or ""] != text:
                return ()  # one of several: who speaks, or a crew
    return people([*found.values()][:1], document, shown=True)
