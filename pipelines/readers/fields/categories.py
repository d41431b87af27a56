"""The categories of the post: the shelves on which its blog puts it."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.readers.answer import Reader
from pipelines.readers.data.page_data import listed as listed_values
from pipelines.readers.document import Document
from pipelines.readers.templates.apply import value_at
from pipelines.readers.terms.labelled_terms import labelled_terms
from pipelines.readers.terms.listed_shelves import listed_shelves
from pipelines.readers.terms.menu_shelves import shelf_of_menu
from pipelines.readers.terms.posted_in import posted_in
from pipelines.readers.terms.shelf_links import is_in_box, is_in_foot, links_to_shelves
from pipelines.readers.terms.shelf_names import shelf_beside
from pipelines.readers.terms.terms import Names, is_filler, names, names_written, split_names
from pipelines.readers.terms.ways import way_to
from pipelines.readers.titles.head_lines import in_head, title_words
from pipelines.readers.titles.headings import bracketed_label
from pipelines.readers.trees.html import names_of, short_text
from pipelines.readers.trees.lines import letters
from pipelines.readers.trees.selecting import findable, select
from pipelines.readers.trees.spots import is_elsewhere, text_of


def _kept(found: Names) -> Names:
    return tuple(name for name in found if not is_filler(name))


def front_matter(document: Document) -> Names:
    """Return `categories` of the front matter."""
    matter = document.front_matter or {}
    if isinstance(matter.get("category"), str):
        return names([matter["category"]])
    return names_written(matter.get("categories", matter.get("category")))


def page_data(document: Document) -> Names:
    """Return the categories of the post in the page's data."""
    if document.page_data is None:
        return ()
    found = next(document.page_data.values("categories", "category", "section"), None)
    return _kept(names(listed_values([found])))


def rel_category(document: Document) -> Names:
    """Return the links marked `rel=category`."""
    found = [one for one in select(document.tree, 'a[rel~="category"]') if not is_elsewhere(one)]
    return _kept(names(text_of(element) for element in found[:20]))


def article_section(document: Document) -> Names:
    """Return `articleSection` of the post's JSON-LD node, if no other stands beside the title.

    Hugo's themes state the folder of all posts there.
    """
    for node in document.post_nodes:
        if found := _kept(names(split_names(node.get("articleSection")))):
            marked = _marked(document)
            shown = set(map(str.casefold, _said_by(marked)))
            is_other = shown.isdisjoint(map(str.casefold, found)) and in_head(document, marked)
            return () if is_other else found
    return ()


def marked_category(document: Document) -> Names:
    """Return what the page marks as category of the post by class or itemprop."""
    if found := _said_by(_marked(document)):
        return found
    # Cards of other posts have theirs.
    drawn = select(document.tree, "[data-framer-name=Category], [data-framer-name=Category] p")
    return _kept(names(map(text_of, in_head(document, drawn[:_DRAWN]))))


def _marked(document: Document) -> list[HtmlElement]:
    for css in findable(document.tree, _MARKED):
        found = [
            element
            for element in select(document.tree, css)
            if not (is_elsewhere(element) or _is_tag(element) or _is_post(element, document))
        ]
        if 0 < len(found) <= 10 and _said_by(found):
            return found
    return []


def _said_by(marked: list[HtmlElement]) -> Names:
    return _kept(names(element.get("content") or text_of(element) for element in marked))


_MARKED = tuple(
    (
        "[itemprop~=articleSection] | [property~=articleSection] | "
        ".h-entry .p-category:not(a[rel]) | .post-categories a | .post-category a | "
        ".cat-links a | .entry-categories a | .entry-category a | .article-category a | "
        "article .category a | a.category | .blog-categories-list a | a.category-label | "
        "[data-hook=category-label-list] a | "
        ".label--category a | .post-meta a[href*='/category/'] | "
        ".post-meta a[href*='/categories/'] | .post-info a[href*='/category/'] | "
        "article header a[href*='/category/'] | article header a[href*='/categories/'] | "
        "a[rel~=tag][href*='/category/']"
    ).split(" | ")
)

#: Such elements that are looked at.
_DRAWN = 20


