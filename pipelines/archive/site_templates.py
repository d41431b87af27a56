"""What was learned of the templates of sites: profiles, their marks, and how long each stood."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pipelines.archive.models import Site, SiteTemplate, table_of
from pipelines.archive.opening import Archive
from pipelines.archive.runs import plain_json
from pipelines.archive.sites import site_id_of, site_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """One version of the template of one shape of page."""

    site: str
    #: Where the body of such pages stands.
    shape: str
    version: int
    #: `used`, `replaced` by a later version, or `drifted`: the site no longer looks like that.
    state: str
    score: float
    generic_score: float
    learned_from: int
    checked_on: int
    #: UTC.
    learned_at: datetime
    ended_at: datetime | None
    #: As `pipelines.readers.templates.profile.Template` writes it.
    profile: dict[str, Any]


def _hash(shape: str) -> str:
    return hashlib.sha256(shape.encode()).hexdigest()


def keep_template(archive: Archive, site: str, shape: str, profile: Mapping[str, Any]) -> int:
    """Store what was learned as the version in use, and return its number."""
    now = datetime.now(UTC)

    def keep(connection: Connection) -> int:
        site_id = site_id_of(connection, site, now)
        here = (SiteTemplate.site_id == site_id, SiteTemplate.shape_hash == _hash(shape))
        last = connection.execute(select(func.max(SiteTemplate.version)).where(*here)).scalar()
        version = (last or 0) + 1
        _end(connection, site_id, shape, None, "replaced", now)
        connection.execute(
            insert(table_of(SiteTemplate)),
            {
                "site_id": site_id,
                "shape_hash": _hash(shape),
                "version": version,
                "shape": shape,
                "state": "used",
                "score": profile["score"],
                "generic_score": profile["generic_score"],
                "learned_from": profile["learned_from"],
                "checked_on": profile["checked_on"],
                "learned_at": now,
                "profile": plain_json({**profile, "version": version}),
            },
        )
        return version

    return archive.write(keep)


def end_template(archive: Archive, site: str, shape: str, version: int) -> None:
    """Note that the site no longer looks like that."""
    now = datetime.now(UTC)

    def end(connection: Connection) -> None:
        _end(connection, site_id_of(connection, site, now), shape, version, "drifted", now)

    archive.write(end)


def _end(
    connection: Connection, site_id: int, shape: str, version: int | None, state: str, now: datetime
) -> None:
    statement = update(table_of(SiteTemplate)).where(
        SiteTemplate.site_id == site_id,
        SiteTemplate.shape_hash == _hash(shape),
        SiteTemplate.state == "used",
    )
    if version is not None:
        statement = statement.where(SiteTemplate.version == version)
    connection.execute(statement.values(state=state, ended_at=now))


def templates_in_use(archive: Archive, site: str) -> list[dict[str, Any]]:
    """Return the profiles in use for a site, the latest first."""
    return [one.profile for one in list_templates(archive, site) if one.state == "used"]


def list_templates(archive: Archive, site: str | None = None) -> list[StoredTemplate]:
    """Return all versions of the templates of a site, or of all, the latest first."""
    statement = (
        select(table_of(SiteTemplate), Site.home_url)
        .join(Site, Site.id == SiteTemplate.site_id)
        .order_by(SiteTemplate.learned_at.desc(), SiteTemplate.shape_hash)
    )
    with archive.reading() as connection:
        if (ids := site_ids(connection, site)) is not None:
            statement = statement.where(Site.id.in_(ids))
        rows = connection.execute(statement).all()
    return [
        StoredTemplate(
            site=row.home_url,
            shape=row.shape,
            version=row.version,
            state=row.state,
            score=row.score,
            generic_score=row.generic_score,
            learned_from=row.learned_from,
            checked_on=row.checked_on,
            learned_at=row.learned_at,
            ended_at=row.ended_at,
            profile=row.profile,
        )
        for row in rows
    ]
