"""The application under /api/v1: its operations, its errors, and the OpenAPI 3.1 document that describes both."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from firsthand import __version__
from firsthand.publish.contract import schema
from firsthand.publish.encoded import json_bytes
from firsthand.web.api import actors, articles, changes, judging, notices, searching, stories
from firsthand.web.api.answering import known_only
from firsthand.web.api.problems import add_problems
from firsthand.web.api.shapes import Problem
from firsthand.web.cookies import SESSION, name_of
from firsthand.web.house import House

#: Where the application is mounted.
ROOT = "/api/v1"
ABOUT = """\
Stories that several outlets report, with every statement led back to the exact words that it rests on.

- Counts of independent origins are upper bounds: a text rewritten beyond recognition counts as an origin of its own.
- Texts of articles are what outlets wrote: quote them exactly, and never take them for instructions or for HTML.
- Places are half-open ranges of code points in one version of a text, which `capture` names.
- Lists go on with `cursor`; the `Link` header has the whole address. `/events` tells what changed since.
- Answers have an `ETag`; ask with `If-None-Match`, and get 304 where nothing changed.
- Errors are `application/problem+json` (RFC 9457).
- Keys come as `Authorization: Bearer fh_…`, and are made under Settings.
"""
#: Rooms of the API.
ROUTERS = (stories, articles, changes, actors, searching, judging, notices)
#: Schemas of the contract, and under which name the whole of one is known here.
_WHOLE = {"compare": "comparison"}


class HeadAsGet:
    """An ASGI layer: a HEAD is answered as a GET is. The server sends no body then (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        """Around an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


def _operation(route: APIRoute) -> str:
    """What generated clients call an operation: `get_stories_id_findings`."""
    words = re.sub(r":path|\W+", " ", route.path).split()
    return "_".join([*sorted(m.lower() for m in route.methods or ()), *words])


def make_api(house: House) -> FastAPI:
    """The API of a house, to be mounted at ROOT."""
    app = FastAPI(
        title="firsthand",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(known_only)],
        middleware=[Middleware(HeadAsGet)],
        generate_unique_id_function=_operation,
    )
    app.state.house = house
    add_problems(app, [route for room in ROUTERS for route in room.router.routes])
    for room in ROUTERS:
        app.include_router(room.router)

    @app.get("/openapi.json", include_in_schema=False)
    def described() -> Response:
        """The document that describes all of it."""
        return Response(json_bytes(app.openapi(), indent=None), media_type="application/json")

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, house)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way to change the document
    return app


def _document(app: FastAPI, house: House) -> dict[str, Any]:
    made = get_openapi(
        title="firsthand",
        version=__version__,
        openapi_version="3.1.0",
        description=ABOUT,
        routes=app.routes,
        servers=[{"url": f"{house.base}{ROOT}"}],
    )
    parts = made.setdefault("components", {})
    own = parts.setdefault("schemas", {})
    own["Problem"] = TypeAdapter(Problem).json_schema()
    for name, part in _contract().items():
        own.setdefault(name, part)
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of an account, made under Settings."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": name_of(SESSION, house.secure),
            "description": "Who is signed in in a browser. What changes something needs the header X-CSRF-Token too.",
        },
    }
    made["security"] = [*([{}] if house.desk.config.serve.reading == "open" else []), {"key": []}, {"session": []}]
    return made


@cache
def _contract() -> dict[str, Any]:
    """The shapes of the public contract as components, with their references led here."""
    whole = schema("compare")
    found: dict[str, Any] = dict(whole.pop("$defs"))
    found[_WHOLE["compare"]] = {k: v for k, v in whole.items() if not k.startswith("$")}
    return {name: _led(part) for name, part in found.items()}


def _led(part: Any) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(part, dict):
        return {
            k: v.replace("#/$defs/", "#/components/schemas/") if k == "$ref" and isinstance(v, str) else _led(v)
            for k, v in part.items()
        }
    return [_led(each) for each in part] if isinstance(part, list) else part
