"""The tables behind search. They differ by database, so they are not among `schema.metadata`.

SQLite: an FTS5 table without content (it keeps words, no text), and of each article in it a digest of its words, by
which what was indexed is known again when it must go. PostgreSQL: the words as text, with a GIN index on them.
All of it can be made again from the articles: `words.rebuild`.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from firsthand.store.tokens import manner

#: The expression that PostgreSQL's index is on; a search must use this one to the letter.
WORDS = "string_to_array(search.words, ' ')"
#: How the words were made, as `tokens.manner` says it; one row.
_STATE = "CREATE TABLE search_state (manner VARCHAR NOT NULL)"

_SQLITE = (
    # The words are folded already: `ascii` splits them at spaces and leaves every other character to its word.
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii', detail=full)",
    "CREATE TABLE search_article (n INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
    _STATE,
)
_POSTGRESQL = (
    "CREATE TABLE search (n BIGINT PRIMARY KEY, words TEXT NOT NULL)",
    "CREATE INDEX search_words ON search USING gin (string_to_array(words, ' '))",
    _STATE,
)


def create(connection: Connection) -> None:
    """Make the tables, empty."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))
    connection.execute(text("INSERT INTO search_state (manner) VALUES (:manner)"), {"manner": manner()})


def is_ours(name: str | None) -> bool:
    """Whether a table belongs to search: whoever compares the store with `schema.metadata` leaves it out."""
    return name is not None and (name == "search" or name.startswith("search_"))
