"""The shelves on the line that shows the way from the home page to the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.names.site_names import site_names
from pipelines.readers.terms.terms import Names, names
from pipelines.readers.titles.bare_titles import JOINT, is_place
from pipelines.readers.titles.head_lines import title_words
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.urls import host_of


def way_to(document: Document) -> Names:
    """Return the steps between the home page and the post on the line that shows the way to it."""
    for box, links in _ways(document):
        if not (_CALLED.search(names_of(box)) or _begins_at_home(links, document)):
            continue
        if found := names(_between(links, document)):
            return found
    for box in select(document.tree, _TOLD_WAYS)[:_FEW]:
        steps = _told_way(box)
        if steps and len(steps) <= _LONGEST_WAY and all(map(is_step, steps)):
            # Boards are titled as they are called, over every post; menus lead to them. The first
            # heading is more often that of the post, which a list of the latest leads to, too.
            firsts = map(letters, map(text_of, select(document.tree, "h1")[:_FEW]))
            is_board = is_place(document, steps[-1]) and letters(steps[-1]) not in firsts
            return names(steps if is_board else _without_title(steps, document))
    return ()


def _ways(document: Document) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Yield the links of each box that is called so: the narrowest that holds more than one."""
    boxes = {
        box: [link for link in islice(box.iter("a"), _MOST_LINKS) if text_of(link)]
        for box in select(document.tree, _WAYS)[:_BOXES]
        # Builders write what a page might have on its body, and cards of other posts have theirs.
        if (_CALLED.search(names_of(box)) or _MAY_LEAD.search(names_of(box)))
        and not _is_among_others(box)
    }
    around = {
        outer
        for box, links in boxes.items()
        if len(links) > 1
        for outer in box.iterancestors()
        if outer in boxes
    }
    for box, links in boxes.items():
        # A menu that opens at a step is no step.
        if box not in around and 0 < len(links) <= _LONGEST_WAY and box.find(".//li//li") is None:
            yield box, links


def _is_among_others(box: HtmlElement) -> bool:
    return box.tag in ("html", "body") or next(box.iterancestors("li", "aside"), None) is not None


def _between(links: list[HtmlElement], document: Document) -> list[str]:
    targets = [document.target_of(link) for link in links]
    steps = [*map(text_of, links)]
    if _begins_at_home(links, document):
        del steps[0], targets[0]
    # The last is now and then the page itself, by another name.
    while targets and _is_here(targets[-1], len(targets), document):
        del steps[-1], targets[-1]
    pairs = zip(steps, targets, strict=True)
    shelves = [text for text, to in pairs if not _leads_apart(to)]
    between = [*takewhile(is_step, shelves)]
    if len(between) < len(shelves) - 1:
        return []
    return between if len(between) < len(shelves) else _without_title(between, document)


def _begins_at_home(links: list[HtmlElement], document: Document) -> bool:
    target = document.target_of(links[0])
    return _is_home(text_of(links[0]), target, document)


def _without_title(steps: list[str], document: Document) -> list[str]:
    """Return steps without a last one that is the title, or a part of it."""
    last = letters(steps[-1]) if steps else ""
    said = [[*map(letters, JOINT.split(title))] for title in title_words(document)]
    if any(_names_shelves(parts, steps, document) for parts in said):
        return steps
    # `Wind - Windstille.de`: the name of a site holds a shelf's, too.
    sites = {*map(letters, site_names(document))}
    titles = [part for parts in said for part in parts if part not in sites]
    ends = any(last in title and _OF_TITLE * len(last) >= len(title) for title in titles)
    return steps[:-1] if ends else steps


def _names_shelves(parts: list[str], steps: list[str], document: Document) -> bool:
    """Return whether a head names the last steps beside a title that is another part of it."""
    told = [*map(letters, steps)]
    if not told or not set(told[-2:]) <= set(parts[1:]):
        return False
    headings = {letters(text_of(one)) for one in select(document.tree, "h1, h2, h3")[:_HEADINGS]}
    others = set(parts).difference(told, map(letters, site_names(document)))
    return bool(others & headings if told[-1] in headings else others)


