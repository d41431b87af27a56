"""PostgreSQL: the bare links of a post are found without its others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Make the index, which holds one link in a hundred or so."""
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_post_link_bare_revision",
            "post_link",
            ["revision_id"],
            postgresql_where=sa.text("kind = 'bare'"),
            if_not_exists=True,
        )
