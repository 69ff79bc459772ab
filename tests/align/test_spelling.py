"""Which spellings are one name. People and bodies are invented; countries are real."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.align.letters import is_demonym
from firsthand.align.spelling import romanize, same_name, words_of
from firsthand.model import MentionKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serhiy Vornenko", "Sergei Vornenko"),
        ("Сергій Ворненко", "Serhii Vornenko"),
        ("Evgeny Brodin", "Yevgeny Brodin"),
        ("Евгений Бродин", "Yevgeny Brodin"),
        ("Oda Hodymskyy", "Oda Hodymskiy"),
        ("Олег Ходымский", "Oleh Hodymsky"),
        ("Alyaksandr Vornenka", "Alexander Vornenko"),
        ("Кирилл Жолкин", "Kyrylo Zholkin"),
    ],
)
def test_russian_ukrainian_and_belarusian_spellings(one: str, other: str) -> None:
    assert same_name(one, other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Γιώργος Βελλανδρέου", "Giorgos Vellandreou"),
        ("Γιώργος Βελλανδρέου", "George Vellandréou"),
        ("Ευάγγελος Μπάρκος", "Evangelos Barkos"),
        ("Γιάννης Ντορίδης", "Ioannis Doridis"),
    ],
)
def test_greek_letters_and_their_pairs(one: str, other: str) -> None:
    assert same_name(one, other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muammar Gaddari", "Moammar Qaddari"),
        ("Muammar Gadhari", "Muammar Kadhari"),
        ("Usama bin Ladar", "Osama bin Ladar"),
        ("Abdulaziz Holtani", "Abd al-Aziz Holtani"),
        ("Abdel Aziz Holtani", "Abdul Aziz Holtani"),
        ("Nuri al-Holti", "Nuri Holti"),
        ("Karim ibn Sadar al-Holti", "Karim Al Holti"),
    ],
)
def test_arabic_spellings(one: str, other: str) -> None:
    assert same_name(one, other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Rosa de Lund Brask", "Maria Ana Rosa de Lund Brask"),
        ("Ramzi Abdullah Holti", "Ramzi Mohamed Abdullah Holti"),
        ("Ben Holt", "Ben Oscar Holt"),
    ],
)
def test_given_names_in_their_order_are_the_same_person(one: str, other: str) -> None:
    assert same_name(one, other).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mario Gaddari", "Maria Qaddari"),
        ("Karl Miller", "Oscar Moller"),
        ("Ramzi Abdullah Holti", "Ramzi Karim Holti"),
        ("이재솔", "이재갈"),
        ("Kim Sol Un", "Kim Sol Ik"),
    ],
)
def test_who_is_somebody_else(one: str, other: str) -> None:
    verdict = same_name(one, other)
    assert not verdict.same and verdict.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbor Group Works", "HarborGroup Works"),
        ("Chinese Harbor Administration", "China Harbor Administration"),
        ("Ministry of Harbors of Poland", "Polish Ministry of Harbors"),
        ("United States Harbor Board", "U.S. Harbor Board"),
        ("League of Seven", "League of 7"),
        ("Orlen Harbour Organisation", "Orlen Harbor Organization"),
        ("Marrow's", "Marrow"),
    ],
)
def test_one_body_under_several_names(one: str, other: str) -> None:
    assert same_name(one, other, "organization").same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Army of Niger", "Nigerian Army"),
        ("Harbor Bank of Austria", "Harbor Bank of Australia"),
        ("Orlen Petromechanical Works", "Orlen Petrochemical Works"),
        ("Fund of Seven", "Fund of 8"),
    ],
)
def test_bodies_that_only_look_alike(one: str, other: str) -> None:
    assert not same_name(one, other, "organization").same


def test_accents_and_hyphens_are_no_difference() -> None:
    assert romanize("Ödön  Fjørtoft-Łask") == "odon fjortoft-lask"
    assert words_of("The Lady Ana Brask-Lund") == ["ana", "brask", "lund"]


def test_adjectives_of_countries() -> None:
    for adjective, country in (("french", "france"), ("iranian", "iran"), ("german", "germany"), ("turkish", "turkey")):
        assert is_demonym(adjective, country) and is_demonym(country, adjective)
    assert not is_demonym("austrian", "australia")
    assert not is_demonym("roman", "romania")


NAMES = st.lists(
    st.sampled_from(
        "Ana Anna Maria Mario Oscar Abdul Aziz al bin de Brask Braske Lund Gaddari Qaddari Серж Ορλεν B. Jr 7 Seven US "
        "Bank of China Chinese Group Harbor Harbour".split()
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(NAMES, NAMES, st.sampled_from(["person", "organization", "place", "other"]))
def test_whose_name_comes_first_does_not_matter(one: str, other: str, kind: MentionKind) -> None:
    assert same_name(one, other, kind).same == same_name(other, one, kind).same
    assert same_name(one, one, kind).same


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert same_name(one, other).same == same_name(other, one).same
    assert romanize(romanize(one)) == romanize(one) or not one.isascii()
