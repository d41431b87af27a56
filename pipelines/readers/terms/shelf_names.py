"""Categories that a page shows by its title and calls so by a class."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.dates import moment_labels
from pipelines.readers.dates.moments import states_day
from pipelines.readers.document import Document
from pipelines.readers.names.site_names import site_names
from pipelines.readers.terms.labelled_terms import is_label, without_label
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.titles.head_lines import in_head
from pipelines.readers.trees.html import HEADINGS, names_of
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of


def shelf_beside(document: Document) -> Names:
    """Return what stands beside the heading and a class calls the category, or one of them."""
    named = [one for one in select(document.tree, _NAMED)[:_MANY] if _may_name(one)]
    if named and any(
        len(text_of(box)) > _LONGEST for box in select(document.tree, ".section")[:_FEW]
    ):
        named = [one for one in named if not _LAYOUT.search(names_of(one))]
    found = in_head(document, named)
    if not found:
        return ()
    titles = [text_of(heading) for heading in select(document.tree, "h1")[:_FEW]]
    others = {letters(text) for text in (*titles, *site_names(document))}
    told = (without_label(text.strip("[]")) for one in found for text in _told(one))
    shelves = names(text for text in told if letters(text) not in others)
    # Quarto has an element for each, in a box for all.
    whole = min(len(shelves), len(found)) == 1 or all(
        _ALL.search(names_of(one.getparent())) for one in found
    )
    return shelves if whole else ()


def _told(element: HtmlElement) -> list[str]:
    """Return what an element names: what each of its links says, where it has several."""
    links = [one for one in element.iter("a") if text_of(one)]
    return [*map(text_of, links)] if len(links) > 1 else [text_of(element)]


_ALL = re.compile(r"(?:^|[-_])categories(?:$|\s)")


def _may_name(element: HtmlElement) -> bool:
    marks = names_of(element)
    # WordPress says on items of menus what they lead to.
    if not _SHELF.search(marks) or "menu-item" in marks or element.tag in HEADINGS:
        return False
    inner = list(islice(element.iterdescendants(), _FEW))
    if len(inner) == _FEW or any(one.tag not in _INLINE for one in inner):
        return False
    text = text_of(element)
    return (
        0 < len(text) <= _LONGEST
        and text.lstrip("[ ")[:1].isalnum()
        and "|" not in text
        and not text.endswith((":", "："))
        and next(element.iterancestors("a"), None) is None
        # The dear ones last.
        and not is_elsewhere(element)
        and not _NO_SHELF.fullmatch(text)
        and not (is_label(text) or states_day(text))
        and not any(label for label, _ in moment_labels.labelled(text))
    )


_NAMED = "[class*=cat], [class*=Cat], [class*=section], [class*=Section], [class*=rubri]"
_SHELF = re.compile(
    r"(?:^|[-_\s])(?:cate?|categor(?:y|ies))(?:$|\s|[-_](?:name|text|title|tag)?(?:$|\s))"
    r"|(?:^|[-_\s])rubri[ck](?:$|\s)"
    r"|(?:^|[-_\s])section(?:$|\s|[-_](?:name|tag)(?:$|\s))"
    r"|(?:category(?:Name|Text|Title)|section(?:Name|Title))(?:$|\s)",
    re.IGNORECASE,
)
#: A word of layout where boxes of text are called so, too.
_LAYOUT = re.compile(r"(?:^|\s)section(?:$|\s)", re.IGNORECASE)
_INLINE = frozenset(("a", "span", "b", "strong", "em", "i", "li"))
_FEW, _MANY = 4, 400
#: Characters of such a name.
_LONGEST = 30
#: Counts, and what is called out beside any post.
_NO_SHELF = re.compile(
    r"\W*\d[\d\W]*|\d[\d,.]*\s?(?:min(?:ute)?s?|분|分)\b.*|(?:reading time|read).*\d.*"
    r"|(?:\d[\d,.]*\s?)?(?:views?|hits?|comments?|likes?|shares?|조회수?|댓글수?|추천수?|공감|좋아요"
    r"|阅读|閱讀|浏览|评论|閲覧数?|コメント)\W*\d*"
    r"|펼치기|접기|(?:글\s?)?(?:목록|전체|더)\s?보기"
    r"|(?:by|von|par|por|di)\s.*|new|hot|best|pinned|sticky|premium"
    r"|members? only|subscribers? only|breaking"
    r"|editor['’]?s pick|advertisement|ad|광고"
    # What boxes of other posts are called.
    r"|(?:related|featured|sponsored|trending|popular|latest|news?|추천|인기글?|관련)(?:\s\S+)?",
    re.IGNORECASE,
)
