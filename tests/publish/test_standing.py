"""A sentence is marked as disputed for what it says, and not for what its finding holds besides."""

from __future__ import annotations

from dataclasses import replace

from firsthand.publish.standing import disagreements_of, origins_of, standing_of
from tests.publish.edition import make_edition

STORY = make_edition().stories[0]


def test_a_sentence_takes_part_in_what_it_is_cited_against() -> None:
    assert [d.id for d in disagreements_of(STORY.account[0], STORY)] == ["d1", "d4"]
    assert standing_of(STORY.account[3], STORY) == ("updated: how many",)


def test_another_sentence_of_a_disputed_finding_is_not_disputed() -> None:
    other = replace(STORY.account[1], finding="f1", independent_sources=2)
    assert disagreements_of(other, STORY) == ()
    assert standing_of(other, STORY) == ("2 origins",)


def test_the_count_is_the_sentence_s_own_where_it_has_one() -> None:
    assert origins_of(STORY.account[1], STORY) == "one source"
    assert origins_of(replace(STORY.account[1], independent_sources=3), STORY) == "3 origins"
