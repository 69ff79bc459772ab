"""The day, and where it is known the time, of publication as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d\d:?\d\d"
    r"|[+-]\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?")
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WRITTEN = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\w){_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<y>(?:19|20)\d\d)[ -]{_MONTH}[ -]0?(?P<d>\d{{1,2}})(?!\d)",
    )
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
#: No article on the web is older, and a date before it is a template's default.
FIRST_YEAR = 1900


def read_date(text: str, month_first: bool = True) -> str | None:
    """A date in any common form as ISO 8601, with time and zone where the text gives them; None where it is no date."""
    text = " ".join(text.split())[:80]
    found = _ISO.match(text) or _COMPACT.fullmatch(text)
    if found:
        parts = [*found.groups(), None][:7]
        return _assemble(parts)
    return find_day(text, month_first)


def find_day(text: str, month_first: bool = True) -> str | None:
    """The first day that stands written out in a text, as YYYY-MM-DD.

    `month_first` settles 3/4/2026, which is in March where American English is written and in April elsewhere.
    """
    for pattern in _WRITTEN:
        if found := pattern.search(text):
            return _day(int(found["y"]), _MONTHS[found["m"][:3].lower()], int(found["d"]))
    if found := _NUMERIC.search(text):
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if first > 12 or (second <= 12 and (mark == "." or not month_first)):
            return _day(year, second, first)
        return _day(year, first, second)
    if found := re.search(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", text):
        return _day(*map(int, found.groups()))
    return None


def _assemble(parts: list[str | None]) -> str | None:
    year, month, dom, hour, minute, second, zone = parts
    day = _day(int(year or 0), int(month or 0), int(dom or 0))
    if day is None or hour is None:
        return day
    try:
        time = datetime(2000, 1, 1, int(hour), int(minute or 0), int(second or 0)).strftime("%H:%M:%S")
    except ValueError:
        return day
    if zone is None:
        return f"{day}T{time}"
    if zone.upper() in ("Z", "UTC", "GMT"):
        return f"{day}T{time}+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{day}T{time}{zone[0]}{digits[:2]}:{digits[2:]}"


def _day(year: int, month: int, dom: int) -> str | None:
    try:
        return date(year, month, dom).isoformat() if year >= FIRST_YEAR else None
    except ValueError:
        return None
