from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from firsthand.desk.accounts import set_role
from firsthand.desk.keys import MOST, find_key, list_keys, make_key, revoke_key
from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role, Scope
from firsthand.errors import InputError
from firsthand.store.reader_tables import api_key
from tests.people import CLI, NOW, person, quick_hashing

__all__ = ["quick_hashing"]


def test_a_key_opens_and_only_its_digest_is_kept(desk: Desk) -> None:
    person(desk)
    key, listed = make_key(desk, "ina.quist", "the wire", ["read"], CLI, NOW)
    assert key.startswith(f"fh_{listed.id}_")
    assert len(key) >= 50
    found = find_key(desk, key, NOW)
    assert found is not None
    assert (found.account, sorted(found.scopes), found.role) == ("ina.quist", ["read"], "reader")
    with desk.store.reading() as connection:
        assert key.split("_", 2)[2] not in repr(connection.execute(select(api_key)).all())


def test_what_is_nearly_a_key_opens_nothing(desk: Desk) -> None:
    person(desk)
    key, listed = make_key(desk, "ina.quist", "the wire", ["read"], CLI, NOW)
    other, _ = make_key(desk, "ina.quist", "another", ["read"], CLI, NOW)
    swapped = f"fh_{listed.id}_{other.split('_', 2)[2]}"
    wrong = (key[:-1], key + "A", key.upper(), swapped, f"fh_{listed.id}_", f"fh_{listed.id}", "fh_", "", "fh_%_x")
    for each in (*wrong, key.replace("fh_", ""), "fh_" + "x" * 10_000, key + "é"):
        assert find_key(desk, each, NOW) is None, each


@pytest.mark.parametrize(
    ("role", "scope", "made"),
    [
        ("reader", "read", True),
        ("reader", "edit", False),
        ("reader", "admin", False),
        ("editor", "edit", True),
        ("editor", "admin", False),
        ("admin", "admin", True),
    ],
)
def test_a_key_is_never_above_its_owner(desk: Desk, role: Role, scope: Scope, made: bool) -> None:
    person(desk, role=role)
    if made:
        assert make_key(desk, "ina.quist", "k", [scope], CLI, NOW)
    else:
        with pytest.raises(InputError):
            make_key(desk, "ina.quist", "k", [scope], CLI, NOW)
        assert list_keys(desk) == []


def test_a_key_sinks_with_its_owner(desk: Desk) -> None:
    person(desk, role="editor")
    key, _ = make_key(desk, "ina.quist", "k", ["edit"], CLI, NOW)
    set_role(desk, "ina.quist", "reader", CLI, NOW)
    found = find_key(desk, key, NOW)
    assert found is not None
    assert found.role == "reader"


def test_it_ends_with_its_expiry_and_when_it_is_revoked(desk: Desk) -> None:
    person(desk)
    until = NOW + timedelta(days=30)
    key, _ = make_key(desk, "ina.quist", "short", ["read"], CLI, NOW, until=until)
    assert find_key(desk, key, until - timedelta(seconds=1))
    assert find_key(desk, key, until) is None
    lasting, listed = make_key(desk, "ina.quist", "long", ["read"], CLI, NOW)
    revoke_key(desk, listed.id, CLI, NOW)
    assert find_key(desk, lasting, NOW) is None
    with pytest.raises(InputError):
        revoke_key(desk, listed.id, CLI, NOW)


def test_nobody_revokes_the_key_of_another(desk: Desk) -> None:
    person(desk)
    person(desk, "otto")
    key, listed = make_key(desk, "ina.quist", "mine", ["read"], CLI, NOW)
    with pytest.raises(InputError):
        revoke_key(desk, listed.id, CLI, NOW, account="otto")
    assert find_key(desk, key, NOW)


def test_its_use_is_noted_once_a_minute(desk: Desk) -> None:
    person(desk)
    key, _ = make_key(desk, "ina.quist", "k", ["read"], CLI, NOW)
    for seconds in (0, 30, 59, 60, 61):
        assert find_key(desk, key, NOW + timedelta(seconds=seconds))
    assert list_keys(desk)[0].used_at == NOW + timedelta(seconds=60)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "two\x00words", "\u202egnp.exe"])
def test_a_key_says_what_it_is_for(desk: Desk, name: str) -> None:
    person(desk)
    with pytest.raises(InputError):
        make_key(desk, "ina.quist", name, ["read"], CLI, NOW)


def test_nobody_has_keys_without_end(desk: Desk) -> None:
    person(desk)
    for n in range(MOST):
        make_key(desk, "ina.quist", f"k{n}", ["read"], CLI, NOW)
    with pytest.raises(InputError, match="Revoke one"):
        make_key(desk, "ina.quist", "one more", ["read"], CLI, NOW)
