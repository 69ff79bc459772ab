"""The days of a story in two lanes, of happening above and of first report below, with a line a finding between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firsthand.publish.storypage import Day
from firsthand.publish.wording import counted, is_day, moment, one_line, when_words

#: Measures of the drawing, in units of its view box.
WIDTH = 760.0
LEFT = 118.0
RIGHT = 18.0
UPPER = 44.0
LOWER = 124.0
HEIGHT = 160.0
#: Hours between two ticks, the first that gives no more than so many ticks.
TICK_HOURS = (6, 12, 24, 48, 168, 336, 730, 2190, 8760, 87600)
MAX_TICKS = 6
#: Lines drawn; a picture of more is no longer read, and the table has them all.
MOST = 40
#: What happened longer before the first report than the reports themselves last, and so long at least, is not drawn:
#: it would squeeze all the rest into a corner. The table has it as background.
MARGIN = timedelta(days=7)
#: Units that the label of a tick takes; one at the end of the axis that would not fit has none.
LABEL = 100.0
#: Letters of a line's tip.
TIP = 90


@dataclass(frozen=True, slots=True)
class Mark:
    """A day, or an hour, on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Findings of one time and one first report: from the happening to the report."""

    x: float  #: of the happening
    end: float  #: past `x` where it is a whole day
    to: float  #: of the first report
    to_end: float
    tip: str
    ahead: bool  #: it was reported before it was to happen


@dataclass(frozen=True, slots=True)
class Lanes:
    """What the template draws, and its sentence."""

    ticks: tuple[Mark, ...]
    lines: tuple[Joined, ...]
    sentence: str
    left_out: int  #: findings of the timeline that are not drawn

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class _Axis:
    start: datetime
    end: datetime

    def at(self, time: datetime) -> float:
        share = (time - self.start) / (self.end - self.start)
        return round(LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT), 1)


def lanes_of(days: Sequence[Day]) -> Lanes:
    """The two lanes of a story's timeline. Only findings with a day of happening and one of report can be joined."""
    ends = [(d, _range(d.entry.when), _range(d.reported)) for d in days]
    known = [(d, happened, reported) for d, happened, reported in ends if happened and reported]
    near = _near(known)
    if not near:
        return Lanes((), (), _sentence(days), len(days))
    axis = _axis(near)
    together: dict[tuple[_Range, _Range], list[Day]] = {}
    for day, happened, reported in near:
        together.setdefault((happened, reported), []).append(day)
    drawn = list(together.items())[:MOST]
    lines = tuple(_joined(some, happened, reported, axis) for (happened, reported), some in drawn)
    return Lanes(_ticks(axis), lines, _sentence(days), len(days) - sum(len(some) for _, some in drawn))


_Range = tuple[datetime, datetime]
_Known = tuple[Day, _Range, _Range]


def _range(value: str | None) -> _Range | None:
    """A day as its two ends, a time as one moment twice; None for months, years and intervals."""
    time = moment(value)
    if time is None:
        return None
    return time, time + timedelta(days=1) if is_day(value) else time


def _near(known: Sequence[_Known]) -> list[_Known]:
    if not known:
        return []
    reports = [reported[0] for _, _, reported in known]
    margin = max(MARGIN, max(reports) - min(reports))
    first, last = min(reports) - margin, max(reports) + margin
    return [k for k in known if first <= k[1][0] <= last]


def _axis(near: Sequence[_Known]) -> _Axis:
    times = [t for _, happened, reported in near for t in (*happened, *reported)]
    start = min(times).replace(hour=0, minute=0, second=0, microsecond=0)
    return _Axis(start, max(max(times), start + timedelta(days=1)))


def _joined(days: Sequence[Day], happened: _Range, reported: _Range, axis: _Axis) -> Joined:
    words = one_line(days[0].finding.statement)
    words = words if len(words) <= TIP else words[: TIP - 1].rstrip() + "…"
    more = f" and {len(days) - 1} more" if len(days) > 1 else ""
    tip = f"{words}{more}: {when_words(days[0].entry.when)}, reported {when_words(days[0].reported)}"
    places = (axis.at(happened[0]), axis.at(happened[1]), axis.at(reported[0]), axis.at(reported[1]))
    return Joined(*places, tip, reported[1] <= happened[0])


def _ticks(axis: _Axis) -> tuple[Mark, ...]:
    hours = (axis.end - axis.start) / timedelta(hours=1)
    step = next((h for h in TICK_HOURS if hours / h <= MAX_TICKS), TICK_HOURS[-1])
    marks, time = [], axis.start
    while time <= axis.end:
        label = when_words(time.date().isoformat()) if time.hour == 0 else f"{time:%H:%M}"
        marks.append(Mark(axis.at(time), label if axis.at(time) + LABEL <= WIDTH else ""))
        time += timedelta(hours=step)
    return tuple(marks)


def _sentence(days: Sequence[Day]) -> str:
    """How the days of happening lie to those of report, in words."""
    if not days:
        return ""
    counts = dict.fromkeys(_LAGS, 0)
    for day in days:
        counts[_lag(day)] += 1
    told = ", ".join(f"{n} {words}" for words, n in counts.items() if n)
    return f"Of {counted(len(days), 'dated finding')}: {told}."


_LAGS = (
    "reported the same day",
    "reported later",
    "announced before the day",
    "dated by a month, a year or a span of days",
    "in reports without a day",
)


def _lag(day: Day) -> str:
    if day.reported is None:
        return _LAGS[4]
    if not day.lag:
        return _LAGS[3]
    return _LAGS[0] if day.lag == "the same day" else _LAGS[1 if day.lag.endswith(" later") else 2]
