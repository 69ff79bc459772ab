"""/articles: the list, an article with all that was understood of it, its versions, and its exact words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.history import find_history
from firsthand.desk.lookup import find_text
from firsthand.errors import SpanError
from firsthand.publish.encoded import utc_text
from firsthand.publish.records import reading_record
from firsthand.web.api import shapes
from firsthand.web.api.answering import (
    ID_LETTERS,
    TEXT,
    USUAL,
    Cursor,
    Day,
    Home,
    Id,
    Limit,
    Reader,
    answer,
    described,
    next_link,
)
from firsthand.web.api.cursors import pack, unpack
from firsthand.web.api.listing import Filters, list_articles
from firsthand.web.api.problems import Responses, problems
from firsthand.web.api.records import article_line, passage, public_reading

router = APIRouter(tags=["articles"])

Capture = Annotated[
    str | None,
    Query(pattern=r"^[0-9a-fA-F]{6,64}$", description="The version that this capture's hash begins the name of."),
]
_Name = Query(max_length=ID_LETTERS, pattern=TEXT)


@router.get("/articles", responses=described(shapes.Articles))
def articles(
    request: Request,
    house: Home,
    who: Reader,
    since: Annotated[Day | None, Query(description="Reported on this day or later.")] = None,
    until: Annotated[Day | None, Query(description="Reported on this day or earlier.")] = None,
    publisher: Annotated[str | None, _Name] = None,
    language: Annotated[str | None, _Name] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """Articles, those first that arrived last."""
    before = unpack(cursor, int)
    wanted = Filters(since, until, publisher=publisher, language=language)
    with house.desk.store.reading() as connection:
        rows = list_articles(connection, wanted, before[0] if before else None, limit + 1)
    more = pack(rows[limit - 1].n) if len(rows) > limit else None
    found: shapes.Articles = {"articles": [article_line(row) for row in rows[:limit]], "next": more}
    return answer(who, found, headers=next_link(request, house, more))


@router.get("/articles/{id:path}/versions", responses=described(shapes.Versions, 404, 410))
def versions(house: Home, who: Reader, id: Id) -> Response:
    """All versions that were seen, and what each changed. A citation names the capture of the one that it is from."""
    history = find_history(house.desk, id)
    found: shapes.Versions = {
        "article": history.latest.reading.article.id,
        "versions": [
            {
                "number": v.number,
                "seen_at": utc_text(v.seen_at),
                "capture": v.reading.article.capture,
                "headline": v.reading.article.headline,
                "words": len(v.reading.article.text.split()),
                "edit": v.edit.kind if v.edit else None,
            }
            for v in history.versions
        ],
    }
    return answer(who, found)


@router.get("/articles/{id:path}/text", responses=described(shapes.Passage, 404, 410))
def text(
    house: Home,
    who: Reader,
    id: Id,
    start: Annotated[int, Query(ge=0, description="In code points.")] = 0,
    end: Annotated[int | None, Query(ge=1, description="Behind the last one; by default the end of the text.")] = None,
    capture: Capture = None,
) -> Response:
    """Exact words of an article, at the place that a citation names."""
    article = find_text(house.desk, id, capture).article
    try:
        found = passage(article, start, len(article.text) if end is None else end)
    except SpanError as error:
        letters = f"{len(article.text):,} characters"
        raise HTTPException(422, f"start, end: It is no range in a text of {letters}.") from error
    return answer(who, found)


_ARTICLE: Responses = {
    200: {
        "description": "The article with all that was understood of it.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/article"}}},
    }
}


@router.get("/articles/{id:path}", responses={**_ARTICLE, **problems(404, 410)})
def article(house: Home, who: Reader, id: Id, capture: Capture = None) -> Response:
    """An article by its id, the beginning of one, or its address. `capture` asks for an earlier version of it."""
    return answer(who, reading_record(public_reading(find_text(house.desk, id, capture))))
