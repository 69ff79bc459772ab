"""From captures to kept articles: the same path for `add` and `run`.

    look up | read in the pool | save: bytes, article, version, search

What is saved is saved in small batches, each wholly or not at all. Whoever is stopped goes on where it was.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import BinaryIO

from sqlalchemy import Connection

from firsthand.annotate.languages import foreign
from firsthand.annotate.renaming import rename
from firsthand.clean.agencies import load_agencies
from firsthand.clean.ids import renamed
from firsthand.collect.files import collect
from firsthand.desk.identity import identity, tombstone_keys
from firsthand.desk.opening import Desk
from firsthand.model import Capture, Failure, Reading
from firsthand.pipeline import Agencies, Fetch, Inputs, Progress, read_each
from firsthand.relate.edits import classify
from firsthand.store.articles import (
    Saved,
    article_of,
    free_id,
    held,
    known_bodies,
    note_changes,
    same_again,
    save_capture,
    save_reading,
)
from firsthand.store.takedowns import kept_out, record_kept_out

#: Articles that are saved at once: what is lost of the reading when the process is killed, and about a second's work.
BATCH = 24
#: Captures that are looked up at once, before they are read.
LOOKED_UP = 48
#: How the reason begins where a takedown keeps an article out.
TAKEN_DOWN = "It was taken down"

Read = Callable[[Iterable[Capture], int, Agencies], Iterator[tuple[Capture, Reading | Failure]]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A capture on its way in, or why there is none."""

    outcome: Capture | Failure
    entry: int | None = None  #: the entry of a feed that led to it
    at: datetime | None = None  #: when it was received; now where that is not known


#: What is known of an arrival when it is saved.
Outcome = Reading | Failure | Saved
#: What an arrival became, told in the transaction that keeps it.
Settled = Callable[[Connection, Arrival, Saved | Failure], None]


@dataclass(slots=True)
class Added:
    """What came of it."""

    new: int = 0
    changed: int = 0
    same: int = 0  #: known already
    kept_out: int = 0  #: taken down before
    failures: list[Failure] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """All that are articles, whether or not they were known."""
        return self.new + self.changed + self.same


def add(
    desk: Desk,
    inputs: Inputs,
    *,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    saved: Callable[[], None] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Added:
    """Keep the articles that the inputs hold. `fetch` gets what an address holds. Raises StoreError and InputError."""
    return keep(desk, collect(inputs, stdin, fetch), saved=saved, workers=workers, progress=progress)


def keep(
    desk: Desk,
    arrivals: Iterable[Arrival | Capture | Failure],
    *,
    settled: Settled | None = None,
    saved: Callable[[], None] | None = None,
    read: Read = read_each,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Added:
    """Keep what arrives, in its order, each batch in one transaction. `progress` is told how many more were kept.

    `settled` is called for each arrival in the transaction that keeps it, and `saved` after each batch, while others
    are being read. Raises StoreError; what was kept stays kept.
    """
    added = Added()
    number = workers or desk.config.workers or os.cpu_count() or 1
    agencies = dict(load_agencies(desk.config.agencies)) if desk.config.agencies else None
    wrapped = (a if isinstance(a, Arrival) else Arrival(a) for a in arrivals)
    outcomes = _read(_looked_up(desk, wrapped), lambda captures: read(captures, number, agencies))
    while batch := list(islice(outcomes, BATCH)):
        now = datetime.now(UTC)
        with desk.store.writing() as connection:
            done = [_save(connection, arrival, outcome, arrival.at or now) for arrival, outcome in batch]
            if settled:
                for (arrival, _), result in zip(batch, done, strict=True):
                    settled(connection, arrival, result)
            news = sum(isinstance(d, Saved) and d.what != "same" for d in done)
            if news:
                note_changes(connection, news)
        _count(added, batch, done)
        if progress:
            progress("add", len(batch))
        if saved:
            saved()
    return added


def _looked_up(desk: Desk, arrivals: Iterator[Arrival]) -> Iterator[tuple[Arrival, Saved | Failure | None]]:
    """Each arrival with what is known of it already; None where it must be read."""
    while some := list(islice(arrivals, LOOKED_UP)):
        with desk.store.reading() as connection:
            here = known_bodies(connection, {a.outcome.id for a in some if isinstance(a.outcome, Capture)})
            known = [_known(connection, a.outcome, here) for a in some]
        yield from zip(some, known, strict=True)


def _known(connection: Connection, outcome: Capture | Failure, here: Set[str]) -> Saved | Failure | None:
    if isinstance(outcome, Failure):
        return outcome
    return held(connection, outcome) if outcome.id in here else None


def _read(
    looked_up: Iterator[tuple[Arrival, Saved | Failure | None]],
    read: Callable[[Iterable[Capture]], Iterator[tuple[Capture, Reading | Failure]]],
) -> Iterator[tuple[Arrival, Outcome]]:
    """Each arrival with its outcome, in their order; only what is not known is read."""
    waiting: deque[tuple[Arrival, Saved | Failure | None]] = deque()

    def unread() -> Iterator[Capture]:
        for arrival, known in looked_up:
            waiting.append((arrival, known))
            if known is None and isinstance(arrival.outcome, Capture):
                yield arrival.outcome

    for _, outcome in read(unread()):
        while (first := waiting.popleft())[1] is not None:
            yield first[0], first[1]
        yield first[0], outcome
    for arrival, known in waiting:
        if known is not None:
            yield arrival, known


def _save(connection: Connection, arrival: Arrival, outcome: Outcome, at: datetime) -> Saved | Failure:
    """Keep one arrival. What came of it."""
    capture = arrival.outcome
    if isinstance(capture, Failure):
        return capture
    if isinstance(outcome, Saved):
        return outcome
    known = held(connection, capture)  # by another process meanwhile, or earlier in this batch
    if known is not None:
        return known
    found = outcome.article if isinstance(outcome, Reading) else None
    receipt = kept_out(connection, tombstone_keys(capture, found))
    if receipt is not None:
        record_kept_out(connection, receipt, at)
        return Failure(capture.source, "collect", f"{TAKEN_DOWN} ({receipt}), and is kept out.")
    if isinstance(outcome, Failure):
        save_capture(connection, capture, at, entry=arrival.entry, failure=outcome)
        return outcome
    key = identity(capture, outcome.article)
    before = article_of(connection, key)
    if before is None and (again := same_again(connection, outcome.article)) is not None:
        return again  # an export of ours that comes back from another file
    id = before.id if before else free_id(connection, outcome.article.id, capture.id)
    reading = Reading(renamed(outcome.article, id), rename(outcome.annotations, id))
    content = capture.body.decode(capture.charset or "utf-8", "replace") if capture.media == "text" else None
    n = save_capture(connection, capture, at, entry=arrival.entry)
    return save_reading(connection, n, reading, key, at, content=content, classify=_edit)


def _edit(old: Reading, new: Reading) -> str | None:
    kind = classify(old, new).kind
    return None if kind == "same" else kind


def _count(added: Added, batch: Sequence[tuple[Arrival, Outcome]], done: Sequence[Saved | Failure]) -> None:
    for (_, outcome), result in zip(batch, done, strict=True):
        if isinstance(result, Failure):
            added.kept_out += result.reason.startswith(TAKEN_DOWN)
            added.failures.append(result)
            continue
        added.new += result.what == "new"
        added.changed += result.what == "changed"
        added.same += result.what == "same"
        if isinstance(outcome, Reading) and result.what != "same" and (why := foreign(outcome.article)):
            added.failures.append(Failure(outcome.article.source, "annotate", why))
