"""The application: its rooms, its layers, and what runs beside the requests.

A request passes, from the outside in: headers, hosts, limits, the cache, the cookie of forms, packing; then a router of
pages/ or api/, or the MCP server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from firsthand.web.api.app import make_api
from firsthand.web.cookies import FormCookie
from firsthand.web.headers import SafeHeaders
from firsthand.web.house import House, hosts_of
from firsthand.web.limits import Bounded
from firsthand.web.mcp_http import PATH, mcp_app
from firsthand.web.page_cache import CachedPages
from firsthand.web.pages import (
    actors,
    articles,
    editing,
    feeds,
    front,
    publishers,
    searching,
    sign_in,
    static,
    stories,
    subscribing,
    takedowns,
)
from firsthand.web.problems import add_problem_pages
from firsthand.web.viewer import reader, viewer

#: Requests that are worked on at once, each in a thread with a connection to the store: more would only wait for the
#: two or four cores, and each keeps pages of the store in memory.
THREADS = 8
#: Bytes below which packing costs more than it saves.
SMALLEST_PACKED = 700

#: How hard pages are packed: beyond it they take longer and get little smaller.
PACKING = 4

#: The rooms of the site, in the order in which their addresses are tried. Those for readers are behind a login where
#: reading is; the others ask for themselves what somebody may.
FOR_READERS = (front, stories, articles, actors, publishers, searching, feeds)
FOR_ALL = (editing, takedowns, subscribing, sign_in)

#: Something that runs beside the requests until it is cancelled.
Beside = Callable[[], Coroutine[None, None, None]]


def make_app(house: House, beside: Sequence[Beside] = ()) -> FastAPI:
    """The application of a house, with what runs beside its requests."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        tasks = [asyncio.create_task(each()) for each in (house.live.run, *beside)]
        async with assistants():
            yield
        house.live.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    serve = house.desk.config.serve
    mcp, assistants = mcp_app(house)
    app = FastAPI(
        title="firsthand",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=running,
        middleware=[
            Middleware(SafeHeaders, secure=house.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts_of(house), www_redirect=False),
            Middleware(Bounded, serve=serve, requests=house.limits.requests),
            Middleware(CachedPages, cache=house.cache),
            Middleware(FormCookie, secure=house.secure),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED, compresslevel=PACKING),
        ],
    )
    app.state.house = house
    add_problem_pages(app)
    app.include_router(static.router)
    for rooms, asked in ((FOR_READERS, reader), (FOR_ALL, viewer)):
        for room in rooms:
            app.include_router(room.router, dependencies=[Depends(asked)])
    app.include_router(stories.slashed, dependencies=[Depends(reader)])  # takes what no other room has taken
    app.router.routes.append(Route(PATH, mcp))
    app.mount("/api/v1", make_api(house))
    return app
