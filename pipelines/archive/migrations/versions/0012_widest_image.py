"""The widest form of an image that a page offers beside the one it shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"


def upgrade() -> None:
    """Add `post_image.widest_url`."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("post_image")}
    if "widest_url" not in columns:  # a killed upgrade may have added it (MariaDB)
        op.add_column("post_image", sa.Column("widest_url", sa.Text(), nullable=True))
