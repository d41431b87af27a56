"""Small tools on HTML trees: parse, classes, text, visibility."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from pipelines.readers.text.legal_text import behind_numbers
from pipelines.readers.trees.css_index import Index, by_tag, by_tags, matching
from pipelines.readers.trees.selectors import is_named, may_be_written

#: Elements that head what follows.
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What shows a picture, as a selector.
PICTURES = "img, amp-img"
#: A page's markup beyond this is not read: no post is that long, and parsers are not free.
MAX_CHARS = 12_000_000


def _new_parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
        # Nobody asks libxml2 for an element by its id.
        collect_ids=False,
    )
    # The C lookup: the Python-level one of lxml.html was 8 % of extraction.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
    )
    return parser


#: To set one up takes a tenth of the time of a page.
_PARSER = _new_parser()


def parse(text: str, max_depth: int = 6000, utf8: bytes = b"") -> HtmlElement:
    """Return the `html` element of `text`; an empty one when there is nothing to parse.

    Elements nested deeper than `max_depth`, or than the parser can follow, lose their tags,
    never their words. `utf8` is the text as bytes, where these are known.
    """
    root = _parsed(text[:MAX_CHARS], utf8 if len(text) <= MAX_CHARS else b"")
    limit = min(max_depth, _PARSER_DEPTH)
    if _may_be_deeper(text, limit) and is_deeper(root, limit - 1):
        root = _parsed(_shallow(text[:MAX_CHARS], min(limit, _SHALLOW)))
    return root


def _may_be_deeper(text: str, limit: int) -> bool:
    """Return False where `text` has too few tags that begin an element."""
    signs = text.count("<")
    return signs > limit and signs - text.count("</") > limit - _UNWRITTEN


#: Elements that stand around others without being written: `html`, `body`, a `p`.
_UNWRITTEN = 8


def _parsed(text: str, utf8: bytes = b"") -> HtmlElement:
    data = utf8 or text.encode("utf-8", "replace")
    root = None if not data or data.isspace() else etree.fromstring(data, _PARSER)
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", _PARSER)
    return root


def names_of(element: HtmlElement) -> str:
    """Return what an element is called: its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_deeper(root: HtmlElement, depth: int) -> bool:
    """Return True when elements are nested in `root` more than `depth` deep."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


#: libxml2 gives up at 2,048 and drops the rest of the page.
_PARSER_DEPTH = 2040
#: A page that was too deep becomes this deep: what walks up and down it pays by depth.
_SHALLOW = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
#: Never closed, or closed by what follows: these do not nest.
_FLAT = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
) | {"p", "li", "td", "th", "tr", "dt", "dd", "option"}


def _shallow(text: str, limit: int) -> str:
    """Return `text` without the tags that nest deeper than `limit`."""
    kept: list[str] = []
    depth = end = 0
    for match in _TAG.finditer(text):
        flat = match[2].lower() in _FLAT
        closing = bool(match[1])
        if not flat and not closing:
            depth += 1
        kept.append(text[end : match.start()])
        kept.append(match[0] if depth <= limit else " ")
        if not flat and closing:
            depth = max(0, depth - 1)
        end = match.end()
    kept.append(text[end:])
    return "".join(kept)


def fragment(markup: str, max_depth: int = 6000) -> HtmlElement:
    """Return a `div` that holds `markup`: a synthetic container."""
    root = parse(f"<html><body><div>{markup}</div></body></html>", max_depth)
    body = root.find("body")
    if body is None:  # a frameset, say
        return root
    if len(body) == 1 and not (body[0].tail or "").strip():
        element = body[0]
    else:
        # Stray end tags closed our div early: everything that followed still belongs to it.
        element = body
        element.tag = "div"
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return element


def indexed(root: HtmlElement, text: str = "") -> HtmlElement:
    """Return `root`, ready to be asked often: from now on it must not change.

    `text` is the markup that it was parsed from, where that is known.
    """
    root.__dict__[_SELECTED] = {}
    root.__dict__.pop(_INDEX, None)
    root.__dict__[_WRITTEN] = text
    return root


def _hides_names(text: str) -> bool:
    """Return True when letters of names may be written as numbers: `&#x61;` for an `a`."""
    return any(map(_NAME_CODE.match, behind_numbers(text)))


#: Behind `&#`: letters and digits of ASCII, and `-`, `_`, `.`, `/` and `:`.
_NAME_CODE = re.compile(
    r"(?:0*(?:4[5-9]|5[0-8]|6[5-9]|[78]\d|9[057-9]|1[01]\d|12[0-2])(?!\d)"
    r"|[xX]0*(?:2[d-fD-F]|3[0-9aA]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF])(?![0-9a-fA-F]))"
)


def borne(elements: Iterable[HtmlElement]) -> tuple[set[str], set[str]]:
    """Return the values of all classes, and of all ids, that elements bear."""
    classes: set[str] = set()
    identities: set[str] = set()
    for element in elements:
        for name, value in element.items():
            if name == "class":
                classes.add(value)
            elif name == "id":
                identities.add(value)
    return classes, identities


def spared(root: HtmlElement, marks: Iterable[str]) -> None:
    """Let `root`, of which little will be asked, be searched a few times before it is indexed.

    `marks` are all values of classes and ids that its elements bear.
    """
    root.__dict__[_SEARCHES] = _FEW_SEARCHES
    # A name is looked for in these in a tenth of the time that the markup takes.
    root.__dict__[_MARKS] = "\n".join(marks)


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Return the descendants that match `css`, in document order."""
    known: dict[str, list[HtmlElement]] | None = element.__dict__.get(_SELECTED)
    if known is None:
        found = by_tags(element, css)
        return matching(element, css) if found is None else found
    if css not in known:
        # Some pages are asked for little: an index costs as much as to parse them.
        found = _searched(element, css) if _INDEX not in element.__dict__ else None
        if found is None:
            found = _index_of(element).select(element, css)
        known[css] = found
    return list(known[css])


