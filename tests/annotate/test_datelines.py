"""A lead begins behind its dateline; other sentences begin where they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.annotate.datelines import after_dateline

LEAD = "The Orlen bridge fell on Monday."


@pytest.mark.parametrize(
    "dateline",
    [
        "HALVEN - ",
        "HALVEN — ",
        "HALVEN, Vellmark – ",
        "HALVEN, March 14 (Tessera) - ",
        "PORT HALVEN, Vellmark (Tessera) — ",
        "HALVEN (Tessera) - ",
        "Halven, March 14 (Tessera) - ",
        "(Tessera) - ",
        "(Tessera) ",
    ],
)
def test_a_dateline_is_left_behind(dateline: str) -> None:
    text = dateline + LEAD
    assert text[after_dateline(text, 0, len(text)) :] == LEAD


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "Tessa Brandt (the mayor) left Halven.",
        "The mayor - who was there - left Halven.",
        "NOBODY was hurt, the mayor said.",
        "Halven Works (HW) built the bridge in 1931.",
        "“Nobody was hurt,” the mayor said - and left.",
        "The VMB said the bridge - the third - fell.",
        "A man, 45, was hurt - badly.",
    ],
)
def test_an_ordinary_sentence_is_untouched(text: str) -> None:
    assert after_dateline(text, 0, len(text)) == 0


def test_a_dateline_with_nothing_behind_it_stays() -> None:
    assert after_dateline("HALVEN - ", 0, 9) == 0


def test_a_line_in_the_middle_of_a_text() -> None:
    text = f"Bridge falls\nHALVEN - {LEAD}\n"
    assert after_dateline(text, 13, len(text)) == 22


@given(st.text(alphabet="AB .,-()'\n", max_size=200))
def test_any_line_keeps_something(text: str) -> None:
    assert 0 <= after_dateline(text, 0, len(text)) < max(1, len(text))


def test_capitals_without_end_are_read_in_no_time() -> None:
    text = "Aa, " * 50_000
    assert after_dateline(text, 0, len(text)) == 0
