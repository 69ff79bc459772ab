"""What feeds say of articles: one row an address, whichever feeds name it, and what became of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from firsthand.store.feeds import CANDIDATES, FETCHED, Chosen, claim
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import entry, feed

State = Literal["waiting", "kept", "refused", "failed", "gone"]

#: Pages of one feed among which a worker chooses: one feed with a thousand new entries does not make the others wait.
OF_ONE_FEED = 60


def known_entries(connection: Connection, keys: Collection[str]) -> dict[str, AnyRow]:
    """The entries that are known by those keys: n, key, feed, seen_at, said, state and due_at."""
    columns = (entry.c.n, entry.c.key, entry.c.feed, entry.c.seen_at, entry.c.said, entry.c.state, entry.c.due_at)
    found: dict[str, AnyRow] = {}
    for some in parts(sorted(keys)):
        found |= {row.key: row for row in connection.execute(select(*columns).where(entry.c.key.in_(some)))}
    return found


def add_entries(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """New entries: feed, key, url, seen_at, published, said, state, due_at of each. How many were new.

    One that another worker added meanwhile stays as that one has it.
    """
    if not rows:
        return 0
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    new = 0
    for some in parts(rows):  # a row has some nine values; SQLite takes 32,766 in a statement
        statement = kind.insert(entry).values([{"tries": 0, **row} for row in some]).on_conflict_do_nothing()
        new += len(connection.execute(statement.returning(entry.c.n)).all())
    return new


def change_entry(connection: Connection, n: int, **values: Any) -> None:  # noqa: ANN401  (a column's value)
    """Some columns of an entry."""
    connection.execute(update(entry).where(entry.c.n == n).values(**values))


def due_entries(connection: Connection, now: datetime) -> list[Chosen]:
    """Entries whose pages are to be fetched and that nobody holds, those due longest first; OF_ONE_FEED of a feed."""
    due = (
        select(
            entry.c.n,
            entry.c.url,
            entry.c.due_at,
            func.row_number().over(partition_by=entry.c.feed, order_by=(entry.c.due_at, entry.c.n)).label("place"),
        )
        .where(
            entry.c.state.in_(FETCHED),
            entry.c.due_at <= now,
            or_(entry.c.holder.is_(None), entry.c.held_until <= now),
        )
        .subquery()
    )
    rows = connection.execute(
        select(due.c.n, due.c.url).where(due.c.place <= OF_ONE_FEED).order_by(due.c.due_at, due.c.n).limit(CANDIDATES)
    )
    return [(row.n, row.url or "") for row in rows]


def claim_entries(
    connection: Connection, numbers: Sequence[int], holder: str, now: datetime, until: datetime
) -> list[AnyRow]:
    """The whole rows of those entries that the holder has from now on."""
    return claim(connection, entry, numbers, holder, now, until)


def feeds_of(connection: Connection, numbers: Collection[int]) -> dict[int, AnyRow]:
    """Of feeds, by number: url, title, site, language and fetched_at."""
    columns = (feed.c.n, feed.c.url, feed.c.title, feed.c.site, feed.c.language, feed.c.fetched_at)
    found: dict[int, AnyRow] = {}
    for some in parts(sorted(numbers)):
        found |= {row.n: row for row in connection.execute(select(*columns).where(feed.c.n.in_(some)))}
    return found


def settle_entry(
    connection: Connection,
    n: int,
    holder: str,
    *,
    state: State,
    due_at: datetime | None,
    tries: int = 0,
    reason: str | None = None,
    said: bytes | None = None,
) -> bool:
    """What became of an entry. The lease ends; False where it was lost, and nothing is changed then."""
    values: dict[str, Any] = {"state": state, "due_at": due_at, "tries": tries, "reason": reason}
    values |= {"holder": None, "held_until": None} | ({"said": said} if said is not None else {})
    done = update(entry).where(entry.c.n == n, entry.c.holder == holder).values(**values)
    return connection.execute(done).rowcount > 0


def entry_counts(connection: Connection) -> dict[int, dict[str, int]]:
    """How many entries each feed has in each state."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(
        select(entry.c.feed, entry.c.state, func.count())
        .where(entry.c.feed.is_not(None))
        .group_by(entry.c.feed, entry.c.state)
    )
    for number, state, count in rows:
        found[number][state] = count
    return found


def entry_reasons(connection: Connection) -> dict[int, list[tuple[str, int]]]:
    """Why entries of each feed could not be kept, the most frequent reason first."""
    count = func.count().label("count")
    rows = connection.execute(
        select(entry.c.feed, entry.c.reason, count)
        .where(entry.c.feed.is_not(None), entry.c.reason.is_not(None))
        .group_by(entry.c.feed, entry.c.reason)
        .order_by(count.desc(), entry.c.reason)
    )
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for number, reason, many in rows:
        found[number].append((reason, many))
    return found
