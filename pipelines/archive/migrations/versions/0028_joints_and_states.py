"""MariaDB: the index of words knows how they are joined. PostgreSQL: `v_gone` is planned well."""

from __future__ import annotations

from alembic import op

from pipelines.archive.search_index import fill_aside, index_missing

revision = "0028"
down_revision = "0026"

#: As in 0005. The foreign key gets its name from the table, so that it may stand beside that of the
#: old one; the indexes of words are made when all rows are there. Not `ascii_bin`: the server sorts
#: words by it and looks them up in small letters, so that it loses a tenth of those with capitals.
MADE = """CREATE TABLE search_entry_new (
    post_id BIGINT NOT NULL PRIMARY KEY,
    revision_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    title_words LONGTEXT NOT NULL,
    words LONGTEXT NOT NULL,
    KEY ix_search_entry_place (place),
    FOREIGN KEY (post_id) REFERENCES post (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_general_ci"""

#: The states stand beside the posts: PostgreSQL took what is asked of `state` beside a list of
#: states for fifty times as rare as it is, and went through all posts by time.
GONE = """CREATE OR REPLACE VIEW v_gone AS
SELECT p.id AS post_id, s.home_url AS site, s.host, p.url, p.state, p.state_since,
       r.title, r.published_at,
       CAST(FLOOR(EXTRACT(EPOCH FROM (p.state_since - r.published_at)) / 86400) AS INTEGER)
           AS days_after_publishing,
       p.first_seen_at, p.last_seen_at,
       c.id AS change_id, c.summary AS proof
FROM (VALUES ('gone'), ('protected'), ('redirected')) AS away (state)
JOIN post p ON p.state = away.state
JOIN site s ON s.id = p.site_id
JOIN revision r ON r.post_id = p.id AND r.seq = p.current_seq
LEFT JOIN post_change c ON c.post_id = p.id AND c.kind = p.state AND c.at = p.state_since"""


def upgrade() -> None:
    """Make the index of MariaDB beside the old one, which stands until it is done."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(GONE)
    if connection.dialect.name not in ("mysql", "mariadb"):
        return
    op.execute("DROP TABLE IF EXISTS search_entry_new, search_entry_old")
    op.execute(MADE)
    fill_aside(connection, "search_entry_new")
    for column in ("title_words", "words"):
        op.execute(
            f"ALTER TABLE search_entry_new ADD FULLTEXT KEY ix_search_entry_{column} ({column})"
        )
    op.execute("RENAME TABLE search_entry TO search_entry_old, search_entry_new TO search_entry")
    op.execute("DROP TABLE search_entry_old")
    index_missing(connection)  # what was written meanwhile
