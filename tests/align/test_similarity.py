"""How alike two claims are judged to be."""

from __future__ import annotations

import numpy as np

from firsthand.align.similarity import DISPUTABLE, WEIGHTS, Likeness, compare
from firsthand.inference.encoder import word_vectors
from firsthand.inference.tagger import Tagger
from tests.align.told import tell


def likeness(tagger: Tagger, *texts: str) -> Likeness:
    told = tell(tagger, *texts)
    claims = [c for r in told.readings for c in r.annotations.claims]
    return compare(claims, [told.words(c.span) for c in claims], {}, word_vectors())


def test_other_words_for_one_fact_are_nearer_than_other_facts(tagger: Tagger) -> None:
    found = likeness(
        tagger,
        "The Orlen bridge collapsed on Monday.",
        "The bridge at Orlen fell down on Monday.",
        "The Orlen council met on Monday.",
    ).one_fact
    assert found[0, 1] > found[0, 2]
    assert found[0, 1] > found[1, 2]


def test_likeness_is_symmetric_and_a_probability(tagger: Tagger) -> None:
    text = "Nine people died. The council met on Monday. “We mourn the dead of Halven,” Tessa Brandt said."
    found = likeness(tagger, text, text.replace("Nine", "Ten"))
    for matrix in (found.one_fact, found.one_thing):
        assert np.allclose(matrix, matrix.T, atol=1e-5)
        assert float(matrix.min()) >= 0
        assert float(matrix.max()) <= 1


def test_another_figure_of_one_thing_is_one_thing_still(tagger: Tagger) -> None:
    found = likeness(tagger, "The fire in Halven killed nine people.", "The fire in Halven killed twelve people.")
    same = likeness(tagger, "The fire in Halven killed nine people.", "The fire in Halven killed nine people.")
    assert found.one_fact[0, 1] < same.one_fact[0, 1]
    assert abs(float(found.one_thing[0, 1]) - float(same.one_thing[0, 1])) < 0.25


def test_two_clauses_of_one_sentence_are_never_one_fact(tagger: Tagger) -> None:
    found = likeness(tagger, "The fire killed 12 people, and the fire injured 12 people.")
    assert found.one_fact[0, 1] == 0


def test_names_alone_make_nothing_alike(tagger: Tagger) -> None:
    found = likeness(tagger, "Tessa Brandt praised Karel Dovan.", "Tessa Brandt dismissed Karel Dovan.")
    other = likeness(tagger, "Tessa Brandt praised Karel Dovan.", "Tessa Brandt praised Karel Dovan.")
    assert found.one_fact[0, 1] < other.one_fact[0, 1]


def test_no_claims_no_pairs() -> None:
    found = compare([], [], {}, word_vectors())
    assert found.one_fact.shape == found.one_thing.shape == (0, 0)


def test_what_may_be_disputed_is_among_what_is_compared() -> None:
    assert set(WEIGHTS) > DISPUTABLE
