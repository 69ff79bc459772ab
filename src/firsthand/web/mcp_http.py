"""The MCP server over HTTP, for whoever may read.

    app, running = mcp_app(house)
    site.router.routes.append(Route(PATH, app))      # and hold `running()` while the site runs
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio.to_thread
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from firsthand.web.api.problems import problem
from firsthand.web.headers import SafeHeaders
from firsthand.web.house import House, hosts_of
from firsthand.web.limits import Bounded
from firsthand.web.mcp_server import make_server
from firsthand.web.viewer import reader, viewer

#: Its address.
PATH = "/mcp"

Running = Callable[[], AbstractAsyncContextManager[None]]


def mcp_app(house: House, *, alone: bool = False) -> tuple[ASGIApp, Running]:
    """The server, to stand at PATH, and what must be held while it runs. `alone`: as `make_server` has it.

    Each request stands for itself: there are no sessions. A request that names another host, or comes from a page of
    another site, is refused: a name that leads to loopback by a trick with the DNS would else open it to any page.
    """
    app = _ForReaders()

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        server = make_server(house.desk, None if alone else house.base, alone=alone)
        app.inner = server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=house.desk.config.serve.body_bytes,
            transport_security=_security(house),
        )
        try:
            async with server.session_manager.run():  # once only: a site that starts again makes another
                yield
        finally:
            app.inner = None

    return app, running


def _security(house: House) -> TransportSecuritySettings:
    hosts = hosts_of(house)
    return TransportSecuritySettings(
        allowed_hosts=[allowed for host in hosts for allowed in (host, f"{host}:*")],
        allowed_origins=[house.base, *(f"http://{h}:*" for h in ("127.0.0.1", "localhost", "[::1]"))],
    )


def mcp_site(house: House) -> Starlette:
    """The server alone, without pages: what `firsthand mcp --http` serves."""
    app, running = mcp_app(house, alone=True)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with running():
            yield

    serve = house.desk.config.serve
    site = Starlette(
        routes=[Route(PATH, app)],
        lifespan=lifespan,
        middleware=[
            Middleware(SafeHeaders, secure=house.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts_of(house), www_redirect=False),
            Middleware(Bounded, serve=serve, requests=house.limits.requests),
        ],
    )
    site.state.house = house
    return site


class _ForReaders:
    """An ASGI layer: lets through who may read. Others get 401 or 403 as a problem."""

    def __init__(self) -> None:
        self.inner: ASGIApp | None = None  #: while it runs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            await anyio.to_thread.run_sync(lambda: reader(request, viewer(request)))
            if self.inner is None:
                raise HTTPException(503, "It is not running.")
        except HTTPException as error:
            headers = {name.lower(): value for name, value in (error.headers or {}).items()}
            await problem(error.status_code, error.detail, headers)(scope, receive, send)
            return
        await self.inner(scope, receive, send)
