"""Two articles side by side: what a fact-checker looks for stands where it belongs, and leads to the text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from firsthand.model import Actor, Claim, Comparison, Finding, Span
from tests.compared import AGENCY, GARDEN, PAPER, lay


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return lay(tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return lay(tmp_path_factory.mktemp("turned"), PAPER, AGENCY)


def words(comparison: Comparison, spans: Iterable[Span]) -> list[str]:
    texts = {r.article.id: r.article for r in (comparison.a, comparison.b)}
    return [texts[s.article].quote(s) for s in spans]


def claims(comparison: Comparison, held: Iterable[Claim]) -> str:
    return " | ".join(words(comparison, (c.span for c in held)))


def told(comparison: Comparison, findings: Iterable[Finding]) -> str:
    return " | ".join(claims(comparison, f.claims) for f in findings)


def names(actors: Iterable[Actor]) -> list[str]:
    return [a.name for a in actors]


def test_the_order_of_the_two_is_kept(laid: Comparison, turned: Comparison) -> None:
    assert [laid.a.article.id, laid.b.article.id] == ["agency", "paper"]
    assert [turned.a.article.id, turned.b.article.id] == ["paper", "agency"]


def test_turned_round_it_says_the_same(laid: Comparison, turned: Comparison) -> None:
    assert (turned.only_a, turned.only_b) == (laid.only_b, laid.only_a)
    assert (names(turned.names_a), names(turned.names_b)) == (names(laid.names_b), names(laid.names_a))
    assert {(f.a, f.b) for f in turned.facts} == {(f.b, f.a) for f in laid.facts}
    assert turned.differences == laid.differences
    assert turned.derivations == laid.derivations
    assert (turned.shared.share_a, turned.shared.share_b) == (laid.shared.share_b, laid.shared.share_a)


def test_what_was_taken_over_is_found_with_the_words_changed_inside(laid: Comparison) -> None:
    changed = {tuple(words(laid, [s for s in (c.a, c.b) if s])) for p in laid.shared.passages for c in p.changes}
    assert ("212", "230") in changed
    assert ("police", "doctors") in changed
    assert laid.derivations[0].source == "agency"
    assert laid.derivations[0].target == "paper"


def test_what_one_alone_tells_is_on_its_side(laid: Comparison) -> None:
    assert "the light on the rocks had been repaired" in told(laid, laid.only_a)
    assert "opened an inquiry" in told(laid, laid.only_a)
    assert "closed the schools" in told(laid, laid.only_b)
    assert "Candles stood" in told(laid, laid.only_b)


def test_what_both_tell_is_on_neither_side(laid: Comparison) -> None:
    alone = told(laid, (*laid.only_a, *laid.only_b))
    for shared in ("Halven", "were killed", "falling tree"):
        assert shared not in alone


def test_a_headline_adds_no_fact(laid: Comparison) -> None:
    assert "mourns" not in told(laid, laid.only_b)


def test_a_fact_of_both_stands_in_the_words_of_each(laid: Comparison) -> None:
    ferry = next(f for f in laid.facts if "left Halven" in claims(laid, f.a))
    assert "212 passengers" in claims(laid, ferry.a)
    assert "230 passengers" in claims(laid, ferry.b)
    assert not ferry.same_words


def test_a_fact_told_word_for_word_says_so(laid: Comparison) -> None:
    noise = next(f for f in laid.facts if "falling tree" in claims(laid, f.a))
    assert noise.same_words


def test_every_finding_lands_in_one_place_only(laid: Comparison) -> None:
    ids = [i for f in laid.facts for i in f.findings] + [f.id for f in (*laid.only_a, *laid.only_b)]
    assert len(ids) == len(set(ids))


def test_a_quotation_of_both_has_its_speaker_and_who_was_first(laid: Comparison) -> None:
    (quotation,) = laid.quotations
    assert quotation.speaker == "Jonna Tiel"
    assert quotation.first == "agency"
    assert words(laid, quotation.a) == ["We heard a noise like a falling tree, and then all the lights went out,"]


def test_two_figures_for_one_thing_are_a_difference(laid: Comparison) -> None:
    values = [{s.value for s in d.sides} for d in laid.differences]
    assert {"Seven", "Nine"} in values
    assert {"212", "230"} in values


def test_names_of_one_alone_without_the_publishers(laid: Comparison) -> None:
    assert names(laid.names_a) == ["Edda Lorne"]
    assert names(laid.names_b) == ["Tomas Werrin"]


def test_who_names_whom_as_a_source(laid: Comparison) -> None:
    assert laid.credits_a == ()
    assert [(c.name, c.relays) for c in laid.credits_b] == [("Vellmark Press Agency", True)]
    assert words(laid, laid.credits_b[0].places) == ["Vellmark Press Agency"]


def test_articles_of_two_things_have_nothing_in_common(tmp_path: Path) -> None:
    comparison = lay(tmp_path, AGENCY, GARDEN)
    assert not comparison.in_common
    assert (comparison.derivations, comparison.differences) == ((), ())
    assert "rose garden" in told(comparison, comparison.only_b)


def test_the_day_of_one_is_not_said_of_another_happening(tmp_path: Path) -> None:
    undated = {k: v for k, v in GARDEN.items() if k != "published"}
    assert lay(tmp_path, AGENCY, undated).b.article.published_at is None


@pytest.mark.parametrize(
    ("one", "two", "first"),
    [
        ("2026-03-13T20:40:00+00:00", "2026-03-13T19:00:00+00:00", "paper"),
        ("2026-03-13", "2026-03-13T19:00:00+00:00", None),
        ("2026-03-12", "2026-03-13T19:00:00+00:00", "agency"),
        ("2026-03-13T20:00:00+02:00", "2026-03-13T19:00:00+00:00", "agency"),
    ],
)
def test_first_is_said_only_where_the_hours_tell(tmp_path: Path, one: str, two: str, first: str | None) -> None:
    comparison = lay(tmp_path, AGENCY | {"published": one}, PAPER | {"published": two})
    assert comparison.quotations[0].first == first


def test_an_article_beside_its_own_copy_differs_in_nothing(tmp_path: Path) -> None:
    comparison = lay(tmp_path, AGENCY, AGENCY | {"id": "copy", "publisher": "Dunmar Post"})
    assert (comparison.shared.share_a, comparison.shared.share_b) == (1.0, 1.0)
    assert (comparison.only_a, comparison.only_b, comparison.differences) == ((), (), ())
    assert (comparison.names_a, comparison.names_b) == ((), ())
    assert all(f.same_words for f in comparison.facts)


def test_of_a_quotation_that_one_cuts_the_words_of_both_are_given(tmp_path: Path) -> None:
    longer = "We heard a noise like a falling tree, and then all the lights went out. Nobody told us what to do"
    whole = PAPER["text"].replace("We heard a noise like a falling tree, and then all the lights went out", longer)
    (quotation,) = lay(tmp_path, AGENCY, PAPER | {"text": whole}).quotations
    assert "lights went out" in quotation.text
    assert "Nobody told us" not in quotation.text
