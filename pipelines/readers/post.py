"""From page to post: the order of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pipelines.garbage import garbage_waits
from pipelines.items import Evidence, Page, PageKind, Post, TemplateUse
from pipelines.readers import parts, platforms
from pipelines.readers.answer import Choice, Reader, first_answer, survive
from pipelines.readers.bodies.left_out import left_out
from pipelines.readers.dates.moment_choice import choose_moment
from pipelines.readers.document import Document
from pipelines.readers.fields import (
    authors,
    body,
    categories,
    dates,
    embeds,
    excerpt,
    images,
    language,
    links,
    tags,
    title,
)
from pipelines.readers.fields.links import site_host
from pipelines.readers.kinds import kind
from pipelines.readers.names.vouching import choose_authors
from pipelines.readers.options import ReadOptions
from pipelines.readers.pictures import leads
from pipelines.readers.templates import apply as templated
from pipelines.readers.templates.asking import choose as choose_in_place
from pipelines.readers.templates.likeness import differing
from pipelines.readers.templates.profile import Template
from pipelines.readers.terms.terms import MOST
from pipelines.readers.trees.selecting import select
from pipelines.urls import absolute_url, canonical_url, identity_url

T = TypeVar("T")

#: Rises when reading changes what comes out, so that an archive knows what to read again.
READER_VERSION = "16"

#: A body may be so much less like the readers' than it was on any page that the template passed.
_SLACK = 0.05


def read_post(
    page: Page, options: ReadOptions | None = None, templates: Sequence[Template] = ()
) -> Post:
    """Return what `page` says, whatever it is; `kind` tells whether it is a post.

    `templates` are those of its site. Pure: no network, disk or clock. Never raises for bad HTML:
    a reader that does costs its own answer, and `warnings` says so.
    """
    with garbage_waits():
        return _read_post(page, options, templates)


def _read_post(page: Page, options: ReadOptions | None, templates: Sequence[Template]) -> Post:
    document = Document(page, options)
    document.fitting = survive(
        "templates.fitting", templated.fitting, document.url, document.warnings, document, templates
    )
    if (fitting := document.fitting) is None:
        return read_document(document)
    post = read_document(document)
    assert post.template is not None
    familiar = post.kind == "post" and templated.is_familiar(document, fitting, post)
    if familiar and not fitting.template.checking:
        return post
    plain = read_document(Document(page, options))
    promised = fitting.template.agreement
    differ = differing(post, plain, same_body=promised.get("body_text", 1.0) - _SLACK)
    doubtful = [field for field in differ if field == "body_text" or promised.get(field, 0) == 1]
    use = replace(post.template, checked=True, differing=tuple(doubtful))
    return replace(plain if doubtful or post.kind != plain.kind else post, template=use)


def read_document(document: Document) -> Post:
    """Return what a document says, by its site's template where one fits."""
    page = document.page
    work = _Work(document)
    fields: dict[str, Any] = {
        "title": work.choose("title", title.READERS) or "",
        "published": work.choose("published", dates.PUBLISHED, choose_moment),
        "modified": work.choose("modified", dates.MODIFIED, choose_moment),
        "authors": tuple(work.choose("authors", authors.READERS, choose_authors) or ()),
        "tags": work.bounded("tags", work.choose("tags", tags.READERS)),
        "categories": work.bounded("categories", work.choose("categories", categories.READERS)),
        "excerpt": work.choose("excerpt", excerpt.READERS) or "",
        "body_text": work.choose("body_text", body.READERS) or "",
        "body_html": work.survive("body.body_html", body.body_html, document) or "",
        "images": tuple(work.choose("images", images.READERS) or ()),
        "links": tuple(work.choose("links", links.READERS) or ()),
        "embeds": tuple(work.choose("embeds", embeds.READERS) or ()),
        "language": work.choose("language", language.READERS) or "",
        # A further page bears the number of its post, and would be stored in its place.
        "platform_post_id": None if document.parts.of else work.choose("platform_post_id", ()),
        "canonical_url": work.choose("canonical_url", ADDRESS) or canonical_url(document.url),
    }
    work.choose("part_of", parts.PART_OF)
    work.choose("goes_on", parts.GOES_ON)
    fields["declared_image"] = work.survive(
        "images.unseen_lead", leads.unseen_lead, document, fields["images"]
    )
    fields["left_out"] = work.survive("left_out.left_out", left_out, document, fields["body_text"])
    sort, reasons = work.survive(
        "kind.page_kind",
        kind.page_kind,
        document,
        fields["title"],
        fields["published"],
        fields["body_text"],
    ) or _unweighed(fields)
    return Post(
        kind=sort,
        kind_reasons=reasons,
        url=document.url,
        site=page.site,
        platforms=document.platforms,
        evidence=tuple(work.evidence),
        warnings=tuple(dict.fromkeys(work.warnings + document.warnings)),
        template=work.use(),
        reader_version=READER_VERSION,
        fetch=page.fetch,
        entries=page.entries,
        **fields,
    )


