"""Lifting a takedown, and the end of the time in which its content can come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from firsthand.desk.opening import Desk
from firsthand.desk.takedown import Outcome, addresses_of, finished, found_notice, who
from firsthand.errors import InputError
from firsthand.pipeline import Progress
from firsthand.store.removal import open_addresses, overwrite_freed, unseal
from firsthand.store.rows import AnyRow
from firsthand.store.takedowns import (
    PROGRAM,
    change_notice,
    load_notices,
    overdue,
    record,
    stop_savers,
    tombstones_of,
    unbury,
)


def undo(
    desk: Desk,
    receipt: str,
    by: str,
    reason: str,
    now: datetime,
    *,
    progress: Progress | None = None,
    group: bool = True,
) -> Outcome:
    """Lift a takedown: what was kept apart comes back; what was erased may be collected again.

    Without `group` its place in the stories is left to whoever keeps those current.
    Raises InputError where there is nothing to undo, or a later takedown of the same stands.
    """
    by = who(by)
    if not reason.strip():
        raise InputError(receipt, "An undo needs its reason: --reason says why.")
    with desk.store.writing() as connection:
        stop_savers(connection)
        row = found_notice(connection, receipt)
        if row.decision != "removed":
            raise InputError(receipt, f"Its decision is {row.decision!r}: there is nothing to undo.")
        later = _others(connection, row, after=True)
        if later:
            raise InputError(receipt, f"The same was taken down again by {later[-1]}: undo that first.")
        earlier = _others(connection, row, after=False)
        keys = tombstones_of(connection, receipt)
        unbury(connection, receipt)
        outcome = Outcome(receipt, "restored")
        if earlier:
            outcome = replace(outcome, notes=(f"It stays out: {earlier[-1]} took it down before.",))
        elif row.sealed is not None and row.undo_until > now:
            outcome = replace(outcome, articles=tuple(unseal(connection, row.sealed)))
        else:
            note = "Its content was erased and cannot come back. It is no longer kept out when it is collected again."
            outcome = replace(outcome, notes=(note,))
        if not earlier:
            open_addresses(connection, addresses_of(keys), now)
        change_notice(connection, receipt, decision="restored", sealed=None, undo_until=None)
        record(connection, receipt, "restored", by, now, reason.strip())
    return finished(desk, outcome, progress, group=group)


def erase_overdue(desk: Desk, now: datetime) -> list[str]:
    """Erase what was kept for an undo and whose time is over: the receipts. For every command that writes."""
    with desk.store.reading() as connection:
        if not overdue(connection, now):
            return []
    with desk.store.writing() as connection:
        receipts = overdue(connection, now)
        for receipt in receipts:
            change_notice(connection, receipt, sealed=None)
            record(connection, receipt, "erased", PROGRAM, now)
    overwrite_freed(desk.store)
    return receipts


def _others(connection: Connection, row: AnyRow, *, after: bool) -> list[str]:
    """Receipts under which the same was removed, before or after this one, the earliest first."""
    same = [
        other
        for other in load_notices(connection, "removed")
        if other.receipt != row.receipt
        and (other.url == row.url or (other.article is not None and other.article == row.article))
        and ((other.decided_at, other.receipt) > (row.decided_at, row.receipt)) == after
    ]
    return [other.receipt for other in reversed(same)]