def _is_tag(element: HtmlElement) -> bool:
    """Return whether a link is one to a tag: microformats call these categories, too."""
    if _TAG.search(_target_of(element)):
        return True
    within = (names_of(box) for box in islice(element.iterancestors(), _IN_TAGS))
    return "p-category" in names_of(element).split() and any(map(_TAGS.search, within))


def _is_post(element: HtmlElement, document: Document) -> bool:
    """Return whether a link leads to one of the latest posts of a shelf, as a label before says."""
    before = (box.getprevious() for box in islice(element.iterancestors(), _IN_POSTS))
    labels = (short_text(one, _LABEL) for one in before if one is not None)
    said = [letters(label) for label in labels if _OF_POSTS.search(label)]
    # The title of the post may end so, too.
    return bool(said) and not set(said) <= set(map(letters, title_words(document)))


#: Elements between a link and what stands behind the label; as Livedoor labels them.
_IN_POSTS = 3
#: Characters of such a label.
_LABEL = 60
_OF_POSTS = re.compile(
    r"(?:記事(?:一覧)?|文章|다른 글|(?:latest|recent|other) posts?)$", re.IGNORECASE
)
#: Elements between a tag and the list of them.
_IN_TAGS = 2
_TAGS = re.compile(r"(?:^|[-_\s])tags?(?:$|[-_\s])", re.IGNORECASE)


def _target_of(element: HtmlElement) -> str:
    """Return where an element leads, or the link that it is the words of."""
    parent = element.getparent()
    around = parent.get("href") if parent is not None and parent.tag == "a" else None
    return element.get("href") or around or ""


def named_shelf(document: Document) -> Names:
    """Return the one name beside the heading that a class calls the category."""
    return _kept(shelf_beside(document))


def way_here(document: Document) -> Names:
    """Return the links between the home page and the post on the line that shows the way to it."""
    return _kept(way_to(document))


def listed(document: Document) -> Names:
    """Return the links of the line on who posted and when that the blog lists as shelves."""
    return _kept(listed_shelves(document))


def above(document: Document) -> Names:
    """Return the links above the title to which a menu of the site leads, too."""
    return _kept(shelf_of_menu(document))


def bracketed(document: Document) -> Names:
    """Return what a heading sets in brackets before the title that the head says without it."""
    label = bracketed_label(document)
    return _kept(names([label])) if label else ()


def shelf_links(document: Document) -> Names:
    """Return the links to pages of categories that stand beside the heading, or end the post."""
    links = links_to_shelves(document)
    found = in_head(document, links)
    return _few(found or [link for link in links if is_in_foot(link)])


def shelves_in_foot(document: Document) -> Names:
    """Return such links in a box below the post that is called its foot (FC2's templates)."""
    return _few([link for link in links_to_shelves(document) if is_in_box(link)])


def _few(links: list[HtmlElement]) -> Names:
    # More are the shelves of the blog.
    return _kept(names(text_of(link) for link in links)) if len(links) <= _FEW else ()


_FEW = 3

_TAG = re.compile(r"(?:^|/)tags?[/:]", re.IGNORECASE)


def labelled(document: Document) -> Names:
    """Return what stands behind a word such as `Category:` or `分类：`."""
    return _kept(labelled_terms(document, "shelves"))


def posted(document: Document) -> Names:
    """Return what stands behind `in` in the line that says when the post was posted."""
    return _kept(posted_in(document))


def meta_section(document: Document) -> Names:
    """Return `article:section` of the head."""
    return _kept(
        names(
            document.meta.get("article:section", ()) or document.meta.get("og:article:section", ())
        )
    )


def entry_categories(document: Document) -> Names:
    """Return the categories in the feed or list API."""
    return next(
        (_kept(names(entry.categories)) for entry in document.entries if entry.categories), ()
    )


def shown_categories(document: Document) -> Names:
    """Return the categories that the page itself shows as such, where its site's template says."""
    place = document.fitting and document.fitting.template.fields.get("categories")
    if place and place.path:
        return value_at("categories", place, document) or ()
    found = (reader(document) for reader in (rel_category, marked_category, shelf_links))
    return next(filter(None, found), ())


READERS: tuple[Reader[Names], ...] = (
    front_matter,
    page_data,
    rel_category,
    article_section,
    marked_category,
    shelf_links,
    labelled,
    posted,
    shelves_in_foot,
    entry_categories,
    meta_section,
    named_shelf,
    bracketed,
    listed,
    way_here,
    above,
)
