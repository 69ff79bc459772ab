"""When a feed is looked at next."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.health import due, health
from firsthand.collect.schedule import (
    DAY,
    MISSING_LOOKS,
    WEEK,
    Changed,
    Failed,
    FeedState,
    Gone,
    Intervals,
    Moved,
    Outcome,
    Unchanged,
    next_state,
    next_try,
    outcome_of,
)
from firsthand.errors import FetchError

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
FEED = "https://news.vellmark.example/feed.xml"


def feed(url: str = FEED, due_at: datetime = NOW) -> FeedState:
    return FeedState(url, due_at)


def after(*outcomes: Outcome, state: FeedState | None = None) -> FeedState:
    """The state after these looks, each made when it was due."""
    state = state or feed()
    for outcome in outcomes:
        state = next_state(state, outcome, state.due_at, 0.0)
    return state


def wait(state: FeedState, outcome: Outcome, jitter: float = 0.0) -> float:
    return (next_state(state, outcome, NOW, jitter).due_at - NOW).total_seconds()


times = st.datetimes(datetime(1990, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC))
looks = st.one_of(
    st.builds(
        Changed,
        new=st.integers(0, 100_000),
        dates=st.lists(times, max_size=5),
        window=st.integers(0, 100_000),
        says_every=st.none() | st.floats(),
    ),
    st.builds(Unchanged),
)
outcomes = st.one_of(
    looks,
    st.builds(Failed, st.sampled_from(["timeout", "404", "503", "refused"]), st.none() | st.floats()),
    st.builds(Gone),
    st.builds(Moved, st.sampled_from([FEED, "https://b.example/f", "file:///etc/passwd", "//["]), looks),
)
jitters = st.floats(0, 1, exclude_max=True)


@settings(deadline=None)
@given(st.lists(st.tuples(outcomes, jitters, st.floats(0, 1e8)), max_size=30))
def test_whatever_happens_the_next_look_is_ahead_and_the_interval_within_its_limits(
    steps: list[tuple[Outcome, float, float]],
) -> None:
    limits = Intervals(600.0, 7200.0, 1800.0)
    state, now = feed(), NOW
    for outcome, jitter, late in steps:
        state = next_state(state, outcome, now, jitter, limits)
        assert limits.least <= state.interval <= limits.most or state.last_fetched_at is None
        assert limits.least <= (state.due_at - now).total_seconds() <= WEEK * 1.1
        assert state.url.startswith("https://")
        assert health(state, now)[1].endswith(".")
        now = min(max(now, state.due_at) + timedelta(seconds=late), NOW + timedelta(days=20_000))


@settings(deadline=None)
@given(st.sampled_from(["timeout", "503", "dns", "tls"]), st.lists(jitters, min_size=2, max_size=20))
def test_each_failure_in_a_row_makes_the_wait_no_shorter_until_it_is_a_day(kind: str, spread: list[float]) -> None:
    state, waits = feed(), []
    for jitter in spread:
        now = state.due_at
        state = next_state(state, Failed(kind), now, jitter)
        waits.append((state.due_at - now).total_seconds())
    below = [w for w in waits if w < DAY * 0.9]
    assert below == sorted(below)
    assert max(waits) <= DAY


def simulate(rate: float, days: float, seed: int, window: int = 20, daily: bool = False) -> tuple[int, int, int, int]:
    """Looks, looks that saw something, entries, and entries missed of a feed with so many entries an hour."""
    chance = random.Random(seed)
    entries, at = [], -10 * DAY  # a feed has a past when it is first looked at
    while at < days * DAY:
        at += chance.expovariate(rate / 3600)
        if not daily or 7 <= at % DAY / 3600 < 22:
            entries.append(at)
    state, looked, seeing, missed, seen = feed(), 0, 0, 0, 0
    while (clock := (state.due_at - NOW).total_seconds()) < days * DAY:
        there = sum(e <= clock for e in entries[seen:]) + seen
        new = there - seen
        missed += max(0, new - window) if looked else 0
        dates = [NOW + timedelta(seconds=e) for e in entries[max(0, there - window) : there]]
        outcome = Changed(min(new, window), dates, window) if new else Unchanged()
        looked, seeing, seen = looked + 1, seeing + (new > 0), there
        state = next_state(state, outcome, state.due_at, chance.random())
    return looked, seeing, len(entries), missed


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0, 4.0])
def test_a_feed_is_looked_at_about_as_often_as_it_changes(rate: float) -> None:
    looked, seeing, entries, missed = simulate(rate, 60, seed=5)
    assert missed == 0
    assert 0.6 <= looked / entries <= 1.5
    assert seeing / looked >= 0.5


def test_a_busy_feed_loses_no_entry_though_it_has_only_twenty() -> None:
    looked, _, entries, missed = simulate(60.0, 10, seed=6)
    assert missed == 0
    assert looked < entries / 3


def test_a_feed_that_sleeps_by_night_loses_next_to_nothing_in_the_morning() -> None:
    looked, _, entries, missed = simulate(12.0, 30, seed=7, daily=True)
    assert missed <= entries / 300
    assert looked < entries


def test_a_feed_that_never_changes_is_looked_at_once_a_day_in_the_end() -> None:
    state = after(Changed(20), *[Unchanged()] * 20)
    assert state.interval == DAY


def test_the_dates_of_the_first_look_tell_how_fast_a_feed_is() -> None:
    slow = [NOW - timedelta(hours=6 * n) for n in range(20)]
    fast = [NOW - timedelta(minutes=10 * n) for n in range(20)]
    assert next_state(feed(), Changed(20, slow), NOW, 0.5).interval == pytest.approx(6 * 3600, rel=0.1)
    assert next_state(feed(), Changed(20, fast), NOW, 0.5).interval == pytest.approx(600, rel=0.1)
    assert next_state(feed(), Changed(20, [NOW] * 20), NOW, 0.5).interval == 3600


def test_dates_of_the_future_and_of_one_second_tell_nothing() -> None:
    ahead = [NOW + timedelta(days=n + 1) for n in range(20)]
    state = next_state(feed(), Changed(20, ahead), NOW, 0.5)
    assert (state.interval, state.last_changed_at) == (3600, NOW)


def test_a_feed_is_not_looked_at_more_often_than_it_asks_for() -> None:
    often = after(*[Changed(1, says_every=7200)] * 12)
    assert often.interval >= 7200


def test_a_feed_that_asks_for_so_much_that_entries_are_lost_is_not_taken_at_its_word() -> None:
    state = after(Changed(20, says_every=DAY), *[Changed(20, says_every=DAY)] * 3)
    assert state.interval < DAY / 1.5


@pytest.mark.parametrize("asked", [math.nan, math.inf, -math.inf, -5.0, 1e300])
def test_nonsense_of_a_feed_about_its_own_pace_stays_within_the_limits(asked: float) -> None:
    assert 300 <= after(Changed(5, says_every=asked), Unchanged()).interval <= DAY


def test_retry_after_is_honored_for_up_to_a_week() -> None:
    assert wait(feed(), Failed("429", 7200.0)) == 7200
    assert wait(feed(), Failed("503", 1e12)) == WEEK
    assert wait(feed(), Failed("503", -1.0)) == wait(feed(), Failed("503", math.nan)) == wait(feed(), Failed("503"))


def test_after_a_failure_a_feed_goes_on_at_its_old_pace() -> None:
    before = after(Changed(20), Changed(1), Unchanged())
    mended = after(*[Failed("timeout")] * 3, Unchanged(), state=before)
    assert (mended.failures, mended.trouble) == (0, None)
    assert mended.interval <= before.interval * 2


def test_validators_stay_through_a_304_and_go_with_a_new_document() -> None:
    state = after(Changed(1, etag='"a"', last_modified="Sun"), Failed("timeout"), Unchanged())
    assert (state.etag, state.last_modified) == ('"a"', "Sun")
    assert after(Changed(1, etag='"b"'), state=state).last_modified is None


def test_gone_is_believed_the_third_time_after_a_week_and_not_before() -> None:
    twice = after(Changed(1), Gone(), Gone())
    assert (twice.stopped, health(twice, NOW)[0]) == (False, "failing")
    thrice = after(Gone(), state=twice)
    assert (thrice.stopped, health(thrice, NOW)[0]) == (True, "gone")
    assert due([thrice], thrice.due_at + timedelta(days=99), 5) == []
    assert not after(Gone(), Gone(), Unchanged(), Gone()).stopped


def test_three_times_gone_within_an_hour_is_not_a_week() -> None:
    state = feed()
    for minute in range(5):
        state = next_state(state, Gone(), NOW + timedelta(minutes=minute), 0.0)
    assert not state.stopped


def test_a_feed_that_is_not_found_rests_and_wakes_up_when_it_is_back() -> None:
    lost = after(*[Failed("404")] * MISSING_LOOKS)
    assert wait(lost, Failed("404")) >= WEEK
    assert "rests" in health(lost, NOW)[1]
    back = after(Unchanged(), state=lost)
    assert (back.missing, health(back, back.due_at)[0]) == (0, "quiet")
    assert wait(lost, Failed("timeout")) <= DAY


def test_a_permanent_redirect_changes_the_address_after_two_in_a_row() -> None:
    new = "https://feeds.vellmark.example/all.xml"
    once = after(Moved(new, Changed(1)))
    assert once.url == FEED
    assert after(Moved(new, Unchanged()), state=once).url == new
    assert after(Unchanged(), Moved(new, Unchanged()), state=once).url == FEED
    assert after(Moved("https://b.example/", Unchanged()), state=once).url == FEED


def test_what_was_refused_is_asked_again_after_a_day() -> None:
    assert DAY <= wait(feed(), outcome_of(FetchError(FEED, "No.", "refused")), 0.5) <= DAY * 1.1
    assert isinstance(outcome_of(FetchError(FEED, "No.", "status", status=410)), Gone)
    assert outcome_of(FetchError(FEED, "No.", "status", status=503, retry_after=9.0)) == Failed("503", 9.0)


def test_due_feeds_come_oldest_first_with_the_hosts_in_turn() -> None:
    many = [feed(f"https://big.example/{n}", NOW - timedelta(hours=9, seconds=-n)) for n in range(5)]
    few = [feed("https://small.example/a", NOW - timedelta(hours=1)), feed("https://Tiny.example/a", NOW)]
    later = feed("https://later.example/", NOW + timedelta(seconds=1))
    order = [s.url for s in due([later, *reversed(many), *few], NOW, 5)]
    assert order == [
        "https://big.example/0",
        "https://small.example/a",
        "https://Tiny.example/a",
        "https://big.example/1",
        "https://big.example/2",
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(-5, 5)), unique=True), st.integers(0, 40))
def test_nothing_due_is_forgotten_and_nothing_comes_twice(made: list[tuple[int, int, int]], limit: int) -> None:
    states = [feed(f"https://h{h}.example/{n}/{m}", NOW + timedelta(minutes=m)) for h, n, m in made]
    ready = [s for s in states if s.due_at <= NOW]
    chosen = due(states, NOW, limit)
    assert chosen == due(list(reversed(states)), NOW, limit)
    assert len({s.url for s in chosen}) == len(chosen) == min(limit, len(ready))
    assert not chosen or chosen[0].due_at == min(s.due_at for s in ready)


def test_health_in_words() -> None:
    assert health(feed(), NOW) == ("new", "It has not been looked at yet.")
    well = next_state(feed(), Changed(3, [NOW - timedelta(hours=3)]), NOW, 0.5)
    assert health(well, NOW) == ("well", "Its newest entry is 3 hours old; it is looked at about every 1 hour.")
    quiet = replace(well, last_changed_at=NOW - timedelta(days=45))
    assert health(quiet, NOW)[0] == "quiet"
    assert "45 days old" in health(quiet, NOW)[1]
    failing = next_state(well, Failed("timeout"), NOW, 0.0)
    assert health(failing, NOW) == ("failing", "The last look failed (timeout); the next one is in 5 minutes.")
    assert "2 looks failed" in health(next_state(failing, Failed("dns"), NOW, 0.0), NOW)[1]


def test_an_empty_but_valid_feed_is_quiet_and_not_failing() -> None:
    assert health(after(Unchanged()), NOW)[0] == "quiet"


@pytest.mark.parametrize("kind", [*"404 410 451 403 401 refused private".split(), "too large"])
def test_a_page_is_given_up_at_once_where_asking_again_mends_nothing(kind: str) -> None:
    assert next_try(1, kind, NOW, 0.0) is None


@pytest.mark.parametrize("kind", "timeout dns tls network 500 503 429 408".split())
def test_a_page_is_tried_again_later_and_later_and_then_given_up(kind: str) -> None:
    at = [next_try(n, kind, NOW, 0.5) for n in range(1, 6)]
    assert all(a is not None and a > NOW for a in at)
    assert at == sorted(a for a in at if a)
    assert next_try(6, kind, NOW, 0.5) is None


def test_a_page_is_not_tried_again_before_the_server_says() -> None:
    assert next_try(1, "503", NOW, 0.0, 7200.0) == NOW + timedelta(hours=2)


def test_a_feed_that_was_busy_years_ago_is_left_in_peace() -> None:
    old = [NOW - timedelta(days=2000, minutes=n) for n in range(20)]
    state = next_state(feed(), Changed(20, old), NOW, 0.5)
    assert state.interval == DAY
    assert health(state, NOW)[0] == "quiet"
