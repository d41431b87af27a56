"""A crawl of one site: where it began, and what it goes on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select, update

from pipelines.archive.kept import UNFINISHED
from pipelines.archive.models import FoundAddress, Run, table_of
from pipelines.archive.sites import site_id_of

#: An address that failed in so many crawls in a row is left to its sources.
FAILURES = 10
#: Outcomes of a page that was read; of the others none was kept.
READ = ("archived", "no-post")

#: The table of the frontier.
FOUND = table_of(FoundAddress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl of one site: a run, and those that go on where it was broken off."""

    site_id: int
    #: Number of the run with which it began.
    id: int
    run_id: int
    #: UTC.
    began_at: datetime
    #: True when no run had been at the site before this crawl.
    first: bool = True

    @property
    def goes_on(self) -> bool:
        """Return True when an earlier run began it."""
        return self.id != self.run_id


def in_crawl(crawl: Crawl) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of the addresses of this crawl."""
    return FOUND.c.site_id == crawl.site_id, FOUND.c.crawl_id == crawl.id


def begin_crawl(
    connection: Connection, site: str, run_id: int | None, *, resume_within: timedelta
) -> Crawl:
    """Return the crawl of `site` that this run goes on with; what the dead left is due again.

    A crawl is the runs of one spider and site up to one that ended by itself, without a pause
    of more than `resume_within` between two of them.
    """
    began_id, began_at, first = run_id or 0, datetime.now(UTC), True
    columns = (Run.id, Run.spider, Run.site, Run.started_at, Run.updated_at)
    if (own := connection.execute(select(*columns).where(Run.id == run_id)).first()) is not None:
        began_at = own.started_at
        earlier = connection.execute(
            select(*columns, Run.ended_at, Run.exit_code)
            .where(Run.id < own.id, Run.site == own.site, Run.spider == own.spider)
            .order_by(Run.id.desc())
            .limit(1000)
        )
        for run in earlier:
            ended = run.ended_at is not None and run.exit_code not in UNFINISHED
            if ended or began_at - run.updated_at > resume_within:
                break
            began_id, began_at = run.id, run.started_at
        before = select(Run.id).where(Run.site == own.site, Run.id < began_id).limit(1)
        first = connection.execute(before).first() is None
    site_id = site_id_of(connection, site, began_at)
    crawl = Crawl(site_id=site_id, id=began_id, run_id=run_id or 0, began_at=began_at, first=first)
    # We hold the lock of the site, so whoever leased these is no more.
    release(connection, crawl)
    if crawl.goes_on:
        # This is the next run that was promised to what failed in the one before.
        connection.execute(
            update(FOUND)
            .where(*in_crawl(crawl), FOUND.c.state == "failed", FOUND.c.failures < FAILURES)
            .values(state="due")
        )
    return crawl


def release(connection: Connection, crawl: Crawl) -> None:
    """Make due again whatever of this crawl is leased; what had been read waits behind the rest."""
    state = case((FOUND.c.outcome.in_(READ), "again"), else_="due")
    connection.execute(
        update(FOUND).where(*in_crawl(crawl), FOUND.c.state == "leased").values(state=state)
    )


def adopt(connection: Connection, crawl: Crawl) -> int:
    """Make due in this crawl what earlier ones left to do and no source names now; say how many.

    What failed is due again; so is what a crawl had not asked for when it was given up.
    """
    left = or_(
        and_(FOUND.c.state == "failed", FOUND.c.failures < FAILURES),
        FOUND.c.state.in_(("due", "leased")),
    )
    return connection.execute(
        update(FOUND)
        .where(FOUND.c.site_id == crawl.site_id, FOUND.c.crawl_id != crawl.id, left)
        .values(state="due", crawl_id=crawl.id)
    ).rowcount


def ask_again(connection: Connection, crawl: Crawl) -> int:
    """Let what a crawl that was broken off had read be read again; say how many that are.

    Nothing in a new crawl. It is leased only when it is asked for by name: what nobody has read
    yet goes before it.
    """
    if not crawl.goes_on:
        return 0
    return connection.execute(
        update(FOUND)
        .where(*in_crawl(crawl), FOUND.c.state.in_(("stored", "closed")), FOUND.c.outcome.in_(READ))
        .values(state="again")
    ).rowcount
