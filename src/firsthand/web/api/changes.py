"""/events: what happened to which story, in order. Who asks again with `next` misses nothing and gets nothing twice."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from firsthand.web.api import shapes
from firsthand.web.api.answering import Home, Limit, Reader, answer, described
from firsthand.web.api.listing import list_changes
from firsthand.web.api.records import change

router = APIRouter(tags=["events"])


@router.get("/events", responses=described(shapes.Changes))
def events(
    house: Home,
    who: Reader,
    after: Annotated[int, Query(ge=0, lt=1 << 62, description="`next` of the answer before.")] = 0,
    limit: Limit = 100,
) -> Response:
    """New stories, articles, origins, disagreements, denials, corrections and merges."""
    with house.desk.store.reading() as connection:
        rows = list_changes(connection, after, None, limit)
    found: shapes.Changes = {"events": [change(row) for row in rows], "next": rows[-1].n if rows else after}
    return answer(who, found)
