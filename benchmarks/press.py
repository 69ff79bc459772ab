"""A press for benchmarks: one asyncio server in a process of its own that stands for thousands of hosts on loopback.

Each host is an address of 127.0.0.0/8 with a feed of some entries. What it answers can be switched while it runs.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

#: Entries of a feed.
ENTRIES = 20
#: Words of an entry's summary: as many as news feeds have.
WORDS = 40

_WORDS = "harbor council river bridge market teacher budget winter festival engine orchard signal ferry museum".split()


class Press:
    """The server, seen from the process that measures."""

    def __init__(self, pipe: Connection, port: int) -> None:
        """Made by `open_press`."""
        self._pipe = pipe
        self.port = port

    def feed(self, number: int) -> str:
        """The address of a feed."""
        return f"http://{host(number)}:{self.port}/feed"

    def say(self, **settings: Any) -> None:  # noqa: ANN401
        """Change what it answers: `validators` (304 to who has the ETag), `edition` by feed number."""
        self._pipe.send(settings)
        self._pipe.recv()

    def counts(self) -> dict[str, int]:
        """How often each kind of thing was asked for."""
        self._pipe.send({})
        counts: dict[str, int] = self._pipe.recv()
        return counts


def host(number: int) -> str:
    """The address of the host of a feed."""
    number += 256
    return f"127.{1 + number // 62_500 % 250}.{number // 250 % 250}.{1 + number % 250}"


@contextmanager
def open_press() -> Iterator[Press]:
    """A server that runs meanwhile."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Press(ours, ours.recv())
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_Server(pipe).live())


class _Server:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._settings: dict[str, Any] = {"validators": True, "editions": {}}
        self._counts = {"feed": 0, "page": 0, "robots": 0, "304": 0}
        self._port = 0
        self._made: dict[tuple[str, int], bytes] = {}

    async def live(self) -> None:
        """Serve until the process ends."""
        # All of loopback is asked for, and nobody else is answered.
        server = await asyncio.start_server(self._answer, "0.0.0.0", 0, backlog=1024)
        self._port = server.sockets[0].getsockname()[1]
        self._pipe.send(self._port)
        asyncio.get_running_loop().add_reader(self._pipe.fileno(), self._told)
        await server.serve_forever()

    def _told(self) -> None:
        settings = self._pipe.recv()
        editions = settings.pop("editions", {})
        self._settings["editions"].update(editions)
        self._settings |= settings
        self._pipe.send(dict(self._counts))

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not writer.get_extra_info("peername")[0].startswith("127."):
                return
            own = writer.get_extra_info("sockname")[0]
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self._response(own, head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()

    def _response(self, own: str, head: str) -> bytes:
        path = head.split(" ", 2)[1]
        if path == "/feed":
            self._counts["feed"] += 1
            body, kind = self._feed(own), "application/rss+xml"
        elif path.startswith("/news/"):
            self._counts["page"] += 1
            body, kind = page(own, path), "text/html; charset=utf-8"
        else:
            self._counts["robots"] += 1
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if self._settings["validators"] and f"if-none-match: {tag}" in head.lower():
            self._counts["304"] += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        named = f"ETag: {tag}\r\n" if self._settings["validators"] else ""
        return (
            f"HTTP/1.1 200 OK\r\n{named}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )

    def _feed(self, own: str) -> bytes:
        edition = self._settings["editions"].get(own, 0)
        made = self._made.get((own, edition))
        if made is None:
            made = self._made[own, edition] = rss(own, self._port, edition)
        return made


def rss(own: str, port: int, edition: int) -> bytes:
    """The feed of a host: each edition has one entry more, and the oldest falls out."""
    items = []
    for number in range(edition + ENTRIES, edition, -1):
        chance = random.Random(f"{own}/{number}")
        words = " ".join(chance.choices(_WORDS, k=WORDS))
        items.append(
            f"<item><title>{words[:50]}</title><link>http://{own}:{port}/news/{number}</link>"
            f"<guid>{number}</guid><pubDate>Sat, 14 Mar 2026 {number % 24:02}:00:00 GMT</pubDate>"
            f"<description>{words}</description></item>"
        )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier of {own}</title>'
        f"<link>http://{own}:{port}/</link>{''.join(items)}</channel></rss>"
    ).encode()


def page(own: str, path: str) -> bytes:
    """One article."""
    chance = random.Random(own + path)
    text = "".join(f"<p>The {' '.join(chance.choices(_WORDS, k=25))} was said.</p>" for _ in range(6))
    return f"<html><head><title>News {path}</title></head><body><article>{text}</article></body></html>".encode()
