"""Fetching in tests: every name leads to the hostile web, and nothing waits between two requests."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from firsthand.collect.fetch import Fetched, Fetcher, Limits, Request
from firsthand.errors import FetchError
from tests.collect.hostile_web import ADDRESS, CERTIFICATE, NETWORK

CONTACT = "desk@courier.example"
#: Seconds: those that wait for it wait that long; those that do not are over long before.
SOON, LATE = 0.3, 20.0
LIMIT = 1_000_000


async def to_loopback(host: str, port: int) -> Sequence[str]:
    return [ADDRESS]


@asynccontextmanager
async def fetching(
    deadline: float = LATE,
    allow: tuple[str, ...] = (NETWORK,),
    permit: Callable[[str], Awaitable[str | None]] | None = None,
    resolve: Callable[[str, int], Awaitable[Sequence[str]]] = to_loopback,
    redirects: int = 10,
) -> AsyncIterator[Fetcher]:
    limits = Limits(deadline=deadline, redirects=redirects, spacing=0, host_concurrency=8, allow_networks=allow)
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    async with Fetcher(CONTACT, limits, permit=permit, resolve=resolve, tls=trusted) as fetcher:
        yield fetcher


def fetched(request: Request | str, **how: object) -> Fetched:
    async def run() -> Fetched:
        async with fetching(**how) as fetcher:  # type: ignore[arg-type]
            return await fetcher.fetch(request if isinstance(request, Request) else Request(request, limit=LIMIT))

    return asyncio.run(run())


def refused(url: str, **how: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetched(url, **how)
    assert caught.value.url == url
    assert caught.value.reason[-1] == "."
    return caught.value
