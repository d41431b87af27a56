"""The view `v_post`: each post with the revision that stands, for those who ask in SQL."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

#: A later migration that makes `post`, `revision` or `site` anew on SQLite (batch mode) must drop
#: the view before and make it again after.
VIEW = """
CREATE VIEW v_post AS
SELECT p.id AS post_id, r.id AS revision_id, r.seq AS revision,
       s.id AS site_id, s.home_url AS site, s.host, s.platform,
       p.url, p.platform_post_id, p.state, p.first_seen_at, p.last_seen_at, p.listed_at,
       r.title, r.excerpt, r.body_text, r.body_html, r.language, r.word_count,
       r.published_at, r.published_offset_min, r.published_precision,
       r.modified_at, r.modified_offset_min, r.modified_precision,
       r.seen_at, r.content_hash, r.reader_version
FROM post p
JOIN site s ON s.id = p.site_id
JOIN revision r ON r.post_id = p.id AND r.seq = p.current_seq
"""


def upgrade() -> None:
    """Make the view."""
    op.execute("DROP VIEW IF EXISTS v_post")
    op.execute(VIEW)
