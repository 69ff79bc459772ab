"""What each line is."""

from __future__ import annotations

import pytest

from firsthand.clean.blocks import judge_lines, split_byline
from firsthand.clean.page import Line
from tests.clean.pages import PARAGRAPHS


def role_of(line: str, at: int = 2) -> str:
    lines = [*PARAGRAPHS[:at], line, *PARAGRAPHS[at:]]
    return judge_lines([Line(text) for text in lines])[at].role


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Share this article", "boilerplate"),
        ("12 min read", "boilerplate"),
        ("Leave a Reply", "boilerplate"),
        ("Your email address will not be published. Required fields are marked *", "boilerplate"),
        ("Sign up for our daily newsletter", "boilerplate"),
        ("Please wait...", "boilerplate"),
        ("The Courier uses cookies to improve your experience on this website.", "boilerplate"),
        ("#banner=(Fine) #hours=(5)", "boilerplate"),
        ("Read more: Ministry puts off new ferry", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Ministry puts off new ferry for a year » Read more", "boilerplate"),
        ("Facebook Twitter WhatsApp Email", "boilerplate"),
        ("The Courier is an automatic aggregator of news.", "disclosure"),
        ("© 2026 Vellmark Courier", "disclosure"),
        ("Copyright 2026 Vellmark Press Union. All rights reserved.", "disclosure"),
        ("Editor’s note: the name of the ferry was corrected.", "disclosure"),
        ("This article was amended on 15 March 2026.", "disclosure"),
        ("Source: Vellmark Radio and news agencies", "credit"),
        ("Reporting by Ada Brook; Editing by Tom Field", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("Passengers wait on the quay in Sund on Monday [File: Vellmark Radio]", "caption"),
        ("The ferry at Sund. Photograph: Ada Brook for the Courier", "caption"),
        ("FILE - The ferry leaves Sund, Vellmark, on a Monday in March.", "caption"),
        ("By Ada Brook and Tom Field", "byline"),
        ("Updated: 14 March 2026, 10:03", "dateline"),
        ("What the ministry says", "subheading"),
        ("“Late again”", "subheading"),
    ],
)
def test_a_line_is_known_by_its_words(line: str, role: str) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "The minister said that the site uses cookies to follow its visitors, and that this would end in May.",
        "Readers of the newsletter were told on Monday that the ferry would be late again.",
        "He asked her to share the photograph with the court, and she refused.",
        "“Leave a comment and I will read it,” she said.",
        "Update: the harbour board now says that the ferry left Sund at noon with two hundred passengers.",
        "By noon the quay in Sund was empty.",
        "More than two hundred people waited.",
        "May was the worst month for the ferry.",
    ],
)
def test_prose_on_the_same_matters_stays_body(line: str) -> None:
    assert role_of(line) == "body"


def test_the_picture_s_alternative_text_goes_with_its_caption() -> None:
    lines = [
        PARAGRAPHS[0],
        "Passengers wait on the long quay in Sund on Monday morning",
        "Passengers wait on the long quay in Sund, Vellmark, on Monday morning [File: Radio Sund]",
        PARAGRAPHS[1],
    ]
    assert [j.role for j in judge_lines([Line(text) for text in lines])] == ["body", "caption", "caption", "body"]


def test_a_button_beside_its_banner_is_furniture() -> None:
    lines = [
        *PARAGRAPHS,
        "The Courier uses cookies on this website, fine for me? Read the privacy policy.",
        "Fine for me",
    ]
    assert judge_lines([Line(text) for text in lines])[-1].role == "boilerplate"


def test_the_headline_is_found_once_and_the_publisher_s_name_is_furniture() -> None:
    lines = ["Ferry late again", "Vellmark Courier", *PARAGRAPHS]
    judged = judge_lines([Line(text) for text in lines], "Ferry late again", "Vellmark Courier")
    assert [j.role for j in judged[:3]] == ["headline", "boilerplate", "body"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Brook", ("Ada Brook",)),
        ("By Ada Brook and Tom van Field", ("Ada Brook", "Tom van Field")),
        ("Written by Ada Brook, Tom Field and Una Marsh", ("Ada Brook", "Tom Field", "Una Marsh")),
        ("Ada Brook, with AFP", ("Ada Brook",)),
    ],
)
def test_names_come_out_of_a_byline(text: str, names: tuple[str, ...]) -> None:
    assert split_byline(text) == names
