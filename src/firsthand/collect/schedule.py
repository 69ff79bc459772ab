"""When a feed is looked at next: a pure function of what is known of it, what a look gave, and the time.

How often a feed changes is estimated as Cho and Garcia-Molina do ("Estimating frequency of change", ACM TOIT 3(3),
2003): of n looks one interval apart, k saw nothing new, so it changes -log((k + .5) / (n + .5)) times an interval. The
counts fade, so that a feed that wakes up is noticed. A feed shows only its last entries, so the interval is also kept
so short that no more than half of them were new at the busiest time of late.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firsthand.collect.canonical import canonical_url
from firsthand.errors import FetchError

#: How much of the counts is left after one more look: an estimate rests on some 10 looks. Nearer to 1 it is steadier
#: and slower to notice a change of habit.
FADING = 0.9
#: Seconds in which the busiest time of late fades to half. A night must not make it forget the morning: with a fading
#: of .98 a look, a feed of 30 entries an hour by day lost 2.6 % of them at seven o'clock; with a day it loses .2 %.
BUSY_HALF = 86_400.0
#: The least time over which entries are counted to an hourly rate: three at once are no rush.
BUSY_SECONDS = 1800.0
#: An interval grows and shrinks by no more than this factor at one look.
STEP = 2.0
#: The share of a feed's entries that may be new at one look before it is looked at more often.
FILL = 0.5
#: Entries that a feed is taken to show where it is not known.
WINDOW = 20
#: Due times are spread by this share of the interval to both sides, so that feeds do not march in step.
SPREAD = 0.1

DAY = 86_400.0
WEEK = 7 * DAY
#: Seconds after the first failure; each further one doubles it, up to a day.
RETRY = 300.0
#: The longest that a server may ask us to wait.
MOST_ASKED = WEEK
#: Looks that say 410 Gone, and the time that they take, before it is believed.
GONE_LOOKS, GONE_SECONDS = 3, WEEK
#: Looks in a row that say 404 before a feed is looked at once a week only. At the pace of failures that is nine days.
MISSING_LOOKS = 16
#: Looks in a row that are redirected to one place for good before that becomes the address.
MOVED_LOOKS = 2
#: Attempts at a single page, with delays of 5 minutes, 20 minutes, 80 minutes, 5 hours and 21 hours between them.
PAGE_TRIES = 6


@dataclass(frozen=True, slots=True)
class Intervals:
    """Seconds between two looks: the least, the most, and for a feed of which nothing is known."""

    least: float = 300.0
    most: float = DAY
    first: float = 3600.0


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed. Times are aware and in UTC."""

    url: str
    due_at: datetime
    interval: float = 3600.0  #: seconds between looks while all is well
    last_fetched_at: datetime | None = None  #: of the last look that gave the feed, changed or not
    last_changed_at: datetime | None = None  #: of the newest entry, as far as it can be told
    failures: int = 0  #: in a row
    trouble: str | None = None  #: the kind of the last one: "timeout", "404"
    missing: int = 0  #: looks in a row that said 404
    gone: int = 0  #: looks in a row that said 410
    gone_since: datetime | None = None
    stopped: bool = False  #: gone for good: not looked at any more
    moved_to: str | None = None  #: where the last look was sent for good
    moves: int = 0  #: how many looks in a row were
    etag: str | None = None
    last_modified: str | None = None
    says_every: float | None = None  #: seconds between changes, as the feed says itself
    window: int = WINDOW  #: entries that it shows
    busiest: float = 0.0  #: new entries a second at its busiest of late
    looks: float = 0.0  #: faded count of looks that gave the feed, but for the first
    changes: float = 0.0  #: faded count of those that saw something new
    watched: float = 0.0  #: faded seconds between those looks


