"""The lists of the API on both databases: every row once, whatever the size of a page; names by hand, no tagger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from firsthand.desk.adding import keep
from firsthand.desk.front import Place
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup, told
from firsthand.errors import InputError
from firsthand.store.facets import Facet, save_facets
from firsthand.store.stories import stories_of
from firsthand.web.api.listing import (
    Filters,
    count_publisher,
    list_actors,
    list_articles,
    list_changes,
    list_publishers,
    list_stories,
    stories_with,
)
from tests.kept import make_capture, read
from tests.stores import desk, store, store_url

__all__ = ["desk", "store", "store_url"]

#: Five happenings that have nothing to do with each other.
TEXTS = {
    "Halm": "The council of Halm votes on a tax on dogs. Kennels doubled in a year, and vets ask for more beds.",
    "Ostrel": "A ferry lost its engine off Ostrel at dawn. Tugs towed eighty passengers into the harbor by noon.",
    "Marn": "Beekeepers in Marn count dead hives after a frost. The council opens a fund for new queens in spring.",
    "Lissel": "A museum in Lissel shows violins by a forgotten maker. Two had hung unseen in a barn for decades.",
    "Sund": "The council of Sund closes its old library. Shelves went to schools, and novels to whoever came first.",
}
TOWNS = tuple(TEXTS)


@pytest.fixture
def told_desk(desk: Desk) -> Desk:
    """Five articles of five stories, one without a day, each with a town; two by one publisher."""
    days = ("2026-03-10", "2026-03-11T08:00:00Z", "2026-03-11T09:00:00+01:00", None, "2026-03-12")
    captures = [
        make_capture(
            TEXTS[town],
            id=f"a-{town.lower()}",
            url=f"https://{town.lower()}.example/{number}",
            publisher="The Gazette" if number < 2 else f"{town} Post",
            published=day,
        )
        for number, (town, day) in enumerate(zip(TOWNS, days, strict=True))
    ]
    keep(desk, captures, read=read)
    regroup(desk)
    with desk.store.reading() as connection:
        ids = [row.id for row in stories_of(connection, limit=100)]
    for id in ids:
        told(desk, id)
        town = next(t for t in TOWNS if t.lower() in id)
        with desk.store.writing() as connection:
            places = Facet("place", town.lower(), town, 2), Facet("place", "velland", "Velland", 1)
            save_facets(connection, id, (*places, Facet("publisher", "gazette", "The Gazette", 1)))
    return desk


@pytest.fixture
def reading(told_desk: Desk) -> Iterator[Connection]:
    with told_desk.store.reading() as connection:
        yield connection


def test_stories_come_once_those_without_a_day_last(reading: Connection) -> None:
    whole = [row.id for row in list_stories(reading, Filters(), None, 100)]
    assert whole == ["s-a-sund", "s-a-ostrel", "s-a-marn", "s-a-halm", "s-a-lissel"]
    found: list[str] = []
    after = None
    while rows := list_stories(reading, Filters(), after, 2):
        found += [row.id for row in rows]
        after = Place(rows[-1].last_reported, rows[-1].id)
    assert found == whole


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(since=date(2026, 3, 11), until=date(2026, 3, 11)), ["s-a-ostrel", "s-a-marn"]),
        (Filters(since=date(1, 1, 1), until=date.max), ["s-a-sund", "s-a-ostrel", "s-a-marn", "s-a-halm"]),
        (Filters(place="Ostrel"), ["s-a-ostrel"]),
        (Filters(place="VELLAND", q="marn OR ostrel"), ["s-a-ostrel", "s-a-marn"]),
        (Filters(q='"unseen in a barn"'), ["s-a-lissel"]),
        (Filters(q="council -ostrel after:2026-03-11"), ["s-a-sund", "s-a-marn"]),
        (Filters(q="story:s-a-halm"), ["s-a-halm"]),
        (Filters(actor="Ostrel"), []),
    ],
)
def test_filters_hold_together(reading: Connection, filters: Filters, found: list[str]) -> None:
    assert [row.id for row in list_stories(reading, filters, None, 100)] == found


def test_a_query_for_a_story_that_there_is_not_says_so(reading: Connection) -> None:
    with pytest.raises(InputError, match="no story s-none"):
        list_stories(reading, Filters(q="story:s-none"), None, 10)


def test_articles_come_by_their_arrival(reading: Connection) -> None:
    whole = list_articles(reading, Filters(), None, 100)
    assert [row.id for row in whole] == [f"a-{town.lower()}" for town in reversed(TOWNS)]
    assert [row.id for row in list_articles(reading, Filters(), whole[1].n, 2)] == ["a-marn", "a-ostrel"]
    (publisher,) = {row.publisher for row in whole if row.publisher_name == "The Gazette"}
    own = list_articles(reading, Filters(publisher=publisher, until=date(2026, 3, 10)), None, 9)
    assert [row.id for row in own] == ["a-halm"]


def test_actors_come_by_the_number_of_their_stories(reading: Connection) -> None:
    whole = [(row.stories, row.kind, row.key) for row in list_actors(reading, ("place",), None, None, 100)]
    assert whole[0] == (5, "place", "velland")
    found: list[tuple[int, str, str]] = []
    while rows := list_actors(reading, ("place",), None, found[-1] if found else None, 2):
        found += [(row.stories, row.kind, row.key) for row in rows]
    assert found == whole
    assert [row.name for row in list_actors(reading, ("place", "person"), "OSTR", None, 9)] == ["Ostrel"]
    assert not list_actors(reading, ("person",), None, None, 9)


def test_stories_of_a_place_say_how_often_it_is_mentioned(reading: Connection) -> None:
    assert [(row.id, many) for row, many in stories_with(reading, "place", "ostrel", None, 9)] == [("s-a-ostrel", 2)]
    first = stories_with(reading, "place", "velland", None, 4)
    place = Place(first[-1][0].last_reported, first[-1][0].id)
    assert [row.id for row, _ in stories_with(reading, "place", "velland", place, 4)] == ["s-a-lissel"]


def test_publishers_come_by_their_ids(reading: Connection) -> None:
    whole = [row.id for row in list_publishers(reading, None, None, 100)]
    assert whole == sorted(whole)
    assert len(whole) == 4
    assert [row.id for row in list_publishers(reading, None, whole[1], 100)] == whole[2:]
    (gazette,) = list_publishers(reading, "gazette", None, 9)
    assert gazette.articles == 2
    assert not list_publishers(reading, "%", None, 9)


def test_a_publisher_is_counted(reading: Connection) -> None:
    (gazette,) = list_publishers(reading, "gazette", None, 9)
    counts = count_publisher(reading, gazette.id)
    assert counts is not None
    assert (counts.name, counts.articles, counts.stories, counts.corrections) == ("The Gazette", 2, 2, 0)
    assert (counts.first[:10], counts.last[:10]) == ("2026-03-10", "2026-03-11")
    assert dict(counts.marks) == {"first-hand": 2}
    assert count_publisher(reading, "none") is None


def test_what_happened_comes_in_order(reading: Connection) -> None:
    whole = list_changes(reading, 0, None, 100)
    assert [row.n for row in whole] == sorted(row.n for row in whole)
    assert list_changes(reading, whole[2].n, None, 2) == whole[3:5]
    own = list_changes(reading, 0, "s-a-marn", 100)
    assert {row.kind for row in own} == {"story", "article", "origin"}
