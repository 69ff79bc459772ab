"""Who did what to whom: only what claims say."""

from __future__ import annotations

from firsthand.model import Actor, Article, Claim, Finding, Story
from firsthand.publish.deeds import Deed, deeds_of
from tests.factory import make_article

TEXT = "Mara Veld opened the lock. Mara Veld denied that she closed the gate. The crowd thanked Mara Veld. She is mayor"


def made(article: Article, words: str, **parts: object) -> Claim:
    start = article.text.index(words)
    span = article.span(start, start + len(words))
    held = {
        "asserted_by": None, "negated": False, "certainty": "stated",
        "predicate": None, "agent": None, "patient": None, "happened": None,
    } | parts  # fmt: skip
    return Claim(span, span, **held)  # type: ignore[arg-type]


def rows(*claims: tuple[Article, Claim]) -> tuple[Deed, ...]:
    articles = {a.id: a for a, _ in claims}
    findings = tuple(Finding(f"f{n}", "x", "agreed", 1, (c,)) for n, (_, c) in enumerate(claims))
    mentions = tuple(a.span(0, 9) for a in articles.values())
    actor = Actor("veld", "Mara Veld", "person", ("Veld", "Ms Veld"), mentions)
    return deeds_of(Story("s-1", tuple(articles), findings=findings, actors=(actor,)), articles).rows


def test_outlets_that_tell_one_deed_stand_together_in_order_of_report() -> None:
    late = make_article(TEXT, "a1", published="2026-03-15", publisher="Late Post")
    early = make_article(TEXT, "a2", published="2026-03-14", publisher="Early Post")
    lock = {"agent": "Veld", "predicate": "open", "patient": "lock"}
    full = lock | {"agent": "Mara Veld"}
    (deed,) = rows((late, made(late, "Mara Veld opened the lock", **lock)), (early, made(early, "Mara Veld", **full)))
    assert (deed.who.name, deed.verb, deed.whom.name if deed.whom else None) == ("Mara Veld", "open", "lock")
    assert [t.outlet for t in deed.told] == ["Early Post", "Late Post"]
    assert deed.told[1].words == "Mara Veld opened the lock"


def test_what_is_denied_is_told_apart_and_who_is_cited_is_named() -> None:
    a = make_article(TEXT)
    gate = {"agent": "Mara Veld", "predicate": "close", "patient": "gate"}
    denied, said = rows(
        (a, made(a, "closed the gate", **gate)),
        (a, made(a, "she closed the gate", **gate, certainty="denied", asserted_by="Mara Veld")),
    )
    assert [(d.denied, d.speakers) for d in (said, denied)] == [(False, ()), (True, ("Mara Veld",))]


def test_what_is_done_to_an_actor_comes_after_what_actors_do_and_nothing_else_counts() -> None:
    a = make_article(TEXT)
    thanked = made(a, "The crowd thanked Mara Veld", agent="crowd", predicate="thank", patient="Mara Veld")
    opened = made(a, "opened the lock", agent="Mara Veld", predicate="open", patient="lock")
    others = (
        made(a, "She is mayor", agent="Mara Veld", predicate="be"),
        made(a, "crowd", agent="crowd", predicate="cheer"),
        made(a, "lock", predicate="open", patient="lock"),
        made(a, "denied that", agent="Mara Veld", predicate="deny"),
    )
    found = rows(*((a, c) for c in (thanked, opened, *others)))
    assert [(d.who.name, d.verb) for d in found] == [("Mara Veld", "open"), ("crowd", "thank")]
    assert found[1].whom is not None
    assert found[1].whom.actor == "veld"


def test_the_sentence_says_who_acts_most_and_when_nobody_does() -> None:
    a = make_article(TEXT)
    opened = made(a, "opened the lock", agent="Mara Veld", predicate="open", patient="lock", negated=True)
    story = Story("s", (a.id,), findings=(Finding("f", "x", "agreed", 1, (opened,)),))
    assert deeds_of(story, {a.id: a}).sentence == "No article says in so many words what one of the actors did."
    actor = Actor("veld", "Mara Veld", "person", (), (a.span(0, 9),))
    told = deeds_of(Story("s", (a.id,), findings=story.findings, actors=(actor,)), {a.id: a}).sentence
    assert told == "1 deed is told of actors by name, 1 of them as denied or not so. Mara Veld (1) acts most."
