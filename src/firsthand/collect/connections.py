"""Connections, each used for one request at a time and kept a little for the next to the same server.

httpcore's own pool shares connections among waiting requests, and walks through all of them at every request; since
`Pacing` lets a host be asked seldom and by few at once, the plain way is enough, and twice as fast.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore

#: Seconds that an unused connection is kept: long enough for the pages of a feed at the usual spacing.
KEPT_SECONDS = 15.0
#: Connections that are kept unused, of all hosts together; the oldest are closed first.
KEPT_MOST = 64


class Exchange:
    """An answer that is being read. `complete` is set by whoever has read all of it."""

    __slots__ = ("complete", "response")

    def __init__(self, response: httpcore.Response) -> None:
        """Its headers are there, its body is not."""
        self.response = response
        self.complete = False


class Connections:
    """Sends requests, over a kept connection where there is one."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        """`backend` decides what may be connected to, `tls` whose certificates are trusted."""
        self._backend = backend
        self._tls = tls
        self._kept: list[tuple[httpcore.Origin, httpcore.AsyncHTTPConnection]] = []

    @asynccontextmanager
    async def exchange(self, request: httpcore.Request) -> AsyncIterator[Exchange]:
        """Send a request, and have the answer read in the context. Raises what httpcore and the backend raise."""
        connection, response = await self._sent(request)
        exchange = Exchange(response)
        try:
            yield exchange
            await response.aclose()
        except BaseException:
            await connection.aclose()
            raise
        if exchange.complete and connection.is_idle():
            await self._keep(request.url.origin, connection)
        else:
            # What still comes of an answer that nobody reads would fill the window of the whole connection.
            await connection.aclose()

    async def aclose(self) -> None:
        """Close what is kept."""
        kept, self._kept = self._kept, []
        for _, connection in kept:
            await connection.aclose()

    async def _sent(self, request: httpcore.Request) -> tuple[httpcore.AsyncHTTPConnection, httpcore.Response]:
        kept = await self._take(request.url.origin)
        if kept is not None:
            try:
                return kept, await kept.handle_async_request(request)
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable, OSError):
                # Closed by the server while it was kept. That is no failure of this request: nobody has answered it.
                await kept.aclose()
            except BaseException:
                await kept.aclose()
                raise
        connection = httpcore.AsyncHTTPConnection(
            request.url.origin,
            ssl_context=self._tls,
            keepalive_expiry=KEPT_SECONDS,
            http2=True,
            network_backend=self._backend,
        )
        try:
            return connection, await connection.handle_async_request(request)
        except BaseException:
            await connection.aclose()
            raise

    async def _take(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection | None:
        """The connection to a server that was used last, if one is kept and still stands."""
        for place in reversed(range(len(self._kept))):
            if self._kept[place][0] == origin:
                _, connection = self._kept.pop(place)
                if connection.is_available() and not connection.has_expired():
                    return connection
                await connection.aclose()
                return None
        return None

    async def _keep(self, origin: httpcore.Origin, connection: httpcore.AsyncHTTPConnection) -> None:
        self._kept.append((origin, connection))
        if len(self._kept) > KEPT_MOST:
            _, oldest = self._kept.pop(0)
            await oldest.aclose()
