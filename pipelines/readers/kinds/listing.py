"""Lists of posts: how many a page holds, and how much of it they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from lxml import etree
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.bodies.closing import ALIKE
from pipelines.readers.dates.moments import states_day
from pipelines.readers.document import Document
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import UNSHOWN_TAGS, is_elsewhere, link_of, text_of
from pipelines.readers.views import once
from pipelines.urls import absolute_url, host_of, identity_url

#: Fewer links to other pages make no list.
FEW = 3
#: Less of a page than this is beside its matter; more than that is what it is about.
SOME, MOST = 0.25, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Siblings:
    """The longest list of other posts in the main part of a page."""

    #: Posts in it.
    items: int = 0
    #: Their part of the words of the main part, 0 to 1; not measured of fewer than `FEW`, and
    #: where it is less than `SOME` no finer than that.
    share: float = 0.0
    #: Part of the words of the main part that are links, 0 to 1; no finer where below `MOST`.
    link_density: float = 0.0
    #: The links to them.
    links: tuple[HtmlElement, ...] = ()


@once
def sibling_posts(document: Document) -> Siblings:
    """Return the longest list of links to other pages of this site in the page's main part."""
    if (main := _main_part(document)) is None:
        return Siblings()
    groups: dict[str, dict[str, HtmlElement]] = defaultdict(dict)
    lengths: dict[HtmlElement, int] = {}
    linked = 0
    own, host = identity_url(document.url), host_of(document.url)
    base = document.base_url
    # Below a post its theme sets cards of others, as a list has them.
    post, dated = _sole_post(main), "article:published_time" in document.meta
    related = _related(main)
    for link in select(main, "a[href]")[:3000]:
        if is_elsewhere(link) or (related and any(one in related for one in link.iterancestors())):
            continue
        text = text_of(link)
        linked += len(text)
        if len(text) < 2:
            continue
        in_post = post is not None and post in link.iterancestors()
        lines = any(child.tag in _LINES or child.tag == "header" for child in link)
        card = lines and not dated and (post is None or in_post)
        if not (card or _stands_alone(link, text, lengths, titles=not in_post)):
            continue
        target = absolute_url(link.get("href") or "", base)
        if target is None or host_of(target) != host:
            continue
        identity = identity_url(target)
        if identity != own:
            groups[_place(link, main)].setdefault(identity, link)
    best = max(groups.values(), key=len, default={})
    blocks = _blocks(list(best.values()), main) if len(best) >= FEW else []
    listed = sum(len(text_of(part)) for block in blocks for part in _whole(block))
    words = max(1, _length(main, document, max(listed / SOME, linked / MOST)))
    share = listed / words
    return Siblings(
        items=len(best),
        share=min(1.0, share),
        link_density=min(1.0, linked / words),
        links=tuple(best.values()),
    )


def opens_with_posts(document: Document) -> bool:
    """Return whether a page begins with headings that are, one and all, links to other pages.

    A post has words of its own before the cards of others, and headings that lead nowhere.
    """
    if (main := _main_part(document)) is None:
        return False
    headings = [one for one in select(main, "h2") or select(main, "h3") if not is_elsewhere(one)]
    return (
        len(headings) >= _TWO
        and all(_leads_to_post(one, document) for one in headings[:_MOST_HEADINGS])
        and _is_first(headings[0], main)
    )


#: A single linked heading may be that of the post itself.
_TWO = 2


def _leads_to_post(heading: HtmlElement, document: Document) -> bool:
    link = link_of(heading)
    if link is None or 2 * len(text_of(link)) < len(text_of(heading)):
        return False
    target = document.target_of(link)
    return (
        target is not None
        and host_of(target) == host_of(document.url)
        and identity_url(target) != identity_url(document.url)
    )


def _is_first(heading: HtmlElement, main: HtmlElement) -> bool:
    """Return whether a heading follows upon the only title, with hardly a word between them."""
    titles = select(main, "h1")
    if len(titles) != 1:
        return False
    over = set(titles[0].iterancestors())
    card = next(reversed([*takewhile(lambda up: up not in over, heading.iterancestors())]), heading)
    letters, below = 0, False
    for element in main.iter(etree.Element):
        if element is card:
            return below and letters <= _BEFORE
        if below and states_day((element.text or "")[:_OF_DAY]):
            return False  # a page with a day of its own is a post
        if element is titles[0]:
            below, letters = True, -len(text_of(element))
        if below and element.tag not in UNSHOWN_TAGS and not is_elsewhere(element):
            letters += len((element.text or "").strip()) + len((element.tail or "").strip())
        if letters > _BEFORE:
            return False
    return False


#: Letters of what a list says of itself, and of a line with a day.
_BEFORE, _OF_DAY = 200, 80


