"""Dates of feeds as ISO 8601: the two forms of the standards at once, all others by a library.

RSS asks for RFC 822, Atom and JSON Feed for RFC 3339, and feeds write both in ways of their own: "Thurs, 5 March 26
10:00 PDT", "2026-03-05 10:00". What neither pattern reads goes to dateparser, which knows the months of many languages,
with everything switched off that looks at the clock or makes up a day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import lru_cache

#: Characters of a date; the longest real ones have some 50.
_LONGEST = 80
#: Dates a feed that the library is asked for: each takes it some milliseconds, and a feed writes all in one form.
MAX_ODD = 100
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,12})?)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.I,
)
_OFFSET = re.compile(r"(?:GMT|UTC|Z)?\s?([+-])(\d\d?):?(\d\d)?$", re.I)
#: Zones by name, in minutes. Of those that mean several offsets RFC 822's, which are American, and else the commonest.
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420,
    "bst": 60, "wet": 0, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120,
    "eest": 180, "msk": 180, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "acst": 570,
    "acdt": 630, "awst": 480, "nzst": 720, "nzdt": 780, "sast": 120, "wat": 60, "cat": 120, "eat": 180, "pkt": 300,
    "etc/gmt": 0, "gmt/bst": 60, "et": -300, "ct": -360, "mt": -420, "pt": -480, "akst": -540, "akdt": -480,
    "hst": -600, "brt": -180, "art": -180, "nst": -210, "ndt": -150, "ast": -240, "adt": -180,
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:[^\W\d_]{2,12}\.?,?\s+)(?=\d{1,2}[\s-]|[^\W\d_]{3,12}\.?\s+\d)", re.U)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d\d)?\d\d(?!\d)")
_DOTTED = re.compile(r"(?<!\d)\d{1,2}\. ?\d{1,2}\. ?(?:\d\d)?\d\d(?!\d)")
_CLOCK = re.compile(r"\d:\d\d")
_HALF_DAY = re.compile(r"\d ?[ap]\.?m\b", re.I)
_DAY = re.compile(r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}")
_SPACE = re.compile(r"\s+")
_FRACTION = re.compile(r"(:\d\d)[.,]\d+")
#: Before the web there was no feed; a later year than this is a slip. Both are read as "no date".
FIRST_YEAR, LAST_YEAR = 1970, 2100


def read_time(text: str) -> tuple[str | None, bool]:
    """The date as ISO 8601, a time with its zone or a day alone, and whether the zone had to be taken for UTC."""
    text = _SPACE.sub(" ", text[: 4 * _LONGEST]).strip(" \t,;.")
    if not text or len(text) > _LONGEST:
        return None, False
    return _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str | None, bool]:
    found = _ISO.fullmatch(text)
    if found:
        return _from_iso(found)
    return _from_letter(text)


@lru_cache(maxsize=4096)
def read_odd_time(text: str) -> str | None:
    """The date by the library, None where it cannot read it either. Times without a zone are taken for UTC.

    3/4/2026 is in March in one half of the world and in April in the other, and is not read.
    """
    import warnings

    import dateparser

    text = _SPACE.sub(" ", text[: 4 * _LONGEST]).strip(" \t,;.")
    if not text or len(text) > _LONGEST or _is_ambiguous(text):
        return None
    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": "DMY" if _DOTTED.search(text) else "MDY",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "TIMEZONE": "UTC",
        "RELATIVE_BASE": datetime(2000, 1, 1),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own parts, about which nobody here can do anything
        try:
            found = dateparser.parse(text, settings=settings)
        except (ValueError, OverflowError, TypeError, AttributeError, LookupError):
            return None
    if found is None:
        return None
    if not re.search(r"\d:\d", text):
        return found.date().isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else None
    return _written(found)


def _is_ambiguous(text: str) -> bool:
    found = _NUMERIC.search(text)
    return found is not None and max(int(found[1]), int(found[2])) <= 12 and int(found[1]) != int(found[2])


def _from_iso(found: re.Match[str]) -> tuple[str | None, bool]:
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        if hour is None:
            when = datetime(int(year), int(month), int(day), tzinfo=UTC)
            return (when.date().isoformat() if FIRST_YEAR <= when.year <= LAST_YEAR else None), False
        late = hour == "24"
        offset = _offset(zone) if zone else 0
        clock = (0 if late else int(hour), int(minute), min(int(second or 0), 59))
        whole = datetime(int(year), int(month), int(day), *clock) + timedelta(days=late)
        assumed = offset is None or zone is None
        return _written(whole.replace(tzinfo=timezone(timedelta(minutes=offset or 0)))), assumed
    except (ValueError, OverflowError):
        return None, False


def _from_letter(text: str) -> tuple[str | None, bool]:
    """A date as in the head of a letter (RFC 5322), however carelessly written; forms of other kinds are None."""
    text = _FRACTION.sub(r"\1", _WEEKDAY.sub("", text))
    has_time = bool(_CLOCK.search(text))
    if not (has_time or _DAY.fullmatch(text)) or _HALF_DAY.search(text):
        return None, False
    try:
        parts = parsedate_tz(text if has_time else f"{text} 00:00")
        if parts is None:
            return None, False
        year, month, day, hour, minute, second = parts[:6]
        offset = _offset(text.rpartition(" ")[2])  # parsedate_tz takes a zone that it does not know for UTC
        zone = timezone(timedelta(minutes=offset or 0))
        when = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError, LookupError):
        return None, False
    if not has_time:
        return (when.date().isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None), False
    return _written(when), offset is None


def _offset(zone: str) -> int | None:
    """Minutes east of Greenwich; None where the zone is none that is known, or lies outside of the world."""
    name = zone.lower().strip("()")
    if name in _ZONES:
        return _ZONES[name]
    found = _OFFSET.match(zone)
    if not found:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if found[1] == "-" else 1)


def _written(when: datetime) -> str | None:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        return None
    return when.replace(microsecond=0).isoformat()
