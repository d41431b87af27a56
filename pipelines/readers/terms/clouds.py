"""Whose tags links lead to: the post's own, or all of the blog's."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.terms.labelled_terms import is_label
from pipelines.readers.titles.head_lines import in_head
from pipelines.readers.trees.html import names_of, squash
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.urls import host_of, site_of


def is_in_own_nav(link: HtmlElement) -> bool:
    """Return whether a link stands in a `nav` that bears the name of a post's tags."""
    if (nav := next(link.iterancestors("nav"), None)) is None:
        return False
    # Wix: `<nav aria-label="Tags">`.
    said = squash(nav.get("aria-label") or "")
    named = _OWN_NAV.search(names_of(nav)) is not None or (said != "" and is_label(said))
    return named and ((around := nav.getparent()) is None or not is_elsewhere(around))


_OWN_NAV = re.compile(r"(?:post|entry|article)-tags?(?![a-z])", re.IGNORECASE)


def are_in_one_article(found: list[HtmlElement]) -> bool:
    """Return whether links stand in the article, as the tags of a post do that has many."""
    around = {next(link.iterancestors("article"), None) for link in found}
    return len(around) == 1 and None not in around


def uncounted(document: Document, found: list[HtmlElement]) -> list[HtmlElement]:
    """Return the tags beside the heading where all others bear the number of their posts."""
    near = in_head(document, found)
    others = [one for one in found if one not in near]
    around = {node for one in near for node in one.iterancestors()}
    apart = all(_is_counted(one) or _is_beside(one, around) for one in others)
    return near if near and apart else found


def _is_beside(link: HtmlElement, post: set[HtmlElement]) -> bool:
    """Return whether a link stands in the column beside the post, where those of the blog are.

    `post` is what the post's own stand in: called a column, it holds the post, too.
    """
    beside = list(takewhile(lambda node: node not in post, link.iterancestors()))
    box = beside[-1].getparent() if beside else link.getparent()
    if box is None or box.tag == "article":
        return False
    return any(_COLUMN.search(names_of(one)) for one in beside[:_IN_COLUMN])


#: Elements between a link and its column.
_IN_COLUMN = 6
_COLUMN = re.compile(r"(?:^|\s)(?:side-?bar|widgets?)(?:$|[-_\s])", re.IGNORECASE)


def _is_counted(link: HtmlElement) -> bool:
    """Return whether a link says how many posts it leads to; `web3` and `Python3` are words."""
    text = text_of(link)
    return _COUNTED.search(text) is not None or (len(link) > 0 and text[-1:].isdigit())


_COUNTED = re.compile(r"[\s(\[]\d+[)\]]?$")
_CLOUD = re.compile(r"(?:^|[-_\s])(?:tag)?cloud(?:$|[-_\s])", re.IGNORECASE)
#: Elements between a tag and its cloud. Further up, `tag-cloud` is a post that is tagged so.
IN_CLOUD = 3


def is_of_cloud(element: HtmlElement) -> bool:
    """Return whether a link stands in the cloud of all tags of the blog.

    Within an article it is the post's own: themes give both the same looks.
    """
    return next(element.iterancestors("article"), None) is None and any(
        _CLOUD.search(names_of(one))
        for one in islice(element.iterancestors("li", "ul", "ol", "p", "div"), IN_CLOUD)
    )


def is_own(link: HtmlElement, document: Document) -> bool:
    """Return whether a link leads to the blog itself, or to the site that its host is one of."""
    target = document.target_of(link)
    if target is None or host_of(target) == host_of(document.url):
        return target is not None
    # Two names under one may be those of two blogs: the site itself is both's.
    site = site_of(document.url)
    of_site = {host_of(target), host_of(document.url)} & {site, f"www.{site}"}
    return bool(of_site) and site_of(target) == site
