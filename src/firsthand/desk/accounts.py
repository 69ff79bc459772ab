"""Accounts: who they are, what role they have, and whether a password is theirs. Every act is noted in the audit log.

A change of the password ends all sessions of the account. Disabling it ends its sessions and revokes its keys. The last
admin who can sign in stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from firsthand.desk.audit import Actor, note
from firsthand.desk.keys import revoke_all
from firsthand.desk.opening import Desk
from firsthand.desk.passwords import check_new, hash_of, matches, renewed
from firsthand.desk.roles import ROLES, Role
from firsthand.desk.sessions import end_all
from firsthand.errors import InputError
from firsthand.store.reader_tables import user
from firsthand.store.rows import AnyRow

#: Small letters and digits: two names that look alike, or are the same in another case, cannot both be there.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_MAIL = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[A-Za-z0-9.-]{1,185}\.[A-Za-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True)
class Account:
    """An account, without its password."""

    name: str
    role: Role
    mail: str | None
    created_at: datetime
    seen_at: datetime | None
    disabled_at: datetime | None

    @property
    def disabled(self) -> bool:
        """Whether it opens nothing."""
        return self.disabled_at is not None


def make_account(
    desk: Desk, name: str, role: Role, password: str, by: Actor, now: datetime, *, mail: str | None = None
) -> Account:
    """A new account. Raises InputError where the name is taken or none, or the password or the mail address is none."""
    if not _NAME.fullmatch(name):
        reason = "A name is 2 to 64 of a-z, 0-9, dots, hyphens and underscores, and begins with a letter or digit."
        raise InputError(name, reason)
    if role not in ROLES:
        raise InputError(str(role), f"There is no such role: {', '.join(ROLES)}.")
    mail = (mail or "").strip() or None
    if mail is not None and not (_MAIL.fullmatch(mail) and mail.isprintable()):
        raise InputError(mail, "This is no mail address.")
    hashed = hash_of(check_new(password, name))
    try:
        with desk.store.writing() as connection:
            values = {"name": name, "role": role, "mail": mail, "password": hashed, "created_at": now}
            connection.execute(insert(user).values(values))
            note(connection, by.account, "make account", name, role, by.address, now)
    except IntegrityError as error:
        raise InputError(name, "There is an account of this name already.") from error
    return Account(name, role, mail, now, None, None)


def set_password(desk: Desk, name: str, password: str, by: Actor, now: datetime) -> None:
    """Give an account another password, and end all its sessions. Raises InputError."""
    hashed = hash_of(check_new(password, name))
    with desk.store.writing() as connection:
        _row(connection, name)
        connection.execute(update(user).where(user.c.name == name).values(password=hashed))
        ended = end_all(connection, name)
        note(connection, by.account, "set password", name, f"{ended} sessions ended", by.address, now)


def set_role(desk: Desk, name: str, role: Role, by: Actor, now: datetime) -> None:
    """Give an account another role, which holds from its next request on. Raises InputError."""
    if role not in ROLES:
        raise InputError(str(role), f"There is no such role: {', '.join(ROLES)}.")
    with desk.store.writing() as connection:
        if role != "admin":
            _keep_an_admin(connection, name)
        before = _row(connection, name)
        connection.execute(update(user).where(user.c.name == name).values(role=role))
        note(connection, by.account, "set role", name, f"{before.role} to {role}", by.address, now)


def disable(desk: Desk, name: str, by: Actor, now: datetime) -> None:
    """Have an account open nothing: no login, no session, no key. Raises InputError."""
    with desk.store.writing() as connection:
        _keep_an_admin(connection, name)
        if _row(connection, name).disabled_at is not None:
            raise InputError(name, "It is disabled already.")
        connection.execute(update(user).where(user.c.name == name).values(disabled_at=now))
        sessions, keys = end_all(connection, name), revoke_all(connection, name, now)
        outcome = f"{sessions} sessions ended, {keys} keys revoked"
        note(connection, by.account, "disable", name, outcome, by.address, now)


def enable(desk: Desk, name: str, by: Actor, now: datetime) -> None:
    """Let a disabled account sign in again. Its keys stay revoked. Raises InputError."""
    with desk.store.writing() as connection:
        if _row(connection, name).disabled_at is None:
            raise InputError(name, "It is not disabled.")
        connection.execute(update(user).where(user.c.name == name).values(disabled_at=None))
        note(connection, by.account, "enable", name, None, by.address, now)


def list_accounts(desk: Desk) -> list[Account]:
    """All accounts, by name."""
    with desk.store.reading() as connection:
        return [_account(row) for row in connection.execute(select(user).order_by(user.c.name))]


def find_account(desk: Desk, name: str) -> Account | None:
    """The account of a name."""
    with desk.store.reading() as connection:
        row = connection.execute(select(user).where(user.c.name == name)).first()
    return None if row is None else _account(row)


def has_accounts(desk: Desk) -> bool:
    """Whether anybody can sign in at all."""
    with desk.store.reading() as connection:
        return connection.execute(select(user.c.name).limit(1)).first() is not None


def check_password(desk: Desk, name: str, password: str) -> Account | None:
    """The account that can sign in with a name and a password; None where either is wrong, or it is disabled.

    All three take the same work: how long it takes tells nobody which names there are. A hash with parameters of
    another time is made anew on the way.
    """
    with desk.store.reading() as connection:
        row = connection.execute(select(user).where(user.c.name == name)).first() if _NAME.fullmatch(name) else None
    right = matches(password, row.password if row is not None else None)
    if not right or row is None or row.disabled_at is not None:
        return None
    if (hashed := renewed(password, row.password)) is not None:
        with desk.store.writing() as connection:  # only where nobody has changed it meanwhile
            same = update(user).where(user.c.name == name, user.c.password == row.password)
            connection.execute(same.values(password=hashed))
    return _account(row)


def _row(connection: Connection, name: str) -> AnyRow:
    row = connection.execute(select(user).where(user.c.name == name).with_for_update()).first()
    if row is None:
        raise InputError(name, "There is no such account. `firsthand user list` lists those that there are.")
    return row


def _keep_an_admin(connection: Connection, name: str) -> None:
    """Raises InputError where `name` is the last admin who can sign in: nobody could make another one on the pages.

    To be called before the account's own row is locked: everybody locks the admins first, and in one order.
    """
    admins = select(user.c.name).where(user.c.role == "admin", user.c.disabled_at.is_(None))
    names = set(connection.execute(admins.order_by(user.c.name).with_for_update()).scalars())
    if names == {name}:
        raise InputError(name, "It is the last admin. Make another one first.")


def _account(row: AnyRow) -> Account:
    return Account(row.name, row.role, row.mail, row.created_at, row.seen_at, row.disabled_at)
