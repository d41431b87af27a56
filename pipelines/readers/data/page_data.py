"""The post in the data of a page that shows next to no text: a script would have drawn it.

Frameworks leave what a page is drawn from as JSON in a script. Among all that lies there, one
object is the post: it has a long text, and a title or address that is this page's.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from pipelines.readers.data import linked_data
from pipelines.readers.data.front_matter import split_source
from pipelines.readers.data.markdown import render_markdown
from pipelines.readers.data.objects import (
    ADDRESSES,
    TITLES,
    Node,
    folded,
    has_data,
    last_name,
    line_of,
    objects,
    said_of,
    stated,
)
from pipelines.readers.data.rich_text import rich_html
from pipelines.readers.data.scripts import page_values
from pipelines.readers.data.streamed import THIN
from pipelines.readers.platforms.api import dig
from pipelines.readers.text.legal_text import clean_text
from pipelines.readers.trees.html import squash, whole_text
from pipelines.readers.trees.page_blocks import letters_of, running_text
from pipelines.readers.trees.spots import texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

#: Fewer letters are no body: a label, a key, an answer to a question.
_FEW = 20
#: Fewer are one only of what has both the title and the address of the page.
_SOME = 60
#: So many letters of the body, found among what the page shows, tell that the page shows it;
#: unless the body has so many times as many letters as all that is shown: that is its beginning.
_OPENING = 80
_TEASED = 2

#: Objects with the title or address of the page whose text is looked for: trees cost.
_MOST_TRIED = 50
#: Each is compared with that of every object.
_MOST_TITLES = 20
_LONGEST_TITLE = 500

_BODIES = tuple(
    (
        "contenthtml bodyhtml htmlcontent htmlbody html renderedhtml contentrendered content "
        "articlebody body markdown contentmarkdown markdownbody text richtext blocks editorblocks "
        "contentblocks document portabletext recordmap bodymodel contentjson bodyjson delta "
        "lexical"
    ).split()
)
#: Where a tree stands in what a store says of it.
_INNER_TREES = ("json", "raw", "document", "value", "content", "bodyModel", "blocks", "children")
_INNER_BODIES = ("rendered", "html", "value", "markdown", "raw", "text")
_POSTS = ("post", "postdata", "blogpost", "article", "entry")
#: Steps from a field to a name in it, through what wraps lists, and values looked at on the way.
_INNER_DEPTH = 6
_MOST_NAMED = 300
_NAMES = ("name", "displayname", "nickname", "fullname", "label", "title", "username", "term")
#: How lists are wrapped by Strapi and GraphQL, and Apollo's JSON.
_STORES = ("data", "nodes", "edges", "node", "attributes", "json", "items")
#: Rendering takes a second for 250,000 characters; more is kept as it was typed, line by line.
_MOST_MARKDOWN = 500_000
_HTML = re.compile(r"</(?:p|div|h[1-6]|li|pre|figure|blockquote|table)>")
_ESCAPED_HTML = re.compile(r"&lt;(?:p|div|h[1-6]|ul|ol|pre|figure|blockquote|img|br)\b")


@dataclass(frozen=True, slots=True)
class PagePost:
    """The post in a page's data."""

    #: Its body, parsed.
    body: HtmlElement
    #: What is said of it: its own object, then those within it that speak of it.
    said: tuple[Node, ...]

    @property
    def title(self) -> str:
        """Return its title."""
        return next(filter(None, map(line_of, self.values(*TITLES))), "")

    def values(self, *keys: str) -> Iterator[Any]:
        """Return what is said under each of `keys` (lower case, without signs), empty left out."""
        for value in stated(self.said, keys):
            yield clean_text(value) if isinstance(value, str) else value


def page_post(document: Document) -> PagePost | None:
    """Return the post that the page's data hold and the page does not show; None as a rule."""
    if document.fitting is not None or document.source is not None:
        return None
    shown = running_text(document.blocks)
    if shown >= THIN or not has_data(document.text) or not _last_names(document):
        return None
    if (found := _named(document)) is None:
        return None
    said, text = found
    body = document.synthetic(_markup(text))
    letters = letters_of(whole_text(body))
    if len(letters) <= shown or len(letters) < _FEW:
        return None
    visible = "".join(block.letters for block in document.blocks)
    if letters[:_OPENING] in visible and len(letters) < _TEASED * len(visible):
        return None
    return PagePost(body, said)


# Which object


