"""The Markdown: every citation a footnote, tables that hold, outside text that stays text."""

from __future__ import annotations

import re

import pytest

from firsthand.publish.markdown import escaped, render_markdown
from tests.publish.edition import make_edition


def test_every_citation_has_its_footnote_with_the_exact_passage() -> None:
    text = render_markdown(make_edition())
    body, notes = text.split("\n[^1]: ", 1)
    used = re.findall(r"\[\^(\d+)\]", body)
    defined = re.findall(r"^\[\^(\d+)\]: ", "\n[^1]: " + notes, re.MULTILINE)
    assert used == defined == [str(n) for n in range(1, len(used) + 1)]
    assert (
        "VPA, 13 March 2026, 20:40 UTC, primary source: “Nine people were killed when the Orrin bridge fell into the "
        "river Sile on Friday evening, police said.” <https://vpa.example/orrin-bridge>" in notes
    )


def test_sentences_say_how_well_they_stand() -> None:
    text = render_markdown(make_edition())
    assert "police said.[^1][^2][^3] (disputed: how many; disputed: when; disputed by [^4][^5][^6])" in text
    assert "[^7][^8] (one source)" in text
    assert text.count("is an upper bound") == 1


def test_tables_have_as_many_cells_as_heads() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", render_markdown(make_edition("two")), re.MULTILINE)
    assert len(tables) >= 7
    for table in tables:
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(cells) == 1


def test_disagreements_and_outlets_are_tables() -> None:
    text = render_markdown(make_edition())
    assert "### How many: people killed\n" in text
    assert "| Twelve people | Vellmark Courier | 14 March 2026, 21:05 UTC |" in text
    assert "| Dunmar Post | copy | 14 March 2026, 06:10 UTC+1 |" in text


def test_outside_text_is_no_markup() -> None:
    text = render_markdown(make_edition())
    assert not re.search(r"(?<!\\)<(?!https?://)", text)
    assert "](javascript:" not in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize(
    ("outside", "written"),
    [
        ("1. April", "1\\. April"),
        ("- a list", "\\- a list"),
        ("# a heading", "\\# a heading"),
        ("===", "\\==="),
        ("a | b *c* _d_ `e` [f](g)", "a \\| b \\*c\\* \\_d\\_ \\`e\\` \\[f\\](g)"),
        ("two\n\nlines &amp; more", "two lines \\&amp; more"),
        ("3.5 million in 2026", "3\\.5 million in 2026"),
    ],
)
def test_markup_is_escaped(outside: str, written: str) -> None:
    assert escaped(outside) == written


def test_an_edition_without_stories_names_what_failed() -> None:
    text = render_markdown(make_edition("empty"))
    assert "No article could be read" in text
    assert "| articles/broken.jsonl:4 | collect | the line is no JSON object |" in text


def test_the_same_edition_gives_the_same_document() -> None:
    assert render_markdown(make_edition("two")) == render_markdown(make_edition("two"))
