"""The stories of the front page: by the time of their last report, those that fit what is asked for, a page at a time.

Nothing is grouped or told here: what is shown is what the store has, in a few statements whatever its size.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, and_, false, func, literal, or_, select, tuple_

from firsthand.desk.front_cards import COLUMNS, Card, cards_of
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.store.facets import Facet, FacetKind, key_of, name_of
from firsthand.store.reader_tables import event, facet
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article, story, story_article

#: Stories of a page.
SIZE = 20
#: Stories, the newest that fit, by which it is said what else to narrow the list by: their 7,000 facets take some
#: 15 ms, those of 5,000 stories 400.
WEIGHED = 200
#: Facets of a kind that are offered.
OFFERED = 8
#: Kinds of facets that an actor may be of.
ACTOR: tuple[FacetKind, ...] = ("person", "organization")


@dataclass(frozen=True, slots=True)
class Seen:
    """When somebody was here before."""

    event: int  #: the newest event that they may have seen
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What stories are asked for: those that fit all of it. Names as they were typed, or keys of facets."""

    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()  #: ids, or printed names
    languages: tuple[str, ...] = ()
    day: str | None = None  #: ISO: with a report of that day
    new: bool = False  #: changed since the reader was here

    @property
    def anything(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(self.actors or self.places or self.publishers or self.languages or self.day or self.new)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ends: the next one goes on behind it, whatever came on top meanwhile."""

    last_reported: str
    id: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the list is narrowed by, as it is shown."""

    name: str  #: of the parameter: "actor", "place", "publisher", "language", "day", "new"
    value: str
    words: str
    known: bool  #: False where no story has it


@dataclass(frozen=True, slots=True)
class Front:
    """One page of the list."""

    cards: tuple[Card, ...]
    fitting: int  #: stories that fit
    held: int  #: stories that there are
    next: Place | None  #: where the next page begins; None where this is the last
    chips: tuple[Chip, ...]
    offered: dict[FacetKind, tuple[Facet, ...]]  #: what the list can be narrowed by, most stories first
    newest: int  #: the number of the newest event
    changed: int  #: stories in which something is new to the reader; 0 where only these are asked for


def front(desk: Desk, asked: Asked, *, after: Place | None = None, size: int = SIZE, seen: Seen | None = None) -> Front:
    """A page of stories, those reported last first, those without a day at the end. Raises InputError and StoreError.

    `after`: the end of the page before. `seen`: when the reader was here before; with nobody known nothing is new.
    """
    with desk.store.reading() as connection:
        newest = connection.execute(select(func.coalesce(func.max(event.c.n), 0))).scalar_one()
        conditions, chips = _conditions(connection, asked, seen)
        rows = page_of(connection, conditions, after, size + 1)
        shown = rows[:size]
        more = len(rows) > size
        return Front(
            cards=tuple(cards_of(connection, shown, *((seen.event, seen.at) if seen else ()))),
            fitting=_count(connection, conditions),
            held=_count(connection, []),
            next=Place(shown[-1].last_reported, shown[-1].id) if more else None,
            chips=chips,
            offered=_offered(connection, conditions, asked),
            newest=newest,
            changed=_count(connection, [_changed_since(seen)]) if seen and not asked.new else 0,
        )


def page_of(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], after: Place | None, most: int
) -> list[AnyRow]:
    """Rows of COLUMNS behind a place, at most so many: the newest first; those without a day come last."""
    wanted = select(*COLUMNS).where(*conditions)
    if after is not None:
        place = tuple_(story.c.last_reported, story.c.id)
        wanted = wanted.where(story.c.last_reported <= after.last_reported, place < tuple_(*_bound(after)))
    return list(connection.execute(wanted.order_by(story.c.last_reported.desc(), story.c.id.desc()).limit(most)))


def _bound(after: Place) -> tuple[Any, Any]:
    return literal(after.last_reported, story.c.last_reported.type), literal(after.id, story.c.id.type)