class _Work:
    """Asks readers, the platforms' before the generic, and keeps what each one said."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.evidence: list[Evidence] = []
        self.warnings: list[str] = []
        #: Fields that did not stand where the site's template says.
        self.missed: list[str] = []

    def use(self) -> TemplateUse | None:
        """Return how the site's template was used."""
        if self.document.fitting is None:
            return None
        template = self.document.fitting.template
        return TemplateUse(
            shape=template.shape, version=template.version, missed=tuple(self.missed)
        )

    def choose(
        self,
        field: str,
        readers: tuple[Reader[Any], ...],
        chooser: Callable[..., Choice[Any]] = first_answer,
    ) -> Any:
        """Return the answer chosen for `field`, as a rule the first; None when nobody has one."""
        document, choice = self.document, None
        if document.misled:
            readers = platforms.trusted(document, field, readers)
        fitting = document.fitting
        place = fitting.template.fields.get(field) if fitting else None
        if fitting and place:
            asked = (field, place, readers, document, fitting, chooser)
            choice = self.survive(f"template's {field}", choose_in_place, *asked)
            if choice is None and not place.may_be_empty:
                self.missed.append(field)
        if choice is None:
            chain = (*platforms.readers(document, field), *readers)
            choice = self.survive(f"choice of {field}", chooser, field, chain, document)
        if choice is None:
            return None
        self.evidence += choice.evidence
        self.warnings += choice.warnings
        return choice.value

    def bounded(self, field: str, found: Sequence[str] | None) -> tuple[str, ...]:
        """Return the names that are kept, and tell where there are more."""
        if found and len(found) > MOST:
            self.warnings.append(f"more than {MOST} {field}: the rest was left out")
        return tuple(found or ())[:MOST]

    def survive(self, name: str, work: Callable[..., T | None], *arguments: Any) -> T | None:
        """Return what `work` returns; None, told in the warnings, when it raises."""
        return survive(name, work, self.document.url, self.warnings, *arguments)


def _unweighed(fields: dict[str, Any]) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind of a page that could not be weighed: what has words under a title is kept."""
    kept = bool(fields["title"] and fields["body_text"])
    return ("post" if kept else "other"), ("its kind could not be weighed",)


def link_canonical(document: Document) -> str | None:
    """Return the address in `<link rel=canonical>`, if it can be this page's."""
    for element in select(document.tree, "link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _own_address(element.get("href") or "", document)
    return None


def open_graph_url(document: Document) -> str | None:
    """Return `og:url`, if it can be this page's."""
    for content in document.meta.get("og:url", ()):
        return _own_address(content, document)
    return None


ADDRESS = (link_canonical, open_graph_url)


def _own_address(href: str, document: Document) -> str | None:
    known = document.own_addresses
    if href not in known:
        known[href] = _own(href, document)
    return known[href]


def _own(href: str, document: Document) -> str | None:
    if href == document.url:
        return canonical_url(href)  # as most do
    url = absolute_url(href, document.base_url)
    if url is None or site_host(url) != site_host(document.url):
        return None
    # A further page may name the first as the address of its post; it stands at its own.
    if document.parts.of and identity_url(url) == identity_url(document.parts.of):
        return None
    # Misbuilt templates call every page the home page.
    if urlsplit(url).path in ("", "/") and urlsplit(document.url).path not in ("", "/"):
        return None
    return canonical_url(url)
