"""Lists of what the store holds, from a place on: stories, articles, actors, publishers, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, String, column, func, or_, select, text, tuple_

from firsthand.desk.front import Place, page_of
from firsthand.desk.front_cards import UNDATED
from firsthand.errors import InputError
from firsthand.store.facets import FacetKind, key_of
from firsthand.store.match import Condition
from firsthand.store.query import All, InStory, Node, Not, Some, parse
from firsthand.store.reader_tables import event, facet
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, capture, story, story_article, version
from firsthand.store.stories import resolve


@dataclass(frozen=True, slots=True)
class Filters:
    """What stories must have. Names are looked up as facets have them; a day is that of the last report."""

    since: date | None = None
    until: date | None = None
    actor: str | None = None
    place: str | None = None
    publisher: str | None = None
    language: str | None = None
    q: str | None = None


def list_stories(connection: Connection, filters: Filters, after: Place | None, limit: int) -> list[AnyRow]:
    """Rows of stories behind a place, those first that were reported on last, those without a day at the end.

    Raises InputError where the query cannot be understood.
    """
    wanted: list[tuple[Sequence[FacetKind], str | None]] = [
        (("person", "organization"), filters.actor and key_of(filters.actor)),
        (("place",), filters.place and key_of(filters.place)),
        (("publisher",), filters.publisher),
        (("language",), filters.language),
    ]
    conditions = [*_between(story.c.last_reported, filters), *(_has(k, key) for k, key in wanted if key is not None)]
    if filters.q is not None:
        conditions.append(story.c.id.in_(_with_words(connection, filters.q)))
    return page_of(connection, conditions, after, limit)


def has_actor(key: str) -> ColumnElement[bool]:
    """Whether a person or an organization of that key is in a story."""
    return _has(("person", "organization"), key)


def _has(kinds: Sequence[FacetKind], key: str) -> ColumnElement[bool]:
    """Whether a story has a facet."""
    found = select(facet.c.story).where(facet.c.story == story.c.id, facet.c.kind.in_(kinds), facet.c.key == key)
    return found.exists()


def _between(by: Column[str], filters: Filters) -> list[ColumnElement[bool]]:
    """Conditions on a column of moments. What has no day is never between two."""
    conditions: list[ColumnElement[bool]] = []
    if filters.since is not None:
        conditions.append(by >= filters.since.isoformat())
    if filters.until is not None:
        conditions += [by < _next_day(filters.until), by != ""]
    return [*conditions, by < UNDATED] if conditions else []


def _next_day(day: date) -> str:
    return (day + timedelta(days=1)).isoformat() if day < date.max else UNDATED


def _with_words(connection: Connection, query: str) -> Any:  # noqa: ANN401  (a statement that gives ids)
    """The ids of the stories of which an article matches. Raises InputError."""
    tree = parse(query)
    condition = Condition(connection.dialect.name == "sqlite", _named(connection, tree))
    holds = condition.of(tree)
    beside = "" if condition.sqlite else "JOIN search ON search.n = article.n "
    statement = text(
        "SELECT story_article.story FROM article JOIN story_article ON story_article.article = article.n "
        f"{beside}WHERE {holds}"
    )
    return statement.bindparams(**condition.values).columns(column("story", String))


def _named(connection: Connection, node: Node) -> Mapping[str, str]:
    """The ids of the stories that a query names. Raises InputError."""
    if isinstance(node, InStory):
        id = resolve(connection, node.name)
        if id is None:
            raise InputError("q", f"There is no story {node.name}.")
        return {node.name: id}
    below = node.nodes if isinstance(node, All | Some) else (node.node,) if isinstance(node, Not) else ()
    return {name: id for part in below for name, id in _named(connection, part).items()}


_ARTICLE = (
    select(
        article,
        capture.c.sha256,
        version.c.seen_at,
        story_article.c.story,
        story_article.c.mark,
        story_article.c.leans_on,
    )
    .join(version, version.c.n == article.c.version)
    .join(capture, capture.c.n == version.c.capture)
    .outerjoin(story_article, story_article.c.article == article.c.n)
)


def list_articles(connection: Connection, filters: Filters, before: int | None, limit: int) -> list[AnyRow]:
    """Rows of articles, those first that arrived last, from before an article's number on."""
    rows = _ARTICLE.where(*_between(article.c.reported, filters)).order_by(article.c.n.desc()).limit(limit)
    if before is not None:
        rows = rows.where(article.c.n < before)
    if filters.publisher is not None:
        rows = rows.where(article.c.publisher == filters.publisher)
    if filters.language is not None:
        rows = rows.where(article.c.language == filters.language)
    return list(connection.execute(rows))


