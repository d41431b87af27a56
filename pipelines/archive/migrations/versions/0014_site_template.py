"""What was learned of the templates of a site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "site_template",
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("shape_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("generic_score", sa.Double(), nullable=False),
        sa.Column("learned_from", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Integer(), nullable=False),
        sa.Column("learned_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name="fk_site_template_site_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", "shape_hash", "version", name="pk_site_template"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
