"""Who said what: the quotations that most origins carry, each with its speaker."""

from __future__ import annotations

import re

from firsthand.model import Claim, SharedQuotation, Span
from firsthand.write.check import attributed
from firsthand.write.choice import Choice, Chooser, explained, role_of
from firsthand.write.standalone import flaws, points_back
from firsthand.write.trim import word

#: Words of a quotation that say something for itself, and those above which it is a speech.
FEWEST = 6
MOST = 45
#: Of the sentence's words those that must be quoted, for it to stand under what was said.
SHARE = 0.4
_DIRECT = re.compile(r"“[^”]*”|\"[^\"]*\"")


def spoken(chooser: Chooser) -> list[Choice]:
    """The quotations worth telling, those that most origins carry first, then most articles, then the first printed."""
    found: list[tuple[tuple[float, ...], Choice]] = []
    for order, quotation in enumerate(chooser.story.quotations):
        if not FEWEST <= len(quotation.text.split()) <= MOST or not quotation.speaker:
            continue
        choice = _told(chooser, quotation)
        if choice is not None:
            held = _DIRECT.search(choice.wording.text)
            back = bool(held and points_back(held[0].strip('“”"')))
            key = (-choice.sources + 2 * back, -len(choice.backing), flaws(choice.wording.text), order)
            found.append((key, choice))
    return [choice for _, choice in sorted(found, key=lambda f: f[0])]


def _told(chooser: Chooser, quotation: SharedQuotation) -> Choice | None:
    """The sentence of an article that holds the quotation and names its speaker, the best of several."""
    carriers = _carriers(chooser, quotation)
    taken = explained(chooser.story, quotation.articles)
    best: tuple[tuple[float, ...], Choice] | None = None
    for order, claim in enumerate(carriers):
        reading = chooser.by_id[claim.span.article]
        if not chooser.allowed(claim) or role_of(reading.article, claim.span) != "body":
            continue
        wording = word(reading.article, reading.annotations, claim)
        if wording is None or not _quotes(wording.text) or not attributed(claim, wording.text):
            continue
        held = _DIRECT.search(wording.text)
        key = (
            bool(held and points_back(held[0].strip('“”"'))),
            bool(wording.names),
            flaws(wording.text),
            claim.span.article in taken,
            order,
        )
        if best is None or key < best[0]:
            backing = tuple({c.span.article: c for c in (*reversed(carriers), claim)}.values())
            finding = chooser.finding_of[claim.span, claim.predicate]
            best = (key, chooser.chosen(finding, claim, wording, backing))
    return None if best is None else best[1]


def _carriers(chooser: Chooser, quotation: SharedQuotation) -> list[Claim]:
    """The quoted claims in which the words stand, in the order of the articles that carry them."""
    return [c for span in quotation.claims for c in _claims_at(chooser, span)]


def _claims_at(chooser: Chooser, span: Span) -> list[Claim]:
    claims = chooser.by_id[span.article].annotations.claims
    return [c for c in claims if c.quoted and c.asserted_by and c.predicate and c.span.overlaps(span)]


def _quotes(text: str) -> bool:
    """Whether a good part of the sentence is somebody's words."""
    words = " ".join(_DIRECT.findall(text)).split()
    return len(words) >= SHARE * len(text.split())
