"""Polite HTTP: one address in, the bytes that it stands for out, or one sentence why not.

    address -> read as browsers read it -> port, literal address checked -> robots asked -> the host's turn
            -> name looked up, every answer checked, that answer connected to -> status -> body, unpacked piece by piece
            -> a redirect is a new address: all of this again

Nothing is taken from the environment: no proxy, no .netrc, no cookies; no user name or password is ever sent. Redirects
are followed from https to http too, as browsers do, and `hops` shows them. Nothing is tried twice: that is for the
schedule to decide. httpcore, the engine of httpx, is used directly: httpx would read each address a second time, its
own way.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType

import httpcore

from firsthand.collect.addresses import BAD_PORTS, literal, networks, why_refused
from firsthand.collect.connections import Connections
from firsthand.collect.faults import HeadersTooLargeError, fault, network_faults, status_error
from firsthand.collect.network import CheckedBackend, Resolver, SystemResolver
from firsthand.collect.pacing import Pacing
from firsthand.collect.retry_after import http_date, retry_after
from firsthand.collect.unpacking import ACCEPTED, TooLargeError, Unpacker
from firsthand.collect.urls import Url, UrlError, parse_url
from firsthand.errors import ConfigError, FetchError

__all__ = ["PRODUCT", "Fetched", "Fetcher", "Limits", "Request", "Resolver"]

#: What robots.txt calls us, and the start of the user agent.
PRODUCT = "firsthand"
#: Headers of one answer, and their bytes together. Real answers have some 20 and 2 KB; those of large outlets with
#: policies in them reach 20 KB. httpcore itself stops at 100 KB.
HEADERS_MOST = 200
HEADER_BYTES = 65_536
#: Pieces that a body may come in. Each costs some 10 µs whatever its size, so that bodies of single bytes, or of empty
#: frames without end, would keep this process busy until the deadline. 10 MB sent line by line have 200,000.
PIECES_MOST = 250_000
#: Bytes of a validator that is sent back; a longer one is left out, and the page fetched whole.
_VALIDATOR_LONGEST = 1_024

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_SENDABLE = re.compile(r"[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?")
_MAIL = re.compile(r"(?:mailto:)?([^\s@/:]+@[^\s@/:]+)", re.I)


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch."""

    url: str
    etag: str | None = None  #: as the last answer gave it: what has not changed since is not sent again
    last_modified: str | None = None  #: likewise
    accept: str = "*/*"
    limit: int = 10_000_000  #: bytes of the body, as it comes and unpacked


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back, with status 200, or 304 and no body."""

    url: str  #: as it was asked for
    final_url: str  #: that answered
    status: int
    headers: tuple[tuple[str, str], ...]  #: names in lower case, in the order received
    body: bytes  #: unpacked
    hops: tuple[str, ...] = ()  #: the addresses that redirected, in order, without the final one
    permanent: bool = False  #: there were redirects, and all said to be for good (301, 308)
    received_bytes: int = 0  #: of the body, as it came

    def header(self, name: str) -> str | None:
        """The first header of that name (in lower case)."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def etag(self) -> str | None:
        """To be given back in the next request for this address."""
        return self.header("etag")

    @property
    def last_modified(self) -> str | None:
        """To be given back in the next request for this address."""
        return self.header("last-modified")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how far and how often; the words of [collect] in firsthand.toml."""

    deadline: float = 60.0  #: seconds, from the first look-up to the last byte; waiting for a turn is not counted
    redirects: int = 10
    concurrency: int = 32
    host_concurrency: int = 1
    spacing: float = 1.0  #: seconds between two requests to one host
    allow_networks: tuple[str, ...] = ()  #: private networks that may be reached all the same, as CIDR


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one hop gave."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    received: int

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


class _Progress:
    """How far a hop has come, for the sentence at its deadline; httpcore tells of each step."""

    __slots__ = ("received", "step")

    def __init__(self) -> None:
        self.step = ""
        self.received = 0

    async def __call__(self, event: str, info: object) -> None:
        self.step = event

    def __str__(self) -> str:
        if "connect_tcp" in self.step or not self.step:
            return "the name was looked up or the server connected to"
        if "start_tls" in self.step:
            return "TLS was agreed on"
        if "body" in self.step or self.received:
            return f"the answer was still coming, {self.received:,} bytes so far"
        return "an answer was waited for"


class Fetcher:
    """Fetches; an async context manager, for one event loop."""

    def __init__(
        self,
        contact: str,
        limits: Limits,
        *,
        pacing: Pacing | None = None,
        permit: Callable[[str], Awaitable[str | None]] | None = None,
        resolve: Resolver | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`contact` is where publishers reach whoever runs this: a mail address or a page.

        `permit` is asked before every hop, and gives the reason for a refusal or None; `resolve` looks names up;
        `tls` holds the certificates that are trusted. Raises ConfigError without a contact, and at networks that are
        none.
        """
        self._headers = _own_headers(contact)
        self._limits = limits
        self._permit = permit
        self._clock = clock
        self._pacing = pacing or Pacing(
            limits.spacing, limits.concurrency, limits.host_concurrency, clock=clock, sleep=sleep
        )
        try:
            self._allowed = networks(limits.allow_networks)
        except ValueError as error:
            raise ConfigError("[collect] allow_networks", f"One of them is no network: {error}.") from error
        backend = CheckedBackend(resolve or SystemResolver(limits.concurrency), self._allowed)
        self._connections = Connections(backend, tls or _trusted())

    async def __aenter__(self) -> Fetcher:
        """Itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._connections.aclose()

    async def fetch(self, request: Request, *, ask: bool = True) -> Fetched:
        """What an address stands for, redirects followed. Raises FetchError.

        Without `ask`, `permit` is not asked: for robots.txt itself, which is what `permit` has to fetch.
        """
        try:
            url = parse_url(request.url)
        except UrlError as error:
            raise FetchError(request.url, str(error), "refused") from error
        hops: list[str] = []
        statuses: set[int] = set()
        left = self._limits.deadline
        while True:
            try:
                answer, left = await self._hop(url, request, left, ask)
            except FetchError as error:
                raise _placed(error, request.url, url, bool(hops)) from error.__cause__
            if answer.status not in _REDIRECTS:
                break
            hops.append(str(url))
            statuses.add(answer.status)
            url = self._next(request, url, answer, hops)
        permanent = bool(hops) and statuses <= _FOR_GOOD
        return Fetched(
            request.url, str(url), answer.status, answer.headers, answer.body, tuple(hops), permanent, answer.received
        )

    def _next(self, request: Request, url: Url, answer: _Answer, hops: list[str]) -> Url:
        """Where a redirect leads. Raises FetchError."""
        where = answer.header("location")
        if not where:
            reason = f"A redirect (status {answer.status}) does not say where to."
            raise FetchError(request.url, reason, "redirect", status=answer.status)
        try:
            following = parse_url(_as_written(where), url)
        except UrlError as error:
            reason = f"It redirects to {where[:100]!r}, where nothing is fetched: {error}"
            raise FetchError(request.url, reason, "redirect", status=answer.status) from error
        if str(following) in hops:
            raise FetchError(request.url, f"Its redirects go in a circle, at {following}.", "redirect")
        if len(hops) > self._limits.redirects:
            raise FetchError(request.url, f"It redirects more than {self._limits.redirects} times.", "redirect")
        return following

    async def _hop(self, url: Url, request: Request, left: float, ask: bool) -> tuple[_Answer, float]:
        """One request and its answer, with the seconds that are left after it. Raises FetchError."""
        self._check(url)
        if ask and self._permit is not None and (reason := await self._permit(str(url))) is not None:
            raise FetchError(str(url), reason, "refused")
        progress = _Progress()
        async with self._pacing.turn(url.name):
            start = self._clock()
            try:
                async with asyncio.timeout(left) as scope:
                    answer = await self._answer(url, request, progress)
            except network_faults() as error:
                if scope.expired():
                    reason = f"The {self._limits.deadline:g} s that a fetch may take were over while {progress}."
                    raise FetchError(str(url), reason, "timeout") from error
                raise fault(str(url), error) from error
            return answer, left - (self._clock() - start)

    def _check(self, url: Url) -> None:
        """What can be said of an address before anybody is asked. Raises FetchError."""
        if url.port in BAD_PORTS:
            raise FetchError(str(url), f"Port {url.port} belongs to another protocol than HTTP.", "refused")
        own = literal(url.name)
        if own is not None and (network := why_refused(own, self._allowed)) is not None:
            raise FetchError(str(url), f"The address belongs to {network}, which is not reached from here.", "private")

    async def _answer(self, url: Url, request: Request, progress: _Progress) -> _Answer:
        """Send, and read what comes. Raises FetchError for the status, and `network_faults` for the rest."""
        asked = httpcore.Request(
            b"GET",
            httpcore.URL(
                scheme=url.scheme.encode(), host=url.name.encode(), port=url.port, target=url.target.encode("ascii")
            ),
            headers=[(b"Host", url.authority.encode()), *self._headers, *_asking(request)],
            extensions={"trace": progress},
        )
        async with self._connections.exchange(asked) as exchange:
            response = exchange.response
            answer = _Answer(response.status, _headers(response.headers), b"", 0)
            if answer.status == 200 or (answer.status == 304 and (request.etag or request.last_modified)):
                answer = await _read(response, answer, request.limit, progress)
                exchange.complete = True
            elif answer.status not in _REDIRECTS:
                raise status_error(str(url), answer.status, _wait(answer))
            return answer


async def _read(response: httpcore.Response, answer: _Answer, limit: int, progress: _Progress) -> _Answer:
    """The body. Raises UnpackingError, TooLargeError, and what httpcore raises."""
    announced = answer.header("content-length") or ""
    too_large = TooLargeError(f"The body is larger than the {limit:,} bytes that are taken.")
    if answer.status == 200 and re.fullmatch("[0-9]{1,18}", announced) and int(announced) > limit:
        raise too_large
    unpacker = Unpacker([value for name, value in answer.headers if name == "content-encoding"], limit)
    pieces = 0
    async for data in response.aiter_stream():
        progress.received += len(data)
        pieces += 1
        if progress.received > limit:
            raise too_large
        if pieces > PIECES_MOST:
            raise TooLargeError(f"The body comes in more than the {PIECES_MOST:,} pieces that are taken.")
        unpacker.feed(data)
    return _Answer(answer.status, answer.headers, unpacker.finish(), progress.received)


def _headers(received: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Raises HeadersTooLargeError where there are too many."""
    size = sum(len(name) + len(value) for name, value in received)
    if len(received) > HEADERS_MOST or size > HEADER_BYTES:
        reason = f"The answer has {len(received):,} headers of {size:,} bytes, more than are taken."
        raise HeadersTooLargeError(reason)
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in received)


