"""Marks and stances: what each article is to the others, and which outlet says, differs on or denies what."""

from __future__ import annotations

import pytest

from firsthand.model import Derivation, Origin, Story
from firsthand.publish.outlets import lead_of, outlet_mark
from firsthand.publish.stances import is_compared, outlets_of, rows_of
from tests.publish.edition import make_articles, make_edition


def stances() -> dict[str, dict[str, tuple[str, str]]]:
    edition = make_edition()
    story, articles = edition.stories[0], {r.article.id: r.article for r in edition.readings}
    outlets = outlets_of(story, articles)
    return {
        row.finding.id: {o.name: (c.stance, c.note) for o, c in zip(outlets, row.cells, strict=True)}
        for row in rows_of(story, articles, outlets)
    }


def test_an_outlet_says_differs_or_is_silent() -> None:
    toll = stances()["f1"]
    assert toll["VPA"] == ("says", "citing police")
    assert toll["Northline Daily Digest"] == ("says", "")
    assert toll["Vellmark Courier"] == ("differs", "Twelve people")
    assert toll["Radio Sile"] == ("differs", "in the early hours of Saturday")
    assert toll["<i>The Evil</i> Mirror"] == ("silent", "")


def test_an_outlet_that_reports_claim_and_denial_says_both() -> None:
    assert stances()["f5"]["Vellmark Courier"][0] == "both"


def test_disputed_findings_come_first() -> None:
    assert next(iter(stances())) == "f1"
    assert list(stances())[-1] == "f10"


def test_a_finding_of_one_outlet_is_not_compared() -> None:
    edition = make_edition()
    story, articles = edition.stories[0], {r.article.id: r.article for r in edition.readings}
    rows = rows_of(story, articles, outlets_of(story, articles))
    assert {r.finding.id for r in rows if not is_compared(r)} == {"f3", "f5", "f8", "f10"}


@pytest.mark.parametrize(
    ("article", "mark"),
    [
        ("a-agency", "agency"),
        ("b-copy", "copy"),
        ("c-rewrite", "rewrite"),
        ("d-courier", "first-hand"),
        ("e-radio", "agency"),
        ("f-update", "first-hand"),
    ],
)
def test_marks(article: str, mark: str) -> None:
    articles = make_articles()
    assert outlet_mark(make_edition().stories[0], articles[article]).mark == mark


def test_a_mark_carries_its_reason() -> None:
    mark = outlet_mark(make_edition().stories[0], make_articles()["b-copy"])
    assert mark.reason == "Three paragraphs stand in both word for word; the Post credits VPA and came out later."


def test_the_lead_of_an_origin_takes_nothing_from_the_others() -> None:
    articles = make_articles()
    origin = Origin(("a-agency", "b-copy"), "shared text")
    taking = Derivation("b-copy", "a-agency", "reprint", 1.0, "the other way round")
    assert lead_of(Story("s", origin.articles), origin, articles) == "a-agency"
    assert lead_of(Story("s", origin.articles, derivations=(taking,)), origin, articles) == "b-copy"
