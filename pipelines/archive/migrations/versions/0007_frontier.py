"""The frontier: what is left to do lives in the archive."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, LongBlob

revision = "0007"
down_revision = "0006"


def _new_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("reasons", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False, server_default="closed"),
        sa.Column("place", BigId, nullable=False, server_default="0"),
        sa.Column("crawl_id", BigId, nullable=True),
        sa.Column("leased_by", BigId, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("kinds", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("statement", sa.String(length=64), nullable=True),
        sa.Column("entries", sa.JSON(), nullable=True),
        sa.Column("bodies", LongBlob, nullable=True),
    )


def upgrade() -> None:
    """Give each address its state; make the table of their other names."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("found_address")}
    for column in _new_columns():
        if column.name not in there:  # a killed upgrade may have added some (MariaDB)
            op.add_column("found_address", column)
    address = sa.table("found_address", sa.column("state"), sa.column("outcome"))
    for outcome, state in (("archived", "stored"), ("failed", "failed"), ("waiting", "new")):
        op.execute(address.update().where(address.c.outcome == outcome).values(state=state))
    for columns in (("site_id", "crawl_id", "state", "place"), ("site_id", "statement")):
        op.create_index(
            f"ix_found_address_{'_'.join(columns)}", "found_address", columns, if_not_exists=True
        )
    op.create_table(
        "address_alias",
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("target_hash", sa.String(length=64), nullable=False),
        sa.Column("crawl_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_address_alias_site_id"),
        sa.PrimaryKeyConstraint("site_id", "url_hash", name="pk_address_alias"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
