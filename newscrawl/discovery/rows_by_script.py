"""Rows of a list that a script opens, each by a number of its own: `fn_view('123')`."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.html import HtmlElement

from newscrawl.discovery.more_buttons import said

#: `javascript:fn_view('123', 'free')`, `goView(123); return false;`
_CALL = re.compile(
    r"\s*(?:javascript:)?\s*(?:return\s+)?(?:this\.)?([\w.$]{2,40})\(\s*[\"']?([\w-]{1,64})[\"']?\s*[,)]",
    re.IGNORECASE,
)
#: What does something else with an item, or turns the pages of the list.
_OTHER = re.compile(
    r"share|like|vote|recommend|copy|print|download|down|login|logout|menu|tab|page|list|search|"
    r"delete|report|scrap|popup|open_?win|window\.open|alert|track|gtag|ga|toggle|slide|lang|sort|"
    r"categor|tag|filter|select|scroll|history\.\w+|submit|font|faq|accordion|answer|fold|expand|"
    r"collapse|photo|image|img|picture|gallery|lightbox|zoom|video|(?<!dis)play|audio|map",
    re.IGNORECASE,
)
_BESIDE = frozenset(("nav", "header", "footer", "aside", "select"))
_MENU = re.compile(r"menu|gnb|lnb|snb|nav|tab|breadcrumb|family|sns|share", re.IGNORECASE)
#: Titles are longer than what buttons say.
_SHORTEST = 6
#: So many rows are a list; so many links are looked at.
_FEWEST = 5
_MOST = 1000


def has_rows_by_script(root: HtmlElement) -> bool:
    """Return True when titles in rows or items of a list call one function, each with its own key.

    Where such rows lead no address tells.
    """
    called: dict[str, dict[str, str]] = defaultdict(dict)
    for count, link in enumerate(root.iter("a")):
        if count >= _MOST:
            break
        href = (link.get("href") or "").strip()
        pressed = href if href.lower().startswith("javascript:") else ""
        if not pressed and href[:1] in ("", "#"):
            pressed = link.get("onclick") or ""
        match = _CALL.match(pressed)
        if match is None or _OTHER.search(match[1]):
            continue
        text = said(link)
        if len(text) >= _SHORTEST and _is_in_a_list(link):
            called[match[1]][match[2]] = text
    return any(len(set(rows.values())) >= _FEWEST for rows in called.values())


def _is_in_a_list(link: HtmlElement) -> bool:
    is_item = False
    for above in link.iterancestors():
        if above.tag in _BESIDE or _MENU.search(f"{above.get('class')} {above.get('id')}"[:200]):
            return False
        is_item = is_item or above.tag in ("td", "li", "dt", "dd", "h2", "h3", "h4", "article")
    return is_item
