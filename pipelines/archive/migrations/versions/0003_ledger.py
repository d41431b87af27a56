"""The completeness ledger: which source named which address, and what became of it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, Instant

revision = "0003"
down_revision = "0002"

_NEW_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "last_read_at": Instant(),
    "entry_count": sa.Integer(),
    "declared_total": sa.Integer(),
    "problem": sa.String(length=500),
}


def upgrade() -> None:
    """Make the tables, and the columns of `source` that say what it claims."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("source")}
    for name, kind in _NEW_COLUMNS.items():
        if name not in there:  # a killed upgrade may have added some (MariaDB)
            op.add_column("source", sa.Column(name, kind, nullable=True))
    op.create_table(
        "discovery",
        sa.Column("source_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_discovery_source_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_discovery_site_id"),
        sa.PrimaryKeyConstraint("source_id", "url_hash", name="pk_discovery"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_discovery_site_id_url_hash", "discovery", ["site_id", "url_hash"], if_not_exists=True
    )
    op.create_table(
        "found_address",
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_found_address_site_id"),
        sa.PrimaryKeyConstraint("site_id", "url_hash", name="pk_found_address"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_found_address_site_id_outcome",
        "found_address",
        ["site_id", "outcome"],
        if_not_exists=True,
    )
