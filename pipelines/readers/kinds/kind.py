"""What kind of page this is: a post or not, by a score of many witnesses, with the reasons.

No single word decides. A few facts end the question (a status, a password form around nothing,
a refresh to elsewhere, a date to come); the rest is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from pipelines.items import Moment, PageKind
from pipelines.readers import platforms
from pipelines.readers.data import linked_data
from pipelines.readers.document import Document
from pipelines.readers.kinds import addresses
from pipelines.readers.kinds.facts import certain
from pipelines.readers.kinds.h_entries import are_of_other_pages
from pipelines.readers.kinds.listing import (
    FEW,
    MOST,
    SOME,
    opens_with_posts,
    sibling_posts,
)
from pipelines.readers.kinds.plain_stories import is_plain_story
from pipelines.readers.kinds.seen import LONG, THIN, Seen, letters_up_to
from pipelines.readers.text.letters import length_of, letters_only
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of
from pipelines.urls import canonical_url

#: From this sum on a page is a post: best on eight engines' sites and two dozen saved blogs.
POST_SCORE = 2.5


def page_kind(
    document: Document, title: str, published: Moment | None, body_text: str
) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind of a page and the reasons for it, the weightiest first."""
    seen = Seen(
        document=document,
        title=title,
        published=published,
        letters=letters_up_to(body_text, LONG if document.fitting is None else THIN),
        path=unquote(urlsplit(document.url).path),
        body_text=body_text,
    )
    if (fact := next(certain(seen), None)) is not None:
        return addresses.which_list(fact[0], seen.path), (fact[1],)
    if document.fitting is not None:
        if _is_built_like_posts(seen):
            return "post", ("it is built like posts of its blog that were checked",)
        seen = replace(seen, letters=letters_up_to(body_text, LONG))
    weighed = sorted(_weighed(seen), key=lambda pair: -abs(pair[0]))
    score = sum(weight for weight, _ in weighed)
    reasons = tuple(f"{reason} ({weight:+g})" for weight, reason in weighed)
    if score >= POST_SCORE:
        return "post", reasons
    return addresses.which_list(_other_kind(seen), seen.path), reasons


def _is_built_like_posts(seen: Seen) -> bool:
    """Return True when nothing speaks against a page that its site's template fits."""
    against = any(weight < 0 for weight, _ in addresses.addressed(seen))
    return seen.has_day and seen.letters >= THIN and not against


# What is weighed


def _weighed(seen: Seen) -> Iterator[tuple[float, str]]:
    yield from _declared(seen)
    yield from _indexed(seen)
    yield from addresses.addressed(seen)
    yield from _written(seen)
    yield from _listed(seen)
    if _may_be_story(seen) and is_plain_story(seen.document, seen.title, seen.body_text):
        yield 1.5, "a text in sentences at an address of many, to which the page itself has no link"


def _may_be_story(seen: Seen) -> bool:
    named = any(weight < 0 for weight, _ in addresses.addressed(seen))
    return seen.published is None and seen.letters < LONG and not named


def _declared(seen: Seen) -> Iterator[tuple[float, str]]:
    document = seen.document
    told = platforms.page_kind(document)
    if told:
        yield 2.5, told[1]
    if document.page_data is not None:
        dated = seen.published is not None
        yield (2.0 if dated else 0.5), "its data hold the text that its head or address names"
    posts = [
        node
        for node in document.post_nodes
        if not linked_data.types_of(node) <= {"CreativeWork", "Review"}
    ]
    kinds = {kind for node in document.linked_data for kind in linked_data.types_of(node)}
    if len(posts) == 1:
        yield 2.0, f"structured data calls it {', '.join(sorted(linked_data.types_of(posts[0])))}"
    elif not posts and kinds & {"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"}:
        yield -2.0, "structured data calls it a collection"
    if kinds & {"AboutPage", "ContactPage"}:
        yield -2.5, "structured data calls it a page about the site"
    og_type = _og_type(document)
    if og_type in _OF_POSTS:
        yield 1.0, f"og:type is {og_type}"
    elif og_type in ("website", "blog", "profile") and not told:
        yield -0.5, f"og:type is {og_type}"
    is_goods = re.fullmatch(r"(?:og:)?products?(?:[.:].*)?", og_type) is not None
    if is_goods or (not posts and og_type not in _OF_POSTS and _is_goods(document)):
        yield -3.0, "it is declared to be a product"
    stated = set(document.meta.get("datepublished", ()))
    # Of several each post of a list states its own, in the body.
    if "article:published_time" in document.meta or len(stated) == 1:
        yield 1.0, "the head states when it was published"
    canonical = _canonical_path(document)
    if are_of_other_pages(document, canonical):
        yield -4.0, "each of its entries names another address for its own"
    elif select(
        document.tree, "[itemtype$=BlogPosting], [itemtype$=NewsArticle], .h-entry, .hentry"
    ) and not _is_many(document):
        yield 1.0, "marked as an entry"
    if canonical in ("", "/") and seen.path not in ("", "/"):
        yield -2.0, "its canonical address is the home page"


def _og_type(document: Document) -> str:
    return next(iter(document.meta.get("og:type", ())), "").lower()


_OF_POSTS = ("article", "blog.post", "post", "news")


def _is_goods(document: Document) -> bool:
    """Return whether a page says that it is of one thing to be bought, and of no post.

    What counts stars of posts calls them products, too, but offers none.
    """
    is_said = any(
        "offers" in node for node in document.linked_data if "Product" in linked_data.types_of(node)
    )
    if not is_said and len(select(document.tree, "[itemtype$='/Product']")) == 1:
        is_said = bool(select(document.tree, "[itemprop=offers], [itemprop=price]"))
    return is_said and not select(document.tree, "[itemtype$=Article], [itemtype$=BlogPosting]")


