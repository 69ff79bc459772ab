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
        ("Your email address will not be published.", "boilerplate"),
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


@pytest.mark.parametrize(
    "line",
    [
        "File - In this Jan. 3, 2018 file photo, a ferry lies at the quay of Sund.",
        "FILE PHOTO: A ferry lies at the quay of Sund, January 3, 2018.",
        "In this photo provided by the harbour board, a ferry lies at the quay.",
        "In this undated image, a ferry lies at the quay of Sund.",
    ],
)
def test_what_describes_a_picture_is_a_caption(line: str) -> None:
    judged = judge_lines([Line(text) for text in (*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])])
    assert [j.role for j in judged] == ["body", "body", "caption", "body", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "File-sharing on board is forbidden, the harbour board said on Monday.",
        "In this town of ferries, a photo of the first one hangs in every kitchen.",
        "In this week's dispute, the harbour board asked for more money.",
    ],
)
def test_what_only_begins_like_a_caption_is_none(line: str) -> None:
    assert judge_lines([Line(text) for text in (*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])])[2].role == "body"


def test_titles_under_a_list_of_other_articles_are_furniture_to_the_end() -> None:
    lines = [
        *PARAGRAPHS,
        "You Might Also Like",
        "Ten Quays To See This Year",
        "Is This The Best Ferry?",
        "TAGGED: Sund",
    ]
    assert [j.role for j in judge_lines([Line(text) for text in lines])[5:]] == ["boilerplate"] * 4


def test_a_text_that_goes_on_behind_a_list_is_told() -> None:
    lines = [*PARAGRAPHS[:2], "Related articles", "Ten Quays To See This Year", *PARAGRAPHS[2:]]
    judged = judge_lines([Line(text) for text in lines])
    assert [j.role for j in judged[4:]] == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Support independent journalism: subscribe to The Sund Review from 4 crowns a month.",
        "Subscribe to Sund Today for only $2 per week",
        "Log in to leave a comment",
        "You must be logged in to post a comment.",
        "Comments (41)",
        "Your e-mail address stays private. Fields with a star are required *",
    ],
)
def test_offers_and_forms_are_furniture(line: str) -> None:
    assert judge_lines([Line(text) for text in (*PARAGRAPHS, line)])[-1].role == "boilerplate"
