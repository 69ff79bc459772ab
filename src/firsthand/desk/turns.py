"""Whose turn it is when more is due than one round takes: hosts in turn, none with more than its time allows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from firsthand.collect.health import host_of
from firsthand.store.feeds import Chosen

#: Seconds that a round's requests to one host may take, one after another: how long what is fetched waits for the
#: next regrouping, and what a host that asks for long pauses can hold up.
ROUND = 30.0
#: Hosts that are free within so many seconds are waited for; the others are left to a later round.
GRACE = 5.0


def in_turn(candidates: Iterable[Chosen], most: int, delay: Callable[[str], float]) -> dict[str, list[int]]:
    """What to take of the candidates, at most `most`, by host: each round one of every host, in the order of theirs.

    `delay` gives the seconds between two requests to a host.
    """
    waiting: dict[str, deque[int]] = {}
    for n, url in candidates:
        waiting.setdefault(host_of(url), deque()).append(n)
    queues = deque((host, numbers, _room(delay(host))) for host, numbers in waiting.items())
    chosen: dict[str, list[int]] = {}
    left = most
    while queues and left > 0:
        host, numbers, room = queues.popleft()
        taken = chosen.setdefault(host, [])
        taken.append(numbers.popleft())
        left -= 1
        if numbers and len(taken) < room:
            queues.append((host, numbers, room))
    return chosen


def _room(delay: float) -> float:
    return float("inf") if delay <= 0 else max(1.0, ROUND // delay)
