"""Pages that answer as if all were well, and say that they may not be read, or not now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.trees.html import squash

_LOGIN = "asks who the visitor is"
_LATER = "says that it cannot be read now"
#: What is said in place of a page: by the blog's program, its host, or what stands before it.
_LATER_WORDS = re.compile(
    r"too many requests|rate limit|(?:re)?try again (?:later|in)|slow down|just a moment|"
    r"checking your browser|verif(?:y|ying) (?:that )?you are (?:a )?human|not a robot|"
    r"unusual traffic|temporarily unavailable|service unavailable|"
    r"bad gateway|internal server error|something went wrong|an error (?:has )?occurred|"
    r"(?:under|down for) maintenance|"
    r"일시적(?:인|으로)? ?(?:오류|장애|문제)|오류가 발생|잠시 후(?:에)? ?(?:다시|이용)|점검 ?중|"
    r"요청이 (?:너무 )?많|비정상적인 접근|"
    r"アクセスが集中|しばらく(?:して|経って|たって)から|メンテナンス中|エラーが発生|"
    r"(?:访问|请求|操作)(?:过于|太)频繁|稍[后後]再[试試]|系[统統][维維][护護]|"
    r"zu viele anfragen|später (?:noch ?einmal|erneut|wieder)|fehler (?:ist )?aufgetreten|"
    r"trop de requêtes|réessayer (?:plus tard|ultérieurement)|"
    r"une erreur (?:est survenue|s.est produite)|"
    r"demasiad[ao]s (?:solicitudes|peticiones)|inténtelo (?:de nuevo )?más tarde|"
    r"слишком много запросов|попробуйте позже|повторите попытку позже"
)
#: Said to whom nobody knows, and to whom asked too much.
_DENIED_WORDS = re.compile(r"access (?:is )?denied|접[근속]이? ?(?:거부|차단|제한)")
_LOGIN_WORDS = re.compile(
    r"로그인(?:이 필요|을? ?(?:후|하신|하셔야|해야|해 ?주))|회원만 |"
    r"(?:글|목록)을? (?:볼|읽을|열람할) 권한이 없|"
    r"(?:please|you (?:must|need to)) (?:log|sign) in to|"
    r"ログインが必要|ログインして(?:ください|下さい)|"
    r"请先?登[录錄]|bitte (?:loggen|melden) sie sich|veuillez vous connecter"
)
#: One of these is in all that the words above find, and few pages have one.
_HINTS = tuple(
    """too many|rate limit|again|slow down|just a moment|your browser|human|robot|unusual|denied|
    unavailable|gateway|server error|went wrong|occurred|maintenance|일시적|오류|잠시|점검|거부|
    차단|제한|요청|비정상|アクセス|しばらく|メンテナンス|エラー|频繁|稍|系|zu viele|später|fehler|
    trop de|réessayer|erreur|demasiad|inténtelo|слишком|позже|로그인|회원만|권한|ログイン|log in|
    sign in|登|melden|loggen|connecter""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
#: Texts of a page that are looked at: such a page is short.
_MOST = 400
_LONGEST = 300
_NO_TEXT = ("a", "script", "style", "template", "option")


def refusals(root: HtmlElement) -> frozenset[str]:
    """Return why a page may have no list in it, as it says itself; what links say is not heard.

    A theme may say so on each of its pages, as where a form to log in stands beside all of them.
    """
    found = set()
    if next(root.iterfind(".//input[@type='password']"), None) is not None:
        found.add(_LOGIN)
    said = _said(root)
    if any(hint in said for hint in _HINTS):
        if _LATER_WORDS.search(said) or _DENIED_WORDS.search(said):
            found.add(_LATER)
        if _LOGIN_WORDS.search(said):
            found.add(_LOGIN)
    return frozenset(found)


def is_passing(root: HtmlElement) -> bool:
    """Return True for a page that says that it cannot be read now: it tells nothing of a post."""
    return bool(_LATER_WORDS.search(_said(root)))


def _said(root: HtmlElement) -> str:
    return "\n".join(islice(_texts(root), _MOST)).lower()


def _texts(root: HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        own = element.text if element.tag not in _NO_TEXT else None
        for text in (own, element.tail):
            if text and not text.isspace() and len(text) <= _LONGEST:
                yield squash(text)
