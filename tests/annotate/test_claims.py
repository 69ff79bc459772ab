"""What each clause asserts, who asserts it, and how firmly."""

from __future__ import annotations

import pytest

from firsthand.annotate.dating import date_claims
from firsthand.inference.tagger import Tagger
from firsthand.model import TimeExpression
from tests.annotate.told import claims_of, told


def only(tagger: Tagger, text: str, words: str) -> tuple[str | None, bool, str]:
    """Who asserts the clause with these words, whether it is negated, how firmly."""
    (claim,) = (c for said, c in claims_of(tagger, text).items() if words in said)
    return claim.asserted_by, claim.negated, claim.certainty


def test_what_the_article_says_itself(tagger: Tagger) -> None:
    text = "The Orlen bridge collapsed in the night."
    assert only(tagger, text, text[:-1]) == (None, False, "stated")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The council closed the Orlen bridge, the mayor Tessa Brandt said.", "Tessa Brandt"),
        ("Tessa Brandt said that the council closed the Orlen bridge.", "Tessa Brandt"),
        ("“The council closed the Orlen bridge,” Tessa Brandt told reporters.", "Tessa Brandt"),
        ("According to Tessa Brandt, the council closed the Orlen bridge.", "Tessa Brandt"),
    ],
)
def test_what_somebody_says_is_that_speakers_word(tagger: Tagger, text: str, speaker: str) -> None:
    assert only(tagger, text, "the council closed the Orlen bridge".removeprefix("the ")) == (
        speaker,
        False,
        "reported",
    )


def test_the_bare_attribution_claims_nothing(tagger: Tagger) -> None:
    claims = claims_of(tagger, "The council closed the Orlen bridge, the mayor Tessa Brandt said.")
    assert list(claims) == ["The council closed the Orlen bridge"]


def test_words_in_quotation_marks_are_marked(tagger: Tagger) -> None:
    (claim,) = claims_of(tagger, "“The bridge was safe,” Tessa Brandt told reporters.").values()
    assert claim.quoted
    (claim,) = claims_of(tagger, "The bridge was safe, Tessa Brandt told reporters.").values()
    assert not claim.quoted


@pytest.mark.parametrize(
    "text",
    [
        "The council did not close the bridge.",
        "The council never closed the bridge.",
        "The council failed to close the bridge.",
        "No engineer closed the bridge in time.",
        "The council couldn’t close the bridge.",
        "Nobody closed the bridge in time.",
        "The council refused to close the bridge.",
        "The council was unable to close the bridge.",
    ],
)
def test_negation(tagger: Tagger, text: str) -> None:
    assert [c.negated for c in claims_of(tagger, text).values()] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The council closed the bridge in May.",
        "No fewer than 17 miners perished underground.",
        "No more than 17 miners worked underground.",
        "The council closed the bridge, which had no railing and no lamps, in the night.",
        "The council closed the bridge without any warning.",
        "The council closed not only the bridge.",
        "The share of the bank declined by half.",
    ],
)
def test_what_only_looks_negated_is_not(tagger: Tagger, text: str) -> None:
    claims = claims_of(tagger, text)
    assert not claims[text.rstrip(".")].negated


@pytest.mark.parametrize(
    "text",
    [
        "Tessa Brandt denied that the council had ignored the warnings.",
        "It is not true that the council had ignored the warnings, Tessa Brandt said.",
        "Tessa Brandt rejected claims that the council had ignored the warnings.",
    ],
)
def test_denial(tagger: Tagger, text: str) -> None:
    assert only(tagger, text, "the council had ignored the warnings") == ("Tessa Brandt", True, "denied")


@pytest.mark.parametrize("cue", ["did not deny", "would not say", "could not confirm"])
def test_what_is_neither_said_nor_denied_stays_open(tagger: Tagger, cue: str) -> None:
    (claim,) = claims_of(tagger, f"Tessa Brandt {cue} that the council had ignored the warnings.").values()
    assert (claim.certainty, claim.negated) == ("possible", False)


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The minister may resign this week.", "possible"),
        ("The minister will probably resign this week.", "possible"),
        ("Tessa Brandt believes that the minister resigned.", "possible"),
        ("The minister reportedly resigned this week.", "reported"),
        ("The minister allegedly took bribes.", "reported"),
        ("The minister resigned in May.", "stated"),
        ("The minister appears to have resigned this week.", "possible"),
        ("The minister is believed to have resigned.", "possible"),
        ("The minister is said to have resigned.", "reported"),
        ("The minister would have resigned in the end.", "possible"),
        ("The minister could not explain the theft.", "stated"),
        ("Witnesses could hear the engine of the boat.", "stated"),
        ("Did the minister resign in the end?", "possible"),
    ],
)
def test_certainty(tagger: Tagger, text: str, certainty: str) -> None:
    assert [c.certainty for c in claims_of(tagger, text).values()] == [certainty]


