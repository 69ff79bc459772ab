"""The network in a thread of its own, so that reading never holds up fetching, and what is read comes as it is ready.

    for answer in web.ask(asks, until, stop): ...

One chain of requests a host (or `host_concurrency` of them); a chain whose time is over leaves the rest unasked.
"""

from __future__ import annotations

import asyncio
import queue
import ssl
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Any, TypeVar

from firsthand.collect.fetch import Fetched, Fetcher, Limits, Request
from firsthand.collect.health import host_of
from firsthand.collect.http_message import choose_encoding
from firsthand.collect.optouts import HEAD_CHARACTERS, Policy
from firsthand.collect.pacing import Pacing
from firsthand.collect.permissions import Permissions
from firsthand.config import CollectConfig
from firsthand.errors import ConfigError, FetchError
from firsthand.model import OptOut

#: Bytes of answers that may wait to be read before no more is asked for.
WAITING_BYTES = 32_000_000
#: Bytes of a robots.txt, tdmrep.json or license that are taken; of each the readers look at less.
SITE_BYTES = 2_000_000
#: What hostile bytes may make a library raise that it does not say it raises. It is told as the feed's or page's own
#: failure: left to end the run, it would end every run, since what failed stays due.
FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
#: Seconds between two looks at whether to stop.
GLANCE = 0.2
#: Seconds that closing may take before the thread is left to die with the process.
CLOSING = 5.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, by whose number its answer is known."""

    n: int
    request: Request
    keep: bool = False  #: whether what comes is to be kept: then it is asked whether it may be


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, or why nothing did."""

    n: int
    outcome: Fetched | FetchError
    at: datetime
    optouts: tuple[OptOut, ...] = ()  #: what the publisher states of it


