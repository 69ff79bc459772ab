"""The application: its rooms, its layers, and what runs beside the requests.

A request passes, from the outside in: headers, hosts, the cache, packing, limits; then a router of pages/ or api/.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import anyio.to_thread
from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from firsthand.web.cookies import FormCookie
from firsthand.web.headers import SafeHeaders
from firsthand.web.house import House, hosts_of
from firsthand.web.limits import Bounded
from firsthand.web.page_cache import CachedPages
from firsthand.web.problems import add_problem_pages
from firsthand.web.viewer import reader, viewer

#: Requests that are worked on at once, each in a thread with a connection to the store: more would only wait for the
#: two or four cores, and each keeps pages of the store in memory.
THREADS = 8
#: Bytes below which packing costs more than it saves.
SMALLEST_PACKED = 700

#: The rooms of the site, in the order in which their addresses are tried, and whether they are for readers alone where
#: reading is behind a login. The others ask for themselves what somebody may.
ROOMS = (
    ("firsthand.web.pages.static", False),
    ("firsthand.web.pages.front", True),
    ("firsthand.web.pages.stories", True),
    ("firsthand.web.pages.editing", False),
    ("firsthand.web.pages.articles", True),
    ("firsthand.web.pages.actors", True),
    ("firsthand.web.pages.publishers", True),
    ("firsthand.web.pages.searching", True),
    ("firsthand.web.pages.takedowns", False),
    ("firsthand.web.pages.feeds", True),
    ("firsthand.web.pages.subscribing", False),
    ("firsthand.web.pages.sign_in", False),
    ("firsthand.web.pages.accounts", False),
)

#: Something that runs beside the requests until it is cancelled.
Beside = Callable[[], Coroutine[None, None, None]]


def make_app(house: House, beside: Sequence[Beside] = ()) -> FastAPI:
    """The application of a house, with what runs beside its requests."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        tasks = [asyncio.create_task(each()) for each in (house.live.run, *beside)]
        async with AsyncExitStack():
            yield
        house.live.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    serve = house.desk.config.serve
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
            Middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED, compresslevel=6),
        ],
    )
    app.state.house = house
    add_problem_pages(app)
    for name, reading in ROOMS:
        with suppress(ModuleNotFoundError):  # replaced by plain imports when the rooms stand
            asked = [Depends(reader if reading else viewer)] if not name.endswith("static") else []
            app.include_router(importlib.import_module(name).router, dependencies=asked)
    with suppress(ModuleNotFoundError):
        app.mount("/api/v1", importlib.import_module("firsthand.web.api.app").make_api(house))
    return app
