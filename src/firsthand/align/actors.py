"""One person, body or place across the articles of a story, under all its spellings."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Actor, Reading


def identify(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """The actors of one story, most mentioned first."""
    return ()
