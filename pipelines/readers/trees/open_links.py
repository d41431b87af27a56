"""Links that nobody closed: a browser ends one where the next begins, libxml2 sets it into it."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.readers.trees.html import BLOCKS


def may_have_open_links(text: str) -> bool:
    """Return False where as many links end in a page's markup as begin."""
    begun = text.count("<a ") + text.count("<A ")
    return begun > text.count("</a>") + text.count("</A>")


def end_open_links(root: HtmlElement) -> None:
    """Let each link in `root` that holds another end before it, or before its first paragraph."""
    for link in [*root.iter("a")]:
        inner = next(link.iterdescendants("a"), None)
        if inner is None or (above := link.getparent()) is None:
            continue
        holder = inner
        while (up := holder.getparent()) is not link and up is not None:
            holder = up
        first = next(one for one in link if one is holder or one.tag in BLOCKS)
        tail, link.tail = link.tail, None
        behind = [first, *first.itersiblings()]
        place = above.index(link) + 1
        above[place:place] = behind
        behind[-1].tail = (behind[-1].tail or "") + (tail or "")
