"""Categories that a page shows by its title and that lead nowhere one could know them by."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.readers.dates import moment_labels
from pipelines.readers.dates.moments import states_day
from pipelines.readers.terms.labelled_terms import is_label
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.trees.html import HEADINGS, names_of
from pipelines.readers.trees.lines import in_head, letters, title_words
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document


def shelf_beside(document: Document) -> Names:
    """Return what stands beside the heading and a class calls the category, or one of them."""
    named = [one for one in select(document.tree, _NAMED)[:_MANY] if _may_name(one)]
    found = in_head(document, named) if named else []
    shelves = names(text_of(one).strip("[]") for one in found)
    # Quarto has an element for each, in a box for all.
    whole = len(shelves) == 1 or all(_ALL.search(names_of(one.getparent())) for one in found)
    return shelves if whole else ()


_ALL = re.compile(r"(?:^|[-_])categories(?:$|\s)")


def _may_name(element: HtmlElement) -> bool:
    if not _SHELF.search(names_of(element)) or element.tag in HEADINGS:
        return False
    inner = list(islice(element.iterdescendants(), _FEW))
    if len(inner) == _FEW or any(one.tag not in _INLINE for one in inner):
        return False
    text = text_of(element)
    return (
        0 < len(text) <= _LONGEST
        and text.lstrip("[ ")[:1].isalnum()
        and "|" not in text
        and not (is_label(text) or states_day(text) or text.endswith((":", "：")))
        and not any(label for label, _ in moment_labels.labelled(text))
        and not _NO_SHELF.fullmatch(text)
        and next(element.iterancestors("a"), None) is None
        and not is_elsewhere(element)
    )


_NAMED = "[class*=cat], [class*=Cat], [class*=section], [class*=Section]"
_SHELF = re.compile(
    r"(?:^|[-_\s])(?:cate?|categor(?:y|ies)|section)(?:$|[-_\s](?:name|text|title|tag)?(?:$|\s))"
    r"|(?:category|section)(?:Name|Text|Title)(?:$|\s)",
    re.IGNORECASE,
)
_INLINE = frozenset(("a", "span", "b", "strong", "em", "i", "li"))
_FEW, _MANY = 4, 400
#: Characters of such a name.
_LONGEST = 30
#: Counts, and what is called out beside any post.
_NO_SHELF = re.compile(
    r"\W*\d[\d\W]*|\d[\d,.]*\s?(?:min(?:ute)?s?|분|分)\b.*|(?:reading time|read).*\d.*"
    r"|(?:\d[\d,.]*\s?)?(?:views?|hits?|comments?|likes?|shares?|조회수?|댓글수?|추천수?|공감|좋아요"
    r"|阅读|閱讀|浏览|评论|閲覧数?|コメント)\W*\d*"
    r"|(?:by|von|par|por|di)\s.*|new|hot|best|pinned|sticky|premium"
    r"|members? only|subscribers? only|breaking"
    r"|editor['’]?s pick|advertisement|ad|광고"
    # What boxes of other posts are called.
    r"|(?:related|featured|sponsored|trending|popular|latest|news?|추천|인기글?|관련)(?:\s\S+)?",
    re.IGNORECASE,
)


def way_to(document: Document) -> Names:
    """Return the steps between the home page and the post on the line that shows the way to it."""
    title = letters(" ".join(title_words(document)))
    for box in select(document.tree, _WAYS)[:_FEW]:
        links = [link for link in islice(box.iter("a"), _LONGEST_WAY + 1) if text_of(link)]
        # A menu that opens at a step is no step.
        if not 0 < len(links) <= _LONGEST_WAY or box.find(".//li//li") is not None:
            continue
        steps = [text_of(link) for link in links if not _leads_home(link, document)]
        between = [*takewhile(_is_step, steps)]
        if len(between) < len(steps) - 1:
            continue
        if found := names(step for step in between if letters(step) not in title):
            return found
    for box in select(document.tree, _TOLD_WAYS)[:_FEW]:
        steps = _told_way(box)
        if steps and len(steps) <= _LONGEST_WAY and all(map(_is_step, steps)):
            return names(step for step in steps if letters(step) not in title)
    return ()


def _told_way(box: HtmlElement) -> list[str]:
    """Return the steps that a line tells from the home page on: `홈 > 뉴스 > 행정`."""
    text = text_of(box) if len(list(islice(box.iterdescendants(), _IN_WAY))) < _IN_WAY else ""
    first, *steps = (part.strip() for part in _JOINT.split(text[:_LONGEST_TOLD]))
    return steps if _HOME.fullmatch(first) else []


_TOLD_WAYS = "[class*=location], [class*=path], .loc"
_JOINT = re.compile(r"\s+[>›»/]\s+|\s*&gt;\s*")
#: Elements and characters of such a line.
_IN_WAY, _LONGEST_TOLD = 16, 200


def _is_step(text: str) -> bool:
    """Return whether a text may be a shelf's: no volume, no year, no way back."""
    return len(text) <= _LONGEST and text[0].isalnum() and not _DIGIT.search(text)


def _leads_home(link: HtmlElement, document: Document) -> bool:
    target = absolute_url(link.get("href") or "", document.base_url)
    at_home = target is not None and urlsplit(target).path in ("", "/") and "?" not in target
    return at_home or _HOME.search(text_of(link)) is not None


_WAYS = "[class*=breadcrumb], [class*=Breadcrumb], [id*=breadcrumb]"
_LONGEST_WAY = 5
_DIGIT = re.compile(r"\d")
_HOME = re.compile(
    r"\bhome(?:page)?\b|startseite|strona główna|^(?:홈|처음|메인|main|start|top"
    r"|ホーム|トップ|首页|首頁|accueil|inicio)$",
    re.IGNORECASE,
)
