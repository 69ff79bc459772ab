"""What is noted when a story is told anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from firsthand.desk.adding import keep
from firsthand.desk.changes import Change, changes_between
from firsthand.desk.opening import Desk
from firsthand.desk.tending import count_untold, is_behind, tend
from firsthand.model import Actor, Capture, Claim, Disagreement, Finding, Origin, Side, Story
from firsthand.store.articles import find_article, forget
from firsthand.store.leads import unpack_lead
from firsthand.store.reader_tables import event, facet
from firsthand.store.schema import story, story_article
from tests.desk.test_lookup import BRIDGE, COPY, TAX, URL, telling
from tests.factory import make_article
from tests.kept import make_capture


def kinds(desk: Desk, after: int = 0) -> list[str]:
    with desk.store.reading() as connection:
        return list(connection.execute(select(event.c.kind).where(event.c.n > after).order_by(event.c.n)).scalars())


def put(desk: Desk, captures: Iterable[Capture]) -> None:
    keep(desk, captures, read=telling)
    tend(desk)


def bridge() -> Capture:
    return make_capture(BRIDGE, url=URL, title="Orrin bridge falls at Ostrel")


def copy() -> Capture:
    url = "https://herald.marn.example/bridge"
    return make_capture(COPY, "b.txt", url=url, publisher="Marn Herald", title="Orrin bridge falls into river")


def claim(text: str, certainty: str = "stated", by: str | None = None) -> Claim:
    article = make_article(text)
    span = article.span(0, len(text))
    return Claim(span, span, by, certainty == "denied", certainty, "fall", "bridge", None, None)  # type: ignore[arg-type]


def test_a_new_story_its_articles_and_its_origins_are_noted_once(desk: Desk) -> None:
    put(desk, [bridge()])
    assert kinds(desk) == ["story", "article", "origin"]
    tend(desk)
    assert kinds(desk) == ["story", "article", "origin"]


def test_an_article_that_comes_later_is_noted_and_a_copy_is_no_new_origin(desk: Desk) -> None:
    put(desk, [bridge()])
    put(desk, [copy()])
    assert kinds(desk, 3) == ["article"]


def test_what_is_left_after_a_takedown_is_not_new(desk: Desk) -> None:
    put(desk, [bridge(), copy()])
    before = len(kinds(desk))
    with desk.store.writing() as connection:
        row = find_article(connection, URL)
        assert row is not None
        forget(connection, row.n)
        assert connection.execute(select(facet)).all() == []
        assert connection.execute(select(story.c.lead)).scalar() is None
    tend(desk)
    assert len(kinds(desk)) == before


def test_what_a_list_shows_is_kept_with_the_telling(desk: Desk) -> None:
    put(desk, [bridge(), copy(), make_capture(TAX, "c.txt", title="Marn votes on windows")])
    with desk.store.reading() as connection:
        leads = [unpack_lead(p) for p in connection.execute(select(story.c.lead).order_by(story.c.articles)).scalars()]
        names = set(connection.execute(select(facet.c.name).where(facet.c.kind == "publisher")).scalars())
        marks = set(connection.execute(select(story_article.c.mark)).scalars())
    told = leads[-1]
    assert told is not None
    assert told.sources == 2
    assert "fell into the river on Friday night" in told.text
    assert COPY[told.start : told.end].rstrip(".") in told.text
    assert {"Vellmark Courier", "Marn Herald"} <= names
    assert marks == {"first-hand", "copy"}


def test_stories_wait_until_they_are_tended(desk: Desk) -> None:
    keep(desk, [bridge()], read=telling)
    assert is_behind(desk)
    tend(desk)
    assert not is_behind(desk)
    assert count_untold(desk) == 0


def test_denials_disagreements_and_merges_are_noted_with_their_ids() -> None:
    said = claim("The bridge fell on Friday.")
    denied = claim("The bridge fell on Friday.", "denied", "Veld")
    finding = Finding("f-1", "x", "agreed", 1, (said,))
    old = Story("s-1", ("a1",), origins=(Origin(("a1",), "alone"),), findings=(finding,))
    sides = (Side("Friday", "1", (said,)), Side("Monday", "2", (denied,)))
    new = replace(
        old,
        articles=("a1", "a2"),
        origins=(*old.origins, Origin(("a2",), "alone")),
        actors=(Actor("p-1", "Mara Veld", "person", ("Veld",), ()),),
        findings=(Finding("f-1", "x", "disputed", 2, (said, denied)),),
        disagreements=(Disagreement("d-1", "date", "the fall", "conflict", sides, "two days"),),
        former_ids=("s-2",),
    )
    assert changes_between(old, new, frozenset({"a1"})) == (
        Change("article", "a2"),
        Change("origin", count=2),
        Change("disagreement", "d-1"),
        Change("denial", "f-1", "mara-veld"),
        Change("correction", "a1"),
        Change("merged", "s-2"),
    )
    assert changes_between(new, new) == ()
