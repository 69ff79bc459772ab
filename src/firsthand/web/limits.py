"""How much one address may ask: requests, logins, notices, bytes. In memory, for one process.

The windows are our own. Those of the package `limits` start a thread at every hit and walk all keys in it, which is
2 ms a hit at 20,000 addresses, and forget no key.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.config import ServeConfig
from firsthand.web.address import bucket_of, client_of
from firsthand.web.refusal import refuse

MINUTE, HOUR = 60.0, 3_600.0
#: Addresses that are remembered at once. Beyond it those that were silent longest are forgotten: they get a new start,
#: and memory has an end, whatever comes.
MOST_KEYS = 20_000
#: Passwords that are checked at once. Each takes 64 MB, and on a laptop all cores for a tenth of a second: more at once
#: would be no faster, and would let anybody fill the memory.
HASHERS = 2
#: Logins that may wait for their turn.
MOST_WAITING = 20
TRIED = "There were many tries to sign in. Wait a little, and try again."
TOO_MANY = "Too many requests came from your address. Wait a little."
TOO_LARGE = "That is more than is taken in one go."

T = TypeVar("T")


class Window:
    """At most so many hits in any stretch of so many seconds, by key. Safe to share between threads."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`most` 0 is no limit; `clock` gives seconds that never go back."""
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def hit(self, key: str) -> float:
        """Count a hit and give 0; or, where it is one too many, count nothing and give the seconds to wait."""
        if not self._most:
            return 0.0
        with self._lock:
            now = self._clock()
            self._forget(now)
            hits = self._hits.setdefault(key, deque())
            while hits and hits[0] <= now - self._seconds:
                hits.popleft()
            if len(hits) >= self._most:
                return hits[0] + self._seconds - now
            hits.append(now)
            self._hits.move_to_end(key)
            return 0.0

    def _forget(self, now: float) -> None:
        """Drop those that were silent for the whole time, and the most silent where there are too many."""
        while self._hits:
            silent = next(iter(self._hits.values()))
            if silent[-1] > now - self._seconds and len(self._hits) < MOST_KEYS:
                return
            self._hits.popitem(last=False)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._hits)


class Limits:
    """The windows of a house."""

    def __init__(self, serve: ServeConfig, clock: Callable[[], float] = time.monotonic) -> None:
        """As the settings have them."""
        self.requests = Window(serve.requests_a_minute, MINUTE, clock)
        self.logins = Window(serve.logins_a_minute, MINUTE, clock)  #: by address
        self.names = Window(serve.logins_a_minute, MINUTE, clock)  #: by the account that is tried, from anywhere
        self.notices = Window(serve.notices_an_hour, HOUR, clock)
        self.hashing = anyio.CapacityLimiter(HASHERS)


def hold(window: Window, key: str, words: str = TOO_MANY) -> None:
    """Count a hit. Raises HTTPException 429 with Retry-After where it is one too many."""
    wait = window.hit(key)
    if wait > 0:
        raise HTTPException(429, words, {"Retry-After": str(math.ceil(wait))})


def limits_of(request: Request) -> Limits:
    """The windows of the house that a request came to."""
    limits: Limits = request.app.state.house.limits
    return limits


async def hashing(request: Request, act: Callable[[], T]) -> T:
    """What checks or makes a password, in a thread apart from those that serve pages, two at a time.

    Raises HTTPException 503 where too many wait.
    """
    limiter = limits_of(request).hashing
    if limiter.statistics().tasks_waiting >= MOST_WAITING:
        raise HTTPException(503, TRIED, {"Retry-After": "5"})
    return await anyio.to_thread.run_sync(act, limiter=limiter)


class Bounded:
    """An ASGI layer: refuses what is too much, with 429 and 413, before anything is made of it."""

    def __init__(self, app: ASGIApp, serve: ServeConfig, requests: Window) -> None:
        """`requests`: the window of all requests, by address."""
        self._app = app
        self._serve = serve
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wait = self._requests.hit(bucket_of(client_of(scope, self._serve.proxies)))
        if wait > 0:
            await refuse(scope, send, 429, TOO_MANY, {"retry-after": str(math.ceil(wait))})
            return
        most = self._serve.body_bytes
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or len(said) > 18 or int(said) > most:
            await refuse(scope, send, 413 if said.isdigit() else 400, TOO_LARGE, {"connection": "close"})
            return
        await _Counted(receive, send, most).run(self._app, scope)


class _Counted:
    """The body of one request, counted as it comes: what is sent in chunks names no length."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self._began = False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self.receive, self.send)
        except HTTPException as error:
            if self._began or error.status_code != 413:
                raise
            await refuse(scope, self._send, 413, TOO_LARGE, {"connection": "close"})

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:  # FastAPI and Starlette let this error through to whoever answers errors
            raise HTTPException(413, TOO_LARGE, {"Connection": "close"})
        return message

    async def send(self, message: Message) -> None:
        self._began = True
        await self._send(message)