class Web:
    """Fetches behind all guards. A context manager; one thread at a time asks."""

    def __init__(
        self,
        settings: CollectConfig,
        *,
        now: Callable[[], datetime],
        known: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        """`known` are the records of an earlier `permissions`. Raises ConfigError where no contact address is set."""
        if not settings.contact:
            reason = "It is empty. Write there a mail address or a page where publishers reach you; then ask again."
            raise ConfigError("collect.contact in firsthand.toml", reason)
        self._settings = settings
        self._now = now
        self._known = known
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, name="web", daemon=True)
        self._delays: dict[str, float] = {}
        self._waiting = 0

    def __enter__(self) -> Web:
        """Start."""
        self._thread.start()
        self._await(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection; what is under way is cut off."""
        with suppress(TimeoutError):
            self._await(self._close(), CLOSING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSING)
        if not self._thread.is_alive():
            self._loop.close()

    def ask(
        self,
        asks: Iterable[Ask],
        stop: threading.Event,
        seconds: float = float("inf"),
        starts: Mapping[str, float] | None = None,
    ) -> Iterator[Answer]:
        """The answers as they come. What had no turn within `seconds`, or when `stop` is set, has no answer.

        With `stop` what is under way is cut off; with time alone it comes to its end. `starts` are the seconds after
        which hosts may first be asked.
        """
        hosts: dict[str, deque[Ask]] = {}
        for each in asks:
            hosts.setdefault(host_of(each.request.url), deque()).append(each)
        answers: queue.SimpleQueue[Answer | BaseException | None] = queue.SimpleQueue()
        until = time.monotonic() + seconds
        running = asyncio.run_coroutine_threadsafe(self._chains(hosts, starts or {}, until, answers), self._loop)
        try:
            while True:
                try:
                    answer = answers.get(timeout=GLANCE)
                except queue.Empty:
                    if stop.is_set():
                        running.cancel()
                    continue
                if answer is None:
                    return
                if isinstance(answer, BaseException):
                    raise answer
                self._loop.call_soon_threadsafe(self._count, answer, -1)
                yield answer
        finally:
            running.cancel()

    def permissions(self) -> list[dict[str, str | int | None]]:
        """What is known of sites' permissions, as plain records to be kept."""
        return self._await(self._export())

    def delay(self, host: str) -> float:
        """Seconds between two requests to a host."""
        return max(self._settings.spacing, self._delays.get(host, 0.0))

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _await(self, work: Awaitable[T], seconds: float | None = None) -> T:
        async def whole() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(whole(), self._loop).result(seconds)

    async def _open(self) -> None:
        c = self._settings
        limits = Limits(
            c.deadline, c.redirects, c.concurrency, c.host_concurrency, c.spacing, tuple(c.allow_networks)
        )
        self._pacing = Pacing(c.spacing, c.concurrency, c.host_concurrency)
        self._fetcher = Fetcher(c.contact, limits, pacing=self._pacing, permit=self._permit, tls=_trusted())
        policy = Policy(c.robots, c.noai, c.tdm, c.rsl)
        self._permissions = Permissions(self._site_document, policy, self._now)
        self._permissions.restore(self._known)

    async def _close(self) -> None:
        if hasattr(self, "_fetcher"):
            await self._permissions.aclose()
            await self._fetcher.__aexit__(None, None, None)
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _export(self) -> list[dict[str, str | int | None]]:
        return self._permissions.export()

    async def _permit(self, url: str) -> str | None:
        permission = await self._permissions.may_fetch(url)
        if permission.crawl_delay:
            host = host_of(url)
            self._pacing.slow_down(host, permission.crawl_delay)
            self._delays[host] = permission.crawl_delay
        return permission.reason

    async def _site_document(self, url: str) -> tuple[int, bytes]:
        fetched = await self._fetcher.fetch(Request(url, limit=SITE_BYTES), ask=False)
        return fetched.status, fetched.body

    async def _chains(
        self,
        hosts: Mapping[str, deque[Ask]],
        starts: Mapping[str, float],
        until: float,
        answers: queue.SimpleQueue[Answer | BaseException | None],
    ) -> None:
        """All hosts at once. The last that is put is None, or a fault of ours."""
        try:
            async with asyncio.TaskGroup() as group:
                for host, asks in hosts.items():
                    for _ in range(min(self._settings.host_concurrency, len(asks))):
                        group.create_task(self._chain(host, asks, starts.get(host, 0.0), until, answers))
        except BaseExceptionGroup as errors:
            answers.put(errors.exceptions[0])
            return
        finally:
            answers.put(None)

    async def _chain(
        self,
        host: str,
        asks: deque[Ask],
        start: float,
        until: float,
        answers: queue.SimpleQueue[Answer | BaseException | None],
    ) -> None:
        """What is asked of one host, one after another, while there is time."""
        await asyncio.sleep(start)
        first = True
        while asks and (first or time.monotonic() + self.delay(host) <= until):
            while self._waiting > WAITING_BYTES:
                await asyncio.sleep(GLANCE)
            if not asks:  # another chain of the host was faster
                return
            first = False
            answer = await self._one(asks.popleft())
            self._count(answer, 1)
            answers.put(answer)

    def _count(self, answer: Answer, sign: int) -> None:
        """Bytes that wait, more or fewer. In the thread of the loop alone."""
        if isinstance(answer.outcome, Fetched):
            self._waiting += sign * len(answer.outcome.body)

    async def _one(self, ask: Ask) -> Answer:
        try:
            fetched = await self._fetcher.fetch(ask.request)
            if not ask.keep:
                return Answer(ask.n, fetched, self._now())
            before = await self._permissions.may_fetch(fetched.final_url)
            after = await self._permissions.may_keep(fetched.final_url, fetched.headers, _page(fetched))
        except FetchError as error:
            return Answer(ask.n, error, self._now())
        except FAULTS as error:
            reason = f"A fault of the program: {type(error).__name__}: {error}."
            return Answer(ask.n, FetchError(ask.request.url, reason, "fault"), self._now())
        stated = tuple(dict.fromkeys((*before.optouts, *after.optouts)))
        if after.reason is not None:
            return Answer(ask.n, FetchError(ask.request.url, after.reason, "refused"), self._now(), stated)
        return Answer(ask.n, fetched, self._now(), stated)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted: reading them takes 70 ms."""
    import httpcore

    return httpcore.default_ssl_context()


def is_page(fetched: Fetched) -> bool:
    """Whether it says that it is a web page, or says nothing."""
    kind = media_type(fetched)
    return not kind or kind in ("text/html", "application/xhtml+xml")


def media_type(fetched: Fetched) -> str:
    """The type that an answer names, without parameters."""
    return (fetched.header("content-type") or "").partition(";")[0].strip().lower()


def _page(fetched: Fetched) -> str | None:
    """The head of the page, decoded, to be searched for reservations."""
    if not is_page(fetched):
        return None
    head = fetched.body[: 4 * HEAD_CHARACTERS]
    charset = choose_encoding(head, "html", fetched.header("content-type") or "").charset
    return head.decode(charset, "replace")
