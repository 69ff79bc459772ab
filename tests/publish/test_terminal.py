"""What a terminal shows: every line within its width, nothing that steers it, the same words without color."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Literal

import pytest
from rich.console import Console

from firsthand.model import Edition
from firsthand.publish.terminal import print_edition, print_readings
from tests.publish.edition import make_edition


def shown(edition: Edition, width: int = 80, *, terminal: bool = False) -> str:
    out = io.StringIO()
    colors: Literal["standard"] | None = "standard" if terminal else None
    print_edition(edition, Console(file=out, width=width, force_terminal=terminal, color_system=colors))
    return out.getvalue()


def test_a_story_reads_from_headline_to_outlets() -> None:
    text = shown(make_edition())
    parts = [
        "Orrin bridge falls at Dunmar; reports differ on the toll",
        "7 articles by 6 outlets, at most 4 independent origins.",
        "First reported 13 March 2026, 20:40 UTC; last changed 15 March 2026, 17:00 UTC.",
        "Friday evening, police said. [1][3][2]",
        "(disputed: how many; disputed: when; disputed by [4][6][5])",
        "How many: people killed (conflict)",
        "Twelve people           Vellmark Courier [4], 14 March 2026, 21:05 UTC",
        "[1] agency      VPA, 13 March 2026, 20:40 UTC",
        "[3] copy        Dunmar Post, 14 March 2026, 06:10 UTC+1",
        "Dunmar Post reprints VPA; Northline Daily Digest rewrites VPA;",
        "12 March 2026           Repair crews had closed one lane",
        "The number of origins is an upper bound",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_line_fits_and_ends_in_a_word(width: int) -> None:
    lines = shown(make_edition("two"), width).splitlines()
    assert max(map(len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_control_characters_never_reach_the_terminal() -> None:
    text = shown(make_edition())
    assert "hollow" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_what_looks_like_markup_of_the_terminal_stays_text() -> None:
    assert "<i>The Evil</i> Mirror" in shown(make_edition())
    assert "[1]" in shown(make_edition(), terminal=True)


def test_color_adds_nothing_but_color() -> None:
    colored = re.sub(r"\x1b\[[0-9;]*m", "", shown(make_edition(), terminal=True))
    assert colored == shown(make_edition())


def test_an_edition_without_stories_says_so() -> None:
    assert shown(make_edition("empty")) == "No article could be read, so there is nothing to tell.\n"


def test_one_article_alone_is_a_single_source() -> None:
    text = shown(make_edition("two")).split("-" * 80)[1]
    assert "1 article, a single source." in text
    assert "(one source)" in text


def test_the_same_edition_gives_the_same_lines() -> None:
    assert shown(make_edition("two")) == shown(make_edition("two"))


def test_readings_say_what_was_understood() -> None:
    out = io.StringIO()
    print_readings(make_edition().readings[:2], Console(file=out, width=80))
    text = out.getvalue()
    assert "VPA, 13 March 2026, 20:40 UTC (as given with the article)" in text
    assert "lines       4 body, 1 byline, 1 credit, 1 headline" in text
    assert "names       Hanna Oldecott, Tomas Werrin" in text
    assert "times       2026-03-13TEV" in text
    assert "Tomas Werrin: “It went down like a drawer being pulled out,”" in text
    assert "credits     VPA" in text


def test_no_readings_are_said_to_be_none() -> None:
    out = io.StringIO()
    print_readings((), Console(file=out, width=80))
    assert out.getvalue() == "No article was read.\n"


def test_what_is_announced_and_what_went_before_stand_apart() -> None:
    edition = make_edition()
    story = edition.stories[0]
    many = tuple(replace(story.timeline[-1], finding=story.findings[0].id) for _ in range(20))
    kinds = replace(story.timeline[0], kind="background"), replace(story.timeline[1], kind="announced")
    text = shown(replace(edition, stories=(replace(story, timeline=(*kinds, *many)),)))
    places = [text.find(words) for words in ("What happened", "What is announced", "What went before", "more line")]
    assert -1 not in places and places == sorted(places)
