from __future__ import annotations

from datetime import UTC, datetime

import pytest

from firsthand.desk.changes import Change
from firsthand.desk.conditions import (
    Condition,
    condition_words,
    dump_condition,
    load_condition,
    make_condition,
    matching,
    said,
)
from firsthand.desk.opening import Desk
from firsthand.desk.telling import told
from firsthand.errors import InputError
from firsthand.store.facets import Facet, save_facets
from tests.desk.news import happens, told_stories

EVERYTHING = 10**9


def fires(desk: Desk, condition: Condition, after: int = 0, upto: int = EVERYTHING) -> list[int]:
    return matching(desk, condition, after, upto)


def articles(desk: Desk, story: str) -> tuple[str, ...]:
    return told(desk, story)[0].story.articles


def test_a_saved_search_fires_on_new_articles_that_it_finds(desk: Desk) -> None:
    bridge, tax = told_stories(desk)
    one, two = articles(desk, bridge)
    (other,) = articles(desk, tax)
    numbers = happens(desk, bridge, Change("story"), Change("article", one), Change("article", two))
    (third,) = happens(desk, tax, Change("article", other))
    assert fires(desk, make_condition("query", query="bridge")) == numbers[1:]
    assert fires(desk, make_condition("query", query="bridge publisher:lissel")) == [
        n for n, a in zip(numbers[1:], (one, two), strict=True) if told_by(desk, a) == "lissel-post"
    ]
    assert fires(desk, make_condition("query", query="windows -bridge")) == [third]
    assert fires(desk, make_condition("query", query='"fell into the river"')) == numbers[1:]
    assert fires(desk, make_condition("query", query="(windows OR bridge) after:2026-03-12")) == numbers[1:]
    assert fires(desk, make_condition("query", query="bridge"), after=numbers[1]) == numbers[2:]
    assert fires(desk, make_condition("query", query="bridge"), upto=numbers[1]) == numbers[1:2]
    assert fires(desk, make_condition("query", query=f"story:{tax}")) == [third]
    assert fires(desk, make_condition("query", query="story:s-0000000000000000")) == []
    assert fires(desk, make_condition("query", query="zeppelin")) == []


def told_by(desk: Desk, article: str) -> str:
    from firsthand.desk.finding import article_named

    with desk.store.reading() as connection:
        return str(article_named(connection, article).publisher)


def test_a_story_fires_on_any_change_to_it_and_on_no_other(desk: Desk) -> None:
    bridge, tax = told_stories(desk)
    numbers = happens(desk, bridge, Change("origin", count=2), Change("denial", "f1", "mara-veld"))
    happens(desk, tax, Change("origin", count=2))
    assert fires(desk, make_condition("story", story=bridge)) == numbers


def test_origins_fire_where_the_number_is_reached(desk: Desk) -> None:
    bridge, tax = told_stories(desk)
    numbers = happens(desk, bridge, *(Change("origin", count=n) for n in range(1, 5)))
    happens(desk, tax, Change("origin", count=2))
    assert fires(desk, make_condition("origins")) == [numbers[2]]
    assert fires(desk, make_condition("origins", count=4)) == [numbers[3]]
    assert fires(desk, make_condition("origins", query="bridge", count=2)) == [numbers[1]]
    assert fires(desk, make_condition("origins", publisher="lissel-post", count=2)) == [numbers[1]]
    assert fires(desk, make_condition("origins", publisher="nobody", count=2)) == []


def test_disagreements_fire_within_limits(desk: Desk) -> None:
    bridge, tax = told_stories(desk)
    (ours,) = happens(desk, bridge, Change("disagreement", "d1"))
    (theirs,) = happens(desk, tax, Change("disagreement", "d1"))
    with desk.store.writing() as connection:
        save_facets(connection, bridge, [Facet("person", "mara-veld", "Mara Veld", 2)])
        save_facets(connection, tax, [Facet("publisher", "marn-news", "Marn News", 1)])
    assert fires(desk, make_condition("disagreement")) == [ours, theirs]
    assert fires(desk, make_condition("disagreement", actor="Mara Veld")) == [ours]
    assert fires(desk, make_condition("disagreement", publisher="marn-news")) == [theirs]
    assert fires(desk, make_condition("disagreement", publisher="marn-news", query="bridge")) == []
    assert fires(desk, make_condition("disagreement", query="windows tax")) == [theirs]


