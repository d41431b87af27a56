"""The time of its post beside each link and term, so that the newest of many are found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import BigId, Instant
from pipelines.archive.rows import name_key

revision = "0017"
down_revision = "0016"

COLUMNS = (
    ("term", "name_key", BigId),
    ("post_term", "name_key", BigId),
    ("post_term", "tagged_at", Instant()),
    ("post_link", "linked_at", Instant()),
)
INDEXES = {
    "post_link": ["host", "internal", "linked_at", "revision_id"],
    "post_term": ["name_key", "tagged_at", "revision_id"],
}
_LISTED_AT = (
    "(SELECT p.listed_at FROM revision r JOIN post p ON p.id = r.post_id"
    " WHERE r.id = {table}.revision_id)"
)
#: As for `v_post`: a later migration that makes a table anew on SQLite drops it before.
LINK = """
SELECT p.id AS post_id, k.revision_id, s.id AS site_id, s.home_url AS site, s.host AS blog,
       p.url AS post_url, p.listed_at, k.ord AS place, k.kind, k.url, k.url_hash, k.host,
       k.text, k.rel, CASE WHEN k.rel LIKE '%nofollow%' THEN 1 ELSE 0 END AS nofollow,
       k.internal,
       (SELECT MIN(a.post_id) FROM post_address a WHERE a.url_hash = k.url_hash) AS target_post_id,
       k.linked_at
FROM post_link k
JOIN post p ON p.current_revision_id = k.revision_id
JOIN site s ON s.id = p.site_id
"""


def upgrade() -> None:
    """Make the columns, fill them, and put the indexes on them."""
    connection = op.get_bind()
    for table, column, kind in COLUMNS:
        there = {one["name"] for one in sa.inspect(connection).get_columns(table)}
        if column not in there:  # a killed upgrade may have added it (MariaDB)
            op.add_column(table, sa.Column(column, kind, nullable=True))
    names = connection.execute(sa.text("SELECT DISTINCT kind, norm_name FROM term")).all()
    if names:
        connection.execute(
            sa.text("UPDATE term SET name_key = :key WHERE norm_name = :name AND kind = :kind"),
            [{"key": name_key(kind, name), "name": name, "kind": kind} for kind, name in names],
        )
    op.execute(
        "UPDATE post_term SET name_key = (SELECT t.name_key FROM term t WHERE t.id = term_id),"
        f" tagged_at = {_LISTED_AT.format(table='post_term')} WHERE tagged_at IS NULL"
    )
    op.execute(
        f"UPDATE post_link SET linked_at = {_LISTED_AT.format(table='post_link')}"
        " WHERE linked_at IS NULL"
    )
    for table, columns in INDEXES.items():
        name = f"ix_{table}_{'_'.join(columns)}"
        op.create_index(name, table, columns, if_not_exists=True)
    op.drop_index("ix_post_link_host_revision_id", table_name="post_link", if_exists=True)
    op.execute("DROP VIEW IF EXISTS v_link")
    op.execute(f"CREATE VIEW v_link AS {LINK}")
