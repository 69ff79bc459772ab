"""Who did what over the pages and the interfaces. Lines are only ever added: the database refuses the rest.

A line holds names, ids and receipts, never content, a password or a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from firsthand.desk.opening import Desk
from firsthand.store.reader_tables import audit

#: Who acts where nobody is signed in, and who acts at the command line. No account can have these names.
NOBODY = "-"
COMMAND_LINE = "command line"
#: Lines a page, and characters that are kept of what a line is about.
PAGE = 100
LETTERS = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where."""

    account: str = NOBODY
    address: str | None = None  #: the network address; None at the command line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    n: int
    at: datetime
    account: str
    act: str
    on: str | None
    outcome: str | None
    address: str | None


def note(
    where: Connection | Desk,
    account: str,
    act: str,
    on: str | None,
    outcome: str | None,
    address: str | None,
    at: datetime,
) -> None:
    """Add a line: in a transaction that is under way, so that what is done is noted or not done; or in one of its own.

    `on` is cut to LETTERS. Raises StoreError.
    """
    if isinstance(where, Desk):
        with where.store.writing() as connection:
            note(connection, account, act, on, outcome, address, at)
        return
    where.execute(
        insert(audit).values(
            at=at,
            account=account,
            act=act,
            on=_line(on),
            outcome=_line(outcome),
            address=address,
        )
    )


def list_audit(
    desk: Desk, *, before: int | None = None, account: str | None = None, limit: int = PAGE
) -> list[Line]:
    """The latest lines, or those before line `before`; of one account, or of all."""
    wanted = select(audit).order_by(audit.c.n.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(audit.c.n < before)
    if account:
        wanted = wanted.where(audit.c.account == account)
    with desk.store.reading() as connection:
        return [Line(**row._mapping) for row in connection.execute(wanted)]


def _line(text: str | None) -> str | None:
    """On one line, without what a terminal or a database would choke on."""
    if text is None:
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LETTERS]
