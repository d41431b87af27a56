"""Views with titles; `v_vanished` without what is named elsewhere; MariaDB plans its views well."""

from __future__ import annotations

import re

from alembic import op
from sqlalchemy import Connection

revision = "0032"
down_revision = "0031"

#: As for `v_post`: a later migration that makes a table anew on SQLite drops them before. `{join}`:
#: MariaDB is told to join the blog from outside, since it would begin with all blogs (0030).
VIEWS = {
    "v_link": """
SELECT p.id AS post_id, k.revision_id, s.id AS site_id, s.home_url AS site, s.host AS blog,
       p.url AS post_url, p.listed_at, k.ord AS place, k.kind, k.url, k.url_hash, k.host,
       k.text, k.rel, CASE WHEN k.rel LIKE '%nofollow%' THEN 1 ELSE 0 END AS nofollow,
       k.internal,
       (SELECT MIN(a.post_id) FROM post_address a WHERE a.url_hash = k.url_hash) AS target_post_id,
       k.linked_at, p.title AS post_title
FROM post_link k
JOIN post p ON p.current_revision_id = k.revision_id
{join} site s ON s.id = p.site_id
""",
    "v_closing_link": """
SELECT p.id AS post_id, k.revision_id, s.id AS site_id, s.home_url AS site, s.host AS blog,
       p.url AS post_url, p.listed_at, k.url, k.url_hash, k.host, k.text, k.rel,
       p.title AS post_title
FROM post_link k
JOIN post p ON p.current_revision_id = k.revision_id
{join} site s ON s.id = p.site_id
WHERE k.kind = 'bare'
  AND NOT EXISTS (SELECT 1 FROM post_link l
                  WHERE l.revision_id = k.revision_id AND l.ord > k.ord)
""",
    # A post that moved is named by its new address, and one that went from one sitemap of a blog
    # to the next by another source; what a source that is read no longer named says nothing.
    "v_vanished": """
SELECT p.id AS post_id, p.state, p.url, s.home_url AS site, s.host,
       o.kind AS source_kind, o.url AS source_url,
       d.last_seen_at AS last_named_at, o.last_read_at, p.title
FROM discovery d
JOIN source o ON o.id = d.source_id
JOIN post_address a ON a.site_id = d.site_id AND a.url_hash = d.url_hash
JOIN post p ON p.id = a.post_id
{join} site s ON s.id = p.site_id
WHERE o.kind IN ('sitemap', 'api') AND o.problem = ''
  AND d.last_seen_at < o.last_read_at
  AND NOT EXISTS (SELECT 1 FROM post_address b
                  JOIN discovery n ON n.site_id = b.site_id AND n.url_hash = b.url_hash
                  JOIN source q ON q.id = n.source_id
                  WHERE b.post_id = p.id AND q.kind IN ('sitemap', 'api')
                    AND n.last_seen_at >= o.last_read_at)
""",
}


def upgrade() -> None:
    """Make the views anew; on MariaDB also those that stay as they are, and drop an index."""
    connection = op.get_bind()
    on_mariadb = connection.dialect.name in ("mysql", "mariadb")
    for name, query in VIEWS.items():
        made = query.replace("{join}", "LEFT JOIN" if on_mariadb else "JOIN")
        if connection.dialect.name == "sqlite":
            op.execute(f"DROP VIEW IF EXISTS {name}")
            op.execute(f"CREATE VIEW {name} AS {made}")
        else:  # somebody's own views may be of it
            op.execute(f"CREATE OR REPLACE VIEW {name} AS {made}")
    if on_mariadb:
        # `ix_post_link_bare` has the same column first, there without a condition.
        op.drop_index("ix_post_link_url_hash", table_name="post_link", if_exists=True)
        for name in ("v_duplicate", "v_gone", "v_silent_edit"):
            _join_blog_from_outside(connection, name)


def _join_blog_from_outside(connection: Connection, name: str) -> None:
    made = connection.exec_driver_sql(
        "SELECT view_definition FROM information_schema.views"
        f" WHERE table_schema = DATABASE() AND table_name = '{name}'"
    ).scalar_one()
    body = re.sub(r"(?<!left )(join (?:`[^`]+`\.)?`site` `s`)", r"left \1", made)
    if name == "v_duplicate" and "is not null" not in body:
        # The few texts that have one are found by it.
        body += " AND `t`.`cluster_id` is not null"
    connection.exec_driver_sql(f"CREATE OR REPLACE VIEW {name} AS {body}".replace("%", "%%"))
