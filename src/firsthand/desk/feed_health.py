"""How each feed is, from what is kept of it."""

from __future__ import annotations

from datetime import datetime

from firsthand.collect.health import health
from firsthand.desk.looking import state_of
from firsthand.desk.opening import Desk
from firsthand.publish.feeds_table import FeedLine
from firsthand.store.entries import entry_counts, entry_reasons
from firsthand.store.feeds import NEVER, listed_feeds


def feed_lines(desk: Desk, now: datetime, *, unfollowed: bool = False) -> list[FeedLine]:
    """The followed feeds, by address; with `unfollowed` all that ever were. Raises StoreError."""
    with desk.store.reading() as connection:
        rows = listed_feeds(connection, all_=unfollowed)
        counts, reasons = entry_counts(connection), entry_reasons(connection)
    lines = []
    for row in rows:
        word, sentence = health(state_of(row), now)
        lines.append(
            FeedLine(
                url=row.url,
                title=row.title,
                kind=row.kind,
                health=word if row.followed else "unfollowed",
                sentence=sentence if row.followed else "It is not followed any more; its articles stay.",
                outcome=row.outcome,
                added_at=row.added_at,
                looked_at=row.fetched_at,
                answered_at=row.answered_at,
                changed_at=row.changed_at,
                due_at=row.due_at if row.followed and row.due_at < NEVER else None,
                interval=row.interval,
                failures=row.failures,
                entries=row.entries,
                pages=counts.get(row.n, {}),
                trouble=reasons.get(row.n, []),
            )
        )
    return lines