@dataclass(frozen=True, slots=True)
class Changed:
    """The feed was there, with entries that had not been seen."""

    new: int
    dates: Sequence[datetime] = ()  #: of the feed's entries, as far as they have any
    window: int = WINDOW  #: entries in the feed
    etag: str | None = None
    last_modified: str | None = None
    says_every: float | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The feed was there, or said 304, and had nothing new. Its validators where it gave new ones."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """There was no feed: `kind` as in `failure_kind`, `retry_after` the seconds that the server asks for."""

    kind: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """410: the feed says that it is gone for good."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A permanent redirect (301, 308) led to the feed, which was or was not changed."""

    to: str
    then: Changed | Unchanged


Outcome = Changed | Unchanged | Failed | Gone | Moved


def failure_kind(error: FetchError) -> str:
    """The word of a failure by which it is scheduled: the status where there was one, else the error's kind."""
    return str(error.status) if error.kind == "status" and error.status is not None else error.kind


def outcome_of(error: FetchError) -> Failed | Gone:
    """What a failed look means for the schedule."""
    kind = failure_kind(error)
    return Gone() if kind == "410" else Failed(kind, error.retry_after)


def next_state(
    state: FeedState, outcome: Outcome, now: datetime, jitter: float, limits: Intervals | None = None
) -> FeedState:
    """What is known after a look at `now`. `jitter` in [0, 1) spreads the next one.

    The next look is never sooner than the least interval, and the interval always within its limits.
    """
    limits = limits or Intervals()
    match outcome:
        case Failed():
            return _after_failure(state, outcome, now, jitter, limits)
        case Gone():
            return _after_gone(state, now, jitter)
        case Moved():
            return _moved(next_state(state, outcome.then, now, jitter, limits), state, outcome.to)
        case Changed() | Unchanged():
            return _after_look(state, outcome, now, jitter, limits)


def next_try(tries: int, kind: str, now: datetime, jitter: float, retry_after: float | None = None) -> datetime | None:
    """When a single page is tried again after it failed `tries` times, last with `kind`; None: given up.

    Final at once is what asking again does not mend: any status of 4xx but 408, 425 and 429, and what was refused, is
    in a private network or too large. All else (timeout, dns, tls, network, redirect, 5xx) may pass.
    """
    final = kind in ("refused", "private", "too large") or (
        len(kind) == 3 and kind.startswith("4") and kind not in ("408", "425", "429")
    )
    if final or tries >= PAGE_TRIES:
        return None
    delay = min(DAY, RETRY * 4.0 ** max(0, tries - 1))
    return now + timedelta(seconds=max(delay * (1 + SPREAD * jitter), _asked(retry_after)))


def _after_look(
    state: FeedState, outcome: Changed | Unchanged, now: datetime, jitter: float, limits: Intervals
) -> FeedState:
    elapsed = (now - state.last_fetched_at).total_seconds() if state.last_fetched_at else None
    new = outcome.new if isinstance(outcome, Changed) else 0
    state = replace(
        state,
        last_fetched_at=now,
        failures=0,
        trouble=None,
        missing=0,
        gone=0,
        gone_since=None,
        stopped=False,
        moved_to=None,
        moves=0,
        etag=outcome.etag or (None if isinstance(outcome, Changed) else state.etag),
        last_modified=outcome.last_modified or (None if isinstance(outcome, Changed) else state.last_modified),
    )
    if isinstance(outcome, Changed):
        past = [d for d in outcome.dates if d <= now]
        said = outcome.says_every
        state = replace(
            state,
            last_changed_at=max(past, default=now) if new else state.last_changed_at,
            says_every=said if said is not None and math.isfinite(said) and said > 0 else None,
            window=max(1, outcome.window),
        )
    if elapsed is None:
        past = sorted(d for d in (outcome.dates if isinstance(outcome, Changed) else ()) if d <= now)
        wanted, busiest = _pace_of_dates(past, now) or (limits.first, 0.0)
        state = replace(state, busiest=busiest)
    else:
        elapsed = max(elapsed, 1.0)
        state = replace(
            state,
            looks=state.looks * FADING + 1,
            changes=state.changes * FADING + (new > 0),
            watched=state.watched * FADING + elapsed,
            busiest=max(state.busiest * 0.5 ** (elapsed / BUSY_HALF), new / max(elapsed, BUSY_SECONDS)),
        )
        wanted = min(max(_interval_of_looks(state), state.interval / STEP), state.interval * STEP)
    interval = _bounded(wanted, new if elapsed else 0, state, limits)
    wait = min(max(interval * (1 + SPREAD * (2 * jitter - 1)), limits.least), limits.most)
    return replace(state, interval=interval, due_at=now + timedelta(seconds=wait))