def _searched(root: HtmlElement, css: str) -> list[HtmlElement] | None:
    """Return what matches `css` on a page without an index; None where one is worth its cost."""
    if is_named(css):
        text = _written(root)
        marks: str = root.__dict__.get(_MARKS, text)
        if (text or _MARKS in root.__dict__) and not may_be_written(css, text, marks):
            return []
    found = by_tags(root, css)
    searches = root.__dict__.get(_SEARCHES, 0)
    if found is None and searches:
        root.__dict__[_SEARCHES] = searches - 1
        found = matching(root, css)
    return found


def _written(root: HtmlElement) -> str:
    """Return the markup of an indexed page; empty where it may hide names, or is not known."""
    text: str = root.__dict__.get(_WRITTEN, "")
    if text and _PLAINLY not in root.__dict__:
        root.__dict__[_PLAINLY] = True
        if _hides_names(text):
            text = root.__dict__[_WRITTEN] = ""
    return text


def of_own_making(root: HtmlElement) -> list[str]:
    """Return the tags of an indexed page that are of its site's own making: `bsp-image`."""
    if _INDEX in root.__dict__:
        return _index_of(root).own_tags
    return sorted({element.tag for element in cast("list[HtmlElement]", _FIND_OWN(root))})


_FIND_OWN = etree.XPath("descendant-or-self::*[contains(name(), '-')]")


def _index_of(root: HtmlElement) -> Index:
    index: Index | None = root.__dict__.get(_INDEX)
    if index is None:
        index = root.__dict__[_INDEX] = Index(root)
    return index


_SELECTED, _INDEX = "newscrawl_selected", "newscrawl_index"
_WRITTEN, _SEARCHES = "newscrawl_written", "newscrawl_searches"
_PLAINLY = "newscrawl_plainly"
_MARKS = "newscrawl_marks"
#: An index costs as much as so many searches.
_FEW_SEARCHES = 6


def index_now(root: HtmlElement) -> None:
    """Index `root` before it is asked: it will be asked a lot, and be told from many others."""
    if _SELECTED in root.__dict__:
        _index_of(root)


def first(element: HtmlElement, css: str) -> HtmlElement | None:
    """Return the first descendant that matches `css`."""
    found = select(element, css)
    return found[0] if found else None


#: What the words of a page never stand in.
_BESIDE = ("nav", "button", "header", "aside", "label")
_MENUS = ("nav", "button")
#: What holds more of the words of a page than this is no menu, whatever it is called.
_WHOLE = 0.9
#: A page has one of what is looked for; what has more was made to be slow to read.
_FEW = 3
#: What every page is asked for: found by one walk.
_ASKED_FOR = ("main", "h1", "meta", "script", "link", "base", "img")


