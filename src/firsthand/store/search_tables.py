"""The tables behind search, which differ by database: migration 0003 makes them, `schema.metadata` has them not.

SQLite: an FTS5 table without content (it keeps words, no text), and of each article in it a digest of its words, by
which what was indexed is known again when it must go. PostgreSQL: the words as text, with a GIN index on them.
All of it can be made again from the articles: `words.rebuild`.
"""

from __future__ import annotations

#: The expression that PostgreSQL's index is on; a search must use this one to the letter.
WORDS = "search_array(search.words)"


def is_ours(name: str | None) -> bool:
    """Whether a table belongs to search: whoever compares the store with `schema.metadata` leaves it out."""
    return name is not None and (name == "search" or name.startswith("search_"))
