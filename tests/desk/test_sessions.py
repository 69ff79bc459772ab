from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from firsthand.desk.accounts import disable, set_role
from firsthand.desk.audit import Actor
from firsthand.desk.opening import Desk
from firsthand.desk.sessions import LONGEST_DAYS, begin_session, end_all, end_one, find_session, list_sessions
from firsthand.desk.signing_in import sign_in, sign_out
from firsthand.store.reader_tables import session
from tests.people import CLI, NOW, PASSWORD, person, quick_hashing

__all__ = ["quick_hashing"]

DAYS = 14


def begin(desk: Desk, name: str = "ina.quist", at: datetime = NOW) -> str:
    with desk.store.writing() as connection:
        return begin_session(connection, name, at, DAYS)


def test_a_token_is_long_new_every_time_and_not_in_the_store(desk: Desk) -> None:
    person(desk)
    tokens = {begin(desk) for _ in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 43
    with desk.store.reading() as connection:
        rows = repr(connection.execute(select(session)).all())
    assert not [t for t in tokens if t in rows]


@pytest.mark.parametrize("token", ["", "x", "\udcff", "a" * 1_000_000, "%", "' OR 1=1 --"])
def test_what_is_no_token_opens_nothing(desk: Desk, token: str) -> None:
    person(desk)
    begin(desk)
    assert find_session(desk, token, NOW, DAYS) is None


def test_the_digest_in_the_store_does_not_open_it(desk: Desk) -> None:
    person(desk)
    begin(desk)
    with desk.store.reading() as connection:
        digest = connection.execute(select(session.c.digest)).scalar_one()
    assert find_session(desk, digest, NOW, DAYS) is None


def test_it_ends_when_it_is_not_used(desk: Desk) -> None:
    person(desk)
    token = begin(desk)
    assert find_session(desk, token, NOW + timedelta(days=DAYS, seconds=-1), DAYS)
    other = begin(desk)
    for late in (timedelta(days=DAYS), timedelta(days=DAYS, seconds=1), timedelta(days=365)):
        assert find_session(desk, other, NOW + late, DAYS) is None


def test_one_that_began_while_its_account_was_disabled_opens_nothing(desk: Desk) -> None:
    person(desk)
    disable(desk, "ina.quist", CLI, NOW)
    assert find_session(desk, begin(desk), NOW, DAYS) is None
    assert list_sessions(desk, "ina.quist", NOW) == []


def test_it_goes_on_while_it_is_used_but_not_for_ever(desk: Desk) -> None:
    person(desk)
    token, day = begin(desk), NOW
    while day < NOW + timedelta(days=LONGEST_DAYS - 7):
        day += timedelta(days=7)
        assert find_session(desk, token, day, DAYS), day
    assert find_session(desk, token, NOW + timedelta(days=LONGEST_DAYS), DAYS) is None


def test_its_role_is_that_which_the_account_has_now(desk: Desk) -> None:
    person(desk, role="editor")
    token = begin(desk)
    set_role(desk, "ina.quist", "reader", CLI, NOW)
    found = find_session(desk, token, NOW, DAYS)
    assert found is not None
    assert found.role == "reader"


def test_a_login_leaves_no_session_that_the_browser_came_with(desk: Desk) -> None:
    person(desk)
    planted = begin(desk)
    signed = sign_in(desk, "ina.quist", PASSWORD, "192.0.2.7", NOW, DAYS, old=planted)
    assert signed is not None
    assert signed[1] != planted
    assert find_session(desk, planted, NOW, DAYS) is None
    assert find_session(desk, signed[1], NOW, DAYS)


def test_signing_out_ends_this_one_alone(desk: Desk) -> None:
    person(desk)
    one, two = begin(desk), begin(desk)
    sign_out(desk, one, Actor("ina.quist"), NOW)
    assert find_session(desk, one, NOW, DAYS) is None
    assert find_session(desk, two, NOW, DAYS)


def test_sessions_are_listed_and_ended_by_their_owner(desk: Desk) -> None:
    person(desk)
    person(desk, "otto")
    mine, theirs = begin(desk), begin(desk, "otto")
    (listed,) = list_sessions(desk, "ina.quist", NOW)
    assert mine not in repr(listed)
    with desk.store.writing() as connection:
        assert not end_one(connection, "otto", listed.id)
        assert not end_one(connection, "ina.quist", "")
        assert not end_one(connection, "ina.quist", "%" * 16)
        assert end_one(connection, "ina.quist", listed.id)
        assert end_all(connection, "ina.quist") == 0
    assert find_session(desk, mine, NOW, DAYS) is None
    assert find_session(desk, theirs, NOW, DAYS)


def test_what_has_run_out_is_swept(desk: Desk) -> None:
    person(desk)
    begin(desk)
    begin(desk, at=NOW + timedelta(days=30))
    with desk.store.reading() as connection:
        assert len(connection.execute(select(session)).all()) == 1
