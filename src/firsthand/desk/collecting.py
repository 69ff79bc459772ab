"""One round of collecting: what is due is fetched, read and kept.

    claim feeds | look | claim pages | fetch | read | keep

Whatever moment the process is killed at, what was kept is kept with all that belongs to it, and the rest is due again
when the lease on it has run out.
"""

from __future__ import annotations

import os
import random
import socket
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection

from firsthand.collect.health import host_of
from firsthand.desk.adding import Added, Read, keep
from firsthand.desk.looking import Looked, Seen, request_of, save_seen, see, state_of
from firsthand.desk.opening import Desk
from firsthand.desk.paging import arrivals_of, asks_of, carried, settler, taken_down
from firsthand.desk.turns import GRACE, ROUND, in_turn
from firsthand.desk.web import Answer, Ask, Web
from firsthand.errors import FetchError
from firsthand.model import Failure
from firsthand.pipeline import Progress, read_each
from firsthand.store.entries import claim_entries, due_entries, feeds_of, settle_entry
from firsthand.store.feeds import claim_feeds, due_feeds, next_due, release, renew
from firsthand.store.hosts import free_hosts, load_permissions, reserve_hosts, save_permissions, times_of
from firsthand.store.rows import AnyRow

#: Feeds, and pages, of one round. More keep more hosts busy at once; fewer bring what was found sooner to the stories.
FEEDS = 512
PAGES = 256
#: Pages of a round from which on several processes read them. Starting those takes some 3 s of a core each, and in this
#: one the model is loaded already: 64 pages are read alone in 6 s.
MANY = 64
#: Looks that are kept in one transaction.
LOOKS = 64
#: How long a dead worker's feeds and pages stay taken. A live one renews when half of it is over.
LEASE = timedelta(minutes=5)
#: How long what a site's robots.txt said is of use after a restart.
PERMISSIONS = timedelta(days=1)

Kind = Literal["feeds", "pages"]
#: When each document of a site was looked up that is kept.
Saved = dict[str, str | int | None]


@dataclass(slots=True)
class Round:
    """What one round came to."""

    looked: int = 0  #: feeds
    changed: int = 0  #: of these, with something new
    entries: int = 0  #: articles that feeds named for the first time
    failures: list[Failure] = field(default_factory=list)  #: feeds that could not be looked at
    pages: int = 0  #: that were taken
    added: Added = field(default_factory=Added)

    @property
    def idle(self) -> bool:
        """Whether nothing was due."""
        return not self.looked and not self.pages


