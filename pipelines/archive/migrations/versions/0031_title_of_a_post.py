"""The title that stands, beside each post: for people and tools that look at its row alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Make the column and fill it."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("post")}
    if "title" not in columns:  # a killed upgrade may have added it (MariaDB)
        column = sa.Column("title", sa.String(length=1000), nullable=False, server_default="")
        op.add_column("post", column)
    op.execute(
        "UPDATE post SET title = (SELECT r.title FROM revision r"
        " WHERE r.id = post.current_revision_id)"
        " WHERE title = '' AND current_revision_id IN (SELECT id FROM revision)"
    )