def _interval_of_looks(state: FeedState) -> float:
    """The time in which the feed changes once, by what the looks saw."""
    quiet = max(state.looks - state.changes, 0.0)
    changes_an_interval = -math.log((quiet + 0.5) / (state.looks + 0.5))
    average = state.watched / state.looks
    return average / changes_an_interval if changes_an_interval > 0 else average * STEP


def _pace_of_dates(past: Sequence[datetime], now: datetime) -> tuple[float, float] | None:
    """The time in which the feed got one entry, and its entries a second while they came; None if dates do not tell.

    The time since the newest entry counts for the first only: a feed that fell silent was fast once, as every night.
    """
    if len(past) < 3 or past[-1] <= past[0]:
        return None
    span, silence = (past[-1] - past[0]).total_seconds(), (now - past[-1]).total_seconds()
    busiest = (len(past) - 1) / max(span, BUSY_SECONDS)
    return (span + silence) / len(past), busiest * 0.5 ** (silence / BUSY_HALF)


def _bounded(wanted: float, new: int, state: FeedState, limits: Intervals) -> float:
    """The interval that is wanted, no shorter than the feed asks for, and no longer than its entries last.

    A feed that asks for so long a time that more than its share was new at the last look is taken at its entries'
    word: no entry shall be missed.
    """
    asked = min(state.says_every or 0.0, limits.most)
    interval = max(wanted, asked)
    room = state.window * FILL
    if state.busiest > 0:
        lasting = room / state.busiest
        if asked <= lasting or new > room:
            interval = min(interval, lasting)
    return min(max(interval, limits.least), limits.most)


def _after_failure(state: FeedState, outcome: Failed, now: datetime, jitter: float, limits: Intervals) -> FeedState:
    failures = state.failures + 1
    missing = state.missing + 1 if outcome.kind == "404" else 0
    delay = min(DAY, max(RETRY, limits.least) * 2.0 ** min(failures - 1, 30))
    delay *= 1 - SPREAD * jitter
    if outcome.kind in ("refused", "private"):  # robots.txt is remembered for a day: no sooner would it say otherwise
        delay = DAY * (1 + SPREAD * jitter)
    if missing >= MISSING_LOOKS:
        delay = WEEK * (1 + SPREAD * jitter)
    wait = max(delay, _asked(outcome.retry_after), limits.least)
    return replace(
        state,
        failures=failures,
        trouble=outcome.kind,
        missing=missing,
        gone=0,
        gone_since=None,
        moved_to=None,
        moves=0,
        due_at=now + timedelta(seconds=wait),
    )


def _after_gone(state: FeedState, now: datetime, jitter: float) -> FeedState:
    gone, since = state.gone + 1, state.gone_since or now
    wait = GONE_SECONDS / (GONE_LOOKS - 1) * (1 + SPREAD * jitter)
    return replace(
        state,
        failures=state.failures + 1,
        trouble="410",
        missing=0,
        gone=gone,
        gone_since=since,
        stopped=gone >= GONE_LOOKS and (now - since).total_seconds() >= GONE_SECONDS,
        moved_to=None,
        moves=0,
        due_at=now + timedelta(seconds=wait),
    )


def _moved(looked: FeedState, before: FeedState, to: str) -> FeedState:
    """The new address once it was named twice in a row."""
    moves = before.moves + 1 if to == before.moved_to else 1
    if moves >= MOVED_LOOKS and canonical_url(to):
        return replace(looked, url=to)
    return replace(looked, moved_to=to, moves=moves)


def _asked(retry_after: float | None) -> float:
    """The seconds that a server may ask for; nonsense is none."""
    if retry_after is None or math.isnan(retry_after) or retry_after < 0:
        return 0.0
    return min(retry_after, MOST_ASKED)
