"""The articles that entries lead to: from an entry to its bytes, and what becomes of the entry.

An entry is "kept" in the transaction that keeps its article. Killed before, it is due as it was, and fetched again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection

from firsthand.collect.canonical import canonical_url
from firsthand.collect.encoding import is_binary
from firsthand.collect.entries import captures_of
from firsthand.collect.fetch import Fetched, Request
from firsthand.collect.http_message import choose_encoding
from firsthand.collect.schedule import failure_kind, next_try
from firsthand.collect.sizes import oversize
from firsthand.desk.adding import TAKEN_DOWN, Arrival
from firsthand.desk.saying import dumped, loaded, look_again_at, without_text
from firsthand.desk.web import Answer, Ask, is_page, media_type
from firsthand.errors import FetchError
from firsthand.model import Capture, Entry, Failure, Given, OptOut, ParsedFeed, Retrieval
from firsthand.store.articles import Saved
from firsthand.store.entries import State, settle_entry
from firsthand.store.rows import AnyRow
from firsthand.store.takedowns import kept_out

#: What is asked for at the address of an article.
ACCEPT = "text/html, application/xhtml+xml, text/plain;q=.8, */*;q=.1"
#: Headers that are kept of an answer: those that say what the bytes are, whose, and when. No cookies.
KEPT_HEADERS = frozenset(
    "content-type content-length content-language content-location date last-modified etag expires age cache-control "
    "link location x-robots-tag tdm-reservation tdm-policy server via".split()
)
#: Bytes of headers that are kept.
HEADER_BYTES = 8_000


def asks_of(rows: Iterable[AnyRow], limit: int) -> list[Ask]:
    """What to fetch for entries; `limit` in bytes of one page."""
    return [Ask(row.n, Request(row.url, accept=ACCEPT, limit=limit), keep=True) for row in rows if row.url]


def arrival_of(row: AnyRow, answer: Answer) -> tuple[Arrival, FetchError | None]:
    """What an answer holds for an entry, on its way to be kept."""
    if isinstance(answer.outcome, FetchError):
        return Arrival(Failure(row.url, "collect", answer.outcome.reason), row.n, answer.at), answer.outcome
    outcome = capture_of(answer.outcome, answer.at, answer.optouts, loaded(row.said).entry)
    return Arrival(outcome, row.n, answer.at), None


def capture_of(
    fetched: Fetched, at: datetime, optouts: Sequence[OptOut] = (), entry: Entry | None = None
) -> Capture | Failure:
    """A page that was fetched, with how it came and what its feed says of it; or why it is no article's."""
    entry = entry or Entry(fetched.url)
    source, body = fetched.url, fetched.body
    media: Literal["html", "text"] = "html" if is_page(fetched) else "text"
    if media == "text" and media_type(fetched) != "text/plain":
        return Failure(source, "collect", f"It is no page but {media_type(fetched)[:80]}.")
    if not body.strip():
        return Failure(source, "collect", "The page is empty.")
    if is_binary(body):
        return Failure(source, "collect", "It is binary: it holds no text.")
    if too_large := oversize(len(body), media):
        return Failure(source, "collect", too_large)
    if fetched.hops and _is_front(fetched.final_url) and not _is_front(fetched.url):
        return Failure(source, "collect", f"It leads to the front page of {urlsplit(fetched.final_url).hostname} now.")
    # Feeds count readers by addresses that redirect: the article's own is the one that answered.
    address = fetched.final_url if fetched.hops else entry.url
    given = Given(None, address, entry.publisher, entry.published or entry.updated, entry.title)
    headers = _kept(fetched.headers)
    came = Retrieval(fetched.url, fetched.final_url, fetched.status, _iso(at), headers, tuple(optouts))
    charset = choose_encoding(body, media, fetched.header("content-type") or "").charset
    return Capture(hashlib.sha256(body).hexdigest(), source, media, body, charset, given, came)


def carried(row: AnyRow, feed: AnyRow | None, now: datetime) -> Arrival:
    """The article that a feed itself carries, as a page of its own; or why it carries none."""
    entry = loaded(row.said).entry
    if feed is None:
        return Arrival(Failure(row.key, "collect", "Its feed is not known any more."), row.n, now)
    whole = ParsedFeed("rss", feed.title, feed.site, feed.language, (entry,))
    outcome = next(captures_of(whole, feed.url))
    if isinstance(outcome, Failure):
        return Arrival(outcome, row.n, now)
    came = Retrieval(feed.url, feed.url, 200, _iso(feed.fetched_at or now))
    return Arrival(replace(outcome, retrieval=came), row.n, feed.fetched_at or now)


def taken_down(connection: Connection, rows: Sequence[AnyRow]) -> dict[int, str]:
    """The entries whose addresses are kept out, and by which takedown."""
    found = {}
    for row in rows:
        url = canonical_url(row.url) if row.url else None
        receipt = kept_out(connection, [f"url:{url}"]) if url else None
        if receipt is not None:
            found[row.n] = receipt
    return found


def settler(
    rows: Mapping[int, AnyRow],
    errors: Mapping[int, FetchError],
    holder: str,
    now: Callable[[], datetime],
    jitter: Callable[[], float],
) -> Callable[[Connection, Arrival, Saved | Failure], None]:
    """What `keep` calls for each arrival, in the transaction that keeps it: what became of its entry."""

    def settled(connection: Connection, arrival: Arrival, result: Saved | Failure) -> None:
        if arrival.entry is None or arrival.entry not in rows:
            return
        row, moment = rows[arrival.entry], now()
        if isinstance(result, Saved):
            said = loaded(row.said)
            stripped = dumped(without_text(said)) if said.entry.content or said.entry.summary else None
            due_at = look_again_at(row.seen_at, moment) if row.url else None
            settle_entry(connection, row.n, holder, state="kept", due_at=due_at, said=stripped)
            return
        error = errors.get(row.n)
        if error is None:
            state: State = "refused" if result.reason.startswith(TAKEN_DOWN) else "failed"
            settle_entry(connection, row.n, holder, state=state, due_at=None, tries=row.tries + 1, reason=result.reason)
            return
        _settle_failure(connection, row, error, holder, moment, jitter())

    return settled


def _settle_failure(
    connection: Connection, row: AnyRow, error: FetchError, holder: str, now: datetime, jitter: float
) -> None:
    """A page that could not be had: when it is tried again, and what it is called until then."""
    tries, kind = row.tries + 1, failure_kind(error)
    again = next_try(tries, kind, now, jitter, error.retry_after)
    state: State
    if kind in ("404", "410"):
        state = "gone"
    elif row.state == "kept":  # its article stays, and what was seen of it
        state = "kept"
    else:
        state = "refused" if kind in ("refused", "private") else "failed"
    settle_entry(connection, row.n, holder, state=state, due_at=again, tries=tries, reason=error.reason)


def arrivals_of(
    rows: Mapping[int, AnyRow], answers: Iterable[Answer], errors: dict[int, FetchError]
) -> Iterator[Arrival]:
    """The answers as arrivals, as they come; why there was none goes to `errors`."""
    for answer in answers:
        arrival, error = arrival_of(rows[answer.n], answer)
        if error is not None:
            errors[answer.n] = error
        yield arrival


def _kept(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept, size = [], 0
    for name, value in headers:
        size += len(name) + len(value)
        if name in KEPT_HEADERS and size <= HEADER_BYTES:
            kept.append((name, value))
    return tuple(kept)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
