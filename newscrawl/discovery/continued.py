"""Signs that a script shows more of a list, where no link leads to the rest."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.discovery.menus_of_pages import has_choice_of_pages
from newscrawl.discovery.more_buttons import MOST_BUTTONS, said
from newscrawl.discovery.pagers import PAGER, is_in_pager
from newscrawl.discovery.rows_by_script import has_rows_by_script

#: What a button says, or is called, that shows the next part of one.
_NEXT = re.compile(
    r"\W*(?:(?:go to )?next(?: page)?|older|다음(?: ?페이지)?|次(?:へ|のページ)?|下一[页頁]|"
    r"nächste|suivant|siguiente)\W*|"
    r"[\s»›>→▶⟩〉❯⟫]+",
    re.IGNORECASE,
)
#: Numbers of pages that stand under a list at once.
_MOST_NUMBERS = 20
#: What tells a script which page an element is for.
_PAGE_KEY = re.compile(r"data-(?:page|paged|pg|page-?(?:no|num|number|index|id))", re.IGNORECASE)
#: One of them is in every page that is counted by other elements than links and buttons.
_PAGE_SIGN = re.compile(r"data-p(?:age|g)", re.IGNORECASE)
_CALLS = re.compile(r"onclick|javascript:", re.IGNORECASE)
#: So many addresses behind a hash are more than a menu.
_FEWEST_ROUTES = 5
#: How many pages there are, as a script is told.
_HAS_PAGES = re.compile(
    r"\b(?:data-)?(?:(?:total|max(?:_num)?|num|last)[-_]?pages?|pages?[-_]?(?:count|total|cnt)|total[-_]?page[-_]?"
    r"(?:no|num|cnt|count))[\"'\\]*\s*[:=]\s*[\\]?[\"']?(\d{1,5})\b",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"[Pp]age")
_MOST_WORDS = 2000
#: A script of a page's own that asks for the next page when the end of this one comes in sight.
_SCROLLS = re.compile(r"IntersectionObserver|onscroll|[\"'.]scroll\b")
_ASKS = re.compile(r"\bfetch\(|XMLHttpRequest|\$\.(?:get|ajax|getJSON|post)\(|axios")
_COUNTS = re.compile(r"page|offset|cursor", re.IGNORECASE)
_MOST_OF_A_SCRIPT = 100_000
#: Scripts that are made for that, by the names of their files, of what they hold and of what
#: they are told.
_SCROLLING_FILE = re.compile(
    r"infinite-?scroll|/infinity\.|jscroll|ajax-?load-?more|load-?more|autopager|jquery[.-]ias|"
    r"waypoints[^/]*infinite|endless",
    re.IGNORECASE,
)
_SCROLLING_CALL = re.compile(
    r"\binfinite_?scroll\b|\.jscroll\(|jQuery\.ias\(|ajax_?load_?more|load_?more_?(?:params|posts)",
    re.IGNORECASE,
)
_SCROLLING_NAME = re.compile(
    r"(?:js-)?infinite-?(?:scroll|loader|container|list)\b.*|neverending|(?:scroll|load|list)?-?sentinel|"
    r"(?:btn-|js-|ajax-)?load-?more(?:-.*)?|endless-(?:scroll|pagination).*",
    re.IGNORECASE,
)
#: One of them is in every page that has such a name; most have none.
_SCROLLING_WORD = re.compile(r"infinite|sentinel|load-?more|endless|neverending", re.IGNORECASE)
_SCROLLING_KEY = ("data-infinite-scroll", "data-infinite", "data-infinite-scroll-url")
#: An address with a page in it, as a script of another file puts it together.
_MADE_ADDRESS = re.compile(
    r"[?&](?:page|paged|pageno|page_no|pagenum|offset|cursor|skip)=(?:[\"'`]\s*(?:\+|\.concat)|\$\{)|"
    r"/page/(?:[\"'`]\s*(?:\+|\.concat)|\$\{)",
    re.IGNORECASE,
)
#: A part of a list of posts, in the words of GraphQL: `posts(cursor: $cursor, limit: 20)`.
_ASKED_PART = re.compile(
    r"(?:posts|articles|entries|stories)\w{0,20}\s*\([^()]{0,200}?"
    r"\b(?:cursor|after|offset|skip|page)\s*:\s*\$",
    re.IGNORECASE,
)

#: A request of a script that says after which post, or from which place on.
_ASKED_AFTER = re.compile(
    r"(?:\bfetch|\baxios(?:\.\w{2,5})?|\$\.(?:post|ajax|get|getJSON))\([^;]{0,300}?"
    r"\b(?:after|cursor|last_?id|start_?after|(?:page|next)_?token|offset)[\"']?\s*:",
    re.IGNORECASE,
)


def goes_on_by_script(root: HtmlElement, text: str) -> bool:
    """Return True when something else than one button says that a script shows more of a list.

    `text` is what `root` was made of.
    """
    return (
        _is_counted_by_script(root, text)
        or _has_next_button(root)
        or has_choice_of_pages(root)
        or _is_shown_by_scrolling(root)
        or (_SCROLLING_WORD.search(text) is not None and _is_made_for_scrolling(root))
        or _has_routes_behind_a_hash(root)
        or _counts_pages(text)
        or (_CALLS.search(text) is not None and has_rows_by_script(root))
    )


def _counts_pages(text: str) -> bool:
    for match in islice(_PAGE_WORD.finditer(text), _MOST_WORDS):
        near = text[max(0, match.start() - 16) : match.end() + 40]
        if (said_of := _HAS_PAGES.search(near)) and int(said_of[1]) > 1:
            return True
    return False


def asks_for_pages(script: str) -> bool:
    """Return True when a script puts addresses of pages of a list together, or asks for a part."""
    asks = (_MADE_ADDRESS, _ASKED_PART, _ASKED_AFTER)
    return any(one.search(script) for one in asks)


def _is_counted_by_script(root: HtmlElement, text: str) -> bool:
    keyed = _PAGE_SIGN.search(text) is not None
    others = ("li", "span", "div", "td") if keyed or _CALLS.search(text) else ()
    elements = root.iter("a", "button", *others)
    pressed = (one for one in elements if _is_pressed(one, keyed=keyed))
    counted: dict[str, HtmlElement] = {}
    for element in islice(pressed, MOST_BUTTONS):
        number = said(element).strip()[:3]
        if number.isdecimal() and _may_count(element, keyed=keyed):
            counted.setdefault(number, element)
    # As many as days are a calendar.
    if "2" not in counted or len(counted) > _MOST_NUMBERS:
        return False
    # Of two pages the other one alone can be pressed.
    return bool({"1", "3"} & counted.keys()) or is_in_pager(counted["2"])


def _is_pressed(element: HtmlElement, *, keyed: bool) -> bool:
    """Return True for what a visitor presses, and what leads nowhere without a script."""
    if element.tag == "button":
        return True
    href = element.get("href") or "#"
    if href.lower().startswith("javascript:"):
        return True
    told = element.get("onclick") or (keyed and _says_its_page(element))
    return bool(told) and href.startswith("#")


def _may_count(element: HtmlElement, *, keyed: bool) -> bool:
    """Return True for what may be a number of a page, and no star of a rating."""
    told = element.get("onclick") or ""
    if element.tag == "a" or (element.tag == "button" and told):
        return True
    return (
        (keyed and _says_its_page(element))
        or is_in_pager(element)
        or PAGER.search(told) is not None
    )


def _says_its_page(element: HtmlElement) -> bool:
    return any(_PAGE_KEY.fullmatch(key) and element.get(key) for key in element.keys())  # noqa: SIM118


def _has_next_button(root: HtmlElement) -> bool:
    for element in islice(root.iter("button"), MOST_BUTTONS):
        if element.get("disabled") is not None or element.get("aria-disabled") == "true":
            continue
        if not is_in_pager(element):
            continue
        words = (said(element), element.get("aria-label") or "", element.get("title") or "")
        if any(_NEXT.fullmatch(one[:40]) for one in words if one):
            return True
    return False


def _has_routes_behind_a_hash(root: HtmlElement) -> bool:
    # `#/posts/rain` and `#!/rain`: what follows a hash is asked for by a script alone.
    hidden = {
        href
        for link in root.iter("a")
        if (href := (link.get("href") or "").strip()).startswith(("#/", "#!", "/#/", "/#!"))
        and len(href) > 3
        and said(link)
    }
    return len(hidden) >= _FEWEST_ROUTES


def _is_shown_by_scrolling(root: HtmlElement) -> bool:
    for script in root.iter("script"):
        if _SCROLLING_FILE.search(script.get("src") or ""):
            return True
        text = (script.text or "")[:_MOST_OF_A_SCRIPT]
        if _SCROLLING_CALL.search(text):
            return True
        if _SCROLLS.search(text) and _ASKS.search(text) and _COUNTS.search(text):
            return True
    return False


def _is_made_for_scrolling(root: HtmlElement) -> bool:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if any(element.get(key) is not None for key in _SCROLLING_KEY):
            return True
        if element.tag == "a" and element.get("href"):
            continue  # it shows where the list goes on
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if any(map(_SCROLLING_NAME.fullmatch, names.split())):
            return True
    return False
