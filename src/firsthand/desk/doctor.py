"""Looking a desk over: its settings, its store and its files. Each check says what is wrong and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from firsthand.config import find_config
from firsthand.desk import state_checks, store_checks
from firsthand.desk.checkup import RESTORE, Check, Examined, Line
from firsthand.desk.opening import Desk
from firsthand.desk.state import drop_state
from firsthand.desk.telling import regroup
from firsthand.desk.undoing import erase_overdue
from firsthand.errors import ConfigError, FirsthandError, StoreError
from firsthand.store.articles import note_changes
from firsthand.store.database import Store
from firsthand.store.removal import overwrite_freed
from firsthand.store.schema import entry, feed, story
from firsthand.store.similar import remove_similar
from firsthand.store.words import rebuild

#: In the order in which they are told: what the rest stands on comes first.
CHECKS: tuple[tuple[str, Check], ...] = (
    ("settings", state_checks.contact),
    ("versions", state_checks.versions),
    ("disk", state_checks.room),
    ("integrity", store_checks.integrity),
    ("references", store_checks.foreign_keys),
    ("archive", store_checks.archive),
    ("readings", store_checks.readings),
    ("articles", store_checks.current),
    ("search", store_checks.search),
    ("similar", store_checks.vectors),
    ("stories", store_checks.stories),
    ("feeds", state_checks.feeds),
    ("leases", state_checks.leases),
    ("takedowns", state_checks.undone),
    ("tombstones", state_checks.kept_out),
)


def look_over(config: Path | None, now: datetime, *, full: bool = False, mend: bool = False) -> Iterator[Line]:
    """Each check's line, as it is done. `full` looks at everything kept and not at a sample of it.

    `mend` first makes again what can be made again: search, stories, what is overdue.
    """
    try:
        settings = find_config(config)
    except ConfigError as error:
        yield Line("settings", "fault", str(error), "Correct it, or name another file with --config.")
        return
    try:
        store = Store.open(settings.store_url)
    except StoreError as error:
        yield Line("store", "fault", str(error), RESTORE)
        return
    try:
        yield from examine(Desk(settings, store), now, full=full, mend=mend)
    finally:
        store.close()


def examine(desk: Desk, now: datetime, *, full: bool = False, mend: bool = False) -> Iterator[Line]:
    """Each check's line on a desk that is open."""
    if mend:
        yield _mended(desk, now)
    for name, check in CHECKS:
        try:
            yield check(Examined(desk, now, full))
        except (FirsthandError, SQLAlchemyError) as error:  # a damaged store fails in many ways: the rest is looked at
            yield Line(name, "fault", f"It cannot be looked at: {' '.join(str(error).split())[:300]}", RESTORE)


def _mended(desk: Desk, now: datetime) -> Line:
    """Make again what can be made again."""
    try:
        erase_overdue(desk, now)
        ahead = now + state_checks.LONGEST_LEASE
        with desk.store.writing() as connection:
            for table in (feed, entry):
                stuck = table.c.holder.is_not(None) & (table.c.held_until.is_(None) | (table.c.held_until > ahead))
                connection.execute(update(table).where(stuck).values(holder=None, held_until=None))
            rebuild(connection)
            told = connection.execute(select(story.c.id)).scalars().all()
            connection.execute(update(story).values(members="", told=None, told_for=None))
            note_changes(connection, 1)
        drop_state(desk.config.files)
        remove_similar(desk.config.files)
        changed = regroup(desk)
        overwrite_freed(desk.store)
    except (FirsthandError, SQLAlchemyError) as error:
        return Line("mend", "fault", f"It could not be mended: {' '.join(str(error).split())[:300]}", RESTORE)
    said = f"Made again: the search, and {len(changed):,} stories of {len(told):,} that there were."
    return Line("mend", "ok", said)
