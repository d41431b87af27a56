"""Who wrote the post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.readers import linked_data
from pipelines.readers.answer import Reader
from pipelines.readers.fields.title import site_names
from pipelines.readers.html import select, squash
from pipelines.readers.lines import Line, head_lines, letters
from pipelines.readers.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

Names = tuple[str, ...]

_LABEL = re.compile(
    r"^(?:autor[/:*_]in(?:nen)?\s*:?|interview\s*:|fotos?\s*:|text\s*:|"
    r"(?:written|posted|published|reported|words|text|story|article|reviewed|photo(?:s|graphs)?)?\s*by\b|"
    r"by:|author[s]?\s*:?|von|verfasst von|geschrieben von|par|écrit par|por|escrito por|di|"
    r"door|av|"
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
    """admin administrator editor editors staff team webmaster anonymous unknown none null guest
    user author by home @ 관리자 편집부 익명 管理人 管理者 編集部 匿名 redaktion
    redaction""".split()
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
            value
            for value in values
            if not (isinstance(value, dict) and "Organization" in linked_data.types_of(value))
        ]
        found = people(_named(persons), document)
        if found:
            return _completed(document, found)
    return ()


def _completed(document: Document, declared: Names) -> Names:
    """Return who is shown by the title, when that says more than what is declared.

    A theme may declare the first of two writers, or only the login name or the house of one.
    """
    known = {name.casefold() for name in declared}
    shown = microformat_author(document) or written_by(document)
    if len(shown) > len(known) and known <= {name.casefold() for name in shown}:
        return shown
    if all(_is_login_or_house(name) for name in declared):
        shown = shown or byline(document)
        if shown and all(_FULL_NAME.fullmatch(name) for name in shown):
            return shown
        return tuple(name for name in declared if not _HOUSE.search(name))
    return declared


_HOUSE = re.compile(
    r"\b(?:AG|GmbH|e\. ?V\.|Inc\.?|LLC|Ltd\.?|S\.A\.|KG|Foundation|Stiftung|Landesanstalt|"
    r"Universit\w+|Ministerium|"
    r"Magazine?|Newspaper|Verlag|Publishing|Media|Online|주식회사|株式会社|有限公司)(?!\w)|㈜|\.(?:de|com|net|org|kr|fr|it)$"
)


def _is_login_or_house(name: str) -> bool:
    return bool(re.fullmatch(r"[\w.-]+", name) and name.isascii()) or bool(_HOUSE.search(name))


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
        found = people(document.meta.get(name, ()), document)
        if found:
            return _completed(document, found)
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
            shown=True,
        )
        if found:
            return found
    return ()


def rel_author(document: Document) -> Names:
    """Return the links marked `rel=author`, unless they are the title of the site."""
    return people(
        (text_of(element) for element in _own(document, 'a[rel~="author"]')), document, shown=True
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
        own = _own(document, css)[:4]
        found = people((text_of(element) for element in own), document, shown=True)
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
    """Return the name in a line near the title: after `by`, before 기자, or beside a date."""
    lines = head_lines(document)
    after = lines.after
    for line in (*after[:12], *lines.before[:3]):
        if len(line.text) <= _LONGEST_BYLINE and (found := _labelled(line.text, document)):
            return found
    for place, line in enumerate(after[:4]):
        if found := _beside_date(line, after[max(0, place - 1) : place + 3], document):
            return found
    for line in lines.rest:
        # Far from the title only words that can mean nothing else are believed.
        match = _FAR_LABEL.match(line.text) if len(line.text) <= 80 else None
        if match and not line.is_elsewhere and _is_full_name(match[1]):
            return people([match[1]], document, shown=True)
    return ()


_LONGEST_BYLINE = 160
_BY = re.compile(
    r"(?:^|[\s|•·—–>(])(?:(?:written|posted|published|submitted|reported|article|story|words|text|authored)\s+by|"
    r"by|von|par|por|di|door|autor(?:in|en)?|auteure?|author[s]?|redaktion|text|bericht|"
    r"글쓴이|작성자|저자|글|필자|著者|投稿者|執筆|文|作者|记者|記者|автор)(?:\s*[:：=]\s*|\s+)(?P<name>\S.{0,90})$",
    re.IGNORECASE,
)
_GLUED_BY = re.compile(r"^By(?=[A-Z])")
_NAME_END = re.compile(
    r"\s+(?:on|in|at|under|am|um|im|den|le|el|il|dans|en|sous|op|filed|posted|published|publié|publiée|publicado|veröffentlicht|erstellt|updated|stand|with|for|from|"
    r"view|read|share|follow|follow us|comments?|kommentare?)\s.*$|\s*[|•·@>–—].*$|\s+-\s+.*$|"
    r"\s*\d.*$",
    re.IGNORECASE,
)
_FAR_LABEL = re.compile(
    r"^(?:autor[/:*_]in(?:nen)?\s*:?|interview\s*:|fotos?\s*:|text\s*:|"
    r"(?:written|posted)\s+by|autor(?:in|en)?\s*:|authors?\s*:|text\s*:|erstellt von|"
    r"글쓴이\s*[:：]|작성자\s*[:：]|"
    r"글\s*[=:]|著者\s*[:：]|文\s*[:：／]|作者\s*[:：])\s*(\S.{1,60})$",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"(?<![가-힣])([가-힣]{2,4})\s*(?:[가-힣]{1,6}\s)?기자(?![가-힣])")
#: Two to four words with capitals, as names are written in Latin and Cyrillic script.
_FULL_NAME = re.compile(
    r"[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*(?:\s+(?:(?:de|da|di|van|von|der|den|del|la|le|bin|al|el|zu|af)\s+)*[A-ZÀ-ÞŁŚŠŽČĐА-Я][\w'’.-]*){1,3}"
)
_NO_NAME = re.compile(
    r"\b(?:minutes?|min|read|guide|guides|news|blog|posts?|business|marketing|design|software|technology|health|home|"
    r"reviews?|travel|food|science|learning|development|security|management|company|group|team|engineering|product|"
    r"data|cloud|web|tips|lifestyle|politics|culture|sports?|education|finance|the|and|your|how|what|all|more|"
    r"table|contents?|share|facebook|twitter|image|photo|credit|updated|published|category|tags?|about|contact)\b",
    re.IGNORECASE,
)


def _labelled(text: str, document: Document) -> Names:
    reporter = _REPORTER.search(text)
    if reporter:
        return people([reporter[1]], document, shown=True)
    text = _GLUED_BY.sub("By ", text)
    match = _BY.search(text)
    if match is None:
        return ()
    name = _NAME_END.sub("", " " + match["name"]).strip()
    return people([name], document, shown=True) if _starts_like_a_name(name) else ()


def _is_full_name(text: str) -> bool:
    return all(
        _FULL_NAME.fullmatch(part) or not re.match(r"[A-Za-zÀ-ÿ]", part) for part in _split(text)
    )


def _starts_like_a_name(text: str) -> bool:
    # `by the sea` and `von hier` are no bylines: a name begins with a capital or has no case.
    first = text[:1]
    return bool(first) and (not first.islower() or len(text.split()) == 1)


def _beside_date(line: Line, around: Sequence[Line], document: Document) -> Names:
    if len(line.text) > 80 or not any(
        re.search(r"(?:19|20)\d\d|\d\.\d\d?\.\d", other.text) for other in around
    ):
        return ()
    if select(line.element, "a[href*='/tag'], a[href*='/categor'], a[href*='/topic']"):
        return ()
    for part in re.split(r"\s*[|•·/]\s*|\s+[–—-]\s+|,\s+(?=\d)", line.text):
        bare = _DATE_TAIL.sub("", part).strip(" ,")
        if _FULL_NAME.fullmatch(bare) and not _NO_NAME.search(bare):
            return people([bare], document, shown=True)
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
    return [
        element
        for element in select(document.tree, css)[:20]
        if not is_elsewhere(element) and not _is_site_mark(element, document)
    ]


def _is_site_mark(element: HtmlElement, document: Document) -> bool:
    """Return whether an element names the site in its head (stock Jekyll: `rel=author`)."""
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if re.search(r"site|logo|brand|blog-?title|headimg", marks, re.IGNORECASE):
        return True
    links = [element] if element.tag == "a" else select(element, "a[href]")[:1]
    for link in links:
        target = absolute_url(link.get("href") or "", document.base_url)
        if target and urlsplit(target).path in ("", "/") and not urlsplit(target).query:
            return urlsplit(target).netloc == urlsplit(document.url).netloc
    return False


def people(
    values: Iterable[str], document: Document, *, declared: bool = False, shown: bool = False
) -> Names:
    """Return the names of persons in `values`: labels, roles, dates and addresses cut.

    The name of the site is nobody's, and neither is its host: unless the platform or the front
    matter declares it (`declared`: many blogs are their writer's pen name), or the byline of the
    post shows it (`shown`).
    """
    sites = () if declared or shown else _site_labels(document)
    found: dict[str, str] = {}
    for value in values:
        for name in _split(squash(str(value))):
            if is_name(name) and letters(name) not in sites:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:20]


def _site_labels(document: Document) -> frozenset[str]:
    host = (urlsplit(document.url).hostname or "").removeprefix("www.")
    labels = {host, host.rpartition(".")[0], host.split(".")[0], *host.split(".")[-2:-1]}
    return frozenset(letters(name) for name in (*site_names(document), *labels)) - {""}


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


_NO_PERSON = re.compile(
    r"\b(?:expert|editor|attorney|specialist|contributor|founder|director|manager|navigation|skip|privacy|"
    r"categor(?:y|ies)|beiträge|artikel|edited|reviewed|no author|all posts|view all|sign in|"
    r"log ?in)\b|글 ?목록|전체보기",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Return whether a text can be a person's name or pen name at all."""
    folded = text.casefold()
    if not text or len(text) > _MOST_CHARS or folded in _NOBODY or not re.search(r"[^\W\d_]", text):
        return False
    if len(text.split()) > 6 or re.search(r"https?:|www\.|\.(?:com|net|org|kr)\b|[<>{}=]", folded):
        return False
    words = text.split()
    if len(words) > 1 and words[-1][:1].islower():
        return False  # the start of a sentence, not a name
    return not _NO_PERSON.search(text) and not re.search(
        r"\b(?:comments?|read more|subscribe|follow|posts?|views?|share|views)\b|댓글|조회|구독",
        folded,
    )
