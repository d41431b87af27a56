"""What storing a post needs and the post alone tells: made where the page is read, if it can be.

A post is cleaned, hashed and cut into words by the process that read it, beside those of other
pages; the one process that writes finds that done. A post that comes without it (an import, a
test), or was edited since, has it made when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from pipelines.archive.cleaning import clean_post
from pipelines.archive.content import content_hash, field_marks
from pipelines.archive.search_told import Told, told
from pipelines.items import Image, Post
from pipelines.urls import host_of, url_hash

#: Characters of text and HTML. A longer post is left to the writer: the time and memory of a page
#: are those of its reading.
LONGEST = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A post as it can be stored, and what is written beside it."""

    #: The values of the post that this was made from.
    of: tuple[Any, ...]
    clean: Post
    #: Of the canonical address as handed in, before any cut.
    url_hash: str
    site_hash: str
    #: Of the address that was asked for; another when it led somewhere else.
    asked_hash: str
    #: Every address it was met under, by hash.
    addresses: dict[str, str]
    marks: dict[str, str]
    content_hash: str
    word_count: int
    #: Hash and host of each link; of each image that has a row.
    links: tuple[tuple[str, str], ...]
    images: tuple[tuple[str, str], ...]
    #: The database whose index is told this, by the name of its dialect; "" for none.
    index: str
    told: Told | None


def with_prepared(post: Post, index: str) -> Post:
    """Return `post` with all that storing it in a database of this dialect needs beside it."""
    if len(post.body_text) + len(post.body_html) > LONGEST:
        return post
    return replace(post, prepared=_prepared(post, index))


def prepared_of(post: Post) -> Prepared:
    """Return what `post` brings along, or else what is made of it now."""
    brought = post.prepared
    if isinstance(brought, Prepared) and brought.of == _values(post):
        return brought
    return _prepared(post, "")


def images_of(post: Post) -> tuple[Image, ...]:
    """Return the images of a post that have rows: those it shows, and what it declares."""
    return (*post.images, post.declared_image) if post.declared_image else post.images


def _prepared(post: Post, index: str) -> Prepared:
    clean = clean_post(post if post.prepared is None else replace(post, prepared=None))
    marks = field_marks(clean)
    keys = {url: url_hash(url) for url in (*_addresses(post), post.site)}
    return Prepared(
        of=_values(post),
        clean=clean,
        url_hash=keys[post.canonical_url],
        site_hash=keys[post.site],
        asked_hash=keys[post.fetch.url],
        addresses={
            keys[asked]: kept
            for asked, kept in zip(_addresses(post), _addresses(clean), strict=True)
        },
        marks=marks,
        content_hash=content_hash(marks),
        word_count=len(clean.body_text.split()),
        links=tuple((url_hash(link.url), host_of(link.url)[:255]) for link in clean.links),
        images=tuple((url_hash(one.url), host_of(one.url)[:255]) for one in images_of(clean)),
        index=index,
        told=told(index, clean.title, clean.body_text, clean.tags) if index else None,
    )


def _addresses(post: Post) -> tuple[str, str, str, str]:
    return post.fetch.url, post.fetch.final_url, post.url, post.canonical_url


_values = attrgetter(*(name for name in Post.__dataclass_fields__ if name != "prepared"))
