"""Who is named apart from any byline: by the account that posts, in the box below the post."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.readers.document import Document
from pipelines.readers.names.persons import Names, people
from pipelines.readers.names.profile_names import CALLS, OF_BOARD
from pipelines.readers.titles.head_lines import in_head
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url

WRITTEN_BY = re.compile(
    r"(?:written by|author|verfasst von|geschrieben von|autor|écrit par|auteur|escrito por"
    r"|scritto da|geschreven door|글쓴이|작성자|執筆者|作者|автор)\b",
    re.IGNORECASE,
)


def journal_user(document: Document) -> Names:
    """Return the account that the markup of LiveJournal and Dreamwidth names by the title.

    Others are named so in the text.
    """
    named = [
        one
        for one in select(document.tree, ".ljuser")[:20]
        if not is_elsewhere(one) and _ALONE.fullmatch(_said_beside(one))
    ]
    own = in_head(document, named)[:1]
    return people(
        (one.get("data-ljuser") or one.get("lj:user") or text_of(one) for one in own),
        document,
        shown=True,
    )


def _said_beside(account: HtmlElement) -> str:
    """Return what the block around an account says besides it."""
    around = account.iterancestors("p", "div", "td", "li", "header", "dd")
    if (block := next(around, None)) is None:
        return ""
    beside = text_of(block)
    # `wave wrote in boats`: a journal of many is named as its writers are.
    for named in select(block, ".ljuser")[:_FEW_NAMED]:
        beside = beside.replace(text_of(named), "", 1)
    return beside


_FEW_NAMED = 3
#: In a sentence somebody else is named: a day, a sign or `wrote in` may stand beside the writer.
_ALONE = re.compile(
    r"\W*(?:wrote|posting)?(?:\s+in)?\W*|(?:.{0,40}\bwrote\b)?.{0,30}(?:19|20)\d\d.{0,30}",
    re.IGNORECASE,
)


def in_box(document: Document) -> Names:
    """Return the name behind `Written by` in the box on the writer under a post (Gatsby's)."""
    for element in select(document.tree, "[class*=bio] strong, [class*=bio] b, [class*=bio] a"):
        box = islice(element.iterancestors(), _IN_BOX)
        if not any(_BIO.search(one.get("class") or "") for one in box):
            continue  # the biography that the post is on
        if WRITTEN_BY.fullmatch(said_before(element)):
            return people([text_of(element).lstrip("@")], document, shown=True)
    return ()


def of_address(document: Document) -> Names:
    """Return the name on a card that leads to the first step of the page's own address.

    Platforms of many writers put the posts of each below a name: `/seaboy/articles/1f2e3d`.
    """
    steps = urlsplit(document.url).path.split("/")
    if len(steps) <= _DEEP or _LANGUAGE.fullmatch(steps[1]):
        return ()
    home = absolute_url(f"/{steps[1]}", document.url)
    for link in select(document.tree, "a[href]")[:_LINKS]:
        if not (link.get("href") or "").rstrip("/").endswith(steps[1]) or not _is_card(link):
            continue
        if (document.target_of(link) or "").rstrip("/") != home:
            continue
        name = text_of(link)
        if name and not (CALLS.search(name) or OF_BOARD.search(name)):
            # A folder is often the whole of a blog, whose name such a card bears, too.
            return people([name], document)
    return ()


def _is_card(link: HtmlElement) -> bool:
    """Return whether a link, or the box that it stands in, is called the card of a person."""
    box = link.getparent()
    boxed = box is not None and _BOX.search(box.get("class") or "") is not None
    return boxed or _CARD.search(link.get("class") or "") is not None


def of_host(document: Document) -> Names:
    """Return the name that leads to a profile and is that of the host: `titi83.skyrock.com`."""
    account = letters((urlsplit(document.url).hostname or "").partition(".")[0])
    links = select(document.tree, "a[href*='/profil']")[:_FEW_OWNERS]
    own = (one for one in links if letters(text_of(one)) == account)
    own = (one for one in own if _PROFILE.search(document.target_of(one) or ""))
    return people((text_of(one) for one in islice(own, 1)), document, shown=True)


_PROFILE = re.compile(r"/profile?/?$")


def of_title(document: Document) -> Names:
    """Return the middle of `title_writer_platform` where the page calls the same its owner's name.

    Platforms of China put every blog's posts under such titles (Sina's).
    """
    titles = select(document.tree, "head > title")[:1]
    told = "".join(map(text_of, titles)).rsplit("_", 2)
    if len(told) != _TITLED:
        return ()
    owner = letters(told[1])
    named = select(document.tree, "[class*=owner], [id*=owner], [class*=nick], [id*=nick]")
    shown = [text_of(one) for one in named[:_FEW_OWNERS] if letters(text_of(one)) == owner]
    return people(shown[:1], document, shown=True) if owner else ()


def of_description(document: Document) -> Names:
    """Return whose blog the head says this is: `もちもち母さんさんのブログです。` (Ameba)."""
    said = "".join(document.meta.get("description", ())[:1])
    match = _BLOG_OF.match(said)
    return people([match[1]], document, declared=True) if match else ()


_BLOG_OF = re.compile(r"(\S.{0,29}?)さんのブログです")
#: Parts of such a title; elements called so that are looked at.
_TITLED, _FEW_OWNERS = 3, 20


#: The first step where a blog is written in several.
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
#: Steps of the address of a post below a writer's, the empty first one included; links of a page.
_DEEP, _LINKS = 2, 600
_CARD = re.compile(r"(?:user|profile|author|writer|creator)[-_]?name", re.IGNORECASE)
_BOX = re.compile(r"(?:user|profile|author|writer|creator)[-_]?card", re.IGNORECASE)

_BIO = re.compile(r"(?:^|[-_\s])bio(?:$|[-_\s])", re.IGNORECASE)
#: Elements between the name and the box.
_IN_BOX = 6


def said_before(element: HtmlElement) -> str:
    """Return the words between an element and the one before it, else those of that one."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        return (before.tail or "").strip() or text_of(before)
    return ((parent.text if parent is not None else "") or "").strip()
