"""Who publishes an article."""

from __future__ import annotations

import pytest

from firsthand.clean.publishers import find_publisher
from firsthand.model import Publisher, Role


@pytest.mark.parametrize(
    ("given", "url", "page", "expected"),
    [
        ("Vellmark Courier", "https://x.example/a", None, Publisher("vellmark-courier", "Vellmark Courier")),
        ("www.courier.example", None, None, Publisher("courier.example", "courier.example")),
        (None, "https://www.courier.example/a", "Vellmark Courier", Publisher("courier.example", "Vellmark Courier")),
        (None, "not an address", None, None),
        (None, "http://[", None, None),
    ],
)
def test_the_publisher_is_given_or_named_by_the_address(
    given: str | None, url: str | None, page: str | None, expected: Publisher | None
) -> None:
    assert find_publisher(given, url, page, []) == expected


@pytest.mark.parametrize(
    "line", ["Sund Today is an automatic aggregator of news.", "Sund Today uses cookies.", "© 2026 Sund Today"]
)
def test_a_text_may_name_its_publisher(line: str) -> None:
    found = find_publisher(None, None, None, [("The ferry was late.", "body"), (line, "disclosure")])
    assert found is not None
    assert found.name == "Sund Today"


def test_a_masthead_in_capitals_is_cased_as_the_text_has_it() -> None:
    lines: list[tuple[str, Role]] = [
        ("THE SUND REVIEW", "boilerplate"),
        ("Why the ferry is late", "headline"),
        ("Ada Brook writes about harbours for The Sund Review.", "body"),
    ]
    assert find_publisher(None, None, None, lines, "Why the ferry is late") == Publisher(
        "the-sund-review", "The Sund Review"
    )


@pytest.mark.parametrize("line", ["NORTHERN STRAIT", "WORLD NEWS", "BREAKING", "Why the ferry is late"])
def test_a_section_above_the_headline_names_no_publisher(line: str) -> None:
    lines: list[tuple[str, Role]] = [
        (line, "boilerplate"),
        ("The ferry is late", "headline"),
        ("The Northern Strait froze, World News said. Breaking ice takes time.", "body"),
    ]
    assert find_publisher(None, None, None, lines, "The ferry is late") is None
