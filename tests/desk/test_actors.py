from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.desk.actors import ActorPage, show_actor
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Actor, ActorRole, Article, Claim, Disagreement, Finding, SharedQuotation, Side, Story
from tests.desk.shelf import Report, put
from tests.factory import make_article

TEXT = "Captain Mara Veld left the ferry. “Nobody was on deck,” said Veld in Halvenport. She denied it."


def claim(article: Article, words: str, **values: object) -> Claim:
    start = article.text.index(words)
    span = article.span(start, start + len(words))
    made = Claim(span, span, None, False, "stated", "leave", None, None, None)
    return replace(made, **values)  # type: ignore[arg-type]


def telling(number: int) -> Story:
    """A story of two articles in which somebody speaks, acts, is called something, and is at odds with another."""
    a, b = (make_article(TEXT, f"{side}{number}") for side in "ab")
    start = TEXT.index("Mara Veld")
    name = a.span(start, start + len("Mara Veld"))
    words = TEXT.index("Nobody")
    quoted = [x.span(words, words + len("Nobody was on deck,")) for x in (b, a)]
    left = claim(a, "Captain Mara Veld left the ferry.", agent="Mara Veld", place="Halvenport")
    denied = claim(b, "She denied it.", agent="Veld", certainty="denied", predicate="sink")
    said = claim(a, "said Veld in Halvenport", agent="Veld", predicate="say")
    return Story(
        f"s-{number}",
        (a.id, b.id),
        headline="Ferry sinks",
        actors=(
            Actor("e1", "Mara Veld", "person", ("Veld",), (name,), (ActorRole("captain", (name,), "2026-03-14"),)),
            Actor("e2", "Halvenport", "place", (), (name,)),
        ),
        findings=(
            Finding("f1", "Captain Mara Veld left the ferry.", "agreed", 1, (left,), actors=("e1",)),
            Finding("f2", "She denied it.", "disputed", 1, (denied,), actors=("e1",)),
            Finding("f3", "said Veld in Halvenport", "single-source", 1, (said,), actors=("e1",)),
        ),
        disagreements=(
            Disagreement(
                "d1",
                "whether",
                "whether it sank",
                "conflict",
                (Side("left", None, (left,)), Side("denied", None, (denied,))),
                "They differ.",
            ),
        ),
        quotations=(SharedQuotation("Nobody was on deck,", "Veld", (a.id, b.id), tuple(quoted), b.id),),
    )


def fill(desk: Desk, stories: int = 1) -> None:
    with desk.store.writing() as connection:
        for n in range(stories):
            put(
                connection,
                f"s-{n}",
                [Report(f"2026-03-{10 + n}T05:00:00"), Report(f"2026-03-{10 + n}T04:00:00", "n.example", "Marn News")],
                telling=telling(n),
                facets={"person": ["Mara Veld"], "place": ["Halvenport"]},
            )


def shown(desk: Desk, kind: str = "person", key: str = "mara-veld", **more: object) -> ActorPage:
    return show_actor(desk, kind, key, **more)  # type: ignore[arg-type]


def test_what_somebody_said_stands_once_with_all_who_carry_it(desk: Desk) -> None:
    fill(desk)
    (said,) = shown(desk).said
    assert said.text == "Nobody was on deck,"
    assert said.outlets == ("Marn News", "Vellmark Courier")
    assert (said.first.article, said.first.outlet, said.articles) == ("b0", "Marn News", 2)
    assert TEXT[said.first.start : said.first.end] == "Nobody was on deck,"


def test_what_somebody_did_is_no_word_of_theirs_and_a_denial_is_called_one(desk: Desk) -> None:
    fill(desk)
    assert {(d.finding.statement, d.denied) for d in shown(desk).did} == {
        ("Captain Mara Veld left the ferry.", False),
        ("She denied it.", True),
    }


def test_a_place_has_what_happened_there(desk: Desk) -> None:
    fill(desk)
    page = shown(desk, "place", "halvenport")
    assert [d.finding.id for d in page.did] == ["f1"]
    assert page.said == ()


def test_names_roles_and_disagreements_are_those_of_the_stories(desk: Desk) -> None:
    fill(desk)
    page = shown(desk)
    assert (page.name, page.aliases, page.stories) == ("Mara Veld", ("Veld",), 1)
    assert [(c.role, c.since, c.places[0].article) for c in page.called] == [("captain", "2026-03-14", "a0")]
    assert [o.sides for o in page.at_odds] == [(("left", ("Vellmark Courier",)), ("denied", ("Marn News",)))]


def test_pages_go_on_by_story_and_the_newest_words_come_first(desk: Desk) -> None:
    fill(desk, 5)
    first = shown(desk, size=2)
    assert [c.id for c in first.cards] == ["s-4", "s-3"]
    assert [s.story for s in first.said] == ["s-4", "s-3"]
    assert first.stories == 5
    second = shown(desk, size=2, after=first.next)
    third = shown(desk, size=2, after=second.next)
    assert [c.id for c in (*second.cards, *third.cards)] == ["s-2", "s-1", "s-0"]
    assert third.next is None


def test_a_name_that_goes_as_another_kind_too_says_so(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        put(connection, "s-ship", ["2026-03-01T00:00:00"], facets={"organization": ["Mara Veld"]})
    assert shown(desk).others == ("organization",)
    assert shown(desk, "organization").said == ()


@pytest.mark.parametrize(("kind", "key"), [("person", "nobody"), ("publisher", "mara-veld"), ("x", "mara-veld")])
def test_whom_no_story_names_has_no_page(desk: Desk, kind: str, key: str) -> None:
    fill(desk)
    with pytest.raises(InputError, match="matched as they are written"):
        shown(desk, kind, key)
