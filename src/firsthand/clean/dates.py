"""The day, and where it is known the time, of publication as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_ISO = re.compile(
    r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d\d:?\d\d"
    r"|[+-]\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?")
#: As in the head of a letter: Sat, 14 Mar 2026 17:00:00 +0100 (RFC 5322, section 3.3).
_LETTER = re.compile(
    r"(?:\w{3},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (GMT|UTC|Z|[+-]\d{4})(?: \(\w+\))?"
)
#: Seconds since 1970, or thousandths of them: ten digits from 2001 on, until 2286.
_EPOCH = re.compile(r"([1-9]\d{9})(?:\d{3})?")
#: Names of zones that mean one offset in the press of all countries: CST and IST mean several, ET two.
_ZONES = {
    "gmt": "+00:00", "utc": "+00:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "est": "-05:00",
    "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "aest": "+10:00",
    "aedt": "+11:00",
}  # fmt: skip
_HALF_DAY = re.compile(r"(?<![\d:])([1-9]|0[1-9]|1[0-2])(?:[:.](\d\d))? ?([ap])\.?m\b\.? ?\(?([a-z]{3,4}\b)?", re.I)
_FULL_DAY = re.compile(r"(?<=\d\d\d\d)(?: at|[,|•·–-]| )* (\d\d?):(\d\d)(?!\d)()(?::\d\d)? ?\(?([a-z]{3,4}\b)?", re.I)
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
    if found := _LETTER.fullmatch(text):
        dom, month, year, *time = found.groups()
        number = _MONTHS.get(month.lower())
        return _assemble([year, str(number), dom, *time]) if number else None
    if found := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(found[1]), UTC).isoformat()
    day = find_day(text, month_first)
    return f"{day}{_clock(text)}" if day else None


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


def _clock(text: str) -> str:
    """The time of day beside a written day, as ISO 8601 has it after the day; "" where there is none."""
    found = _HALF_DAY.search(text) or _FULL_DAY.search(text)
    if found is None:
        return ""
    hour, minute, half, zone = int(found[1]), int(found[2] or 0), found[3].lower(), (found[4] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return f"T{hour:02}:{minute:02}:00{_ZONES.get(zone, '')}" if hour < 24 and minute < 60 else ""


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
