"""The rows of feeds, and who has them: a worker holds what it works on by a lease, and a dead one's runs out.

    claim_feeds -> look at them -> save_look | release

A lease is a name and a time. On PostgreSQL two that claim at once pass by each other's rows (SKIP LOCKED); SQLite has
one writer at a time. Nothing rests on a lease but effort: what two workers fetch twice is still kept once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import entry, feed

#: When a feed is due that is not looked at any more.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
#: Due rows among which a worker chooses, so that one host with many does not fill its hands.
CANDIDATES = 2_000

#: States of entries whose pages may still be fetched.
FETCHED = ("waiting", "kept", "failed")

Chosen = tuple[int, str]  #: a row's number, and its address


def add_feed(connection: Connection, url: str, kind: str, state: bytes, interval: float, now: datetime) -> bool:
    """A new feed, due at once, unless there is one of that address. Whether it is new."""
    values = {
        "url": url,
        "kind": kind,
        "added_at": now,
        "followed": True,
        "due_at": now,
        "interval": interval,
        "state": state,
        "failures": 0,
        "entries": 0,
    }
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    added = dialect.insert(feed).values(**values).on_conflict_do_nothing().returning(feed.c.n)
    return connection.execute(added).first() is not None


def find_feed(connection: Connection, url: str) -> AnyRow | None:
    """The feed of that very address, followed or not."""
    return connection.execute(select(feed).where(feed.c.url == url)).first()


def follow_again(connection: Connection, n: int, state: bytes, now: datetime) -> None:
    """Look at a feed again from now on, and at all that it names: what had not been fetched is wanted again."""
    values = {"followed": True, "due_at": now, "state": state, "digest": None, "failures": 0}
    connection.execute(update(feed).where(feed.c.n == n).values(**values))


def stop_following(connection: Connection, n: int) -> None:
    """Look at a feed no more. What it brought stays; what of it has not been fetched yet is not fetched."""
    connection.execute(update(feed).where(feed.c.n == n).values(followed=False, holder=None, held_until=None))
    connection.execute(update(entry).where(entry.c.feed == n).values(due_at=None, holder=None, held_until=None))


def due_feeds(connection: Connection, now: datetime) -> list[Chosen]:
    """Feeds to look at that nobody holds, those due longest first, at most CANDIDATES."""
    rows = connection.execute(
        select(feed.c.n, feed.c.url)
        .where(feed.c.followed, feed.c.due_at <= now, or_(feed.c.holder.is_(None), feed.c.held_until <= now))
        .order_by(feed.c.due_at, feed.c.n)
        .limit(CANDIDATES)
    )
    return [(row.n, row.url) for row in rows]


def claim_feeds(
    connection: Connection, numbers: Sequence[int], holder: str, now: datetime, until: datetime
) -> list[AnyRow]:
    """The whole rows of those feeds that the holder has from now on; others were faster for the rest."""
    return claim(connection, feed, numbers, holder, now, until)


def claim(
    connection: Connection, table: Table, numbers: Sequence[int], holder: str, now: datetime, until: datetime
) -> list[AnyRow]:
    """The rows of `feed` or `entry` of which the holder got the lease, in the order of `numbers`."""
    found: dict[int, AnyRow] = {}
    for some in parts(numbers):
        free = (
            select(table.c.n)
            .where(table.c.n.in_(some), table.c.due_at <= now, or_(table.c.holder.is_(None), table.c.held_until <= now))
            .with_for_update(skip_locked=True)
        )
        taken = update(table).where(table.c.n.in_(free)).values(holder=holder, held_until=until).returning(*table.c)
        found |= {row.n: row for row in connection.execute(taken)}
    return [found[n] for n in numbers if n in found]


def renew(connection: Connection, holder: str, until: datetime) -> None:
    """Hold all that the holder has for longer."""
    for table in (feed, entry):
        connection.execute(update(table).where(table.c.holder == holder).values(held_until=until))


def release(connection: Connection, holder: str) -> None:
    """Give up all that the holder has: it stays due, and others may take it."""
    for table in (feed, entry):
        connection.execute(update(table).where(table.c.holder == holder).values(holder=None, held_until=None))


def save_look(connection: Connection, n: int, holder: str | None, values: dict[str, Any]) -> bool:
    """What a look at a feed gave: columns and their values. The lease ends.

    False, and nothing is changed, where the lease ran out and another worker has the feed now.
    """
    mine = feed.c.holder == holder if holder is not None else feed.c.holder.is_(None)
    ended = values | {"holder": None, "held_until": None}
    return connection.execute(update(feed).where(feed.c.n == n, mine).values(**ended)).rowcount > 0


def next_due(connection: Connection) -> datetime | None:
    """When the next feed or page is due; None where nothing ever is."""
    earliest = [select(func.min(feed.c.due_at)).where(feed.c.followed)]
    earliest += [select(func.min(entry.c.due_at)).where(entry.c.state == state) for state in FETCHED]
    times = [connection.execute(each).scalar() for each in earliest]  # each is one step in an index
    return min((t for t in times if t is not None and t < NEVER), default=None)


def listed_feeds(connection: Connection, urls: Collection[str] = (), *, all_: bool = False) -> list[AnyRow]:
    """The rows of the followed feeds, or of all that ever were, or of those addresses, by address."""
    query = select(feed).order_by(feed.c.url)
    if urls:
        query = query.where(feed.c.url.in_(sorted(urls)))
    elif not all_:
        query = query.where(feed.c.followed)
    return list(connection.execute(query))
