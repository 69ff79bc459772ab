"""A hostile web on loopback: servers that do what servers must not do, and one address that is healthy.

    with hostile_web() as web:
        web.url("/drip")             # http://127.0.0.2:port/drip

It listens on 127.0.0.2 in a thread of its own, so that 127.0.0.1 can stay forbidden: `allow_networks=(NETWORK,)` lets
the servers in and nothing else. See `_ROUTES` for what there is. (macOS has 127.0.0.2 only after
`sudo ifconfig lo0 alias 127.0.0.2`.)
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

import brotli  # type: ignore[import-untyped]
import h2.config
import h2.connection
import h2.events
import zstandard

ADDRESS = "127.0.0.2"
NETWORK = f"{ADDRESS}/32"
#: The name that the server with TLS has a certificate for, and the file of it.
TLS_NAME = "news.vellmark.example"
CERTIFICATE = Path(__file__).parent / "data" / f"{TLS_NAME}.pem"
#: What the healthy addresses answer with.
PAGE = b"<p>The ferry to Vellmark was late on Monday.</p>" * 20

_BOMB = 200_000_000
_TICK = 0.005

Connected = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Route = Callable[["_Talk"], Awaitable[None]]


class HostileWeb:
    """Where its servers listen, and what they were asked: the request lines and headers, as received."""

    def __init__(self) -> None:
        self.port = 0
        self.silent_port = 0
        self.tls_port = 0
        self.asked: list[str] = []

    def url(self, path: str = "/ok") -> str:
        return f"http://{ADDRESS}:{self.port}{path}"

    def redirect(self, to: str) -> str:
        """An address that redirects to another, which stands there as it is given."""
        return self.url(f"/to?{quote(to, safe='')}")

    def tls(self, path: str = "/ok", name: str = TLS_NAME) -> str:
        """The server with TLS, HTTP/2 and 1.1; `resolve` has to lead its name to ADDRESS."""
        return f"https://{name}:{self.tls_port}{path}"

    def requests(self, path: str) -> list[str]:
        """What was asked of one path."""
        return [asked for asked in self.asked if asked.split(" ", 2)[1].split("?")[0] == path]


@contextmanager
def hostile_web() -> Iterator[HostileWeb]:
    """All its servers, until the context ends."""
    web, ready, loop = HostileWeb(), threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        talks: set[asyncio.Task[None]] = set()

        def handler(talk: Connected) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
            def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                task = loop.create_task(_served(talk, reader, writer))
                talks.add(task)
                task.add_done_callback(talks.discard)

            return connected

        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(CERTIFICATE)
        tls.set_alpn_protocols(["h2", "http/1.1"])
        plain = handler(lambda reader, writer: _plain(web, reader, writer))
        servers = [
            await asyncio.start_server(plain, ADDRESS, 0),
            await asyncio.start_server(handler(_silent), ADDRESS, 0),
            await asyncio.start_server(plain, ADDRESS, 0, ssl=tls),
        ]
        web.port, web.silent_port, web.tls_port = (s.sockets[0].getsockname()[1] for s in servers)
        ready.set()
        await stop.wait()
        for server in servers:
            server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    def run() -> None:
        # TLS that a client breaks off is no news here.
        loop.set_exception_handler(lambda loop, context: None)
        loop.run_until_complete(serve())
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, name="hostile web")
    thread.start()
    ready.wait(10)
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _served(talk: Connected, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        try:
            await talk(reader, writer)
        finally:
            writer.close()


class _Talk:
    """One request, and the way back."""

    def __init__(self, web: HostileWeb, asked: str, writer: asyncio.StreamWriter) -> None:
        self.web, self.asked, self.writer = web, asked, writer
        self.path, _, self.query = asked.split(" ", 2)[1].partition("?")
        self.keep = True

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes = b"", status: int = 200, **headers: str | int) -> None:
        """A whole and proper answer."""
        with suppress(ValueError):
            await self.head(status, **{"content_length": len(body), **headers})
            await self.raw(b"" if status == 304 else body)

    async def head(self, status: int = 200, **headers: str | int) -> None:
        lines = [f"HTTP/1.1 {status} Said", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    async def chunks(self, data: bytes) -> None:
        """The same chunk without end."""
        while True:
            await self.raw(b"%x\r\n%s\r\n" % (len(data), data))

    def header(self, name: str) -> str | None:
        found = (line.partition(":") for line in self.asked.split("\r\n")[1:])
        return next((value.strip() for key, _, value in found if key.lower() == name), None)


async def _plain(web: HostileWeb, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    tls = writer.get_extra_info("ssl_object")
    if tls is not None and tls.selected_alpn_protocol() == "h2":
        await _http2(web, reader, writer)
        return
    while True:
        asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        web.asked.append(asked)
        talk = _Talk(web, asked, writer)
        first = "/" + talk.path.split("/")[1]
        await _ROUTES[first](talk)
        if not talk.keep:
            return


async def _http2(web: HostileWeb, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    state.initiate_connection()
    while True:
        writer.write(state.data_to_send())
        await writer.drain()
        data = await reader.read(65_536)
        if not data:
            return
        for event in state.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                fields = {bytes(k).decode(): bytes(v).decode() for k, v in event.headers or []}
                lines = (f"{name}: {value}" for name, value in fields.items())
                web.asked.append("\r\n".join([f"GET {fields[':path']} HTTP/2", *lines]))
                assert event.stream_id is not None
                state.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                if fields[":path"] == "/endless":
                    while (room := min(state.local_flow_control_window(event.stream_id), 16_384)) > 0:
                        state.send_data(event.stream_id, b"x" * room)
                else:
                    state.send_data(event.stream_id, PAGE, end_stream=True)


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(65_536):
        pass


async def _ok(talk: _Talk) -> None:
    if talk.header("if-none-match") == '"first"':
        await talk.answer(status=304, ETag='"first"')
    else:
        await talk.answer(PAGE, Content_Type="text/html", ETag='"first"', Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")


async def _always_304(talk: _Talk) -> None:
    await talk.answer(status=304)


async def _status(talk: _Talk) -> None:
    """/status/503, with Retry-After from the query."""
    headers = {"Retry_After": unquote(talk.query)} if talk.query else {}
    await talk.answer(b"no", int(talk.path.split("/")[2]), Date="Mon, 02 Mar 2026 08:00:00 GMT", **headers)


async def _echo(talk: _Talk) -> None:
    await talk.answer(talk.asked.encode("latin-1"), Set_Cookie="seen=1; Path=/")


async def _to(talk: _Talk) -> None:
    await talk.answer(status=302, Location=unquote(talk.query, "latin-1"))


async def _moved(talk: _Talk) -> None:
    """/moved/301 leads to /ok for good, /moved/302 for now."""
    await talk.answer(status=int(talk.path.split("/")[2]), Location="/ok")


async def _nowhere(talk: _Talk) -> None:
    await talk.answer(status=301)


async def _loop(talk: _Talk) -> None:
    await talk.answer(status=301, Location="/loop/2" if talk.path == "/loop" else "/loop")


async def _hops(talk: _Talk) -> None:
    left = int(talk.path.split("/")[2])
    await talk.answer(status=302, Location=f"/hops/{left - 1}" if left > 1 else "/ok")


async def _drip(talk: _Talk) -> None:
    await talk.head(Content_Length=1_000_000)
    while True:
        await talk.raw(b"x")
        await asyncio.sleep(_TICK)


async def _drip_headers(talk: _Talk) -> None:
    await talk.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        await talk.raw(b"X-More: 1\r\n")
        await asyncio.sleep(_TICK)


async def _never(talk: _Talk) -> None:
    await asyncio.Event().wait()


async def _early_hints(talk: _Talk) -> None:
    while True:
        await talk.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        await asyncio.sleep(0)


async def _endless(talk: _Talk) -> None:
    await talk.head(Transfer_Encoding="chunked")
    await talk.chunks(b"x" * 16_384)


async def _crumbs(talk: _Talk) -> None:
    """A body in pieces of one byte, without end."""
    await talk.head(Transfer_Encoding="chunked")
    while True:
        await talk.raw(b"1\r\nx\r\n" * 500)


async def _bomb(talk: _Talk) -> None:
    """/bomb/gzip and so on: 200 MB of nothing."""
    name = talk.path.split("/")[2]
    await talk.answer(packed_bomb(name), Content_Encoding=name)


@cache
def packed_bomb(encodings: str) -> bytes:
    """Nothing, 200 MB of it, as an encoding (or several, with commas) makes it small."""
    first, *others = encodings.split(",")
    if first == "gzip":
        body = gzip.compress(bytes(_BOMB), 6)
    elif first == "br":
        body = brotli.compress(bytes(_BOMB), quality=3)
    elif first == "zstd":
        body = zstandard.compress(bytes(_BOMB))
    else:
        body = zlib.compress(bytes(_BOMB), 6)
    for _ in others:
        body = gzip.compress(body)
    return body


async def _wrong_encoding(talk: _Talk) -> None:
    await talk.answer(PAGE, Content_Encoding=talk.query)


async def _huge(talk: _Talk) -> None:
    await talk.head(Content_Length=10**12)
    await asyncio.Event().wait()


async def _header_flood(talk: _Talk) -> None:
    await talk.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + b"X-Flood: 1\r\n" * int(talk.query) + b"\r\n")


async def _long_header(talk: _Talk) -> None:
    await talk.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n")


async def _short_body(talk: _Talk) -> None:
    await talk.head(Content_Length=len(PAGE) + 1)
    await talk.raw(PAGE)
    talk.keep = False


async def _broken_chunks(talk: _Talk) -> None:
    await talk.head(Transfer_Encoding="chunked")
    await talk.raw(b"10\r\n0123456789abcdef\r\n")
    talk.keep = False


async def _long_body(talk: _Talk) -> None:
    await talk.head(Content_Length=10)
    await talk.raw(b"0123456789and more than was announced")


async def _reset(talk: _Talk) -> None:
    await talk.head(Content_Length=1_000)
    await talk.raw(b"the start")
    found = talk.writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.writer.transport.abort()
    talk.keep = False


async def _garbage(talk: _Talk) -> None:
    await talk.raw(b"<html>an answer of HTTP/0.9</html>\r\n\r\n")
    talk.keep = False


async def _hang_up(talk: _Talk) -> None:
    talk.keep = False


async def _once(talk: _Talk) -> None:
    """A proper answer, after which the connection is closed without a word."""
    await talk.answer(PAGE)
    talk.keep = False


_ROUTES: dict[str, Route] = {
    "/ok": _ok,
    "/304": _always_304,
    "/status": _status,
    "/echo": _echo,
    "/to": _to,
    "/moved": _moved,
    "/nowhere": _nowhere,
    "/loop": _loop,
    "/hops": _hops,
    "/drip": _drip,
    "/drip-headers": _drip_headers,
    "/never": _never,
    "/early-hints": _early_hints,
    "/endless": _endless,
    "/crumbs": _crumbs,
    "/bomb": _bomb,
    "/wrong-encoding": _wrong_encoding,
    "/huge": _huge,
    "/header-flood": _header_flood,
    "/long-header": _long_header,
    "/short-body": _short_body,
    "/broken-chunks": _broken_chunks,
    "/long-body": _long_body,
    "/reset": _reset,
    "/garbage": _garbage,
    "/hang-up": _hang_up,
    "/once": _once,
}


