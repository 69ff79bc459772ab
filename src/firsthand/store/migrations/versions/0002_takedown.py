"""Takedowns, their tombstones and the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ledger",
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("receipt", PLAIN, nullable=False),
        sa.Column("act", PLAIN, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_ledger"),
    )
    op.create_index("ix_ledger_receipt_n", "ledger", ["receipt", "n"], unique=False)
    op.create_table(
        "takedown",
        sa.Column("receipt", PLAIN, nullable=False),
        sa.Column("url", PLAIN, nullable=False),
        sa.Column("article", PLAIN, nullable=True),
        sa.Column("basis", PLAIN, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("notice", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decision", PLAIN, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("undo_until", MOMENT, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("receipt", name="pk_takedown"),
    )
    op.create_index("ix_takedown_decision_at", "takedown", ["decision", "at"], unique=False)
    op.create_index("ix_takedown_url", "takedown", ["url"], unique=False)
    op.create_table(
        "tombstone",
        sa.Column("key", PLAIN, nullable=False),
        sa.Column("receipt", PLAIN, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["takedown.receipt"], name="fk_tombstone_receipt_takedown"),
        sa.PrimaryKeyConstraint("key", name="pk_tombstone"),
    )
    op.create_index("ix_tombstone_receipt", "tombstone", ["receipt"], unique=False)