def _is_many(document: Document) -> bool:
    found = [
        one for one in select(document.tree, "article, .h-entry, .hentry") if not is_elsewhere(one)
    ]
    tops = [one for one in found if not any(parent in found for parent in one.iterancestors())]
    return len(tops) > 2


def _canonical_path(document: Document) -> str | None:
    for link in select(document.tree, "link[rel=canonical][href]"):
        if target := document.target_of(link):
            parts = urlsplit(canonical_url(target))
            return parts.path if not parts.query else parts.path + "?"
    return None


def _indexed(seen: Seen) -> Iterator[tuple[float, str]]:
    kinds = {entry.found_kind for entry in seen.document.entries}
    if kinds & {"feed", "api", "folder"}:
        yield 4.5, "a feed or list of posts names it"
    elif "sitemap" in kinds:
        yield 0.5, "a sitemap names it"
    if any(entry.among_posts for entry in seen.document.entries):
        yield 2.5, "it stands in a list of posts"
    elif seen.document.parts.of:
        yield 2.5, "it is a further page of a post"


def _written(seen: Seen) -> Iterator[tuple[float, str]]:
    document = seen.document
    long = seen.letters >= LONG
    if seen.has_day:
        yield 1.5, "it has a date"
    else:
        yield (-0.5 if long else -1.0), "it has no date"
    if long:
        yield 2.0, "it has a long text"
    elif (length := length_of(letters_only(seen.body_text[:LONG]))) >= 200:
        yield 1.0, "it has a text"
    elif length >= 80:
        yield 0.5, "it has a short text"
    elif seen.letters < 40 and (
        document.container is None or not select(document.container, "img, iframe, video")
    ):
        yield -1.5, "it has next to no text"
    if _is_headed(seen):
        yield 0.5, "its heading is its title"
    if (
        select(
            document.tree, "a[rel~=prev], a[rel~=next], .post-navigation, .nav-previous, .prev-post"
        )
        and seen.letters >= 200
    ):
        yield 0.5, "it stands between an earlier and a later one"


def _is_headed(seen: Seen) -> bool:
    headings = (text_of(one) for one in select(seen.document.tree, "h1, h2, h3")[:6])
    return bool(seen.title) and squash(seen.title).casefold() in map(str.casefold, headings)


def _is_told(seen: Seen) -> bool:
    """Return whether a page of one day tells something in sentences, in whatever frame of links.

    A short report of a portal, or a note on a blog with much beside it, is a post.
    """
    body = seen.document.container
    called = _is_headed(seen) or _og_type(seen.document) in _OF_POSTS
    if body is None or not called or not seen.has_day:
        return False
    linked = sum(len(text_of(link)) for link in select(body, "a[href]"))
    return linked <= _FEW_LINKED * len(text_of(body))


#: Part of the words of a body that may be links: cards of a list are links by half and more.
_FEW_LINKED = 0.2


def _listed(seen: Seen) -> Iterator[tuple[float, str]]:
    told, body = platforms.page_kind(seen.document), seen.document.container
    known = told is not None and told[0] == "post"
    # Beside a post of one word or one picture any list of others is the most of a page.
    if known and body is not None and platforms.is_wrapped(seen.document, body):
        return
    found = sibling_posts(seen.document)
    # Cards of others around what has a day and words of its own may be longer than these.
    is_told = (found.items >= FEW or found.link_density > MOST) and _is_told(seen)
    apart = is_told and not any(body in link.iterancestors() for link in found.links)
    part = 0.5 if found.items >= FEW and apart else 1.0
    if found.items >= FEW and found.share >= MOST:
        yield -4.0 * part, f"it lists {found.items} posts and holds little else"
    elif found.items >= FEW and found.share >= SOME:
        yield -2.0 * part, f"it lists {found.items} posts"
    if opens_with_posts(seen.document):
        yield -2.0, "it begins with headings that lead to other pages"
    if _LIST_TITLE.match(seen.title) and found.items:
        yield -2.0, "its title is that of a list"
    if found.link_density > MOST and seen.letters >= 40 and not is_told:
        yield -2.0, "most of its words are links"


#: `Posted in 2025`, `Posts tagged "Travel"`: no post is called so.
_LIST_TITLE = re.compile(
    r"(?:posted in (?:19|20)\d\d$|(?:all |blog )?(?:posts|articles|entries) (?:tagged|filed|"
    r"categori[sz]ed|written by)\b)",
    re.IGNORECASE,
)


# What else it may be


def _other_kind(seen: Seen) -> PageKind:
    query = addresses.query_of(seen)
    if addresses.is_home(seen):
        return "home"
    if re.search(r"/search(?:/|$)", seen.path) or {"s", "q", "search"} & set(query):
        return "search"
    if addresses.LOGIN_PATH.search(seen.path):
        return "login"
    if addresses.ABOUT_PATH.search(seen.path):
        return "about"
    found = sibling_posts(seen.document)
    if (
        addresses.LIST_PATH.search(seen.path)
        or found.items >= FEW
        or are_of_other_pages(seen.document, _canonical_path(seen.document))
        or opens_with_posts(seen.document)
        or {"tag", "category", "paged", "page"} & set(query)
    ):
        return "listing"
    return "about" if seen.letters < 2 * THIN and seen.published is None else "other"
