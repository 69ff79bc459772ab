from __future__ import annotations

from datetime import date

import pytest

from firsthand.annotate.calendar import RecipeError, needs_anchor, value_of
from firsthand.annotate.feasts import easter

SATURDAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("recipe", "value"),
    [
        ("shift 0 day", "2026-03-14"),
        ("weekday 6 past", "2026-03-14"),
        ("weekday 6 before", "2026-03-07"),
        ("weekday 6 next", "2026-03-14"),
        ("weekday 6 after", "2026-03-21"),
        ("date 03-20 past", "2026-03-20"),
        ("date 11-20 past", "2025-11-20"),
        ("date 02-29 past", "2024-02-29"),
        ("date 06-24 past 6", "2025-06-24"),
        ("month 03 before", "2025-03"),
        ("month 03 after", "2027-03"),
        ("quarter 1 past", "2026-Q1"),
        ("quarter 2 next", "2026-Q2"),
        ("half 2 past", "2025-H2"),
        ("season WI past", "2025-WI"),
        ("holiday good-friday next", "2026-04-03"),
        ("shift -1 week|at week|inside weekday 7", "2026-03-08"),
        ("shift -1 year|inside quarter 4", "2025-Q4"),
        ("on 2024-02|shift 1 year", "2025-02"),
        ("on 2026-03-31|shift -1 month|at month", "2026-02"),
        ("shift -3 decade|at decade", "199"),
        ("at century", "20"),
        ("shift -9999 year|at year", "PAST_REF"),
        ("shift 9999 year|at year", "FUTURE_REF"),
        ("shift -1 day|part EV", "2026-03-13TEV"),
        ("on 2026-03-13|clock 09:30", "2026-03-13T09:30"),
    ],
)
def test_a_recipe_has_its_value_on_a_day(recipe: str, value: str) -> None:
    assert value_of(recipe, SATURDAY) == value


@pytest.mark.parametrize(
    ("recipe", "value"),
    [
        ("weekday 6 past|part NI", "XXXX-WXX-6TNI"),
        ("date 07-11 next", "XXXX-07-11"),
        ("quarter 3 past|shift -1 year", "XXXX-Q3"),
        ("shift -1 week|at week", "XXXX-WXX"),
        ("season SU past", "XXXX-SU"),
        ("weekday 5 past|shift -1 day", "XXXX-XX-XX"),
        ("weekday 5 past|shift -1 week", "XXXX-WXX-5"),
        ("on 2024", "2024"),
    ],
)
def test_without_a_day_it_keeps_what_it_knows(recipe: str, value: str) -> None:
    assert value_of(recipe, None) == value


@pytest.mark.parametrize("recipe", ["date 02-30 past", "on 2023-02-29", "on 2023-13", "leap 3", "shift 1", "on soon"])
@pytest.mark.parametrize("anchor", [SATURDAY, None])
def test_what_is_in_no_calendar_is_refused_with_or_without_a_day(recipe: str, anchor: date | None) -> None:
    with pytest.raises(RecipeError):
        value_of(recipe, anchor)


def test_a_day_beyond_all_newspapers_is_no_anchor() -> None:
    assert value_of("weekday 1 past", date(1, 1, 1)) == "XXXX-WXX-1"


def test_only_absolute_values_need_no_anchor() -> None:
    assert [needs_anchor(r) for r in ("on 2024", "is P3D", "shift 0 day")] == [False, False, True]


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))],
)
def test_easter_is_on_the_day_that_the_church_kept(year: int, day: date) -> None:
    assert easter(year) == day
