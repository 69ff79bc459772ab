"""Signing in and out, and changing one's own password: each with its line in the audit log."""

from __future__ import annotations

from datetime import datetime

from firsthand.desk.accounts import Account, check_password, find_account, set_password
from firsthand.desk.audit import NOBODY, Actor, note
from firsthand.desk.opening import Desk
from firsthand.desk.sessions import begin_session, end_all, end_one, end_session
from firsthand.errors import InputError


def sign_in(
    desk: Desk, name: str, password: str, address: str, now: datetime, days: int, *, old: str = ""
) -> tuple[Account, str] | None:
    """The account and the token of a new session; None where the name or the password is wrong, or it is disabled.

    `old` is the token that the browser came with: its session ends, and it is never used again. A name that no account
    has is not noted: now and then it is a password, typed into the wrong field.
    """
    account = check_password(desk, name, password)
    if account is None:
        on = name if find_account(desk, name) is not None else "an unknown name"
        note(desk, NOBODY, "failed login", on, None, address, now)
        return None
    with desk.store.writing() as connection:
        if old:
            end_session(connection, old)
        token = begin_session(connection, account.name, now, days)
        note(connection, account.name, "login", account.name, None, address, now)
    return account, token


def sign_out(desk: Desk, token: str, by: Actor, now: datetime) -> None:
    """End a session."""
    with desk.store.writing() as connection:
        end_session(connection, token)
        note(connection, by.account, "logout", by.account, None, by.address, now)


def end_session_of(desk: Desk, id: str, by: Actor, now: datetime) -> None:
    """End one of one's own sessions, or, where `id` is empty, all of them. Raises InputError where there is none."""
    with desk.store.writing() as connection:
        if not (end_one(connection, by.account, id) if id else end_all(connection, by.account)):
            raise InputError("session", "It has ended already.")
        note(connection, by.account, "end session", by.account, id or "all", by.address, now)


def change_password(desk: Desk, old: str, new: str, by: Actor, now: datetime, days: int) -> str:
    """Give oneself another password, and end all one's sessions; the token of a new one.

    Raises InputError where the old password is wrong, or the new one is none.
    """
    if check_password(desk, by.account, old) is None:
        note(desk, by.account, "set password", by.account, "refused: wrong password", by.address, now)
        raise InputError("password", "The password that you have now is not the one that you typed.")
    set_password(desk, by.account, new, by, now)
    with desk.store.writing() as connection:
        return begin_session(connection, by.account, now, days)
