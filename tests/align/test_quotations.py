"""The same quoted words wherever a story's articles carry them."""

from __future__ import annotations

from firsthand.inference.tagger import Tagger
from tests.align.told import Told, tell

LONG = "We will rebuild the bridge before the winter comes and nobody will pay a toll"
SHORT = "We will rebuild the bridge before the winter comes"


def rows(told: Told) -> list[tuple[str, str | None, tuple[str, ...], str]]:
    return [(q.text.strip(" ,."), q.speaker, q.articles, q.first) for q in told.story.quotations]


def test_the_same_words_make_one_row(tagger: Tagger) -> None:
    told = tell(tagger, f"“{SHORT},” Tessa Brandt said.", f"Tessa Brandt said: “{SHORT}.”")
    assert rows(told) == [(SHORT, "Tessa Brandt", ("a1", "a2"), "a1")]


def test_a_shorter_cut_joins_the_longer_one(tagger: Tagger) -> None:
    told = tell(tagger, f"“{SHORT},” Tessa Brandt said.", f"“{LONG},” Tessa Brandt told reporters.")
    assert rows(told) == [(LONG, "Tessa Brandt", ("a1", "a2"), "a1")]


def test_a_cut_inside_a_sentence_joins_and_the_text_is_what_stood_in_quotation_marks(tagger: Tagger) -> None:
    told = tell(
        tagger,
        f"Tessa Brandt promised that “{SHORT[0].lower() + SHORT[1:]}”.",
        f"“{SHORT},” Tessa Brandt said.",
    )
    ((text, _, articles, first),) = rows(told)
    assert (text, articles, first) == (SHORT, ("a1", "a2"), "a1")


def test_a_few_words_are_too_common_to_join(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "“It is a disaster,” Tessa Brandt said.",
        "“It is a disaster for all of us who live by the river,” Karel Dovan said.",
    )
    assert [r[1] for r in rows(told)] == ["Tessa Brandt", "Karel Dovan"]


def test_every_place_of_the_words_is_listed(tagger: Tagger) -> None:
    told = tell(tagger, f"“{SHORT},” Tessa Brandt said.", f"“{LONG},” Tessa Brandt told reporters.")
    (row,) = told.story.quotations
    assert [told.words(s).strip(" ,.") for s in row.claims] == [SHORT, LONG]


def test_rows_come_in_the_order_in_which_they_were_carried(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "“The council knew nothing of the cracks,” Karel Dovan said.",
        f"“{SHORT},” Tessa Brandt said. “The council knew nothing of the cracks,” Karel Dovan said.",
    )
    assert [r[1] for r in rows(told)] == ["Karel Dovan", "Tessa Brandt"]


def test_what_was_not_quoted_makes_no_row(tagger: Tagger) -> None:
    assert rows(tell(tagger, "Tessa Brandt said that the council will rebuild the bridge.")) == []
