"""Rows from a Post, and a Post from its rows."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from pipelines.archive.cleaning import clean_text
from pipelines.archive.prepared import images_of
from pipelines.items import Embed, Entry, Evidence, Fetch, Image, Link, Moment, Post
from pipelines.urls import host_of, leads_to_another_blog, url_hash

Row = dict[str, Any]


@lru_cache(maxsize=4096)
def norm_name(name: str) -> str:
    """Return `name` with case and width folded: `ＮＥＷＳ` and `News` are one."""
    return " ".join(unicodedata.normalize("NFKC", clean_text(name)).casefold().split())[:500]


@lru_cache(maxsize=4096)
def name_key(kind: str, norm: str) -> int:
    """Return the number of a tag or category by its folded name, the same on every site."""
    digest = hashlib.sha256(f"{kind} {norm}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


#: What a fetch and its row have alike.
_FETCHED = (
    "url final_url status content_type etag last_modified fetched_at body_bytes server_date"
).split()


def fetch_row(fetch: Fetch, *, site_id: int | None, run_id: int | None) -> Row:
    """Return the row of the fetch of a post."""
    return {
        **{name: getattr(fetch, name) for name in _FETCHED},
        "run_id": run_id,
        "site_id": site_id,
        "url_hash": url_hash(fetch.url),
        "fetched_at": fetch.fetched_at.astimezone(UTC),
        "outcome": "post",
        "error": "",
    }


def fetch_item(row: Mapping[str, Any]) -> Fetch:
    """Return the fetch of a row."""
    return Fetch(**{name: row[name] for name in _FETCHED})


def revision_row(post: Post, word_count: int) -> Row:
    """Return the row of a revision; its keys to other rows are the writer's."""
    return {
        "reader_version": post.reader_version,
        "seen_at": post.fetch.fetched_at,
        "url": post.url,
        "canonical_url": post.canonical_url,
        "kind": post.kind,
        "title": post.title,
        "excerpt": post.excerpt,
        "body_text": post.body_text,
        "body_html": post.body_html,
        "language": post.language,
        "word_count": word_count,
        **moment_columns("published", post.published),
        **moment_columns("modified", post.modified),
        "platforms": list(post.platforms),
        "entries": [entry_json(entry) for entry in post.entries],
        "quality": {
            "warnings": list(post.warnings),
            "kind_reasons": list(post.kind_reasons),
            "left_out": post.left_out,
        },
    }


#: The columns of the rows below, in their order.
EVIDENCE = ("revision_id", "ord", "field", "value", "reader", "confidence", "chosen")
LINK = (
    *("revision_id", "ord", "url_hash", "url", "host", "href", "text", "rel", "kind"),
    *("internal", "linked_at"),
)
IMAGE = (
    *("revision_id", "ord", "image_id", "role", "url", "observed_url", "widest_url"),
    *("alt", "caption", "width", "height"),
)
EMBED = ("revision_id", "ord", "url", "provider")
Values = tuple[Any, ...]


def evidence_rows(post: Post, revision_id: int) -> list[Values]:
    """Return the rows of a revision's evidence."""
    return [
        (
            *(revision_id, place, said.field, said.value, said.reader),
            *(said.confidence, said.chosen),
        )
        for place, said in enumerate(post.evidence)
    ]


def link_rows(
    post: Post, places: Sequence[tuple[str, str]], revision_id: int, linked_at: datetime
) -> list[Values]:
    """Return the rows of a revision's links; `places` are their hashes and hosts.

    `linked_at` is the time of the post.
    """
    home = host_of(post.site).removeprefix("www.")
    return [
        (revision_id, place, key, link.url, host, link.href, link.text, link.rel, link.kind,
         host.removeprefix("www.") == home and not leads_to_another_blog(link.url, post.site),
         linked_at)
        for place, (link, (key, host)) in enumerate(zip(post.links, places, strict=True))
    ]  # fmt: skip


def image_rows(post: Post, revision_id: int, ids: Sequence[int]) -> list[Values]:
    """Return the rows of a revision's images; `ids` are theirs."""
    return [
        (revision_id, place, image_id, image.role, image.url, image.observed_url,
         image.widest_url or None, image.alt, image.caption, image.width, image.height)
        for place, (image, image_id) in enumerate(zip(images_of(post), ids, strict=True))
    ]  # fmt: skip


