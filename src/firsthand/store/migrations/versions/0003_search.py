"""Search: the words of every article."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from firsthand.store.tokens import manner

revision = "0003"
down_revision = "0002"

SQLITE = (
    # The words are folded already: `ascii` splits them at spaces and leaves every other character to its word.
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii', detail=full)",
    "CREATE TABLE search_article (n INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
)
POSTGRESQL = (
    "CREATE TABLE search (n BIGINT PRIMARY KEY, words TEXT NOT NULL)",
    # The planner does not count what it costs to unpack the words of an article, and would rather unpack all of them
    # than use the index: a function of ours says so.
    "CREATE FUNCTION search_array(words text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE "
    "COST 10000 AS 'BEGIN RETURN string_to_array(words, '' ''); END'",
    "CREATE INDEX search_words ON search USING gin (search_array(words))",
)
#: How the words were made, as `tokens.manner` says it; one row.
STATE = "CREATE TABLE search_state (manner VARCHAR NOT NULL)"


def upgrade() -> None:
    """Make the tables. Where there are articles, the first search puts them in: their words are in no manner yet."""
    connection = op.get_bind()
    for statement in (*(SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL), STATE):
        op.execute(statement)
    held = connection.execute(sa.text("SELECT 1 FROM article LIMIT 1")).first()
    state = sa.table("search_state", sa.column("manner", sa.String))
    op.execute(sa.insert(state).values(manner="" if held else manner()))
