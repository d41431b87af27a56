"""The one button of a page that says that it shows more of a list, or the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipelines.readers.trees.html import squash
from pipelines.urls import absolute_url

_POSTS = r"(?:blog )?(?:posts?|articles?|stories|entries|news|items|results)"
_GEUL = r"(?:글|게시[물글]|포스트|소식|기사|목록|콘텐츠|컨텐츠|결과)(?:을|를)?"
#: More of a list, as buttons say it.
_MORE = re.compile(
    rf"""\W*(?:
    (?:load|show|see|view)\ (?:more|older|next|earlier)(?:\ {_POSTS})? |
    (?:load|show|see|view)\ (?:the\ )?(?:next\ )?\d{{1,3}}(?:\ more)?(?:\ {_POSTS})? |
    (?:more|older|earlier)\ {_POSTS} |
    (?:(?:이전|지난|다음)\ ?)?(?:{_GEUL}\ ?)?(?:\d{{1,3}}\ ?[개건편]\ ?)?더\ ?
        (?:보기|불러오기|읽어오기|가져오기|보여주기) |
    (?:이전|지난)\ ?{_GEUL}\ ?(?:보기|불러오기) |
    もっと(?:見る|みる|読み込む) | さらに(?:表示|読み込む|見る) |
    (?:過去|以前)の(?:記事|投稿|エントリー?)(?:を(?:見る|表示|読み込む))? |
    (?:加载|載入|查看|显示|顯示|浏览)更多(?:文章|内容|內容|帖子|日志)? | 更多(?:文章|帖子|日志) |
    (?:mehr|weitere|ältere)(?:\ (?:beiträge|artikel|einträge))?\ (?:laden|anzeigen) |
    (?:weitere|ältere|mehr)\ (?:beiträge|artikel|einträge) |
    (?:charger|voir|afficher)\ plus(?:\ d.articles)? |
    (?:cargar|ver|mostrar)\ más(?:\ (?:entradas|artículos))? |
    (?:carregar|ver|mostrar)\ mais(?:\ (?:posts|artigos))? |
    (?:carica|mostra)\ altr[io](?:\ articoli)? |
    (?:загрузить|показать)\ (?:ещё|еще|больше) | daha\ fazla(?:\ göster)? | xem\ thêm
    )(?:\ ?[(\[]\s*\d+\s*(?:/\s*\d+\s*)?[)\]])?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
#: All of a list; menus and what stands beside a list have such buttons, too.
_ALL = re.compile(
    rf"""\W*(?:
    (?:view|see|show|browse)\ all(?:\ {_POSTS})? | all\ (?:posts|articles|stories|entries) |
    (?:모든|전체)\ ?(?:{_GEUL}\ ?)?(?:보기|목록) | {_GEUL}\ ?(?:모두|전체)\ ?보기 |
    (?:記事)?一覧(?:を見る|へ)? | すべて(?:の(?:記事|投稿))?(?:を見る|を表示)? |
    (?:查看|显示)(?:全部|所有)(?:文章)? | (?:全部|所有)文章 |
    alle\ (?:beiträge|artikel|einträge)(?:\ anzeigen)? |
    (?:voir|afficher)\ tou(?:t|s|tes)(?:\ les\ articles)? |
    (?:ver|mostrar)\ tod[oa]s(?:\ (?:las\ entradas|los\ artículos))?
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_BESIDE = frozenset(("nav", "header", "footer", "aside", "form", "article"))
_CALLED = re.compile(r"(?:^|[-_\s])(?:more|load)(?:$|[-_\s])", re.IGNORECASE)
#: One of them is in every page where another element than a button is pressed.
_SIGN = re.compile(
    r"onclick|role\s*=\s*[\"']?button|[-_\s\"'](?:more|load)[-_\s\"'>]", re.IGNORECASE
)
#: What shows what the page has already: an introduction, a menu.
_UNFOLDS = re.compile(r"classList|toggle|\.style\b|fold\b|\.(?:show|slideDown|fadeIn)\(|hidden")
#: What is looked at of one page: elements lie in one another, and each holds all that it holds.
MOST_BUTTONS = 500
_MOST_PARTS = 100
_MOST_NAMES = 400


def said(element: HtmlElement, longest: int = 40) -> str:
    """Return how the text of an element begins, by no more than a few of the parts it is of."""
    parts: list[str] = []
    length = 0
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, one in islice(walk, _MOST_PARTS):
        part = one.text if event == "start" else one.tail if one is not element else None
        if part:
            parts.append(part[:_MOST_NAMES])
            length += len(part.strip())
        if length > longest:
            break
    return squash("".join(parts))[:longest]


def has_one_more_button(root: HtmlElement, base: str, text: str) -> bool:
    """Return True when one button of a page, and no link, says that it shows more.

    `text` is what `root` was made of.
    """
    found: list[HtmlElement] = []
    others = ("div", "span", "p", "li") if _SIGN.search(text) else ()
    for element in islice(_buttons(root, base, others), MOST_BUTTONS):
        words = squash(element.get("value") or "") if element.tag == "input" else said(element)
        if _MORE.fullmatch(words) or (_ALL.fullmatch(words) and _is_among_posts(element)):
            found.append(element)
            if len(found) > 2:
                return False
    # One button a list; one an item unfolds the item. What lies in a button is that button.
    return len(found) == 1 or (len(found) == 2 and found[0] in found[1].iterancestors())


def _buttons(root: HtmlElement, base: str, others: tuple[str, ...]) -> Iterator[HtmlElement]:
    for element in root.iter("button", "a", "input", *others):
        if element.tag == "button":
            yield element
        elif element.tag == "a":
            if not absolute_url(element.get("href") or "", base):
                yield element
        elif element.tag == "input":
            if (element.get("type") or "").lower() in ("button", "submit"):
                yield element
        elif _is_pressed(element) and next(element.iterancestors("a"), None) is None:
            yield element


def _is_pressed(element: HtmlElement) -> bool:
    if _UNFOLDS.search((element.get("onclick") or "")[:_MOST_NAMES]):
        return False
    if element.get("role") == "button" or element.get("onclick"):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(element) < 3 and bool(_CALLED.search(named[:_MOST_NAMES]))


def _is_among_posts(element: HtmlElement) -> bool:
    return not any(above.tag in _BESIDE for above in islice(element.iterancestors(), 12))
