"""Document: one page, parsed once, with views that are computed at first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipelines.items import Entry, Page
from pipelines.readers.options import ReadOptions

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Document:
    """One page and everything that readers may look at. Never leaves the worker."""

    def __init__(self, page: Page, options: ReadOptions | None = None) -> None:
        self.page = page
        self.options = options or ReadOptions()
        #: The address relative links count from is `base_url`; this is the page's own.
        self.url: str = page.fetch.final_url

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what the indexes said of this page, the most telling first."""
        return self.page.entries

    @cached_property
    def text(self) -> str:
        """Return the decoded page, control characters removed."""
        raise NotImplementedError

    @cached_property
    def tree(self) -> HtmlElement:
        """Return the root of the parsed page. Readers must not change it: copy first."""
        raise NotImplementedError

    @cached_property
    def front_matter(self) -> dict[str, Any] | None:
        """Return the front matter of a Markdown or HTML source file; None for a rendered page."""
        raise NotImplementedError

    @cached_property
    def base_url(self) -> str:
        """Return the address that relative links count from (`<base href>` obeyed)."""
        raise NotImplementedError

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Return contents of `<meta>` by lower-case name, property or itemprop."""
        raise NotImplementedError

    @cached_property
    def linked_data(self) -> tuple[dict[str, Any], ...]:
        """Return the JSON-LD nodes of the page, flattened (`@graph` opened), repaired where broken."""
        raise NotImplementedError

    @cached_property
    def platforms(self) -> tuple[str, ...]:
        """Return the platforms recognised by evidence, the surest first."""
        raise NotImplementedError

    @cached_property
    def container(self) -> HtmlElement | None:
        """Return the element of `tree` (or a synthetic one) that holds the body of the post."""
        raise NotImplementedError
