"""What every line of a copied text is: nothing that tells of the world may be taken for furniture."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.clean.blocks import Judgement, judge_lines
from firsthand.clean.page import Line
from tests.clean.lines import AROUND, EITHER, TELLING
from tests.clean.pages import PARAGRAPHS

TEXT = PARAGRAPHS * 3
PLACES = {"top": 1, "middle": 8, "end": len(TEXT)}
TELLS = ("body", "subheading")


def judged(line: str, place: str) -> Judgement:
    at = PLACES[place]
    return judge_lines([Line(text) for text in (*TEXT[:at], line, *TEXT[at:])])[at]


@pytest.mark.parametrize(
    ("role", "place", "line"), [(role, place, line) for role, place, lines in AROUND for line in lines]
)
def test_a_line_around_the_text_has_its_role_and_a_reason(role: str, place: str, line: str) -> None:
    judgement = judged(line, place)
    assert judgement.role == role
    assert judgement.reason


@pytest.mark.parametrize("line", EITHER)
def test_furniture_of_two_kinds_is_not_told(line: str) -> None:
    assert any(judged(line, place).role not in TELLS for place in PLACES)


@pytest.mark.parametrize("line", TELLING)
@pytest.mark.parametrize("place", PLACES)
def test_a_line_that_tells_of_the_world_is_kept(place: str, line: str) -> None:
    assert judged(line, place).role in TELLS


@pytest.mark.parametrize(
    "start", ["Posted 14 / 3 / 2026 | ", "Copyright 2026 Courier. ", "FILE - ", "Share | ", "By Ada Brook "]
)
def test_an_article_of_one_line_is_kept_however_it_begins(start: str) -> None:
    (judgement,) = judge_lines([Line(start + " ".join(TEXT))])
    assert judgement.role == "body"


def test_what_the_end_tells_of_its_author_is_no_part_of_the_text() -> None:
    note = "Ada Brook is a reporter for the Courier based in Sund. She covers ferries."
    lines = ["By Ada Brook", *TEXT, note]
    assert judge_lines([Line(text) for text in lines])[-1].role == "boilerplate"


def test_a_reporter_of_whom_the_text_tells_is_no_author() -> None:
    lines = [*TEXT, "Brook was arrested on Monday.", "Ada Brook is a reporter for the Courier based in Sund."]
    assert [j.role for j in judge_lines([Line(text) for text in lines])[-2:]] == ["body", "body"]


def test_a_network_that_nobody_knew_is_a_button_among_buttons() -> None:
    lines = [*TEXT, "Facebook", "Zorp", "Blip", "Email"]
    assert [j.role for j in judge_lines([Line(text) for text in lines])[-4:]] == ["boilerplate"] * 4


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_lines_get_a_role_each(lines: list[str]) -> None:
    assert len(judge_lines([Line(text) for text in lines])) == len(lines)


@pytest.mark.parametrize(
    "unit",
    ["A", "Aa ", "a ", "By Aa ", "tags aa, ", "1:00 ", "(Aa/", "read more ", "more | ", "“", "this article was ", "/ "],
)
def test_a_hostile_line_does_not_hang(unit: str) -> None:
    began = time.perf_counter()
    for length in (230, 440, 1150, 100_000):
        judge_lines([Line((unit * length)[:length])] * 3)
    assert time.perf_counter() - began < 2
