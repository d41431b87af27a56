"""When a list that was read whole named an address no longer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import Instant

revision = "0020"
down_revision = "0018"


def upgrade() -> None:
    """Add `discovery.missed_at`."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("discovery")}
    if "missed_at" not in columns:  # a killed upgrade may have added it (MariaDB)
        op.add_column("discovery", sa.Column("missed_at", Instant(), nullable=True))