def article_rows(connection: Connection, ids: Sequence[str]) -> list[AnyRow]:
    """Rows of some articles, in the order of their report."""
    found = [r for some in parts(ids) for r in connection.execute(_ARTICLE.where(article.c.id.in_(some)))]
    return sorted(found, key=lambda r: (r.reported or "9999", r.n))


def list_changes(connection: Connection, after: int, story: str | None, limit: int) -> list[AnyRow]:
    """What happened after an event of a number, in order."""
    rows = select(event).where(event.c.n > after).order_by(event.c.n).limit(limit)
    return list(connection.execute(rows if story is None else rows.where(event.c.story == story)))


def list_actors(
    connection: Connection,
    kinds: Sequence[FacetKind],
    q: str | None,
    after: tuple[int, str, str] | None,
    limit: int,
) -> list[AnyRow]:
    """Actors with the number of their stories, those in most stories first, from behind (stories, kind, key) on."""
    stories = func.count().label("stories")
    name = func.min(facet.c.name).label("name")
    rows = (
        select(facet.c.kind, facet.c.key, name, stories)
        .where(facet.c.kind.in_(kinds))
        .group_by(facet.c.kind, facet.c.key)
        .order_by(stories.desc(), facet.c.kind, facet.c.key)
        .limit(limit)
    )
    if q is not None:
        rows = rows.where(facet.c.key.contains(key_of(q), autoescape=True))
    if after is not None:
        later = tuple_(facet.c.kind, facet.c.key) > tuple_(*after[1:])
        rows = rows.having(or_(func.count() < after[0], (func.count() == after[0]) & later))
    return list(connection.execute(rows))


def stories_with(
    connection: Connection, kind: FacetKind, key: str, after: Place | None, limit: int
) -> list[tuple[AnyRow, int]]:
    """Rows of the stories that have a facet, each with its mentions there, those reported on last first."""
    rows = page_of(connection, [_has((kind,), key)], after, limit)
    ids = [row.id for row in rows]
    counted = select(facet.c.story, facet.c.count.label("mentions")).where(
        facet.c.kind == kind, facet.c.key == key, facet.c.story.in_(ids)
    )
    mentions = {row.story: row.mentions for row in connection.execute(counted)}
    return [(row, mentions.get(row.id, 0)) for row in rows]


def list_publishers(connection: Connection, q: str | None, after: str | None, limit: int) -> list[AnyRow]:
    """Publishers with the number of their articles, in the order of their ids, from behind one on."""
    rows = (
        select(
            article.c.publisher.label("id"),
            func.min(article.c.publisher_name).label("name"),
            func.count().label("articles"),
            func.max(article.c.reported).label("last"),
        )
        .where(article.c.publisher.is_not(None))
        .group_by(article.c.publisher)
        .order_by(article.c.publisher)
        .limit(limit)
    )
    if q is not None:
        named = func.lower(article.c.publisher_name).contains(q.lower(), autoescape=True)
        rows = rows.where(or_(named, article.c.publisher.contains(q.lower(), autoescape=True)))
    if after is not None:
        rows = rows.where(article.c.publisher > after)
    return list(connection.execute(rows))


@dataclass(frozen=True, slots=True)
class PublisherCounts:
    """What is held of a publisher."""

    id: str
    name: str
    articles: int
    stories: int
    first: str
    last: str
    marks: tuple[tuple[str, int], ...]  #: what its articles are to the others of their stories
    leans_on: tuple[tuple[str, int], ...]  #: whose text they took, the most frequent first
    corrections: int


#: Names of those that a publisher leans on most.
_NAMED = 20


def count_publisher(connection: Connection, id: str) -> PublisherCounts | None:
    """What is held of a publisher; None where nothing is."""
    own = article.c.publisher == id
    home = story_article.c.article == article.c.n
    row = connection.execute(
        select(
            func.min(article.c.publisher_name).label("name"),
            func.count().label("articles"),
            func.count(story_article.c.story.distinct()).label("stories"),
            func.min(func.nullif(article.c.reported, "")).label("first"),
            func.max(article.c.reported).label("last"),
        )
        .outerjoin(story_article, home)
        .where(own)
    ).one()
    if not row.articles:
        return None

    def counted(by: Column[str]) -> tuple[tuple[str, int], ...]:
        number = func.count().label("number")
        rows = select(by, number).join(article, home).where(own, by.is_not(None)).group_by(by)
        return tuple((r[0], r[1]) for r in connection.execute(rows.order_by(number.desc(), by).limit(_NAMED)))

    corrected = (
        select(func.count())
        .select_from(version)
        .join(article, article.c.n == version.c.article)
        .where(own, version.c.edit == "corrected")
    )
    return PublisherCounts(
        id,
        row.name or id,
        row.articles,
        row.stories,
        row.first or "",
        row.last or "",
        counted(story_article.c.mark),
        counted(story_article.c.leans_on),
        connection.execute(corrected).scalar_one(),
    )
