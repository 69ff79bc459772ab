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
