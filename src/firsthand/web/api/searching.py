"""/search, /similar and /compare: articles by their words, sentences by what they say, two articles side by side."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.comparing import compare_articles
from firsthand.desk.searching import find_similar
from firsthand.errors import InputError
from firsthand.publish.comparison_record import comparison_record
from firsthand.publish.hits import found_record, sentence_record
from firsthand.store.hits import Order
from firsthand.store.query import parse
from firsthand.store.search import find
from firsthand.web.api import shapes
from firsthand.web.api.answering import (
    ID_LETTERS,
    TEXT,
    USUAL,
    Cursor,
    Home,
    Limit,
    Reader,
    answer,
    described,
    next_link,
)
from firsthand.web.api.cursors import pack, unpack
from firsthand.web.api.problems import Responses, problems, refusal
from firsthand.web.api.records import public_reading

router = APIRouter(tags=["search"])

#: Hits that one search brings at most, page by page: each page searches anew.
FARTHEST = 10_000
#: One request at a time brings the vectors up to date: two would do the same work.
_similar = threading.Lock()


@router.get("/search", responses=described(shapes.Found))
def search(
    request: Request,
    house: Home,
    who: Reader,
    q: Annotated[
        str,
        Query(min_length=1, max_length=1_000, pattern=TEXT, description="As `firsthand search` takes it."),
    ],
    order: Annotated[Order, Query(description="The newest first, or those that are most about it.")] = "newest",
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """Articles by their words: "phrases", -not, OR, (…), publisher:, after:, story: and the other filters."""
    place = unpack(cursor, int)
    offset = place[0] if place else 0
    if not 0 <= offset <= FARTHEST:
        raise HTTPException(422, f"cursor: A search brings at most {FARTHEST:,} hits. Narrow it by day.")
    try:
        tree = parse(q)
        with house.desk.store.reading() as connection:
            found = find(connection, tree, order=order, limit=limit + 1, offset=offset)
    except InputError as error:
        raise refusal(error) from error
    record = found_record(found, q)
    beyond = len(record["hits"]) > limit and offset + limit <= FARTHEST
    more = pack(offset + limit) if beyond else None
    return answer(
        who, {**record, "hits": record["hits"][:limit], "next": more}, headers=next_link(request, house, more)
    )


@router.get("/similar", responses=described(shapes.Similar))
def similar(
    house: Home,
    who: Reader,
    sentence: Annotated[str, Query(min_length=1, max_length=2_000, pattern=TEXT)],
    limit: Limit = USUAL,
) -> Response:
    """Sentences that say something like one, in English. After many articles came it takes a while, once."""
    try:
        with _similar:
            found = find_similar(house.desk, sentence, limit=limit)
    except InputError as error:
        raise refusal(error) from error
    return answer(who, {"sentence": sentence, "hits": [sentence_record(s) for s in found]})


class Pair(BaseModel):
    """Two articles, by their ids or addresses."""

    model_config = ConfigDict(extra="forbid")

    a: Annotated[str, Field(min_length=1, max_length=ID_LETTERS, pattern=TEXT)]
    b: Annotated[str, Field(min_length=1, max_length=ID_LETTERS, pattern=TEXT)]


_COMPARED: Responses = {
    200: {
        "description": "What both have, what one alone has, and where they differ.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/comparison"}}},
    }
}


@router.post("/compare", responses={**_COMPARED, **problems(400, 404, 410, 413)})
def compare(house: Home, who: Reader, pair: Pair) -> Response:
    """Two articles side by side. Nothing is kept of it."""
    try:
        found = compare_articles(house.desk, pair.a, pair.b)
    except InputError as error:
        if error.source == "a, b":
            raise refusal(error) from error
        raise
    shown = replace(found, a=public_reading(found.a), b=public_reading(found.b))
    return answer(who, comparison_record(shown), own=True)
