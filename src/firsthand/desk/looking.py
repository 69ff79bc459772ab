"""One look at a feed: from what came over the network to what is kept of it.

    answer -> see (parse, where it is not what came last time) -> save_seen (state, entries), in one transaction
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from firsthand.collect.canonical import canonical_url
from firsthand.collect.feeds import parse_feed
from firsthand.collect.fetch import Fetched, Request
from firsthand.collect.schedule import (
    Changed,
    Failed,
    FeedState,
    Intervals,
    Moved,
    Outcome,
    Unchanged,
    next_state,
    outcome_of,
)
from firsthand.config import CollectConfig
from firsthand.desk.saying import Said, differs, dumped, key_of, loaded, moment, said_of, without_text
from firsthand.errors import FetchError, InputError
from firsthand.model import Entry, ParsedFeed
from firsthand.store.entries import add_entries, change_entry, known_entries
from firsthand.store.feeds import NEVER, add_feed, find_feed, save_look
from firsthand.store.rows import AnyRow

#: What is asked for at the address of a feed.
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/xml;q=.9, "
    "application/json;q=.8, text/html;q=.5, */*;q=.1"
)
#: New entries of one look whose pages are due at once; as many of the rest an hour later, and so on. Feeds have some
#: hundred at most, sitemaps a thousand. Without it one of those were all that is fetched.
AT_ONCE = 500
#: Sitemaps of an index that are followed, the newest. An index of news has one to five; others have one a day.
SITEMAPS = 10
#: Complaints about a document that are told.
COMPLAINTS = 2
#: How a look is called that gave what is no feed.
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of asking for a feed, before it is compared with what is known."""

    at: datetime
    fetched: Fetched | None = None
    digest: str | None = None  #: of the document
    feed: ParsedFeed | None = None  #: None where it is what came last time, or nothing came
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a feed was good for."""

    url: str
    new: int = 0  #: entries
    changed: int = 0  #: entries of which the feed says something else
    unchanged: bool = False  #: the feed had nothing that was not known
    failure: str | None = None  #: one sentence


def request_of(url: str, state: FeedState, limit: int) -> Request:
    """What to ask for: the feed, unless it is what came last time."""
    return Request(url, state.etag, state.last_modified, ACCEPT, limit)


def see(answer: Fetched | FetchError, at: datetime, url: str, digest: str | None) -> Seen:
    """Read what came, unless it is the document of that digest. `url` is the feed's address."""
    if isinstance(answer, FetchError):
        return Seen(at, error=answer)
    if answer.status == 304:
        if digest is None:
            reason = "It says that nothing changed, and nothing of it is known."
            return Seen(at, error=FetchError(url, reason, UNREADABLE))
        return Seen(at, answer, digest)
    found = hashlib.sha256(answer.body).hexdigest()
    if found == digest:
        return Seen(at, answer, digest)
    try:
        feed = parse_feed(answer.body, answer.final_url, answer.header("content-type"), url)
    except InputError as error:
        return Seen(at, error=FetchError(url, error.reason, UNREADABLE))
    if feed.kind == "opml":
        reason = "It is a list of feeds now. Follow its address anew to follow them."
        return Seen(at, error=FetchError(url, reason, UNREADABLE))
    return Seen(at, answer, found, feed)


def save_seen(
    connection: Connection,
    row: AnyRow,
    seen: Seen,
    settings: CollectConfig,
    jitter: Callable[[], float],
    holder: str | None,
) -> Looked:
    """Keep what a look gave: the state of the feed and its entries. Nothing where another worker has the feed now."""
    state = state_of(row)
    outcome, looked = _outcome(connection, row, seen, settings)
    limits = Intervals(settings.least_interval, settings.most_interval, settings.first_interval)
    after = next_state(state, outcome, seen.at, jitter(), limits)
    after = replace(after, url=canonical_url(after.url) or after.url)
    values = _columns(after, seen, looked, row)
    if after.url != row.url:
        values |= _moved(connection, after, row)
    save_look(connection, row.n, holder, values)
    return looked


def state_of(row: AnyRow) -> FeedState:
    """What the schedule knows of a feed."""
    import msgspec

    return msgspec.json.decode(row.state, type=FeedState)


def state_bytes(state: FeedState) -> bytes:
    """As it is kept."""
    import msgspec

    return msgspec.json.encode(state)


