"""How far works have come that may be broken off, such as a copy of an archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, Instant

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "long_work",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=2000), nullable=False),
        sa.Column("place", BigId, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_long_work"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
