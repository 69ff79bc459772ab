"""The web face: what stories are found by, what happened to them, who may do what, what is sent out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

SAYS = "the audit log is only added to"

SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for act in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
)


def upgrade() -> None:
    """Make the tables. What was told before has no lead and no facets: it is told again when it is next looked at."""
    op.create_table(
        "account",
        sa.Column("name", PLAIN, nullable=False),
        sa.Column("role", PLAIN, nullable=False),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("password", PLAIN, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
    )
    op.create_table(
        "audit",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("act", PLAIN, nullable=False),
        sa.Column("on", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("address", PLAIN, nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_table(
        "event",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("story", PLAIN, nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("ref", PLAIN, nullable=True),
        sa.Column("actor", PLAIN, nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_event"),
    )
    op.create_index("ix_event_kind_n", "event", ["kind", "n"], unique=False)
    op.create_index("ix_event_story_n", "event", ["story", "n"], unique=False)
    op.create_table(
        "objection",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("story", PLAIN, nullable=False),
        sa.Column("part", PLAIN, nullable=False),
        sa.Column("ref", PLAIN, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", PLAIN, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_objection"),
    )
    op.create_index("ix_objection_state_n", "objection", ["state", "n"], unique=False)
    op.create_index("ix_objection_story_n", "objection", ["story", "n"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("account", PLAIN, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("condition", sa.LargeBinary(), nullable=False),
        sa.Column("channel", PLAIN, nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("secret", PLAIN, nullable=True),
        sa.Column("token", PLAIN, nullable=False),
        sa.Column("state", PLAIN, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("upto", NUMBER, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_subscription"),
    )
    op.create_index("ix_subscription_state_kind", "subscription", ["state", "kind"], unique=False)
    op.create_index("ix_subscription_target", "subscription", ["target"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("id", PLAIN, nullable=False),
        sa.Column("digest", PLAIN, nullable=False),
        sa.Column("account", PLAIN, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", PLAIN, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_api_key_account_account"),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
    )
    op.create_index("ix_api_key_account", "api_key", ["account"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("subscription", NUMBER, nullable=False),
        sa.Column("events", PLAIN, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", PLAIN, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["subscription"], ["subscription.n"], name="fk_delivery_subscription_subscription"),
        sa.PrimaryKeyConstraint("n", name="pk_delivery"),
    )
    op.create_index("ix_delivery_state_due_at", "delivery", ["state", "due_at"], unique=False)
    op.create_index("ix_delivery_subscription_n", "delivery", ["subscription", "n"], unique=False)
    op.create_table(
        "facet",
        sa.Column("story", PLAIN, nullable=False),
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("key", PLAIN, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name="fk_facet_story_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "kind", "key", name="pk_facet"),
    )
    op.create_index("ix_facet_kind_key", "facet", ["kind", "key"], unique=False)
    op.create_table(
        "session",
        sa.Column("digest", PLAIN, nullable=False),
        sa.Column("account", PLAIN, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_session_account_account"),
        sa.PrimaryKeyConstraint("digest", name="pk_session"),
    )
    op.create_index("ix_session_account", "session", ["account"], unique=False)
    op.add_column("story", sa.Column("first_reported", PLAIN, nullable=True))
    op.add_column("story", sa.Column("lead", sa.LargeBinary(), nullable=True))
    op.add_column("story_article", sa.Column("mark", PLAIN, nullable=True))
    op.add_column("story_article", sa.Column("leans_on", sa.String(), nullable=True))
    op.create_index("ix_story_told_for_members", "story", ["told_for", "members"], unique=False)
    op.create_index("ix_story_article_leans_on", "story_article", ["leans_on"], unique=False)
    op.execute("UPDATE story SET told_for = NULL")
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
