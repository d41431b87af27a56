"""Alembic's entry: runs migrations on the connection that migrate.py hands over."""

from alembic import context

from pipelines.archive.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # SQLite can roll a table back, which Alembic does not expect: it depends on who says BEGIN.
    transactional_ddl=context.config.attributes["transactional_ddl"],
)
with context.begin_transaction():
    context.run_migrations()
