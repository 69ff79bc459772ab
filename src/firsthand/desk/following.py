"""Feeds taken up and let go.

    address -> fetched once -> a feed: followed, with what came | a page: its feed | a list: all its feeds
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from firsthand.collect.canonical import canonical_url
from firsthand.collect.discover import common_places, find_feeds
from firsthand.collect.feeds import WEB_PAGE, parse_feed
from firsthand.collect.fetch import Fetched, Request
from firsthand.collect.http_message import choose_encoding
from firsthand.collect.schedule import FeedState
from firsthand.desk.collecting import keep_permissions, known_permissions
from firsthand.desk.looking import ACCEPT, Seen, save_seen, state_bytes
from firsthand.desk.opening import Desk
from firsthand.desk.web import Answer, Ask, Web
from firsthand.errors import FetchError, InputError
from firsthand.model import ParsedFeed
from firsthand.store.feeds import add_feed, find_feed, follow_again, stop_following

#: Feeds that a page names, and places where it may have one, that are tried until one is a feed.
TRIES = 8
#: Bytes of a list of feeds in a file.
LIST_BYTES = 20_000_000

What = Literal["followed", "known", "failed", "unfollowed"]


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of one name."""

    name: str  #: as it was given
    what: What
    url: str | None  #: of the feed
    sentence: str  #: for people


def follow(
    desk: Desk,
    names: Sequence[str],
    *,
    now: Callable[[], datetime] | None = None,
    jitter: Callable[[], float] = random.random,
) -> Iterator[Followed]:
    """Follow feeds, sitemaps, the feeds of pages, and all feeds of lists, by address or file; each with its outcome.

    A feed is fetched once, to see that it is one, and what it holds is kept. The feeds of a list are looked at by the
    next `run`. Raises ConfigError where something must be fetched and no contact address is set, and StoreError.
    """
    clock = now or (lambda: datetime.now(UTC))
    follower = _Follower(desk, clock, jitter)
    addresses: list[tuple[str, str]] = []
    for name in dict.fromkeys(names):
        if "://" not in name and Path(name).is_file():
            yield from follower.file(name)
            continue
        url = canonical_url(name if "://" in name else f"https://{name}")
        known = follower.known(name, url) if url else None
        if url is None:
            reason = "It is neither a file nor an address of http or https."
            yield Followed(name, "failed", None, reason)
        elif known is not None:
            yield known
        else:
            addresses.append((name, url))
    if addresses:
        with Web(desk.config.collect, now=clock, known=known_permissions(desk, clock())) as web:
            yield from follower.fetch(web, addresses)
            keep_permissions(desk, web, {}, clock())


def unfollow(desk: Desk, names: Sequence[str]) -> Iterator[Followed]:
    """Follow feeds no more, by the address under which `firsthand feeds` lists them. Their articles stay."""
    for name in dict.fromkeys(names):
        url = canonical_url(name if "://" in name else f"https://{name}") or name
        with desk.store.writing() as connection:
            row = find_feed(connection, url)
            if row is not None and row.followed:
                stop_following(connection, row.n)
        if row is None:
            yield Followed(name, "failed", None, "No such feed is known; `firsthand feeds` lists those that are.")
        elif not row.followed:
            yield Followed(name, "known", url, "It was not followed any more.")
        else:
            yield Followed(name, "unfollowed", url, "It is not followed any more; its articles stay.")


