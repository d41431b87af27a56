"""Image bytes kept on request; what was forgotten; from each revision to its kept page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId, Instant

revision = "0016"
down_revision = "0015"

#: A later migration that makes these tables anew on SQLite drops the view before.
REVISION_PAGE = """
CREATE VIEW v_revision_page AS
SELECT r.id AS revision_id, r.post_id, r.seq AS revision, k.id AS kept_page_id, k.url,
       f.final_url, k.fetched_at, k.digest, k.warc, k.warc_offset, k.warc_length
FROM revision r
JOIN page_fetch f ON f.id = r.fetch_id
JOIN kept_page k ON k.url_hash = f.url_hash AND k.fetched_at = f.fetched_at
"""


def upgrade() -> None:
    """Make the tables and the view."""
    op.create_table(
        "image_copy",
        sa.Column("image_id", BigId, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("content_type", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("size_bytes", BigId, nullable=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_id"], ["image.id"], name="fk_image_copy_image_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("image_id", name="pk_image_copy"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_table(
        "forgotten",
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("site_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("forgotten_at", Instant(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("url_hash", name="pk_forgotten"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    for table, column in (
        ("image_copy", "status"),
        ("image_copy", "digest"),
        ("forgotten", "site_hash"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)
    op.execute("DROP VIEW IF EXISTS v_revision_page")
    op.execute(REVISION_PAGE)
