"""How alike two claims are judged to be."""

from __future__ import annotations

import numpy as np

from firsthand.align.similarity import FACT, THING, Likeness, compare
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


def test_one_number_tells_less_the_less_alike_what_is_counted(tagger: Tagger) -> None:
    told = "The ferry company freed %s on Monday."
    one = told % "21 sailors"
    counted = ("21 sailors", "21 fishermen", "34 sailors")
    same, near, other = (float(likeness(tagger, one, told % words).one_fact[0, 1]) for words in counted)
    assert same > near > other


def test_two_speakers_own_words_are_less_alike_than_their_gist(tagger: Tagger) -> None:
    said = "“The harbor of Marr was closed after the storm,” {} said."
    gist = "{} said that the harbor of Marr was closed after the storm."
    direct = likeness(tagger, said.format("Tessa Brandt"), said.format("Karel Dovan")).one_fact
    indirect = likeness(tagger, gist.format("Tessa Brandt"), gist.format("Karel Dovan")).one_fact
    assert direct[0, 1] < indirect[0, 1]


def test_what_happens_elsewhere_is_less_alike(tagger: Tagger) -> None:
    text = "A fire destroyed an old mill in {} on Monday."
    assert (
        likeness(tagger, text.format("Halven"), text.format("Marr")).one_fact[0, 1]
        < likeness(tagger, text.format("Halven"), text.format("Halven")).one_fact[0, 1]
    )


def test_what_opens_two_articles_is_likelier_one_fact_than_what_ends_them(tagger: Tagger) -> None:
    first, then = "The Orlen bridge collapsed.", "The bridge of Orlen fell into the river."
    rest = [f"The council met in {town}." for town in ("Marr", "Vorn", "Tessin", "Ulm")]
    size = len(rest) + 1
    opened = likeness(tagger, "\n".join([first, *rest]), "\n".join([then, *rest])).one_fact
    ended = likeness(tagger, "\n".join([*rest, first]), "\n".join([*rest, then])).one_fact
    assert len(opened) == len(ended) == 2 * size
    assert opened[0, size] > ended[size - 1, 2 * size - 1]


def test_what_a_reprint_repeats_is_compared_once(tagger: Tagger) -> None:
    text = "The fire killed 12 people, and the flood destroyed 40 houses. The council met on Monday."
    found = likeness(tagger, text, text, "The council of Marr met on Monday.")
    assert found.first_of[:6] == (0, 1, 2, 0, 1, 2)
    assert np.array_equal(np.delete(found.one_fact[0], [0, 3]), np.delete(found.one_fact[3], [0, 3]))
    assert found.one_fact[0, 4] == found.one_fact[3, 1] == 0  # two clauses of a sentence, in the copy, too


def test_no_claims_no_pairs() -> None:
    found = compare([], [], {}, word_vectors())
    assert found.one_fact.shape == found.one_thing.shape == (0, 0)


def test_what_may_be_disputed_says_nothing_of_one_thing() -> None:
    assert not {"same figure", "opposed", "same day", "own same day"} & set(THING)
    assert {"same figure", "opposed", "same day", "own same day"} <= set(FACT)
