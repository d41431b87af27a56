"""What a site calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from pipelines.readers.data import linked_data
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.lines import Line, lines_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.readers.views import once
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.document import Document


def site_names(document: Document) -> tuple[str, ...]:
    """Return the names under which the site speaks of itself, as the page gives them."""
    return _names(document)[0]


def house_names(document: Document) -> tuple[str, ...]:
    """Return the names of the site but those that only a card or byline of the writer bears."""
    return _names(document)[1]


@once
def _names(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = document.stated("og:site_name", "application-name", "apple-mobile-web-app-title")
    for node in document.linked_data:
        if linked_data.types_of(node) & {
            "WebSite",
            "Blog",
            "Organization",
            "NewsMediaOrganization",
        }:
            names.append(linked_data.text_value(node.get("name")) or "")
        publisher = node.get("publisher")
        if isinstance(publisher, dict):
            names.append(linked_data.text_value(publisher.get("name")) or "")
    names += [text_of(element) for element in select(document.tree, _TITLES)[:3]]
    logos = [text_of(element) for element in select(document.tree, "#logo, .logo")[:3]]
    names += [text for text in logos if len(text) <= _SHORT]
    names += [*_over_feeds(document), *_over_the_title(document), *_of_start(document)]
    home = _home_links(document)
    names += [match[1] for link in home if (match := _WAY_HOME.fullmatch(_words_on(link)))]
    others = [link for link in home if not is_of_writer(link)]
    # The first words on such a link may be the owner's name, who writes what is below.
    houses = (*names, *map(_words_on, others))
    return (
        tuple(dict.fromkeys(filter(None, map(squash, (*names, *_on_links(document, home)))))),
        tuple(dict.fromkeys(filter(None, map(squash, houses)))),
    )


#: `月光网首页`.
_WAY_HOME = re.compile(r"(\S{2,12}?)(?:首页|首頁|主页)")
_TITLES = ".site-title, .site-name, .blog-title, #site-title, #blog-title, a[rel=home]"
#: Characters of a name; what is longer is a header.
_SHORT = 40


def shown_names(document: Document) -> list[str]:
    """Return the names over the feeds of the site and on links that lead home.

    What a head declares is now and then the title of the page.
    """
    return [*_over_feeds(document), *_on_links(document, _home_links(document))]


def _of_start(document: Document) -> Iterator[str]:
    """Yield what the head calls the page with which the site, or the folder around, begins."""
    for link in select(document.tree, "link[rel=start][title], link[rel=home][title]")[:2]:
        home = document.target_of(link)
        # WordPress says so of the first post.
        if home and home.endswith("/") and document.url.startswith(home) and document.url != home:
            yield link.get("title") or ""


def _over_feeds(document: Document) -> list[str]:
    names: list[str] = []
    for element in select(
        document.tree, 'link[rel="alternate"][type*="rss"], link[rel="alternate"][type*="atom"]'
    )[:2]:
        names.append(
            re.sub(
                r"\s*(?:[»|-]\s*)?(?:rss|atom)?\s*(?:2\.0|1\.0)?\s*(?:feed|피드)?$",
                "",
                element.get("title") or "",
                flags=re.IGNORECASE,
            )
        )
    return names


@once
def _home_links(document: Document) -> list[HtmlElement]:
    links = select(document.tree, "a[href]")[:12]
    root = (absolute_url("/", document.url) or "").rstrip("/")
    return [
        one for one in links if _leads_home(one, document, root) and _may_be_name(_words_on(one))
    ]


def _on_links(document: Document, links: list[HtmlElement]) -> list[str]:
    return [name for link in links for name in (_words_on(link), *_first_of(document, link))]


def _first_of(document: Document, link: HtmlElement) -> Iterator[str]:
    """Yield the first words of a link that holds a line more: the name, over what it is about.

    Where the post is read, themes show its title there instead, and the way back below.
    """
    first = (squash(link.text or "") or text_of(link[0])) if len(link) else ""
    if len(first) > 1 and not HOME.fullmatch(first.casefold()):
        titles = {text_of(element) for element in select(document.tree, "h1")[:3]}
        if first not in titles.union(map(squash, document.meta.get("og:title", ()))):
            yield first


def _over_the_title(document: Document) -> list[str]:
    """Return an `h1` that the title element joins to a lesser heading below: that is the post's."""
    whole = " ".join(text_of(element) for element in select(document.tree, "title")[:1])
    shown = select(document.tree, "h1, h2, h3")[:_HEADINGS]
    # In a footer the blog's name stands below the title of the post.
    headings = [
        (one.tag, text_of(one)) for one in shown if one.tag == "h1" or not is_elsewhere(one)
    ]
    found = []
    for place, (tag, name) in enumerate(headings):
        lesser = [text for below, text in headings[place + 1 :] if below != "h1" and text]
        joined = (
            _is_joined(whole, *pair) for text in lesser for pair in ((text, name), (name, text))
        )
        if tag == "h1" and name and any(joined):
            found.append(name)
    return found or _over_called(document, whole, shown)


