"""The one door to the store: SQLite in a file, or PostgreSQL, by the same code.

    store = Store.open(config.store_url)
    with store.reading() as connection: ...     # a view of one moment; others may write meanwhile
    with store.writing() as connection: ...     # all of it or nothing; one writer at a time on SQLite
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from firsthand.errors import StoreError
from firsthand.store.upgrade import upgrade

#: Seconds that a writer waits for another before it gives up. The longest write of ours takes about one.
PATIENCE = 60.0
#: Bytes of SQLite's pages. Most rows of ours have 1 to 4 KB, and pages of 4 KB would be half empty: a tenth more.
PAGE = 16_384
#: KiB of pages that SQLite keeps in memory a connection.
CACHE = 65_536
#: Bytes of the file that are mapped into memory: a search at 100,000 articles touches some hundred MB.
MAPPED = 1_000_000_000


#: The same for `lean`: what the system keeps of the file is then not counted as the process's memory.
LEAN = (16_384, 0)


class Store:
    """A store that is open. Safe to share between threads; a new process opens its own."""

    def __init__(self, engine: Engine) -> None:
        """Use `open`."""
        self.engine = engine

    @property
    def name(self) -> str:
        """For people: the file, or the address without its password."""
        url = self.engine.url
        return str(url.database) if self.sqlite else url.render_as_string(hide_password=True)

    @property
    def sqlite(self) -> bool:
        """Whether it is a file of SQLite's."""
        return self.engine.dialect.name == "sqlite"

    @classmethod
    def open(cls, url: str, *, create: bool = False, lean: bool = False) -> Store:
        """The store at an SQLAlchemy URL, brought up to this version of firsthand.

        `lean`: SQLite keeps less of the file in memory, for a process that stays and has many connections.

        Raises StoreError where there is none (and `create` is not set), where it is newer than this firsthand, damaged,
        or cannot be reached.
        """
        try:
            made = make_url(url)
            store = cls(_engine(made, lean))
        except (ArgumentError, NoSuchModuleError) as error:
            reason = "It is no address of a store: name a file or postgresql://…"
            raise StoreError(url.split("@")[-1], reason) from error
        if store.sqlite:
            file = Path(made.database or "")
            if not file.exists() and not create:
                raise StoreError(str(file), "There is no store. `firsthand init` makes one.")
            if not file.parent.is_dir():
                raise StoreError(str(file), "Its folder does not exist.")
        with told(store.name):
            upgrade(store.engine, store.name, create=create)
        return store

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment and changes nothing. Raises StoreError."""
        with told(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together at the end, or not at all. Raises StoreError."""
        with (
            told(self.name),
            self.engine.connect().execution_options(firsthand_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def settle(self) -> None:
        """SQLite: bring what was written from the log into the file, and empty the log. Raises StoreError."""
        if self.sqlite:
            with told(self.name), self.engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(url: URL, lean: bool) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False})
        event.listen(engine, "connect", partial(_prepare, *(LEAN if lean else (CACHE, MAPPED))))
        event.listen(engine, "begin", _begin)
        return engine
    # A connection a use: workers are processes, and a pool that is forked or left open holds what others need.
    return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 10})


def _prepare(cache: int, mapped: int, connection: Any, _: object) -> None:  # noqa: ANN401  (the driver's connection)
    """WAL: readers never wait. FULL: what was acknowledged survives a power cut."""
    connection.isolation_level = None  # transactions are begun by `_begin`, never by the driver
    for setting in (
        f"page_size = {PAGE}",  # of a new file; one that is there keeps its own
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what was taken down must not stand in free pages
        f"cache_size = -{cache}",
        f"mmap_size = {mapped}",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that began as a reader could not wait for another."""
    writes = connection.get_execution_options().get("firsthand_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


#: What a driver says, and what a person can do about it.
_WAYS_OUT = (
    ("disk is full", "The disk is full. Nothing was lost; make room and run the command again."),
    ("No space left", "The disk is full. Nothing was lost; make room and run the command again."),
    ("database is locked", "Another firsthand has been writing to it for a minute. Try again when it is done."),
    ("readonly database", "It may not be written to: check the permissions of the file and its folder."),
    ("unable to open", "It cannot be opened: check the path and its permissions."),
    ("not a database", "It is not a store of firsthand's, or it is damaged."),
    ("malformed", "It is damaged. Restore it from a copy; `firsthand doctor` says what can still be read."),
    ("disk I/O error", "The disk does not answer as it should. Nothing was lost that was acknowledged."),
    ("onnection refused", "No database answers there: is PostgreSQL running?"),
    ("authentication failed", "The database refuses this user or password."),
    ("does not exist", "The database does not exist: create it first, as docs/how-to/use-postgresql.md says."),
)


@contextmanager
def told(name: str) -> Iterator[None]:
    """A fault of the database as a StoreError in words for people; a fault of ours stays what it is."""
    try:
        yield
    except (DBAPIError, sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        said = str(getattr(error, "orig", error) or error)
        for sign, way_out in _WAYS_OUT:
            if sign in said:
                raise StoreError(name, way_out) from error
        if isinstance(error, OperationalError | sqlite3.OperationalError):
            raise StoreError(name, f"The database says: {' '.join(said.split())}.") from error
        raise
