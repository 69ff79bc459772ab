"""Taking rows out for good, or apart until an undo is no longer possible.

What is held at an address is more than an article: all its versions and captures, captures of it that could not be
read, the entries of feeds that led to it, and what they said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, text, update

from firsthand.errors import ModelError, StoreError
from firsthand.model import Entry
from firsthand.store.archive import drop_body
from firsthand.store.articles import forget, load_version, note_changes
from firsthand.store.codec import compress, decompress
from firsthand.store.database import Store, told
from firsthand.store.rows import AnyRow, insert_new, parts
from firsthand.store.schema import article, body, capture, entry, version
from firsthand.store.words import index_article

#: What `seal` makes. Raise it when the shape changes, and let `unseal` read the old one too.
SEAL = 1

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """What the store has of one address."""

    articles: tuple[AnyRow, ...]  #: whole rows
    captures: tuple[AnyRow, ...]  #: n, sha256, source, article, given, retrieval; of the articles, and unread ones
    entries: tuple[AnyRow, ...]  #: n, key, url

    @property
    def anything(self) -> bool:
        """Whether there is something to take out."""
        return bool(self.articles or self.captures or self.entries)


_CAPTURED = (
    capture.c.n,
    capture.c.sha256,
    capture.c.source,
    capture.c.article,
    capture.c.given,
    capture.c.entry,
)


def find_held(connection: Connection, names: Collection[str]) -> Held:
    """What is held under addresses, as they are written and in their canonical spelling, or under an article's id."""
    keys = [f"url:{n}" for n in names]
    entries = _entries_at(connection, names)
    led = _captures(connection, or_(capture.c.source.in_(names), capture.c.entry.in_([e.n for e in entries])))
    inside = [article.c.id.in_(names), article.c.url.in_(names), article.c.key.in_(keys)]
    inside.append(article.c.n.in_([c.article for c in led if c.article is not None]))
    articles = connection.execute(select(article).where(or_(*inside)).order_by(article.c.n)).all()
    own = _captures(connection, capture.c.article.in_([a.n for a in articles]))
    unread = [c for c in led if c.article is None]
    more = {a.url for a in articles if a.url} | {a.key.removeprefix("url:") for a in articles}
    more |= {c.source for c in own if c.source.startswith(("http:", "https:"))}
    for each in parts(sorted(more)):
        unread += _captures(connection, capture.c.source.in_(each) & capture.c.article.is_(None))
        entries += _entries_at(connection, each)
    for some in parts(sorted({c.sha256 for c in own})):
        unread += _captures(connection, capture.c.sha256.in_(some) & capture.c.article.is_(None))
    for some in parts(sorted({c.entry for c in own if c.entry is not None})):
        entries += connection.execute(select(entry.c.n, entry.c.key, entry.c.url).where(entry.c.n.in_(some))).all()
    captures = {c.n: c for c in [*own, *unread]}
    return Held(
        tuple(articles),
        tuple(captures[n] for n in sorted(captures)),
        tuple({e.n: e for e in sorted(entries, key=lambda e: int(e.n))}.values()),
    )


def _entries_at(connection: Connection, names: Collection[str]) -> list[AnyRow]:
    """Entries that say something: not those that a takedown has closed."""
    found = select(entry.c.n, entry.c.key, entry.c.url).where(or_(entry.c.key.in_(names), entry.c.url.in_(names)))
    return list(connection.execute(found.where(or_(entry.c.state != "gone", entry.c.url.is_not(None)))))


def _captures(connection: Connection, which: Any) -> list[AnyRow]:  # noqa: ANN401  (a condition of SQLAlchemy's)
    return list(connection.execute(select(*_CAPTURED).where(which).order_by(capture.c.n)))


def take_out(connection: Connection, held: Held, reason: str) -> None:
    """Remove it all. Entries keep their keys, so that a feed that has them still does not bring them as new."""
    for each in held.articles:
        forget(connection, each.n)
    for some in parts([c.n for c in held.captures]):
        connection.execute(delete(capture).where(capture.c.n.in_(some)))
    for sha256 in sorted({c.sha256 for c in held.captures}):
        drop_body(connection, sha256)
    gone = {"url": None, "published": None, "said": _nothing_said(), "state": "gone", "due_at": None, "reason": reason}
    for some in parts([e.n for e in held.entries]):
        connection.execute(update(entry).where(entry.c.n.in_(some)).values(holder=None, held_until=None, **gone))


def _nothing_said() -> bytes:
    import msgspec

    return msgspec.json.encode(Entry(None))


