"""What is forgotten: every row of a post or a blog, and the hashes by which it stays away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, select, update

from pipelines.archive.engine import erase_for_good, upsert
from pipelines.archive.kept import Place
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import (
    AddressAlias,
    Base,
    Discovery,
    Forgotten,
    FoundAddress,
    Image,
    ImageCopy,
    KeptPage,
    PageFetch,
    Person,
    Post,
    PostAddress,
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
from pipelines.archive.query import find_post
from pipelines.archive.search_index import remove_posts
from pipelines.urls import url_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be forgotten: a post, or a whole blog."""

    #: The address of the post, or the home address of the blog.
    url: str
    home: str
    site_id: int
    whole_site: bool
    post_ids: tuple[int, ...]
    #: Hashes of every address under which it was met or found.
    hashes: frozenset[str]
    #: The same addresses as they were written, those of posts alone.
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A kept page, as much of it as forgetting needs."""

    id: int
    url_hash: str
    kind: str
    digest: str
    place: Place


def find_target(archive: Archive, name: str) -> Target | None:
    """Return the blog whose home address or host is `name`, or the post there; None: neither."""
    home = Site.url_hash == url_hash(name) if "://" in name else Site.host == name.lower()
    with archive.reading() as connection:
        site = connection.execute(select(Site.id, Site.home_url).where(home)).first()
        if site is not None:
            posts = connection.execute(select(Post.id).where(Post.site_id == site.id)).scalars()
            return _target(connection, site.id, site.home_url, site.home_url, tuple(posts), True)
    held = find_post(archive, name)
    if held is None:
        return None
    with archive.reading() as connection:
        site_id = connection.execute(
            select(Post.site_id).where(Post.id == held.post_id)
        ).scalar_one()
        url = held.post.canonical_url
        return _target(connection, site_id, held.post.site, url, (held.post_id,), False)


def _target(
    connection: Connection, site_id: int, home: str, url: str, posts: tuple[int, ...], whole: bool
) -> Target:
    met = select(PostAddress.url_hash, PostAddress.url)
    own = select(Post.url_hash, Post.url)
    if whole:
        met, own = met.where(PostAddress.site_id == site_id), own.where(Post.site_id == site_id)
    else:
        met, own = met.where(PostAddress.post_id.in_(posts)), own.where(Post.id.in_(posts))
    rows = [*connection.execute(met), *connection.execute(own)]
    hashes = {row.url_hash for row in rows}
    found = [(FoundAddress, FoundAddress.url_hash), (PageFetch, PageFetch.url_hash)]
    if whole:
        found += [(Source, Source.url_hash), (Discovery, Discovery.url_hash)]
        for model, column in found:
            mine = select(column).where(table_of(model).c.site_id == site_id)
            hashes.update(connection.execute(mine).scalars())
        hashes.add(url_hash(home))
    aliases = select(AddressAlias.url_hash, AddressAlias.target_hash).where(
        AddressAlias.site_id == site_id
    )
    pairs = connection.execute(aliases).all()
    hashes |= {pair.url_hash for pair in pairs if pair.target_hash in hashes}
    hashes |= {pair.target_hash for pair in pairs if pair.url_hash in hashes}
    return Target(
        url=url,
        home=home,
        site_id=site_id,
        whole_site=whole,
        post_ids=posts,
        hashes=frozenset(hashes),
        urls=tuple({row.url for row in rows}),
    )


def kept_rows(archive: Archive, target: Target) -> tuple[list[KeptRow], list[KeptRow]]:
    """Return the kept pages of the target, and the lists of its blog, which may name it."""
    sites_runs = select(Run.id).where(Run.site == target.home)
    with archive.reading() as connection:
        mine: dict[int, KeptRow] = {}
        for part in chunks(sorted(target.hashes), IN_LIST):
            found = connection.execute(
                select(table_of(KeptPage)).where(KeptPage.url_hash.in_(part))
            )
            mine.update((row.id, _kept_row(row)) for row in found)
        others = connection.execute(
            select(table_of(KeptPage)).where(
                KeptPage.run_id.in_(sites_runs),
                KeptPage.kind != "post" if not target.whole_site else KeptPage.id > 0,
            )
        )
        lists = {row.id: _kept_row(row) for row in others if row.id not in mine}
    return list(mine.values()), list(lists.values())


def rows_in(archive: Archive, warcs: Collection[str]) -> list[KeptRow]:
    """Return every kept page that lies in one of these files."""
    with archive.reading() as connection:
        statement = select(table_of(KeptPage)).where(KeptPage.warc.in_(sorted(warcs)))
        return [_kept_row(row) for row in connection.execute(statement)] if warcs else []


def files_in_use(archive: Archive, warcs: Collection[str], digests: Collection[str]) -> set[str]:
    """Return those of these WARC files and digests of images that some row still leads to."""
    used: set[str] = set()
    with archive.reading() as connection:
        for column, names in ((KeptPage.warc, warcs), (ImageCopy.digest, digests)):
            for part in chunks(sorted(names), IN_LIST):
                used.update(
                    str(name)
                    for name in connection.execute(
                        select(column).where(column.in_(part)).distinct()
                    ).scalars()
                )
    return used


def _kept_row(row: Any) -> KeptRow:
    return KeptRow(
        id=row.id,
        url_hash=row.url_hash,
        kind=row.kind,
        digest=row.digest,
        place=Place(warc=row.warc, offset=row.warc_offset, length=row.warc_length),
    )


def image_digests(archive: Archive, target: Target) -> set[str]:
    """Return the digests of the images that the posts of the target show."""
    found: set[str] = set()
    with archive.reading() as connection:
        for part in chunks(target.post_ids, IN_LIST):
            statement = (
                select(ImageCopy.digest)
                .join(PostImage, PostImage.image_id == ImageCopy.image_id)
                .join(Revision, Revision.id == PostImage.revision_id)
                .where(Revision.post_id.in_(part), ImageCopy.digest.is_not(None))
                .distinct()
            )
            found.update(str(digest) for digest in connection.execute(statement).scalars())
    return found


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
        _remember(connection, target, removed)
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


def _remember(connection: Connection, target: Target, removed: dict[str, int]) -> None:
    now, site_hash = datetime.now(UTC), url_hash(target.home)
    own = url_hash(target.url)
    rows = [
        {
            "url_hash": key,
            "site_hash": site_hash,
            "kind": ("site" if target.whole_site else "post") if key == own else "address",
            "forgotten_at": now,
            "removed": removed if key == own else {},
        }
        # A blog is kept away as a whole; its addresses need not be remembered.
        for key in sorted({own} if target.whole_site else {own, *target.hashes})
    ]
    upsert(
        connection,
        table_of(Forgotten),
        rows,
        key=("url_hash",),
        update=("site_hash", "kind", "forgotten_at", "removed"),
    )


# --- Staying away -----------------------------------------------------------------------------


def forgotten_hashes(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Return those of these hashes of addresses that were forgotten."""
    found: set[str] = set()
    for part in chunks(sorted(set(hashes)), IN_LIST):
        statement = select(Forgotten.url_hash).where(Forgotten.url_hash.in_(part))
        found.update(connection.execute(statement).scalars())
    return found


def forgotten_at(archive: Archive, *urls: str) -> datetime | None:
    """Return when one of these addresses was forgotten; None when none was."""
    hashes = sorted({url_hash(url) for url in urls})
    statement = select(func.max(Forgotten.forgotten_at)).where(Forgotten.url_hash.in_(hashes))
    with archive.reading() as connection:
        at: datetime | None = connection.execute(statement).scalar_one()
    return at


def allow_again(archive: Archive, url: str) -> int:
    """Let a forgotten address, or blog, come back; return how many addresses may."""
    key = url_hash(url)

    def allow(connection: Connection) -> int:
        row = connection.execute(
            select(Forgotten.forgotten_at, Forgotten.kind, Forgotten.site_hash).where(
                Forgotten.url_hash == key
            )
        ).first()
        if row is None:
            return 0
        # What was forgotten with it comes back with it.
        with_it = Forgotten.site_hash == row.site_hash
        if row.kind != "site":
            with_it = with_it & (Forgotten.forgotten_at == row.forgotten_at)
        return int(connection.execute(delete(table_of(Forgotten)).where(with_it)).rowcount)

    return archive.write(allow)
