"""What the story settles that an article alone could not: the day it is to be read against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.annotate.claims import date_claims
from firsthand.annotate.times import settle as settle_times
from firsthand.annotate.story_day import story_anchor
from firsthand.model import Reading


def settle(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one story, those without a day dated by the story's own dates (a full date beside a weekday)."""
    if all(r.article.published_at for r in readings):
        return list(readings)
    anchor = story_anchor([r.annotations.times for r in readings])
    if anchor is None:
        return list(readings)
    settled = []
    for reading in readings:
        if reading.article.published_at is None:
            times = settle_times(reading.annotations.times, anchor)
            notes = replace(
                reading.annotations, times=times, claims=date_claims(reading.annotations.claims, times)
            )
            article = replace(reading.article, published_at=anchor.isoformat(), published_basis="story")
            settled.append(Reading(article, notes))
        else:
            settled.append(reading)
    return settled
