"""Which articles report one happening."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Reading, Story

__all__ = ["group"]


def group(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories, each with its articles and why they belong together."""
    return tuple(Story(f"s-{r.article.id}", (r.article.id,)) for r in readings)
