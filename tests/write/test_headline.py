"""Which headline stands over a story."""

from __future__ import annotations

from firsthand.write import choose_headline
from tests.factory import make_article


def test_the_headline_that_says_most_of_what_the_others_say() -> None:
    titles = ["Our week in pictures", "Orlen bridge collapses in Halven", "Bridge in Halven collapses", None]
    assert choose_headline([make_article("x", headline=t) for t in titles]) in titles[1:3]


def test_no_headline_where_no_article_has_one() -> None:
    assert choose_headline([make_article("x")]) is None
    assert choose_headline([]) is None


def test_a_headline_that_asks_quotes_or_calls_out_is_taken_where_there_is_no_other() -> None:
    loud = ["Why did the Orlen bridge fall?", "Orlen bridge in Halven: “I saw it fall”", "SHOCK! Bridge falls!"]
    plain = "Nine dead as bridge falls in Halven"
    assert choose_headline([make_article("x", headline=t) for t in [*loud, plain]]) == plain
    assert choose_headline([make_article("x", headline=t) for t in loud]) in loud


def test_a_statement_s_title_says_nothing_of_what_happened() -> None:
    titles = ["Statement by the Mayor of Halven on the Orlen Bridge", "Orlen bridge falls in Halven"]
    assert choose_headline([make_article("x", headline=t) for t in titles]) == titles[1]
