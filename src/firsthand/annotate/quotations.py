"""Who said what: content, cue and source, after PolNeAR's guideline (Newell, Margolin and Ruths, LREC 2018)."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.annotate.attributions import find_attributions
from firsthand.annotate.clauses import Attribution, Page, Range
from firsthand.annotate.speakers import name_speakers
from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Mention, Quotation, QuotationKind, Span


def find_quotations(article: Article, tagged: Tagged, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The quotations of the telling lines, in the order of their content."""
    page = Page(article, tagged)
    attributions = sorted(find_attributions(page), key=lambda a: a.verb)
    speakers = name_speakers(page, mentions, attributions)
    found = [_quotation(page, a, s) for a, s in zip(attributions, speakers, strict=True)]
    return tuple(sorted(found, key=lambda q: (q.content[0].start, q.content[-1].end)))


def _quotation(page: Page, found: Attribution, speaker: str | None) -> Quotation:
    return Quotation(
        _kind(page, found.content),
        tuple(page.article.span(start, end) for start, end in sorted(set(found.content))),
        _span(page, found.cue),
        _span(page, found.source),
        speaker,
    )


def _kind(page: Page, content: tuple[Range, ...]) -> QuotationKind:
    """Direct where all words stand in marks, mixed where some do."""
    quoted = [page.quote_of[i] >= 0 for c in content for i in page.tagged.tokens_in(*c)]
    if not any(quoted):
        return "indirect"
    return "direct" if all(quoted) else "mixed"


def _span(page: Page, tokens: Range | None) -> tuple[Span, ...]:
    if tokens is None:
        return ()
    return (page.article.span(page.tokens[tokens[0]].start, page.tokens[tokens[1] - 1].end),)
