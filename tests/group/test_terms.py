from __future__ import annotations

import pytest

from firsthand.group.terms import read_terms, term_of
from firsthand.inference.frequencies import share_of_texts
from tests.factory import make_article


def test_forms_of_a_word_are_one_term() -> None:
    assert term_of("Ministries") == term_of("ministry")
    assert term_of("Brandvold’s") == term_of("Brandvold")
    assert term_of("dams") == "dam"
    assert term_of("Orméa") == "ormea"
    assert term_of("crisis") == "crisis"


def test_names_are_capitals_within_a_sentence_and_figures() -> None:
    terms = read_terms(make_article("Rescue teams reached Orrin. They found 11 people."))
    assert terms.names == {"orrin", "11"}


def test_furniture_is_not_compared_and_the_headline_counts_more() -> None:
    article = make_article("The levee held.\nSubscribe now", headline="Levee holds", roles={1: "boilerplate"})
    counts = read_terms(article).counts
    assert "subscribe" not in counts
    assert counts["levee"] == 3


def test_of_another_language_only_names_and_figures_are_compared() -> None:
    terms = read_terms(make_article("le barrage de Tarrow a fait 11 victimes", language="fr"))
    assert set(terms.counts) == {"tarrow", "11"}


def test_small_words_are_common_and_unknown_ones_rare() -> None:
    assert share_of_texts("the") > 0.9
    assert share_of_texts("spillway") < 0.01
    assert 0 < share_of_texts("zzyxqk") < share_of_texts("minister") < 1


@pytest.mark.usefixtures("watchdog")
def test_a_line_of_millions_of_marks_does_not_hang() -> None:
    assert read_terms(make_article("“(" * 2_000_000, headline="x")) is not None
