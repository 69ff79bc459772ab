"""Copies are found however they were cut, turned round and touched up; reports of their own never."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Annotations, Reading
from firsthand.relate import find_origins, relate
from firsthand.relate.candidates import candidates
from firsthand.relate.passages import read_words, seeds_of
from tests.factory import make_article

WHO = (
    "the harbor master|a ferry pilot|the Orrin council|two dock workers|the railway board|a miller from Quennel"
    "|the coast guard|an engineer|the night watchman|the premier's office|a schoolteacher|the union"
).split("|")
DID = (
    "closed|inspected|reopened|blamed|repaired|abandoned|searched|praised|flooded|measured|promised|refused|sold|painted"
).split("|")
WHAT = (
    "the eastern lock|three barges of grain|the signal box|a cracked pipe|the old mill road|nine wagons|the fish market"
    "|its winter timetable|a wooden bridge|the customs shed|two pumps|the lighthouse lamp|the ticket hall"
).split("|")
WHEN = (
    "after heavy rain on Tuesday|before the morning shift began|without telling the ministry|at a cost of nine million"
    "|for the second time this year|while crews waited on the quay|despite a warning|before a silent crowd"
    "|because the tide had turned|under a law passed in spring|near the village of Saltmere|with help from the islands"
).split("|")

seeds = st.integers(0, 10_000)


def reports(rng: random.Random, *sizes: int) -> list[list[str]]:
    """Invented reports of so many paragraphs, three sentences each; no two sentences begin or end alike."""
    subjects = [f"{who} {did}" for who in WHO for did in DID]
    ends = [f"{what} {when}" for what in WHAT for when in WHEN]
    number = 3 * sum(sizes)
    chosen = zip(rng.sample(subjects, number), rng.sample(ends, number), strict=True)
    told = [f"{subject} {end}.".capitalize() for subject, end in chosen]
    paragraphs = [" ".join(told[k : k + 3]) for k in range(0, number, 3)]
    return [[paragraphs.pop() for _ in range(size)] for size in sizes]


def edited(rng: random.Random, paragraphs: Sequence[str], share: float = 0.1) -> list[str]:
    """With that share of its words changed."""
    return [" ".join(f"other{rng.random()}" if rng.random() < share else w for w in p.split()) for p in paragraphs]


def origins(*texts: Sequence[str]) -> int:
    rows = []
    for n, text in enumerate(texts):
        article = make_article("\n".join(text), f"a{n}", publisher=f"Paper {n} of Orrin")
        rows.append(Reading(article, Annotations(article.id)))
    return len(find_origins(rows, relate(rows)))


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_a_copy_that_was_cut_turned_round_and_touched_up_is_found(seed: int) -> None:
    rng = random.Random(seed)
    (original,) = reports(rng, 8)
    copy = edited(rng, rng.sample(original, 5))
    assert origins(original, copy) == 1


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_copy_of_the_end_alone_is_found(seed: int) -> None:
    (original,) = reports(random.Random(seed), 8)
    assert origins(original, original[4:]) == 1


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_two_reports_of_their_own_are_two(seed: int) -> None:
    rng = random.Random(seed)
    assert origins(*reports(rng, 8, 8)) == 2


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_statement_that_all_carry_in_quotation_marks_joins_nothing(seed: int) -> None:
    rng = random.Random(seed)
    statement, one, two, three = reports(rng, 2, 4, 4, 4)
    said = [f'"{paragraph}"' for paragraph in statement]
    assert origins(one + said, said + two, three + said) == 3


def test_what_one_publisher_puts_under_everything_joins_nothing() -> None:
    rng = random.Random(1)
    under, *told = reports(rng, 1, 5, 5, 5)
    rows = []
    for n, text in enumerate(told):
        article = make_article("\n".join(text + under), f"a{n}")
        rows.append(Reading(article, Annotations(article.id)))
    assert len(find_origins(rows, relate(rows))) == 3


def test_a_publishers_words_to_its_readers_join_nothing_wherever_they_stand() -> None:
    rng = random.Random(2)
    address = (
        "Our work is paid for by people like you. To have it in your inbox every morning at seven, sign up for the"
        " newsletter, follow us wherever you listen to podcasts, or become a subscriber for less than a coffee a week."
    )
    rows = []
    for n, text in enumerate(reports(rng, 5, 5, 5)):
        article = make_article("\n".join([*text[:2], address, *text[2:]]), f"a{n}")
        rows.append(Reading(article, Annotations(article.id)))
    assert len(find_origins(rows, relate(rows))) == 3


@pytest.mark.parametrize("copies", [50, 200])
def test_the_pairs_to_compare_grow_with_the_copies_and_not_with_their_square(copies: int) -> None:
    rng = random.Random(3)
    (original,) = reports(rng, 8)
    texts = [original, *(edited(rng, original, 0.02) for _ in range(copies))]
    words = [
        read_words(Reading(a, Annotations(a.id)))
        for a in (make_article("\n".join(t), f"a{n:03}") for n, t in enumerate(texts))
    ]
    assert copies <= len(candidates([seeds_of(w) for w in words], range(len(words)))) < 6 * copies
