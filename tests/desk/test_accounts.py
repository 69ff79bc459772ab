from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from firsthand.desk import passwords
from firsthand.desk.accounts import (
    check_password,
    disable,
    enable,
    find_account,
    list_accounts,
    make_account,
    set_password,
    set_role,
)
from firsthand.desk.audit import Actor, list_audit, note
from firsthand.desk.keys import find_key, make_key
from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role
from firsthand.desk.sessions import begin_session, find_session
from firsthand.desk.signing_in import change_password, sign_in
from firsthand.errors import InputError, StoreError
from firsthand.store.reader_tables import audit, user
from tests.people import CLI, NOW, PASSWORD, person, quick_hashing

__all__ = ["quick_hashing"]

OTHER = "nine blue lanterns"


def test_an_account_opens_with_its_password_alone(desk: Desk) -> None:
    made = person(desk, role="editor")
    assert check_password(desk, made.name, PASSWORD) == made
    assert find_account(desk, made.name) == made
    assert check_password(desk, made.name, PASSWORD + " ") is None
    assert check_password(desk, made.name, "") is None
    assert check_password(desk, "otto.brandt", PASSWORD) is None


def test_what_the_store_has_is_an_argon2id_hash_of_the_usual_strength(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher)
    person(desk)
    with desk.store.reading() as connection:
        hashed = connection.execute(select(user.c.password)).scalar_one()
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    made = extract_parameters(hashed)
    assert made.memory_cost >= 19_456  # KiB; what OWASP asks for at the least
    assert made.time_cost * made.memory_cost >= 2 * 19_456


