"""Connections that go only where they may: the name is looked up here, once, and the answer itself is connected to.

An httpcore network backend. There is no second look-up between the check and the connection, so a name that answers
with a public address first and a private one afterwards (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

import httpcore

from firsthand.collect.addresses import Address, Network, literal, unwrapped, why_refused

#: Looks a name up: host and port in, the addresses that it has out. Raises OSError where there are none.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

#: Seconds until the next address of a name is tried beside one that has not answered (RFC 8305 has .25).
_NEXT_ATTEMPT = 0.25
#: Addresses of one name that are tried. A name with hundreds must not turn into a scan.
_ATTEMPTS_MOST = 6

_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class PrivateAddressError(Exception):
    """A name or an address leads into a network that must not be reached; the message is one sentence."""


class LookupFailedError(Exception):
    """A name has no address; the message is one sentence."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks every answer, and connects to what was checked."""

    def __init__(self, resolve: Resolver, allowed: tuple[Network, ...]) -> None:
        """`allowed` are the private networks that may be reached all the same."""
        self._resolve = resolve
        self._allowed = allowed
        self._wire = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises PrivateAddressError, LookupFailedError, or what httpcore raises where nothing answers."""
        addresses = await self.addresses(host.strip("[]").removesuffix("."), port)

        async def connect(address: Address) -> httpcore.AsyncNetworkStream:
            stream = await self._wire.connect_tcp(str(address), port, timeout, local_address, socket_options)
            return _Stream(stream)

        if len(addresses) == 1:
            return await connect(addresses[0])
        return await _first(connect, addresses)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[_SocketOption] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Never: raises PrivateAddressError."""
        raise PrivateAddressError("A socket of this machine is no address of the web.")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def addresses(self, name: str, port: int) -> list[Address]:
        """What may be connected to under a name, IPv6 and IPv4 by turns; one private answer refuses the name."""
        own = literal(name)
        found = [own] if own is not None else await self._looked_up(name, port)
        for address in found:
            if (network := why_refused(address, self._allowed)) is not None:
                what = "The address belongs" if own is not None else f"The name stands for {address}, which belongs"
                raise PrivateAddressError(f"{what} to {network}, which is not reached from here.")
        return _by_turns([unwrapped(address) for address in found])[:_ATTEMPTS_MOST]

    async def _looked_up(self, name: str, port: int) -> list[Address]:
        try:
            answers = await self._resolve(name, port)
        except OSError as error:
            # UnicodeError is a ValueError and would be a fault of ours: the name is ASCII, and its labels are measured.
            raise LookupFailedError(f"The name {name} has no address ({error.strerror or error}).") from error
        found = [literal(answer) for answer in answers]
        if not found or None in found:
            raise LookupFailedError(f"The name {name} has no address.")
        return [address for address in dict.fromkeys(found) if address is not None]


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is closed when its handshake is given up: httpcore's own leaves the socket to the collector."""

    def __init__(self, wire: httpcore.AsyncNetworkStream) -> None:
        self._wire = wire

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._wire.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._wire.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._wire.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._wire.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._wire.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        return self._wire.get_extra_info(info)


class SystemResolver:
    """The machine's own look-ups, each in a thread of its own: a slow name holds up neither others nor the end."""

    def __init__(self, at_once: int) -> None:
        """`at_once` look-ups together; more wait."""
        self._places = asyncio.Semaphore(at_once)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name. Raises OSError."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def look_up() -> None:
            try:
                outcome: Sequence[str] | OSError = _system_addresses(host, port)
            except OSError as error:
                outcome = error
            # Nobody waits any more where the loop is closed.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_tell, answer, outcome)

        async with self._places:
            threading.Thread(target=look_up, name="look-up", daemon=True).start()
            return await answer


def _tell(answer: asyncio.Future[Sequence[str]], outcome: Sequence[str] | OSError) -> None:
    if answer.done():  # given up
        return
    if isinstance(outcome, OSError):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _system_addresses(host: str, port: int) -> Sequence[str]:
    # Bytes, since for text Python's own codec for names would come first, which knows less than ours and raises more.
    answers = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in answers]


def _by_turns(addresses: list[Address]) -> list[Address]:
    """The families by turns, each in the resolver's order, the first answer's family first."""
    first = [a for a in addresses if a.version == addresses[0].version]
    second = [a for a in addresses if a.version != addresses[0].version]
    mixed: list[Address] = []
    for place in range(max(len(first), len(second))):
        mixed += first[place : place + 1] + second[place : place + 1]
    return mixed


async def _first(
    connect: Callable[[Address], Awaitable[httpcore.AsyncNetworkStream]], addresses: Sequence[Address]
) -> httpcore.AsyncNetworkStream:
    """The first connection that stands, each attempt started when those before fail or take long; others are closed."""
    waiting = list(addresses)
    attempts: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
    won: asyncio.Task[httpcore.AsyncNetworkStream] | None = None
    failed: BaseException | None = None
    try:
        while won is None and (waiting or attempts):
            if waiting:
                attempts.add(asyncio.ensure_future(_coroutine(connect, waiting.pop(0))))
            done, attempts = await asyncio.wait(
                attempts, timeout=_NEXT_ATTEMPT if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                if task.exception() is not None:
                    failed = failed or task.exception()
                elif won is None:
                    won = task
                else:
                    attempts.add(task)
    finally:
        for task in attempts:
            task.cancel()
        late = (await asyncio.wait(attempts))[0] if attempts else ()
        for task in late:
            if not task.cancelled() and task.exception() is None:
                await task.result().aclose()
    if won is None:
        assert failed is not None  # there is at least one address, and no attempt of it stands
        raise failed
    return won.result()


async def _coroutine(
    connect: Callable[[Address], Awaitable[httpcore.AsyncNetworkStream]], address: Address
) -> httpcore.AsyncNetworkStream:
    return await connect(address)
