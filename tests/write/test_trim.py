"""A sentence as it can stand in an account: never without its figure, its negation or who says it."""

from __future__ import annotations

import re

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.write.trim import LONG, Wording, word
from tests.factory import make_article


def worded(tagger: Tagger, text: str, claim: int = 0) -> Wording | None:
    """The wording of one of the text's claims; None where it has no claim, too."""
    article = make_article(text)
    notes = annotate(article, tagger)
    if not notes.claims:
        return None
    return word(article, notes, notes.claims[claim])


def test_a_short_sentence_is_printed_whole(tagger: Tagger) -> None:
    text = "The Orlen bridge in Halven collapsed on Monday, killing nine people."
    found = worded(tagger, text)
    assert found is not None
    assert found.text == text


def test_a_linking_word_goes_and_the_next_one_is_a_capital(tagger: Tagger) -> None:
    found = worded(tagger, "However, the council of Halven closed the Orlen bridge.")
    assert found is not None
    assert found.text == "The council of Halven closed the Orlen bridge."


def test_white_space_is_one_space_and_the_sentence_ends(tagger: Tagger) -> None:
    found = worded(tagger, "The council  of Halven\u00a0closed the   Orlen bridge")
    assert found is not None
    assert found.text == "The council of Halven closed the Orlen bridge."


def test_a_long_sentence_loses_its_last_clause(tagger: Tagger) -> None:
    text = (
        "The council of Halven closed the Orlen bridge on Monday morning, and engineers from the ministry of transport "
        "began to examine the old pillars, while the residents of the valley waited for hours at the ferry landing."
    )
    found = worded(tagger, text)
    assert found is not None
    assert len(found.text.split()) < len(text.split())
    assert text.startswith(found.text.rstrip("."))


@pytest.mark.parametrize(
    "kept",
    [
        "Tessa Brandt, the mayor of the town, told the members of the council in the evening",
        "according to a long report that the ministry of transport of Vellmark published in the evening",
    ],
)
def test_who_says_it_is_never_cut_off(tagger: Tagger, kept: str) -> None:
    text = (
        "The pillars of the Orlen bridge had been cracked for at least 17 years and the company that repaired them "
        f"knew of it from the very first day of the contract, {kept}."
    )
    assert len(text.split()) > LONG
    for n in range(2):
        found = worded(tagger, text, n)
        assert found is None or kept in found.text


@pytest.mark.parametrize("n", range(3))
def test_the_figures_and_negations_of_a_claim_stay(tagger: Tagger, n: int) -> None:
    text = (
        "The council of Halven did not close the Orlen bridge in the winter, and engineers from the ministry of "
        "transport never examined its 14 pillars, while 4,000 cars and lorries a day went on crossing it until Monday."
    )
    article = make_article(text)
    notes = annotate(article, tagger)
    if n >= len(notes.claims):
        pytest.skip("the sentence has fewer claims")
    claim = notes.claims[n]
    found = word(article, notes, claim)
    assert found is not None
    assert all(article.quote(f.span) in found.text for f in claim.figures)
    assert not claim.negated or re.search(r"\b(?:not|never)\b", found.text)


@pytest.mark.parametrize(
    "text",
    [
        "This killed nine people in the town of Halven.",
        "They closed the Orlen bridge in the evening.",
        "It collapsed in the night of Monday.",
        "The latter closed the Orlen bridge in the evening.",
        "Did the council close the Orlen bridge in time?",
        "“The council closed the Orlen bridge in time.",
        "The council (of Halven closed the Orlen bridge.",
        "Bridge closed.",
    ],
)
def test_what_cannot_stand_alone_is_not_used(tagger: Tagger, text: str) -> None:
    assert worded(tagger, text) is None


def test_a_pronoun_that_speaks_is_replaced_by_the_name_in_brackets(tagger: Tagger) -> None:
    text = "Tessa Brandt came to Halven. She said that the council will rebuild the Orlen bridge."
    found = worded(tagger, text, -1)
    assert found is not None
    assert found.text == "[Tessa Brandt] said that the council will rebuild the Orlen bridge."
    assert found.names == ("Tessa Brandt",)


def test_the_span_holds_the_words(tagger: Tagger) -> None:
    text = "However, the council of Halven closed the Orlen bridge, Tessa Brandt said."
    found = worded(tagger, text)
    assert found is not None
    assert text[found.span.start : found.span.end].lower() == found.text.lower()
