"""Copies are one unit; what means something else is not a copy."""

from __future__ import annotations

from firsthand.align.units import Units, find_units
from firsthand.inference.tagger import Tagger
from tests.align.told import tell


def units(tagger: Tagger, *texts: str | tuple[str, str]) -> Units:
    told = tell(tagger, *texts)
    claims = [c for r in told.readings for c in r.annotations.claims]
    return find_units(claims, [told.words(c.span) for c in claims], {})


def test_a_reprint_adds_no_unit(tagger: Tagger) -> None:
    text = "The Orlen bridge collapsed. Police arrested the contractor."
    assert (len(units(tagger, text).claims), len(units(tagger, text, text).claims)) == (2, 2)
    assert units(tagger, text, text).times == (2, 2)


def test_the_same_words_of_another_day_are_another_unit(tagger: Tagger) -> None:
    text = "The Orlen bridge collapsed on Monday."
    assert len(units(tagger, (text, "2026-03-10"), (text, "2026-03-17")).claims) == 2


def test_clauses_of_one_sentence_stand_apart(tagger: Tagger) -> None:
    found = units(tagger, "The fire killed 12 people, and the flood destroyed 40 houses.")
    assert found.apart == ((0, 1), (1, 0))


def test_sentences_are_counted_from_the_top_of_each_article(tagger: Tagger) -> None:
    assert units(tagger, "The bridge fell in Halven. The council met in Marr.", "A flood hit Vorn.").order == (0, 1, 0)


def test_that_somebody_spoke_is_no_fact_in_common(tagger: Tagger) -> None:
    told = tell(tagger, "“The bridge is closed,” Mara Dovan said.", "“Nobody was hurt in Halven,” said Mara Dovan.")
    both = [f for f in told.story.findings if len({c.span.article for c in f.claims}) > 1]
    assert both == []
