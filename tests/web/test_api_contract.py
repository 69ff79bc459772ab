"""The OpenAPI document against the application: what fits it is taken, what does not is refused, all is described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from sqlalchemy import create_engine
from starlette.types import Receive, Scope, Send

from firsthand.config import Config, ServeConfig
from firsthand.desk.accounts import make_account
from firsthand.desk.audit import Actor
from firsthand.desk.keys import make_key
from firsthand.desk.opening import Desk
from firsthand.store.database import Store
from firsthand.web.api.app import make_api
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.web.houses import SECRET, make_house, open_desk
from tests.web.signed_in import PASSWORD

BASE = "http://testserver"
#: Of each operation, beside the cases at the borders of its parameters, which are all tried.
EXAMPLES = 5
#: What a document cannot say: a query has a grammar, a cursor is one that was given, a range lies in its text. Where
#: there is one of these, data that fit the document may be refused with 422.
SENSE = {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "410", "422"]}}
WITH_SENSE = r"^/(stories|articles|actors|publishers|search|similar|compare|objections|takedowns)$|/text$|/actors/"
#: The document says the same whatever the store holds: here it holds nothing, and is never asked.
NOWHERE = House(Desk(Config(Path()), Store(create_engine("sqlite://"))), SECRET, BASE)

document = schemathesis.openapi.from_dict(
    make_api(NOWHERE).openapi(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
            "operations": [{"include-path-regex": WITH_SENSE, "checks": SENSE}],
        }
    ),
)


#: The application behind the document, while there is a store for it.
standing: list[FastAPI] = []


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await standing[-1](scope, receive, send)


document.app = behind


@pytest.fixture(scope="module")
def key(told_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on a store with stories, and the key of an editor."""
    serve = ServeConfig(hosts=("testserver",), requests_a_minute=0, logins_a_minute=0, notices_an_hour=0)
    desk = open_desk(told_store, tmp_path_factory.mktemp("contract"), serve=serve)
    house = make_house(desk, BASE)
    make_account(desk, "vera", "editor", PASSWORD, Actor(), house.now())
    key, _ = make_key(desk, "vera", "contract", ["edit"], Actor("vera"), house.now())
    standing.append(make_app(house))
    yield key
    standing.pop()
    desk.store.close()


@document.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_does_what_the_document_says(case: schemathesis.Case[Any], key: str) -> None:
    case.call_and_validate(base_url=f"{BASE}/api/v1", headers={"Authorization": f"Bearer {key}"})
