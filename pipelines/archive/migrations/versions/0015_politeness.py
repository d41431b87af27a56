"""What is known of hosts over runs: their robots.txt, and which runs share a host now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, Instant, LongText

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables; a killed upgrade may have made the first (MariaDB)."""
    op.create_table(
        "robots_file",
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("fetched_at", Instant(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", LongText, nullable=False),
        sa.PrimaryKeyConstraint("url_hash", name="pk_robots_file"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_table(
        "host_use",
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("host", "owner", name="pk_host_use"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