def seal(connection: Connection, held: Held) -> bytes:
    """All rows of it, packed, to be put back by `unseal`."""
    import msgspec

    captures = [c.n for c in held.captures]
    record = {
        "seal": SEAL,
        "articles": [dict(a._mapping) for a in held.articles],
        "captures": _rows(connection, capture, "n", captures),
        "versions": _rows(connection, version, "article", [a.n for a in held.articles]),
        "bodies": _rows(connection, body, "sha256", sorted({c.sha256 for c in held.captures})),
        "entries": _rows(connection, entry, "n", [e.n for e in held.entries]),
    }
    return compress(msgspec.msgpack.encode(record))


def _rows(connection: Connection, table: Table, column: str, values: Iterable[Any]) -> Rows:
    found: Rows = []
    for some in parts(sorted(values)):
        rows = select(table).where(table.c[column].in_(some)).order_by(*table.primary_key.columns)
        found += [dict(row._mapping) for row in connection.execute(rows)]
    return found


def unseal(connection: Connection, sealed: bytes) -> list[str]:
    """Put back what was sealed: the ids of the articles. Raises StoreError where it is damaged or in the way.

    Rows get the numbers that they had, where those are free still.
    """
    import msgspec

    name = connection.engine.url.render_as_string(hide_password=True)
    try:
        record: dict[str, Rows] = msgspec.msgpack.decode(decompress(sealed))
        taken = [a["key"] for a in record["articles"]]
    except (ModelError, msgspec.DecodeError, KeyError, TypeError) as error:
        raise StoreError(name, f"What was kept for the undo is damaged: {error}.") from error
    if connection.execute(select(article.c.n).where(article.c.key.in_(taken))).first():
        raise StoreError(name, "The store holds this article again already.")
    for each in record["bodies"]:
        insert_new(connection, body, **each)
    for each in record["entries"]:
        _put_entry(connection, each)
    articles = {a["n"]: _put(connection, article, a) for a in record["articles"]}
    captures = {c["n"]: _put(connection, capture, c | _moved(c, "article", articles)) for c in record["captures"]}
    versions = {
        v["n"]: _put(connection, version, v | _moved(v, "article", articles) | _moved(v, "capture", captures))
        for v in record["versions"]
    }
    for each in record["articles"]:
        n, current = articles[each["n"]], versions[each["version"]]
        connection.execute(update(article).where(article.c.n == n).values(version=current))
        index_article(connection, n, load_version(connection, current))
    note_changes(connection, len(articles))
    return [a["id"] for a in record["articles"]]


def _put(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row under its number, or under the next one where another has it. The number."""
    values = {name: value for name, value in row.items() if name in table.c}
    if connection.execute(select(table.c.n).where(table.c.n == row["n"])).first():
        del values["n"]
    done: Any = connection.execute(insert(table).values(**values))
    return int(done.inserted_primary_key[0])


def _put_entry(connection: Connection, row: Mapping[str, Any]) -> None:
    own = ("n", "holder", "held_until")
    values = {name: value for name, value in row.items() if name in entry.c and name not in own}
    if not connection.execute(update(entry).where(entry.c.key == row["key"]).values(**values)).rowcount:
        _put(connection, entry, values | {"n": row["n"]})


def _moved(row: Mapping[str, Any], name: str, numbers: Mapping[int, int]) -> dict[str, int | None]:
    return {name: numbers.get(row[name], row[name])}


def close_addresses(connection: Connection, addresses: Collection[str], reason: str, now: datetime) -> None:
    """Have feeds that name the addresses from now on bring nothing: not even a title is kept of them."""
    for key in sorted(addresses):
        facts = {"seen_at": now, "said": _nothing_said(), "state": "gone", "tries": 0, "reason": reason}
        insert_new(connection, entry, key=key, **facts)


def open_addresses(connection: Connection, addresses: Collection[str], now: datetime) -> None:
    """Have what a takedown had closed collected again, where a feed leads to it."""
    for some in parts(sorted(addresses)):
        closed = entry.c.key.in_(some) & (entry.c.state == "gone") & entry.c.url.is_(None)
        connection.execute(delete(entry).where(closed, entry.c.feed.is_(None)))
        values = {"url": entry.c.key, "state": "waiting", "due_at": now, "tries": 0, "reason": None}
        connection.execute(update(entry).where(closed).values(**values))


#: Tables in which content stands, beside those of the search: `words.purge` is for these.
_WITH_CONTENT = "article body capture entry facet story story_article takedown version".split()


def overwrite_freed(store: Store) -> bool:
    """Have what was deleted leave the disk, as far as the database can: whether it has.

    SQLite has zeroed the freed pages already (`secure_delete`); the log that still has old ones is emptied, unless
    another process reads at the moment. PostgreSQL frees the rows; its own log and copies of it are its keeper's.
    """
    if store.sqlite:
        with told(store.name), store.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    with told(store.name), store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in _WITH_CONTENT:
            connection.execute(text(f'VACUUM "{name}"'))
    return True
