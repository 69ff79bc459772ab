"""Pages as they went out, kept until something changes: most readers look at the same few."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A request with one of these is somebody's own.
OWN = (b"cookie", b"authorization", b"range")
#: The cookie of visits, and the page that shows what is new since.
VISITS, VISITED = frozenset({b"firsthand-seen", b"__Host-firsthand-seen"}), "/"
#: What is kept: whole documents. A stream of events, or a download of many MB, is not.
KINDS = (
    *(b"text/html", b"application/json", b"application/atom+xml", b"application/feed+json"),
    *(b"text/css", b"text/javascript", b"image/svg+xml"),
)
#: Addresses of streams, which have no end that a HEAD could wait for.
STREAMS = "/live/"
#: Bytes of the largest page that is kept.
LARGEST = 4_000_000

Headers = list[tuple[bytes, bytes]]
Key = tuple[str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """A response."""

    headers: Headers
    body: bytes
    etag: bytes


class PageCache:
    """Responses by address, the least used forgotten first. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        """`most`: bytes of bodies."""
        self._most = most
        self._held: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self.age = 0  #: how often it was cleared: what was begun before must not be kept after

    def get(self, key: Key) -> Kept | None:
        """What is kept for an address."""
        with self._lock:
            kept = self._held.get(key)
            if kept is not None:
                self._held.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept, age: int) -> None:
        """Keep a response that was begun at an age, unless something has changed since."""
        with self._lock:
            if age != self.age or len(kept.body) > min(self._most, LARGEST):
                return
            before = self._held.pop(key, None)
            self._bytes += len(kept.body) - (len(before.body) if before else 0)
            self._held[key] = kept
            while self._bytes > self._most:
                _, gone = self._held.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Forget all: something has changed."""
        with self._lock:
            self._held.clear()
            self._bytes = 0
            self.age += 1


class CachedPages:
    """An ASGI layer: answers GET and HEAD of nobody in particular from the cache, and 304 where the reader has it."""

    def __init__(self, app: ASGIApp, cache: PageCache) -> None:
        """Around an application."""
        self._app = app
        self._cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        held = dict(scope["headers"])
        own = any(name in held for name in OWN[1:]) or _has_own_cookie(held.get(b"cookie", b""), scope["path"])
        packed = "gzip" if b"gzip" in held.get(b"accept-encoding", b"") else ""
        key = (scope["path"], scope["query_string"].decode("latin-1"), packed, held.get(b"host", b""))
        method = scope["method"]
        kept = None if own else self._cache.get(key)
        if kept is not None:
            await _answer(kept, held, method, send)
            return
        if scope["method"] == "HEAD" and not scope["path"].startswith(STREAMS):
            scope = {**scope, "method": "GET"}  # the server itself leaves the body of the answer out
        await self._app(scope, receive, _Keeping(self._cache, key, held, own, method, send).send)


def _has_own_cookie(header: bytes, path: str) -> bool:
    """Whether a request comes with a cookie that the page may depend on. That of visits matters on one page alone."""
    names = {pair.partition(b"=")[0].strip() for pair in header.split(b";") if pair.strip()}
    return bool(names - VISITS) or (bool(names) and path == VISITED)


class _Keeping:
    """What an application sends, held back where it may be kept, with its ETag."""

    def __init__(
        self, cache: PageCache, key: Key, asked: dict[bytes, bytes], own: bool, method: str, send: Send
    ) -> None:
        self._cache, self._key, self._asked, self._own, self._method, self._send = cache, key, asked, own, method, send
        self._age = cache.age
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _fits(message):
            self._start = message
            return
        if message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = b"".join(self._parts)
        headers = [h for h in self._start["headers"] if h[0] not in (b"etag", b"content-length")]
        kept = Kept(headers, body, b'W/"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"')
        names = dict(headers)
        private = self._own or b"set-cookie" in names or b"no-store" in names.get(b"cache-control", b"")
        if not private and self._method == "GET":
            self._cache.put(self._key, kept, self._age)
        if b"no-store" in names.get(b"cache-control", b""):
            await self._send({**self._start, "headers": [*headers, (b"content-length", b"%d" % len(body))]})
            await self._send({"type": "http.response.body", "body": body})
            return
        await _answer(kept, self._asked, self._method, self._send)


def _fits(start: Message) -> bool:
    kind: bytes = dict(start["headers"]).get(b"content-type", b"")
    return bool(start["status"] == 200) and kind.startswith(KINDS)


async def _answer(kept: Kept, asked: dict[bytes, bytes], method: str, send: Send) -> None:
    wanted = asked.get(b"if-none-match", b"")
    known = wanted == b"*" or kept.etag in (w.strip() for w in wanted.split(b","))
    if not wanted:  # an ETag, where one came, goes before the day
        since, changed = asked.get(b"if-modified-since"), dict(kept.headers).get(b"last-modified")
        known = since is not None and since == changed
    headers = [*kept.headers, (b"etag", kept.etag)]
    if known:
        headers = [h for h in headers if h[0] not in (b"content-type", b"content-encoding")]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    headers.append((b"content-length", b"%d" % len(kept.body)))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else kept.body})
