"""The same quoted words wherever a story's articles carry them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.align.quotations import share_quotations
from firsthand.inference.tagger import Tagger
from firsthand.model import Annotations, Quotation, Reading
from tests.align.told import Told, tell
from tests.factory import make_article

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We will never let organisers of the defence centre harm our colour and honour again",
            "We'll never let organizers of the defense center harm our color and honor again",
        ),
        (
            "We will rebuild the bridge before the winter comes and nobody will pay a toll",
            "We will rebuild the [Orlen] bridge before the winter comes … and nobody will pay a toll",
        ),
        (
            "We will rebuild the bridge before the winter comes, and nobody will ever pay a toll again",
            "We will rebuild the bridge before winter comes, and nobody will ever pay a toll again",
        ),
    ],
)
def test_spelling_brackets_and_small_slips_are_the_same_words(tagger: Tagger, one: str, other: str) -> None:
    told = tell(tagger, f"“{one},” Tessa Brandt said.", f"“{other},” Tessa Brandt said.")
    assert [r[2] for r in rows(told)] == [("a1", "a2")]


def test_the_quoted_words_of_a_sentence_are_what_counts(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Tessa Brandt said that the old council had been a “culture of easy promises and late trains”.",
        "Tessa Brandt said the board stood for a “culture of easy promises and late trains”.",
    )
    assert rows(told) == [("culture of easy promises and late trains", "Tessa Brandt", ("a1", "a2"), "a1")]
    (row,) = told.story.quotations
    assert {told.words(s).strip(" ,.") for s in row.claims} == {"culture of easy promises and late trains"}


def test_few_words_join_where_one_person_says_them(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Tessa Brandt called the plan a “stab in the back”.",
        "“This is a stab in the back for all of us who live by the river,” Tessa Brandt said.",
    )
    assert [r[2] for r in rows(told)] == [("a1", "a2")]


def test_a_name_that_most_articles_give_wins_over_a_description(tagger: Tagger) -> None:
    told = tell(
        tagger,
        f"“{SHORT},” a spokeswoman said.",
        f"“{SHORT},” another spokeswoman said.",
        f"“{SHORT},” Tessa Brandt said.",
    )
    assert [(r[1], r[2]) for r in rows(told)] == [("Tessa Brandt", ("a1", "a2", "a3"))]


def quoting(id: str, words: str, speaker: str) -> Reading:
    article = make_article(f"“{words}” said {speaker}.", id)
    return Reading(
        article,
        Annotations(id, quotations=(Quotation("direct", (article.span(1, 1 + len(words)),), speaker=speaker),)),
    )


WORDS = st.lists(
    st.sampled_from("we will not rebuild the old Orlen bridge this winter".split()), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["Tessa Brandt", "Karel Dovan"])), max_size=6))
def test_every_quotation_is_in_exactly_one_row(said: list[tuple[list[str], str]]) -> None:
    readings = [quoting(f"a{n}", " ".join(words), speaker) for n, (words, speaker) in enumerate(said)]
    found = share_quotations(readings)
    places = [s for row in found for s in row.claims]
    assert sorted(places) == sorted(c for r in readings for q in r.annotations.quotations for c in q.content)
    assert all(row.first == row.articles[0] for row in found)
    assert [row.first for row in found] == sorted((row.first for row in found), key=lambda a: int(a[1:]))
