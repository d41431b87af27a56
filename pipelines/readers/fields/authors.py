"""Who wrote the post."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import HtmlElement

from pipelines.readers.answer import Reader
from pipelines.readers.data import linked_data
from pipelines.readers.data.page_data import listed
from pipelines.readers.document import Document
from pipelines.readers.names.accounts import (
    WRITTEN_BY,
    in_box,
    journal_user,
    of_address,
    of_description,
    of_host,
    of_title,
    said_before,
)
from pipelines.readers.names.bylines import byline_names
from pipelines.readers.names.marked_authors import own_elements
from pipelines.readers.names.persons import (
    FULL_NAME,
    HOUSE,
    Names,
    is_house,
    is_login_or_house,
    people,
)
from pipelines.readers.trees.spots import text_of


def front_matter(document: Document) -> Names:
    """Return `author` or `authors` of the front matter."""
    matter = document.front_matter or {}
    value = matter.get("author", matter.get("authors"))
    return people(_named(value), document, declared=True)


def page_data(document: Document) -> Names:
    """Return who wrote the post in the page's data."""
    if document.page_data is None:
        return ()
    keys = ("author", "authors", "authorname", "writer", "user", "creator", "byline")
    found = next(document.page_data.values(*keys), None)
    return people(listed([found]), document, declared=True)


def linked_author(document: Document) -> Names:
    """Return `author` of the post's JSON-LD node, references followed."""
    nodes = document.post_nodes
    for node in (*nodes, *linked_data.page_nodes(document.linked_data)):
        values = linked_data.resolved(
            node.get("author") or node.get("creator"), document.linked_data
        )
        persons = [
            value
            for value in values
            if not (isinstance(value, dict) and "Organization" in linked_data.types_of(value))
        ]
        if found := people(_named(persons), document):
            return _completed(document, found)
    return ()


def _completed(document: Document, declared: Names) -> Names:
    """Return who is shown by the title, when that says more than what is declared.

    A theme may declare the first of two writers, or only the login name or the house of one.
    """
    known = {name.casefold() for name in declared}
    shown = microformat_author(document) or written_by(document)
    for said in (shown, _row_of_authors(document)):
        if len(said) > len(known) and known <= {name.casefold() for name in said}:
            return said
    if all(is_login_or_house(name) or is_house(name) for name in declared):
        shown = shown or byline(document)
        if shown and all(map(_is_whole, shown)):
            return shown
        return tuple(name for name in declared if not HOUSE.search(name))
    return declared


def _row_of_authors(document: Document) -> Names:
    """Return the names of a row that consists of links to the pages of writers."""
    links = own_elements(document, _PROFILES)
    row = links[0].getparent() if links else None
    found = [] if row is None else [*row.iter("a")]
    if row is None or any(_PROFILE not in (one.get("href") or "") for one in found):
        return ()
    # A second link to one page says what that is.
    pages = {one.get("href"): text_of(one) for one in reversed(found)}
    told = people(reversed(pages.values()), document, shown=True)
    between = len(text_of(row)) - sum(map(len, told))
    return told if between <= _BETWEEN * (len(told) - 1) else ()


#: Where the pages of writers are.
_PROFILE = "/author/"
_PROFILES = f"a[href*='{_PROFILE}']"
#: Characters between two names: ` and `.
_BETWEEN = 5


def _is_whole(name: str) -> bool:
    return bool(FULL_NAME.fullmatch(name) or _HANGUL_NAME.fullmatch(name))


_HANGUL_NAME = re.compile(r"[가-힣]{2,4}")


def _named(values: Any) -> list[str]:
    found: list[str] = []
    for value in values if isinstance(values, list | tuple) else [values]:
        if isinstance(value, dict):
            value = value.get("name") or value.get("display_name")
        if isinstance(value, list):
            found.extend(part for part in value if isinstance(part, str))
        elif isinstance(value, str):
            found.append(value)
    return found


def meta_author(document: Document) -> Names:
    """Return the author in the head's meta elements; a profile's address is no name."""
    for name in (
        "author article:author og:author og:article:author article:author_name parsely-author "
        "sailthru.author dc.creator dcterms.creator dc.creator.personalname byl by "
        "og.article.author citation_author cxenseparse:author article.author creator "
        "twitter:creator:name"
    ).split():
        if found := people(document.meta.get(name, ()), document):
            return _completed(document, found)
    return ()


#: What names the writer within a box that is called so, whatever else that holds.
_BOXED = (
    "[class*=writer] [class*=name]",
    "[class*=writer] > strong, [class*=columnist] strong",
    "[class*=author] > [class*=name], [class*=author] > li > [class*=name]",
)


def card_author(document: Document) -> Names:
    """Return the name beside a label such as `Written by` in what a card of a link shows."""
    for label, value in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if any(WRITTEN_BY.match(text.strip()) for text in document.meta.get(label, ())):
            return people(document.meta.get(value, ()), document)
    return ()


