"""Whom a pronoun means, where that is safe to say."""

from __future__ import annotations

import pytest

from firsthand.annotate.antecedents import REACH, mention_at, resolve_pronouns
from firsthand.annotate.mentions import find_mentions
from firsthand.inference.tagger import Tagger
from tests.factory import make_article


def meant(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    article = make_article(text)
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    found = resolve_pronouns(tagged, find_mentions(article, tagged))
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


def test_two_people_who_do_nothing_leave_it_open(tagger: Tagger) -> None:
    text = "The council dismissed Karel Dovan. The mayor thanked Tomas Wirth. Soldiers escorted him to the border."
    assert meant(tagger, text) == []


def test_a_name_too_far_back_is_not_meant(tagger: Tagger) -> None:
    between = "The rain fell on the old town. " * (REACH + 1)
    assert meant(tagger, f"Karel Dovan resigned on Monday. {between}He left Halven by train.") == []


def test_a_pronoun_carries_its_name_on(tagger: Tagger) -> None:
    between = "The rain fell on the old town. " * (REACH - 1)
    text = f"Karel Dovan resigned on Monday. {between}He left Halven by train. {between}He came back in May."
    assert meant(tagger, text) == [("He", "Karel Dovan"), ("He", "Karel Dovan")]


@pytest.mark.parametrize("text", ["Karel Dovan left. It rained.", "Karel Dovan left. They stayed in the town."])
def test_other_pronouns_mean_no_person(tagger: Tagger, text: str) -> None:
    assert meant(tagger, text) == []


def test_each_word_of_a_name_stands_for_the_fullest_name(tagger: Tagger) -> None:
    text = "Karel Dovan resigned on Monday. Dovan left Halven by train."
    article = make_article(text)
    tagged = tagger(text, [(0, len(text))])
    named = mention_at(tagged, find_mentions(article, tagged))
    assert [named.get(i) for i, t in enumerate(tagged.tokens) if t.text in ("Karel", "Dovan")] == ["Karel Dovan"] * 3
