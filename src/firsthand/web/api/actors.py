"""/actors and /publishers: who is written about, and who writes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.front import Place
from firsthand.publish.records import story_record
from firsthand.store.facets import FacetKind, key_of, name_of
from firsthand.store.rows import AnyRow
from firsthand.store.stories import kept_telling
from firsthand.web.api import shapes
from firsthand.web.api.answering import (
    ID_LETTERS,
    TEXT,
    USUAL,
    Cursor,
    Home,
    Id,
    Limit,
    Reader,
    answer,
    described,
    next_link,
    reported,
)
from firsthand.web.api.cursors import pack, unpack
from firsthand.web.api.listing import count_publisher, list_actors, list_publishers, stories_with
from firsthand.web.api.records import story_line

router = APIRouter(tags=["actors"])

ACTORS: tuple[FacetKind, ...] = ("person", "organization", "place")
Named = Annotated[str | None, Query(max_length=ID_LETTERS, pattern=TEXT, description="Part of the name.")]


@router.get("/actors", responses=described(shapes.Actors))
def actors(
    request: Request,
    house: Home,
    who: Reader,
    kind: shapes.ActorKind | None = None,
    q: Named = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """Persons, organizations and places, those first that are in most stories."""
    after = unpack(cursor, int, str, str)
    with house.desk.store.reading() as connection:
        rows = list_actors(connection, (kind,) if kind else ACTORS, q, after, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    more = pack(last.stories, last.kind, last.key) if last else None
    found: shapes.Actors = {
        "actors": [{"kind": r.kind, "key": r.key, "name": r.name, "stories": r.stories} for r in rows[:limit]],
        "next": more,
    }
    return answer(who, found, headers=next_link(request, house, more))


@router.get("/actors/{kind}/{key}", responses=described(shapes.Actor, 404))
def actor(
    request: Request,
    house: Home,
    who: Reader,
    kind: shapes.ActorKind,
    key: Annotated[str, Path(max_length=ID_LETTERS, pattern=TEXT, min_length=1)],
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """What an actor said and did, story by story, those first that were reported on last."""
    place = unpack(cursor, str, str)
    with house.desk.store.reading() as connection:
        name = name_of(connection, kind, key)
        if name is None:
            raise HTTPException(404, f"No story has a {kind} of this key.")
        rows = stories_with(connection, kind, key, Place(*place) if place else None, limit + 1)
        seen = [_appearance(connection, row, mentions, kind, key) for row, mentions in rows[:limit]]
    last = rows[limit - 1][0] if len(rows) > limit else None
    more = pack(last.last_reported, last.id) if last else None
    found: shapes.Actor = {"kind": kind, "key": key, "name": name, "appearances": seen, "next": more}
    return answer(who, found, headers=next_link(request, house, more))


def _appearance(connection: Connection, row: AnyRow, mentions: int, kind: str, key: str) -> shapes.Appearance:
    """What a story has of an actor, as it was last told."""
    kept = kept_telling(connection, row.id)
    made: shapes.Appearance = {
        "story": story_line(row),
        "mentions": mentions,
        "aliases": [],
        "quotations": [],
        "findings": [],
    }
    if kept is None:
        return made
    record = story_record(kept.story)
    own = [a for a in record["actors"] if a["kind"] == kind and key_of(a["name"]) == key]
    ids = {a["id"] for a in own}
    names = {key_of(n) for a in own for n in (a["name"], *a["aliases"])}
    made["aliases"] = sorted({n for a in own for n in a["aliases"]})
    made["quotations"] = [q for q in record["quotations"] if q["speaker"] and key_of(q["speaker"]) in names]
    made["findings"] = [f for f in record["findings"] if ids & set(f["actors"])]
    return made


@router.get("/publishers", responses=described(shapes.Publishers), tags=["publishers"])
def publishers(
    request: Request, house: Home, who: Reader, q: Named = None, limit: Limit = USUAL, cursor: Cursor = None
) -> Response:
    """Publishers, in the order of their ids."""
    after = unpack(cursor, str)
    with house.desk.store.reading() as connection:
        rows = list_publishers(connection, q, after[0] if after else None, limit + 1)
    more = pack(rows[limit - 1].id) if len(rows) > limit else None
    found: shapes.Publishers = {
        "publishers": [
            {"id": r.id, "name": r.name or r.id, "articles": r.articles, "last_reported_at": reported(r.last)}
            for r in rows[:limit]
        ],
        "next": more,
    }
    return answer(who, found, headers=next_link(request, house, more))


@router.get("/publishers/{id:path}", responses=described(shapes.PublisherRecord, 404), tags=["publishers"])
def publisher(house: Home, who: Reader, id: Id) -> Response:
    """What is held of a publisher: how much of it is its own, and whose text it takes."""
    with house.desk.store.reading() as connection:
        counts = count_publisher(connection, id)
    if counts is None:
        raise HTTPException(404, "No article here is of this publisher.")
    found: shapes.PublisherRecord = {
        "id": counts.id,
        "name": counts.name,
        "articles": counts.articles,
        "stories": counts.stories,
        "first_reported_at": reported(counts.first),
        "last_reported_at": reported(counts.last),
        "marks": [{"mark": mark, "articles": number} for mark, number in counts.marks],  # type: ignore[typeddict-item]
        "leans_on": [{"name": name, "articles": number} for name, number in counts.leans_on],
        "corrections": counts.corrections,
    }
    return answer(who, found)
