"""Dates of feeds, in all the forms that they are written in."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.feed_dates import read_odd_time, read_time


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thu, 5 Mar 2026 10:00:00 EST", "2026-03-05T10:00:00-05:00"),
        ("Thurs, 05 March 2026 10:00 +0100", "2026-03-05T10:00:00+01:00"),
        ("5 Mar 26 10:00:00 GMT", "2026-03-05T10:00:00+00:00"),
        ("Thu, 05 Mar 2026 10:00:00 CEST", "2026-03-05T10:00:00+02:00"),
        ("Thu, 05 Mar 2026 10:00:00 GMT-01:30", "2026-03-05T10:00:00-01:30"),
        ("Thu, 05 Mar 2026 10:00:00 +0000 (UTC)", "2026-03-05T10:00:00+00:00"),
        ("Thu, 05 Mar 2026 10:00:60 Z", "2026-03-05T10:00:59+00:00"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05T10:00:00.123456789+05:30", "2026-03-05T10:00:00+05:30"),
        ("20260305T101500Z", "2026-03-05T10:15:00+00:00"),
        ("2026-03-05T24:00:00Z", "2026-03-06T00:00:00+00:00"),
        ("2026-03-05t10:00z", "2026-03-05T10:00:00+00:00"),
        (" 5 March\n2026 ", "2026-03-05"),
    ],
)
def test_the_forms_of_the_standards(written: str, read: str) -> None:
    assert read_time(written) == (read, False)


@pytest.mark.parametrize(
    "written",
    ["Thu, 05 Mar 2026 10:00:00", "2026-03-05 10:00", "Thu, 05 Mar 2026 10:00:00 XYZ", "Thu, 05 Mar 2026 10:00 +2500"],
)
def test_a_time_without_a_zone_that_is_known_is_taken_for_utc(written: str) -> None:
    assert read_time(written) == ("2026-03-05T10:00:00+00:00", True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("March 5, 2026 10:00 am", "2026-03-05T10:00:00+00:00"),
        ("jeu., 5 mars 2026 10:00:00 +0100", "2026-03-05T09:00:00+00:00"),
        ("5. März 2026", "2026-03-05"),
        ("05.03.2026 10:00", "2026-03-05T10:00:00+00:00"),
        ("23/04/2026 12:00", "2026-04-23T12:00:00+00:00"),
    ],
)
def test_other_forms_are_the_librarys(written: str, read: str) -> None:
    assert read_time(written)[0] is None
    assert read_odd_time(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "3 hours ago", "2026", "March 2026", "12:00", "0000-00-00 00:00:00", "03/04/2026", "Monday 15:30",
     "Mon, 31 Feb 2026 10:00:00 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "1 " * 60, "x" * 10_000],
)  # fmt: skip
def test_what_names_no_day_is_no_date(written: str) -> None:
    assert read_time(written)[0] is None
    assert read_odd_time(written) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{1,6} \d\d:\d\d(:\d\d)? .{0,6}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found, _ = read_time(text)
    assert found is None or len(found) == 10 or datetime.fromisoformat(found).utcoffset() is not None
