"""Feasts that move from year to year, and their days."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such ISO weekday of the month; the last one for n = 0."""
    if n == 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher's Gregorian algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    n = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + n + 90) // 25
    return date(year, month, (h - m + n + month + 19) % 32)


#: The name that a recipe uses -> the day in a year. American days where the name is American.
MOVABLE: Mapping[str, Callable[[int], date]] = {
    "easter": easter,
    "good-friday": lambda year: easter(year) - timedelta(days=2),
    "easter-monday": lambda year: easter(year) + timedelta(days=1),
    "ash-wednesday": lambda year: easter(year) - timedelta(days=46),
    "palm-sunday": lambda year: easter(year) - timedelta(days=7),
    "thanksgiving": lambda year: _nth_weekday(year, 11, 4, 4),
    "labor-day": lambda year: _nth_weekday(year, 9, 1, 1),
    "memorial-day": lambda year: _nth_weekday(year, 5, 1, 0),
    "king-day": lambda year: _nth_weekday(year, 1, 1, 3),
    "presidents-day": lambda year: _nth_weekday(year, 2, 1, 3),
    "election-day": lambda year: _nth_weekday(year, 11, 1, 1) + timedelta(days=1),
    "black-friday": lambda year: _nth_weekday(year, 11, 4, 4) + timedelta(days=1),
}
