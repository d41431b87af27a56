"""Writes posts: the one way in. Core statements, a batch a transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, select, update

from pipelines.archive.batch import write_batch
from pipelines.archive.errors import ArchiveError, ArchiveRefuses
from pipelines.archive.keys import IN_LIST, chunks
from pipelines.archive.models import Post as PostTable
from pipelines.archive.models import PostAddress
from pipelines.archive.opening import Archive
from pipelines.archive.states import bring_back
from pipelines.items import Post, StoredPost
from pipelines.urls import url_hash

logger = logging.getLogger(__name__)

#: Posts a transaction. 50 to 500 are equally fast; 50 keeps a lock short.
BATCH = 50
#: Why a post is not stored that somebody took out of the archive.
FORGOTTEN = "it was forgotten, and nobody allowed it to come back"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteResult:
    """What became of each post handed in, in order."""

    stored: list[StoredPost]
    #: Forgotten posts, and those that no cleaning made storable, each with the reason.
    rejected: list[tuple[Post, str]]


def write_posts(
    archive: Archive, posts: Sequence[Post], *, run_id: int | None = None
) -> WriteResult:
    """Store `posts`, and say of each whether it is new, changed or the same.

    A batch is one transaction; when it fails for a post in it, its posts are written one by one,
    so that one bad post costs only itself. The posts that come back are as stored.
    Raises ArchiveUnreachable when the database is gone; what came before is kept.
    """
    result = WriteResult(stored=[], rejected=[])
    for batch in chunks(list(posts), BATCH):
        try:
            _write(archive, batch, run_id, result)
        except ArchiveRefuses:
            _write_singly(archive, batch, run_id, result)
        except ArchiveError:
            raise
        except Exception:  # noqa: BLE001 whatever one post does to us, the others are stored
            _write_singly(archive, batch, run_id, result)
    return result


def _write(
    archive: Archive, batch: Sequence[Post], run_id: int | None, result: WriteResult
) -> None:
    for post, stored in zip(batch, archive.write(partial(write_batch, batch, run_id)), strict=True):
        if stored is None:
            result.rejected.append((post, FORGOTTEN))
        else:
            result.stored.append(stored)


def _write_singly(
    archive: Archive, batch: Sequence[Post], run_id: int | None, result: WriteResult
) -> None:
    for post in batch:
        try:
            _write(archive, [post], run_id, result)
        except ArchiveRefuses as error:
            result.rejected.append((post, error.reason))
        except ArchiveError:
            raise
        except Exception as error:
            logger.exception("a post broke its writing: %s", post.url)
            result.rejected.append((post, f"{type(error).__name__}: {error}"))


def touch_posts(archive: Archive, seen: Sequence[tuple[str, datetime]]) -> int:
    """Note that the posts at these addresses were there, unchanged, at these times (UTC).

    Returns how many posts the archive knows by these addresses.
    """
    last: dict[str, datetime] = {}
    for url, at in seen:
        key = url_hash(url)
        last[key] = max(at, last.get(key, at))

    def touch(connection: Connection) -> int:
        touched: dict[int, datetime] = {}
        for part in chunks(sorted(last), IN_LIST):
            found = connection.execute(
                select(PostAddress.post_id, PostAddress.url_hash).where(
                    PostAddress.url_hash.in_(part)
                )
            )
            for post_id, key in found:
                touched[post_id] = max(last[key], touched.get(post_id, last[key]))
        if touched:
            connection.execute(
                update(PostTable)
                .where(PostTable.id == bindparam("_id"), PostTable.last_seen_at < bindparam("_at"))
                .values(last_seen_at=bindparam("_at"))
                .execution_options(synchronize_session=None),
                [{"_id": post_id, "_at": touched[post_id]} for post_id in sorted(touched)],
            )
            bring_back(connection, touched)
        return len(touched)

    return archive.write(touch) if last else 0