class _Follower:
    def __init__(self, desk: Desk, now: Callable[[], datetime], jitter: Callable[[], float]) -> None:
        self._desk = desk
        self._now = now
        self._jitter = jitter
        self._stop = threading.Event()

    def known(self, name: str, url: str) -> Followed | None:
        """What is to be said of a feed that is known; one that was unfollowed is followed again. None for a new one."""
        with self._desk.store.reading() as connection:
            row = find_feed(connection, url)
        if row is None:
            return None
        if row.followed:
            return Followed(name, "known", url, "It is followed already.")
        state = state_bytes(FeedState(url, self._now(), self._desk.config.collect.first_interval))
        with self._desk.store.writing() as connection:
            follow_again(connection, row.n, state, self._now())
        return Followed(name, "followed", url, "It is followed again, and looked at by the next run.")

    def file(self, name: str) -> Iterator[Followed]:
        """The feeds of a list that is at hand."""
        try:
            with Path(name).open("rb") as file:
                body = file.read(LIST_BYTES + 1)
            if len(body) > LIST_BYTES:
                raise InputError(name, f"A list of more than {LIST_BYTES:,} bytes.")
            feed = parse_feed(body, source=name)
        except OSError as error:
            yield Followed(name, "failed", None, f"It cannot be read: {error.strerror}.")
            return
        except InputError as error:
            yield Followed(name, "failed", None, error.reason)
            return
        if feed.kind not in ("opml", "sitemap index"):
            reason = "It is a feed's document and no list of feeds: name the address of the feed."
            yield Followed(name, "failed", None, reason)
            return
        yield from self._listed(name, feed)

    def fetch(self, web: Web, addresses: Sequence[tuple[str, str]]) -> Iterator[Followed]:
        """What comes from each address, as it comes; pages, whose feeds must be fetched first, at the end."""
        limit = self._desk.config.collect.feed_bytes
        asks = [Ask(i, Request(url, accept=ACCEPT, limit=limit)) for i, (_, url) in enumerate(addresses)]
        pages: list[tuple[str, Fetched]] = []
        for answer in web.ask(asks, self._stop):
            name, url = addresses[answer.n]
            if isinstance(answer.outcome, FetchError):
                yield Followed(name, "failed", None, answer.outcome.reason)
                continue
            try:
                feed = _parsed(answer.outcome, url)
            except InputError as error:
                if error.reason == WEB_PAGE:
                    pages.append((name, answer.outcome))
                else:
                    yield Followed(name, "failed", None, error.reason)
                continue
            yield from self._taken(name, url, answer, answer.outcome, feed, "")
        for name, page in pages:
            yield from self._of_page(web, name, page)

    def _of_page(self, web: Web, name: str, page: Fetched) -> Iterator[Followed]:
        """The first feed that a page names, or that stands where sites have theirs."""
        charset = choose_encoding(page.body, "html", page.header("content-type") or "").charset
        named = find_feeds(page.body.decode(charset, "replace"), page.final_url)
        limit = self._desk.config.collect.feed_bytes
        for address in (named or common_places(page.final_url))[:TRIES]:
            url = canonical_url(address)
            if url is None:
                continue
            known = self.known(name, url)
            if known is not None:
                yield Followed(name, known.what, url, f"Its feed is {url}. {known.sentence}")
                return
            for answer in web.ask([Ask(0, Request(url, accept=ACCEPT, limit=limit))], self._stop):
                if isinstance(answer.outcome, FetchError):
                    continue
                try:
                    feed = _parsed(answer.outcome, url)
                except InputError:  # what a page calls its feed need not be one; the next may be
                    continue
                yield from self._taken(name, url, answer, answer.outcome, feed, f"Its feed is {url}. ")
                return
        reason = "It is a web page, and "
        reason += "none of the feeds that it names can be read." if named else "no feed of it was found."
        yield Followed(name, "failed", None, reason)

    def _taken(
        self, name: str, url: str, answer: Answer, fetched: Fetched, feed: ParsedFeed, found: str
    ) -> Iterator[Followed]:
        """Follow what was fetched, and keep what it holds."""
        if feed.kind == "opml":
            yield from self._listed(name, feed)
            return
        if fetched.permanent:
            url = canonical_url(fetched.final_url) or url
        known = self.known(name, url)
        if known is not None:
            yield Followed(name, known.what, url, found + known.sentence)
            return
        digest = hashlib.sha256(fetched.body).hexdigest()
        # A new address is followed from the start: there is nothing left to move.
        seen = Seen(answer.at, replace(fetched, permanent=False), digest, feed)
        settings = self._desk.config.collect
        with self._desk.store.writing() as connection:
            state = FeedState(url, answer.at, settings.first_interval)
            add_feed(connection, url, feed.kind, state_bytes(state), settings.first_interval, answer.at)
            row = find_feed(connection, url)
            looked = save_seen(connection, row, seen, settings, self._jitter, None) if row else None
        many = looked.new if looked else 0
        what = ("sitemap" if feed.kind == "sitemap index" else "article") + "s" * (many != 1)
        title = f"{feed.title}: " if feed.title else ""
        yield Followed(name, "followed", url, f"{found}{title}{_KINDS[feed.kind]}, {many:,} {what} new here.")

    def _listed(self, name: str, feed: ParsedFeed) -> Iterator[Followed]:
        """All feeds of a list; they are looked at by the next run."""
        if not feed.feeds:
            yield Followed(name, "failed", None, "It is a list of feeds, and names none.")
        settings = self._desk.config.collect
        for address in feed.feeds:
            url = canonical_url(address)
            if url is None:
                yield Followed(address, "failed", None, "It is no address of http or https.")
                continue
            known = self.known(address, url)
            if known is not None:
                yield known
                continue
            now = self._now()
            with self._desk.store.writing() as connection:
                state = state_bytes(FeedState(url, now, settings.first_interval))
                add_feed(connection, url, "page", state, settings.first_interval, now)
            yield Followed(address, "followed", url, "It is looked at by the next run.")


_KINDS = {
    "rss": "an RSS feed",
    "atom": "an Atom feed",
    "json": "a JSON feed",
    "sitemap": "a news sitemap",
    "sitemap index": "an index of sitemaps",
    "ninjs": "a feed",
    "page": "a feed",
    "opml": "a list of feeds",
}


def _parsed(fetched: Fetched, url: str) -> ParsedFeed:
    """Raises InputError."""
    return parse_feed(fetched.body, fetched.final_url, fetched.header("content-type"), url)
