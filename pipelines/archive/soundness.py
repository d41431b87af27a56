"""What is wrong with the rows of an archive: orphans, torn posts, hashes, search, the frontier.

All is asked of the database in streams and read from one moment, so a crawl may go on meanwhile.
What was found is counted, and of each kind some examples are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from sqlalchemy import Connection, Select, and_, exists, func, inspect, or_, select
from sqlalchemy.orm import aliased

from pipelines.archive.content import LATER_MARKS, content_hash, field_marks
from pipelines.archive.engine import snapshot
from pipelines.archive.frontier import STATES
from pipelines.archive.long_works import unfinished_copy
from pipelines.archive.models import (
    AddressAlias,
    Base,
    FoundAddress,
    Post,
    PostAddress,
    PostChange,
    Revision,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.search_index import silent_entries, surplus_entries, unindexed
from pipelines.archive.whole import Columns, select_heads, whole_posts
from pipelines.items import FoundOutcome

#: Examples of one kind of fault.
EXAMPLES = 5
#: Revisions that are put together again at once.
BATCH = 200

FROM_BACKUP = "bring it back from a backup"
_READ_ANEW = (
    "else forget the post (newscrawl forget URL --yes, then --allow-again) and crawl its blog: "
    "it begins anew, without its history"
)
_SEARCH = "newscrawl db check --repair indexes the posts anew"
_CRAWL = "crawl the blog again: its addresses are judged anew"

#: Called with what is looked at, and how many rows of it were.
Tell = Callable[[str, int], None]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of fault: what it is, how often it was found, where, and what to do."""

    kind: str
    #: The next step, for a person.
    mend: str
    count: int = 0
    #: The first few.
    examples: list[str] = field(default_factory=list)

    def found(self, example: str) -> None:
        """Count one more."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(example)


def row_faults(archive: Archive, tell: Tell, *, deep: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with the rows; with `deep` also with the hashes of what they say."""
    with archive.reading() as connection:
        snapshot(connection)
        yield from broken_copy(connection)
        yield from orphans(connection, tell)
        yield from torn_posts(connection, tell)
        yield from frontier_faults(connection, tell)
        yield from search_faults(connection, tell)
        if deep:
            yield from wrong_hashes(connection, tell)


def missing_parts(archive: Archive) -> Fault | None:
    """Return the tables and columns that are not there; None when all are.

    While there are some, nothing else can be looked at.
    """
    fault = Fault(
        kind="missing table or column",
        mend=f"{FROM_BACKUP}; a server may hide what this user has no right to (GRANT SELECT)",
    )
    with archive.reading() as connection:
        inspector = inspect(connection)
        there = set(inspector.get_table_names())
        for table in Base.metadata.sorted_tables:
            if table.name not in there:
                fault.found(table.name)
                continue
            columns = {column["name"] for column in inspector.get_columns(table.name)}
            for column in table.columns:
                if column.name not in columns:
                    fault.found(f"{table.name}.{column.name}")
    return fault if fault.count else None


def broken_copy(connection: Connection) -> Iterator[Fault]:
    """Yield that the archive is part of another: what is there may be sound, and is not all."""
    if source := unfinished_copy(connection):
        mend = (
            "give the same newscrawl db copy again: it goes on where it stopped; when what it was "
            "made from is gone: newscrawl db copy --leave"
        )
        yield Fault(kind="copy that was broken off", mend=mend, count=1, examples=[source])


