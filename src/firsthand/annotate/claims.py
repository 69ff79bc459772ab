"""What each clause asserts, who asserts it, and how firmly."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Claim, Mention, Quotation, TimeExpression


def find_claims(
    article: Article,
    tagged: Tagged,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    times: Sequence[TimeExpression],
) -> tuple[Claim, ...]:
    """The claims of the telling lines, in order."""
    found = []
    for i in range(len(tagged.sentences)):
        span = article.span(*tagged.sentence_span(i))
        found.append(Claim(span, span, None, False, "stated", None, None, None, None))
    return tuple(found)
