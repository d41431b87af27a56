"""What the platforms of a home page offer to discovery: list APIs, folding, folders, feeds."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from newscrawl.discovery.scope import at_scheme_of
from pipelines.items import Entry
from pipelines.readers import platforms
from pipelines.readers.document import Document
from pipelines.readers.platforms.api import ApiPage, ApiRequest, Told

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListApi:
    """One list API of a blog."""

    platform: str
    first: ApiRequest
    module: Any

    def read(
        self, body: bytes, request: ApiRequest, base: datetime | None, headers: dict[str, str]
    ) -> ApiPage:
        """Return one answer, read; relative dates count from `base`, totals may be in `headers`.

        One that breaks its reader is not understood: the blog has other sources.
        """
        try:
            page: ApiPage = self.module.read_list(body, request, Told(base=base, headers=headers))
        except Exception as error:  # noqa: BLE001 it would end the crawl before its first post
            logger.warning("%s broke its reader: %s: %s", request.url, type(error).__name__, error)
            return ApiPage(understood=False)
        return page

    def asked_for_fewer(self, request: ApiRequest) -> ApiRequest | None:
        """Return the same question for fewer posts at once, where hosts may allow no more."""
        ask = getattr(self.module, "asked_for_fewer", None)
        fewer: ApiRequest | None = ask(request) if ask else None
        return fewer


@dataclass(frozen=True, slots=True)
class Offer:
    """What the platforms of one home page offer."""

    home: str
    names: tuple[str, ...] = ()
    modules: tuple[Any, ...] = ()
    apis: tuple[ListApi, ...] = ()
    #: Paths of this blog on a host that many share.
    folders: tuple[str, ...] = ()

    def fold(self, url: str) -> str:
        """Return the address the platform itself uses for the page at `url`."""
        for module in self.modules:
            canonical = getattr(module, "canonical", None)
            url = (canonical(url) if canonical else None) or url
        return url

    def page(self, url: str) -> str:
        """Return where the post at `url` itself is, when its address shows a frame around it.

        The server answers where the home page was reached: of one that answers to http alone a
        sitemap may name https.
        """
        for module in self.modules:
            page_url = getattr(module, "page_url", None)
            url = (page_url(url) if page_url else None) or url
        return at_scheme_of(url, self.home)

    @property
    def asks_for_tags(self) -> bool:
        """Return True when tags are told by neither the list nor the page."""
        return any(hasattr(module, "tag_request") for module in self.modules)

    def tag_lists(self, entries: list[Entry]) -> Iterator[tuple[Any, ApiRequest]]:
        """Yield what to ask for tags that neither the list nor the page tells."""
        for module in self.modules:
            if (ask := getattr(module, "tag_request", None)) is None:
                continue
            ids = [entry.platform_post_id for entry in entries if not entry.tags]
            known = [number for number in ids if number]
            for start in range(0, len(known), TAGS_AT_ONCE):
                if request := ask(self.home, known[start : start + TAGS_AT_ONCE]):
                    yield module, request


#: Evidence (0 to 1) from which a platform's list is asked.
ENOUGH = 0.5
#: Posts whose tags are asked for in one request: the answer stays small, the address short.
TAGS_AT_ONCE = 30


def with_tags(entries: list[Entry], tags: dict[str, tuple[str, ...]]) -> list[Entry]:
    """Return the entries with the tags of those that have none."""
    return [
        replace(entry, tags=tags[entry.platform_post_id])
        if not entry.tags and entry.platform_post_id in tags
        else entry
        for entry in entries
    ]


def platform_offer(home: str, documents: Iterable[Document]) -> Offer:
    """Return what the platforms recognised in the home page (and its frame) offer."""
    modules: dict[str, Any] = {}
    apis: list[ListApi] = []
    for document in documents:
        for name in document.platforms:
            module = platforms.module_of(name)
            if module is None or name in modules or not _sure(module, document):
                continue
            modules[name] = module
            if ask := getattr(module, "list_requests", None):
                apis += [ListApi(name, first, module) for first in ask(home, document.text)]
    folders = (_folder(module, home) for module in modules.values())
    return Offer(
        home, tuple(modules), tuple(modules.values()), tuple(apis), tuple(filter(None, folders))
    )


def _sure(module: Any, document: Document) -> bool:
    # Readers may try a platform on thin evidence; a request to its list needs more.
    return document.page.platform == module.NAME or float(module.recognise(document)) >= ENOUGH


def _folder(module: Any, home: str) -> str:
    blog_of = getattr(module, "blog_of", None)
    blog = blog_of(home) if blog_of else None
    return f"/{blog}" if blog else ""
