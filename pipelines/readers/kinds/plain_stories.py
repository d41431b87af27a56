"""Short pages without a date that tell something: posts of old and hand-made sites."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipelines.readers.bodies.closing import is_sentence
from pipelines.readers.document import Document
from pipelines.readers.text.letters import length_of, letters_only
from pipelines.readers.trees.html import squash
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.urls import identity_url

#: A number, or three words, below a folder: one of many, as posts are.
_ONE_OF_MANY = re.compile(
    r"/(?P<folder>[^/]{3,})/(?:\d{1,15}|[^/_-]+(?:[_-][^/_-]+){2,})(?:\.html?|/)?$"
)
#: Folders of pages about a site or its house, and those of a language.
_HOUSE = re.compile(
    r"[a-z]{2}[-_][a-z]{2,4}|pages?|info|about.*|company|corporate|legal|polic(?:y|ies)|support|help|"
    r"services?|products?|shop|store|docs?|contact|team|uber-uns|ueber-uns|unternehmen|회사소개|회사",
    re.IGNORECASE,
)
#: Paragraphs that tell something, and letters of one.
_PARAGRAPHS, _TOLD = 3, 40
#: A page of more links is no short one.
_MOST_LINKS = 3000


def is_plain_story(document: Document, title: str, body_text: str) -> bool:
    """Return True for paragraphs under their own title, at an address as posts have.

    What is about the site stands in its menus, which lead to the page from the page itself.
    """
    place = _ONE_OF_MANY.search(unquote(urlsplit(document.url).path))
    if not place or _HOUSE.fullmatch(place["folder"]):
        return False
    headings = {squash(text_of(one)) for one in select(document.tree, "h1, h2")[:6]}
    if squash(title) not in headings:
        return False
    told = [line for line in body_text.split("\n") if is_sentence(line)]
    if len([line for line in told if length_of(letters_only(line)) >= _TOLD]) < _PARAGRAPHS:
        return False
    return not _leads_to_itself(document)


def _leads_to_itself(document: Document) -> bool:
    own = identity_url(document.url)
    for link in select(document.tree, "a[href]")[:_MOST_LINKS]:
        target = document.target_of(link)
        if target and "#" not in target and identity_url(target) == own:
            return True
    return False
