"""Which articles report one happening."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.group.compare import likenesses, weigh
from firsthand.group.stories import join
from firsthand.model import Reading, Story

__all__ = ["group"]

#: Likeness below which two articles are not compared further.
LEAST_SHARED = 0.01


def group(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories, each with its articles and why they belong together."""
    readings = sorted(readings, key=lambda r: (r.article.published_at or "9", r.article.id))
    clusters = join(len(readings), likenesses(weigh(readings), LEAST_SHARED))
    return tuple(
        Story(f"s-{readings[c[0]].article.id}", tuple(sorted(readings[i].article.id for i in c))) for c in clusters
    )
