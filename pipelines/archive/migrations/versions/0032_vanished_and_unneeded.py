"""`v_vanished` without what is named elsewhere; MariaDB: an index less, views that are planned well."""

from __future__ import annotations

import re

from alembic import op
from sqlalchemy import Connection

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

#: A post that moved is named by its new address, and one that went from one sitemap of a blog to
#: the next by another source.
VANISHED = """
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
  AND NOT EXISTS (SELECT 1 FROM post_address b
                  JOIN discovery n ON n.site_id = b.site_id AND n.url_hash = b.url_hash
                  JOIN source q ON q.id = n.source_id
                  WHERE b.post_id = p.id AND q.kind IN ('sitemap', 'api')
                    AND n.last_seen_at >= q.last_read_at)
"""

OTHER_VIEWS = ("v_closing_link", "v_duplicate", "v_gone", "v_silent_edit", "v_vanished")


def upgrade() -> None:
    """Make the view anew; keep MariaDB from beginning with all blogs."""
    op.execute("DROP VIEW IF EXISTS v_vanished")
    op.execute(f"CREATE VIEW v_vanished AS {VANISHED}")
    connection = op.get_bind()
    if connection.dialect.name not in ("mysql", "mariadb"):
        return
    # `ix_post_link_bare` has the same column first, there without a condition.
    op.drop_index("ix_post_link_url_hash", table_name="post_link", if_exists=True)
    for name in OTHER_VIEWS:
        _join_blog_from_outside(connection, name)


def _join_blog_from_outside(connection: Connection, name: str) -> None:
    # As 0030 for `v_post` and `v_link`.
    made = connection.exec_driver_sql(
        "SELECT view_definition FROM information_schema.views"
        f" WHERE table_schema = DATABASE() AND table_name = '{name}'"
    ).scalar_one()
    body = re.sub(r"(?<!left )(join (?:`[^`]+`\.)?`site` `s`)", r"left \1", made)
    if name == "v_duplicate" and "is not null" not in body:
        # The few texts that have one are found by it.
        body += " AND `t`.`cluster_id` is not null"
    connection.exec_driver_sql(f"CREATE OR REPLACE VIEW {name} AS {body}".replace("%", "%%"))