def _named(document: Document) -> tuple[tuple[Node, ...], str] | None:
    """Return the object that is this page's post, what stands beside it first, and its text.

    A member of a list is one of several posts, maybe related ones: it needs the page's title
    and its address, any other object one of them.
    """
    titles = _stated_titles(document)
    names = _last_names(document)
    values = page_values(document.tree, document.warnings)
    best: tuple[tuple[Node, ...], str] | None = None
    rank = (0, 0)
    tried = 0
    for node, is_listed in objects(values, document.warnings):
        if not any(isinstance(value, dict | list) or _is_long(value) for value in node.values()):
            continue
        said = said_of(node)
        title = next((line_of(value) for value in stated(said, TITLES)), "")
        fits = (_is_stated(title, titles)) + any(
            last_name(value) in names for value in stated(said, ADDRESSES)
        )
        if not title or fits <= is_listed or fits < rank[0]:
            continue
        tried += 1
        if tried > _MOST_TRIED:
            break
        text = _text(node)
        if text and fits > (len(text) < _SOME) and (fits, len(text)) > rank:
            best, rank = (said, text), (fits, len(text))
    return best or next((found for value in values if (found := _routed(value, names))), None)


def _routed(value: Any, names: frozenset[str]) -> tuple[tuple[Node, ...], str] | None:
    """Return what Next.js calls the post of a page made for this very address.

    For blogs whose pages all have the title of the blog, and whose posts do not say their address.
    """
    props, query = dig(value, "props", "pageProps"), dig(value, "query")
    route = re.search(r"/\[(?:\.\.\.)?(\w+)\]$", str(dig(value, "page")))
    if not route or not isinstance(props, dict) or last_name(dig(query, route[1])) not in names:
        return None
    own = folded(props)
    for node in (own[key] for key in _POSTS if isinstance(own.get(key), dict)):
        text, said = _text(node), said_of(node)
        if text is not None and any(map(line_of, stated(said, TITLES))):
            return said, text
    return None


def _text(node: Node) -> str | None:
    """Return the text that an object holds as its body: as it is written there, or HTML."""
    own = folded(node)
    for key in _BODIES:
        value = own.get(key)
        if isinstance(value, dict):
            inner = next((value[one] for one in _INNER_BODIES if _is_long(value.get(one))), None)
            value = value if inner is None else inner
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            # A text in brackets may be no JSON, but Markdown that begins with a link.
            value = next(iter(linked_data.parse_values(value)), value)
        if isinstance(value, str):
            if _is_long(value) and value.lstrip()[:2] not in ("{", '{"'):
                return value
        elif (html := _rich(value)) is not None:
            return f"<div>{html}</div>"
    return None


def _rich(value: Any) -> str | None:
    """Return a tree of blocks as HTML, also one that is wrapped once."""
    if (html := rich_html(value)) is None and isinstance(value, dict):
        inner = (_parsed(value[one]) for one in _INNER_TREES if value.get(one))
        html = next(filter(None, map(rich_html, inner)), None)
    return html


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return next(iter(linked_data.parse_values(value)), None)
    return value


def _is_long(value: Any) -> bool:
    return (
        isinstance(value, str) and len(value) >= _FEW and re.search(r"[\s<。]", value) is not None
    )


def _stated_titles(document: Document) -> list[str]:
    stated = document.stated("og:title", "twitter:title")
    stated += texts(document.tree, "title") + texts(document.tree, "h1")
    return [squash(text)[:_LONGEST_TITLE].casefold() for text in stated[:_MOST_TITLES]]


def _is_stated(title: str, stated: list[str]) -> bool:
    """Return whether a page's titles name `title`: alone, or joined to the name of the site."""
    title = title.casefold()
    for text in stated if title else ():
        before, found, after = text.partition(title)
        if found and not (before and after):
            joint = (before or after).strip()
            if not joint or not (joint[-1] if before else joint[0]).isalnum():
                return True
    return False


def _last_names(document: Document) -> frozenset[str]:
    """Return the names by which the page's own address tells its post from others."""
    parts = urlsplit(document.url)
    queried = [value for values in parse_qs(parts.query).values() for value in values]
    return frozenset(filter(None, map(last_name, (parts.path, *queried))))


# What it says


def _markup(text: str) -> str:
    """Return a body as HTML: as it is, unescaped, or rendered from Markdown."""
    if "<" not in text and _ESCAPED_HTML.search(text):
        text = unescape(text)
    if text.lstrip().startswith("<") or _HTML.search(text):
        return text
    if len(text) > _MOST_MARKDOWN:
        return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return split_source(text, "page.md").html if text.startswith("---\n") else render_markdown(text)


def listed(values: Iterable[Any]) -> list[str]:
    """Return the names in `values`: texts, objects that have a name, lists and stores of them."""
    found: list[str] = []
    waiting = deque((value, 0) for value in values)
    for _ in range(_MOST_NAMED):
        if not waiting:
            break
        value, depth = waiting.popleft()
        if isinstance(value, str):
            found.append(clean_text(value))
        elif isinstance(value, list) and depth < _INNER_DEPTH:
            waiting.extend((one, depth + 1) for one in value[:_MOST_NAMED])
        elif isinstance(value, dict) and depth < _INNER_DEPTH:
            own = folded(value)
            name = next((own[key] for key in _NAMES if isinstance(own.get(key), str)), None)
            inner = next((own[key] for key in _STORES if own.get(key)), None)
            waiting.append((inner if name is None else name, depth + 1))
    return found