def test_a_condition_is_only_possible(tagger: Tagger) -> None:
    assert claims_of(tagger, "If the dam breaks, the valley will be flooded.")["If the dam breaks"].certainty == (
        "possible"
    )


def test_what_hangs_on_a_condition_is_only_possible(tagger: Tagger) -> None:
    claims = claims_of(tagger, "If the dam breaks, the valley will be flooded.")
    assert {c.certainty for c in claims.values()} == {"possible"}


@pytest.mark.parametrize("frame", ["There is no evidence", "There were fears", "The court does not believe"])
def test_what_is_doubted_is_only_possible(tagger: Tagger, frame: str) -> None:
    claims = claims_of(tagger, f"{frame} that the council had ignored the warnings.")
    assert claims[min(claims, key=len)].certainty == "possible"


def test_clauses_with_subjects_of_their_own_are_claims_of_their_own(tagger: Tagger) -> None:
    claims = claims_of(tagger, "The fire killed 12 people, and the flood destroyed 40 houses.")
    assert {w: [f.value for f in c.figures] for w, c in claims.items()} == {
        "The fire killed 12 people": [12],
        "the flood destroyed 40 houses": [40],
    }


def test_a_thin_clause_stays_with_the_one_above_it(tagger: Tagger) -> None:
    text = "Police arrested the driver of the red lorry and left."
    assert list(claims_of(tagger, text)) == [text.rstrip(".")]


def test_figures_belong_to_the_innermost_clause(tagger: Tagger) -> None:
    claims = claims_of(tagger, "The council closed the bridge after engineers had found 17 cracks in its pillars.")
    assert [[f.value for f in c.figures] for c in claims.values()] == [[], [17]]


def test_a_relative_clause_speaks_of_the_noun_before_it(tagger: Tagger) -> None:
    claims = claims_of(tagger, "The bridge, which was built in 1931 by Orlen Works, carried 4,000 cars a day.")
    inner = claims["which was built in 1931 by Orlen Works"]
    assert (inner.predicate, inner.patient) == ("build", "bridge")
    assert "bridge" in inner.terms


def test_who_does_what_to_whom(tagger: Tagger) -> None:
    (active,) = claims_of(tagger, "Tessa Brandt dismissed Karel Dovan in the evening.").values()
    (passive,) = claims_of(tagger, "Karel Dovan was dismissed by Tessa Brandt in the evening.").values()
    for claim in (active, passive):
        assert (claim.predicate, claim.agent, claim.patient) == ("dismiss", "Tessa Brandt", "Karel Dovan")
        assert set(claim.entities) == {"Tessa Brandt", "Karel Dovan"}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The men seized by the rebels near Halven were freed.", "seized by the rebels", ("seize", "rebel", "man")),
        (
            "Rescuers met villagers carrying sick children to the road.",
            "carrying sick children to the road",
            ("carry", "villager", "child"),
        ),
        (
            "Karel Dovan was arrested and later showed the police the boat.",
            "later showed the police the boat",
            ("show", "Karel Dovan", "boat"),
        ),
        ("Tessa Brandt is believed to have sold the bridge.", "sold the bridge", ("sell", "Tessa Brandt", "bridge")),
        ("Tessa Brandt failed to warn the villagers.", "warn the villagers", ("warn", "Tessa Brandt", "villager")),
        ("Her cousin, Karel Dovan, left the house.", "cousin", ("leave", "Karel Dovan", "house")),
        ("Three of the sailors were taken ashore by helicopter.", "sailors", ("take", None, "sailor")),
    ],
)
def test_who_does_what_behind_other_words(
    tagger: Tagger, text: str, words: str, who: tuple[str, str | None, str | None]
) -> None:
    found = [(c.predicate, c.agent, c.patient) for said, c in claims_of(tagger, text).items() if words in said]
    assert who in found


