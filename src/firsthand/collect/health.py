"""Which feeds are due, in a fair order, and how each one is, in words. Pure, like the schedule."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from firsthand.collect.schedule import DAY, MISSING_LOOKS, FeedState

#: Days without a new entry after which a feed is called quiet. Weeklies and their holidays stay below.
QUIET_DAYS = 30

Health = Literal["well", "new", "quiet", "failing", "gone"]


def due(states: Iterable[FeedState], now: datetime, limit: int) -> list[FeedState]:
    """The feeds to look at now, at most `limit`: the one due longest first, and the hosts in turn.

    Each round takes one feed of every host, the hosts in the order of their oldest feed: one host with a thousand feeds
    does not make the others wait. Equal times go by address, so that the order is always the same.
    """
    hosts: dict[str, deque[FeedState]] = {}
    for state in sorted((s for s in states if s.due_at <= now and not s.stopped), key=lambda s: (s.due_at, s.url)):
        hosts.setdefault(host_of(state.url), deque()).append(state)
    return list(islice(_in_turn(deque(hosts.values())), max(limit, 0)))


def _in_turn(queues: deque[deque[FeedState]]) -> Iterable[FeedState]:
    while queues:
        queue = queues.popleft()
        yield queue.popleft()
        if queue:
            queues.append(queue)


def host_of(url: str) -> str:
    """The host of an address, in lower case, by which turns are given; nothing where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def health(state: FeedState, now: datetime) -> tuple[Health, str]:
    """How a feed is, in one word and one sentence."""
    if state.stopped:
        return "gone", f"It said {state.gone} times that it is gone (410); it is not looked at any more."
    if state.failures:
        return "failing", _failing(state, now)
    if state.last_fetched_at is None:
        return "new", "It has not been looked at yet."
    every = f"it is looked at about every {duration(state.interval)}"
    if state.last_changed_at is None:
        return "quiet", f"It has had no entry so far; {every}."
    age = (now - state.last_changed_at).total_seconds()
    if age > QUIET_DAYS * DAY:
        return "quiet", f"Its newest entry is {duration(age)} old; {every}."
    return "well", f"Its newest entry is {duration(age)} old; {every}."


def _failing(state: FeedState, now: datetime) -> str:
    again = f"the next one is in {duration(max((state.due_at - now).total_seconds(), 0.0))}"
    if state.gone:
        return f"It says that it is gone (410), {_times(state.gone)} so far; {again}."
    if state.missing >= MISSING_LOOKS:
        return f"It was not found (404) {_times(state.missing)} in a row and rests; {again}."
    if state.failures == 1:
        return f"The last look failed ({state.trouble}); {again}."
    return f"The last {state.failures} looks failed ({state.trouble}); {again}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def duration(seconds: float) -> str:
    """A length of time for people, in its largest fitting unit: "40 minutes", "3 hours", "12 days"."""
    for unit, size in (("day", DAY), ("hour", 3600.0), ("minute", 60.0)):
        if seconds >= size * (2 if unit == "day" else 1):
            count = round(seconds / size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "a minute"