def _related(main: HtmlElement) -> set[HtmlElement]:
    """Return what stands under headings that announce posts like this one: it is their page."""
    found: set[HtmlElement] = set()
    for heading in select(main, "h2, h3, h4, h5, h6")[:_MOST_HEADINGS]:
        # One that is a link is the title of a post.
        if heading.find(".//a") is None and _RELATED.match(text_of(heading)[:_LONGEST_HEADING]):
            found.update(heading.itersiblings(tag=etree.Element))
    return found


#: Lists themselves say "latest", "popular", "more".
_RELATED = re.compile(rf"\W*(?:{ALIKE})", re.IGNORECASE)
_LONGEST_HEADING = 60
_MOST_HEADINGS = 200


def _length(main: HtmlElement, document: Document, enough: float) -> int:
    """Return how long the text of `main` is; where that is more than `enough`, so much or more.

    The blocks of the page are known, and as a rule a few of them are enough.
    """
    if document.fitting is None:
        found = 0
        for block in document.blocks:
            size = len(block.text)
            if size >= _PARAGRAPH and (block.owner is main or main in block.owner.iterancestors()):
                found += size
                if found > enough:
                    return found
    return len(text_of(main))


#: Blocks of fewer characters are not worth the way up from them.
_PARAGRAPH = 80


def _main_part(document: Document) -> HtmlElement | None:
    for css in ("main", "[role=main]", "#content", "#main", ".main", "body"):
        found = select(document.tree, css)
        if len(found) == 1:
            element: HtmlElement = found[0]
            return element
    return None


def _place(link: HtmlElement, main: HtmlElement) -> str:
    # Links of one list share the path of tags and classes from the main part down.
    steps: list[str] = []
    node: HtmlElement | None = link
    while node is not None and node is not main and len(steps) < 12:
        classes = node.get("class") or ""
        steps.append(f"{node.tag}.{_classes(classes) if classes else ''}")
        node = node.getparent()
    return "/".join(steps)


@lru_cache(maxsize=1024)
def _classes(names: str) -> str:
    return _DIGITS.sub("", " ".join(sorted(names.split())[:2]))


_DIGITS = re.compile(r"\d+")


def _sole_post(main: HtmlElement) -> HtmlElement | None:
    """Return the only article, where it has a heading of the first order that leads nowhere."""
    articles = select(main, "article")
    headings = select(articles[0], "h1") if len(articles) == 1 else []
    return articles[0] if len(headings) == 1 and link_of(headings[0]) is None else None


def _stands_alone(
    link: HtmlElement, text: str, lengths: dict[HtmlElement, int], *, titles: bool
) -> bool:
    """Return whether a link is the better part of its line: in prose it is not.

    `lengths` holds those of lines already measured: a thousand links may share one. With `titles`
    what stands in blocks below a link in an item is not of its line; in a post it is what its
    writer says of other posts.
    """
    for parent in link.iterancestors():
        if parent.tag in _LINES:
            if titles and parent.tag == "li" and (line := _first_line(link, parent)):
                return line - len(text) <= _BESIDE_TITLE
            if parent not in lengths:
                # Of boxes in boxes each holds the words of all within: not all are read.
                if _holds_more(parent, 2.5 * len(text)):
                    return False
                lengths[parent] = len(text_of(parent))
            return len(text) >= 0.4 * lengths[parent]
    return True


#: Letters of what stands beside a title: its day, its shelf, who wrote it.
_BESIDE_TITLE = 40


def _first_line(link: HtmlElement, item: HtmlElement) -> int | None:
    """Return the letters of the line that a link begins in an item, where blocks stand below it."""
    top = next((up for up in (link, *link.iterancestors()) if up.getparent() is item), link)
    if top.getprevious() is not None or (item.text or "").strip():
        return None
    letters = len(text_of(top)) + len((top.tail or "").strip())
    for one in top.itersiblings(etree.Element):
        if one.tag in _LINES:
            return letters
        letters += len(text_of(one)) + len((one.tail or "").strip())
    return None


def _holds_more(element: HtmlElement, most: float) -> bool:
    """Return whether an element shows more letters than `most`; no more of them are counted."""
    letters = 0
    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.tag in UNSHOWN_TAGS:
            walk.skip_subtree()
        elif text := node.text if event == "start" else node is not element and node.tail:
            letters += sum(map(len, text.split()))
            if letters > most:
                return True
    return False


_LINES = frozenset("article dd div dt h1 h2 h3 h4 h5 h6 li p section td th".split())


def _whole(item: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an item, and what is said of one that is a term."""
    yield item
    if item.tag == "dt":
        yield from takewhile(lambda one: one.tag == "dd", item.itersiblings())


def _blocks(links: list[HtmlElement], main: HtmlElement) -> list[HtmlElement]:
    """Return the element of each item: the highest one that holds no other link of the list."""
    held: Counter[HtmlElement] = Counter()
    for link in links:
        held.update(parent for parent in link.iterancestors() if parent is not main)
    blocks = []
    for link in links:
        block = link
        for parent in link.iterancestors():
            if parent is main or held[parent] != 1:
                break
            block = parent
        blocks.append(block)
    return blocks