def _outcome(connection: Connection, row: AnyRow, seen: Seen, settings: CollectConfig) -> tuple[Outcome, Looked]:
    if seen.error is not None or seen.fetched is None:
        error = seen.error or FetchError(row.url, "Nothing came.", "network")
        outcome = Failed(UNREADABLE) if error.kind == UNREADABLE else outcome_of(error)
        return outcome, Looked(row.url, failure=error.reason)
    fetched, found = seen.fetched, seen.feed
    then: Changed | Unchanged
    if found is None:
        then, looked = Unchanged(fetched.etag, fetched.last_modified), Looked(row.url, unchanged=True)
    else:
        if found.kind == "sitemap index":
            new, changed = _follow_sitemaps(connection, found, settings, seen.at), 0
        else:
            new, changed = _save_entries(connection, row, found.entries, seen.at, settings.pages)
        dates = [d for e in found.entries for d in (moment(e.published) or moment(e.updated),) if d]
        window = len(found.entries) or len(found.feeds)
        then = Changed(new, dates, window, fetched.etag, fetched.last_modified, found.every)
        looked = Looked(row.url, new, changed, unchanged=not new and not changed)
    if fetched.permanent and fetched.final_url != row.url:
        return Moved(fetched.final_url, then), looked
    return then, looked


def _columns(state: FeedState, seen: Seen, looked: Looked, row: AnyRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "state": state_bytes(state),
        "due_at": NEVER if state.stopped else state.due_at,
        "interval": state.interval,
        "failures": state.failures,
        "fetched_at": seen.at,
        "outcome": _sentence(looked, seen),
    }
    if looked.failure is None:
        values |= {
            "etag": state.etag,
            "last_modified": state.last_modified,
            "digest": seen.digest,
            "answered_at": seen.at,
            "changed_at": seen.at if looked.new else row.changed_at,
            "entries": row.entries + looked.new,
        }
    if seen.feed is not None:
        feed = seen.feed
        values |= {"kind": feed.kind, "title": feed.title or row.title, "site": feed.site, "language": feed.language}
    return values


def _sentence(looked: Looked, seen: Seen) -> str:
    """What a look gave, in words for people."""
    if looked.failure is not None:
        return looked.failure
    if seen.feed is None:
        return "Nothing had changed."
    if seen.feed.kind == "sitemap index":
        said = f"{len(seen.feed.feeds):,} sitemaps, {looked.new:,} of them followed since."
    else:
        said = f"{len(seen.feed.entries):,} entries, {looked.new:,} of them new."
    return " ".join((said, *seen.feed.complaints[:COMPLAINTS]))


def _moved(connection: Connection, state: FeedState, row: AnyRow) -> dict[str, Any]:
    """A feed that goes by another address for good; where that is followed already, this one is not any more."""
    other = find_feed(connection, state.url)
    if other is None:
        return {"url": state.url}
    return {"followed": not other.followed, "outcome": f"It moved to {state.url}, which is a feed of its own here."}


def _follow_sitemaps(connection: Connection, found: ParsedFeed, settings: CollectConfig, now: datetime) -> int:
    """Follow the newest sitemaps of an index. How many were not known."""
    new = 0
    for url in found.feeds[:SITEMAPS]:
        state = state_bytes(FeedState(url, now, settings.first_interval))
        new += add_feed(connection, url, "sitemap", state, settings.first_interval, now)
    return new


def _save_entries(
    connection: Connection, row: AnyRow, entries: Sequence[Entry], now: datetime, pages: bool
) -> tuple[int, int]:
    """Keep what the feed says of its articles. How many are new, and of how many it says something else."""
    named: dict[str, Entry] = {}
    for each in entries:
        key = key_of(each, row.url)
        if key is not None:
            named.setdefault(key, each)  # the first of two that go by one address
    known = known_entries(connection, named)
    changed = 0
    for key, before in known.items():
        changed += _save_again(connection, before, row.n, _kept_of(named[key], pages), now)
    fresh = [
        {
            "feed": row.n,
            "key": key,
            "url": each.url,
            "seen_at": now,
            "published": each.published,
            "said": dumped(_kept_of(each, pages)),
            "state": "waiting",
            "due_at": now,
        }
        for key, each in named.items()
        if key not in known
    ]
    for place, values in enumerate(fresh):
        values["due_at"] = now + timedelta(hours=place // AT_ONCE)
    return add_entries(connection, fresh), changed


def _save_again(connection: Connection, before: AnyRow, feed: int, now_says: Said, now: datetime) -> bool:
    """An entry that is known. Whether the feed says something else of it, and its page is to be fetched again."""
    if before.state == "waiting" and before.due_at is None:  # it was unfollowed before its page was fetched
        change_entry(connection, before.n, feed=feed, said=dumped(now_says), due_at=now)
        return False
    if before.feed != feed or before.state not in ("kept", "failed", "waiting"):
        return False  # another feed tells of it in its own words: that is no change
    then = loaded(before.said)
    if not differs(then, now_says):
        return False
    said = Said(now_says.entry, now_says.digest, then.again + 1)
    change_entry(connection, before.n, said=dumped(said), due_at=now, tries=0)
    return True


def _kept_of(entry: Entry, pages: bool) -> Said:
    """What is kept: the words only where no page will be fetched for them."""
    said = said_of(entry)
    return without_text(said) if pages and entry.url else said
