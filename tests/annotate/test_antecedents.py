"""Whom a pronoun means, where that is safe to say."""

from __future__ import annotations

import pytest

from firsthand.annotate.antecedents import mention_at, resolve_pronouns
from firsthand.annotate.mentions import find_mentions
from firsthand.annotate.quotations import find_quotations
from firsthand.inference.tagger import Tagger
from tests.factory import make_article


def meant(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    article = make_article(text)
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    mentions = find_mentions(article, tagged)
    found = resolve_pronouns(tagged, mentions, find_quotations(article, tagged, mentions))
    return [(tagged.tokens[i].text, entity) for i, entity in sorted(found.items())]


def test_the_subject_goes_on(tagger: Tagger) -> None:
    assert meant(tagger, "Karel Dovan resigned on Monday. He left Halven by train.") == [("He", "Karel Dovan")]


def test_the_subject_before_the_object(tagger: Tagger) -> None:
    assert meant(tagger, "Karel Dovan met Tomas Wirth in Halven. He resigned on Sunday.") == [("He", "Karel Dovan")]


def test_the_only_person_named(tagger: Tagger) -> None:
    text = "The council of Halven dismissed Karel Dovan on Monday. The mayor thanked him."
    assert meant(tagger, text) == [("him", "Karel Dovan")]


def test_nobody_is_meant_where_nobody_is_named(tagger: Tagger) -> None:
    assert meant(tagger, "The council met on Monday. He left Halven by train.") == []


def test_a_name_too_far_back_is_not_meant(tagger: Tagger) -> None:
    between = "The rain fell on the old town. " * 6
    assert meant(tagger, f"Karel Dovan resigned on Monday. {between}He left Halven by train.") == []


def test_a_pronoun_carries_its_name_on(tagger: Tagger) -> None:
    between = "The rain fell on the old town. " * 2
    text = f"Karel Dovan resigned on Monday. {between}He left Halven by train. {between}He came back in May."
    assert meant(tagger, text) == [("He", "Karel Dovan"), ("He", "Karel Dovan")]


@pytest.mark.parametrize("text", ["Karel Dovan left. It rained.", "Karel Dovan left. They stayed in the town."])
def test_other_pronouns_mean_no_person(tagger: Tagger, text: str) -> None:
    assert meant(tagger, text) == []


@pytest.mark.parametrize(
    ("text", "woman"),
    [
        ("Karel Dovan met Anna Marr in Halven. Police arrested her on Monday.", "Anna Marr"),
        ("Anna Marr met Karel Dovan in Halven. Police arrested her on Monday.", "Anna Marr"),
        ("Mr. Dovan met Mrs. Marr in Halven. She resigned on Monday.", "Marr"),
    ],
)
def test_the_one_of_that_gender(tagger: Tagger, text: str, woman: str) -> None:
    assert [entity for _, entity in meant(tagger, text)] == [woman]


def test_an_object_is_not_its_own_subject(tagger: Tagger) -> None:
    text = "Tomas Wirth runs the port of Halven. On Sunday Karel Dovan praised him."
    assert meant(tagger, text) == [("him", "Tomas Wirth")]


def test_whose_relative_somebody_is_is_another(tagger: Tagger) -> None:
    text = "Anna Marr left Halven on Monday. Her cousin, Oda Lund, stayed in the town."
    assert meant(tagger, text) == [("Her", "Anna Marr")]


def test_two_of_equal_weight_leave_it_open(tagger: Tagger) -> None:
    text = "On Monday the council dismissed Karel Dovan and Tomas Wirth. Soldiers escorted him to the border."
    assert meant(tagger, text) == []


def test_somebody_without_a_name_may_be_meant(tagger: Tagger) -> None:
    text = "Karel Dovan owns the bakery of Halven. A man robbed the bakery on Monday. He fled on a bicycle."
    assert meant(tagger, text) == []


def test_a_noun_of_office_is_its_holder(tagger: Tagger) -> None:
    text = (
        "Mayor Karel Dovan opened the bridge of Halven. Tomas Wirth built it. Workers cheered. "
        "The mayor cut a ribbon. He wore a red coat."
    )
    assert meant(tagger, text)[-1] == ("He", "Karel Dovan")


def test_in_quotation_marks_i_am_the_speaker(tagger: Tagger) -> None:
    text = "“I never saw the bridge,” said Karel Dovan."
    assert meant(tagger, text) == [("I", "Karel Dovan")]


def test_he_who_is_spoken_of_is_not_the_speaker(tagger: Tagger) -> None:
    text = "Karel Dovan left Halven.\n\n“He is a fool,” said Karel Dovan."
    assert meant(tagger, text) == []


def test_he_is_the_one_whom_the_same_words_name(tagger: Tagger) -> None:
    text = "“Tomas Wirth knows it, and he keeps quiet,” said Karel Dovan."
    assert meant(tagger, text) == [("he", "Tomas Wirth")]


def test_each_word_of_a_name_stands_for_the_fullest_name(tagger: Tagger) -> None:
    text = "Karel Dovan resigned on Monday. Dovan left Halven by train."
    article = make_article(text)
    tagged = tagger(text, [(0, len(text))])
    named = mention_at(tagged, find_mentions(article, tagged))
    assert [named.get(i) for i, t in enumerate(tagged.tokens) if t.text in ("Karel", "Dovan")] == ["Karel Dovan"] * 3
