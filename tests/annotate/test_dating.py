"""Which of the times near a claim is its day."""

from __future__ import annotations

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from tests.factory import make_article


def days(tagger: Tagger, text: str) -> dict[str, tuple[str | None, bool]]:
    """Words of each claim with its day and whether it is its own; the articles are of Saturday, March 14, 2026."""
    article = make_article(text)
    return {article.quote(c.span): (c.happened, c.dated) for c in annotate(article, tagger).claims}


def day(tagger: Tagger, text: str) -> str | None:
    (found,) = {d for d, _ in days(tagger, text).values()}
    return found


@pytest.mark.parametrize(
    "text",
    [
        "It was the worst flood on the river since 2004.",
        "The port has never closed since 1990.",
        "The council spent more on the bridge than in 2019.",
        "The harbor closed after the release of her 2017 novel.",
    ],
)
def test_a_year_of_comparison_or_of_a_thing_is_not_the_day(tagger: Tagger, text: str) -> None:
    assert day(tagger, text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bridge was damaged in the 2017 flood.", "2017"),
        ("The bridge has been closed since 2017.", "2017"),
        ("The ferry landed at 10:15 a.m. on Thursday.", "2026-03-12"),
        ("The council closed the bridge last week.", "2026-03"),
        ("The council closed the bridge in the summer of 2019.", "2019"),
    ],
)
def test_the_day_that_the_words_give(tagger: Tagger, text: str, wanted: str) -> None:
    assert day(tagger, text) == wanted


def test_when_tells_what_happened_in_the_year_before_it(tagger: Tagger) -> None:
    found = days(tagger, "Monday's flood was the worst on the river since 2004, when seven people were killed.")
    own = {d for words, (d, _) in found.items() if words.startswith("when")}
    assert own == {"2004"}
    assert all(d == "2026-03-09" for words, (d, _) in found.items() if "worst" in words)
