"""Links that nobody closed: a browser ends one where the next begins, libxml2 sets it into it."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from pipelines.readers.trees.html import BLOCKS

_IN_ONE_ANOTHER = etree.XPath("boolean(//a//a)")


def end_open_links(root: HtmlElement, text: str) -> None:
    """Let each link in `root` that holds another end before it, or before its first paragraph.

    Where as many links end in `text`, the markup, as begin, nobody forgot to.
    """
    if not _IN_ONE_ANOTHER(root):
        return
    begun = text.count("<a ") + text.count("<A ")
    if begun <= text.count("</a>") + text.count("</A>"):
        return
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
