"""What the store knows of publishers: how much of theirs is first-hand, whose texts they take, what they edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from firsthand.collect.health import host_of
from firsthand.desk.feed_health import feed_lines
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Article, OptOut, Publisher
from firsthand.publish.feeds_table import ORDER, FeedLine
from firsthand.publish.outlets import Mark, is_agency
from firsthand.registry import load_families
from firsthand.store.articles import retrieval_of
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, capture, story, story_article, version

_MARKS: dict[Mark, str] = {"first-hand": "first_hand", "agency": "agency", "rewrite": "rewrites", "copy": "copies"}
#: Publishers of a page of the list.
SIZE = 50
#: The newest articles, edits and takers that a publisher's page lists.
RECENT, EDITS, TAKERS = 20, 20, 20
#: The newest captures that are looked through for opt-outs: each is unpacked.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """A publisher's articles, counted."""

    id: str
    name: str
    articles: int
    compared: int  #: in a story with others that was read together
    first_hand: int  #: of those compared
    agency: int
    rewrites: int
    copies: int
    leans_on: tuple[tuple[str, int], ...]  #: whose text its articles took, the most frequent first
    edits: int  #: versions after the first that say something else
    corrections: int  #: of these, such that say so

    @property
    def taken(self) -> int:
        """Copies and rewrites."""
        return self.rewrites + self.copies


@dataclass(frozen=True, slots=True)
class Listed:
    """A publisher in the list, with the health of its feeds."""

    tally: Tally
    feeds: tuple[tuple[str, int], ...]  #: health -> how many, what wants a person first


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list of publishers, those with most articles first."""

    rows: tuple[Listed, ...]
    publishers: int  #: in all
    articles: int
    unnamed: int  #: articles that name no publisher


@dataclass(frozen=True, slots=True)
class Edit:
    """A version of an article that says something else than the one before."""

    article: str
    headline: str | None
    kind: str  #: relate.edits.EditKind
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Recent:
    """An article of a publisher's, and what it is to the others of its story."""

    id: str
    headline: str | None
    language: str
    published_at: str | None
    mark: str | None
    leans_on: str | None
    story: str | None
    story_headline: str | None


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """All that the store knows of one."""

    tally: Tally
    names: tuple[str, ...]  #: as articles print it
    owner: str | None
    agencies: frozenset[str]  #: those of `tally.leans_on` that are news agencies
    takers: tuple[tuple[str | None, str, int], ...]  #: id, name and articles of those who took its texts
    edits: tuple[Edit, ...]  #: the newest
    feeds: tuple[FeedLine, ...]
    opt_outs: tuple[tuple[OptOut, int], ...]  #: with how many of the captures looked through carry it
    looked_through: int
    recent: tuple[Recent, ...]


def list_publishers(desk: Desk, now: datetime, *, start: int = 0, size: int = SIZE) -> Listing:
    """A page of publishers, from the one of a number on. Raises StoreError."""
    many = func.count().label("many")
    counts = select(article.c.publisher, many).group_by(article.c.publisher)
    with desk.store.reading() as connection:
        rows = connection.execute(counts).all()
        named = sorted((r for r in rows if r.publisher is not None), key=lambda r: (-r.many, r.publisher))
        shown = [row.publisher for row in named[start : start + size]]
        tallies = _tallies(connection, shown)
    lines = feed_lines(desk, now)
    health = {id: Counter(line.health for line in _feeds_of(id, lines)) for id in shown}
    return Listing(
        rows=tuple(Listed(tallies[id], _in_order(health[id])) for id in shown),
        publishers=len(named),
        articles=sum(row.many for row in rows),
        unnamed=sum(row.many for row in rows if row.publisher is None),
    )


def show_publisher(desk: Desk, id: str, now: datetime) -> PublisherPage:
    """One publisher. Raises InputError where the store has no article of it, and StoreError."""
    with desk.store.reading() as connection:
        tally = _tallies(connection, [id]).get(id)
        if tally is None:
            raise InputError(id, "No article here is of this publisher. /publishers lists those that there are.")
        printed = select(article.c.publisher_name).where(article.c.publisher == id).distinct()
        names = tuple(sorted(n for n in connection.execute(printed).scalars() if n))
        takers = _takers(connection, id, names)
        edits = _edits(connection, id)
        recent = _recent(connection, id)
        opt_outs, looked_through = _opt_outs(connection, id)
    lines = _feeds_of(id, feed_lines(desk, now, unfollowed=True))
    return PublisherPage(
        tally=tally,
        names=names,
        owner=load_families(desk.config.families).owner_of(Publisher(id, tally.name)),
        agencies=frozenset(name for name, _ in tally.leans_on if _is_agency(name)),
        takers=takers,
        edits=edits,
        feeds=tuple(sorted(lines, key=lambda line: (ORDER.index(line.health), line.url))),
        opt_outs=opt_outs,
        looked_through=looked_through,
        recent=recent,
    )


def _is_agency(name: str) -> bool:
    """Whether a name is a news agency's, as pages judge it of an article's publisher."""
    return is_agency(Article("", "", "", "", publisher=Publisher("", name)))


