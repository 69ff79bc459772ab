"""Whether the desk is at work: settings, versions, feeds, leases, room on the disk, takedowns."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, or_, select, text

from firsthand.desk.checkup import Examined, Line, some_of
from firsthand.publish.wording import counted
from firsthand.store.schema import article, entry, feed, ledger, takedown, tombstone
from firsthand.store.takedowns import overdue
from firsthand.store.upgrade import version_of

#: Looks at a feed in a row that came to nothing, from which on it is named: a week at the longest interval.
FAILING = 7
#: How far ahead a lease may run: they are given for minutes, so a later one is of a clock that was wrong.
LONGEST_LEASE = timedelta(hours=1)
#: Bytes that must be free: below the first a warning, below the second nothing can be written soon.
ROOM = 1_000_000_000
LEAST_ROOM = 100_000_000


def contact(examined: Examined) -> Line:
    """Whether publishers can reach whoever fetches their pages."""
    if examined.desk.config.collect.contact:
        return Line("settings", "ok", f"Read from {examined.desk.config.folder}; publishers reach you.")
    way_out = "Set contact under [collect] in firsthand.toml to a mail address or a page of yours."
    return Line("settings", "warn", "No contact is set: nothing is fetched.", way_out)


def versions(examined: Examined) -> Line:
    """By what the store is kept."""
    store = examined.desk.store
    with store.reading() as connection:
        at = version_of(connection)
        asked = text("SELECT sqlite_version()" if store.sqlite else "SHOW server_version")
        database = str(connection.execute(asked).scalar_one()).split()[0]
    name = "SQLite" if store.sqlite else "PostgreSQL"
    return Line("versions", "ok", f"Python {platform.python_version()}, {name} {database}, store of version {at}.")


def room(examined: Examined) -> Line:
    """Whether there is room on the disk."""
    folder = examined.desk.config.folder
    if examined.desk.store.sqlite:
        folder = Path(examined.desk.store.name).parent
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB are free in {folder}."
    if free < LEAST_ROOM:
        return Line("disk", "fault", said, "Make room: nothing can be written soon.")
    return Line("disk", "warn", said, "Make room.") if free < ROOM else Line("disk", "ok", said)


def feeds(examined: Examined) -> Line:
    """Whether feeds answer."""
    with examined.desk.store.reading() as connection:
        followed = connection.execute(select(func.count()).where(feed.c.followed)).scalar_one()
        failing = list(
            connection.execute(
                select(feed.c.url).where(feed.c.followed, feed.c.failures >= FAILING).order_by(feed.c.url)
            ).scalars()
        )
    if failing:
        said = f"{counted(len(failing), 'feed has', 'feeds have')} failed {FAILING} times or more: {some_of(failing)}."
        return Line("feeds", "warn", said, "`firsthand feeds` says why; `firsthand unfollow URL` ends it.")
    return Line("feeds", "ok", f"{counted(followed, 'feed')} followed." if followed else "No feed is followed.")


def leases(examined: Examined) -> Line:
    """Whether something is held by a worker that is no more."""
    ahead = examined.now + LONGEST_LEASE
    stuck: list[str] = []
    running = 0
    with examined.desk.store.reading() as connection:
        for table in (feed, entry):
            held = select(table.c.url).where(table.c.holder.is_not(None))
            endless = or_(table.c.held_until.is_(None), table.c.held_until > ahead)
            stuck += [str(url) for url in connection.execute(held.where(endless).order_by(table.c.n)).scalars()]
            now = select(func.count()).where(table.c.holder.is_not(None), table.c.held_until > examined.now)
            running += connection.execute(now).scalar_one()
    if stuck:
        said = f"{counted(len(stuck), 'lease')} will not end within the hour: {some_of(stuck)}."
        way_out = "A clock was wrong. `firsthand doctor --mend` ends them; stop `firsthand run` first."
        return Line("leases", "warn", said, way_out)
    said = f"{running:,} held by a `firsthand run` that is at work." if running else "None is held."
    return Line("leases", "ok", said)


def undone(examined: Examined) -> Line:
    """Whether content whose time for an undo is over was erased."""
    with examined.desk.store.reading() as connection:
        late = overdue(connection, examined.now)
    if late:
        said = f"The time for an undo of {some_of(late)} is over, and the content is still kept apart."
        return Line("takedowns", "warn", said, "`firsthand takedown list` and `firsthand doctor --mend` erase it.")
    return Line("takedowns", "ok", "Nothing is kept for an undo whose time is over.")


def kept_out(examined: Examined) -> Line:
    """Whether what was taken down is gone, and no receipt is missing."""
    with examined.desk.store.reading() as connection:
        back = [
            f"{row.id} ({row.receipt})"
            for row in connection.execute(
                select(article.c.id, tombstone.c.receipt)
                .join(tombstone, tombstone.c.key == article.c.key)
                .order_by(article.c.id)
            )
        ]
        receipts = list(connection.execute(select(takedown.c.receipt)).scalars())
        told_of = select(ledger.c.n).where(ledger.c.receipt == takedown.c.receipt).exists()
        unrecorded = list(connection.execute(select(takedown.c.receipt).where(~told_of)).scalars())
    if back:
        said = f"{counted(len(back), 'article')} that was taken down is in the store: {some_of(back)}."
        return Line("tombstones", "fault", said, "Take it down again: `firsthand takedown URL …`.")
    gaps = _gaps(receipts) + unrecorded
    if gaps:
        said = f"Receipts or their lines in the ledger are missing: {some_of(sorted(gaps))}."
        return Line("tombstones", "fault", said, "Somebody changed the tables by hand: compare with a copy.")
    said = f"{counted(len(receipts), 'notice')}, without a gap." if receipts else "No notice was received."
    return Line("tombstones", "ok", said)


def _gaps(receipts: list[str]) -> list[str]:
    """Receipts that must have been given and are not there."""
    years = Counter(r[:7] for r in receipts)
    there = set(receipts)
    return [
        f"{year}{n:06d}"
        for year, count in sorted(years.items())
        for n in range(1, min(count, 1_000_000) + 1)
        if f"{year}{n:06d}" not in there
    ]


