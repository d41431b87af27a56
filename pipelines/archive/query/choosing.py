"""Which posts are meant, by blog, time, tag, author and language, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from pipelines.archive.cleaning import composed
from pipelines.archive.models import Person, Post, PostAuthor, PostTerm, Revision, Term
from pipelines.archive.rows import name_key, norm_name
from pipelines.archive.whole import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page of a list ended; hand it back for the next page."""

    listed_at: datetime
    post_id: int


def said_by(
    tag: str | None,
    author: str | None,
    language: str | None,
    *,
    sites: Sequence[int] | None = None,
) -> list[ColumnElement[bool]]:
    """Return the filters by what a revision says of its tags, author and language.

    Each blog has its own tags: with `sites` only those of these are gone through.
    """
    filters: list[ColumnElement[bool]] = []
    if tag is not None:
        tagged = (
            select(PostTerm.revision_id)
            .join(Term, Term.id == PostTerm.term_id)
            .where(Term.kind == "tag", Term.name == composed(tag))
        )
        if sites is not None:
            tagged = tagged.where(Term.site_id.in_(sites))
        filters.append(Revision.id.in_(tagged))
    if author is not None:
        written = (
            select(PostAuthor.revision_id)
            .join(Person, Person.id == PostAuthor.person_id)
            .where(Person.norm_name == norm_name(author))
        )
        filters.append(Revision.id.in_(written))
    if language is not None:
        filters.append(
            or_(
                func.lower(Revision.language) == language.lower(),
                func.lower(Revision.language).startswith(f"{language.lower()}-", autoescape=True),
            )
        )
    return filters


def narrowed(
    statement: Select[*Columns],
    sites: list[int] | None,
    tag: str | None,
    author: str | None,
    language: str | None,
) -> Select[*Columns]:
    """Return the statement narrowed by what the standing revisions say."""
    if tag is None or sites is not None:
        return statement.where(*said_by(tag, author, language, sites=sites))
    # Over all blogs: the index with the tag has the times of its posts, the posts of a popular
    # one need neither be collected nor sorted.
    return (
        statement.join(PostTerm, PostTerm.revision_id == Post.current_revision_id)
        .join(Term, Term.id == PostTerm.term_id)
        .where(
            PostTerm.name_key == name_key("tag", norm_name(tag)),
            Term.kind == "tag",
            Term.name == composed(tag),
            *said_by(None, author, language),
        )
    )


def in_order(
    statement: Select[*Columns],
    sites: list[int] | None,
    since: datetime | None,
    until: datetime | None,
    after: Cursor | None,
    tag: str | None,
) -> Select[*Columns]:
    """Return the statement for these sites and times only, newest first, from `after` on."""
    at = Post.listed_at if tag is None or sites is not None else PostTerm.tagged_at
    statement = statement.order_by(at.desc(), Post.id.desc())
    if sites is not None:
        # One site, said with "=": its index has its posts in this order.
        mine = Post.site_id == sites[0] if len(sites) == 1 else Post.site_id.in_(sites)
        statement = statement.where(mine)
    if since is not None:
        statement = statement.where(at >= since)
    if until is not None:
        statement = statement.where(at < until)
    if after is not None:
        statement = statement.where(
            # Said so that each database begins at the right place of the index.
            at <= after.listed_at,
            or_(at < after.listed_at, Post.id < after.post_id),
        )
    return statement
