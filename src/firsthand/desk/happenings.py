"""What happened to a story lately, and which articles came to it: for its page, and for who waits on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from firsthand.desk.changes import Kind
from firsthand.desk.opening import Desk
from firsthand.store.reader_tables import event
from firsthand.store.rows import parts
from firsthand.store.schema import article, story_article
from firsthand.store.stories import former_ids, resolve

#: Things that happened that a page tells of, the latest first; what came at one time is told together.
SHOWN = 500
#: Articles that are told to a page at once; one that stood open longer is better loaded anew.
MOST_NEWER = 100
#: Former ids of one story whose events are looked for.
FORMER = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a story."""

    n: int
    at: datetime
    kind: Kind
    ref: str | None  #: id of the article, finding, disagreement or story that it is about
    actor: str | None  #: key of who denies
    count: int | None  #: how many origins there were then
    outlet: str | None = None  #: of the article, as it is printed
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that came to a story."""

    id: str
    outlet: str | None
    headline: str | None
    published_at: str | None
    mark: str | None  #: publish.outlets.Mark; None before the story was told with it


@dataclass(frozen=True, slots=True)
class Newer:
    """What came to a story after an event."""

    newest: int  #: number of the latest event
    articles: tuple[NewArticle, ...]


def happened_to(desk: Desk, id: str) -> tuple[Happening, ...]:
    """What happened to the story of an id, the latest first. Raises StoreError."""
    with desk.store.reading() as connection:
        names = [id, *former_ids(connection, id)[:FORMER]]
        columns = (event.c.n, event.c.at, event.c.kind, event.c.ref, event.c.actor, event.c.count)
        found = select(*columns).where(event.c.story.in_(names)).order_by(event.c.n.desc()).limit(SHOWN)
        rows = connection.execute(found).all()
        named = _outlets(connection, [row.ref for row in rows if row.ref and row.kind in ("article", "correction")])
    return tuple(
        Happening(n, at, kind, ref, actor, count, *named.get(ref, (None, None)))
        for n, at, kind, ref, actor, count in rows
    )


def articles_after(desk: Desk, name: str, number: int) -> Newer | None:
    """The articles that came to a story after the event of a number, and are still in it, in order of arrival.

    None where no story goes by that name any more. Raises StoreError.
    """
    with desk.store.reading() as connection:
        id = resolve(connection, name)
        if id is None:
            return None
        names = [id, *former_ids(connection, id)[:FORMER]]
        newest = select(func.coalesce(func.max(event.c.n), 0)).where(event.c.story.in_(names))
        columns = (article.c.id, article.c.publisher_name, article.c.headline, article.c.published_at)
        came = (
            select(*columns, story_article.c.mark)
            .join(event, event.c.ref == article.c.id)
            .join(story_article, story_article.c.article == article.c.n)
            .where(event.c.kind == "article", event.c.n > number, event.c.story.in_(names), story_article.c.story == id)
            .order_by(event.c.n)
            .limit(MOST_NEWER)
        )
        found = dict.fromkeys(NewArticle(*row) for row in connection.execute(came))
        return Newer(max(number, connection.execute(newest).scalar_one()), tuple(found))


def _outlets(connection: Connection, ids: Sequence[str]) -> dict[str | None, tuple[str | None, str | None]]:
    found: dict[str | None, tuple[str | None, str | None]] = {}
    for some in parts(sorted(set(ids))):
        rows = select(article.c.id, article.c.publisher_name, article.c.headline).where(article.c.id.in_(some))
        found.update((row.id, (row.publisher_name, row.headline)) for row in connection.execute(rows))
    return found
