"""Document: one page, parsed once, with views that are computed at first use.

What a view needs is imported with it: a crawl's own process looks at home pages and never at a
post, and has no use for the half of the readers that find a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from pipelines.items import Entry, Image, Moment, Page
from pipelines.readers import platforms
from pipelines.readers.answer import Choice, survive
from pipelines.readers.data import linked_data
from pipelines.readers.data.front_matter import Source, is_source, split_source
from pipelines.readers.data.meta_elements import contents_by_name
from pipelines.readers.data.trackback import stated_for_trackback
from pipelines.readers.options import ReadOptions
from pipelines.readers.text.encoding import Decoded, decode, is_binary
from pipelines.readers.text.legal_text import clean_text, is_legal, tamed
from pipelines.readers.trees.html import PICTURES
from pipelines.readers.trees.page_tree import tree_of_page, tree_of_source
from pipelines.readers.trees.parsing import fragment
from pipelines.readers.trees.selecting import select
from pipelines.readers.views import view
from pipelines.urls import absolute_url

if TYPE_CHECKING:
    from pipelines.readers.bodies.main_content import EngineText
    from pipelines.readers.bodies.rendering import Rendered
    from pipelines.readers.data.page_data import PagePost
    from pipelines.readers.parts import Parts
    from pipelines.readers.templates.apply import Fitting
    from pipelines.readers.templates.in_place import InPlace
    from pipelines.readers.trees.page_blocks import Block


class Document:
    """One page and everything that readers may look at. Never leaves the worker."""

    def __init__(self, page: Page, options: ReadOptions | None = None) -> None:
        self.page = page
        self.options = options or ReadOptions()
        #: What the indexes said of this page, the most telling first.
        self.entries: tuple[Entry, ...] = page.entries
        #: The address relative links count from is `base_url`; this is the page's own.
        self.url: str = page.fetch.final_url
        #: The site's template, where it fits: set before anything that it decides is asked.
        self.fitting: Fitting | None = None
        #: Addresses that the head calls its own, and which they are, if they can be.
        self.own_addresses: dict[str, str | None] = {}
        #: Dates as the page writes them, and what they mean on it.
        self.moments: dict[str, Moment | None] = {}
        #: What readers survived, a sentence each.
        self.warnings: list[str] = []

    @view
    def decoded(self) -> Decoded:
        """Return the page as text, with the encoding and how it was known."""
        return decode(self.page.body, self.page.fetch.content_type)

    @view
    def text(self) -> str:
        """Return the decoded page, control characters removed; nothing of what is no text."""
        if is_legal(self.decoded.text, self.decoded.utf8):
            return tamed(self.decoded.text)
        if is_binary(self.decoded.text):
            self.warnings.append("the page is no text: it is full of control characters")
            return ""
        return clean_text(self.decoded.text)

    @view
    def source(self) -> Source | None:
        """Return the parts of a Markdown or HTML source file; None for a rendered page."""
        if not is_source(self.url, self.page.fetch.content_type, self.text):
            return None
        source = split_source(self.text, self.url, self.page.fetch.content_type)
        self.warnings.extend(source.warnings)
        return source

    @view
    def tree(self) -> HtmlElement:
        """Return the root of the parsed page. Readers must not change it: copy first."""
        depth = self.options.max_depth
        if self.source is not None:
            return tree_of_source(self.source.html, depth)
        utf8 = self.decoded.utf8 if self.text is self.decoded.text else b""
        return tree_of_page(self.text, utf8, depth)

    @view
    def front_matter(self) -> dict[str, Any] | None:
        """Return the front matter of a Markdown or HTML source file; None for a rendered page."""
        return None if self.source is None else self.source.matter

    @view
    def base_url(self) -> str:
        """Return the address that relative links count from (`<base href>` obeyed)."""
        stated = (base.get("href") for base in select(self.tree, "base"))
        base = next((href for href in stated if href is not None), "")
        return absolute_url(base, self.url) or self.url

    def target_of(self, link: HtmlElement | None) -> str | None:
        """Return the absolute address to which a link leads; None where there is none."""
        return None if link is None else absolute_url(link.get("href") or "", self.base_url)

    @view
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Return contents of `<meta>` by lower-case name, property or itemprop.

        What is stated for TrackBack alone stands beside them.
        """
        found = contents_by_name(select(self.tree, "meta"))
        return stated_for_trackback(self.text, self.url) | found

    def stated(self, *names: str) -> list[str]:
        """Return what the meta elements of these names say, those of the first name first."""
        # Of many names a page has one or two.
        meta = self.meta
        return [content for name in filter(meta.__contains__, names) for content in meta[name]]

    @view
    def parts(self) -> Parts:
        """Return what the page tells of the other pages of its post."""
        from pipelines.readers.parts import Parts, parts

        found = survive("parts.parts", parts, self.url, self.warnings, self)
        return found or Parts()

    @view
    def linked_data(self) -> tuple[dict[str, Any], ...]:
        """Return the JSON-LD nodes of the page, flattened, repaired where broken."""
        return linked_data.nodes(self.tree)

    @view
    def post_nodes(self) -> list[dict[str, Any]]:
        """Return the nodes among them that stand for a post, wholes before parts of a page."""
        return linked_data.post_nodes(self.linked_data)

    @view
    def page_data(self) -> PagePost | None:
        """Return the post that the page's scripts hold and the page does not show."""
        from pipelines.readers.data.page_data import page_post

        return survive("page_data.page_post", page_post, self.url, self.warnings, self)

    @view
    def is_shell(self) -> bool:
        """Return True for a page that a script would fill, and that holds nothing itself."""
        from pipelines.readers.kinds.shells import is_shell

        return self.fitting is None and self.source is None and is_shell(self)

    @view
    def platforms(self) -> tuple[str, ...]:
        """Return the platforms recognised by evidence, the surest first."""
        template = None if self.fitting is None else self.fitting.template
        if template is not None and template.platforms is not None:
            return template.platforms
        among = () if template is None else template.among
        found = survive(
            "platforms.recognise", platforms.recognise, self.url, self.warnings, self, among
        )
        return found or ()

    @view
    def misled(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by field, the generic readers that find something else here: asked often."""
        return platforms.misled(self)

    @view
    def container(self) -> HtmlElement | None:
        """Return the element of `tree` (or a synthetic one) that holds the body of the post."""
        return self.container_choice.value

    @view
    def container_choice(self) -> Choice[HtmlElement]:
        """Return the container and the reader that found it."""
        if self.fitting is not None:
            return Choice(value=self.fitting.body, reader="template")
        from pipelines.readers.bodies.containers import container

        return container(self)

    @view
    def blocks(self) -> list[Block]:
        """Return the text blocks of the whole page, in order."""
        from pipelines.readers.trees.page_blocks import blocks_of

        body = self.tree.find("body")
        return blocks_of(self.tree if body is None else body)

    @view
    def declared(self) -> HtmlElement | None:
        """Return the element that the page itself calls the body of the post."""
        from pipelines.readers.bodies.containers import find_declared

        return find_declared(self)

    @view
    def odds(self) -> list[float]:
        """Return, for each of `blocks`, the log odds that it is a part of the post."""
        from pipelines.readers.blocks.post_blocks import odds_of

        return odds_of(self)

    @view
    def held(self) -> list[bool]:
        """Return, for each of `blocks`, whether it is a part of the post."""
        from pipelines.readers.bodies.containers import held

        return held(self)

    @view
    def engine(self) -> EngineText | None:
        """Return what trafilatura reads in the page; dear: ask when little was found."""
        from pipelines.readers.bodies.main_content import engine_text

        return engine_text(self.tree)

    @view
    def content(self) -> HtmlElement | None:
        """Return a copy of the container with only the post in it, links and pictures too."""
        if self.fitting is not None:
            from pipelines.readers.templates import apply

            return apply.content(self, self.fitting)
        from pipelines.readers.fields.body import content

        return content(self)

    @view
    def in_place(self) -> InPlace | None:
        """Return what one walk through the page's own body found, where a template allows it."""
        if self.fitting is None:
            return None
        from pipelines.readers.templates.in_place import walked

        return walked(self, self.fitting)

    @view
    def rendered(self) -> Rendered | None:
        """Return the lines and the clean HTML of the content, where its elements are plain."""
        if self.in_place is not None:
            return self.in_place.rendered
        from pipelines.readers.fields.body import plainly

        return plainly(self)

    @view
    def lines(self) -> list[str]:
        """Return the words of the content, a block a line."""
        from pipelines.readers.fields.body import lines

        return lines(self)

    @view
    def body_text(self) -> str:
        """Return the words of the content, a block a line, as one text."""
        return "\n".join(self.lines)

    @view
    def pictures(self) -> tuple[Image | None, ...]:
        """Return what each `img` of the content shows, in order; None for furniture."""
        if self.in_place is not None:
            return self.in_place.pictures
        if self.content is None:
            return ()
        from pipelines.readers.pictures.pictures import image_of

        content, base = self.content, self.base_url
        return tuple(image_of(one, base, content) for one in self.frames)

    @view
    def frames(self) -> tuple[HtmlElement, ...]:
        """Return the `img` of the content, in order."""
        if self.in_place is not None:
            return self.in_place.frames
        return () if self.content is None else tuple(self.content.iter("img", "amp-img"))

    @view
    def has_pictures_outside(self) -> bool:
        """Return whether the page has more pictures than those in the container of its body."""
        inside = () if self.container is None else self.container.iter("img", "amp-img")
        return len(select(self.tree, PICTURES)) > sum(1 for _ in inside)

    @view
    def declared_lead(self) -> Image | None:
        """Return the picture that the page declares to stand for the post."""
        from pipelines.readers.pictures.leads import declared_lead

        return declared_lead(self)

    @view
    def players(self) -> tuple[HtmlElement, ...]:
        """Return the elements of the content among which players may be, in order."""
        if self.in_place is not None:
            return self.in_place.players
        return () if self.content is None else tuple(self.content.iterdescendants())

    @view
    def anchors(self) -> tuple[HtmlElement, ...]:
        """Return the `a` of the content, in order."""
        if self.in_place is not None:
            return self.in_place.anchors
        return () if self.content is None else tuple(self.content.iter("a"))

    def synthetic(self, markup: str) -> HtmlElement:
        """Return a container made of a piece of HTML, for bodies that come in scripts or feeds."""
        return fragment(clean_text(markup), self.options.max_depth)
