"""SQLite: titles have an index of words of their own; both know what joins the words."""

from __future__ import annotations

from alembic import op

from pipelines.archive.search_index import index_missing

revision = "0024"
down_revision = "0021"

TABLES = ("search_titles", "search_words")
#: The words come parted and folded. No text is kept here a second time (content = '').
MADE = """CREATE VIRTUAL TABLE {} USING fts5 (
    words, content = '', tokenize = "ascii tokenchars '_~'"
)"""
#: Bytes of words that are collected before they are written, and pieces that are merged into one:
#: all posts at once would else be written some four times over. Then as SQLite has it.
AT_ONCE = {"hashsize": 250_000_000, "automerge": 16}
LATER = {"hashsize": 1 << 20, "automerge": 4}


def upgrade() -> None:
    """Make the tables anew and index all posts."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    # The new index is larger and written over the old one: to fill that with zeros first would
    # take as much time and room in the log again.
    secure = connection.exec_driver_sql("PRAGMA secure_delete").scalar_one()
    connection.exec_driver_sql("PRAGMA secure_delete = 0").all()
    op.execute("DELETE FROM search_entry")
    for name in TABLES:
        op.execute(f"DROP TABLE IF EXISTS {name}")
        op.execute(MADE.format(name))
    _set(AT_ONCE)
    index_missing(connection)
    _set(LATER)
    connection.exec_driver_sql(f"PRAGMA secure_delete = {int(secure):d}").all()


def _set(options: dict[str, int]) -> None:
    for name in TABLES:
        for option, value in options.items():
            op.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('{option}', {value})")