def _tallies(connection: Connection, ids: Sequence[str]) -> dict[str, Tally]:
    """The counts of some publishers, in three statements."""
    leans: dict[str, list[tuple[str, int]]] = {id: [] for id in ids}
    edits: dict[str, dict[str, int]] = {id: {} for id in ids}
    rows: list[AnyRow] = []
    many = func.count().label("many")
    for some in parts(ids):
        rows += connection.execute(_COUNTS.where(article.c.publisher.in_(some)).group_by(article.c.publisher))
        taken = (
            select(article.c.publisher, story_article.c.leans_on, many)
            .join(story_article, story_article.c.article == article.c.n)
            .where(article.c.publisher.in_(some), story_article.c.leans_on.is_not(None))
            .group_by(article.c.publisher, story_article.c.leans_on)
            .order_by(many.desc(), story_article.c.leans_on)
        )
        for row in connection.execute(taken):
            leans[row.publisher].append((row.leans_on, row.many))
        edited = (
            select(article.c.publisher, version.c.edit, many)
            .join(article, article.c.n == version.c.article)
            .where(version.c.article.in_(_edited(some)), version.c.edit.is_not(None))
            .group_by(article.c.publisher, version.c.edit)
        )
        for row in connection.execute(edited):
            edits[row.publisher][row.edit] = row.many
    return {row.publisher: _tally(row, leans[row.publisher], edits[row.publisher]) for row in rows}


def _marked(mark: Mark) -> ColumnElement[int]:
    """How many of the articles that were compared have a mark."""
    return func.sum(case((and_(story.c.articles > 1, story_article.c.mark == mark), 1), else_=0))


_COUNTS = (
    select(
        article.c.publisher,
        func.min(article.c.publisher_name).label("name"),
        func.count().label("articles"),
        *(_marked(mark).label(label) for mark, label in _MARKS.items()),
    )
    .outerjoin(story_article, story_article.c.article == article.c.n)
    .outerjoin(story, story.c.id == story_article.c.story)
)


def _edited(ids: Sequence[str]) -> Select[tuple[int]]:
    """Articles with more than one version: an index knows them, and what was edited is read of these alone."""
    theirs = select(article.c.n).where(article.c.publisher.in_(ids))
    return (
        select(version.c.article)
        .where(version.c.article.in_(theirs))
        .group_by(version.c.article)
        .having(func.count() > 1)
    )


def _tally(row: AnyRow, leans_on: Sequence[tuple[str, int]], edits: Mapping[str, int]) -> Tally:
    return Tally(
        id=row.publisher,
        name=row.name or row.publisher,
        articles=row.articles,
        compared=row.first_hand + row.agency + row.rewrites + row.copies,
        first_hand=row.first_hand,
        agency=row.agency,
        rewrites=row.rewrites,
        copies=row.copies,
        leans_on=tuple(leans_on),
        edits=sum(edits.values()),
        corrections=edits.get("corrected", 0),
    )


def _takers(connection: Connection, id: str, names: Collection[str]) -> tuple[tuple[str | None, str, int], ...]:
    """Other publishers whose articles took its texts, those that did most often first."""
    many = func.count().label("many")
    statement = (
        select(article.c.publisher, func.min(article.c.publisher_name).label("name"), many)
        .where(article.c.n.in_(select(story_article.c.article).where(story_article.c.leans_on.in_(names))))
        .group_by(article.c.publisher)
        .order_by(many.desc(), article.c.publisher)
        .limit(TAKERS + 1)
    )
    rows = connection.execute(statement).all()
    others = [row for row in rows if row.publisher != id][:TAKERS]
    return tuple((row.publisher, row.name or row.publisher or "", row.many) for row in others)


def _edits(connection: Connection, id: str) -> tuple[Edit, ...]:
    statement = (
        select(article.c.id, article.c.headline, version.c.edit, version.c.seen_at)
        .join(version, version.c.article == article.c.n)
        .where(version.c.article.in_(_edited([id])), version.c.edit.is_not(None))
        .order_by(version.c.n.desc())
        .limit(EDITS)
    )
    return tuple(Edit(row.id, row.headline, row.edit, row.seen_at) for row in connection.execute(statement))


def _recent(connection: Connection, id: str) -> tuple[Recent, ...]:
    columns = (
        *(article.c.id, article.c.headline, article.c.language, article.c.published_at),
        *(story_article.c.mark, story_article.c.leans_on, story_article.c.story),
        story.c.headline.label("story_headline"),
    )
    statement = (
        select(*columns)
        .outerjoin(story_article, story_article.c.article == article.c.n)
        .outerjoin(story, story.c.id == story_article.c.story)
        .where(article.c.publisher == id)
        .order_by(article.c.reported.desc(), article.c.n.desc())
        .limit(RECENT)
    )
    return tuple(Recent(*row) for row in connection.execute(statement))


def _opt_outs(connection: Connection, id: str) -> tuple[tuple[tuple[OptOut, int], ...], int]:
    """What its newest captures reserve, the most frequent first, and how many were looked through.

    One that is written alike on many pages is counted once a page, with the first place of it.
    """
    newest = select(article.c.n).where(article.c.publisher == id).order_by(article.c.reported.desc())
    statement = (
        select(capture.c.retrieval)
        .where(capture.c.article.in_(newest.limit(LOOKED_THROUGH)), capture.c.retrieval.is_not(None))
        .order_by(capture.c.n.desc())
        .limit(LOOKED_THROUGH)
    )
    packed = connection.execute(statement).scalars().all()
    places: dict[tuple[str, str], OptOut] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for data in packed:
        found: dict[tuple[str, str], OptOut] = {(o.kind, o.value): o for o in retrieval_of(data).opt_outs}
        places = {**found, **places}
        counts.update(found.keys())
    return tuple((places[key], many) for key, many in counts.most_common()), len(packed)


def _feeds_of(id: str, lines: Sequence[FeedLine]) -> list[FeedLine]:
    """The feeds on a publisher's host: its ids are host names without "www."."""
    return [line for line in lines if (host := host_of(line.url).removeprefix("www.")) == id or host.endswith(f".{id}")]


def _in_order(health: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((word, health[word]) for word in ORDER if health.get(word))
