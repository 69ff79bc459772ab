"""Keys to the API: `fh_<id>_<secret>`, shown once; the store has the SHA-256.

A key does what its scopes say and its owner may, both looked up at every request. It ends with its expiry, when it is
revoked, and when its account is disabled.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from firsthand.desk.audit import Actor, note
from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role, Scope, scopes_of, with_lesser
from firsthand.errors import InputError
from firsthand.store.reader_tables import api_key, user

#: How every key begins: what it is can be seen, and searched for where keys leak.
PREFIX = "fh_"
SECRET_BYTES = 32
ID_LETTERS = 10
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
#: How often the use of a key is written down.
STEP = timedelta(minutes=1)
#: Keys that one account can have at once, and characters of what a key is for.
MOST = 50
NAME_LETTERS = 100
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed: nothing of it opens anything."""

    id: str
    account: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    used_at: datetime | None
    until: datetime | None
    revoked_at: datetime | None
    role: Role  #: of its owner, now

    def good(self, now: datetime) -> bool:
        """Whether it has neither run out nor been revoked."""
        return self.revoked_at is None and (self.until is None or self.until > now)


def make_key(
    desk: Desk,
    account: str,
    name: str,
    scopes: Collection[Scope],
    by: Actor,
    now: datetime,
    *,
    until: datetime | None = None,
) -> tuple[str, Key]:
    """A new key, to be shown once, and how it is listed. A scope brings those below it along.

    Raises InputError where the account is missing or disabled, may not do what a scope names, or has too many keys.
    """
    name, wanted = " ".join(name.split()), with_lesser(scopes)
    if not name or len(name) > NAME_LETTERS or not name.isprintable():
        raise InputError("name", f"Say what the key is for, in at most {NAME_LETTERS} characters.")
    if not wanted:
        raise InputError("scopes", "A key without a scope opens nothing: read, edit or admin.")
    if until is not None and until <= now:
        raise InputError("until", "That has passed already.")
    id = "".join(secrets.choice(_ALPHABET) for _ in range(ID_LETTERS))
    made = f"{PREFIX}{id}_{secrets.token_urlsafe(SECRET_BYTES)}"
    with desk.store.writing() as connection:
        owner = connection.execute(select(user).where(user.c.name == account)).first()
        if owner is None or owner.disabled_at is not None:
            raise InputError(account, "There is no such account, or it is disabled.")
        above = sorted(wanted - scopes_of(owner.role))
        if above:
            raise InputError(account, f"A {owner.role} has no key for {' and '.join(above)}.")
        if sum(k.good(now) for k in _keys(connection, account)) >= MOST:
            raise InputError(account, f"It has {MOST} keys already. Revoke one first.")
        values = {"id": id, "account": account, "name": name, "created_at": now, "until": until}
        connection.execute(insert(api_key).values(**values, digest=_digest(made), scopes=" ".join(sorted(wanted))))
        note(connection, by.account, "make key", f"{id} of {account}", " ".join(sorted(wanted)), by.address, now)
    return made, Key(id, account, name, wanted, now, None, until, None, owner.role)


def find_key(desk: Desk, key: str, now: datetime) -> Key | None:
    """The key that opens now, noted as used; None where it is none, or no longer one."""
    if not key.startswith(PREFIX) or len(key) > _LONGEST_KEY or not key.isascii():
        return None
    id = key.removeprefix(PREFIX).partition("_")[0]
    with desk.store.reading() as connection:
        row = connection.execute(_KEYS.where(api_key.c.id == id, user.c.disabled_at.is_(None))).first()
    # What is compared is a digest, in constant time: no answer tells how much of a guess was right.
    if not hmac.compare_digest(row.digest if row is not None else _digest(""), _digest(key)) or row is None:
        return None
    found = _key(row)
    if not found.good(now):
        return None
    if found.used_at is None or now - found.used_at >= STEP:
        with desk.store.writing() as connection:
            connection.execute(update(api_key).where(api_key.c.id == id).values(used_at=now))
    return found


def revoke_key(desk: Desk, id: str, by: Actor, now: datetime, *, account: str | None = None) -> None:
    """End a key, of `account` alone where one is named. Raises InputError where there is none that opens anything."""
    wanted = update(api_key).where(api_key.c.id == id, api_key.c.revoked_at.is_(None))
    if account is not None:
        wanted = wanted.where(api_key.c.account == account)
    with desk.store.writing() as connection:
        if not connection.execute(wanted.values(revoked_at=now)).rowcount:
            raise InputError(id, "There is no such key, or it is revoked already.")
        note(connection, by.account, "revoke key", id, None, by.address, now)


def revoke_all(connection: Connection, account: str, now: datetime) -> int:
    """End all keys of an account; how many there were."""
    wanted = update(api_key).where(api_key.c.account == account, api_key.c.revoked_at.is_(None))
    return connection.execute(wanted.values(revoked_at=now)).rowcount


def list_keys(desk: Desk, account: str | None = None) -> list[Key]:
    """The keys of an account, or all of them, the latest first."""
    with desk.store.reading() as connection:
        return _keys(connection, account)


_KEYS = select(api_key, user.c.role).join_from(api_key, user, api_key.c.account == user.c.name)


def _keys(connection: Connection, account: str | None) -> list[Key]:
    wanted = _KEYS.order_by(api_key.c.created_at.desc(), api_key.c.id)
    if account is not None:
        wanted = wanted.where(api_key.c.account == account)
    return [_key(row) for row in connection.execute(wanted)]


def _key(row: object) -> Key:
    r = row._mapping  # type: ignore[attr-defined]
    return Key(
        r["id"],
        r["account"],
        r["name"],
        frozenset(r["scopes"].split()),
        r["created_at"],
        r["used_at"],
        r["until"],
        r["revoked_at"],
        r["role"],
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
