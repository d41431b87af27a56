"""The link graph as views, the way from a revision to its post, and texts that are alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import TABLE_OPTIONS, BigId

revision = "0013"
down_revision = "0012"

#: As for `v_post`: a later migration that makes a table anew on SQLite drops them before.
VIEWS = {
    "v_post": """
SELECT p.id AS post_id, r.id AS revision_id, r.seq AS revision,
       s.id AS site_id, s.home_url AS site, s.host, s.platform,
       p.url, p.platform_post_id, p.state, p.first_seen_at, p.last_seen_at, p.listed_at,
       r.title, r.excerpt, r.body_text, r.body_html, r.language, r.word_count,
       r.published_at, r.published_offset_min, r.published_precision,
       r.modified_at, r.modified_offset_min, r.modified_precision,
       r.seen_at, r.content_hash, r.reader_version
FROM post p
JOIN site s ON s.id = p.site_id
JOIN revision r ON r.id = p.current_revision_id
""",
    # The target is looked up when asked: a post that is archived after the link is found, too.
    "v_link": """
SELECT p.id AS post_id, k.revision_id, s.id AS site_id, s.home_url AS site, s.host AS blog,
       p.url AS post_url, p.listed_at, k.ord AS place, k.kind, k.url, k.url_hash, k.host,
       k.text, k.rel, CASE WHEN k.rel LIKE '%nofollow%' THEN 1 ELSE 0 END AS nofollow,
       k.internal,
       (SELECT MIN(a.post_id) FROM post_address a WHERE a.url_hash = k.url_hash) AS target_post_id
FROM post_link k
JOIN post p ON p.current_revision_id = k.revision_id
JOIN site s ON s.id = p.site_id
""",
    "v_closing_link": """
SELECT p.id AS post_id, k.revision_id, s.id AS site_id, s.home_url AS site, s.host AS blog,
       p.url AS post_url, p.listed_at, k.url, k.url_hash, k.host, k.text, k.rel
FROM post_link k
JOIN post p ON p.current_revision_id = k.revision_id
JOIN site s ON s.id = p.site_id
WHERE k.kind = 'bare'
  AND NOT EXISTS (SELECT 1 FROM post_link l
                  WHERE l.revision_id = k.revision_id AND l.ord > k.ord)
""",
    # The title is looked up when asked for: to count clusters takes none.
    "v_duplicate": """
SELECT t.cluster_id AS cluster, p.id AS post_id, s.id AS site_id, s.home_url AS site, s.host,
       p.url, p.state, p.listed_at, p.first_seen_at,
       (SELECT r.title FROM revision r WHERE r.id = p.current_revision_id) AS title,
       t.likeness, t.text_hash
FROM text_print t
JOIN post p ON p.id = t.post_id
JOIN site s ON s.id = p.site_id
WHERE EXISTS (SELECT 1 FROM text_print o
              WHERE o.cluster_id = t.cluster_id AND o.post_id <> t.post_id)
""",
}


def upgrade() -> None:
    """Make the column, the indexes, the tables and the views."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("post")}
    if "current_revision_id" not in columns:  # a killed upgrade may have added it (MariaDB)
        op.add_column("post", sa.Column("current_revision_id", BigId, nullable=True))
    op.execute(
        "UPDATE post SET current_revision_id = (SELECT r.id FROM revision r"
        " WHERE r.post_id = post.id AND r.seq = post.current_seq)"
    )
    op.create_index(
        "ix_post_current_revision",
        "post",
        ["current_revision_id", "site_id", "listed_at"],
        if_not_exists=True,
    )
    op.create_index(
        "ix_post_link_bare",
        "post_link",
        ["url_hash", "revision_id"],
        sqlite_where=sa.text("kind = 'bare'"),
        postgresql_where=sa.text("kind = 'bare'"),
        if_not_exists=True,
    )
    op.create_index("ix_post_change_kind_at", "post_change", ["kind", "at"], if_not_exists=True)
    op.create_table(
        "text_print",
        sa.Column("post_id", BigId, nullable=False, autoincrement=False),
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("cluster_id", BigId, nullable=True),
        sa.Column("likeness", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_text_print_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name="pk_text_print"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_text_print_cluster_id_post_id",
        "text_print",
        ["cluster_id", "post_id"],
        if_not_exists=True,
    )
    op.create_table(
        "text_band",
        sa.Column("band", BigId, nullable=False, autoincrement=False),
        sa.Column("post_id", BigId, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_text_band_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "post_id", name="pk_text_band"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_text_band_post_id", "text_band", ["post_id"], if_not_exists=True)
    for name, query in VIEWS.items():
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {query}")