@pytest.mark.parametrize(
    "name", ["", "a", "-ina", "Ina", "ina quist", "ina\n", "ína", "ina/..", "ina@x.example", "a" * 65, "<b>", "ina\x00"]
)
def test_a_name_that_could_be_taken_for_another_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(InputError):
        person(desk, name)
    assert list_accounts(desk) == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "12 characters"),
        ("a" * 40, "repeats"),
        ("ina.quist123", "name"),
        ("INA.QUIST-INA.QUIST", "name"),
        ("x" * 1001, "at most"),
        ("seven grey \x00 herons", "no text"),
        ("seven grey \ud800 herons", "no text"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(desk: Desk, password: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        person(desk, password=password)
    assert password not in str(refused.value)


def test_a_password_is_the_same_from_every_keyboard(desk: Desk) -> None:
    person(desk, password="sieben graue Ku\u0308he")
    assert check_password(desk, "ina.quist", "sieben graue K\u00fche")


@pytest.mark.parametrize(
    "mail", ["nobody", "a@b", "ina@quist.example\nBcc: all@x.example", "<a@b.example>", "a b@c.example"]
)
def test_what_is_no_mail_address_is_refused(desk: Desk, mail: str) -> None:
    with pytest.raises(InputError):
        make_account(desk, "ina", "reader", PASSWORD, CLI, NOW, mail=mail)


def test_a_name_is_given_once(desk: Desk) -> None:
    person(desk)
    with pytest.raises(InputError, match="already"):
        person(desk, role="admin")
    assert [a.role for a in list_accounts(desk)] == ["reader"]


def test_an_unknown_name_takes_the_same_work_as_a_wrong_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    person(desk)
    person(desk, "gone")
    disable(desk, "gone", CLI, NOW)
    checked: list[str] = []
    quick = passwords._hasher()

    class Counting:
        def hash(self, password: str | bytes) -> str:
            return quick.hash(password)

        def check_needs_rehash(self, hash: str) -> bool:
            return False

        def verify(self, hash: str, password: bytes) -> bool:
            checked.append(hash.rpartition("$")[0].rpartition("$")[0])  # algorithm, version and parameters
            return quick.verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    for name in ("ina.quist", "gone", "unknown", "no name at all", "x\x00y"):
        assert check_password(desk, name, "a wrong password") is None
    assert len(checked) == 5
    assert len(set(checked)) == 1


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_login(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(desk)
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: stronger)

    def hashed() -> str:
        with desk.store.reading() as connection:
            return str(connection.execute(select(user.c.password)).scalar_one())

    weak = hashed()
    assert check_password(desk, "ina.quist", "a wrong password") is None
    assert hashed() == weak
    assert check_password(desk, "ina.quist", PASSWORD)
    assert extract_parameters(hashed()).memory_cost == 16
    assert check_password(desk, "ina.quist", PASSWORD)


def begun(desk: Desk, name: str) -> str:
    with desk.store.writing() as connection:
        return begin_session(connection, name, NOW, 14)


def test_another_password_ends_every_session_and_no_key(desk: Desk) -> None:
    person(desk)
    token = begun(desk, "ina.quist")
    key, _ = make_key(desk, "ina.quist", "feeds", ["read"], CLI, NOW)
    set_password(desk, "ina.quist", OTHER, CLI, NOW)
    assert find_session(desk, token, NOW, 14) is None
    assert find_key(desk, key, NOW)
    assert check_password(desk, "ina.quist", PASSWORD) is None
    assert check_password(desk, "ina.quist", OTHER)


def test_ones_own_password_is_changed_by_who_knows_it(desk: Desk) -> None:
    person(desk)
    before, by = begun(desk, "ina.quist"), Actor("ina.quist", "192.0.2.7")
    with pytest.raises(InputError):
        change_password(desk, "a wrong password", OTHER, by, NOW, 14)
    assert find_session(desk, before, NOW, 14)
    after = change_password(desk, PASSWORD, OTHER, by, NOW, 14)
    assert find_session(desk, before, NOW, 14) is None
    assert find_session(desk, after, NOW, 14)


def test_a_disabled_account_opens_nothing_and_its_keys_stay_revoked(desk: Desk) -> None:
    person(desk, role="editor")
    token = begun(desk, "ina.quist")
    key, _ = make_key(desk, "ina.quist", "feeds", ["edit"], CLI, NOW)
    disable(desk, "ina.quist", CLI, NOW)
    assert check_password(desk, "ina.quist", PASSWORD) is None
    assert find_session(desk, token, NOW, 14) is None
    assert find_key(desk, key, NOW) is None
    with pytest.raises(InputError):
        make_key(desk, "ina.quist", "more", ["read"], CLI, NOW)
    enable(desk, "ina.quist", CLI, NOW)
    assert check_password(desk, "ina.quist", PASSWORD)
    assert find_session(desk, token, NOW, 14) is None
    assert find_key(desk, key, NOW) is None


def test_the_last_admin_stays_one(desk: Desk) -> None:
    person(desk, "ina", "admin")
    with pytest.raises(InputError, match="last admin"):
        set_role(desk, "ina", "editor", CLI, NOW)
    with pytest.raises(InputError, match="last admin"):
        disable(desk, "ina", CLI, NOW)
    person(desk, "otto", "admin")
    disable(desk, "otto", CLI, NOW)
    with pytest.raises(InputError, match="last admin"):  # a disabled one does not count
        set_role(desk, "ina", "reader", CLI, NOW)
    enable(desk, "otto", CLI, NOW)
    set_role(desk, "ina", "reader", CLI, NOW)
    assert {a.name: a.role for a in list_accounts(desk)} == {"ina": "reader", "otto": "admin"}


@pytest.mark.parametrize("role", ["owner", "", "Admin", "admin "])
def test_there_are_three_roles(desk: Desk, role: Role) -> None:
    with pytest.raises(InputError):
        make_account(desk, "ina", role, PASSWORD, CLI, NOW)
    person(desk)
    with pytest.raises(InputError):
        set_role(desk, "ina.quist", role, CLI, NOW)


def test_every_act_is_noted_with_who_did_it_and_no_password(desk: Desk) -> None:
    by = Actor("otto", "192.0.2.7")
    make_account(desk, "ina", "reader", PASSWORD, by, NOW)
    set_role(desk, "ina", "editor", by, NOW)
    set_password(desk, "ina", OTHER, by, NOW)
    key, listed = make_key(desk, "ina", "feeds", ["edit"], by, NOW)
    assert sign_in(desk, "ina", "a wrong password", "192.0.2.8", NOW, 14) is None
    assert sign_in(desk, "typed my password here", OTHER, "192.0.2.8", NOW, 14) is None
    signed = sign_in(desk, "ina", OTHER, "192.0.2.8", NOW, 14)
    disable(desk, "ina", by, NOW)
    enable(desk, "ina", by, NOW)
    lines = list_audit(desk)
    told = [(x.account, x.act, x.on, x.address) for x in reversed(lines)]
    assert told == [
        ("otto", "make account", "ina", "192.0.2.7"),
        ("otto", "set role", "ina", "192.0.2.7"),
        ("otto", "set password", "ina", "192.0.2.7"),
        ("otto", "make key", f"{listed.id} of ina", "192.0.2.7"),
        ("-", "failed login", "ina", "192.0.2.8"),
        ("-", "failed login", "an unknown name", "192.0.2.8"),
        ("ina", "login", "ina", "192.0.2.8"),
        ("otto", "disable", "ina", "192.0.2.7"),
        ("otto", "enable", "ina", "192.0.2.7"),
    ]
    assert signed is not None
    secrets = (PASSWORD, OTHER, key, key.rpartition("_")[2], signed[1], "typed my password")
    assert not [s for s in secrets if s in repr(lines)]


def test_a_refused_act_is_not_noted(desk: Desk) -> None:
    person(desk, "ina", "admin")
    before = len(list_audit(desk))
    with pytest.raises(InputError):
        disable(desk, "ina", CLI, NOW)
    assert len(list_audit(desk)) == before


def test_the_log_is_paged_and_cannot_be_rewritten(desk: Desk) -> None:
    for n in range(7):
        note(desk, "ina" if n % 2 else "otto", "join", f"s-{n}\nforged line", None, "192.0.2.7", NOW + timedelta(n))
    first = list_audit(desk, limit=3)
    second = list_audit(desk, before=first[-1].n, limit=3)
    assert [x.on for x in first + second] == [f"s-{n} forged line" for n in (6, 5, 4, 3, 2, 1)]
    assert [x.on for x in list_audit(desk, account="ina")] == [f"s-{n} forged line" for n in (5, 3, 1)]
    with pytest.raises((StoreError, DBAPIError), match="only added to"), desk.store.writing() as connection:
        connection.execute(audit.delete())
    assert len(list_audit(desk)) == 7
