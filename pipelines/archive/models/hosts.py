"""Tables of hosts: their robots.txt, the runs that ask them now, and when they may next."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, LongText
from pipelines.archive.lengths import HASH, URL
from pipelines.archive.models.base import Base


class RobotsFile(Base):
    """The robots.txt of an origin, as it was last read; the next run need not ask for it."""

    __tablename__ = "robots_file"
    __table_args__ = (TABLE_OPTIONS,)

    #: Of its address.
    url_hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    url: Mapped[str] = mapped_column(String(URL))
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    #: Empty when there is none.
    body: Mapped[str] = mapped_column(LongText)


class HostUse(Base):
    """A run that asks a host now: its part of the requests that may be under way at once."""

    __tablename__ = "host_use"
    __table_args__ = (TABLE_OPTIONS,)

    host: Mapped[str] = mapped_column(String(300), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Requests that it may have under way, or has.
    taken: Mapped[int]
    joined_at: Mapped[datetime]
    #: A run that gave no sign of life until then is taken for dead.
    lease_until: Mapped[datetime]


class HostTurn(Base):
    """When a host may be asked next, whichever run asks it: its Crawl-delay counts for all."""

    __tablename__ = "host_turn"
    __table_args__ = (TABLE_OPTIONS,)

    host: Mapped[str] = mapped_column(String(300), primary_key=True)
    next_at: Mapped[datetime]
