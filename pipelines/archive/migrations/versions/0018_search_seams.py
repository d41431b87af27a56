"""PostgreSQL: the index of words knows which letters meet where two words stand side by side."""

from __future__ import annotations

from alembic import op

from pipelines.archive.search_index import index_missing

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Index all posts again, where the index does not know the order of words."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("TRUNCATE search_entry")
        index_missing(connection)