def test_denials_fire_by_who_denies(desk: Desk) -> None:
    bridge, _ = told_stories(desk)
    numbers = happens(desk, bridge, Change("denial", "f1", "mara-veld"), Change("denial", "f1", "bo-lisk"))
    assert fires(desk, make_condition("denial", actor="Mara VELD")) == numbers[:1]
    assert fires(desk, make_condition("denial", actor="Ilse Brandt")) == []


def test_corrections_fire_by_publisher(desk: Desk) -> None:
    bridge, tax = told_stories(desk)
    ours = happens(desk, bridge, *(Change("correction", a) for a in articles(desk, bridge)))
    happens(desk, tax, Change("correction", articles(desk, tax)[0]))
    by = [told_by(desk, a) for a in articles(desk, bridge)]
    assert fires(desk, make_condition("correction", publisher="lissel-post")) == [ours[by.index("lissel-post")]]


def test_what_went_with_its_article_fires_no_more(desk: Desk) -> None:
    bridge, _ = told_stories(desk)
    happens(desk, bridge, Change("article", "a-gone"), Change("correction", "a-gone"))
    happens(desk, "s-gone", Change("origin", count=3))
    assert fires(desk, make_condition("query", query="bridge")) == []
    assert fires(desk, make_condition("origins", query="bridge")) == []


def test_a_condition_comes_back_as_it_was_kept() -> None:
    made = [
        make_condition("anything", period="weekly", query="fähre  OR\nferry"),
        make_condition("origins", count=7, actor="Ilse Brandt", publisher="marn-news"),
        make_condition("story", story="s-1234"),
    ]
    assert [load_condition(dump_condition(c)) for c in made] == made
    assert made[0].query == "fähre OR ferry"
    assert made[1].actor == "ilse-brandt"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"kind": "weather"}, "condition"),
        ({"kind": "query"}, "query"),
        ({"kind": "query", "query": "(bridge"}, "query, character"),
        ({"kind": "query", "query": "-bridge"}, "query"),
        ({"kind": "query", "query": "x" * 2000}, "query"),
        ({"kind": "story"}, "story"),
        ({"kind": "story", "story": "s-1 or 1"}, "story"),
        ({"kind": "origins", "count": 0, "story": "s-1"}, "story"),
        ({"kind": "origins", "count": 101}, "count"),
        ({"kind": "origins", "count": -1}, "count"),
        ({"kind": "denial"}, "actor"),
        ({"kind": "denial", "actor": "–!?"}, "actor"),
        ({"kind": "correction"}, "publisher"),
        ({"kind": "correction", "publisher": "a\x00b"}, "publisher"),
        ({"kind": "query", "query": "bridge", "publisher": "marn-news"}, "publisher"),
        ({"kind": "anything", "period": "hourly"}, "period"),
    ],
)
def test_what_cannot_be_met_is_refused_by_the_name_of_the_field(given: dict[str, object], named: str) -> None:
    with pytest.raises(InputError) as caught:
        make_condition(**given)  # type: ignore[arg-type]
    assert caught.value.source.startswith(named)
    assert caught.value.reason[-1] == "."


def test_conditions_in_words(desk: Desk) -> None:
    assert condition_words(make_condition("origins", query="ferry")) == (
        "3 independent origins in stories with articles found by “ferry”"
    )
    assert condition_words(make_condition("correction", publisher="marn-news")) == "a correction by marn-news"
    bridge, _ = told_stories(desk)
    with desk.store.writing() as connection:
        save_facets(connection, bridge, [Facet("person", "mara-veld", "Mara Veld", 2)])
    assert said(desk, make_condition("denial", actor="mara-veld")) == "Mara Veld denies something"
    assert said(desk, make_condition("anything")) == "all that is new"


def test_what_happened_before_does_not_fire(desk: Desk) -> None:
    bridge, _ = told_stories(desk)
    (number,) = happens(desk, bridge, Change("origin", count=3), at=datetime(2020, 1, 1, tzinfo=UTC))
    assert fires(desk, make_condition("origins"), after=number) == []
    assert fires(desk, make_condition("origins"), after=number - 1, upto=number) == [number]
