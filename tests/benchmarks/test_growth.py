"""That growth is measured on an archive that truly grows, and that what it measures holds on a small one."""

from __future__ import annotations

from itertools import islice

from benchmarks import growth
from firsthand.group import group


def test_the_same_seed_gives_the_same_items_however_many_are_asked_for() -> None:
    assert list(growth.readings(30)) == list(islice(growth.readings(90), 30))


def test_items_come_in_the_order_of_their_time_and_as_many_a_day() -> None:
    days = [r.article.published_at or "" for r in growth.readings(2000)]
    assert days == sorted(days)
    first, second = (sum(d[:7] == month for d in days) for month in ("2026-02", "2026-03"))
    assert abs(first - second) < 0.2 * first


def test_the_invented_happenings_are_told_apart() -> None:
    stories = group(growth.readings(300))
    assert all(len({a.partition("-")[0] for a in s.articles}) == 1 for s in stories)
    assert len(stories) < 80


def test_growth_is_measured_at_each_size() -> None:
    small, large = growth.grow((40, 120), added=20)
    assert (small.held, large.held) == (40, 120)
    assert large.stories > 2 * small.stories
    assert len(small.seconds) == len(large.seconds) == growth.TIMES
    assert min(small.seconds + large.seconds) > 0
