"""Whether an address may be fetched and kept: robots.txt, tdmrep.json and licenses of its site, remembered for a day.

    permission = await permissions.may_fetch(url)               # before the request
    permission = await permissions.may_keep(url, headers, html) # after the answer: what it states itself

Both name the reason where the answer is no, and list what is to be recorded where it is yes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from firsthand.collect.licenses import License, read_license
from firsthand.collect.optouts import (
    TDM_BYTES,
    Policy,
    TdmRule,
    absolute,
    decide,
    find_optouts,
    license_optout,
    plain,
    tdm_file,
    tdm_optouts,
)
from firsthand.collect.robots import AGENT, Rules, rules_of_answer
from firsthand.errors import FetchError
from firsthand.model import OptOut

#: How long an answer holds (RFC 9309 section 2.4: no longer than 24 hours).
FRESH = timedelta(hours=24)
#: How long the last good answer holds while the site cannot be reached (section 2.3.1.4 speaks of 30 days).
STALE = timedelta(days=30)
#: How long after a failed look-up the next one is made. Shorter hammers a site in trouble; longer keeps a feed waiting
#: that has been back for a while.
AGAIN = timedelta(minutes=30)
#: Documents that are remembered, two a site. A robots.txt takes 16 KB on average, so these some 65 MB.
MAX_DOCUMENTS = 8192
#: Rules that are remembered in all: .5 KB each, so some 100 MB whatever sites send.
MAX_RULES_KEPT = 200_000
#: Characters of documents that are remembered in all, as they are exported.
MAX_TEXT_KEPT = 16_000_000
#: Licenses of one page or site that are read. Further ones count as not granting.
MAX_LICENSES = 3
#: Bytes of a robots.txt from which on it is parsed beside the event loop: below, that takes less than 5 ms.
LARGE = 16_000

ROBOTS = "/robots.txt"
TDM = "/.well-known/tdmrep.json"


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether something may be done."""

    reason: str | None  #: why not, one sentence; None where it may
    optouts: tuple[OptOut, ...] = ()  #: what the publisher states, to be recorded
    crawl_delay: float | None = None  #: seconds between two requests that the site asks for


@dataclass(frozen=True, slots=True)
class _Document:
    """What was had from one address."""

    checked_at: datetime  #: of the last look-up, whatever came of it
    answered_at: datetime | None  #: of the last one that told something; None where none did
    status: int  #: of that answer
    text: str  #: of it, as far as it is needed to read it again
    read: Rules | tuple[TdmRule, ...] | License | None
    trouble: str | None = None  #: why the last look-up told nothing, one sentence

    @property
    def weight(self) -> int:
        return self.read.rules if isinstance(self.read, Rules) else 0


