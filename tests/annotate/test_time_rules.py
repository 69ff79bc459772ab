from __future__ import annotations

import pytest

from firsthand.annotate.time_grammar import Rule, parse, rules, sign_patterns
from firsthand.annotate.time_words import clock, length, number, year


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.example)
def test_every_rule_finds_its_own_example(rule: Rule) -> None:
    assert sign_patterns()[rule.sign].search(rule.example)
    assert rule.pattern.search(rule.example)


def test_no_two_rules_share_an_example() -> None:
    examples = [(rule.sign, rule.example) for rule in rules()]
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize(
    "table",
    ["[month]\nJune | DATE | month {month} ~", "[month]\nJune | WHEN | month {month} ~\n    <month>", "June | DATE"],
)
def test_a_line_that_is_no_rule_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(parse(table))


@pytest.mark.parametrize(
    ("words", "value"),
    [("ninety-nine", "99"), ("a couple of", "2"), ("two hundred", "200"), ("2 1/2", "2.5"), ("a few", "X")],
)
def test_numbers_in_words(words: str, value: str) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("n", "unit", "value"),
    [
        ("1.5", "hour", "PT1H30M"),
        ("0.5", "hour", "PT30M"),
        ("2", "decade", "P20Y"),
        ("X", "century", "PXCE"),
        ("3", "quarter", "P9M"),
        ("1", "fortnight", "P2W"),
        ("2", "weekend", "P2D"),
    ],
)
def test_lengths(n: str, unit: str, value: str) -> None:
    assert length(n, unit) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("12 a.m.", "00:00"), ("noon", "12:00"), ("midnight", "24:00"), ("0530 gmt", "05:30"), ("9.05pm", "21:05")],
)
def test_times_of_day(words: str, value: str) -> None:
    assert clock(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("nineteen ninety-seven", "1997"), ("two thousand and one", "2001"), ("twenty fifteen", "2015")],
)
def test_years_in_words(words: str, value: str) -> None:
    assert year(words) == value