def test_i_and_it_mean_who_speaks(tagger: Tagger) -> None:
    (first,) = claims_of(tagger, "“I closed the bridge on my own,” Tessa Brandt told reporters.").values()
    assert first.agent == "Tessa Brandt"
    (it,) = claims_of(tagger, "The Orlen Water Company said that it closed the bridge.").values()
    assert it.agent == "Orlen Water Company"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A bomb exploded in Sydney on Friday.", "Sydney"),
        ("A bomb exploded outside the embassy in Cairo on Friday.", "Cairo"),
        ("A bomb exploded in the northern city of Lyon on Friday.", "Lyon"),
        ("Workers found the painting in a red barn.", "red barn"),
        ("Workers found the painting in front of a barracks.", "barracks"),
        ("Workers found the painting on the bridge.", "bridge"),
        ("Workers found the painting in waters off Norway.", "Norway"),
        ("Workers found the painting in May.", None),
        ("Workers found the painting in a hurry.", None),
        ("The council imposed sanctions on Norway.", None),
        ("Workers sent the painting to Norway.", None),
    ],
)
def test_where_it_happens(tagger: Tagger, text: str, place: str | None) -> None:
    assert [c.place for c in claims_of(tagger, text).values()] == [place]


def test_all_of_where_is_kept_the_nearest_first(tagger: Tagger) -> None:
    (claim,) = claims_of(tagger, "A bomb exploded outside the embassy in Cairo on Friday.").values()
    assert claim.places == ("embassy", "Cairo")


def test_where_the_speaker_stands_is_not_where_it_happens(tagger: Tagger) -> None:
    claims = claims_of(tagger, "A spokesman in Oslo said that a bomb exploded in Cairo on Friday.")
    assert {c.place for w, c in claims.items() if "exploded" in w} == {"Cairo"}


@pytest.mark.parametrize(
    "text",
    [
        "The council will close the bridge in June.",
        "Tessa Brandt said the council would close the bridge.",
        "The council plans to close the bridge.",
        "The bridge is due to close.",
        "The bridge is expected to close.",
        "The council is going to close the bridge.",
        "The council announced plans to close the bridge.",
        "The bridge closes on 2 June 2026.",
    ],
)
def test_what_is_announced_is_still_to_come(tagger: Tagger, text: str) -> None:
    assert [c.future for c in claims_of(tagger, text).values()] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The council closed the bridge in June.",
        "The council has closed the bridge.",
        "The council wanted to close the bridge.",
        "The bridge closed on 2 March 2026.",
    ],
)
def test_what_happened_is_not_to_come(tagger: Tagger, text: str) -> None:
    assert [c.future for c in claims_of(tagger, text).values()] == [False]


def test_a_day_of_its_own_and_one_of_its_sentence(tagger: Tagger) -> None:
    claims = claims_of(tagger, "Police arrested Karel Dovan on Tuesday after engineers had found cracks in the bridge.")
    (outer, inner) = claims.values()
    assert (outer.happened, outer.dated) == ("2026-03-10", True)
    assert (inner.happened, inner.dated) == ("2026-03-10", False)


def test_two_days_of_one_sentence_stay_with_their_clauses(tagger: Tagger) -> None:
    text = "Police arrested Karel Dovan on Tuesday, and the court released Karel Dovan from prison on Thursday."
    assert [c.happened for c in claims_of(tagger, text).values()] == ["2026-03-10", "2026-03-12"]


def test_when_clauses_share_the_day_above_them(tagger: Tagger) -> None:
    claims = claims_of(tagger, "On Friday, when the gate broke, the water reached the station.")
    assert {(c.happened, c.dated) for c in claims.values()} == {("2026-03-13", True)}


def test_a_day_settled_later_moves_the_claim(tagger: Tagger) -> None:
    article, notes = told(tagger, "The Orlen bridge collapsed on Monday.", published=None)
    assert [c.happened for c in notes.claims] == [None]
    (time,) = notes.times
    settled = date_claims(notes.claims, [TimeExpression(time.span, "DATE", "2026-03-09")])
    assert [c.happened for c in settled] == ["2026-03-09"]
    assert article.quote(time.span) == "Monday"


def test_the_main_clause_is_known_through_who_says_it(tagger: Tagger) -> None:
    claims = claims_of(tagger, "Tessa Brandt said the council closed the bridge after engineers had found 17 cracks.")
    assert {w: c.main for w, c in claims.items() if c.figures} == {"after engineers had found 17 cracks": False}
    assert any(c.main for c in claims.values())


@pytest.mark.parametrize("text", ["Halven news.", "Breaking news!", "More photos."])
def test_a_label_claims_nothing(tagger: Tagger, text: str) -> None:
    assert claims_of(tagger, text) == {}


def test_claims_lie_in_their_sentences_and_quote_the_text(tagger: Tagger) -> None:
    text = "The fire killed 12 people, and the flood destroyed 40 houses, Tessa Brandt said.\n“We mourn,” she added."
    article, notes = told(tagger, text)
    assert notes.claims
    for claim in notes.claims:
        assert claim.sentence.covers(claim.span)
        assert article.quote(claim.span).strip()
        assert all(claim.span.covers(f.span) for f in claim.figures)
