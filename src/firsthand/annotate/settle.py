"""What the story settles that an article alone could not: the day it is to be read against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from firsthand.annotate.dating import date_claims
from firsthand.annotate.story_day import story_anchor
from firsthand.annotate.times import day_of
from firsthand.annotate.times import settle as settle_times
from firsthand.model import Reading


def settle(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one story, those without a day dated by it: by the day on which most of the others appeared.

    Where none has a day, by the full dates in the texts, held against the weekdays beside them.
    """
    if all(r.article.published_at for r in readings):
        return list(readings)
    anchor = _reported(readings) or story_anchor([r.annotations.times for r in readings])
    if anchor is None:
        return list(readings)
    settled = []
    for reading in readings:
        if reading.article.published_at is None:
            times = settle_times(reading.annotations.times, anchor)
            notes = replace(
                reading.annotations,
                times=times,
                claims=date_claims(reading.annotations.claims, times, reading.article.text, anchor.isoformat()),
            )
            article = replace(reading.article, published_at=anchor.isoformat(), published_basis="story")
            settled.append(Reading(article, notes))
        else:
            settled.append(reading)
    return settled


def _reported(readings: Sequence[Reading]) -> date | None:
    """The day on which most of the dated articles appeared, the earliest of several."""
    days = Counter(day_of(r.article.published_at) for r in readings)
    return min((d for d in days if d), key=lambda d: (-days[d], d), default=None)
