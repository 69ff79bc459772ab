"""A house on a small store of its own, read without the tagger: for what a page does with whatever an article holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firsthand.config import ServeConfig
from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup, told
from firsthand.store.database import Store
from firsthand.store.stories import stories_of
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.kept import make_capture, read
from tests.stores import make_desk
from tests.web.houses import make_house
from tests.web.signed_in import sign_in


@dataclass(slots=True)
class PlainSite:
    """Its house, and a browser of somebody who is not signed in."""

    house: House
    client: TestClient

    @property
    def desk(self) -> Desk:
        """What acts on its store."""
        return self.house.desk

    def keep(self, text: str, **said: Any) -> None:  # noqa: ANN401  (what make_capture takes)
        """Keep an article, and bring the stories up to date and tell them."""
        keep(self.desk, [make_capture(text, **said)], read=read)
        self.tell()

    def tell(self) -> None:
        """Group and tell, as the keeper of `firsthand serve` does."""
        regroup(self.desk)
        with self.desk.store.reading() as connection:
            ids = [row.id for row in stories_of(connection, limit=100)]
        for id in ids:
            told(self.desk, id)
        self.house.changed()

    def page(self, path: str, status: int = 200) -> str:
        """The text of a page that answers with a status."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2_000])
        return answer.text

    def browser(self) -> TestClient:
        """Another browser, without cookies."""
        return TestClient(self.client.app, base_url="http://localhost", follow_redirects=False)

    def editor(self, name: str = "mara") -> tuple[TestClient, str]:
        """A browser in which an editor is signed in, and the token of their forms."""
        browser = self.browser()
        return browser, sign_in(browser, self.house, "editor", name)


def open_site(folder: Path, **settings: Any) -> Iterator[PlainSite]:  # noqa: ANN401  (settings of Config's)
    """A site on an empty store, with limits that no test reaches by accident."""
    serve = ServeConfig(requests_a_minute=0, logins_a_minute=0, notices_an_hour=0)
    store = Store.open(f"sqlite:///{folder / 'firsthand.db'}", create=True)
    house = make_house(make_desk(store, folder, **({"serve": serve} | settings)))
    with TestClient(make_app(house), base_url="http://localhost", follow_redirects=False) as client:
        yield PlainSite(house, client)
    store.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[PlainSite]:
    """An empty site."""
    yield from open_site(tmp_path)
