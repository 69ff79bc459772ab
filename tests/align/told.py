"""A story of invented articles, aligned, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.align import align
from firsthand.annotate import annotate
from firsthand.inference.encoder import word_vectors
from firsthand.inference.tagger import Tagger
from firsthand.model import Disagreement, Finding, Origin, Reading, Span, Story
from tests.factory import make_article

#: The day of the happenings in these tests, a Monday, and the day after.
MONDAY, TUESDAY = "2026-03-09", "2026-03-10"


@dataclass(frozen=True)
class Told:
    """An aligned story with its articles at hand."""

    story: Story
    readings: Sequence[Reading]

    def words(self, span: Span) -> str:
        """The words of a span."""
        return next(r.article for r in self.readings if r.article.id == span.article).quote(span)

    def finding(self, words: str) -> Finding:
        """The finding that has a claim with these words."""
        (found,) = {f.id: f for f in self.story.findings for c in f.claims if words in self.words(c.span)}.values()
        return found

    def where(self, words: str) -> set[str]:
        """The articles that report the finding with these words."""
        return {c.span.article for c in self.finding(words).claims}

    def differ(self, slot: str) -> list[Disagreement]:
        """The disagreements on a slot."""
        return [d for d in self.story.disagreements if d.slot == slot]

    def values(self, slot: str) -> list[tuple[str, set[str | None]]]:
        """Type and compared values of the disagreements on a slot."""
        return [(d.type, {s.normalized for s in d.sides}) for d in self.differ(slot)]


def tell(
    tagger: Tagger,
    *texts: str | tuple[str, str],
    origins: Sequence[tuple[str, ...]] | None = None,
    day: str = TUESDAY,
) -> Told:
    """Articles a1, a2, …, each of an origin of its own unless `origins` says otherwise; a pair gives the hour, too."""
    readings = []
    for n, each in enumerate(texts, 1):
        text, published = each if isinstance(each, tuple) else (each, day)
        article = make_article(text, f"a{n}", published=published, publisher=f"Outlet {'ABCDEFGH'[n - 1]}")
        readings.append(Reading(article, annotate(article, tagger)))
    return arrange(readings, origins)


def arrange(readings: Sequence[Reading], origins: Sequence[tuple[str, ...]] | None = None) -> Told:
    """The same readings aligned."""
    ids = tuple(r.article.id for r in readings)
    parts = tuple(Origin(o, "given by the test") for o in (origins or [(i,) for i in ids]))
    return Told(align(Story("s-a1", ids, origins=parts), readings, word_vectors()), readings)
