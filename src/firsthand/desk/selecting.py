"""Which articles and stories are wanted: by day, by story, by a query of the search."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from firsthand.desk.finding import story_named
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.store.hits import Found
from firsthand.store.query import parse
from firsthand.store.rows import parts
from firsthand.store.schema import article, story, story_article
from firsthand.store.search import find

#: Hits that a query brings at most. Each page of hits costs a search, so that they are not without end.
MOST_HITS = 10_000
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is held, or what fits every one of these."""

    since: str | None = None  #: ISO day: reported on it or later
    story: str | None = None  #: id, former id, or the beginning of one
    query: str | None = None  #: as `firsthand search` takes it


def wanted_articles(desk: Desk, wanted: Wanted) -> list[str]:
    """The ids of articles, in the order in which they arrived. Raises InputError and StoreError."""
    with desk.store.reading() as connection:
        rows = select(article.c.id).order_by(article.c.n)
        if wanted.since is not None:
            rows = rows.where(article.c.reported >= wanted.since)
        if wanted.story is not None:
            id = story_named(connection, wanted.story)
            rows = rows.join(story_article, story_article.c.article == article.c.n).where(story_article.c.story == id)
        found = list(connection.execute(rows).scalars())
        if wanted.query is None:
            return found
        hits = _hits(connection, wanted.query)
        return [id for id in found if id in hits]


def wanted_stories(desk: Desk, wanted: Wanted) -> list[str]:
    """The ids of stories, the newest first; with a query those of which an article matches. Raises as above."""
    with desk.store.reading() as connection:
        rows = select(story.c.id).order_by(story.c.last_reported.desc(), story.c.id)
        if wanted.since is not None:
            rows = rows.where(story.c.last_reported >= wanted.since)
        if wanted.story is not None:
            rows = rows.where(story.c.id == story_named(connection, wanted.story))
        found = list(connection.execute(rows).scalars())
        if wanted.query is None:
            return found
        inside: set[str] = set()
        for some in parts(sorted(_hits(connection, wanted.query))):
            homes = select(story_article.c.story).join(article, article.c.n == story_article.c.article)
            inside |= set(connection.execute(homes.where(article.c.id.in_(some))).scalars())
        return [id for id in found if id in inside]


def _hits(connection: Connection, query: str) -> set[str]:
    """The ids of the articles that a query finds. Raises InputError where they are too many."""
    node = parse(query)
    found: set[str] = set()
    for offset in range(0, MOST_HITS + 1, _PAGE):
        page: Found = find(connection, node, limit=_PAGE, offset=offset)
        found |= {hit.id for hit in page.hits}
        if len(page.hits) < _PAGE:
            return found
    raise InputError(query, f"More than {MOST_HITS:,} articles match: narrow the query, or export without it.")
