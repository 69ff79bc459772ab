from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import SpacyTagger
from firsthand.model import Link, Reading
from firsthand.relate.relays import find_relays
from tests.factory import make_article


def relayed(text: str, tagger: SpacyTagger, publisher: str = "Orrin Post") -> dict[str, str | None]:
    """Whom each claim relays, by its words."""
    article = make_article(text, publisher=publisher)
    reading = Reading(article, annotate(article, tagger))
    claims = reading.annotations.claims
    found = find_relays(reading, claims, ["Vell Wire"])
    return {article.quote(c.span): outlet for c, outlet in zip(claims, found, strict=True)}


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Reuters reported that the minister had left the country on Friday.", "Reuters"),
        ("The minister left the country on Friday, according to the Vellmark Courier.", "Vellmark Courier"),
        ("The minister left the country on Friday, Vell Wire reported.", "Vell Wire"),
        ("The minister told the Quennel Gazette that he had left the country on Friday.", "Quennel Gazette"),
        ("“I have left the country for good,” the minister told Reuters.", "Reuters"),
        ("According to state media, the minister left the country on Friday.", "state media"),
        ("The minister left the country on Friday, Russian state television said.", "Russian state media"),
    ],
)
def test_a_claim_that_is_anothers_report_names_him(text: str, outlet: str, tagger: SpacyTagger) -> None:
    assert outlet in relayed(text, tagger).values()


@pytest.mark.parametrize(
    "text",
    [
        "The minister left the country on Friday.",
        "The minister said that he had left the country on Friday.",
        "According to local media, the minister left the country on Friday.",
        "The minister left the country on Friday, weeks after Reuters had moved its office out of the old town hall.",
        "The minister owns a third of the Vellmark Courier.",
    ],
)
def test_what_an_article_says_itself_relays_nobody(text: str, tagger: SpacyTagger) -> None:
    assert set(relayed(text, tagger).values()) == {None}


def test_nobody_relays_himself(tagger: SpacyTagger) -> None:
    text = "The minister told the Vellmark Courier that he had left the country on Friday."
    assert set(relayed(text, tagger, publisher="Vellmark Courier").values()) == {None}


def test_a_paper_is_known_by_its_last_word_once_it_was_named(tagger: SpacyTagger) -> None:
    text = (
        "According to the Vellmark Courier, the minister left the country on Friday.\n"
        "The Courier reported that his house was sold in June."
    )
    found = relayed(text, tagger)
    assert [v for k, v in found.items() if "house was sold" in k] == ["Vellmark Courier"]


def test_the_paper_is_the_one_that_was_named_last(tagger: SpacyTagger) -> None:
    text = (
        "The minister left the country on Friday, the Vellmark Courier reported.\n"
        "The newspaper said that his house was sold in June."
    )
    found = relayed(text, tagger)
    assert "Vellmark Courier" in [v for k, v in found.items() if "house was sold" in k]


def test_a_link_beside_words_that_attribute_names_whom_they_mean(tagger: SpacyTagger) -> None:
    text = "The minister left the country on Friday, according to a report."
    article = make_article(text, publisher="Orrin Post")
    at = text.index("a report")
    link = Link(article.span(at, at + 8), "https://www.reuters.com/world/minister-left-the-country-2026-03-14/")
    reading = Reading(replace(article, links=(link,)), annotate(article, tagger))
    assert "Reuters" in find_relays(reading, reading.annotations.claims)


@pytest.mark.usefixtures("watchdog")
def test_a_line_of_capitals_does_not_hang(tagger: SpacyTagger) -> None:
    article = make_article("According to The " + "Aa Bb The " * 20_000 + "Times")
    reading = Reading(article, annotate(make_article("The ferry sank."), tagger))
    assert find_relays(reading, ()) == []
