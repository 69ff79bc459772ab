"""Browsers of people who are signed in, without going through the form each time."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from firsthand.desk.accounts import make_account
from firsthand.desk.audit import Actor
from firsthand.desk.roles import Role
from firsthand.desk.sessions import begin_session
from firsthand.web.cookies import SESSION
from firsthand.web.house import House

PASSWORD = "twelve grey herons by the weir"


def sign_in(client: TestClient, house: House, role: Role, name: str = "mara") -> str:
    """Have a client be somebody with a role; the CSRF token of their forms."""
    make_account(house.desk, name, role, PASSWORD, Actor(), house.now())
    with house.desk.store.writing() as connection:
        token = begin_session(connection, name, house.now(), 14)
    client.cookies.set(SESSION, token)
    return house.sign("csrf", SESSION, token)


def token_in(page: str) -> str:
    """The token in a page's form."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found, "the page has no form"
    return found.group(1)
