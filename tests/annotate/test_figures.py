"""Numbers with what they count."""

from __future__ import annotations

import pytest

from firsthand.inference.tagger import Tagger
from tests.annotate.told import figures_of, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council bought 14 new buses.", ("14", 14, "exactly", "bus")),
        ("Twenty-one passengers were injured.", ("Twenty-one", 21, "exactly", "injured")),
        ("Some 1,250 houses burned.", ("1,250", 1250, "about", "house")),
        ("About 2.5 million euros were stolen.", ("2.5 million", 2.5e6, "about", "EUR")),
        ("Two hundred and fifty soldiers arrived.", ("Two hundred and fifty", 250, "exactly", "people")),
        ("Two hundred and forty-five houses burned.", ("Two hundred and forty-five", 245, "exactly", "house")),
        ("Three thousand two hundred cars burned.", ("Three thousand two hundred", 3200, "exactly", "car")),
        ("The army bought two dozen trucks.", ("two dozen", 24, "about", "truck")),
        ("The army bought a dozen trucks.", ("dozen", 12, "about", "truck")),
    ],
)
def test_number_words_and_scales(tagger: Tagger, text: str, expected: tuple[str, float, str, str]) -> None:
    assert figures_of(tagger, text) == [expected]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("At least", "at least"),
        ("No fewer than", "at least"),
        ("More than", "more than"),
        ("Over", "more than"),
        ("Up to", "at most"),
        ("No more than", "at most"),
        ("Fewer than", "fewer than"),
        ("Nearly", "fewer than"),
        ("About", "about"),
        ("An estimated", "about"),
        ("Exactly", "exactly"),
    ],
)
def test_qualifiers(tagger: Tagger, words: str, qualifier: str) -> None:
    assert figures_of(tagger, f"{words} 300 houses were destroyed by the flood.") == [("300", 300, qualifier, "house")]


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("Dozens of houses were destroyed.", 24),
        ("Hundreds of houses were destroyed.", 200),
        ("Tens of thousands of houses were destroyed.", 20_000),
    ],
)
def test_a_vague_plural_is_a_floor(tagger: Tagger, text: str, floor: int) -> None:
    ((_, value, qualifier, _),) = figures_of(tagger, text)
    assert (value, qualifier) == (floor, "at least")


@pytest.mark.parametrize("text", ["Eight to ten workers were hurt.", "Between eight and ten workers were hurt."])
def test_a_range_holds_its_lower_end(tagger: Tagger, text: str) -> None:
    ((_, value, qualifier, unit),) = figures_of(tagger, text)
    assert (value, qualifier, unit) == (8, "at least", "injured")


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Nine people were killed in the fire.", "killed"),
        ("Nine people died in the fire.", "killed"),
        ("The fire killed nine people.", "killed"),
        ("The toll rose to nine dead.", "killed"),
        ("Nine fishermen drowned near Orlen.", "killed"),
        ("The fire injured nine passengers.", "injured"),
        ("Nine residents were wounded.", "injured"),
        ("Nine miners are missing.", "missing"),
        ("Police arrested nine students.", "arrested"),
        ("Rescuers rescued nine sailors.", "rescued"),
        ("Nine villagers were evacuated from Halven.", "evacuated"),
        ("Nine soldiers arrived in Halven.", "people"),
    ],
)
def test_people_are_counted_by_their_fate(tagger: Tagger, text: str, fate: str) -> None:
    assert [(v, u) for _, v, _, u in figures_of(tagger, text)] == [(9, fate)]


def test_two_fates_in_one_sentence_stay_apart(tagger: Tagger) -> None:
    figures = figures_of(tagger, "The fire killed 12 people and injured more than 30 others.")
    assert [(v, q, u) for _, v, q, u in figures] == [(12, "exactly", "killed"), (30, "more than", "injured")]


def test_a_part_and_its_whole_count_two_things(tagger: Tagger) -> None:
    figures = figures_of(tagger, "Police rescued 21 of the 276 girls on Sunday.")
    assert [v for _, v, _, _ in figures] == [21, 276]
    assert figures[0][3] != figures[1][3]


