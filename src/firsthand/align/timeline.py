"""What happened when: by the day of happening, not of reporting; the background and what is still to come apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from firsthand.align.days import find_intervals
from firsthand.model import Claim, Finding, Precision, Reading, Span, TimelineEntry, TimelineKind

#: Days before a story's first report from which on a happening is its background. Lower takes what led up to the story
#: out of it; higher calls the last chapter a part of this one. Set by reading the timelines of twenty real stories.
BACKGROUND_DAYS = 30
_PARTS = {"MO": "morning", "MI": "noon", "AF": "afternoon", "EV": "evening", "NI": "night"}
_ORDER = ("", "morning", "noon", "afternoon", "evening", "night")
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def make_timeline(findings: Sequence[Finding], readings: Sequence[Reading] = ()) -> tuple[TimelineEntry, ...]:
    """The findings in order of their day; a month comes before its days, a year before its months.

    A finding has its line where some claim gives the day itself, and not a neighbor in its sentence; what one sentence
    tells of one day has one line. `readings` are the story's articles: their times give intervals and hours, their days
    tell what was long ago and what was still to come. Without them each entry is as fine as its finding, and happened.
    """
    times = _Times(readings)
    dated = [(f, _entry(f, f.happened, claims, times)) for f in findings if f.happened and (claims := _telling(f))]
    dated.sort(key=lambda x: (x[0].happened, _at(x[1].time), -x[0].independent_sources, x[0].id))
    told: dict[str, list[str]] = {}
    kept = []
    for finding, entry in dated:
        before = told.setdefault(entry.when, [])
        if not any(finding.statement in statement for statement in before):
            kept.append(entry)
            before.append(finding.statement)
    return tuple(kept)


def _telling(finding: Finding) -> list[Claim]:
    """The claims that give the finding's day, or a coarser or finer form of it; none where none gives it itself."""
    day = finding.happened or ""
    claims = [c for c in finding.claims if c.happened and (c.happened.startswith(day) or day.startswith(c.happened))]
    return claims if any(c.dated for c in claims) else []


class _Times:
    """What the story's articles say of days and hours."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Index the times of `readings`."""
        days = sorted(r.article.published_at[:10] for r in readings if r.article.published_at)
        self.first, self.last = (days[0], days[-1]) if days else ("", "")
        self.values: dict[str, list[tuple[Span, str]]] = {}
        self.until: dict[Span, str] = {}
        for reading in readings:
            times = sorted(reading.annotations.times, key=lambda t: t.span.start)
            self.values[reading.article.id] = [(t.span, t.value) for t in times if t.kind in ("DATE", "TIME")]
            self.until |= dict(find_intervals(times, reading.article.text))

    def within(self, claim: Claim) -> list[tuple[Span, str]]:
        """The times in the words of a claim."""
        return [(s, v) for s, v in self.values.get(claim.span.article, ()) if claim.span.covers(s)]


def _entry(finding: Finding, day: str, claims: Sequence[Claim], times: _Times) -> TimelineEntry:
    until: Counter[str] = Counter()
    hours: Counter[str] = Counter()
    for claim in claims:
        for span, value in times.within(claim):
            if value[:10] == day and _time(value):
                hours[_time(value)] += 1
            if value[: len(day)] == day and span in times.until:
                until[times.until[span]] += 1
    kind = _kind(day, claims, times)
    if until:
        return TimelineEntry(f"{day}/{_most(until)}", finding.id, kind, "interval")
    if hours:
        clock = {h: n for h, n in hours.items() if h[0].isdigit()}
        time = _most(clock or hours)
        return TimelineEntry(day, finding.id, kind, "minute" if clock else "part of day", time)
    return TimelineEntry(day, finding.id, kind, _PRECISIONS.get(len(day), "interval"))


def _most(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda v: (-counts[v], v))


def _time(value: str) -> str:
    """The hour or part of day of a TIMEX3 value: "05:30", "night"; empty where it has none."""
    _, _, rest = value.partition("T")
    return rest[:5] if rest[2:3] == ":" else _PARTS.get(rest, "")


def _at(time: str | None) -> tuple[str, int]:
    """Where a time lies in its day: what has none first, then the hours, then the parts as they follow each other."""
    starts = ("", "05:00", "12:00", "12:01", "18:00", "20:00")
    if not time or time in _ORDER:
        at = _ORDER.index(time or "")
        return starts[at], at
    return time, 0


def _kind(day: str, claims: Sequence[Claim], times: _Times) -> TimelineKind:
    """Whether it had long happened when the story began, or was still to come in all that is said of it."""
    if not times.first:
        return "announced" if all(c.future for c in claims) else "happened"
    end = (day + "-12-31"[len(day) - 4 :])[:10]
    if day > times.last[: len(day)] or (all(c.future for c in claims) and end >= times.first):
        return "announced"
    old = (date.fromisoformat(times.first) - timedelta(days=BACKGROUND_DAYS)).isoformat()
    return "background" if end < old else "happened"
