"""What must go: notices and what was decided on them, the tombstones that keep it out, and the ledger.

The ledger says who did what and when, and holds no content. It is only ever added to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, text, update

from firsthand.store.rows import AnyRow, insert_new, parts
from firsthand.store.schema import ledger, takedown, tombstone

#: Digits of the number in a receipt. A year of more than a million notices has longer ones.
DIGITS = 6
#: PostgreSQL's lock under which receipts are numbered: two notices at once wait for each other. SQLite has one writer.
_NUMBERING = 7118204
#: PostgreSQL's lock between whoever saves articles (shared) and whoever takes one down: what was looked up among the
#: tombstones still holds when it is saved. SQLite has one writer.
_KEEPING_OUT = 7118205
#: Who acts where no person does.
PROGRAM = "firsthand"

Act = Literal["received", "completed", "removed", "refused", "restored", "kept out", "erased"]


def kept_out(connection: Connection, keys: Collection[str]) -> str | None:
    """The receipt of the takedown that one of the keys ("url:…", "capture:…", "text:…", "article:…") falls under.

    Until the transaction ends nobody takes anything down: what is not kept out may be saved in it.
    """
    hold_takedowns(connection)
    for some in parts(sorted(set(keys))):
        found: str | None = connection.execute(
            select(func.min(tombstone.c.receipt)).where(tombstone.c.key.in_(some))
        ).scalar()
        if found is not None:
            return found
    return None


def hold_takedowns(connection: Connection) -> None:
    """Have takedowns wait until the transaction ends: an article that is looked up in it stays until then."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _KEEPING_OUT})


def stop_savers(connection: Connection) -> None:
    """Wait for those who save articles, and have them wait: to be called first in a transaction that takes one down."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _KEEPING_OUT})


def record_kept_out(connection: Connection, receipt: str, now: datetime) -> None:
    """Note that something was collected again and kept out: once a day and receipt, in UTC."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = select(ledger.c.n).where(ledger.c.receipt == receipt, ledger.c.act == "kept out", ledger.c.at >= day)
    if connection.execute(today.limit(1)).first() is None:
        record(connection, receipt, "kept out", PROGRAM, now)


def record(
    connection: Connection, receipt: str, act: Act, by: str, now: datetime, note: str | None = None
) -> None:
    """A line of the ledger. `note` is a reason or an explanation that a person gave; never content."""
    connection.execute(insert(ledger).values(at=now, receipt=receipt, act=act, by=by, note=note))


def next_receipt(connection: Connection, year: int) -> str:
    """The next number of a year, without gaps. To be used in the same transaction, which others wait for."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _NUMBERING})
    begins = f"T-{year:04d}-"
    last: str | None = connection.execute(
        select(takedown.c.receipt)
        .where(takedown.c.receipt.startswith(begins, autoescape=True))
        .order_by(func.length(takedown.c.receipt).desc(), takedown.c.receipt.desc())
        .limit(1)
    ).scalar()
    number = int(last.removeprefix(begins)) + 1 if last else 1
    return f"{begins}{number:0{DIGITS}d}"


def save_notice(connection: Connection, receipt: str, **values: Any) -> None:  # noqa: ANN401  (a column's value)
    """A new notice, under its receipt."""
    connection.execute(insert(takedown).values(receipt=receipt, **values))


def change_notice(connection: Connection, receipt: str, **values: Any) -> None:  # noqa: ANN401
    """Some columns of a notice."""
    connection.execute(update(takedown).where(takedown.c.receipt == receipt).values(**values))


def load_notice(connection: Connection, receipt: str) -> AnyRow | None:
    """All of a notice, under its receipt."""
    return connection.execute(select(takedown).where(takedown.c.receipt == receipt)).first()


def load_notices(connection: Connection, decision: str | None = None) -> list[AnyRow]:
    """All notices, or those with one decision, the latest first; without what is sealed."""
    columns = [c for c in takedown.c if c.name != "sealed"]
    rows = select(*columns).order_by(takedown.c.at.desc(), takedown.c.receipt.desc())
    if decision is not None:
        rows = rows.where(takedown.c.decision == decision)
    return list(connection.execute(rows))


def ledger_of(connection: Connection, receipt: str) -> list[AnyRow]:
    """What was done under a receipt, the earliest first."""
    return list(connection.execute(select(ledger).where(ledger.c.receipt == receipt).order_by(ledger.c.n)))


def bury(connection: Connection, keys: Iterable[str], receipt: str, now: datetime) -> None:
    """Set tombstones. A key that another takedown keeps out already stays with that one."""
    for key in sorted(set(keys)):
        insert_new(connection, tombstone, key=key, receipt=receipt, at=now)


def unbury(connection: Connection, receipt: str) -> int:
    """Lift the tombstones of a takedown. How many there were."""
    return connection.execute(delete(tombstone).where(tombstone.c.receipt == receipt)).rowcount


def tombstones_of(connection: Connection, receipt: str) -> Sequence[str]:
    """The keys that a takedown keeps out, in their order."""
    rows = connection.execute(select(tombstone.c.key).where(tombstone.c.receipt == receipt).order_by(tombstone.c.key))
    return rows.scalars().all()


def overdue(connection: Connection, now: datetime) -> list[str]:
    """Receipts of takedowns whose time for an undo is over and whose content is still kept apart."""
    rows = connection.execute(
        select(takedown.c.receipt)
        .where(takedown.c.sealed.is_not(None), takedown.c.undo_until <= now)
        .order_by(takedown.c.receipt)
    )
    return list(rows.scalars())
