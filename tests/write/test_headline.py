"""Which headline stands over a story."""

from __future__ import annotations

from firsthand.model import Derivation
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


def test_a_publishers_own_update_is_no_copy() -> None:
    early = make_article("x", "a1", headline="Dam gate fails above Ostrel", publisher="Tessera")
    late = make_article("y", "a2", headline="Dam gate fails above Ostrel and kills nine", publisher="Tessera")
    taken = make_article("z", "a3", headline="Dam gate fails above Ostrel and nine are killed", publisher="Herald")
    derivations = [
        Derivation("a1", "a2", "rewrite", 0.5, "it is an update"),
        Derivation("a2", "a3", "reprint", 0.9, "it is a copy"),
    ]
    assert choose_headline([early, late, taken], derivations) == late.headline
