"""The blogs of an archive: their numbers, their home addresses, what they say they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from pipelines.archive.cleaning import clean_text
from pipelines.archive.keys import find_ids, ids_of
from pipelines.archive.models import LANGUAGE, TITLE, Site, table_of
from pipelines.archive.opening import Archive
from pipelines.urls import host_of, url_hash


def homes(archive: Archive, site: str | None = None) -> list[str]:
    """Return the home addresses of the blogs that `site` names, or of all."""
    with archive.reading() as connection:
        statement = select(Site.home_url).order_by(Site.id)
        if (ids := site_ids(connection, site)) is not None:
            statement = statement.where(Site.id.in_(ids))
        return list(connection.execute(statement).scalars())


def titles(archive: Archive, site: str | None = None) -> dict[str, str]:
    """Return the titles of the blogs that `site` names, or of all, by their home addresses."""
    with archive.reading() as connection:
        statement = select(Site.home_url, Site.title).order_by(Site.id)
        if (ids := site_ids(connection, site)) is not None:
            statement = statement.where(Site.id.in_(ids))
        return {row.home_url: row.title for row in connection.execute(statement)}


def site_ids(connection: Connection, site: str | None) -> list[int] | None:
    """Return the ids of the sites that a home address or a host names; None for all sites."""
    if site is None:
        return None
    if "://" in site:
        named = Site.url_hash == url_hash(site)
    else:
        named = Site.host.in_([site.lower(), f"www.{site.lower()}"])
    return [row.id for row in connection.execute(select(Site.id).where(named).order_by(Site.id))]


def known_site_id(connection: Connection, site: str) -> int | None:
    """Return the number of the site with this home address; None when it is not known."""
    found = find_ids(connection, table_of(Site), ("url_hash",), {(url_hash(site),)})
    return next(iter(found.values()), None)


def site_id_of(connection: Connection, site: str, at: datetime) -> int:
    """Return the number of the site with this home address, made when it is new."""
    key = url_hash(site)
    row = {
        "url_hash": key,
        "home_url": clean_text(site)[:2000],
        "host": host_of(site)[:255],
        "platform": "",
        # Never empty: tools that show rows by their title show nothing then.
        "title": host_of(site)[:255],
        "language": "",
        "created_at": at,
    }
    return ids_of(connection, table_of(Site), ("url_hash",), {(key,): row})[key,]


def come_home(archive: Archive, home: str, named: Sequence[str]) -> str | None:
    """Give a site that stands under one of `named` the address `home`; return what it stood under.

    A feed that was archived before its blog is a site of its own until the blog's home page names
    it. Nothing is done where the blog itself is held already: then there are two.
    """
    keys = {url_hash(url): url for url in named}

    def move(connection: Connection) -> str | None:
        held = {
            row.url_hash: row.id
            for row in connection.execute(
                select(Site.id, Site.url_hash).where(Site.url_hash.in_([url_hash(home), *keys]))
            )
        }
        alone = [key for key in keys if key in held]
        if url_hash(home) in held or not alone:
            return None
        values = {
            "url_hash": url_hash(home),
            "home_url": clean_text(home)[:2000],
            "host": host_of(home)[:255],
        }
        connection.execute(update(Site).where(Site.id == held[alone[0]]).values(values))
        return keys[alone[0]]

    return archive.write(move)


def describe_site(
    connection: Connection, site_id: int, *, title: str, platform: str, language: str
) -> None:
    """Note what the home page of a site says it is; what it does not say stays as it is."""
    said = {"title": title[:TITLE], "platform": platform[:50], "language": language[:LANGUAGE]}
    if values := {name: clean_text(text) for name, text in said.items() if text}:
        connection.execute(update(Site).where(Site.id == site_id).values(values))


def is_below(url: str, home: str) -> bool:
    """Return whether `url` is the address of a blog's home page, or begins as that does."""
    begin, whole = (one.partition("://")[2].removeprefix("www.") for one in (home, url))
    begin = begin.rstrip("/")
    # `/@kimchi` is no page of `/@kim`.
    return whole == begin or whole.startswith((f"{begin}/", f"{begin}?", f"{begin}&"))
