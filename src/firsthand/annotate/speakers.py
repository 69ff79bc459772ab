"""From the words that name a source to the fullest name of who spoke."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Mention


class Speakers:
    """The names of one article, ready to be looked up."""

    def __init__(self, article: Article, tagged: Tagged, mentions: Sequence[Mention]) -> None:
        """Mentions in the order of the text."""
        self._tagged = tagged
        self._mentions = sorted(mentions, key=lambda m: m.span.start)

    def name(self, source: tuple[int, int] | None, verb: int) -> str | None:
        """The fullest name of the source that stands in a token range, or None."""
        if source is None:
            return None
        start, end = self._tagged.tokens[source[0]].start, self._tagged.tokens[source[1] - 1].end
        for mention in self._mentions:
            if start <= mention.span.start < end:
                return mention.entity
        return None