def cursor_of(place: Place) -> str:
    """A place as an address carries it."""
    return base64.urlsafe_b64encode(f"{place.last_reported}\n{place.id}".encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """The place that an address carries. Raises InputError where it is none of ours."""
    try:
        text = base64.urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii")).decode()
    except (ValueError, binascii.Error) as error:
        raise InputError("", "This address of a page of the list is damaged. Begin at the first page.") from error
    reported, _, id = text.partition("\n")
    if not id or "\0" in text:
        raise InputError("", "This address of a page of the list is damaged. Begin at the first page.")
    return Place(reported, id)


def _conditions(
    connection: Connection, asked: Asked, seen: Seen | None
) -> tuple[list[ColumnElement[bool]], tuple[Chip, ...]]:
    """What a story must fit, for the database and in words. Raises InputError for a day that there is not."""
    conditions: list[ColumnElement[bool]] = []
    chips: list[Chip] = []
    for typed in asked.actors:
        conditions.append(has_facet(ACTOR, (key_of(typed),)))
        chips.append(_chip(connection, "actor", ACTOR, typed, key_of(typed)))
    for typed in asked.places:
        conditions.append(has_facet(("place",), (key_of(typed),)))
        chips.append(_chip(connection, "place", ("place",), typed, key_of(typed)))
    for typed in asked.publishers:
        ids = _publishers(connection, typed)
        conditions.append(has_facet(("publisher",), ids))
        chips.append(_chip(connection, "publisher", ("publisher",), typed, ids[0]))
    for typed in asked.languages:
        conditions.append(has_facet(("language",), (typed,)))
        chips.append(_chip(connection, "language", ("language",), typed, typed))
    if asked.day:
        conditions.append(_reported_on(asked.day))
        chips.append(Chip("day", asked.day, asked.day, True))
    if asked.new:
        conditions.append(_changed_since(seen) if seen is not None else false())
        chips.append(Chip("new", "1", "new since your last visit", seen is not None))
    return conditions, tuple(chips)


def has_facet(kinds: Sequence[FacetKind], keys: Sequence[str]) -> ColumnElement[bool]:
    """Whether a story has one of some facets."""
    found = select(facet.c.story).where(facet.c.story == story.c.id, facet.c.kind.in_(kinds), facet.c.key.in_(keys))
    return found.exists()


def _chip(connection: Connection, name: str, kinds: Sequence[FacetKind], typed: str, key: str) -> Chip:
    printed = next((n for kind in kinds if (n := name_of(connection, kind, key)) is not None), None)
    return Chip(name, typed, printed or typed, printed is not None)


def _publishers(connection: Connection, typed: str) -> tuple[str, ...]:
    """The ids that somebody means: one itself, or those of all publishers that are printed so."""
    if name_of(connection, "publisher", typed) is not None:
        return (typed,)
    ids = _ids()
    printed = select(facet.c.name).where(facet.c.kind == "publisher", facet.c.key == ids.c.key)
    one = printed.limit(1).scalar_subquery()
    named = select(ids.c.key).where(ids.c.key.is_not(None), func.lower(one) == typed.lower())
    return tuple(connection.execute(named.order_by(ids.c.key)).scalars()) or (typed,)


def _ids() -> CTE:
    """The ids of all publishers of stories, from one to the next in the index: ten times as fast as through them."""
    theirs = facet.c.kind == "publisher"
    ids = select(func.min(facet.c.key).label("key")).where(theirs).cte("ids", recursive=True)
    further = select(func.min(facet.c.key)).where(theirs, facet.c.key > ids.c.key).scalar_subquery()
    return ids.union_all(select(further).where(ids.c.key.is_not(None)))


def _reported_on(day: str) -> ColumnElement[bool]:
    """Whether an article of a story was reported on a day. Raises InputError."""
    try:
        first = date.fromisoformat(day)
        end = (first + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError) as error:
        raise InputError(day, "It is no day: write it like 2026-01-31.") from error
    reported = (
        select(story_article.c.story)
        .join(article, article.c.n == story_article.c.article)
        .where(article.c.reported >= first.isoformat(), article.c.reported < end)
    )
    return story.c.id.in_(reported)


def _changed_since(seen: Seen) -> ColumnElement[bool]:
    """Whether something happened to a story, or came to it and was not read together with it yet."""
    happened = select(event.c.story).where(event.c.n > seen.event)
    waiting = or_(story.c.told_for.is_(None), story.c.told_for != story.c.members)
    return or_(story.c.id.in_(happened), and_(story.c.changed_at > seen.at, waiting))


def _count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    return connection.execute(select(func.count()).select_from(story).where(*conditions)).scalar_one()


def _offered(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], asked: Asked
) -> dict[FacetKind, tuple[Facet, ...]]:
    """What most of the newest stories that fit have, but for what is asked for already."""
    newest = select(story.c.id).where(*conditions).order_by(story.c.last_reported.desc()).limit(WEIGHED)
    ids = connection.execute(newest).scalars().all()
    statement = (
        select(facet.c.kind, facet.c.key, func.min(facet.c.name).label("name"), func.count().label("many"))
        .where(facet.c.story.in_(ids))  # joined, SQLite takes five times as long
        .group_by(facet.c.kind, facet.c.key)
    )
    given = {key_of(typed) for typed in (*asked.actors, *asked.places)}
    given |= {*asked.publishers, *asked.languages}
    found: dict[FacetKind, list[Facet]] = {}
    for row in connection.execute(statement):
        if row.key not in given:
            found.setdefault(row.kind, []).append(Facet(row.kind, row.key, row.name, row.many))
    return {kind: tuple(sorted(some, key=lambda f: (-f.count, f.name))[:OFFERED]) for kind, some in found.items()}
