"""A sentence that its passages do not hold is refused."""

from __future__ import annotations

import pytest

from firsthand.model import Citation, Statement
from firsthand.write import refuse
from tests.factory import make_article

PASSAGE = "The Orlen bridge killed 39 people, “a disaster waiting to happen”, Tessa Brandt’s office said at 10.30."


def refused(text: str, names: tuple[str, ...] = (), passages: tuple[str, ...] = (PASSAGE,)) -> str:
    citations = []
    for passage in passages:
        article = make_article(passage)
        span = article.span(0, len(passage))
        citations.append(Citation(span, passage, "", "", None, None, "primary"))
    return "; ".join(refuse(Statement(text, "f-1", tuple(citations)), names))


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE,
        "The Orlen bridge killed 39 people.",
        "“A disaster waiting to happen”, Tessa Brandt’s office said.".replace("“A", "“a"),
        'The Orlen bridge, "a disaster waiting to happen"',
        "One report says: The Orlen bridge killed 39 people.",
    ],
)
def test_what_the_passage_holds_passes(text: str) -> None:
    assert refused(text) == ""


@pytest.mark.parametrize("figure", ["40", "3", "9", "390", "39.5", "10.3", "1,039", "30"])
def test_a_foreign_figure(figure: str) -> None:
    assert f"figure {figure} " in refused(f"The Orlen bridge killed {figure} people.")


@pytest.mark.parametrize("words", ["a catastrophe waiting", "a disaster", "disaster waiting to happen again"])
def test_foreign_quoted_words(words: str) -> None:
    held = words in PASSAGE
    assert ("quoted words" in refused(f"Tessa Brandt’s office said “{words}”")) is not held


@pytest.mark.parametrize("word", ["collapsed", "not", "Karel", "allegedly", "nobody"])
def test_a_foreign_word(word: str) -> None:
    assert f"the words {word} " in refused(f"The Orlen bridge {word} killed 39 people.")


def test_a_name_may_be_added_but_lends_no_figure_and_no_quotation() -> None:
    text = "Vellmark Courier reports: The Orlen bridge killed 39 people."
    assert refused(text)
    assert refused(text, ("Vellmark Courier",)) == ""
    assert "figure 4 " in refused("Channel 4 reports: The Orlen bridge killed 39 people.", ("Channel 4",))
    assert "quoted words" in refused("The “Real” Post: The Orlen bridge killed 39 people.", ("The “Real” Post",))


def test_any_of_the_passages_may_hold_it() -> None:
    text = "Outlet: “39 people”. Outlet: “12 people”."
    assert refused(text, ("Outlet",), (PASSAGE, "The collapse killed 12 people.")) == ""
    assert "12" in refused(text, ("Outlet",))
