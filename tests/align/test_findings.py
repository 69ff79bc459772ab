"""The same fact in other words joins; what only looks alike stays apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from firsthand.align.findings import JOIN, gather
from firsthand.inference.tagger import Tagger
from tests.align.told import arrange, tell

FELL = "The Orlen bridge in Halven collapsed on Monday, killing nine people."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FELL, "Nine people died on Monday when the Orlen bridge in Halven fell down."),
        ("Police arrested the contractor Karel Dovan on Monday.", "Karel Dovan, a contractor, was arrested on Monday."),
        ("The council closed the harbor of Marr after the storm.", "The harbor of Marr was closed after the storm."),
        ("Tessa Brandt resigned as mayor of Halven on Monday.", "The mayor of Halven, Tessa Brandt, resigned Monday."),
    ],
)
def test_one_fact_in_other_words(tagger: Tagger, one: str, other: str) -> None:
    told = tell(tagger, one, other)
    assert any({c.span.article for c in f.claims} == {"a1", "a2"} for f in told.story.findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soldiers entered the city of Halven at dawn.", "The airport of Marr reopened in the evening."),
        ("Tessa Brandt praised the rescuers for their courage.", "Tessa Brandt ordered an inquiry into the contract."),
        ("The council bought 40 buses from Orlen Works.", "The flood destroyed 40 houses in the valley."),
        ("Karel Dovan resigned from the board of Orlen Works.", "Ilse Marr opened an exhibition of old maps."),
        ("The bridge was built in 1931 by Orlen Works.", "The bridge collapsed in the night of Monday."),
    ],
)
def test_look_alikes_stay_apart(tagger: Tagger, one: str, other: str) -> None:
    told = tell(tagger, one, other)
    assert all(len({c.span.article for c in f.claims}) == 1 for f in told.story.findings)
    assert {f.standing for f in told.story.findings} == {"single-source"}


def test_two_clauses_of_one_sentence_are_two_facts(tagger: Tagger) -> None:
    told = tell(tagger, "The fire killed 12 people, and the flood destroyed 40 houses.")
    assert len(told.story.findings) == 2


def test_sources_are_origins_and_never_articles(tagger: Tagger) -> None:
    told = tell(tagger, FELL, FELL, FELL, origins=[("a1", "a2", "a3")])
    finding = told.finding("collapsed")
    assert len(finding.claims) == 3
    assert (finding.independent_sources, finding.standing) == (1, "single-source")
    told = tell(tagger, FELL, FELL, FELL, origins=[("a1", "a3"), ("a2",)])
    assert (told.finding("collapsed").independent_sources, told.finding("collapsed").standing) == (2, "agreed")


def test_a_finding_keeps_its_id_when_an_article_is_added(tagger: Tagger) -> None:
    texts = [FELL, "Police arrested the contractor Karel Dovan on Monday."]
    before = tell(tagger, *texts)
    after = tell(tagger, *texts, "Nine people died on Monday when the Orlen bridge in Halven fell down.")
    for words in ("collapsed on Monday", "Police arrested"):
        assert before.finding(words).id == after.finding(words).id
    assert len(after.finding("collapsed on Monday").claims) > len(before.finding("collapsed on Monday").claims)


def test_what_most_origins_report_comes_first(tagger: Tagger) -> None:
    told = tell(tagger, f"Tessa Brandt ordered an inquiry into the contract.\n{FELL}", FELL.replace("nine", "9"))
    counts = [f.independent_sources for f in told.story.findings]
    assert counts == sorted(counts, reverse=True)
    assert "collapsed" in told.story.findings[0].statement


def test_the_statement_is_one_of_its_claims_to_the_letter(tagger: Tagger) -> None:
    told = tell(tagger, FELL, "Nine people died on Monday when the Orlen bridge in Halven fell down.")
    for finding in told.story.findings:
        assert finding.statement in {told.words(c.span) for c in finding.claims}


def test_every_claim_is_in_exactly_one_finding(tagger: Tagger) -> None:
    told = tell(tagger, f"{FELL} “We mourn,” Tessa Brandt said.", FELL)
    claims = [c for f in told.story.findings for c in f.claims]
    assert sorted(map(repr, claims)) == sorted(repr(c) for r in told.readings for c in r.annotations.claims)


def test_the_day_that_most_articles_give(tagger: Tagger) -> None:
    told = tell(tagger, FELL, FELL.replace("Monday", "Sunday"), FELL)
    assert told.finding("on Monday").happened == "2026-03-09"


def test_the_actors_of_a_finding_are_actors_of_the_story(tagger: Tagger) -> None:
    told = tell(tagger, "Tessa Brandt dismissed Karel Dovan.", "Mayor Brandt dismissed Karel Dovan.")
    known = {a.id: a.name for a in told.story.actors}
    assert {known[a] for a in told.finding("Tessa Brandt dismissed").actors} == {"Tessa Brandt", "Karel Dovan"}


def test_the_same_articles_give_the_same_findings(tagger: Tagger) -> None:
    told = tell(tagger, FELL, "Nine people died when the Orlen bridge fell.", FELL.replace("nine", "ten"))
    assert arrange(told.readings).story == told.story


@given(st.integers(1, 7).flatmap(lambda n: arrays.arrays(np.float32, (n, n), elements=st.floats(0, 1, width=32))))
def test_groups_are_a_partition_whatever_the_likeness(half: np.ndarray) -> None:
    same = np.maximum(half, half.T)
    groups = gather(same.astype(np.float16))
    assert sorted(i for g in groups for i in g) == list(range(len(same)))
    assert [g[0] for g in groups] == sorted(min(g) for g in groups)


@given(st.integers(1, 6).flatmap(lambda n: arrays.arrays(np.float16, (n, n), elements=st.floats(0, 1, width=16))))
def test_copies_stay_together_whatever_the_likeness(half: np.ndarray) -> None:
    same = np.kron(np.maximum(half, half.T), np.ones((2, 2), dtype=np.float16))
    groups = gather(same, [i - i % 2 for i in range(len(same))])
    assert sorted(i for g in groups for i in g) == list(range(len(same)))
    assert all({i - i % 2, i - i % 2 + 1} <= set(g) for g in groups for i in g)


def test_the_mean_of_a_group_decides_and_not_its_likest_pair() -> None:
    likely = 1.5 * JOIN
    same = np.array([[0, 0.9, likely], [0.9, 0, 0], [likely, 0, 0]], dtype=np.float16)
    assert gather(same) == ((0, 1), (2,))
    same[1, 2] = same[2, 1] = likely
    assert gather(same) == ((0, 1, 2),)


def test_a_story_of_many_reprints_is_gathered(tagger: Tagger) -> None:
    told = tell(tagger, *[f"{FELL}\nPolice arrested the contractor Karel Dovan."] * 8)
    assert len(told.story.findings) == len(told.readings[0].annotations.claims)
    assert all(len(f.claims) == 8 for f in told.story.findings)


def test_nothing_gives_nothing() -> None:
    assert gather(np.zeros((0, 0), dtype=np.float16)) == ()
