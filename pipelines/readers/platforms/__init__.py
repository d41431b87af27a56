"""A file a platform: how to recognise it, its markup, its list API. All it knows, in one file.

A platform module exposes

- `NAME`;
- `recognise(document) -> float`, 0 to 1 by evidence, cheap;
- `READERS`, by field (`title`, `published`, `modified`, `authors`, `tags`, `categories`,
  `language`, `excerpt`, `embeds`, `platform_post_id`, `canonical_url`, `container`);
- `DROP`, a selector of what is no part of the body inside the container, its parts parted by `, `;
- optionally `ADDED_TO`, signatures of readers of the container that find more than the post:
  themes and plugins add to it;
- optionally `WRAPPERS`, classes that the platform itself puts around every body;
- optionally `misleading(document) -> Mapping[str, tuple[str, ...]]`: by field, the signatures of
  generic readers that find something else on its pages than they look for;
- optionally `declares_picture(document)`, False where the picture in the head is the blog's own;
- optionally `page_kind(document) -> (PageKind, reason) or None`: what the platform itself says;

and, where the platform has a list API,

- `list_requests(home_url, home_page="") -> tuple[ApiRequest, ...]`: first pages of whole lists,
  the best first; take the first that is understood;
- `read_list(body, request, told) -> ApiPage`;

from `NAME_lists.py` where the two together would be more than is read at once.

Hosts are data in the file; a blog met on another host is asked at its own origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from pipelines.items import PageKind
from pipelines.readers.answer import Reader, ask, signature
from pipelines.readers.platforms import (
    blogger,
    brunch,
    ghost,
    gnuboard,
    hexo,
    hugo,
    jekyll,
    kboard,
    medium,
    mkdocs,
    naver,
    note,
    pelican,
    stibee,
    substack,
    tistory,
    velog,
    wechat,
    wordpress,
    xpressengine,
)
from pipelines.readers.trees.selecting import index_now, select

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Where two are as sure, the earlier stands first.
PLATFORMS: tuple[ModuleType, ...] = (
    tistory,
    naver,
    velog,
    brunch,
    note,
    stibee,
    wechat,
    kboard,
    wordpress,
    ghost,
    blogger,
    substack,
    medium,
    jekyll,
    hugo,
    hexo,
    pelican,
    mkdocs,
    gnuboard,
    xpressengine,
)
_BY_NAME: Mapping[str, ModuleType] = {module.NAME: module for module in PLATFORMS}
#: Less evidence than this is chance: an image of the platform's in a quotation, say.
_ENOUGH = 0.3


def recognise(document: Document, among: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the platforms of a page, the surest first; one given by hand stands before all.

    With names in `among`, only these are looked for.
    """
    if not among:
        # Names in an index are found at once; each search through the whole source costs.
        index_now(document.tree)
    sure = {
        module.NAME: ask(module.recognise, document, document.warnings) or 0.0
        for module in (_of(PLATFORMS, among) if among else PLATFORMS)
    }
    if document.page.platform in _BY_NAME:
        sure[document.page.platform] = 2.0
    found = [name for name, sureness in sure.items() if sureness >= _ENOUGH]
    return tuple(sorted(found, key=lambda name: -sure[name]))


@lru_cache(maxsize=64)
def _of(modules: tuple[ModuleType, ...], names: tuple[str, ...]) -> tuple[ModuleType, ...]:
    return tuple(module for module in modules if module.NAME in names)


def module_of(name: str) -> ModuleType | None:
    """Return the module of a platform by its name."""
    return _BY_NAME.get(name)


def readers(document: Document, field: str) -> tuple[Reader[Any], ...]:
    """Return the readers that the page's platforms have for `field`, the surest platform first."""
    return readers_of(document.platforms, field)


def trusted(
    document: Document, field: str, generic: tuple[Reader[Any], ...]
) -> tuple[Reader[Any], ...]:
    """Return the generic readers of `field` that the page's surest platform does not mislead."""
    misled = document.misled.get(field)
    if not misled:
        return generic
    return tuple(reader for reader in generic if signature(reader) not in misled)


def misled(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return, by field, the generic readers that the page's surest platform misleads."""
    module = _BY_NAME[document.platforms[0]] if document.platforms else None
    if module is None or not hasattr(module, "misleading"):
        return {}
    return ask(module.misleading, document, document.warnings) or {}


@lru_cache(maxsize=1024)
def readers_of(names: tuple[str, ...], field: str) -> tuple[Reader[Any], ...]:
    """Return the readers that platforms have for `field`, those of the first one first."""
    return tuple(one for name in names for one in _BY_NAME[name].READERS.get(field, ()))


def drops(document: Document) -> tuple[str, ...]:
    """Return the selectors of what the page's platforms put into the body beside the post."""
    return _drops_of(document.platforms)


@lru_cache(maxsize=256)
def _drops_of(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(css for name in names for css in _BY_NAME[name].DROP.split(", ") if css)


def know_bodies(document: Document) -> bool:
    """Return whether the page is of a platform whose themes are known to hold bodies alike."""
    return any("container" in _BY_NAME[name].READERS for name in document.platforms)


def is_added_to(reader: str) -> bool:
    """Return whether the container that this reader finds holds more than the post."""
    module = _BY_NAME.get(reader.partition(".")[0])
    return reader in getattr(module, "ADDED_TO", ())


def declares_picture(document: Document) -> bool:
    """Return whether the picture in the head of a page is its post's: some name the blog's."""
    return all(
        _BY_NAME[name].declares_picture(document)
        for name in document.platforms
        if hasattr(_BY_NAME[name], "declares_picture")
    )


#: So sure of its platform a page must be for a class to prove that all of a body is there.
_SURE = 0.8


def is_wrapped(document: Document, body: HtmlElement) -> bool:
    """Return whether the page's own platform put its wrapper around `body`, the one of the page."""
    if not document.platforms:
        return False
    module = _BY_NAME[document.platforms[0]]
    wrappers: frozenset[str] = getattr(module, "WRAPPERS", frozenset())
    wrapper = next((name for name in (body.get("class") or "").split() if name in wrappers), None)
    return (
        wrapper is not None
        and len(select(document.tree, f".{wrapper}")) == 1
        and module.recognise(document) >= _SURE
    )


def page_kind(document: Document) -> tuple[PageKind, str] | None:
    """Return what the surest platform that has a word on it says of the kind of page."""
    for name in document.platforms:
        told: tuple[PageKind, str] | None = None
        if hasattr(_BY_NAME[name], "page_kind"):
            told = ask(_BY_NAME[name].page_kind, document, document.warnings)
        if told:
            return told
    return None
