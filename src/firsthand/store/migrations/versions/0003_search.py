"""Search: the words of every article."""

from __future__ import annotations

from alembic import op
from sqlalchemy import select

from firsthand.store import search_tables
from firsthand.store.schema import article

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and put the articles of the store into them."""
    connection = op.get_bind()
    search_tables.create(connection)
    if connection.execute(select(article.c.n).limit(1)).first():
        from firsthand.store.words import rebuild

        rebuild(connection)
