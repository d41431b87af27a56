"""The first tables: sites, posts and their revisions, fetches, runs, schedules, locks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipelines.archive.engine import CURSOR_TABLE_OPTIONS, TABLE_OPTIONS, BigId, Instant, LongText

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables; those that a killed upgrade has made already stay (MariaDB)."""
    op.create_table(
        "image",
        sa.Column("id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_image"),
        sa.UniqueConstraint("url_hash", name="uq_image_url_hash"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_image_host", "image", ["host"], if_not_exists=True)
    op.create_table(
        "run_lock",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=2000), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("machine", sa.String(length=255), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("process_started", sa.String(length=64), nullable=False),
        sa.Column("acquired_at", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_run_lock"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_table(
        "schedule",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("spider", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("next_due_at", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("lease_owner", sa.String(length=200), nullable=False),
        sa.Column("last_started_at", Instant(), nullable=True),
        sa.Column("last_ended_at", Instant(), nullable=True),
        sa.Column("last_exit_code", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint("name", name="uq_schedule_name"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_schedule_enabled_next_due_at",
        "schedule",
        ["enabled", "next_due_at"],
        if_not_exists=True,
    )
    op.create_table(
        "site",
        sa.Column("id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("home_url", sa.String(length=2000), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("platform", sa.String(length=50), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("url_hash", name="uq_site_url_hash"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_site_host", "site", ["host"], if_not_exists=True)
    op.create_table(
        "person",
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("norm_name", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_person_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("site_id", "name", name="uq_person_site_id_name"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_person_norm_name", "person", ["norm_name"], if_not_exists=True)
    op.create_table(
        "run",
        sa.Column("id", BigId, nullable=False),
        sa.Column("schedule_id", BigId, nullable=True),
        sa.Column("spider", sa.String(length=100), nullable=False),
        sa.Column("site", sa.String(length=2000), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("stats", sa.JSON(), nullable=False),
        sa.Column("machine", sa.String(length=255), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedule.id"], name="fk_run_schedule_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_run_schedule_id", "run", ["schedule_id"], if_not_exists=True)
    op.create_index("ix_run_started_at", "run", ["started_at"], if_not_exists=True)
    op.create_table(
        "source",
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_source_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("site_id", "url_hash", name="uq_source_site_id_url_hash"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_table(
        "term",
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("norm_name", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_term_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("site_id", "kind", "name", name="uq_term_site_id_kind_name"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_term_norm_name", "term", ["norm_name"], if_not_exists=True)
    op.create_table(
        "page_fetch",
        sa.Column("id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=True),
        sa.Column("site_id", BigId, nullable=True),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("final_url", sa.String(length=2000), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=200), nullable=False),
        sa.Column("etag", sa.String(length=500), nullable=True),
        sa.Column("last_modified", sa.String(length=100), nullable=True),
        sa.Column("fetched_at", Instant(), nullable=False),
        sa.Column("body_bytes", BigId, nullable=False),
        sa.Column("server_date", Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=50), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_page_fetch_run_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_page_fetch_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_page_fetch"),
        sa.UniqueConstraint("url_hash", "fetched_at", name="uq_page_fetch_url_hash_fetched_at"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_page_fetch_fetched_at", "page_fetch", ["fetched_at"], if_not_exists=True)
    op.create_index("ix_page_fetch_run_id", "page_fetch", ["run_id"], if_not_exists=True)
    op.create_index("ix_page_fetch_site_id", "page_fetch", ["site_id"], if_not_exists=True)
    op.create_table(
        "post",
        sa.Column("id", BigId, nullable=False),
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("platform_post_id", sa.String(length=200), nullable=True),
        sa.Column("current_seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_since", Instant(), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("listed_at", Instant(), nullable=False),
        sa.Column("last_fetch_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(
            ["last_fetch_id"], ["page_fetch.id"], name="fk_post_last_fetch_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_post_site_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("site_id", "platform_post_id", name="uq_post_site_id_platform_post_id"),
        sa.UniqueConstraint("site_id", "url_hash", name="uq_post_site_id_url_hash"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_post_last_fetch_id", "post", ["last_fetch_id"], if_not_exists=True)
    op.create_index("ix_post_listed_at_id", "post", ["listed_at", "id"], if_not_exists=True)
    op.create_index(
        "ix_post_site_id_listed_at_id", "post", ["site_id", "listed_at", "id"], if_not_exists=True
    )
    op.create_index("ix_post_url_hash", "post", ["url_hash"], if_not_exists=True)
    op.create_table(
        "post_address",
        sa.Column("site_id", BigId, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_post_address_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_post_address_site_id"),
        sa.PrimaryKeyConstraint("site_id", "url_hash", name="pk_post_address"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_post_address_post_id", "post_address", ["post_id"], if_not_exists=True)
    op.create_index("ix_post_address_url_hash", "post_address", ["url_hash"], if_not_exists=True)
    op.create_table(
        "revision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fetch_id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("field_marks", sa.JSON(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("reader_version", sa.String(length=50), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("canonical_url", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("excerpt", LongText, nullable=False),
        sa.Column("body_text", LongText, nullable=False),
        sa.Column("body_html", LongText, nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("published_offset_min", sa.Integer(), nullable=True),
        sa.Column("published_offset_stated", sa.Boolean(), nullable=True),
        sa.Column("published_precision", sa.String(length=10), nullable=True),
        sa.Column("published_raw", sa.String(length=200), nullable=True),
        sa.Column("modified_at", Instant(), nullable=True),
        sa.Column("modified_offset_min", sa.Integer(), nullable=True),
        sa.Column("modified_offset_stated", sa.Boolean(), nullable=True),
        sa.Column("modified_precision", sa.String(length=10), nullable=True),
        sa.Column("modified_raw", sa.String(length=200), nullable=True),
        sa.Column("platforms", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("quality", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fetch_id"], ["page_fetch.id"], name="fk_revision_fetch_id"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_revision_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name="fk_revision_run_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("post_id", "seq", name="uq_revision_post_id_seq"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_revision_content_hash", "revision", ["content_hash"], if_not_exists=True)
    op.create_index("ix_revision_fetch_id", "revision", ["fetch_id"], if_not_exists=True)
    op.create_index("ix_revision_published_at", "revision", ["published_at"], if_not_exists=True)
    op.create_index("ix_revision_run_id", "revision", ["run_id"], if_not_exists=True)
    op.create_index("ix_revision_seen_at", "revision", ["seen_at"], if_not_exists=True)
    op.create_table(
        "field_evidence",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=50), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reader", sa.String(length=100), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name="fk_field_evidence_revision_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_field_evidence"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_table(
        "post_author",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_post_author_person_id"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_post_author_revision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_post_author"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_post_author_person_id", "post_author", ["person_id"], if_not_exists=True)
    op.create_table(
        "post_change",
        sa.Column("id", BigId, nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_revision_id", BigId, nullable=True),
        sa.Column("to_revision_id", BigId, nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_revision_id"],
            ["revision.id"],
            name="fk_post_change_from_revision_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_post_change_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_revision_id"],
            ["revision.id"],
            name="fk_post_change_to_revision_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_post_change"),
        if_not_exists=True,
        **CURSOR_TABLE_OPTIONS,
    )
    op.create_index("ix_post_change_at", "post_change", ["at"], if_not_exists=True)
    op.create_index(
        "ix_post_change_from_revision_id", "post_change", ["from_revision_id"], if_not_exists=True
    )
    op.create_index("ix_post_change_post_id", "post_change", ["post_id"], if_not_exists=True)
    op.create_index(
        "ix_post_change_to_revision_id", "post_change", ["to_revision_id"], if_not_exists=True
    )
    op.create_table(
        "post_embed",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("provider", sa.String(length=255), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_post_embed_revision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_post_embed"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_post_embed_provider", "post_embed", ["provider"], if_not_exists=True)
    op.create_table(
        "post_image",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("image_id", BigId, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("observed_url", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["image_id"], ["image.id"], name="fk_post_image_image_id"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_post_image_revision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_post_image"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index("ix_post_image_image_id", "post_image", ["image_id"], if_not_exists=True)
    op.create_table(
        "post_link",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rel", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_post_link_revision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_post_link"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_post_link_host_revision_id", "post_link", ["host", "revision_id"], if_not_exists=True
    )
    op.create_index("ix_post_link_url_hash", "post_link", ["url_hash"], if_not_exists=True)
    op.create_table(
        "post_term",
        sa.Column("revision_id", BigId, nullable=False),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_post_term_revision_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_post_term_term_id"),
        sa.PrimaryKeyConstraint("revision_id", "ord", name="pk_post_term"),
        if_not_exists=True,
        **TABLE_OPTIONS,
    )
    op.create_index(
        "ix_post_term_term_id_revision_id",
        "post_term",
        ["term_id", "revision_id"],
        if_not_exists=True,
    )
