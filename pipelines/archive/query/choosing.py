"""Which posts are meant, by blog, time, tag, author and language, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, Select, func, or_, select

from pipelines.archive.cleaning import clean_text, composed
from pipelines.archive.models import Person, Post, PostAuthor, PostTerm, Revision, Term
from pipelines.archive.rows import name_key, norm_name
from pipelines.archive.whole import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page of a list ended; hand it back for the next page."""

    listed_at: datetime
    post_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChoice:
    """Which posts are meant; all that is given must hold."""

    #: A home address or a host.
    site: str | None = None
    #: The number of one post.
    post: int | None = None
    #: From `since` on and before `until`: the time of publishing, or of first sight where none is
    #: known.
    since: datetime | None = None
    until: datetime | None = None
    tag: str | None = None
    #: A name in any case and width.
    author: str | None = None
    #: A code; `pt` stands for `pt-BR` too.
    language: str | None = None


class ChoiceArguments(TypedDict, total=False):
    """The same as keywords of a question."""

    site: str | None
    post: int | None
    since: datetime | None
    until: datetime | None
    tag: str | None
    author: str | None
    language: str | None


def said_by(choice: PostChoice, *, sites: Sequence[int] | None = None) -> list[ColumnElement[bool]]:
    """Return the filters by what a revision says of its tags, author and language.

    Each blog has its own tags: with `sites` only those of these are gone through.
    """
    filters: list[ColumnElement[bool]] = []
    if choice.tag is not None:
        tagged = (
            select(PostTerm.revision_id)
            .join(Term, Term.id == PostTerm.term_id)
            .where(Term.kind == "tag", Term.name == composed(choice.tag))
        )
        if sites is not None:
            tagged = tagged.where(Term.site_id.in_(sites))
        filters.append(Revision.id.in_(tagged))
    if choice.author is not None:
        written = (
            select(PostAuthor.revision_id)
            .join(Person, Person.id == PostAuthor.person_id)
            .where(Person.norm_name == norm_name(choice.author))
        )
        filters.append(Revision.id.in_(written))
    if choice.language is not None:
        filters.append(written_in(choice.language))
    return filters


def written_in(language: str) -> ColumnElement[bool]:
    """Return the filter by a code of a language; `pt` stands for `pt-BR` too."""
    code, held = clean_text(language).lower(), func.lower(Revision.language)
    return or_(held == code, held.startswith(f"{code}-", autoescape=True))


def narrowed(
    statement: Select[*Columns], choice: PostChoice, sites: list[int] | None
) -> Select[*Columns]:
    """Return the statement narrowed by what the standing revisions say."""
    if (tag := choice.tag) is None or sites is not None:
        return statement.where(*said_by(choice, sites=sites))
    # Over all blogs: the index with the tag has the times of its posts, the posts of a popular
    # one need neither be collected nor sorted.
    return (
        statement.join(PostTerm, PostTerm.revision_id == Post.current_revision_id)
        .join(Term, Term.id == PostTerm.term_id)
        .where(
            PostTerm.name_key == name_key("tag", norm_name(tag)),
            Term.kind == "tag",
            Term.name == composed(tag),
            *said_by(replace(choice, tag=None)),
        )
    )


def in_order(
    statement: Select[*Columns], choice: PostChoice, sites: list[int] | None, after: Cursor | None
) -> Select[*Columns]:
    """Return the statement for `sites` and the chosen times only, newest first, from `after` on."""
    at = Post.listed_at if choice.tag is None or sites is not None else PostTerm.tagged_at
    statement = statement.order_by(at.desc(), Post.id.desc())
    if sites is not None:
        # One site, said with "=": its index has its posts in this order.
        mine = Post.site_id == sites[0] if len(sites) == 1 else Post.site_id.in_(sites)
        statement = statement.where(mine)
    if choice.post is not None:
        statement = statement.where(Post.id == choice.post)
    if choice.since is not None:
        statement = statement.where(at >= choice.since)
    if choice.until is not None:
        statement = statement.where(at < choice.until)
    if after is not None:
        statement = statement.where(
            # Said so that each database begins at the right place of the index.
            at <= after.listed_at,
            or_(at < after.listed_at, Post.id < after.post_id),
        )
    return statement
