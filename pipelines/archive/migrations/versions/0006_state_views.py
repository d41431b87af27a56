"""The views `v_silent_edit`, `v_gone` and `v_vanished`, and the index that finds what is away."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

#: As for `v_post`: a later migration that makes a table anew on SQLite drops them before.
VIEWS = {
    # The names of the fields are an array in JSON, written alike on each database.
    "v_silent_edit": """
SELECT c.id AS change_id, c.at, c.post_id, c.from_revision_id, c.to_revision_id,
       s.home_url AS site, s.host, p.url, r.title, r.modified_at
FROM post_change c
JOIN post p ON p.id = c.post_id
JOIN site s ON s.id = p.site_id
JOIN revision r ON r.id = c.to_revision_id
WHERE c.kind = 'changed'
  AND (CAST(c.summary AS CHAR(500)) LIKE '%"body"%'
       OR CAST(c.summary AS CHAR(500)) LIKE '%"title"%')
  AND CAST(c.summary AS CHAR(500)) NOT LIKE '%"modified"%'
""",
    # The row of the feed that told the state in which the post is now.
    "v_gone": """
SELECT p.id AS post_id, s.home_url AS site, s.host, p.url, p.state, p.state_since,
       r.title, r.published_at, {days} AS days_after_publishing,
       p.first_seen_at, p.last_seen_at,
       c.id AS change_id, c.summary AS proof
FROM post p
JOIN site s ON s.id = p.site_id
JOIN revision r ON r.post_id = p.id AND r.seq = p.current_seq
LEFT JOIN post_change c ON c.post_id = p.id AND c.kind = p.state AND c.at = p.state_since
WHERE p.state IN ('gone', 'protected', 'redirected')
""",
    "v_vanished": """
SELECT p.id AS post_id, p.state, p.url, s.home_url AS site, s.host,
       o.kind AS source_kind, o.url AS source_url,
       d.last_seen_at AS last_named_at, o.last_read_at
FROM discovery d
JOIN source o ON o.id = d.source_id
JOIN post_address a ON a.site_id = d.site_id AND a.url_hash = d.url_hash
JOIN post p ON p.id = a.post_id
JOIN site s ON s.id = p.site_id
WHERE o.kind IN ('sitemap', 'api') AND o.problem = ''
  AND d.last_seen_at < o.last_read_at
""",
}

#: No function for it is known to all three.
DAYS = {
    "sqlite": "CAST(JULIANDAY(p.state_since) - JULIANDAY(r.published_at) AS INTEGER)",
    "postgresql": (
        "CAST(FLOOR(EXTRACT(EPOCH FROM (p.state_since - r.published_at)) / 86400) AS INTEGER)"
    ),
    "mysql": "TIMESTAMPDIFF(DAY, r.published_at, p.state_since)",
}


def upgrade() -> None:
    """Make the index and the views."""
    dialect = op.get_bind().dialect.name
    days = DAYS["mysql" if dialect == "mariadb" else dialect]
    op.create_index(
        "ix_post_state_state_since", "post", ["state", "state_since"], if_not_exists=True
    )
    for name, query in VIEWS.items():
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {query.replace('{days}', days)}")