class Permissions:
    """The gate of one process. Not for several event loops.

    `get` fetches an address behind the same guards as everything else and gives status and body, having followed the
    redirects; it raises FetchError where there is no answer. `now` is the time in UTC.
    """

    def __init__(
        self,
        get: Callable[[str], Awaitable[tuple[int, bytes]]],
        policy: Policy,
        now: Callable[[], datetime],
        agent: str = AGENT,
    ) -> None:
        """All from outside, so that tests need neither network nor clock."""
        self._get = get
        self._policy = policy
        self._now = now
        self._agent = agent
        self._kept: OrderedDict[str, _Document] = OrderedDict()
        self._rules = 0
        self._text = 0
        self._looking: dict[str, asyncio.Task[_Document]] = {}

    async def may_fetch(self, url: str) -> Permission:
        """Whether an address may be asked for. robots.txt and tdmrep.json always may be."""
        origin = _origin(url)
        if origin is None:
            return Permission("It is no address of http or https.")
        if urlsplit(url).path in (ROBOTS, TDM):
            return Permission(None)
        document = await self._document(origin + ROBOTS)
        rules, stated = self._robots(document, url, origin + ROBOTS)
        delay = rules.crawl_delay if rules else None
        reason = self._blanket(document) or decide(stated, self._policy)
        if reason:
            return Permission(reason, stated, delay)
        mining = (await self._document(origin + TDM)).read
        if isinstance(mining, tuple):
            stated += tdm_optouts(mining, url, origin + TDM)
        licenses = [a for written in rules.licenses for a in absolute(written, origin + ROBOTS)] if rules else []
        stated += await self._licensed(licenses, url, origin + ROBOTS)
        return Permission(decide(stated, self._policy), stated, delay)

    async def may_keep(self, url: str, headers: Sequence[tuple[str, str]], html: str | None) -> Permission:
        """Whether an answer may be kept, by what it states itself; licenses that it names are read."""
        stated: tuple[OptOut, ...] = ()
        named = 0
        for optout in find_optouts(headers, html, url):
            if optout.kind == "rsl" and optout.value.startswith(("http://", "https://")):
                named += 1
                if named <= MAX_LICENSES:
                    stated += await self._licensed((optout.value,), url, optout.where)
                    continue
            stated += (optout,)
        return Permission(decide(stated, self._policy), stated)

    def export(self) -> list[dict[str, str | int | None]]:
        """What is remembered, as plain records, the least recently used first."""
        return [
            {
                "url": url,
                "checked_at": d.checked_at.isoformat(),
                "answered_at": d.answered_at.isoformat() if d.answered_at else None,
                "status": d.status,
                "text": d.text,
            }
            for url, d in self._kept.items()
        ]

    def restore(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Takes in what `export` gave. What is too old, of the future or no such record is left out."""
        now = self._now()
        for record in records:
            try:
                url, status, text = str(record["url"]), int(record["status"]), str(record["text"])
                checked = datetime.fromisoformat(record["checked_at"])
                answered = datetime.fromisoformat(record["answered_at"]) if record["answered_at"] else None
                usable = checked <= now and now - (answered or checked) <= STALE
            except (KeyError, TypeError, ValueError):
                continue
            if usable:
                read = self._read(url, status, text.encode()) if answered else None
                trouble = None if answered == checked else "It could not be reached at the last attempt."
                self._keep(url, _Document(checked, answered, status, text, read, trouble))

    async def aclose(self) -> None:
        """Ends the look-ups under way."""
        tasks = list(self._looking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _robots(self, document: _Document, url: str, where: str) -> tuple[Rules | None, tuple[OptOut, ...]]:
        """The rules that hold, and what they state of an address."""
        rules = document.read
        if not isinstance(rules, Rules):
            return None, (OptOut("robots.txt", "unreachable", where),)
        signals = tuple(OptOut("robots.txt", plain(s), where) for s in rules.signals)
        return rules, signals if rules.allows(url) else (OptOut("robots.txt", "Disallow", where), *signals)

    def _blanket(self, document: _Document) -> str | None:
        """Why nothing of the site is fetched, where that is so whatever the address."""
        if self._policy.robots == "record":
            return None
        if isinstance(document.read, Rules):
            return document.read.reason if document.read.outcome == "all refused" else None
        return f"Its site cannot say what may be fetched, so nothing is. {document.trouble or ''}".strip()

    async def _licensed(self, addresses: Sequence[str], url: str, where: str) -> tuple[OptOut, ...]:
        """A statement for each license: the documents are read where that can change what is done."""
        stated = []
        for number, address in enumerate(addresses):
            found: License | None = None
            if self._policy.rsl == "refuse" and number < MAX_LICENSES and _origin(address):
                read = (await self._document(address)).read
                found = read if isinstance(read, License) else None
            stated.append(license_optout(found, address, url, where))
        return tuple(stated)

    async def _document(self, url: str) -> _Document:
        """A document of the site, looked up at most once at a time and a day; callers at once share one look-up."""
        kept = self._kept.get(url)
        if kept is not None:
            self._kept.move_to_end(url)
            if self._now() - kept.checked_at < (FRESH if kept.trouble is None else AGAIN):
                return kept
        task = self._looking.get(url)
        if task is None:
            task = asyncio.ensure_future(self._look_up(url, kept))
            self._looking[url] = task
            task.add_done_callback(lambda _: self._looking.pop(url, None))
        return await asyncio.shield(task)

    async def _look_up(self, url: str, kept: _Document | None) -> _Document:
        status, body, trouble = 0, b"", None
        try:
            status, body = await self._get(url)
        except FetchError as error:
            trouble = error.reason
            if error.kind == "status" and error.status is not None:
                status, trouble = error.status, None
            elif error.kind == "redirect":  # more hops than are followed: as if there were none (section 2.3.1.2)
                status, trouble = 300, None
        if trouble is None and (status == 429 or status >= 500 or status < 200):
            trouble = f"It answered with status {status}."
        now = self._now()
        if trouble is not None:
            document = _after_trouble(kept, trouble, now)
        else:
            read = await asyncio.to_thread(self._read, url, status, body) if len(body) > LARGE else None
            read = self._read(url, status, body) if read is None else read
            text = read.text if isinstance(read, Rules) else body[:TDM_BYTES].decode("utf-8", "replace")
            document = _Document(now, now, status, text if read else "", read)
        self._keep(url, document)
        return document

    def _read(self, url: str, status: int, body: bytes) -> Rules | tuple[TdmRule, ...] | License | None:
        path = urlsplit(url).path
        if path == ROBOTS:
            return rules_of_answer(status, body, self._agent)
        found = 200 <= status < 300
        if path == TDM:
            return tdm_file(body) if found else ()
        return read_license(body) if found else None

    def _keep(self, url: str, document: _Document) -> None:
        """Remembers a document, and forgets those that were not used for the longest time."""
        self._forget(url)
        self._kept[url] = document
        self._rules += document.weight
        self._text += len(document.text)
        while len(self._kept) > 1 and (
            len(self._kept) > MAX_DOCUMENTS or self._rules > MAX_RULES_KEPT or self._text > MAX_TEXT_KEPT
        ):
            self._forget(next(iter(self._kept)))

    def _forget(self, url: str) -> None:
        document = self._kept.pop(url, None)
        if document is not None:
            self._rules -= document.weight
            self._text -= len(document.text)


def _after_trouble(kept: _Document | None, trouble: str, now: datetime) -> _Document:
    """What holds when a look-up told nothing: the last good answer for STALE, then nothing."""
    if kept is not None and kept.answered_at is not None and now - kept.answered_at <= STALE:
        return replace(kept, checked_at=now, trouble=trouble)
    return _Document(now, None, 0, "", None, trouble)


def _origin(url: str) -> str | None:
    """Scheme, host and port of an address, or None where it is none of http or https."""
    try:
        parts = urlsplit(url)
        host, port, scheme = parts.hostname, parts.port, parts.scheme.lower()
    except ValueError:
        return None
    if scheme not in ("http", "https") or not host:
        return None
    host = f"[{host}]" if ":" in host else host.lower()
    default = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" if port in (None, default) else f"{scheme}://{host}:{port}"
