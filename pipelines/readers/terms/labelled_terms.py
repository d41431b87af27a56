"""Tags and categories known by what is said before them: `분류: 여행`, `标签：海`, `#여행`."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Literal

from lxml.html import HtmlElement

from pipelines.readers.terms.fact_lines import FACT, facts_of, is_of_post
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.titles.head_lines import heading_place
from pipelines.readers.trees.html import HEADINGS, names_of, short_text, squash
from pipelines.readers.trees.lines import Line, letters, lines_of
from pipelines.readers.trees.spots import text_of
from pipelines.readers.views import once
from pipelines.urls import site_of

if TYPE_CHECKING:
    from pipelines.readers.document import Document

Label = Literal["tags", "shelves"]

_LABEL = re.compile(
    r"(?:(?P<shelves>카테고리|분류|게시판\s?분류|カテゴリー?|テーマ|分类专栏|文章分类|分类|分類"
    r"|categor(?:y|ies)|posted in|filed under|kategorien?|rubrik(?:en)?|catégories?|categorías?"
    r"|categorie|categorias?|categorii|categories?|kategori(?:e|a|ler|en|er|je|at)?|kategóri[aá]k?|rubri(?:ka|ky)|aihe(?:et)?"
    r"|рубрик[аи]|хабы|категори[яи]|категорије?|κατηγορί(?:α|ες)|বিভাগ|danh mục|chuyên mục"
    r"|หมวดหมู่|التصنيفات?|الأقسام|دسته‌?(?:بندی|ها)?|קטגורי(?:ה|ות)|श्रेणी)"
    r"|(?P<tags>태그|키워드|タグ|キーワード|文章标签|标签|標籤|关键词|關鍵字|tags?|tagged"
    r"|schlagw(?:ort|örter)|mots-clés"
    r"|étiquettes|etiquetas|etiquetes|etichete|tagi|tagovi|etiketler|etiketter|štítky|címkék|avainsanat|stikkord"
    r"|теги|метки|етикети|ознаке|ετικέτες|ট্যাগ|குறிச்சொற்கள்|thẻ|từ khóa|แท็ก|ป้ายกำกับ"
    r"|الوسوم|الكلمات المفتاحية|برچسب‌?(?:ها)?"
    r"|תגיות|टैग))(?![^\W\d_])\s*(?P<colon>[:：])?\s*",
    re.IGNORECASE,
)
_NEXT = re.compile(_LABEL.pattern.replace("(?P<colon>[:：])?", "(?P<colon>[:：])"), re.IGNORECASE)
#: Characters of a line that a label begins; of a term that is no link.
_LONGEST, _LONGEST_TERM = 300, 40
#: Characters before which the colon of a label stands.
_OF_LABEL = 26
_PARTS = re.compile(r"\s*(?:[,、，;|]|\s[·/]\s)\s*")
#: Where a label has an element to itself, and needs no colon.
_LABELLING = frozenset(("dt", "th"))
_MOST = 40


def is_label(text: str) -> bool:
    """Return whether a text is such a word, or none at all, beside signs that part terms."""
    words = squash(text).strip(" ,、，;|·/#•")
    return not words or _LABEL.fullmatch(words) is not None


def labels_shelves(text: str) -> bool:
    """Return whether a text is such a word for shelves, as it stands over a list of them."""
    if _TOPICS.fullmatch(text):
        return True
    match = _LABEL.fullmatch(text)
    return match is not None and match["shelves"] is not None


#: Over a list they can mean nothing else; before a word a text has a theme.
_TOPICS = re.compile(r"(?:temas|themen|topics|thèmes|rubriques)\s*:?", re.IGNORECASE)


def without_label(text: str) -> str:
    """Return what a text says behind such a word and its colon: `标签: #海 #山`."""
    match = _LABEL.match(text)
    return text[match.end() :] if match is not None and match["colon"] else text


def labelled_terms(document: Document, label: Label) -> Names:
    """Return the terms behind the first such label of the page that is not about other posts."""
    return _look(document).get(label, ())


@once
def _look(document: Document) -> dict[str, Names]:
    lines = lines_of(document)
    found: dict[str, Names] = {}
    for line in lines:
        text = line.text
        if len(text) > _LONGEST:
            continue
        head = text[:_OF_LABEL]
        match = _LABEL.match(text)
        has_colon = ":" in head or "：" in head
        if not has_colon and (match is None or not _stands_alone(line)):
            continue
        if match is None or match.lastgroup is None or line.element.tag in HEADINGS:
            if "shelves" not in found and (shelf := _in_facts(line)):
                found["shelves"] = shelf
            continue
        label = "tags" if match["tags"] else "shelves"
        if label in found or line.is_elsewhere or _is_asked(line.element):
            continue
        end = len(text)
        if match["colon"] and (other := _NEXT.search(text, match.end())):
            # Both in one line: `分类专栏：旅行 文章标签：青岛`.
            also, end = "tags" if other["tags"] else "shelves", other.start()
            if also not in found and (terms := _behind(document, line, other.end(), len(text))):
                found[also] = terms
        if match["colon"] and match.end() < end:
            terms = _behind(document, line, match.end(), end)
        elif match.end() == len(text):
            terms = _below(document, line.element)
        else:
            continue
        if terms and not _is_of_blog(line, label, terms, document, lines):
            found[label] = terms
    return found


def _stands_alone(line: Line) -> bool:
    """Return whether a label may do without a colon: where it has an element beside its terms."""
    if line.element.tag in _LABELLING or _is_called_label(line.element):
        return True
    beside = line.element.getnext() if len(line.text) <= _OF_LABEL else None
    return beside is not None and beside.tag == line.element.tag and bool(_chips(beside))


def _is_called_label(element: HtmlElement) -> bool:
    """Return whether an element is that of the label of a field, as Drupal has them."""
    return _FIELD_LABEL.search(element.get("class") or "") is not None


_FIELD_LABEL = re.compile(r"(?:^|\s)field[-_]{1,2}label(?:$|\s)")


def _in_facts(line: Line) -> Names:
    """Return the shelf in a line of facts about a post: `作者:海娃 | 分类:旅行 | 浏览:123`."""
    for fact in facts_of(line):
        match = _LABEL.match(fact)
        if match is not None and match["shelves"] and match["colon"]:
            elsewhere = line.is_elsewhere or _is_asked(line.element)
            return () if elsewhere else names([fact[match.end() :]])
    return ()


def _is_of_blog(
    line: Line, label: str, terms: Names, document: Document, lines: tuple[Line, ...]
) -> bool:
    """Return whether a line is the same on all pages: words to look for, all shelves there are."""
    if label == "shelves" and len(terms) > _SHELVES:
        return True
    place = heading_place(document)
    if label == "tags":
        return line in lines[: max(0, place)]
    main = next(lines[place].element.iterancestors("main"), None) if place >= 0 else None
    return main is not None and main not in line.element.iterancestors()


#: More are those of the whole blog, or what is in a dish.
_SHELVES = 10


def _leads_away(link: HtmlElement, document: Document) -> bool:
    """Return whether a link leads to another site, and to no list there: to what a post is on."""
    target = document.target_of(link)
    if target is None or _LIST_OF_TERM.search(target):
        return False
    return site_of(target) != site_of(document.url)


_LIST_OF_TERM = re.compile(
    r"[/?&](?:tags?|categor\w+|topics?|sections?|keywords?|search|cat|q)[/:=]|/category:",
    re.IGNORECASE,
)


def _is_asked(element: HtmlElement) -> bool:
    """Return whether a label stands before a field that is to be filled in."""
    return next(element.iterancestors("form"), None) is not None or any(
        True for _ in islice(element.iter("input", "select", "textarea"), 1)
    )


def _behind(document: Document, line: Line, start: int, end: int) -> Names:
    """Return the links in what a line says behind its label, else its words where these are few."""
    found: list[str] = []
    place = 0
    for link in islice(line.element.iter("a"), _MOST):
        text = text_of(link)
        at = line.text.find(text, place) if text else -1
        place = at + len(text) if at >= 0 else place
        if start <= at < end:
            if _leads_away(link, document):
                return ()
            found.append(text)
    rest = line.text[start:end]
    of_post = is_of_post(line)
    if line.element.tag == "p" and not of_post and letters(rest) != letters("".join(found)):
        return ()  # a sentence
    # A text may speak of its theme, `テーマ：海の色`, and list facts, `Category: boat`.
    if found or len(rest) > _LONGEST_TERM * 2 or not of_post:
        return names(found)
    facts = [part.strip() for part in rest.split("|")]
    if any(FACT.match(fact) for fact in facts[1:]):
        rest = facts[0]
    parts = _PARTS.split(rest)
    plain = all(len(part) <= _LONGEST_TERM and not part.endswith((".", "。")) for part in parts)
    return names(parts) if plain else ()


def _linked(document: Document, element: HtmlElement) -> Names:
    links = list(islice(element.iter("a"), _MOST))
    if any(_leads_away(link, document) for link in links):
        return ()
    # Links that nobody ended lie in one another, each with all the text behind it.
    return names(text_of(link) for link in links if short_text(link, _LONGEST_LINK))


#: Characters of a link, hidden ones too, that may name a term.
_LONGEST_LINK = 400


def _below(document: Document, element: HtmlElement) -> Names:
    """Return the links beside a label that has a line to itself, else those of the next element."""
    if linked := _linked(document, element):
        return linked
    if (beside := element.getnext()) is None or (beside.tag in _LABELLING and element.tag != "li"):
        return ()
    if beside.tag not in ("li", "dd"):
        if element.tag == "li":
            return ()
        terms = _of_terms(document, beside)
        # Drupal has a box for each value of a field.
        called = beside.get("class") if terms and _is_called_label(element) else None
        more = islice(beside.itersiblings(), _MOST) if called else ()
        like = (one for one in more if one.get("class") == called)
        return names([*terms, *(term for one in like for term in _linked(document, one))])
    # Each term is an item of its own.
    terms_of_items: list[str] = []
    for item in (beside, *islice(beside.itersiblings(), _MOST)):
        found = _of_terms(document, item) if item.tag == beside.tag else ()
        if not found:
            break
        terms_of_items += found
    return tuple(terms_of_items)


def _of_terms(document: Document, beside: HtmlElement) -> Names:
    # Facts of a thing are listed so, too.
    if chips := _chips(beside):
        return names(map(text_of, chips))
    before = beside.getprevious()
    if before is not None and _is_called_label(before):
        return _linked(document, beside)
    hrefs = [link.get("href") or "" for link in islice(beside.iter("a"), _MOST)]
    return _linked(document, beside) if all(map(_OF_TERM.search, hrefs)) else ()


def _chips(box: HtmlElement) -> list[HtmlElement]:
    """Return the words of a box without links, each of which a class calls chosen."""
    spans = list(islice(box.iter("span"), _MOST)) if box.find(".//a") is None else []
    return [one for one in spans if not len(one) and _CHIP.search(names_of(one))]


#: As Notion exports what one chose: `selected-value select-value-color-blue`.
_CHIP = re.compile(r"(?:^|[-_\s])(?:tag|chip|pill|badge|select(?:ed)?)(?:$|[-_\s])")
_OF_TERM = re.compile(
    r"^$|categor|tag|cat[_=-]|theme|topic|label|section|genre|keyword|search", re.IGNORECASE
)
