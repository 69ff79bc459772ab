"""A small application behind the layers and guards of the real one, with a route for each kind of guard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Protocol

import pytest
from fastapi import Depends, FastAPI
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.testclient import TestClient

from firsthand.config import Config, ServeConfig
from firsthand.desk.opening import Desk
from firsthand.store.database import Store
from firsthand.web.cookies import FormCookie
from firsthand.web.headers import SafeHeaders
from firsthand.web.house import House
from firsthand.web.limits import Bounded, Limits
from firsthand.web.page_cache import CachedPages
from firsthand.web.pages import sign_in
from firsthand.web.problems import add_problem_pages
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, admin, checked_form, editor, notices_held, reader, viewer, with_form
from tests.people import NOW, PASSWORD

SECRET = b"a secret of the tests that is long enough"
SITE = "http://testserver"
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


class Answer(Protocol):
    """What a browser gets, whichever client Starlette's tests stand on."""

    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def headers(self) -> Any: ...  # noqa: ANN401  (the client's own class)
    @property
    def cookies(self) -> Any: ...  # noqa: ANN401


@dataclass
class Clock:
    """The hands are moved by the test."""

    at: datetime = NOW

    def now(self) -> datetime:
        """For the house."""
        return self.at

    def seconds(self) -> float:
        """For the limits."""
        return self.at.timestamp()

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


@dataclass
class Site:
    """The application, its clock, and its house."""

    app: FastAPI
    house: House
    clock: Clock

    def browser(self, address: str = "192.0.2.7", **headers: str) -> TestClient:
        """A new browser: it has no cookies, and follows no redirect by itself."""
        return TestClient(
            self.app, base_url=self.house.base, follow_redirects=False, headers=headers, client=(address, 5000)
        )

    def signed_in(self, name: str, **headers: str) -> TestClient:
        """The browser of somebody who has signed in."""
        made = self.browser(**headers)
        assert sign(made, name).status_code == 303
        return made


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file: what the two databases do is tested below the pages."""
    made = Store.open(f"sqlite:///{tmp_path / 'firsthand.db'}", create=True)
    yield made
    made.close()


def make_site(store: Store, folder: Path, base: str = SITE, **serve: Any) -> Site:  # noqa: ANN401  (a setting)
    """A site on an empty store. Settings are those of [serve]."""
    settings = {"logins_a_minute": 0, "requests_a_minute": 0, "notices_an_hour": 0} | serve
    desk, clock = Desk(Config(folder, workers=1, serve=ServeConfig(**settings)), store), Clock()
    house = House(desk, SECRET, base, clock.now)
    house.limits = Limits(desk.config.serve, clock.seconds)
    return Site(_make_app(house), house, clock)


def token_in(answer: Answer) -> str:
    """The token of the forms on a page."""
    found = set(_TOKEN.findall(answer.text))
    assert len(found) == 1, answer.text
    return str(found.pop())


def sign(browser: TestClient, name: str, password: str = PASSWORD, next: str = "/read") -> Answer:
    """Sign in by the form, as a person does."""
    token = token_in(browser.get("/login"))
    return browser.post("/login", data={"csrf": token, "name": name, "password": password, "next": next})


def _make_app(house: House) -> FastAPI:
    app = FastAPI(
        middleware=[
            Middleware(SafeHeaders, secure=house.secure),
            Middleware(CachedPages, cache=house.cache),
            Middleware(Bounded, serve=house.desk.config.serve, requests=house.limits.requests),
            Middleware(FormCookie, secure=house.secure),
        ]
    )
    app.state.house = house
    add_problem_pages(app)
    app.include_router(sign_in.router)
    for path in ("", "/api/v1"):
        _add_routes(app, path)

    @app.get("/form")
    def form(request: Request, who: Annotated[Viewer, Depends(with_form)]) -> Any:  # noqa: ANN401  (a response)
        return page(request, "login.html.j2", next="/", name="", wrong="", first=False)

    @app.post("/form", dependencies=[Depends(notices_held)])
    def send(who: Annotated[Viewer, Depends(viewer)], sent: Annotated[FormData, Depends(checked_form)]) -> str:
        return f"taken from {who.name}"

    @app.post("/api/v1/body")
    async def body(request: Request) -> int:
        return len(await request.body())

    return app


def _add_routes(app: FastAPI, path: str) -> None:
    @app.get(f"{path}/whoami")
    def whoami(who: Annotated[Viewer, Depends(viewer)]) -> dict[str, Any]:
        return {"name": who.name, "role": who.role, "via": who.via, "address": who.address}

    @app.get(f"{path}/read")
    def read(who: Annotated[Viewer, Depends(reader)]) -> str:
        return "read"

    @app.api_route(f"{path}/edit", methods=["GET", "POST", "DELETE"])
    def edit(who: Annotated[Viewer, Depends(editor)]) -> str:
        return "edited"

    @app.get(f"{path}/admin")
    def change(who: Annotated[Viewer, Depends(admin)]) -> str:
        return "changed"