def mended(root: HtmlElement) -> HtmlElement:
    """Return an indexed `root`, with menus and buttons made plain that hold words of the page.

    Those that were never closed hold all that follows, those in headings say what these say.
    """
    # A heading that opens what is below it is pressed, and is still a heading.
    headings: dict[HtmlElement, int] = {}
    found = by_tag(root, "button", "amp-img", *_ASKED_FOR)
    known = root.__dict__[_SELECTED]
    known.update({tag: found[tag] for tag in _ASKED_FOR})
    if not found["amp-img"]:
        known[PICTURES] = found["img"]
    for pressed in found["button"]:
        heading = pressed.getparent()
        if heading is None or not _is_heading(heading):
            continue
        if heading not in headings:
            headings[heading] = _letters(heading)
        # One that copies a link stands beside the words.
        if 0 < _letters(pressed) == headings[heading]:
            pressed.tag = "span"
    open_ones: list[HtmlElement] = []
    for main in found["main"][:_FEW]:
        around = [*main.iterancestors()]
        last = max((at for at, one in enumerate(around) if one.tag in _BESIDE), default=-1)
        open_ones += around[: last + 1]
    for title in found["h1"][:_FEW]:
        menus = [*title.iterancestors(*_MENUS)][:_FEW]
        whole = _size(root) if menus else 0
        open_ones += [menu for menu in menus if _size(menu) > _WHOLE * whole]
    for element in open_ones:
        element.tag = "div"
        element.attrib.clear()
    return indexed(root) if open_ones else root


def _is_heading(element: HtmlElement) -> bool:
    return element.tag in ("h2", "h3", "h4", "h5", "h6", "dt")


def _letters(element: HtmlElement) -> int:
    return sum(sum(map(str.isalnum, text)) for text in element.itertext())


def _size(element: HtmlElement) -> int:
    """Return how many characters are written in `element`, those of its scripts left out."""
    scripts = sum(len(one.text or "") for one in element.iter("script", "style"))
    return sum(map(len, element.itertext())) - scripts


def words(text: str) -> frozenset[str]:
    """Return the words of `text`: how long lists of names are written here."""
    return frozenset(text.split())


def squash(text: str) -> str:
    """Return `text` with every run of white space, no-break ones too, as one space."""
    return " ".join(text.split())


def text_of(element: HtmlElement | None) -> str:
    """Return the text of an element on one line; empty for None."""
    return "" if element is None else squash("".join(element.itertext()))


def tokens(element: HtmlElement) -> set[str]:
    """Return the lower-case class names and the id of an element."""
    return set(names_of(element).lower().split())


_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Return True when the page itself says that nobody sees this element."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if not style or not _HIDDEN_STYLE.search(style):
        return False
    # What opens when its heading is pressed is for whoever reads the post.
    names = names_of(element)
    return not _FOLDED.search(names) or bool(_MENU.search(names))


def is_folding(element: HtmlElement) -> bool:
    """Return whether an element is, or is called, the heading of what folds away."""
    return element.tag == "summary" or bool(_FOLDING.search(names_of(element)))


_FOLDED = re.compile(
    r"accordion|spoiler|faq|more-?less|tab-?(?:content|pane)"
    r"|(?:collaps|toggle)\S*(?:content|body|panel|inner|text)"
    r"|(?:content|body|panel|inner|text)\S*(?:collaps|toggle)",
    re.IGNORECASE,
)
#: What folds away, too, and is no part of a post.
_MENU = re.compile(
    r"nav|menu|search|share|(?<![a-z])toc(?![a-z])|comment|login|social|cookie", re.IGNORECASE
)
_FOLDING = re.compile(
    r"accordion|collaps|faq|spoiler|tab-title|toggle[-_]*(?:title|head)", re.IGNORECASE
)


def is_unseen(element: HtmlElement) -> bool:
    """Return whether an element or the name of its style says that nobody sees it."""
    if not element.keys():
        return False
    if is_hidden(element) or element.get("aria-hidden") == "true":
        return True
    return not _UNSEEN.isdisjoint((element.get("class") or "").split())


#: Names of style sheets for what is not shown. Believed where the words are shown elsewhere.
_UNSEEN = words("hidden is-hidden d-none hide invisible sr-only visually-hidden screen-reader-text")
