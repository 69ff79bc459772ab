"""Sessions of the pages: a random token that the browser alone holds, and its SHA-256 in the store.

A session ends when it is not used for a while, after 90 days whatever happens, at a logout, at a change of the
password, and when the account is disabled. Its role is looked up at every request: a change holds at once.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role
from firsthand.store.reader_tables import session, user

#: Bytes of a token: 256 bits, that nobody guesses.
TOKEN_BYTES = 32
#: Days after which a session ends even where it is used every hour.
LONGEST_DAYS = 90
#: How often its use is written down. Less would write at every page; more makes "last used" wrong by as much.
STEP = timedelta(hours=1)
#: Characters of a longer token are not looked up: the browser's part is some 43.
_LONGEST_TOKEN = 100
#: Digits of the digest by which a person's own sessions are told apart. They do not lead back to the token.
ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is good now."""

    id: str  #: to tell it from the others of the account
    account: str
    role: Role
    created_at: datetime
    used_at: datetime
    until: datetime


def begin_session(connection: Connection, account: str, now: datetime, days: int) -> str:
    """A new session of an account; the token for its browser. What has run out of all accounts is swept."""
    connection.execute(delete(session).where(session.c.until <= now))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(
        insert(session).values(
            digest=_digest(token), account=account, created_at=now, used_at=now, until=_end(now, now, days)
        )
    )
    connection.execute(update(user).where(user.c.name == account).values(seen_at=now))
    return token


def find_session(desk: Desk, token: str, now: datetime, days: int) -> Session | None:
    """The session of a token, used now; None where there is none, it ran out, or its account is disabled."""
    if len(token) > _LONGEST_TOKEN:
        return None
    digest = _digest(token)
    with desk.store.reading() as connection:
        row = connection.execute(_GOOD.where(session.c.digest == digest, session.c.until > now)).first()
    if row is None:
        return None
    if now - row.used_at >= STEP:
        with desk.store.writing() as connection:  # where it ended meanwhile, nothing is changed
            connection.execute(
                update(session)
                .where(session.c.digest == digest)
                .values(used_at=now, until=_end(row.created_at, now, days))
            )
            connection.execute(update(user).where(user.c.name == row.account).values(seen_at=now))
    return Session(row.digest[:ID_DIGITS], row.account, row.role, row.created_at, row.used_at, row.until)


def end_session(connection: Connection, token: str) -> None:
    """End the session of a token, where there is one."""
    connection.execute(delete(session).where(session.c.digest == _digest(token)))


def end_one(connection: Connection, account: str, id: str) -> bool:
    """End the session that `list_sessions` gives this id; whether the account had such a one."""
    if len(id) != ID_DIGITS:
        return False
    wanted = session.c.digest.startswith(id, autoescape=True)
    return bool(connection.execute(delete(session).where(session.c.account == account, wanted)).rowcount)


def end_all(connection: Connection, account: str) -> int:
    """End all sessions of an account; how many there were."""
    return connection.execute(delete(session).where(session.c.account == account)).rowcount


def list_sessions(desk: Desk, account: str, now: datetime) -> list[Session]:
    """The sessions of an account that are good now, the latest first."""
    wanted = _GOOD.where(session.c.account == account, session.c.until > now).order_by(session.c.created_at.desc())
    with desk.store.reading() as connection:
        return [
            Session(r.digest[:ID_DIGITS], r.account, r.role, r.created_at, r.used_at, r.until)
            for r in connection.execute(wanted)
        ]


def session_id(token: str) -> str:
    """The id that the session of a token has in `list_sessions`."""
    return _digest(token)[:ID_DIGITS]


#: Sessions of accounts that are not disabled.
_GOOD = (
    select(session, user.c.role)
    .join_from(session, user, session.c.account == user.c.name)
    .where(user.c.disabled_at.is_(None))
)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _end(created_at: datetime, now: datetime, days: int) -> datetime:
    """When a session that was used now ends."""
    return min(now + timedelta(days=max(days, 1)), created_at + timedelta(days=LONGEST_DAYS))
