"""Kept pages: where the bytes of each answer lie, so that it can be read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table and its indexes."""
    op.create_table(
        "kept_page",
        sa.Column("id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=True),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fetched_at", Instant(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("warc", sa.String(length=200), nullable=False),
        sa.Column("warc_offset", BigId, nullable=False),
        sa.Column("warc_length", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_kept_page_run_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kept_page"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    for columns in (["request_hash", "fetched_at"], ["url_hash"], ["digest"], ["run_id"]):
        name = "_".join(["ix_kept_page", *columns])
        op.create_index(name, "kept_page", columns, if_not_exists=True)
