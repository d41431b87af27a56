"""What changed alike on most posts of a blog at once: its theme did, or an author everywhere.

A page is weighed by itself when it is stored, and whatever it says otherwise makes a revision. Only
once a crawl has seen the whole blog can be told what all of them have come to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial

from sqlalchemy import Connection, Row, bindparam, func, select, update

from pipelines.archive.content import meaningful_rel, normal_text, stable_address, structure_of
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import Post, PostChange, Revision, table_of
from pipelines.archive.noise import caption_of, picture_key
from pipelines.archive.opening import Archive
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.items import Post as PostItem

#: Posts that say the same otherwise, at least. A writer who adds a line to two adds it by hand.
_LEAST = 3
#: Posts that make a theme, at least.
_FEWEST = 4
#: More posts than anybody edits by hand between two crawls, each in its own words.
_BY_NOBODY = 30
#: Lines of a text that are compared; what is longer is a book.
_MOST_LINES = 2000

#: What one post says otherwise, in words that another may share.
Difference = tuple[Hashable, ...]
#: The first of them where each post has words of its own for it, as when tags are shown.
_ITS_OWN = "in words of its own"
#: The differences of a change by field: whether they are in words of its own, and their hash.
Said = dict[str, set[tuple[bool, int]]]


def tell_restyled(archive: Archive, site_id: int, *, at: datetime) -> int:
    """Tell as `restyled` what the crawl that began at `at` (UTC) found changed alike; how many.

    That is where most of what changed, and a third of the posts that are held, say otherwise
    nothing but what others of them say so, too: a theme may have a box for one of two languages.
    What each says in words of its own, or with a time at which somebody was at it, has to be of
    half of them. An edit among them keeps its word, and the fields that are its own. A feed or the
    newest posts alone do not tell.

    Whoever else writes does not wait while the posts are compared.
    """
    changed = archive.read(lambda connection: _changed(connection, site_id, at))
    held = archive.read(lambda connection: _held(connection, site_id, at))
    least, most = max(_FEWEST, held / 3), max(_FEWEST, min(held / 2, _BY_NOBODY))
    if len(changed) < least:
        return 0
    told: dict[int, Said] = {}
    for part in chunks(changed, IN_LIST // 4):
        told |= archive.read(partial(_differences, changed=part))
    counted = Counter(one for said in told.values() for one in set().union(*said.values()))
    common = {one for one, number in counted.items() if number >= (most if one[0] else _LEAST)}
    own = {
        key: {name for name, differences in said.items() if differences - common}
        for key, said in told.items()
    }
    alike = [row for row in changed if row.id in own and not own[row.id]]
    stamped = sum(map(_is_stamped, alike))
    if stamped < most or 2 * stamped <= len(alike):
        # The page says that somebody was at it, which a theme does for all or none.
        alike = [row for row in alike if not _is_stamped(row)]
    if len(alike) < least or 2 * len(alike) <= len(changed):
        return 0
    restyled = {row.id for row in alike}
    rows = []
    for row in changed:
        fields, told_of = own.get(row.id, set()), row.summary["fields"]
        if fields:
            alike_too = told.get(row.id, {}).keys() - fields
            told_of = [name for name in told_of if name not in alike_too]
        kind, summary = ("restyled" if row.id in restyled else "changed"), dict(row.summary)
        rows.append({"_id": row.id, "_kind": kind, "_summary": summary | {"fields": told_of}})
    table = table_of(PostChange)
    statement = (
        update(table)
        .where(table.c.id == bindparam("_id"))
        .values(kind=bindparam("_kind"), summary=bindparam("_summary"))
    )
    archive.write(lambda connection: connection.execute(statement, rows))
    return len(alike)


def _is_stamped(change: Row[*Columns]) -> bool:
    return "modified" in change.summary["fields"]


def _changed(connection: Connection, site_id: int, at: datetime) -> Sequence[Row[*Columns]]:
    # What an earlier run of this crawl told is weighed again, with what this one found.
    kinds = PostChange.kind.in_(("changed", "restyled"))
    return connection.execute(
        select(
            PostChange.id,
            PostChange.from_revision_id,
            PostChange.to_revision_id,
            PostChange.summary,
        )
        .join(Post, Post.id == PostChange.post_id)
        .where(Post.site_id == site_id, kinds, PostChange.at >= at)
        .order_by(PostChange.id)
    ).all()


def _held(connection: Connection, site_id: int, at: datetime) -> int:
    """Return how many posts were held before the crawl, and are there."""
    held = (Post.site_id == site_id, Post.first_seen_at < at, Post.state == "live")
    return int(connection.execute(select(func.count()).where(*held)).scalar_one())


def _differences(connection: Connection, changed: Sequence[Row[*Columns]]) -> dict[int, Said]:
    """Return what each change says otherwise, by its number and by fields."""
    ids = {key for row in changed for key in (row.from_revision_id, row.to_revision_id) if key}
    heads = connection.execute(select_heads(standing=False).where(Revision.id.in_(ids))).all()
    stored = whole_posts(connection, heads)
    posts = {head.revision_id: one.post for head, one in zip(heads, stored, strict=True)}
    return {
        row.id: _said_otherwise(
            posts[row.from_revision_id], posts[row.to_revision_id], row.summary["fields"], row.id
        )
        for row in changed
        if row.from_revision_id in posts and row.to_revision_id in posts
    }


def _said_otherwise(old: PostItem, new: PostItem, fields: Sequence[str], number: int) -> Said:
    said: Said = {}
    for name in fields:
        if name in _SAID:
            # Whole paragraphs of a large blog are not kept.
            said[name] = {(one[0] == _ITS_OWN, hash(one)) for one in _SAID[name](old, new)}
        elif name != "modified":
            said[name] = {(False, hash((name, number)))}
    if "body" in said and "structure" in said:
        said["structure"] = said["body"]  # a list that comes is lines that come
    return said


# --- what each field says otherwise ------------------------------------------------------------


def _body(old: PostItem, new: PostItem) -> Iterator[Difference]:
    """Yield the lines that came and went.

    Lines that come together are one box, which its first line and their number tell: what a
    summary says is another with each post, and so is a line of labels above a text. A line of
    contents says what another line does. What stands under a picture is told with it.
    """
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > _MOST_LINES:
        yield ("body", old.canonical_url)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for how, start, end, begin, until in matcher.get_opcodes():
        if how == "insert":
            yield from _box("+", after[begin:until], after, at_edge=_is_edge(begin, until, after))
        elif how == "delete":
            yield from _box("-", before[start:end], before, at_edge=_is_edge(start, end, before))
        elif how == "replace" and (masked := _masked(before[start:end])) == _masked(
            after[begin:until]
        ):
            yield ("body", "numbers", *masked)
        elif how == "replace":
            # Part of both may be a paragraph that was edited.
            yield ("body", *before[start:end], "", *after[begin:until])


def _masked(lines: list[str]) -> list[str]:
    """Return lines without their numbers: readers are counted, and days since."""
    return [_NUMBER.sub("0", line) for line in lines]


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: A line that says when, by whom or where: letters of it at most, and how a sentence ends.
_LABEL = 60
_SENTENCE = (".", "!", "?", "。", "！", "？", "다", "요")


def _is_edge(start: int, end: int, lines: list[str]) -> bool:
    return start == 0 or end == len(lines)


def _box(sign: str, box: list[str], lines: list[str], *, at_edge: bool) -> Iterator[Difference]:
    rest = [line for line in box[1:] if lines.count(line) == 1]
    if at_edge and all(len(line) <= _LABEL and not line.endswith(_SENTENCE) for line in box):
        yield (_ITS_OWN, "labels", sign, len(box))
    elif at_edge and rest:
        yield (_ITS_OWN, "box", sign, box[0], len(rest))
    else:
        yield from (("body", sign, line) for line in (box[0], *rest))


def _lines(post: PostItem) -> list[str]:
    under = {normal_text(said) for one in post.images for said in (one.alt, one.caption)}
    lines = map(normal_text, post.body_text.split("\n"))
    return [line for line in lines if line and line not in under]


def _counted(
    name: str, told: Callable[[PostItem], list[Hashable]]
) -> Callable[[PostItem, PostItem], Iterator[Difference]]:
    """Return what tells what of a field came and went."""

    def differences(old: PostItem, new: PostItem) -> Iterator[Difference]:
        before, after = Counter(told(old)), Counter(told(new))
        if before == after:
            yield (_ITS_OWN, name, "order")
        elif not before or not after:
            # Shown now, or no more, whatever it is.
            yield (_ITS_OWN, name, bool(before), bool(after))
        else:
            yield (name, *sorted(map(repr, before - after)), "", *sorted(map(repr, after - before)))

    return differences


def _published(old: PostItem, new: PostItem) -> Iterator[Difference]:
    """Yield by how many minutes a time is another, and how exact it is told.

    Seconds that were not told are any, and a time zone moves all by as many hours.
    """
    before, after = old.published, new.published
    if before is None or after is None:
        yield (_ITS_OWN, "published", before is None, after is None)
    elif {before.precision, after.precision} <= {"second", "minute"}:
        by = (after.utc - before.utc).total_seconds() // 60
        yield ("published", before.precision, after.precision, by)
    elif before.at.date() == after.at.date():
        yield ("published", before.precision, after.precision)
    else:
        yield ("published", old.canonical_url)


def _images(post: PostItem) -> list[Hashable]:
    return [(picture_key(one.url), normal_text(one.alt), caption_of(one)) for one in post.images]


def _links(post: PostItem) -> list[Hashable]:
    return [
        (stable_address(one.url), normal_text(one.text), meaningful_rel(one.rel))
        for one in post.links
    ]


_SAID: dict[str, Callable[[PostItem, PostItem], Iterator[Difference]]] = {
    "body": _body,
    "published": _published,
    "structure": _counted("structure", lambda post: list(structure_of(post))),
    "images": _counted("images", _images),
    "links": _counted("links", _links),
    "authors": _counted("authors", lambda post: list(post.authors)),
    "tags": _counted("tags", lambda post: list(post.tags)),
    "categories": _counted("categories", lambda post: list(post.categories)),
    "excerpt": _counted("excerpt", lambda post: [post.excerpt] if post.excerpt else []),
}
