"""Text at a spot of the page: CSS selectors, compiled once, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.readers.text.letters import letters_only
from pipelines.readers.trees.html import BREAKS, names_of, squash
from pipelines.readers.trees.selecting import select as matches
from pipelines.readers.views import once

#: Elements whose text nobody reads.
UNSHOWN_TAGS = frozenset({"script", "style", "noscript", "template", "svg", "textarea", "select"})
#: What parts words there; a date stands beside what it is not of.
_PARTING = BREAKS | {"time"}
# Small letters with a space before them are held against these: to ignore case, or to look for a
# beginning, takes a search three times as long.
#: What other people say under a post.
_COMMENTS = re.compile(
    r"[\s_-](?:c(?:omments?(?:text|form|list|body|item)?|mt)"
    r"|re(?:pl(?:y|ies)|spond)|disqus|guestbook)(?:$|[\s_-])"
)
#: Lists of other posts.
_OTHERS = re.compile(
    r"[\s_-](?:re(?:lated|commend(?:ed|ation)?s?|cent|ad-more)|p(?:opular|rev-next"
    r"|ost-nav(?:igation)?)|trending|latest|another_category|more-posts|newsletter)(?:$|[\s_-])"
    r"|\steasers?(?:$|\s)"
)
#: Parts of a page around what it is about.
_MARGINS = re.compile(
    # What is not there is none: `not-footer`, `no-sidebar`.
    r"(?<![\s_-]not)(?<![\s_-]no)"
    r"[\s_-](?:sidebar|breadcrumbs?|footer|copyright|nav(?:igation)?|menu|pagination)(?:$|[\s_-])|"
    # Whole class names only: page builders call every block `...-widget`, and Blogger the one
    # with the post `widget Blog`.
    r"\swidget(?!\sblog\s)(?:s?|_\S+|-area)(?:$|\s)"
)
#: Characters of a margin that may be the byline of the post beside it.
_BYLINE = 300
_ELSEWHERE_TAGS = frozenset({"nav", "aside", "footer"})


def first_of(tree: HtmlElement, *css: str) -> HtmlElement | None:
    """Return the first element that matches the first selector that matches any."""
    return next((found[0] for rule in css if (found := matches(tree, rule))), None)


def text_of(element: HtmlElement) -> str:
    """Return the visible text of an element, white space folded, blocks parted by a space."""
    if not len(element):
        return "" if element.tag in UNSHOWN_TAGS else squash(element.text or "")
    parts: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in UNSHOWN_TAGS:
                walk.skip_subtree()
                continue
            if tag in _PARTING:
                parts.append(" ")
            if text := node.text:
                parts.append(text)
        elif node is not element:
            if tag in _PARTING:
                parts.append(" ")
            if text := node.tail:
                parts.append(text)
    return squash("".join(parts))


def link_of(heading: HtmlElement) -> HtmlElement | None:
    """Return the link in a heading, or around it."""
    link = heading.find(".//a[@href]")
    return next(heading.iterancestors("a"), None) if link is None else link


def first_text(tree: HtmlElement, *css: str) -> str | None:
    """Return the text of the first element with any text, selector by selector."""
    for rule in css:
        for element in matches(tree, rule):
            if text := text_of(element):
                return text
    return None


def texts(tree: HtmlElement, *css: str) -> tuple[str, ...]:
    """Return the texts at the first selector that gives any, without repeats."""
    for rule in css:
        found = dict.fromkeys(text_of(element) for element in matches(tree, rule))
        found.pop("", None)
        if found:
            return tuple(found)
    return ()


def marks_of_body(tree: HtmlElement) -> list[str]:
    """Return the class names of `body`, in order."""
    body = tree.find("body")
    return [] if body is None else (body.get("class") or "").split()


def texts_at(tree: HtmlElement, *css: str, most: int) -> Iterator[str]:
    """Yield the texts of the first `most` elements at each selector that lie in no other region."""
    for rule in css:
        for element in matches(tree, rule)[:most]:
            if not is_elsewhere(element):
                yield text_of(element)


#: What was found out of the elements of a page is kept at its root: it is asked of every link and
#: line.
_ELSEWHERE = "newscrawl_elsewhere"


def is_elsewhere(element: HtmlElement) -> bool:
    """Return whether an element lies in a region about other things than this post."""
    root = element.getroottree().getroot()
    known: dict[HtmlElement, bool] = root.__dict__.setdefault(_ELSEWHERE, {})
    chain: list[HtmlElement] = []
    node: HtmlElement | None = element
    found = False
    # The root itself is not kept: what holds its own key is never let go.
    while node is not None and node is not root and node.tag not in ("body", "html", "main"):
        if node in known:
            found = known[node]
            break
        chain.append(node)
        node = node.getparent()
    for node in reversed(chain):
        found = known[node] = found or _is_region_elsewhere(node)
    return found


def _region(marks: str) -> str:
    """Return what class and id say that a region holds: comments, others, a margin or nothing."""
    # Both look for a capital, which most names have not.
    is_small = marks.islower()
    small = f" {marks if is_small else _COMMENTS_OF.sub('comments ', marks).lower()}"
    if _COMMENTS.search(small):
        return "comments"
    if _OTHERS.search(small) or not (is_small or _OF_COMMENTS.search(marks) is None):
        return "others"
    return "margin" if _MARGINS.search(small) else ""


#: `commentWrap`, `replyList`: a `forumComment` may be the first of a thread, which is the post.
_COMMENTS_OF = re.compile(r"(?<![A-Za-z])(?:[Cc]omments?|[Cc]mt|[Rr]epl(?:y|ies))(?=[A-Z])")
#: `postComments`, `boxReply`: the post itself may be in a box that `allowsComments`, or be one
#: that `hasComments`.
_OF_COMMENTS = re.compile(
    r"(?<=[a-z])(?<![hH]as)(?<![wW]ith)(?<![nN]o)(?<![sS]how)"
    r"(?:Comments|Cmt|Repl(?:y|ies))(?![A-Za-z])"
)
_known_region = lru_cache(maxsize=8192)(_region)
#: Longer class and id names are one page's own, and not worth keeping.
_LONGEST_MARKS = 400


def _is_region_elsewhere(node: HtmlElement) -> bool:
    marks = names_of(node)
    tagged = node.tag in _ELSEWHERE_TAGS
    if marks == " " and not tagged:
        return False
    # Themes write such words on an article to say what it has, not what it is.
    named = ""
    if node.tag != "article":
        named = (_known_region if len(marks) <= _LONGEST_MARKS else _region)(marks)
    if named == "comments":
        return True
    if named == "others":
        return not _holds_heading(node)
    if tagged or named == "margin":
        # A short margin of the article holds its date and name, not a list of others.
        if _is_footer_of_post(node):
            return False
        return not (_holds_heading(node) or (node.tag != "nav" and _is_byline(node)))
    return False


def _is_footer_of_post(node: HtmlElement) -> bool:
    marks = node.get("class") or "" if node.tag == "footer" else ""
    return "post" in marks or "entry" in marks or "article" in marks


def _is_byline(node: HtmlElement) -> bool:
    inside = any(parent.tag == "article" for parent in node.iterancestors())
    return (inside or node.tag not in _ELSEWHERE_TAGS or _is_below_title(node)) and _is_short(node)


def _is_below_title(node: HtmlElement) -> bool:
    """Return whether an `aside` is the line with the day that follows upon a title."""
    before = node.getprevious()
    return (
        node.tag == "aside"
        and before is not None
        and before.tag in ("h1", "h2")
        and _YEAR.search(text_of(node)[: _BYLINE + 1]) is not None
    )


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _is_short(node: HtmlElement) -> bool:
    # Stops early: the margin may be endless, and is looked at for everything in it.
    letters = 0
    for count, text in enumerate(node.itertext()):
        letters += len(text.strip())
        if letters > _BYLINE or count > _BYLINE:
            return False
    return True


def _holds_heading(node: HtmlElement) -> bool:
    # `content-sidebar-wrap` is a wrapper of both: it holds the post's heading.
    return node in _around_headings(node.getroottree().getroot())


def _titled(root: HtmlElement) -> list[HtmlElement]:
    """Return the heading of a page without an `h1` that says most of what its title element says.

    Boards call the frame of a page after the menu in it, and builders after the footer it has not.
    """
    title = letters_only("".join(map(text_of, matches(root, "title")[:1]))).casefold()
    found = [
        heading
        for heading in matches(root, "h2, h3, h4")[:_HEADINGS]
        if (own := letters_only(text_of(heading)).casefold())
        and 2 * len(own) >= len(title)
        and own in title
    ]
    # Lists of posts name this one, too, in smaller letters.
    highest = min((heading.tag for heading in found), default="")
    return [
        heading
        for heading in found
        if heading.tag == highest
        and next(heading.iterancestors("aside", "li", "footer"), None) is None
    ][:1]


#: Headings that are looked at.
_HEADINGS = 30


@once
def _around_headings(root: HtmlElement) -> frozenset[HtmlElement]:
    """Return every element around an `h1`, the post's heading or the page's main part.

    Looked up once a page, as a sidebar may be endless.
    """
    found: set[HtmlElement] = set()
    # Themes name the box around both after what stands at its side: `sidebar-right content`.
    for heading in matches(root, "h1, #main, [itemprop~=articleBody]")[:50]:
        found.update(heading.iterancestors())
    for heading in () if matches(root, "h1") else _titled(root):
        found.update(heading.iterancestors())
    found.discard(root)  # what holds its own key is never let go
    return frozenset(found)
