"""Retry-After (RFC 9110, 10.2.3): how long a server asks to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: A day: what asks for more is asked again after a day all the same, so that one broken header loses no feed for good.
WAIT_MOST = 86_400.0

#: Dates of HTTP have 29 characters, the longest of the old forms 33.
_DATE_LONGEST = 64


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from `now` (aware) that a Retry-After header asks for, 0 to WAIT_MOST; None where it says nothing.

    Takes both forms, a number of seconds and a date; a date gone by asks for nothing more, and gives 0.
    """
    value = (value or "").strip(" \t")
    if re.fullmatch(r"[0-9]+", value):
        # More than five digits is over a day, whatever they are; int() of thousands would be refused.
        digits = value.lstrip("0")
        return WAIT_MOST if len(digits) > 5 else min(float(digits or 0), WAIT_MOST)
    until = http_date(value)
    if until is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), WAIT_MOST)


def http_date(value: str | None) -> datetime | None:
    """A date of an HTTP header (RFC 9110, 5.6.7, with the obsolete forms) in UTC; None where it is none."""
    if not value or len(value) > _DATE_LONGEST:
        return None
    try:
        found = parsedate_to_datetime(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
