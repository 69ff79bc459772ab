"""No route of the real application stands open by mistake: each is looked at, those that are still to come too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Mount
from starlette.testclient import TestClient

from firsthand.desk.keys import make_key
from firsthand.store.database import Store
from firsthand.web.app import make_app
from firsthand.web.viewer import admin, checked_form, editor, reader, signed_in, viewer
from tests.people import CLI, NOW, person, quick_hashing
from tests.web.guarded import empty_store, make_site, sign, token_in

__all__ = ["empty_store", "quick_hashing"]

SAFE = {"GET", "HEAD", "OPTIONS"}
#: Forms that need no token of the browser's: signing out checks it by itself, as long as there is a session; the token
#: in the address of the others was sent to one mailbox, and mail programs send the last one without a page (RFC 8058).
OWN_CHECK = {"/logout", "/digest/confirm/{token}", "/digest/unsubscribe/{token}"}
#: What everybody may look at, even where reading is behind a login: to sign in, to give notice, to end a digest, and
#: what programs have to know first.
OPEN = ("/static/", "/login", "/logout", "/takedown", "/digest/", "/api/v1/takedowns", "/api/v1/openapi.json")


def routes(app: FastAPI, under: str = "") -> Iterator[tuple[str, set[str], Dependant]]:
    """Every route: its address, its methods, and what it depends on, that which its room asks for among it."""
    for context in iter_route_contexts(app.routes):
        route: Any = context.original_route
        if isinstance(route, Mount) and isinstance(route.app, FastAPI):
            yield from routes(route.app, under + route.path)
        elif isinstance(route, APIRoute):
            yield under + str(context.path), set(context.methods or ()), context.dependant


def asked_by(dependant: Dependant) -> set[Callable[..., Any] | None]:
    """Everything that a route depends on."""
    return {dependant.call}.union(*(asked_by(below) for below in dependant.dependencies))


@pytest.fixture
def app(empty_store: Store, tmp_path: Path) -> FastAPI:
    return make_app(make_site(empty_store, tmp_path).house)


def test_there_are_routes_to_look_at(app: FastAPI) -> None:
    paths = {path for path, *_ in routes(app)}
    assert {"/login", "/settings", "/settings/accounts"} <= paths
    assert any(path.startswith("/api/v1/") for path in paths)


def test_every_form_is_checked_to_be_from_a_page_of_ours(app: FastAPI) -> None:
    for path, methods, dependant in routes(app):
        if methods - SAFE and path not in OWN_CHECK:
            wanted = viewer if path.startswith("/api/") else checked_form
            assert wanted in asked_by(dependant), path


def test_every_page_asks_who_reads(app: FastAPI) -> None:
    for path, _, dependant in routes(app):
        if not path.startswith(OPEN):
            assert asked_by(dependant) & {reader, editor, admin, signed_in}, path


def test_what_changes_something_is_for_those_who_edit(app: FastAPI) -> None:
    """Anybody may sign in, give notice, object and subscribe, readers compare; the rest is for accounts with a role."""
    anybody = {"/login", "/takedown", "/digest", "/stories/{id:path}/wrong"}
    anybody |= {f"/api/v1/{name}" for name in ("takedowns", "objections", "compare")}
    for path, methods, dependant in routes(app):
        if methods - SAFE and path not in anybody and path not in OWN_CHECK:
            assert asked_by(dependant) & {editor, admin, signed_in}, path


def test_the_real_application_takes_keys_sessions_and_forms(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, base="http://localhost", body_bytes=5_000, reading="login")
    site.app = make_app(site.house)
    person(site.house.desk, role="editor")
    key, _ = make_key(site.house.desk, "ina.quist", "k", ["read"], CLI, NOW)

    def stories(browser: TestClient, **headers: str) -> int:
        return browser.get("/api/v1/stories", headers=headers).status_code

    browser = site.browser()
    assert stories(browser) == 401
    assert stories(browser, Authorization=f"Bearer {key}") == 200
    assert stories(browser, Authorization=f"Bearer {key}x") == 401
    assert browser.get("/").headers["location"] == "/login?next=%2F"
    assert sign(browser, "ina.quist").status_code == 303
    assert stories(browser) == 200
    assert browser.get("/").status_code == 200
    assert token_in(browser.get("/settings")) != token_in(site.browser().get("/login"))
    large = browser.post("/api/v1/objections", content=(b"x" * 1000 for _ in range(6)))
    assert large.status_code == 413
