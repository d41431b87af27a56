"""When a host may be asked next, whichever run asks it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, Instant

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "host_turn",
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_host_turn"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