def microformat_author(document: Document) -> Names:
    """Return the author of the h-entry, hAtom entry or microdata."""
    for css in (
        "[itemprop~=author] [itemprop~=name] | [itemprop~=author] | .h-entry .p-author | "
        ".vcard.author .fn | .author.vcard | .vcard .fn | .p-author | [typeof$=Person]"
    ).split(" | "):
        found = people(
            (element.get("content") or text_of(element) for element in own_elements(document, css)),
            document,
            shown=True,
        )
        if found:
            return found
    return ()


def rel_author(document: Document) -> Names:
    """Return the links marked `rel=author`, unless they are the title of the site."""
    told = [text_of(link) for link in own_elements(document, 'a[rel~="author"]')]
    if found := people(told, document, shown=True):
        return found
    # What the head says as well is somebody's, whatever its letters: `Ржавый болт`.
    declared = document.stated("author", "article:author")
    return tuple(text for text in told[:1] if text in declared and len(text) <= _PEN_NAME)


#: Characters of a name that consists of common words.
_PEN_NAME = 30


def byline(document: Document) -> Names:
    """Return the name in the byline of the post."""
    for css in (
        ".byline .author | .byline-name | .author-name | .author_name | .authorname | "
        ".post-author a | .post-author | .entry-author | .article-author | .post__author | "
        ".article__author | .byline a[href*='author'] | a[href*='/author/'] | "
        "a[href*='/authors/'] | a[href*='/autor/'] | a[href*='/autoren/'] | "
        "a[href*='/auteur'] | .submitted .username | [class*=auth_name] | "
        "[class*=authorname] | .author a | .author .name | span.author | .author | .byline | "
        ".by-line | "
        "[title='作者'], [title='작성자'], [title='글쓴이'], [title='著者'], [title='Author'] | "
        ".writer > a | .writer | "
        ".articleWriter, .boardWriter, .newsWriter, .postWriter, .viewWriter | .reporter | "
        ".journalist | [class*=byline] | [class*=author-name] | [class*=authorName] | "
        "[class*=AuthorName] | [class*=author__name] | [data-testid*=author] | "
        "[data-framer-name=Author] p, [data-framer-name='Author Name'] | .nickname, .nickName | "
        ".writer_info"
    ).split(" | "):
        named = own_elements(document, css)[:4]
        own = [one for one in named if not _OF_PLACE.search(said_before(one))]
        own = [one for one in own if not _ALL_AUTHORS.search(one.get("href") or "")]
        if css.startswith("[data-framer"):
            own = own[:1]  # below the name stands what its bearer does
        if found := people(map(_said_first, own), document, shown=True):
            return found
    body = document.container
    for css in _BOXED:
        # Within the text somebody else may be introduced.
        own = [one for one in own_elements(document, css) if body not in one.iterancestors()]
        if found := people(map(text_of, own), document, shown=True):
            return found
    # On some boards members draw their name; below the text it is a visitor's.
    drawn = own_elements(document, "[class*=nick] > img[alt]")[:1]
    drawn = [one for one in drawn if _stands_before(one, body)]
    return people((element.get("alt") or "" for element in drawn), document, shown=True)


def _said_first(element: HtmlElement) -> str:
    """Return what an element says, of a card with two lines the first: what one does stands below.

    `<a><strong>오세훈</strong><em>플랫폼 담당</em></a>`
    """
    parts = [one for one in element if text_of(one)]
    lines = len(parts) == _LINES and parts[0].tag in _STRONG and parts[1].tag not in _STRONG
    alone = "".join(map(text_of, parts)) == text_of(element)
    return text_of(parts[0]) if lines and alone else text_of(element)


_LINES, _STRONG = 2, frozenset(("strong", "b", "h3", "h4"))
#: The list of all who write, to which a menu leads.
_ALL_AUTHORS = re.compile(r"/(?:authors?|autor(?:en)?)/?$")


def _stands_before(element: HtmlElement, other: HtmlElement | None) -> bool:
    walk = element.getroottree().iter()
    return next((one is element for one in walk if one is element or one is other), False)


#: `海娃 發表在 痞客邦`: behind it stands where, not who.
_OF_PLACE = re.compile(r"(?:發表在|發表於|发表在|发表于|投稿先[:：])$")


def owner(document: Document) -> Names:
    """Return the declared author whose name the blog bears: many are called as their writer."""
    declared = document.stated("author", "article:author")
    for node in document.post_nodes:
        declared += _named(linked_data.resolved(node.get("author"), document.linked_data))
    found = people(declared, document, declared=True)
    return tuple(
        name for name in found if FULL_NAME.fullmatch(name) and not is_login_or_house(name)
    )[:1]


def entry_authors(document: Document) -> Names:
    """Return the authors in the feed or list API."""
    return next(
        (people(one.authors, document, declared=True) for one in document.entries if one.authors),
        (),
    )


def written_by(document: Document) -> Names:
    """Return the names in the lines near the title, or in the box on the writer under the post."""
    looks = (byline_names, journal_user, in_box, of_address, of_title, of_description, of_host)
    return next(filter(None, (look(document) for look in looks)), ())


READERS: tuple[Reader[Names], ...] = (
    front_matter,
    page_data,
    linked_author,
    meta_author,
    microformat_author,
    rel_author,
    byline,
    card_author,
    entry_authors,
    written_by,
    owner,
)
