"""The tags of the post: words that its writer gave it, not the shelf it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml.html import HtmlElement

from pipelines.readers.answer import Reader
from pipelines.readers.data.page_data import listed
from pipelines.readers.document import Document
from pipelines.readers.fields.categories import shown_categories
from pipelines.readers.terms.clouds import (
    IN_CLOUD,
    are_in_one_article,
    is_in_own_nav,
    is_of_cloud,
    is_own,
    uncounted,
)
from pipelines.readers.terms.hashed_terms import HASHED, hashed_terms
from pipelines.readers.terms.labelled_terms import is_label, labelled_terms, without_label
from pipelines.readers.terms.shelf_links import TO_SHELF
from pipelines.readers.terms.terms import MOST, Names, names, names_written, split_names
from pipelines.readers.titles.bare_titles import is_place, is_site_name
from pipelines.readers.titles.head_lines import in_head
from pipelines.readers.trees.html import names_of, squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import is_elsewhere, text_of


def front_matter(document: Document) -> Names:
    """Return `tags` of the front matter."""
    matter = document.front_matter or {}
    return names_written(matter.get("tags", matter.get("tag", matter.get("keywords"))))


def page_data(document: Document) -> Names:
    """Return the tags of the post in the page's data."""
    if document.page_data is None:
        return ()
    found = next(document.page_data.values("tags", "tag", "taglist", "hashtags", "keywords"), None)
    return names(split_names(listed([found])))


def article_tag(document: Document) -> Names:
    """Return `article:tag`, one element a tag or all in one."""
    values = document.meta.get("article:tag", ()) or document.meta.get("og:article:tag", ())
    return names(values if len(values) > 1 else split_names(list(values)))


def keywords(document: Document) -> Names:
    """Return `keywords` of the post's JSON-LD node."""
    for node in document.post_nodes:
        if found := names(split_names(node.get("keywords"))):
            return found
    return ()


def item_keywords(document: Document) -> Names:
    """Return `itemprop=keywords` of head or body."""
    marked = [
        one for one in select(document.tree, "[itemprop~=keywords]")[:60] if not is_elsewhere(one)
    ]
    # A line of them may begin with its label.
    links = [link for element in marked if element.tag != "a" for link in element.iter("a")]
    outside = "".join(text for one in marked for text in _beside_links(one))
    if links and is_label(outside) and not any(element.get("content") for element in marked):
        return names(map(text_of, links))
    values = [element.get("content") or text_of(element) for element in marked]
    values = [without_label(value) for value in values]
    return names(values if len(values) > 1 else split_names(values))


def _beside_links(box: HtmlElement) -> Iterator[str]:
    """Yield what a box says beside its links."""
    for one in box.iter():
        parent = one.getparent()
        if one.tag != "a" and (parent is None or parent.tag != "a"):
            yield one.text or ""
        if one is not box and (parent is None or parent.tag != "a"):
            yield one.tail or ""


def rel_tag(document: Document) -> Names:
    """Return the links marked `rel=tag`, those that are categories left out."""
    found = [
        element
        for element in select(document.tree, 'a[rel~="tag"]')
        if not is_elsewhere(element)
        and "category" not in (element.get("rel") or "").split()
        and not TO_SHELF.search(element.get("href") or "")
        and element.get("itemprop") != "articleSection"
        and not _is_in_shelves(element)
    ]
    # Some call the link to the shelf so, behind its label.
    shelves = {name.casefold() for name in labelled_terms(document, "shelves")} if found else set()
    found = [
        one
        for one in found
        if "tag" in (one.get("href") or "") or text_of(one).casefold() not in shelves
    ]
    # Beside the article a theme marks all tags of the blog so; cards of others are articles, too.
    body = document.container
    around = () if body is None or not found else (body, *body.iterancestors())
    post = {one for one in around if one.tag == "article"}
    inside = [one for one in found if not post.isdisjoint(one.iterancestors("article"))]
    row = _like_one(inside or found)
    return names(text_of(element) for element in row[: MOST + 1])


def _like_one(found: list[HtmlElement]) -> list[HtmlElement]:
    """Return the links of the row in which one alone is marked, by the class that all share.

    It has to call them tags: what is shared is called `link` or `btn`, too.
    """
    box = found[0].getparent() if len(found) == 1 else None
    name = found[0].get("class") if found else None
    if box is None or not name or not _TOPICS.search(name):
        return found
    return [one for one in islice(box.iterchildren("a"), MOST + 1) if one.get("class") == name]


def _is_in_shelves(link: HtmlElement) -> bool:
    """Return whether a box around a link is called after categories: Movable Type's."""
    around = islice(link.iterancestors(), IN_CLOUD)
    box = next((one for one in around if _SHELVES.search(names_of(one))), None)
    # WordPress tells the two apart by itself, and themes put both into one box.
    return box is not None and not any(
        "category" in (one.get("rel") or "") for one in islice(box.iter("a"), MOST)
    )


_SHELVES = re.compile(r"(?:^|\s)(?:entry|post|article)[-_]categor(?:y|ies)\d?(?:$|\s)")


def tag_list(document: Document) -> Names:
    """Return the links in a list of tags beside the post."""
    many: list[HtmlElement] = []
    for css in (*_OWN, *_ANY):
        beside = (
            element
            for element in select(document.tree, css)
            if not (is_elsewhere(element) or is_of_cloud(element)) or is_in_own_nav(element)
        )
        found = [one for one in islice(beside, _MANY) if not text_of(one).endswith((":", "："))]
        found = [one for one in found if not _is_in_shelves(one)] if css in _OWN else found
        if css in _ANY and len(found) > _FEW and not are_in_one_article(found):
            # These may be all of the blog's: beside the heading stand the post's.
            many = many or found
            found = in_head(document, found)
            found = found if len(found) <= _FEW else []
        elif css in _ANY and len(found) > 1:
            found = uncounted(document, found)
        if 0 < len(found) <= _MOST:
            words = _of_words(found, own=css in _OWN)
            if (answer := names(map(text_of, words))) or not words:
                return answer
    return names(map(text_of, _of_words(many, own=False))) if len(many) <= _MOST else ()


