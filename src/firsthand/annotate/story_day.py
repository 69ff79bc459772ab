"""The day that a story's undated articles are best read against, told by the story itself.

Where no article says when it was published, one often holds a full date ("June 24, 2023", under a picture) and all of
them say weekdays. The date pins one weekday to the calendar; the weekdays said together tell how far the story had gone
when it was written:

1. The pin is a full day of the text whose weekday the articles speak of as past. Background dates years back share a
   weekday by chance one time in seven, so the weekday must be among those that the articles say often, and the text may
   not know years after it; of the days left the latest is taken.
2. The weekdays that are said are laid around the week from the pin. News looks back over its week and stops at the day
   of writing: the longest run of weekdays that nobody mentions lies ahead of it. The day before that run, counted on
   from the pin, is the day of writing, so every weekday said falls between six days before it and itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from firsthand.model import TimeExpression

#: A pin's weekday is said in at least this share of the articles that say the commonest weekday. Lower lets background
#: and planned days in, higher loses stories whose picture is of a day before the main happening.
#: Set by thought on one real story and invented ones: there is no labelled set of undated stories to measure it on.
OFTEN = 0.5
#: Years after which a date is background, where the text knows so many later years: one may be a plan ("by 2030").
STALE, LATER_YEARS = 2, 2


def story_anchor(times_by_article: Sequence[Sequence[TimeExpression]]) -> date | None:
    """The day of writing of a story's undated articles; None where they hold no full date.

    Takes the times of each article as found without an anchor. Deterministic, whatever the order of the articles.
    """
    days = Counter(day for times in times_by_article for day in set(map(_full_day, times)) if day)
    said = Counter(weekday for times in times_by_article for weekday in set(map(_past_weekday, times)) if weekday)
    absolute = [t.value[:4] for times in times_by_article for t in times if not t.template]
    years = {int(year) for year in absolute if year.isdecimal()}
    fresh = [day for day in days if sum(year >= day.year + STALE for year in years) < LATER_YEARS]
    if not fresh:
        return None
    if not said:
        return max(fresh, key=lambda day: (days[day], day))
    enough = max(said.values()) * OFTEN
    pins = [day for day in fresh if said[day.isoweekday()] >= enough]
    if not pins:
        return None
    pin = max(pins)
    return pin + timedelta(days=_days_on(pin.isoweekday(), said))


def _full_day(time: TimeExpression) -> date | None:
    """The day of a time that names day, month and year."""
    if time.template or time.kind not in ("DATE", "TIME"):
        return None
    try:
        return date.fromisoformat(time.value[:10])
    except ValueError:
        return None


def _past_weekday(time: TimeExpression) -> int | None:
    """The ISO weekday that a time speaks of as past; None for any other time."""
    words = time.template.partition("|")[0].split()
    if len(words) == 3 and words[0] == "weekday" and words[2] in ("past", "likely", "before"):
        return int(words[1])
    return None


def _days_on(pinned: int, said: Counter[int]) -> int:
    """How many days after the pinned weekday the story was written: 0 to 6."""
    offsets = sorted({(weekday - pinned) % 7 for weekday in said} | {0})
    gaps = [following - offset for offset, following in zip(offsets, [*offsets[1:], 7], strict=True)]
    if max(gaps) > 1:
        return offsets[gaps.index(max(gaps))]
    return min(range(7), key=lambda n: (said[(pinned + n) % 7 + 1], n))
