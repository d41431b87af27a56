"""Who wrote the post."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipelines.readers import linked_data
from pipelines.readers.answer import Reader
from pipelines.readers.fields.title import site_names
from pipelines.readers.html import select, squash
from pipelines.readers.spots import is_elsewhere, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

Names = tuple[str, ...]

_LABEL = re.compile(
    r"^(?:(?:written|posted|published|reported|words|text|story|article|reviewed|photo(?:s|graphs)?)?\s*by\b|"
    r"by:|author[s]?\s*:?|von|verfasst von|geschrieben von|par|écrit par|por|escrito por|di|door|av|"
    r"autor(?:in)?\s*:|автор\s*:?|글쓴이|작성자|글\s*[=·:]|글·사진|지은이|저자|기고\s*[=:]|文\s*[=:：／/]|著者|投稿者|執筆者?|作者|记者|記者|撰文|来源)"
    r"\s*[:：=|]?\s+|^(?:글쓴이|작성자|著者|投稿者|作者|文|記者|记者)\s*[:：=]\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*(?:,|\||–|—|-|/|·|\()\s*(?:staff|senior|chief|contributing|associate|guest|freelance|managing|executive|"
    r"the|for|special|political|deputy|editor|reporter|writer|correspondent|columnist|author|contributor|producer|"
    r"journalist|redakteur|redaktion|founder|ceo|phd|md|ph\.d|m\.d)\b.*$",
    re.IGNORECASE,
)
_KOREAN_ROLE = re.compile(
    r"\s*(?:선임|수석|전문|객원|인턴|수습|시민|논설위원|특파원|논설|문화|정치|경제|사회|의학)*\s*"
    r"(?:기자|특파원|논설위원|편집위원|칼럼니스트|에디터|작가|교수|앵커|PD|pd)\s*$|(?:記者|记者)$"
)
_JOINT = re.compile(
    r"\s*(?:,|;|、|，|·|\||&|\band\b|\bund\b|\bet\b|\by\b(?=\s+[A-ZÁÉÍÓÚ])|\bmit\b|(?<=\S)\s*/\s*(?=\S))\s*"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DATE_TAIL = re.compile(
    r"\s*(?:\||•|·|–|—|-|,|on|am|le|el)?\s*(?:\d{1,4}[./년年-]\s?\d{1,2}\b.*|\d{1,2}(?:st|nd|rd|th)?\.?\s+\w{3,9}\.?,?\s+(?:19|20)\d\d.*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d{1,2}.*|\d+\s+(?:minutes?|hours?|days?|min)\b.*)$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """admin administrator editor editors staff team webmaster anonymous unknown none null guest user author by
    관리자 운영자의 편집부 익명 管理人 管理者 編集部 匿名 redaktion redaction the_editors @ home""".split()
)
_MOST_CHARS = 60


def front_matter(document: Document) -> Names:
    """Return `author` or `authors` of the front matter."""
    matter = document.front_matter or {}
    value = matter.get("author", matter.get("authors"))
    return people(_named(value), document, declared=True)


def linked_author(document: Document) -> Names:
    """Return `author` of the post's JSON-LD node, references followed."""
    nodes = linked_data.post_nodes(document.linked_data)
    for node in (*nodes, *linked_data.page_nodes(document.linked_data)):
        values = linked_data.resolved(
            node.get("author") or node.get("creator"), document.linked_data
        )
        persons = [
            v
            for v in values
            if not (isinstance(v, dict) and "Organization" in linked_data.types_of(v))
        ]
        found = people(_named(persons), document, declared=True)
        if found:
            return found
    return ()


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
        "author",
        "article:author",
        "og:article:author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "dc.creator.personalname",
        "byl",
        "by",
        "og.article.author",
        "citation_author",
        "cxenseparse:author",
        "article.author",
        "creator",
        "twitter:creator:name",
    ):
        found = people(document.meta.get(name, ()), document, declared=True)
        if found:
            return found
    return ()


def microformat_author(document: Document) -> Names:
    """Return the author of the h-entry, hAtom entry or microdata."""
    for css in (
        "[itemprop~=author] [itemprop~=name]",
        "[itemprop~=author]",
        ".h-entry .p-author",
        ".vcard.author .fn",
        ".author.vcard",
        ".vcard .fn",
        ".p-author",
    ):
        found = people(
            (element.get("content") or text_of(element) for element in _own(document, css)),
            document,
        )
        if found:
            return found
    return ()


