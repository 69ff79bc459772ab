"""Stores for tests: fresh ones, once on SQLite and once on PostgreSQL.

PostgreSQL is used where FIRSTHAND_TEST_POSTGRESQL names a database in which schemas may be made
(postgresql://user:password@localhost/postgres); `.ci/run` starts one.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand.config import Config
from firsthand.desk.opening import Desk
from firsthand.store.database import Store

POSTGRESQL = "FIRSTHAND_TEST_POSTGRESQL"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a place for a store, as SQLAlchemy takes it; what is made there is removed after the test."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'firsthand.db'}"
        return
    server = os.environ.get(POSTGRESQL)
    if not server:
        pytest.skip(f"no PostgreSQL: {POSTGRESQL} is not set")
    import psycopg

    schema = f"test_{uuid.uuid4().hex[:16]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    yield f"postgresql+psycopg://{server.split('://', 1)[1]}?options=-csearch_path%3D{schema}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    made = Store.open(store_url, create=True)
    yield made
    made.close()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    """A desk on an empty store."""
    return make_desk(store, tmp_path)


def make_desk(store: Store, folder: Path, **settings: Any) -> Desk:  # noqa: ANN401  (a setting)
    """A desk on a store, with settings of Config's."""
    return Desk(Config(folder, **({"workers": 1} | settings)), store)
