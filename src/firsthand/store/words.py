"""What search knows of each article: put in, taken out, and made again.

All within the caller's transaction: an article and its words come and go together.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select, text

from firsthand.errors import ModelError, StoreError
from firsthand.model import Reading
from firsthand.store.database import Store, told
from firsthand.store.schema import article, version
from firsthand.store.tokens import document, manner

#: Bytes of the digest by which what was indexed of an article is known again among its versions.
_DIGEST = 8


def index_article(connection: Connection, n: int, reading: Reading) -> None:
    """Have search find an article by this reading, and by no earlier one."""
    unindex_article(connection, n)
    words = document(reading)
    connection.execute(
        text("INSERT INTO search (rowid, words) VALUES (:n, :words)")
        if _sqlite(connection)
        else text("INSERT INTO search (n, words) VALUES (:n, :words)"),
        {"n": n, "words": words},
    )
    if _sqlite(connection):
        statement = text("INSERT INTO search_article (n, digest) VALUES (:n, :digest)")
        connection.execute(statement, {"n": n, "digest": _digest(words)})


def unindex_article(connection: Connection, n: int) -> None:
    """Have search find an article no more; nothing where it is not indexed.

    To be called while its versions are still in the store: FTS5 must be told the words that it is to forget. Where
    none of them has the words that were indexed, the whole index is made again without it. The words themselves leave
    the file with `purge`.
    """
    if not _sqlite(connection):
        connection.execute(text("DELETE FROM search WHERE n = :n"), {"n": n})
        return
    digest = connection.execute(text("SELECT digest FROM search_article WHERE n = :n"), {"n": n}).scalar()
    if digest is None:
        return
    words = _indexed_words(connection, n, digest)
    if words is None:
        rebuild(connection, without=n)
        return
    forget = text("INSERT INTO search (search, rowid, words) VALUES ('delete', :n, :words)")
    connection.execute(forget, {"n": n, "words": words})
    connection.execute(text("DELETE FROM search_article WHERE n = :n"), {"n": n})


def rebuild(connection: Connection, *, without: int | None = None) -> None:
    """Make the index again from the articles, but for one and those that are damaged: some milliseconds an article."""
    from firsthand.store.articles import load_version

    if _sqlite(connection):
        connection.execute(text("INSERT INTO search (search) VALUES ('delete-all')"))
        connection.execute(text("DELETE FROM search_article"))
    else:
        connection.execute(text("DELETE FROM search"))
    connection.execute(text("DELETE FROM search_state"))
    connection.execute(text("INSERT INTO search_state (manner) VALUES (:manner)"), {"manner": manner()})
    rows = connection.execute(select(article.c.n, article.c.version).order_by(article.c.n)).all()
    for row in rows:
        if row.n == without:
            continue
        try:
            reading = load_version(connection, row.version)
        except (ModelError, StoreError):  # damaged: `firsthand doctor` names it, and the others are found
            continue
        index_article(connection, row.n, reading)


def outdated(connection: Connection) -> bool:
    """Whether the index holds words that were made in another way than today's, and must be made again."""
    return connection.execute(text("SELECT manner FROM search_state")).scalar() != manner()


def purge(store: Store) -> None:
    """Remove from the files the words of articles that were taken out: until then they stand in them, unfindable.

    Rewrites the index, some seconds at 100,000 articles. Waits for other writers. Raises StoreError.
    """
    if store.sqlite:
        with store.writing() as connection:
            connection.execute(text("INSERT INTO search (search) VALUES ('optimize')"))
        store.settle()
        return
    with told(store.name), store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM search"))
        connection.execute(text("REINDEX INDEX search_words"))  # GIN keeps words that no article has any more


def _indexed_words(connection: Connection, n: int, digest: bytes) -> str | None:
    """The words that were indexed of an article, made again from whichever version gives them."""
    from firsthand.store.articles import load_version

    versions = select(version.c.n).where(version.c.article == n).order_by(version.c.n.desc())
    for number in connection.execute(versions).scalars().all():
        try:
            words = document(load_version(connection, number))
        except (ModelError, StoreError):  # damaged, and must be able to go all the same
            continue
        if _digest(words) == digest:
            return words
    return None


def _digest(words: str) -> bytes:
    return hashlib.blake2b(words.encode(), digest_size=_DIGEST).digest()


def _sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
