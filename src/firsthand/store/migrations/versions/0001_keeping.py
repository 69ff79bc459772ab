"""Feeds, entries, the archive, articles in all their versions, and stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "article",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("id", PLAIN, nullable=False),
        sa.Column("key", PLAIN, nullable=False),
        sa.Column("url", PLAIN, nullable=True),
        sa.Column("publisher", PLAIN, nullable=True),
        sa.Column("publisher_name", sa.String(), nullable=True),
        sa.Column("headline", sa.String(), nullable=True),
        sa.Column("language", PLAIN, nullable=False),
        sa.Column("published_at", PLAIN, nullable=True),
        sa.Column("reported", PLAIN, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_article"),
        sa.UniqueConstraint("id", name="uq_article_id"),
        sa.UniqueConstraint("key", name="uq_article_key"),
    )
    op.create_index("ix_article_publisher_reported", "article", ["publisher", "reported"], unique=False)
    op.create_index("ix_article_reported_n", "article", ["reported", "n"], unique=False)
    op.create_index("ix_article_url", "article", ["url"], unique=False)
    op.create_table(
        "body",
        sa.Column("sha256", PLAIN, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("zstd", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_body"),
    )
    op.create_table(
        "feed",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("url", PLAIN, nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("site", PLAIN, nullable=True),
        sa.Column("language", PLAIN, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("followed", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("etag", PLAIN, nullable=True),
        sa.Column("last_modified", PLAIN, nullable=True),
        sa.Column("digest", PLAIN, nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("holder", PLAIN, nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
    )
    op.create_index("ix_feed_followed_due_at", "feed", ["followed", "due_at"], unique=False)
    op.create_table(
        "former_story",
        sa.Column("id", PLAIN, nullable=False),
        sa.Column("story", PLAIN, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_former_story"),
    )
    op.create_index("ix_former_story_story", "former_story", ["story"], unique=False)
    op.create_table(
        "grouping",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("grouped", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_grouping"),
    )
    op.create_table(
        "host",
        sa.Column("name", PLAIN, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("permissions", sa.LargeBinary(), nullable=True),
        sa.Column("permissions_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_host"),
    )
    op.create_table(
        "judgement",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("a", PLAIN, nullable=False),
        sa.Column("b", PLAIN, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_judgement"),
    )
    op.create_index("ix_judgement_a_b", "judgement", ["a", "b"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", PLAIN, nullable=False),
        sa.Column("members", PLAIN, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("links", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("last_reported", PLAIN, nullable=False),
        sa.Column("told_for", PLAIN, nullable=True),
        sa.Column("told", sa.LargeBinary(), nullable=True),
        sa.Column("headline", sa.String(), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=True),
        sa.Column("disagreements", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_changed_at", "story", ["changed_at"], unique=False)
    op.create_index("ix_story_last_reported", "story", ["last_reported"], unique=False)
    op.create_table(
        "entry",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("feed", NUMBER, nullable=True),
        sa.Column("key", PLAIN, nullable=False),
        sa.Column("url", PLAIN, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("published", PLAIN, nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("state", PLAIN, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("holder", PLAIN, nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feed.n"], name="fk_entry_feed_feed"),
        sa.PrimaryKeyConstraint("n", name="pk_entry"),
        sa.UniqueConstraint("key", name="uq_entry_key"),
    )
    op.create_index("ix_entry_feed", "entry", ["feed"], unique=False)
    op.create_index("ix_entry_state_due_at", "entry", ["state", "due_at"], unique=False)
    op.create_table(
        "story_article",
        sa.Column("article", NUMBER, nullable=False),
        sa.Column("story", PLAIN, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.n"], name="fk_story_article_article_article"),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name="fk_story_article_story_story"),
        sa.PrimaryKeyConstraint("article", name="pk_story_article"),
    )
    op.create_index("ix_story_article_story", "story_article", ["story"], unique=False)
    op.create_table(
        "capture",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("sha256", PLAIN, nullable=False),
        sa.Column("source", PLAIN, nullable=False),
        sa.Column("media", PLAIN, nullable=False),
        sa.Column("charset", PLAIN, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=True),
        sa.Column("retrieval", sa.LargeBinary(), nullable=True),
        sa.Column("entry", NUMBER, nullable=True),
        sa.Column("article", NUMBER, nullable=True),
        sa.Column("stage", PLAIN, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.n"], name="fk_capture_article_article"),
        sa.ForeignKeyConstraint(["entry"], ["entry.n"], name="fk_capture_entry_entry"),
        sa.ForeignKeyConstraint(["sha256"], ["body.sha256"], name="fk_capture_sha256_body"),
        sa.PrimaryKeyConstraint("n", name="pk_capture"),
    )
    op.create_index("ix_capture_article_n", "capture", ["article", "n"], unique=False)
    op.create_index("ix_capture_sha256", "capture", ["sha256"], unique=False)
    op.create_index("ix_capture_source_n", "capture", ["source", "n"], unique=False)
    op.create_table(
        "version",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("article", NUMBER, nullable=False),
        sa.Column("capture", NUMBER, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.Column("edit", PLAIN, nullable=True),
        sa.ForeignKeyConstraint(["article"], ["article.n"], name="fk_version_article_article"),
        sa.ForeignKeyConstraint(["capture"], ["capture.n"], name="fk_version_capture_capture"),
        sa.PrimaryKeyConstraint("n", name="pk_version"),
        sa.UniqueConstraint("capture", name="uq_version_capture"),
    )
    op.create_index("ix_version_article_n", "version", ["article", "n"], unique=False)
    op.execute("INSERT INTO grouping (n, changes, grouped) VALUES (1, 0, 0)")