def _wait(answer: _Answer) -> float | None:
    """What Retry-After asks for, by the server's own clock where it tells the time."""
    value = answer.header("retry-after")
    return None if value is None else retry_after(value, http_date(answer.header("date")) or datetime.now(UTC))


def _as_written(location: str) -> str:
    """A Location as its server meant it: mostly UTF-8 where it is not ASCII."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


def _asking(request: Request) -> list[tuple[bytes, bytes]]:
    """The headers of one request. What could not stand in a header is left out: the page then comes whole."""
    asked = [("Accept", request.accept), ("If-None-Match", request.etag), ("If-Modified-Since", request.last_modified)]
    return [
        (name.encode(), value.encode("latin-1"))
        for name, value in asked
        if value and len(value) <= _VALIDATOR_LONGEST and _SENDABLE.fullmatch(value)
    ]


def _trusted() -> ssl.SSLContext:
    """Certificates that browsers trust, and those of this machine: an intranet has its own."""
    context = httpcore.default_ssl_context()
    context.load_default_certs()
    return context


def _own_headers(contact: str) -> list[tuple[bytes, bytes]]:
    """Who asks. Raises ConfigError where nobody could be reached."""
    contact = contact.strip()
    if not contact:
        reason = "Set it in firsthand.toml to a mail address or a page where publishers reach you."
        raise ConfigError("[collect] contact", reason)
    if not re.fullmatch(r"[\x21-\x7e]+", contact):
        raise ConfigError("[collect] contact", "It is sent as a header, so it must be ASCII, without spaces.")
    headers = [("User-Agent", f"{PRODUCT}/{version('firsthand')} (+{contact})"), ("Accept-Encoding", ACCEPTED)]
    if mail := _MAIL.fullmatch(contact):
        headers.append(("From", mail[1]))
    return [(name.encode(), value.encode()) for name, value in headers]


def _placed(error: FetchError, asked: str, url: Url, redirected: bool) -> FetchError:
    """The same, of the address that was asked for; it says so where a redirect led elsewhere."""
    reason = f"{error.reason.rstrip('.')} (redirected to {url})." if redirected else error.reason
    return FetchError(asked, reason, error.kind, status=error.status, retry_after=error.retry_after)
