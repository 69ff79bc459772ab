"""Whose turn it is, with a clock that only moves when somebody sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.collect import pacing as module
from firsthand.collect.pacing import DELAY_MOST, Pacing
from firsthand.collect.retry_after import WAIT_MOST, retry_after


class Clock:
    """Time that passes when everybody waits: the earliest sleeper wakes."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, woken))
        await woken

    async def run(self, *work: Awaitable[None]) -> None:
        """All of `work`, in as little time as it takes."""
        whole = asyncio.gather(*work)
        while not whole.done():
            for _ in range(20 + 10 * len(work)):
                await asyncio.sleep(0)
            awake = [s for s in self._sleepers if not s[1].done()]
            if awake and not whole.done():
                first = min(awake, key=lambda sleeper: sleeper[0])
                self._sleepers = [s for s in awake if s is not first]
                self.now = max(self.now, first[0])
                first[1].set_result(None)
        await whole


def turns(
    hosts: list[str], *, takes: float = 0.0, before: Callable[[Pacing], None] = lambda pacing: None, **how: float
) -> list[tuple[str, float, float]]:
    """Host, start and end of each turn, in the order of their starts."""
    clock = Clock()
    found: list[tuple[str, float, float]] = []

    async def one(pacing: Pacing, host: str) -> None:
        async with pacing.turn(host):
            start = clock()
            place = len(found)
            found.append((host, start, start))
            if takes:
                await clock.sleep(takes)
            found[place] = (host, start, clock())

    async def run() -> None:
        pacing = Pacing(clock=clock, sleep=clock.sleep, **how)  # type: ignore[arg-type]
        before(pacing)
        await clock.run(*(one(pacing, host) for host in hosts))

    asyncio.run(run())
    return found


def test_one_host_is_asked_again_only_after_its_spacing_from_the_end() -> None:
    assert turns(["a"] * 3, spacing=2.0, takes=1.0) == [("a", 0, 1), ("a", 3, 4), ("a", 6, 7)]


def test_other_hosts_do_not_wait_for_it() -> None:
    found = turns(["a", "a", "b", "c"], spacing=5.0)
    assert [(host, start) for host, start, _ in found] == [("a", 0), ("b", 0), ("c", 0), ("a", 5)]


def test_a_dot_and_capitals_make_no_other_host() -> None:
    assert [start for _, start, _ in turns(["News.example", "news.example."], spacing=2.0)] == [0, 2]


def test_no_more_at_once_than_may_be() -> None:
    found = turns([f"host {n}" for n in range(10)], takes=1.0, concurrency=4)
    assert max(sum(s <= start < e for _, s, e in found) for _, start, _ in found) == 4
    assert found[-1][2] == 3.0


def test_a_host_with_many_waiting_does_not_starve_the_others() -> None:
    found = turns(["busy"] * 50 + ["quiet"], takes=1.0, spacing=0.0, concurrency=2)
    assert next(start for host, start, _ in found if host == "quiet") == 0.0


def test_two_at_once_to_one_host_still_start_apart() -> None:
    found = turns(["a"] * 3, takes=10.0, spacing=1.0, host_concurrency=2)
    assert [start for _, start, _ in found] == [0, 1, 12]


def test_a_host_can_ask_for_more_but_not_for_ever_and_not_for_less() -> None:
    def asked(seconds: float) -> float:
        return turns(["a", "a"], spacing=2.0, before=lambda pacing: pacing.slow_down("A", seconds))[1][1]

    assert (asked(7.0), asked(0.5), asked(1e9)) == (7.0, 2.0, DELAY_MOST)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(1, 3), st.integers(1, 4), st.integers(0, 3))
def test_whatever_is_asked_all_rules_hold(hosts: list[str], at_host: int, total: int, spacing: int) -> None:
    found = turns(list(hosts), takes=1.0, spacing=spacing, concurrency=total, host_concurrency=at_host)
    assert sorted(host for host, _, _ in found) == sorted(hosts)
    for host in set(hosts):
        own = [(start, end) for name, start, end in found if name == host]
        assert all(later[0] - earlier[0] >= spacing for earlier, later in pairwise(own))
        assert all(sum(s <= start < e for s, e in own) <= at_host for start, _ in own)
    assert all(sum(s <= start < e for _, s, e in found) <= total for _, start, _ in found)


def test_giving_up_while_waiting_frees_the_place() -> None:
    clock = Clock()

    async def run() -> None:
        pacing = Pacing(1.0, 1, 1, clock=clock, sleep=clock.sleep)

        async def one() -> None:
            async with pacing.turn("a"):
                pass

        async with pacing.turn("a"):
            waiting = [asyncio.create_task(one()) for _ in range(3)]
            await asyncio.sleep(0)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        await clock.run(one(), one())

    asyncio.run(run())
    assert clock.now == 2.0


def test_the_memory_of_hosts_is_bounded_and_keeps_those_that_asked_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HOSTS_MOST", 20)
    clock = Clock()

    async def run() -> float:
        pacing = Pacing(1.0, 4, 1, clock=clock, sleep=clock.sleep)
        pacing.slow_down("slow", 60.0)
        for number in range(200):
            async with pacing.turn(f"host {number}"):
                clock.now += 10.0
        assert len(pacing._hosts) <= 20
        async with pacing.turn("slow"):
            start = clock.now

        async def again() -> None:
            async with pacing.turn("slow"):
                pass

        await clock.run(again())
        return clock.now - start

    assert asyncio.run(run()) == 60.0


NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("  90 ", 90.0),
        ("0000000060", 60.0),
        ("86401", WAIT_MOST),
        ("9" * 5_000, WAIT_MOST),
        ("Mon, 02 Mar 2026 08:01:00 GMT", 60.0),
        ("Monday, 02-Mar-26 08:01:00 GMT", 60.0),
        ("Mon Mar  2 08:01:00 2026", 60.0),
        ("Tue, 02 Mar 2027 08:01:00 GMT", WAIT_MOST),
        ("Mon, 02 Mar 2026 07:00:00 GMT", 0.0),
        (None, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("later", None),
        ("Mon, 99 Mar 2026 08:01:00 GMT", None),
        ("Mon, 02 Mar 99999 08:01:00 GMT", None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=80) | st.integers().map(str) | st.datetimes().map(lambda d: f"{d:%a, %d %b %Y %H:%M:%S} GMT"))
def test_any_text_gives_seconds_of_a_day_or_nothing(value: str) -> None:
    assert (seconds := retry_after(value, NOW)) is None or 0 <= seconds <= WAIT_MOST
