"""Who said what: content, cue and source."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Mention, Quotation


def find_quotations(article: Article, tagged: Tagged, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The quotations of the telling lines, in the order of their content."""
    return ()