def _over_called(document: Document, whole: str, headings: list[HtmlElement]) -> list[str]:
    """Return the only `h1` if it ends the title element, and what begins it is called the title.

    `나의 글 - 22 July 2024 - 블로그 - 바닷가 집` as uCoz writes it, and as tDiary does
    `바닷가 집(2024-07-22) 나의 글`.
    """
    tops = [one for one in headings if one.tag == "h1"]
    name = text_of(tops[0]) if len(tops) == 1 else ""
    at_end = name and whole != name and whole.endswith(name)
    if not (at_end or (name and _DATED.match(whole.removeprefix(name)))):
        return []
    # What is called so over the heading, or below the text, may be the blog's name.
    below = dropwhile(lambda line: line.element is not tops[0], lines_of(document))
    head = [line.text for line in takewhile(lambda line: not _tells(line), below)][1:]
    for called in select(document.tree, "[class*=itle]")[:_CALLED]:
        text = text_of(called) if _TITLE.search(called.get("class") or "") else ""
        if not text or not any(text in line for line in head) or is_elsewhere(called):
            continue
        rest = whole.removeprefix(text) if at_end else whole.removesuffix(text)
        between = rest.removesuffix(name) if at_end else rest.removeprefix(name)
        if len(between) + len(text) + len(name) != len(whole):
            continue
        if (_LONG_JOINT if at_end else _DATED).fullmatch(between):
            return [name]
    return []


def _tells(line: Line) -> bool:
    return len(line.text) >= _PROSE and next(line.element.iter("a"), None) is None


#: Characters of a line of prose.
_PROSE = 80
#: Elements that are called a title.
_TITLE = re.compile(r"(?:^|[-_\s])e?title(?:$|\s)", re.IGNORECASE)
_CALLED = 40
_DATED = re.compile(r"\s?\([\d./-]{6,12}\)\s")
_LONG_JOINT = re.compile(r"\s+[|–—·»/-]\s+(?:.{1,60}\s[|–—·»/-]\s+)?")


#: Headings of a page that are looked at.
_HEADINGS = 12


def _is_joined(whole: str, first: str, last: str) -> bool:
    between = len(whole) - len(first) - len(last)
    return (
        between > 0
        and whole.startswith(first)
        and whole.endswith(last)
        and re.fullmatch(r"\s*[|\-–—·•:»«›/~｜]{1,2}\s*", whole[len(first) :][:between]) is not None
    )


def _leads_home(link: HtmlElement, document: Document, root: str) -> bool:
    """Return whether a link leads to the root of the host, or to the index of a folder around."""
    if (target := document.target_of(link)) is None:
        return False
    if target.rstrip("/") == root:
        return True
    folder = _INDEX.sub("", target)
    # On the index itself such a link bears the title.
    return (
        folder != target
        and document.url.startswith(folder)
        and document.url not in (target, folder)
    )


def _may_be_name(text: str) -> bool:
    return 1 < len(text) <= _SHORT and not HOME.fullmatch(text.casefold())


_LOGO = re.compile(r"^(?:site )?logo(?: of)?\b|\s*\b(?:logo|로고)$", re.IGNORECASE)
#: The first page of a folder of pages: the home of what lies there.
_INDEX = re.compile(r"(?<=/)(?:index|main)\.html?$")


def _words_on(link: HtmlElement) -> str:
    """Return what a link says, else what its picture shows: the name, drawn."""
    drawn = (one.get("alt") or "" for one in link.iter("img"))
    return text_of(link) or _LOGO.sub("", squash(next(drawn, "")))


def is_of_writer(link: HtmlElement) -> bool:
    """Return whether a link that leads home bears the name of who writes there, not the blog's."""
    if "me" in (link.get("rel") or "").split():
        return True
    around = (link, *islice(link.iterancestors(), _IN_CARD))
    return any(_WRITER.search(one.get("class") or "") for one in around)


#: What cards of people and bylines are called: `author__name`, `post-author`, `h-card`.
_WRITER = re.compile(r"(?:^|[-_\s])(?:author|byline|h-card|vcard)(?:$|[-_\s])", re.IGNORECASE)
#: Elements between a name and its card.
_IN_CARD = 3


#: What links that lead home say instead of a name.
HOME = re.compile(r"home|start(?:seite)?|홈|처음|ホーム|首页|首頁|accueil|inicio")
