"""Names in one article, their labels repaired over all of it."""

from __future__ import annotations

from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Mention


def find_mentions(article: Article, tagged: Tagged) -> tuple[Mention, ...]:
    """The names in the telling lines, in order."""
    return ()
