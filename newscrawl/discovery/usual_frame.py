"""What all pages of a blog's lists have around their posts, and pages that lack it."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.discovery.markup import Markup
from newscrawl.discovery.shapes import SAMPLE
from newscrawl.discovery.shown import CIRCLE, PageShown
from pipelines.urls import identity_url


@dataclass(slots=True)
class UsualFrame:
    """The links that all pages have that name posts, and what these say that others refuse by."""

    _pages: int = 0
    _links: frozenset[str] = frozenset()
    _says: frozenset[str] = frozenset()

    def refusal(self, markup: Markup, page: PageShown, *, linked: bool) -> str | None:
        """Return why a page is none of the list whose links led to it; "" where nothing says so.

        None for a page that names posts, or the first: that is what others are compared with.
        `linked`: a link led there, no guess.
        """
        links = frozenset(identity_url(link.url) for link in markup.links)
        listed = (link.url for link in markup.links if link.group or link.heads)
        if len(page.fresh) > SAMPLE or any(identity_url(url) in page.fresh for url in listed):
            self._says |= markup.refusals
            self._links = self._links & links if self._pages else links
            self._pages += 1
            return None
        if page.is_first or not linked:
            return None
        said = sorted(markup.refusals - self._says)
        if not said and self._pages >= CIRCLE and self._links and not self._links & links:
            said = ["is built like none of the others"]
        return "".join(said[:1])
