"""Deletes every row of a post or a blog, and what nothing else leads to any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, select, update

from pipelines.archive.engine import erase_for_good
from pipelines.archive.forget_target import Target
from pipelines.archive.forgotten import remember
from pipelines.archive.kept import Place
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import (
    AddressAlias,
    Base,
    Discovery,
    FoundAddress,
    Image,
    ImageCopy,
    KeptPage,
    PageFetch,
    Person,
    Post,
    PostAuthor,
    PostImage,
    PostTerm,
    Revision,
    RobotsFile,
    Run,
    Schedule,
    Site,
    Source,
    Term,
    table_of,
)
from pipelines.archive.opening import Archive
from pipelines.archive.search_index import remove_posts
from pipelines.urls import url_hash


def forget_rows(
    archive: Archive,
    target: Target,
    *,
    kept_ids: Sequence[int],
    moved: Mapping[int, Place],
    files: Mapping[str, int],
) -> dict[str, int]:
    """Delete every row of the target in one transaction; return how many went, by table.

    `kept_ids` are the kept pages that go, `moved` says where those lie now that stay. `files`
    are counts to remember with the rest. Its addresses stay away from now on.
    """

    def forget(connection: Connection) -> dict[str, int]:
        erase_for_good(connection)
        gone = _Gone(connection)
        shown = _shown(connection, target.post_ids)
        remove_posts(connection, target.post_ids)
        gone.of("kept_page", KeptPage, KeptPage.id, kept_ids)
        if moved:
            table = table_of(KeptPage)
            connection.execute(
                update(table)
                .where(table.c.id == bindparam("_id"))
                .values(warc=bindparam("_warc"), warc_offset=bindparam("_offset")),
                [
                    {"_id": key, "_warc": place.warc, "_offset": place.offset}
                    for key, place in sorted(moved.items())
                ],
            )
        gone.counted("revision", Revision, Revision.post_id, target.post_ids)
        gone.of("post", Post, Post.id, target.post_ids)
        _delete_addresses(connection, gone, target)
        _delete_unused(connection, gone, target, shown)
        if target.whole_site:
            _delete_site(connection, gone, target)
        removed = {name: count for name, count in (gone.counts | dict(files)).items() if count}
        remember(connection, target, removed)
        return removed

    return archive.write(forget)


class _Gone:
    """Deletes by keys, and counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.counts: dict[str, int] = {}

    def counted(self, name: str, model: type[Base], column: Any, keys: Collection[Any]) -> None:
        for part in chunks(sorted(keys), IN_LIST):
            statement = select(func.count()).select_from(table_of(model)).where(column.in_(part))
            self._add(name, int(self._connection.execute(statement).scalar_one()))

    def of(
        self, name: str, model: type[Base], column: Any, keys: Collection[Any], *more: Any
    ) -> None:
        for part in chunks(sorted(keys), IN_LIST):
            self.where(name, table_of(model), column.in_(part), *more)

    def where(self, name: str, table: Table, *conditions: ColumnElement[bool]) -> None:
        self._add(name, self._connection.execute(delete(table).where(*conditions)).rowcount)

    def _add(self, name: str, count: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + max(0, count)


def _shown(connection: Connection, post_ids: Sequence[int]) -> dict[str, set[int]]:
    """Return what the posts share with others: images, people, terms."""
    shared: dict[str, set[int]] = {}
    for name, link, column in (
        ("image", PostImage, PostImage.image_id),
        ("person", PostAuthor, PostAuthor.person_id),
        ("term", PostTerm, PostTerm.term_id),
    ):
        ids = shared.setdefault(name, set())
        for part in chunks(sorted(post_ids), IN_LIST):
            statement = (
                select(column)
                .join(Revision, Revision.id == table_of(link).c.revision_id)
                .where(Revision.post_id.in_(part))
                .distinct()
            )
            ids.update(connection.execute(statement).scalars())
    return shared


def _delete_addresses(connection: Connection, gone: _Gone, target: Target) -> None:
    hashes, mine = target.hashes, target.site_id
    for name, model, column in (
        ("page_fetch", PageFetch, PageFetch.url_hash),
        ("discovery", Discovery, Discovery.url_hash),
        ("found_address", FoundAddress, FoundAddress.url_hash),
        ("address_alias", AddressAlias, AddressAlias.url_hash),
    ):
        of_site = table_of(model).c.site_id == mine
        if model is PageFetch:  # what is of no blog may be of this address all the same
            read = select(Revision.id).where(Revision.fetch_id == PageFetch.id).exists()
            of_site = (of_site | PageFetch.site_id.is_(None)) & ~read
        gone.of(name, model, column, hashes, of_site)


def _delete_unused(
    connection: Connection, gone: _Gone, target: Target, shown: Mapping[str, set[int]]
) -> None:
    """Delete images, people and terms that nothing leads to any more."""
    for name, model, _link, column in (
        ("image", Image, PostImage, PostImage.image_id),
        ("person", Person, PostAuthor, PostAuthor.person_id),
        ("term", Term, PostTerm, PostTerm.term_id),
    ):
        ids = shown[name]
        for part in chunks(sorted(ids), IN_LIST):
            used = set(
                connection.execute(select(column).where(column.in_(part)).distinct()).scalars()
            )
            free = [key for key in part if key not in used]
            if model is Image:
                gone.of("image_copy", ImageCopy, ImageCopy.image_id, free)
            gone.of(name, model, table_of(model).c.id, free)


def _delete_site(connection: Connection, gone: _Gone, target: Target) -> None:
    gone.of("source", Source, Source.site_id, [target.site_id])
    # Whatever else hangs on the blog, those first that others do not point to.
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != "site" and "site_id" in table.c:
            gone.where(table.name, table, table.c.site_id == target.site_id)
    gone.where("run", table_of(Run), Run.site == target.home)
    home = urlsplit(target.home)
    others = select(Site.home_url).where(Site.id != target.site_id, Site.host == home.hostname)
    if not any(urlsplit(url).netloc == home.netloc for url in connection.execute(others).scalars()):
        robots = url_hash(f"{home.scheme}://{home.netloc}/robots.txt")
        gone.of("robots_file", RobotsFile, RobotsFile.url_hash, [robots])
    schedules = select(Schedule.id, Schedule.url)
    same = [
        row.id
        for row in connection.execute(schedules)
        if url_hash(row.url) == url_hash(target.home)
    ]
    gone.of("schedule", Schedule, Schedule.id, same)
    gone.where("site", table_of(Site), Site.id == target.site_id)
