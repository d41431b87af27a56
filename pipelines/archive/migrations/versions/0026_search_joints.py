"""PostgreSQL: the index of words knows how words are joined, and titles bear marks of their own."""

from __future__ import annotations

from alembic import op

from pipelines.archive.search_index import index_missing

revision = "0026"
down_revision = "0024"

#: Made again when all rows are there: row by row they would cost several times as much.
INDEXES = {
    "ix_search_entry_title_words": "title_words",
    "ix_search_entry_words": "words",
}


def upgrade() -> None:
    """Index all posts again, where the index does not know the order of words."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")
    op.execute("TRUNCATE search_entry")
    index_missing(connection)
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for name, column in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON search_entry USING gin ({column})")
