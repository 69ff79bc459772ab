"""Where reports differ, and where they only seem to."""

from __future__ import annotations

import pytest

from firsthand.align.disagreements import bounds
from firsthand.inference.tagger import Tagger
from firsthand.model import Figure, Qualifier
from tests.align.told import MONDAY, TUESDAY, tell
from tests.factory import make_article

KILLED = "The collapse of the Orlen bridge in Halven killed {} people."


def test_two_tolls_of_one_hour_conflict(tagger: Tagger) -> None:
    told = tell(tagger, KILLED.format("nine"), KILLED.format("12"))
    assert told.values("number") == [("conflict", {"9", "12"})]
    (found,) = told.differ("number")
    assert found.about == "number killed"
    assert {s.value for s in found.sides} == {"nine", "12"}
    assert "Outlet A, 10 March 2026: nine" in found.reason
    assert "Outlet B, 10 March 2026: 12" in found.reason
    assert {f.standing for f in told.story.findings} == {"disputed"}


def test_a_later_higher_toll_is_an_update(tagger: Tagger) -> None:
    told = tell(tagger, (KILLED.format("nine"), f"{MONDAY}T08:00:00Z"), (KILLED.format("12"), f"{MONDAY}T20:00:00Z"))
    assert told.values("number") == [("update", {"9", "12"})]
    assert "disputed" not in {f.standing for f in told.story.findings}


def test_a_later_lower_toll_is_no_update(tagger: Tagger) -> None:
    told = tell(tagger, (KILLED.format("12"), MONDAY), (KILLED.format("nine"), TUESDAY))
    assert told.values("number") == [("conflict", {"9", "12"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 40", "39"),
        ("at least nine", "12"),
        ("nine", "9"),
        ("up to 12", "nine"),
        ("more than 30", "42"),
        ("dozens of", "42"),
        ("fewer than 40", "39"),
        ("nine to 12", "ten"),
    ],
)
def test_figures_that_can_both_be_true_are_no_disagreement(tagger: Tagger, one: str, other: str) -> None:
    assert tell(tagger, KILLED.format(one), KILLED.format(other)).differ("number") == []


@pytest.mark.parametrize(
    ("one", "other"), [("at least 12", "nine"), ("about 40", "60"), ("fewer than nine", "12"), ("up to nine", "12")]
)
def test_figures_that_cannot_both_be_true_are(tagger: Tagger, one: str, other: str) -> None:
    assert len(tell(tagger, KILLED.format(one), KILLED.format(other)).differ("number")) == 1


def test_two_quantities_of_one_sentence_are_not_set_against_each_other(tagger: Tagger) -> None:
    text = "The collapse of the Orlen bridge killed 9 people and injured 21 others."
    assert tell(tagger, text, text.replace("21", "twenty-one")).differ("number") == []


def test_ages_are_never_disputed(tagger: Tagger) -> None:
    one = "Karel Dovan, 45, was arrested in Halven by the police."
    assert tell(tagger, one, one.replace("45", "54")).differ("number") == []


def test_numbers_of_other_things_do_not_meet(tagger: Tagger) -> None:
    told = tell(tagger, "The council bought 14 new buses in Halven.", "The council sold 30 old trams in Halven.")
    assert told.differ("number") == []


def test_tolls_of_two_years_do_not_meet(tagger: Tagger) -> None:
    told = tell(tagger, "The flood of 1931 killed 40 people in Halven.", "The flood killed 12 people on Monday.")
    assert told.differ("number") == []


def test_one_article_does_not_disagree_with_itself(tagger: Tagger) -> None:
    told = tell(tagger, KILLED.format("nine") + " " + KILLED.format("12"))
    assert told.differ("number") == []


def test_figures_that_are_speakers_words_are_an_attribution(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The collapse killed nine people in Halven, Tessa Brandt said.",
        "The collapse killed 12 people in Halven, Karel Dovan said.",
    )
    assert told.values("number") == [("attribution", {"9", "12"})]


def test_a_day_that_conflicts(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Police arrested the contractor Karel Dovan on Sunday.",
        "Police arrested the contractor Karel Dovan on Monday.",
    )
    assert told.values("date") == [("conflict", {"2026-03-08", "2026-03-09"})]
    (found,) = told.differ("date")
    assert {s.value for s in found.sides} == {"Sunday", "Monday"}


def test_days_far_apart_are_two_happenings(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Police arrested the contractor Karel Dovan on 2 February 2026.",
        "Police arrested the contractor Karel Dovan on Monday.",
    )
    assert told.differ("date") == []


def test_days_of_other_acts_do_not_meet(tagger: Tagger) -> None:
    told = tell(tagger, "Police arrested Karel Dovan on Sunday.", "Karel Dovan founded a new company on Monday.")
    assert told.differ("date") == []


def test_a_denial_is_set_against_the_claim(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Ilse Marr said that the council had ignored the warnings about the bridge.",
        "Tessa Brandt denied that the council had ignored the warnings about the bridge.",
    )
    (found,) = told.differ("whether")
    assert (found.type, {s.normalized for s in found.sides}) == ("attribution", {"asserted", "denied"})
    assert {c.asserted_by for s in found.sides for c in s.claims} == {"Ilse Marr", "Tessa Brandt"}


def test_two_denials_agree(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Ilse Marr said that the council had never ignored the warnings about the bridge.",
        "Tessa Brandt denied that the council had ignored the warnings about the bridge.",
    )
    assert told.differ("whether") == []


def test_one_speakers_no_is_no_dispute(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Tessa Brandt said that the council had ignored the warnings about the bridge.",
        "Tessa Brandt said that the council had not ignored the warnings about the bridge.",
    )
    assert told.differ("whether") == []


def test_what_may_be_is_not_denied_by_what_is(tagger: Tagger) -> None:
    told = tell(tagger, "The council may close the old bridge.", "The council did not close the old bridge.")
    assert told.differ("whether") == []


def test_a_disagreement_names_its_findings(tagger: Tagger) -> None:
    told = tell(tagger, KILLED.format("nine"), KILLED.format("12"))
    known = {f.id for f in told.story.findings}
    assert all(set(d.findings) <= known and d.findings for d in told.story.disagreements)


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exactly", (100, 100)),
        ("about", (90, 110)),
        ("at least", (100, float("inf"))),
        ("more than", (100, float("inf"))),
        ("at most", (0, 100)),
        ("fewer than", (90, 100)),
    ],
)
def test_what_a_qualifier_allows(qualifier: Qualifier, expected: tuple[float, float]) -> None:
    span = make_article("100 people").span(0, 3)
    assert bounds(Figure(span, 100, qualifier, "people")) == pytest.approx(expected)
