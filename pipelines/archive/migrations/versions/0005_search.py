"""The search index: FTS5 on SQLite, tsvector on PostgreSQL, FULLTEXT on MariaDB."""

from __future__ import annotations

from alembic import op

from pipelines.archive.search_index import index_missing

revision = "0005"
down_revision = "0004"

#: `place` puts posts in the order of lists, newest highest; on SQLite it is the row of the words.
TABLES = {
    "sqlite": (
        """CREATE TABLE IF NOT EXISTS search_entry (
            post_id INTEGER NOT NULL PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
            revision_id INTEGER NOT NULL,
            place INTEGER NOT NULL
        )""",
        "CREATE UNIQUE INDEX IF NOT EXISTS ix_search_entry_place ON search_entry (place)",
        # The words come parted and folded. No text is kept here a second time (content = '').
        """CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5 (
            title_words, words, content = '', tokenize = "ascii tokenchars '_'"
        )""",
    ),
    "postgresql": (
        """CREATE TABLE IF NOT EXISTS search_entry (
            post_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
            revision_id BIGINT NOT NULL,
            place BIGINT NOT NULL,
            title_words TSVECTOR NOT NULL,
            words TSVECTOR NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS ix_search_entry_place ON search_entry (place)",
        """CREATE INDEX IF NOT EXISTS ix_search_entry_title_words
            ON search_entry USING gin (title_words)""",
        "CREATE INDEX IF NOT EXISTS ix_search_entry_words ON search_entry USING gin (words)",
    ),
    # ASCII: search_index.py writes other letters so that the server cannot take them for blanks.
    "mysql": (
        """CREATE TABLE IF NOT EXISTS search_entry (
            post_id BIGINT NOT NULL PRIMARY KEY,
            revision_id BIGINT NOT NULL,
            place BIGINT NOT NULL,
            title_words LONGTEXT NOT NULL,
            words LONGTEXT NOT NULL,
            KEY ix_search_entry_place (place),
            FULLTEXT KEY ix_search_entry_title_words (title_words),
            FULLTEXT KEY ix_search_entry_words (words),
            CONSTRAINT fk_search_entry_post_id
                FOREIGN KEY (post_id) REFERENCES post (id) ON DELETE CASCADE
        ) ENGINE = InnoDB DEFAULT CHARSET = ascii COLLATE = ascii_bin""",
    ),
}


def upgrade() -> None:
    """Make the tables and index the posts that are there."""
    connection = op.get_bind()
    name = connection.dialect.name
    for statement in TABLES["mysql" if name == "mariadb" else name]:
        op.execute(statement)
    index_missing(connection)