@pytest.mark.parametrize("text", ["Tessa Brandt, 45, was arrested on Tuesday.", "A 45-year-old man died in the fire."])
def test_an_age_counts_nobody(tagger: Tagger, text: str) -> None:
    assert [(v, u) for _, v, _, u in figures_of(tagger, text)] == [(45, "age")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The ministry paid $3.2 million for the bridge.", 3.2e6, "USD"),
        ("The company lost €40m on the bridge.", 4e7, "EUR"),
        ("The ministry paid £900 for the bridge.", 900, "GBP"),
        ("Prices rose by 3.5% at the market.", 3.5, "%"),
        ("Nearly 40 percent of voters stayed at home.", 40, "%"),
    ],
)
def test_currencies_and_shares(tagger: Tagger, text: str, value: float, unit: str) -> None:
    assert [(v, u) for _, v, _, u in figures_of(tagger, text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two-thirds of the houses burned.", (200 / 3, "about", "%")),
        ("A quarter of voters stayed at home.", (25, "about", "%")),
        ("More than half of voters stayed at home.", (50, "more than", "%")),
        ("Several hundred houses burned.", (200, "at least", "house")),
        ("The army bought half a dozen trucks.", (6, "about", "truck")),
        ("The army bought 40 or more trucks.", (40, "at least", "truck")),
        ("Some 40 per cent of voters stayed at home.", (40, "about", "%")),
        ("The company lost $3.2bn.", (3.2e9, "exactly", "USD")),
        ("The storm flattened 90 square miles of forest.", (90, "exactly", "square mile")),
        ("The rebels handed over 21 trucks.", (21, "exactly", "truck")),
        ("Dozens of sailors drowned.", (24, "at least", "killed")),
        ("Nine residents were taken to hospital.", (9, "exactly", "hospitalized")),
        ("Nine residents suffered injuries.", (9, "exactly", "injured")),
        ("Nine residents are confirmed as having died.", (9, "exactly", "killed")),
        ("The school takes girls, ages 11 to 18, from Orlen.", (11, "at least", "age")),
        ("He served an 8-year sentence.", (8, "exactly", "year")),
        ("The victim, aged 45, was a teacher.", (45, "exactly", "age")),
    ],
)
def test_values_qualifiers_and_units_of_the_news(tagger: Tagger, text: str, expected: tuple[float, str, str]) -> None:
    assert [(v, q, u) for _, v, q, u in figures_of(tagger, text)] == [expected]


def test_a_result_gives_two_scores(tagger: Tagger) -> None:
    figures = figures_of(tagger, "Halven Rovers beat Orlen Town 5-2 on Sunday.")
    assert [(v, u) for _, v, _, u in figures] == [(5, "score"), (2, "score")]


@pytest.mark.parametrize(
    "text",
    [
        "The Kestrel 4 was launched by the agency.",
        "Halven Rovers won game 7 in the rain.",
        "Passengers of flight 370 waited for the crew.",
        "Readers can call 0800 111 222 for help.",
        "This is the one that Tessa Brandt wanted.",
        "No one left the village.",
        "Photo 3/12 shows the bridge.",
    ],
)
def test_a_number_that_counts_nothing_is_no_figure(tagger: Tagger, text: str) -> None:
    assert figures_of(tagger, text) == []


def test_a_date_is_no_figure(tagger: Tagger) -> None:
    assert figures_of(tagger, "The bridge was opened on 12 May 1931 by the council.") == []


def test_a_number_beside_another_is_not_added_to_it(tagger: Tagger) -> None:
    assert [v for _, v, _, _ in figures_of(tagger, "Of the 300 two reached the village before the night.")] == [300, 2]


def test_digits_without_end_are_read_in_no_time(tagger: Tagger) -> None:
    figures = figures_of(tagger, f"The council counted {'9' * 900} votes and {'nine hundred ' * 300}chairs.")
    assert figures
    assert all(value < float("inf") for _, value, _, _ in figures)


def test_words_joined_without_end_are_read(tagger: Tagger) -> None:
    text = f"The council will {'meet and ' * 400}vote on {'a hundred ' * 60}chairs."
    article, notes = told(tagger, text)
    assert all(article.quote(c.span) for c in notes.claims)
