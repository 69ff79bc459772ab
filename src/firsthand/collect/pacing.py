"""Whose turn it is: how often, and how many at once, one host is asked, and how many hosts together.

    waiting for a host's turn      does not take one of the places that all hosts share
    from the end of a request      to the start of the next: `spacing` seconds, or what the host asks for
    among hosts that are ready     first come, first served: a host never holds more than its own places
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

#: Seconds between two requests that a host may ask for (robots.txt, Crawl-delay). More would park its queue for hours:
#: at five minutes a feed of 20 pages takes 100 minutes, and nothing is lost.
DELAY_MOST = 300.0
#: Hosts that are remembered at once. Each takes some 1 KB; the oldest that nobody waits for are forgotten first, and
#: the cost of forgetting one too early is one request sooner than `spacing`.
HOSTS_MOST = 10_000


class _Host:
    """What is under way to one host, and from when on it may be asked again."""

    __slots__ = ("gate", "ready", "slots", "spacing", "waiting")

    def __init__(self, spacing: float, concurrency: int) -> None:
        self.gate = asyncio.Lock()
        self.slots = asyncio.Semaphore(concurrency)
        self.spacing = spacing
        self.ready = float("-inf")
        self.waiting = 0


class Pacing:
    """Gives out turns. For one event loop; `clock` gives seconds, `sleep` waits for them."""

    def __init__(
        self,
        spacing: float = 1.0,
        concurrency: int = 32,
        host_concurrency: int = 1,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`spacing` in seconds; `concurrency` requests at once in all, `host_concurrency` of them to one host."""
        self._spacing = spacing
        self._host_concurrency = host_concurrency
        self._total = asyncio.Semaphore(concurrency)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until `host` may be asked; the turn lasts as long as the context."""
        place = self._host(host)
        place.waiting += 1
        try:
            async with place.slots:
                async with place.gate:
                    while (wait := place.ready - self._clock()) > 0:
                        await self._sleep(wait)
                    await self._total.acquire()
                    place.ready = self._clock() + place.spacing
                try:
                    yield
                finally:
                    self._total.release()
                    place.ready = max(place.ready, self._clock() + place.spacing)
        finally:
            place.waiting -= 1

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave that long between two requests to `host`: never less than the spacing, never over DELAY_MOST."""
        self._host(host).spacing = max(self._spacing, min(seconds, DELAY_MOST))

    def _host(self, name: str) -> _Host:
        name = name.rstrip(".").lower()
        # A host that is asked goes to the end, so that the first ones are those longest unasked.
        place = self._hosts.pop(name, None)
        if place is None:
            if len(self._hosts) >= HOSTS_MOST:
                self._forget()
            place = _Host(self._spacing, self._host_concurrency)
        self._hosts[name] = place
        return place

    def _forget(self) -> None:
        """Make room: hosts that could be asked at once first, then the longest unasked; never one waited for."""
        now = self._clock()
        room = HOSTS_MOST // 2
        idle = [name for name, place in self._hosts.items() if not place.waiting]
        ripe = [n for n in idle if self._hosts[n].ready <= now and self._hosts[n].spacing == self._spacing]
        for name in dict.fromkeys(ripe + idle):
            if len(self._hosts) <= room:
                break
            del self._hosts[name]