def _told_way(box: HtmlElement) -> list[str]:
    """Return the steps that a line tells from the home page on: `홈 > 뉴스 > 행정`."""
    text = text_of(box) if len(list(islice(box.iterdescendants(), _IN_WAY))) < _IN_WAY else ""
    parts = _JOINT.split(text[:_LONGEST_TOLD])
    told = parts if len(parts) > 1 else list(map(text_of, box)) or parts
    first, *steps = map(str.strip, told)
    return steps if _HOME.fullmatch(first) else []


#: A shorter part of a title is a shelf that it names: `[사설] ...`.
_OF_TITLE = 3
_TOLD_WAYS = "[class*=location], [class*=path], .loc"
_JOINT = re.compile(r"\s+[>›»/]\s+|\s*&gt;\s*")
#: Elements and characters of such a line.
_IN_WAY, _LONGEST_TOLD = 16, 200


def is_step(text: str) -> bool:
    """Return whether a text may be a shelf's: no volume, year or list of all, no cut title."""
    return (
        0 < len(text) <= _LONGEST
        and text[0].isalnum()
        and not (_DIGIT.search(text) or text.endswith(("…", "...")) or _OF_ALL.search(text))
    )


#: The list of all posts.
_OF_ALL = re.compile(r"(?:목록|리스트|一覧|列表)$")


def _is_home(text: str, target: str | None, document: Document) -> bool:
    """Return whether a way begins at a step: it leads to a home page, or says the site's name."""
    said = letters(text)
    if _HOME.search(text) or said in map(
        letters, (host_of(document.url).removeprefix("www."), *site_names(document))
    ):
        return True
    if target is None:
        return False
    parts = urlsplit(target)
    site = document.page.site.rstrip("/")
    return not parts.query and (
        target.rstrip("/") == site or _HOME_PATH.fullmatch(parts.path) is not None
    )


def _is_here(target: str | None, steps: int, document: Document) -> bool:
    """Return whether the last step is the page itself; a shelf alone may lead nowhere, too."""
    here = {url.rstrip("/") for url in (document.url, *document.meta.get("og:url", ()))}
    return steps > 1 if target is None else target.partition("#")[0].rstrip("/") in here


def _leads_apart(target: str | None) -> bool:
    """Return whether a step leads to what one found, to a tag or to a writer, or is a home."""
    parts = urlsplit(target or "")
    at_home = parts.path in ("", "/") and not parts.query and target is not None
    return at_home or _APART.search(parts.path) is not None


_WAYS = (
    "[class*=breadcrumb], [class*=Breadcrumb], [id*=breadcrumb], [class*=location], [class*=path]"
    ", #hierarchie"
)
_CALLED = re.compile(r"[Bb]readcrumb")
#: What may lead elsewhere, too, but for a way that begins at home.
_MAY_LEAD = re.compile(r"(?:^|[-_\s])(?:location|path|hierarchie)(?:$|[-_\s])")
#: `/`, `/en-us.html`, `/web/main.do`.
_HOME_PATH = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?(?:/|\.html?)?)?"
    r"|/(?:\w+/)?(?:index|main|home|default|start(?:seite)?)(?:\.\w{2,5})?/?",
    re.IGNORECASE,
)
_APART = re.compile(
    r"/(?:tags?|search|results?|authors?|users?|profiles?|members?)(?:[/:.]|$)", re.IGNORECASE
)
_FEW, _BOXES, _LONGEST_WAY, _MOST_LINKS, _HEADINGS = 4, 20, 5, 12, 20
#: Characters of a shelf's name.
_LONGEST = 30
_DIGIT = re.compile(r"\d")
_HOME = re.compile(
    r"\bhome(?:page)?$|startseite|strona główna|^(?:홈|처음|메인|main|start|top"
    r"|ホーム|トップ|首页|首頁|accueil|inicio)$",
    re.IGNORECASE,
)