class Collector:
    """Collects for a desk, in one thread, over an open Web."""

    def __init__(
        self,
        desk: Desk,
        web: Web,
        *,
        stop: threading.Event | None = None,
        now: Callable[[], datetime] | None = None,
        jitter: Callable[[], float] = random.random,
        read: Read = read_each,
        progress: Progress | None = None,
    ) -> None:
        """`stop` ends a round soon, and loses nothing. `now` and `jitter` are the clock and chance."""
        self._desk = desk
        self._web = web
        self._stop = stop or threading.Event()
        self._now = now or (lambda: datetime.now(UTC))
        self._jitter = jitter
        self._read = read
        self._progress = progress
        self.holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._held_until = self._now()
        self._saved: Saved = {}

    def round(self) -> Round:
        """Look at the feeds that are due, then get the pages that are due. Raises StoreError."""
        done = Round()
        try:
            self.look(done)
            if not self._stop.is_set():
                self.get(done)
        finally:
            self.release()
        if not done.idle:
            keep_permissions(self._desk, self._web, self._saved, self._now())
        return done

    def release(self) -> None:
        """Give up what was taken and not done."""
        with self._desk.store.writing() as connection:
            release(connection, self.holder)

    def next_due(self) -> datetime | None:
        """When there is something to do."""
        with self._desk.store.reading() as connection:
            return next_due(connection)

    def host_free(self) -> datetime | None:
        """When the first of the hosts of pages that are due now may be asked; None where nothing is due."""
        now = self._now()
        with self._desk.store.reading() as connection:
            hosts = {host_of(url) for _, url in chain(due_feeds(connection, now), due_entries(connection, now))}
            times = times_of(connection, sorted(hosts))
        return min((times.get(h, now) for h in hosts), default=None)

    def look(self, done: Round) -> None:
        """Look at the feeds that are due. Raises StoreError."""
        rows, starts = self._claim("feeds", FEEDS)
        if not rows:
            return
        limit, keeps = self._desk.config.collect.feed_bytes, not self._desk.config.collect.pages
        asks = [Ask(row.n, request_of(row.url, state_of(row), limit), keeps) for row in rows]
        by_number = {row.n: row for row in rows}
        batch: list[tuple[AnyRow, Seen]] = []
        for answer in self._answers(asks, starts):
            row = by_number[answer.n]
            batch.append((row, see(answer.outcome, answer.at, row.url, row.digest)))
            if len(batch) >= LOOKS:
                self._save_looks(batch, done)
        self._save_looks(batch, done)
        self._free([row.url for row in rows])

    def _save_looks(self, batch: list[tuple[AnyRow, Seen]], done: Round) -> None:
        if not batch:
            return
        settings = self._desk.config.collect
        with self._desk.store.writing() as connection:
            looks = [save_seen(connection, row, seen, settings, self._jitter, self.holder) for row, seen in batch]
        batch.clear()
        for looked in looks:
            _count(done, looked)
        if self._progress:
            self._progress("look", len(looks))

    def get(self, done: Round) -> None:
        """Fetch and keep the pages that are due. Raises StoreError."""
        rows, starts = self._claim("pages", PAGES)
        if not rows:
            return
        done.pages = len(rows)
        by_number = {row.n: row for row in rows}
        errors: dict[int, FetchError] = {}
        with self._desk.store.writing() as connection:
            out = taken_down(connection, rows)
            for n, receipt in out.items():
                reason = f"It was taken down ({receipt}), and is not fetched again."
                settle_entry(connection, n, self.holder, state="refused", due_at=None, reason=reason)
            feeds = feeds_of(connection, {row.feed for row in rows if row.feed is not None})
        rows = [row for row in rows if row.n not in out]
        fetched = [row for row in rows if row.url and self._desk.config.collect.pages]
        asks = asks_of(fetched, self._desk.config.collect.page_bytes)
        asked = {ask.n for ask in asks}
        have = (carried(row, feeds.get(row.feed), self._now()) for row in rows if row.n not in asked)
        done.added = keep(
            self._desk,
            chain(have, arrivals_of(by_number, self._answers(asks, starts), errors)),
            settled=settler(by_number, errors, self.holder, self._now, self._jitter),
            read=self._read,
            workers=1 if len(rows) < MANY else None,
            progress=self._progress,
        )
        self._free([row.url for row in fetched])

    def _answers(self, asks: Sequence[Ask], starts: Mapping[str, float]) -> Iterator[Answer]:
        """The answers as they come; what is held is held on to meanwhile."""
        for answer in self._web.ask(asks, self._stop, ROUND, starts):
            yield answer
            if self._now() > self._held_until - LEASE / 2:
                self._held_until = self._now() + LEASE
                with self._desk.store.writing() as connection:
                    renew(connection, self.holder, self._held_until)

    def _claim(self, kind: Kind, most: int) -> tuple[list[AnyRow], dict[str, float]]:
        """What this worker has from now on, and the seconds after which its hosts may first be asked."""
        now = self._now()
        find, take = (due_feeds, claim_feeds) if kind == "feeds" else (due_entries, claim_entries)
        with self._desk.store.reading() as connection:
            if not find(connection, now):
                return [], {}
        with self._desk.store.writing() as connection:
            candidates = find(connection, now)
            paced = self._desk.config.collect.pages or kind == "feeds"
            times = times_of(connection, [host_of(url) for _, url in candidates]) if paced else {}
            free = now + timedelta(seconds=GRACE)
            ready = [(n, url) for n, url in candidates if times.get(host_of(url), now) <= free]
            chosen = in_turn(ready, most, self._web.delay if paced else lambda _: 0.0)
            if paced:
                chosen = self._reserved(connection, chosen, now, free)
            numbers = [n for some in chosen.values() for n in some]
            self._held_until = now + LEASE
            rows = take(connection, numbers, self.holder, now, self._held_until)
        return rows, {h: max((times[h] - now).total_seconds(), 0.0) for h in chosen if h in times}

    def _reserved(
        self, connection: Connection, chosen: Mapping[str, list[int]], now: datetime, free: datetime
    ) -> dict[str, list[int]]:
        """What is left when others have some of the hosts. Where nothing is spaced, nothing is reserved."""
        until = {
            host: now + timedelta(seconds=delay * len(numbers))
            for host, numbers in chosen.items()
            if (delay := self._web.delay(host)) > 0
        }
        got = reserve_hosts(connection, until, free)
        return {host: numbers for host, numbers in chosen.items() if host in got or host not in until}

    def _free(self, urls: Sequence[str]) -> None:
        """Hosts that are done with may be asked by anybody after their pause."""
        now = self._now()
        hosts = {host_of(url) for url in urls}
        delays = {host: delay for host in hosts if (delay := self._web.delay(host)) > 0}
        if delays:
            with self._desk.store.writing() as connection:
                free_hosts(connection, {host: now + timedelta(seconds=delay) for host, delay in delays.items()})


def known_permissions(desk: Desk, now: datetime) -> list[dict[str, Any]]:
    """What sites said, as an earlier worker kept it. Raises StoreError."""
    with desk.store.reading() as connection:
        return load_permissions(connection, now - PERMISSIONS)


def keep_permissions(desk: Desk, web: Web, saved: Saved, now: datetime) -> None:
    """Keep what sites said, where it is news: `saved` is what was kept before, and is brought up to date."""
    by_host: dict[str, list[dict[str, Any]]] = defaultdict(list)
    fresh: set[str] = set()
    for record in web.permissions():
        url = str(record["url"])
        host = urlsplit(url).hostname or ""
        by_host[host].append(record)
        if saved.get(url) != record["checked_at"]:
            saved[url] = record["checked_at"]
            fresh.add(host)
    if fresh:
        with desk.store.writing() as connection:
            save_permissions(connection, {host: by_host[host] for host in fresh}, now)


def _count(done: Round, looked: Looked) -> None:
    done.looked += 1
    done.entries += looked.new
    done.changed += bool(looked.new or looked.changed)
    if looked.failure is not None:
        done.failures.append(Failure(looked.url, "collect", looked.failure))
