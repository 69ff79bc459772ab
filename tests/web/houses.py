"""Houses for tests of the web: the demo's articles in a store, read once a run and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firsthand.config import Config, ServeConfig
from firsthand.desk.adding import add
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup, told
from firsthand.store.database import Store
from firsthand.store.stories import stories_of
from firsthand.web.app import make_app
from firsthand.web.house import House

ROOT = Path(__file__).parents[2]
#: Invented articles beside the demo's: another story, on another day, in one report and a copy of it.
EXTRA = Path(__file__).parent / "articles"
SECRET = b"a secret of the tests that is long enough"


@pytest.fixture(scope="session")
def told_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the demo's stories, grouped and told. Read by the real stages."""
    folder = tmp_path_factory.mktemp("told")
    store = Store.open(f"sqlite:///{folder / 'firsthand.db'}", create=True)
    desk = Desk(Config(folder, workers=1), store)
    add(desk, [str(ROOT / "demo" / "articles"), str(EXTRA)])
    regroup(desk)
    with store.reading() as connection:
        ids = [row.id for row in stories_of(connection, limit=100)]
    for id in ids:
        told(desk, id)
    store.settle()
    store.close()
    return folder


def open_desk(told_store: Path, folder: Path, **settings: Any) -> Desk:  # noqa: ANN401  (a setting of Config's)
    """A desk on a copy of that store; close its store afterwards."""
    shutil.copytree(told_store, folder / "desk", dirs_exist_ok=True)
    made = Config(folder / "desk", **({"workers": 1} | settings))
    return Desk(made, Store.open(made.store_url))


def make_house(desk: Desk, base: str = "http://localhost") -> House:
    """A house of a desk."""
    return House(desk, SECRET, base)


@pytest.fixture
def told_desk(told_store: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy of that store, with limits that no test reaches by accident."""
    serve = ServeConfig(requests_a_minute=0, logins_a_minute=0, notices_an_hour=0)
    desk = open_desk(told_store, tmp_path, serve=serve)
    yield desk
    desk.store.close()


@pytest.fixture
def house(told_desk: Desk) -> House:
    """A house on it, open to readers."""
    return make_house(told_desk)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A browser without scripts that follows no redirect by itself."""
    with TestClient(make_app(house), base_url="http://localhost", follow_redirects=False) as made:
        yield made
