"""What the platforms of a home page offer to discovery: list APIs, folding, folders, feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.readers import platforms

if TYPE_CHECKING:
    from pipelines.readers.document import Document
    from pipelines.readers.platforms.api import ApiPage, ApiRequest


@dataclass(frozen=True, slots=True)
class ListApi:
    """One list API of a blog."""

    platform: str
    first: ApiRequest
    module: Any
    feeds: tuple[str, ...] = ()

    def read(self, body: bytes, request: ApiRequest) -> ApiPage:
        """Return one answer, read."""
        page: ApiPage = self.module.read_list(body, request)
        return page


@dataclass(frozen=True, slots=True)
class Offer:
    """What the platforms of one home page offer."""

    names: tuple[str, ...] = ()
    apis: tuple[ListApi, ...] = ()
    folders: tuple[str, ...] = ()
    modules: tuple[Any, ...] = ()

    def fold(self, url: str) -> str:
        """Return the address the platform itself uses for the page at `url`."""
        for module in self.modules:
            if fold := getattr(module, "fold", None):
                url = fold(url)
        return url


def platform_offer(documents: Iterable[Document]) -> Offer:
    """Return what the platforms recognised in the home page (and its frame) offer."""
    names: dict[str, None] = {}
    apis: list[ListApi] = []
    folders: dict[str, None] = {}
    for document in documents:
        for name in document.platforms:
            module = platforms.PLATFORMS.get(name)
            if module is None:
                continue
            names[name] = None
            folders.update(dict.fromkeys(_ask(module, "folders", document)))
            if any(api.platform == name for api in apis):
                continue
            feeds = _ask(module, "feeds", document)
            apis += [
                ListApi(name, request, module, feeds)
                for request in _ask(module, "list_requests", document)
            ]
    modules = tuple(platforms.PLATFORMS[name] for name in names)
    return Offer(tuple(names), tuple(apis), tuple(folders), modules)


def _ask(module: Any, function: str, document: Document) -> tuple[Any, ...]:
    found = getattr(module, function, None)
    return tuple(found(document)) if found else ()
