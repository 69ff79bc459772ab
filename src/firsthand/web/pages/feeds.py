"""Feeds out: the newest stories, a story, a search, an actor, a publisher, each as Atom and as JSON Feed.

What a feed holds depends on the store alone. The same content gives the same bytes: `updated` is when something last
changed, never the time of asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy import Connection, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.finding import story_named
from firsthand.desk.front import page_of
from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown, show_story
from firsthand.errors import InputError
from firsthand.publish.encoded import urn_of
from firsthand.publish.out_feeds import (
    ATOM_TYPE,
    JSON_FEED_TYPE,
    OutFeed,
    OutItem,
    article_item,
    atom_feed,
    json_feed,
    story_item,
)
from firsthand.publish.wording import one_line
from firsthand.store.articles import load_readings
from firsthand.store.facets import name_of
from firsthand.store.query import parse
from firsthand.store.reader_tables import facet
from firsthand.store.rows import parts
from firsthand.store.schema import article, story, story_article, version
from firsthand.store.search import find
from firsthand.web.house import House, house_of
from firsthand.web.viewer import Viewer, reader

router = APIRouter(include_in_schema=False)

#: Items of a feed, the newest. A reader that asks once an hour misses none where fewer come in it.
MOST = 50
#: When a feed without items last changed: the same at every asking.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

Shape = Literal["atom", "json"]
Home = Annotated[House, Depends(house_of)]
Reader = Annotated[Viewer, Depends(reader)]
Id = Annotated[str, Path(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]


@router.get("/feeds/stories.{shape}")
def newest(request: Request, house: Home, who: Reader, shape: Shape) -> Response:
    """The stories that were reported on last."""
    with house.desk.store.reading() as connection:
        rows = page_of(connection, [story.c.told_for.is_not(None)], None, MOST)
    items = _stories(house, [row.id for row in rows])
    about = "Stories that several outlets report, with the sources of every sentence."
    return _answer(request, house, who, shape, ("firsthand: stories", about, "/"), items)


@router.get("/search/feed.{shape}")
def searched(
    request: Request,
    house: Home,
    who: Reader,
    shape: Shape,
    q: Annotated[str, Query(min_length=1, max_length=1_000, pattern=r"^[^\x00]*$")],
) -> Response:
    """The newest articles that a query finds. Raises HTTPException 422 where it cannot be understood."""
    try:
        tree = parse(q)
        with house.desk.store.reading() as connection:
            found = find(connection, tree, order="newest", limit=MOST)
            items = _articles(connection, house, [hit.id for hit in found.hits])
    except InputError as error:
        raise HTTPException(422, f"The search cannot be understood. {error.reason}") from error
    about = "Articles that the search finds, the newest."
    page = f"/search?{urlencode({'q': q})}"
    return _answer(request, house, who, shape, (f"firsthand: {one_line(q)[:100]}", about, page), items)


@router.get("/stories/{id:path}/feed.{shape}")
def of_story(request: Request, house: Home, who: Reader, id: Id, shape: Shape) -> Response:
    """A story, which changes when its account does, and its articles as they come."""
    with house.desk.store.reading() as connection:
        current = story_named(connection, id)
    item = _stories(house, [current])
    with house.desk.store.reading() as connection:
        rows = (
            select(article.c.id)
            .join(story_article, story_article.c.article == article.c.n)
            .where(story_article.c.story == current)
            .order_by(article.c.n.desc())
            .limit(MOST - 1)
        )
        items = [*item, *_articles(connection, house, connection.execute(rows).scalars().all())]
    title = item[0].title if item else current
    page = f"/stories/{quote(current, safe='')}"
    return _answer(request, house, who, shape, (f"firsthand: {title}", "A story and its articles.", page), items)


@router.get("/actors/{kind}/{key}/feed.{shape}")
def of_actor(
    request: Request,
    house: Home,
    who: Reader,
    kind: Literal["person", "organization", "place"],
    key: Id,
    shape: Shape,
) -> Response:
    """The newest stories that somebody, or a place, is in."""
    with house.desk.store.reading() as connection:
        name = name_of(connection, kind, key)
        if name is None:
            raise HTTPException(404, "No story has anybody by this name.")
        having = select(facet.c.story).where(facet.c.story == story.c.id, facet.c.kind == kind, facet.c.key == key)
        rows = page_of(connection, [having.exists()], None, MOST)
    items = _stories(house, [row.id for row in rows])
    page = f"/actors/{kind}/{quote(key, safe='')}"
    about = f"Stories in which {one_line(name)} is mentioned."
    return _answer(request, house, who, shape, (f"firsthand: {one_line(name)}", about, page), items)


@router.get("/publishers/{id:path}/feed.{shape}")
def of_publisher(request: Request, house: Home, who: Reader, id: Id, shape: Shape) -> Response:
    """The articles of a publisher that arrived last."""
    with house.desk.store.reading() as connection:
        rows = select(article.c.id, article.c.publisher_name).where(article.c.publisher == id)
        found = connection.execute(rows.order_by(article.c.n.desc()).limit(MOST)).all()
        if not found:
            raise HTTPException(404, "No article here is of this publisher.")
        items = _articles(connection, house, [row.id for row in found])
    name = one_line(found[0].publisher_name or id)
    page = f"/publishers/{quote(id, safe='')}"
    return _answer(request, house, who, shape, (f"firsthand: {name}", f"Articles of {name}.", page), items)


def _stories(house: House, ids: Sequence[str]) -> list[OutItem]:
    """Items of some stories, in their order, as they were last told; those that went meanwhile are left out."""
    items = []
    for id in ids:
        shown = _shown(house.desk, id)
        if shown is not None:
            items.append(story_item(shown.story, shown.articles, house.base, shown.changed_at))
    return items


def _shown(desk: Desk, id: str) -> Shown | None:
    try:
        return show_story(desk, id)
    except InputError:
        return None


def _articles(connection: Connection, house: House, ids: Sequence[str]) -> list[OutItem]:
    """Items of some articles, in their order, each as new as its current version."""
    readings = {r.article.id: r.article for r in load_readings(connection, ids)}
    seen: dict[str, datetime] = {}
    for some in parts(ids):
        rows = select(article.c.id, version.c.seen_at).join(version, version.c.n == article.c.version)
        seen.update((row.id, row.seen_at) for row in connection.execute(rows.where(article.c.id.in_(some))))
    return [article_item(readings[id], house.base, seen[id]) for id in ids if id in readings]


def _answer(
    request: Request,
    house: House,
    who: Viewer,
    shape: Shape,
    named: tuple[str, str, str],
    items: Sequence[OutItem],
) -> Response:
    """The feed in its shape; 304 where the asker has it. `named`: its title, what it holds, and the page like it."""
    title, about, page = named
    query = f"?{urlencode(request.query_params.multi_items())}" if request.query_params else ""
    feed = OutFeed(
        title=title,
        subtitle=about,
        id=urn_of("feed", house.base, page),
        self_url=f"{house.base}{quote(request.url.path)}{query}",
        html_url=f"{house.base}{page}",
        updated=max((item.updated for item in items), default=NEVER),
        items=tuple(items),
    )
    changed = format_datetime(feed.updated.astimezone(UTC).replace(microsecond=0), usegmt=True)
    headers = {
        "last-modified": changed,
        "cache-control": "no-cache" if who.via == "nobody" else "private, no-cache",
        "vary": "Accept-Encoding, Cookie",
    }
    tagged = request.headers.get("if-none-match")
    if tagged is None and request.headers.get("if-modified-since") == changed:
        return Response(status_code=304, headers=headers)
    content, kind = (atom_feed(feed), ATOM_TYPE) if shape == "atom" else (json_feed(feed), JSON_FEED_TYPE)
    return Response(content, headers=headers, media_type=kind)
