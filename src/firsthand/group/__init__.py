"""Which articles report one happening."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.group.archive import Archive, Change
from firsthand.group.judgements import NO_JUDGEMENTS, Judgements, judge, load_judgements
from firsthand.model import Reading, Story

__all__ = ["NO_JUDGEMENTS", "Archive", "Change", "Judgements", "group", "judge", "load_judgements"]


def group(readings: Iterable[Reading], judgements: Judgements = NO_JUDGEMENTS) -> tuple[Story, ...]:
    """The stories, earliest first, each with its articles and why they belong together.

    Every article is in one story. A story is named after the article that opened it. The order of the input does not
    matter.
    """
    archive = Archive(judgements)
    archive.add(readings)
    return archive.stories()