def orphans(connection: Connection, tell: Tell) -> Iterator[Fault]:
    """Yield, for each pointer from table to table, the rows that point to nothing."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                there = key.column.table.alias("parent")
                tell(f"{table.name}.{column.name}", 0)
                astray = (
                    select(*table.primary_key.columns)
                    .join(there, there.c[key.column.name] == column, isouter=True)
                    .where(column.is_not(None), there.c[key.column.name].is_(None))
                )
                nowhere = (
                    f"WHERE {column.name} IS NOT NULL AND {column.name} NOT IN "
                    f"(SELECT {key.column.name} FROM {key.column.table.name})"
                )
                fault = Fault(
                    kind=f"{table.name} without {key.column.table.name}",
                    mend=f"{FROM_BACKUP}; else these rows say nothing more: "
                    + (
                        f"UPDATE {table.name} SET {column.name} = NULL {nowhere}"
                        if column.nullable
                        else f"DELETE FROM {table.name} {nowhere}"
                    ),
                )
                for row in _stream(connection, astray):
                    fault.found(_named(row))
                if fault.count:
                    yield fault


def torn_posts(connection: Connection, tell: Tell) -> Iterator[Fault]:
    """Yield posts whose revisions are not 1, 2, 3 and so on, with the last of them standing.

    And revisions that no change tells of.
    """
    tell("posts and their revisions", 0)
    none = Fault(kind="post without revision", mend=f"{FROM_BACKUP}; {_READ_ANEW}")
    gap = Fault(kind="post with revisions missing", mend=f"{FROM_BACKUP}; {_READ_ANEW}")
    behind = Fault(
        kind="post whose standing revision is not its last",
        mend=f"{FROM_BACKUP}; else UPDATE post SET current_seq = (SELECT MAX(seq) FROM revision "
        "WHERE post_id = post.id) WHERE id = the number given here, then newscrawl db check "
        "--repair",
    )
    astray = Fault(
        kind="post that points to another revision than the one that stands",
        mend="newscrawl db check --repair lets it point to the one that stands",
    )
    for row in _stream(connection, _torn()):
        said = f"{row.id} {row.url}"
        if row.number is None:
            none.found(said)
        elif row.number != row.last:
            gap.found(f"{said} ({row.number} of {row.last})")
        elif row.current_seq != row.last:
            behind.found(f"{said} ({row.current_seq} of {row.last})")
        else:
            astray.found(said)
    untold = Fault(kind="revision that no change tells of", mend=FROM_BACKUP)
    told = exists().where(PostChange.to_revision_id == Revision.id)
    for row in _stream(connection, select(Revision.id, Revision.post_id).where(~told)):
        untold.found(_named(row))
    yield from _some(none, gap, behind, astray, untold)


def _torn() -> Select[*Columns]:
    revisions = (
        select(Revision.post_id, func.count().label("number"), func.max(Revision.seq).label("last"))
        .group_by(Revision.post_id)
        .subquery()
    )
    standing = aliased(Revision)
    return (
        select(Post.id, Post.url, Post.current_seq, revisions.c.number, revisions.c.last)
        .join(revisions, revisions.c.post_id == Post.id, isouter=True)
        .join(
            standing,
            and_(standing.post_id == Post.id, standing.seq == Post.current_seq),
            isouter=True,
        )
        .where(
            or_(
                revisions.c.number.is_(None),
                revisions.c.number != revisions.c.last,
                revisions.c.last != Post.current_seq,
                Post.current_revision_id.is_(None),
                Post.current_revision_id != standing.id,
            )
        )
        .order_by(Post.id)
    )


def frontier_faults(connection: Connection, tell: Tell) -> Iterator[Fault]:
    """Yield addresses of the frontier in states that no crawl leaves."""
    tell("the frontier", 0)
    found = table_of(FoundAddress)
    unknown = Fault(kind="found address in a state that there is not", mend=_CRAWL)
    unleased = Fault(kind="found address leased by nobody", mend=_CRAWL)
    unheld = Fault(kind="found address stored without a post", mend=_CRAWL)
    held = exists().where(
        PostAddress.site_id == found.c.site_id, PostAddress.url_hash == found.c.url_hash
    )
    alias = exists().where(
        AddressAlias.site_id == found.c.site_id,
        AddressAlias.target_hash == found.c.url_hash,
        PostAddress.site_id == AddressAlias.site_id,
        PostAddress.url_hash == AddressAlias.url_hash,
    )
    named = found.c.url, found.c.state, found.c.outcome
    for row in _stream(
        connection,
        select(*named).where(
            or_(
                found.c.state.not_in(STATES),
                found.c.outcome.not_in(get_args(FoundOutcome)),
                and_(found.c.state == "stored", found.c.outcome != "archived"),
            )
        ),
    ):
        unknown.found(f"{row.url} ({row.state}, {row.outcome})")
    for row in _stream(
        connection, select(*named).where(found.c.state == "leased", found.c.leased_by.is_(None))
    ):
        unleased.found(row.url)
    for row in _stream(connection, select(*named).where(found.c.state == "stored", ~held, ~alias)):
        unheld.found(row.url)
    yield from _some(unknown, unleased, unheld)


def search_faults(connection: Connection, tell: Tell) -> Iterator[Fault]:
    """Yield posts that search does not know, and entries of search that are of no post."""
    tell("the search index", 0)
    missing = Fault(kind="post not in the search index as it stands", mend=_SEARCH)
    for row in _stream(connection, unindexed()):
        missing.found(str(row.id))
    surplus = Fault(kind=SURPLUS, mend=_SEARCH)
    for statement in surplus_entries(connection):
        for row in _stream(connection, statement):
            surplus.found(_named(row))
    silent = Fault(kind=SILENT, mend=_SEARCH)
    for post_id in silent_entries(connection):
        silent.found(str(post_id))
    yield from _some(missing, surplus, silent)


#: Kinds of fault that ask for a new index.
SURPLUS = "search entry of no post"
SILENT = "post, of a sample, that the search index does not name by its words"


def wrong_hashes(connection: Connection, tell: Tell) -> Iterator[Fault]:
    """Yield revisions that do not say what their hashes were made of."""
    marks_differ = Fault(
        kind="revision whose content is not what its hash says", mend=f"{FROM_BACKUP}; {_READ_ANEW}"
    )
    last = done = 0
    while True:
        heads = connection.execute(
            select_heads(standing=False)
            .where(Revision.id > last)
            .order_by(Revision.id)
            .limit(BATCH)
        ).all()
        if not heads:
            break
        last = heads[-1].revision_id
        for head, stored in zip(heads, whole_posts(connection, heads), strict=True):
            marks, kept = field_marks(stored.post), head.revision_field_marks
            # Archives of before have no such marks.
            kept = {**{name: marks[name] for name in LATER_MARKS if name in marks}, **kept}
            wrong = [name for name in marks if marks[name] != kept.get(name, "")]
            if content_hash(kept) != head.revision_content_hash:
                wrong.append("the hash of all")
            if wrong:
                marks_differ.found(
                    f"{head.revision_id} of post {head.post_id} {stored.post.canonical_url} "
                    f"({', '.join(wrong)})"
                )
        done += len(heads)
        tell("what revisions say, and their hashes", done)
    title = Fault(
        kind="post with another title than its standing revision",
        mend="newscrawl db check --deep --repair gives it that title",
    )
    tell("titles of posts", 0)
    titles = select(Post.id, Post.url).join(Revision, Revision.id == Post.current_revision_id)
    for row in _stream(connection, titles.where(Post.title != Revision.title)):
        title.found(f"{row.id} {row.url}")
    yield from _some(marks_differ, title)


def point_to_standing(connection: Connection) -> int:
    """Let posts point to the revision that stands, and bear its title; return how many did not."""
    post = table_of(Post)
    standing, title = (
        select(column)
        .where(Revision.post_id == post.c.id, Revision.seq == post.c.current_seq)
        .scalar_subquery()
        for column in (Revision.id, Revision.title)
    )
    wrong = or_(
        post.c.current_revision_id.is_(None),
        post.c.current_revision_id != standing,
        post.c.title != title,
    )
    return connection.execute(
        post.update()
        .where(wrong, standing.is_not(None))
        .values(current_revision_id=standing, title=title)
    ).rowcount


def _stream(connection: Connection, statement: Any) -> Iterator[Any]:
    yield from connection.execute(statement.execution_options(yield_per=500))


def _some(*faults: Fault) -> Iterator[Fault]:
    yield from (fault for fault in faults if fault.count)


def _named(row: Any) -> str:
    return " ".join(f"{name}={value}" for name, value in row._mapping.items())
