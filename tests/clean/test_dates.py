"""Days and times of publication."""

from __future__ import annotations

import pytest

from firsthand.clean.dates import find_day, read_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-14", "2026-03-14"),
        ("2026-03-14T17:00:00", "2026-03-14T17:00:00"),
        ("2026-03-14T17:00:00.123Z", "2026-03-14T17:00:00+00:00"),
        ("2026-03-14 17:00 +0130", "2026-03-14T17:00:00+01:30"),
        ("20260314", "2026-03-14"),
        ("2026/03/14 17:00:00", "2026-03-14T17:00:00"),
        ("Sat, 14 Mar 2026 17:00:00 GMT", "2026-03-14T17:00:00+00:00"),
        ("14 Mar 2026 17:00 -0500", "2026-03-14T17:00:00-05:00"),
        ("Sat, 14 Mar 2026", "2026-03-14"),
        ("March 14, 2026 at 5:03 p.m. EDT", "2026-03-14T17:03:00-04:00"),
        ("12 am, March 14, 2026", "2026-03-14T00:00:00"),
        ("14 March 2026, 17:03 CET", "2026-03-14T17:03:00+01:00"),
        ("14 March 2026, 27:03", "2026-03-14"),
        ("14 March 2026 | 7 min read", "2026-03-14"),
        ("14 March 2026 | video, 12:30", "2026-03-14"),
        ("14 Foo 2026 17:00:00 GMT", None),
        ("1773504000", "2026-03-14T16:00:00+00:00"),
        ("1773504000123", "2026-03-14T16:00:00+00:00"),
        ("March 14th, 2026", "2026-03-14"),
        ("14.03.2026", "2026-03-14"),
        ("3/4/2026", "2026-03-04"),
        ("25/3/2026", "2026-03-25"),
        ("2026-13-40", None),
        ("31 February 2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_in_common_forms(written: str, iso: str | None) -> None:
    assert read_date(written) == iso


def test_the_order_of_day_and_month_follows_the_country() -> None:
    assert find_day("3/4/2026", month_first=False) == "2026-04-03"