def _of_words(links: list[HtmlElement], *, own: bool) -> list[HtmlElement]:
    """Return the links of a list that lead to tags, not to shelves or to all posts of a year.

    Where all of a post's own lead to shelves, those are what it calls tags.
    """
    kept = [link for link in links if not _IS_YEAR.fullmatch(text_of(link))]
    words = [link for link in kept if not TO_SHELF.search(link.get("href") or "")]
    return words or (kept if own else [])


_IS_YEAR = re.compile(r"(?:19|20)\d\d")


def tag_words(document: Document) -> Names:
    """Return the words of a list of tags that leads nowhere, each called a tag or begun by `#`."""
    for box in select(document.tree, ".tags, .post-tags, .tag-list")[:_FEW]:
        if is_elsewhere(box) or box.find(".//a") is not None:
            continue
        words = [one for one in box.iterdescendants("span", "li") if not len(one)]
        told = (one for one in words if (text := text_of(one)) and not text.endswith((":", "：")))
        found = [one for one in told if "tag" in names_of(one) or HASHED.match(text_of(one))]
        if 0 < len(found) <= _FEW and (answer := names(map(text_of, found))):
            return answer
    return ()


#: How themes call the tags of a post, and what may hold the tags of a blog as well.
_OWN = tuple(
    (
        ".post-tags a | .entry-tags a | .article-tags a | .tags-links a | .tag-links a | "
        ".post-tag a | .tag-list a | .tag-group a | .m-tagList a | .field--name-field-tags a | "
        ".taglist a | [class*=TagList] a | .itemTags a | .rd_tag a | "
        ".post_tags a, .list_tag a, .tag_list a, .tag_wrap a, .tag_area a, .article_tag a | "
        ".notion-page__properties .notion-pill | [class*=Hashtags] a | "
        ".blog-tags a, .spec__tags a, article a.hashtag"
    ).split(" | ")
)
_ANY = tuple(
    (
        ".tags a | .tag a | a.tag | a.badge-tag, a.tag-item | a[href*='/tag/'] | "
        "a[href*='/tags/'] | a[href*='/tag:'] | article [class$='-tags'] a"
    ).split(" | ")
)
_FEW, _MOST = 10, 40
#: Links to tags that are looked at; a page has as many in its cloud.
_MANY = 400


def labelled(document: Document) -> Names:
    """Return what stands behind a word such as `Tags:` or `标签：`."""
    return labelled_terms(document, "tags")


def hashed(document: Document) -> Names:
    """Return the row of links below the heading that all begin with `#`."""
    return hashed_terms(document)


def topics(document: Document) -> Names:
    """Return the links to topics in a box of the article that is called after them."""
    found = [
        element
        for element in select(document.tree, "a[href*='/topics/'], a[href*='/topic/']")[:_MANY]
        if next(element.iterancestors("article"), None) is not None
        and _is_in_topics(element)
        and is_own(element, document)
        and not is_elsewhere(element)
    ]
    return names(map(text_of, found)) if len(found) <= _FEW else ()


def _is_in_topics(link: HtmlElement) -> bool:
    """Return whether a box within the article is called after topics: that itself bears its own."""
    within = takewhile(lambda one: one.tag != "article", link.iterancestors())
    return any(_TOPICS.search(names_of(one)) for one in islice(within, IN_CLOUD))


_TOPICS = re.compile(r"topic|(?<![a-z])tags?(?![a-z])", re.IGNORECASE)


def meta_keywords(document: Document) -> Names:
    """Return the keywords of the head."""
    for name in ("news_keywords", "keywords", "parsely-tags", "sailthru.tags"):
        found = names(split_names(list(document.meta.get(name, ()))))
        if answer := tuple(one for one in found if not _is_title(one, document)):
            return () if _is_of_site(answer, document) else answer
    return ()


def _is_of_site(found: Names, document: Document) -> bool:
    """Return whether keywords are those of every page: the site's name, with a section at most."""
    others = [one for one in found if not is_site_name(document, one)]
    return len(others) < min(len(found), _WITH_SECTION) and all(
        is_place(document, one) for one in others
    )


#: Keywords of such a page: more are of what it tells.
_WITH_SECTION = 2


def _is_title(name: str, document: Document) -> bool:
    """Return whether a keyword is what the head calls the page: systems fill it in so."""
    if len(name) < _LONG_NAME or (element := document.tree.find(".//title")) is None:
        return False
    title = squash(element.text or "")
    rest = title[len(name) :].lstrip()
    return title.startswith(name) and len(rest) <= len(name) and not rest[:1].isalnum()


#: Characters of a name that may be a whole title.
_LONG_NAME = 16


def entry_tags(document: Document) -> Names:
    """Return the tags in the feed or list API, without what the page has for categories.

    A feed has one element for both.
    """
    found = next((names(entry.tags) for entry in document.entries if entry.tags), ())
    shelves = {name.casefold() for name in shown_categories(document)} if found else set()
    return tuple(name for name in found if name.casefold() not in shelves)


READERS: tuple[Reader[Names], ...] = (
    front_matter,
    page_data,
    rel_tag,
    item_keywords,
    keywords,
    article_tag,
    labelled,
    tag_list,
    hashed,
    topics,
    tag_words,
    entry_tags,
    meta_keywords,
)