def embed_rows(post: Post, revision_id: int) -> list[Values]:
    """Return the rows of a revision's embeds."""
    return [
        (revision_id, place, embed.url, embed.provider) for place, embed in enumerate(post.embeds)
    ]


def post_item(
    revision: Mapping[str, Any],
    *,
    site: str,
    platform_post_id: str | None,
    fetch: Fetch,
    authors: Iterable[str],
    terms: Sequence[tuple[str, str]],
    images: Iterable[Mapping[str, Any]],
    links: Iterable[Mapping[str, Any]],
    embeds: Iterable[Mapping[str, Any]],
    evidence: Iterable[Mapping[str, Any]],
) -> Post:
    """Return the Post that a revision and its rows, each in their order, were made from."""
    quality = revision["quality"]
    pictures = [
        Image(
            **_picked(row, "url alt caption observed_url role width height"),
            widest_url=row["widest_url"] or "",
        )
        for row in images
    ]
    return Post(
        url=revision["url"],
        canonical_url=revision["canonical_url"],
        site=site,
        title=revision["title"],
        kind=revision["kind"],
        kind_reasons=tuple(quality["kind_reasons"]),
        published=moment_of("published", revision),
        modified=moment_of("modified", revision),
        authors=tuple(authors),
        tags=tuple(name for kind, name in terms if kind == "tag"),
        categories=tuple(name for kind, name in terms if kind == "category"),
        language=revision["language"],
        excerpt=revision["excerpt"],
        body_text=revision["body_text"],
        body_html=revision["body_html"],
        images=tuple(picture for picture in pictures if picture.role != "declared"),
        declared_image=next((one for one in pictures if one.role == "declared"), None),
        links=tuple(Link(**_picked(row, "url text rel kind href")) for row in links),
        embeds=tuple(Embed(**_picked(row, "url provider")) for row in embeds),
        platforms=tuple(revision["platforms"]),
        platform_post_id=platform_post_id,
        evidence=tuple(
            Evidence(**_picked(row, "field value reader confidence chosen")) for row in evidence
        ),
        warnings=tuple(quality["warnings"]),
        left_out=quality.get("left_out"),
        reader_version=revision["reader_version"],
        fetch=fetch,
        entries=tuple(entry_item(entry) for entry in revision["entries"]),
    )


def _picked(row: Mapping[str, Any], names: str) -> Row:
    return {name: row[name] for name in names.split()}


def moment_columns(name: str, moment: Moment | None) -> Row:
    """Return the columns of a moment, whose names begin with `name`; all None for none."""
    offset = moment.at.utcoffset() if moment else None
    return {
        f"{name}_at": moment.at if moment else None,
        f"{name}_offset_min": None if offset is None else int(offset.total_seconds() // 60),
        f"{name}_offset_stated": moment.offset_stated if moment else None,
        f"{name}_precision": moment.precision if moment else None,
        f"{name}_raw": moment.raw if moment else None,
    }


def moment_of(name: str, row: Mapping[str, Any]) -> Moment | None:
    """Return the instant in the columns `name`_at, `name`_precision and so on."""
    at: datetime | None = row[f"{name}_at"]
    if at is None:
        return None
    zone = timezone(timedelta(minutes=row[f"{name}_offset_min"]))
    return Moment(
        at=at.astimezone(zone),
        precision=row[f"{name}_precision"],
        offset_stated=row[f"{name}_offset_stated"],
        raw=row[f"{name}_raw"],
    )


def entry_json(entry: Entry) -> Row:
    """Return an entry as JSON, without the whole post that it may carry."""
    row = asdict(replace(entry, content_html=None))
    row["published"] = _moment_json(entry.published)
    row["updated"] = _moment_json(entry.updated)
    # Most of an entry is empty: what is left out reads as its default.
    return {name: value for name, value in row.items() if value not in (None, (), "")}


def entry_item(row: Row) -> Entry:
    """Return the entry that was written so."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    for name in ("published", "updated"):
        if moment := values.get(name):
            values[name] = Moment(**{**moment, "at": datetime.fromisoformat(moment["at"])})
    return Entry(**values)


def _moment_json(moment: Moment | None) -> Row | None:
    return {**asdict(moment), "at": moment.at.isoformat()} if moment else None
