"""Accounts for tests, with passwords that are quick to check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher

from firsthand.desk import passwords
from firsthand.desk.accounts import Account, make_account
from firsthand.desk.audit import COMMAND_LINE, Actor
from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
CLI = Actor(COMMAND_LINE)
PASSWORD = "seven grey herons"


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2 with the least work that it takes: a test signs in many times."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._decoy.cache_clear()
    yield
    passwords._decoy.cache_clear()


def person(desk: Desk, name: str = "ina.quist", role: Role = "reader", password: str = PASSWORD) -> Account:
    """An account that a test signs in to."""
    return make_account(desk, name, role, password, CLI, NOW)