def rel_author(document: Document) -> Names:
    """Return the links marked `rel=author`, unless they are the title of the site."""
    return people(
        (
            text_of(element)
            for element in _own(document, 'a[rel~="author"]')
            if "title" not in (element.get("class") or "")
        ),
        document,
    )


def byline(document: Document) -> Names:
    """Return the name in the byline of the post."""
    for css in (
        ".byline .author",
        ".byline-name",
        ".author-name",
        ".author_name",
        ".authorname",
        ".post-author a",
        ".post-author",
        ".entry-author",
        ".article-author",
        ".post__author",
        ".article__author",
        ".byline a[href*='author']",
        "a[href*='/author/']",
        "a[href*='/authors/']",
        ".author a",
        "span.author",
        ".author",
        ".byline",
        ".by-line",
        ".writer",
        ".reporter",
        ".journalist",
        "[class*=byline]",
        "[class*=author-name]",
        "[class*=authorName]",
        "[class*=AuthorName]",
        "[data-testid*=author]",
        ".nickname",
        ".writer_info",
    ):
        own = [element for element in _own(document, css)][:4]
        found = people((text_of(element) for element in own), document)
        if found:
            return found
    return ()


def entry_authors(document: Document) -> Names:
    """Return the authors in the feed or list API."""
    return next(
        (
            people(entry.authors, document, declared=True)
            for entry in document.entries
            if entry.authors
        ),
        (),
    )


def written_by(document: Document) -> Names:
    """Return the name that follows `By` or precedes 기자 in a short line near the title."""
    from pipelines.readers.fields.dates import texts_near_title

    for text in texts_near_title(document):
        if _LABEL.match(text) and len(text) <= 100:
            found = people([text], document)
            if found:
                return found
        match = re.search(r"(?<![가-힣])([가-힣]{2,4})\s*(?:[가-힣]{0,6}\s)?기자(?![가-힣])", text)
        if match:
            return people([match[1]], document)
    return ()


READERS: tuple[Reader[Names], ...] = (
    front_matter,
    linked_author,
    meta_author,
    microformat_author,
    rel_author,
    byline,
    entry_authors,
    written_by,
)


def _own(document: Document, css: str) -> list[HtmlElement]:
    return [element for element in select(document.tree, css)[:20] if not is_elsewhere(element)]


def people(values: Iterable[str], document: Document, *, declared: bool = False) -> Names:
    """Return the names of persons in `values`: labels, roles, dates and addresses cut.

    A name equal to the site's is nobody's, unless the page declares it and the name is all
    there is (`declared`): many blogs are their writer's pen name.
    """
    sites = {name.casefold() for name in site_names(document)}
    found: dict[str, str] = {}
    for value in values:
        for name in _split(squash(str(value))):
            if is_name(name) and (declared or name.casefold() not in sites):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:20]


def _split(text: str) -> list[str]:
    text = text.strip("'\"“”‘’ ")
    if text.startswith(("http://", "https://", "//")) or len(text) > 300:
        return []
    text = squash(_EMAIL.sub(" ", text)).strip("()<>[] ")
    text = _DATE_TAIL.sub("", _LABEL.sub("", text + " ").strip())
    text = _ROLE.sub("", text)
    return [cleaned for part in _JOINT.split(text) if (cleaned := _bare(part))]


def _bare(text: str) -> str:
    text = _LABEL.sub("", text.strip() + " ").strip()
    text = _KOREAN_ROLE.sub("", text)
    text = re.sub(r"\s*\([^)]*\)?\s*$", "", text)
    return text.strip(" ,;:|·•–—-/@'\"“”‘’()")


def is_name(text: str) -> bool:
    """Return whether a text can be a person's name or pen name at all."""
    folded = text.casefold()
    if not text or len(text) > _MOST_CHARS or folded in _NOBODY or not re.search(r"[^\W\d_]", text):
        return False
    if len(text.split()) > 6 or re.search(r"https?:|www\.|\.(?:com|net|org|kr)\b|[<>{}=]", folded):
        return False
    return not re.search(
        r"\b(?:comments?|read more|subscribe|follow|posts?|views?|share|views)\b|댓글|조회|구독",
        folded,
    )
