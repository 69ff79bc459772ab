"""/stories: the list, a story in full, each part of it, and every form it is written in."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.finding import story_named
from firsthand.desk.front import Place
from firsthand.desk.showing import Shown, show_story
from firsthand.errors import InputError
from firsthand.model import Edition
from firsthand.publish.forms import FORMS
from firsthand.publish.records import Record, story_record
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
from firsthand.web.api.listing import Filters, article_rows, list_changes, list_stories
from firsthand.web.api.problems import Responses, problems, refusal
from firsthand.web.api.records import article_line, change, public, story_line
from firsthand.web.downloads import taken_along
from firsthand.write import LENGTH, write

router = APIRouter(tags=["stories"])

#: Sentences of the longest account that is asked for.
LONGEST = 200
FormName = Annotated[str, Path(json_schema_extra={"enum": list(FORMS)})]
Part = Literal[
    "account", "findings", "disagreements", "quotations", "origins", "derivations", "timeline", "actors", "articles"
]
_Name = Query(max_length=ID_LETTERS, pattern=TEXT)


def filters(
    since: Annotated[Day | None, Query(description="Last reported on this day or later.")] = None,
    until: Annotated[Day | None, Query(description="Last reported on this day or earlier.")] = None,
    actor: Annotated[str | None, _Name] = None,
    place: Annotated[str | None, _Name] = None,
    publisher: Annotated[str | None, _Name] = None,
    language: Annotated[str | None, _Name] = None,
    q: Annotated[str | None, Query(max_length=1_000, pattern=TEXT, description="A query, as /search takes it.")] = None,
) -> Filters:
    """The filters of a list of stories."""
    return Filters(since, until, actor, place, publisher, language, q)


@router.get("/stories", responses=described(shapes.Stories))
def stories(
    request: Request,
    house: Home,
    who: Reader,
    wanted: Annotated[Filters, Depends(filters)],
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """Stories, those first that were reported on last. What changes meanwhile moves to the front; see /events."""
    place = unpack(cursor, str, str)
    try:
        with house.desk.store.reading() as connection:
            rows = list_stories(connection, wanted, Place(*place) if place else None, limit + 1)
    except InputError as error:
        raise refusal(error) from error
    more = pack(rows[limit - 1].last_reported, rows[limit - 1].id) if len(rows) > limit else None
    found: shapes.Stories = {"stories": [story_line(row) for row in rows[:limit]], "next": more}
    return answer(who, found, headers=next_link(request, house, more))


@router.get("/stories/{id:path}/account", responses=described(shapes.StoryAccount, 404))
def account(
    house: Home,
    who: Reader,
    id: Id,
    length: Annotated[int, Query(ge=1, le=LONGEST, description="Sentences, those on differences apart.")] = LENGTH,
    since: Annotated[Day | None, Query(description="Only what is new since a day.")] = None,
    single_source: Annotated[bool, Query(description="False leaves out what rests on one origin.")] = True,
) -> Response:
    """The account alone, as long as it is wanted. Each sentence has its citations, each with the exact words."""
    shown = show_story(house.desk, id)
    day = since.isoformat() if since else None
    record = story_record(rewritten(shown, length, day, single_source))
    found: shapes.StoryAccount = {
        "story": record["id"],
        "headline": record["headline"],
        "since": day,
        "account": record["account"],
    }
    return answer(who, found)


def rewritten(shown: Shown, length: int, since: str | None, single_source: bool) -> Any:  # noqa: ANN401
    """A story whose account is written anew, where it is not to be as it was kept."""
    if (length, since, single_source) == (LENGTH, None, True):
        return shown.story
    members = sorted(shown.readings, key=lambda r: (r.article.moment, r.article.id))
    written = write(shown.story, members, length, since=since, single_source=single_source)
    return replace(shown.story, account=written.statements, since=since)


def _part(house: Home, id: str, part: Part) -> dict[str, Any]:
    record: Record = story_record(show_story(house.desk, id).story)
    return {"story": record["id"], part: record[part]}


@router.get("/stories/{id:path}/findings", responses=described(shapes.StoryFindings, 404))
def findings(house: Home, who: Reader, id: Id) -> Response:
    """All that is reported, each with every passage that says so and how many independent origins that is at most."""
    return answer(who, _part(house, id, "findings"))


@router.get("/stories/{id:path}/disagreements", responses=described(shapes.StoryDisagreements, 404))
def disagreements(house: Home, who: Reader, id: Id) -> Response:
    """Where the reports differ, with all sides. Nothing is settled."""
    return answer(who, _part(house, id, "disagreements"))


@router.get("/stories/{id:path}/quotations", responses=described(shapes.StoryQuotations, 404))
def quotations(house: Home, who: Reader, id: Id) -> Response:
    """Who is quoted, the same words in several articles once."""
    return answer(who, _part(house, id, "quotations"))


@router.get("/stories/{id:path}/origins", responses=described(shapes.StoryOrigins, 404))
def origins(house: Home, who: Reader, id: Id) -> Response:
    """The articles by the text that they rest on, and why."""
    return answer(who, _part(house, id, "origins"))


@router.get("/stories/{id:path}/derivations", responses=described(shapes.StoryDerivations, 404))
def derivations(house: Home, who: Reader, id: Id) -> Response:
    """Who took from whom, with both passages side by side."""
    return answer(who, _part(house, id, "derivations"))


@router.get("/stories/{id:path}/timeline", responses=described(shapes.StoryTimeline, 404))
def timeline(house: Home, who: Reader, id: Id) -> Response:
    """The findings in the order of happening, not of reporting."""
    return answer(who, _part(house, id, "timeline"))


@router.get("/stories/{id:path}/actors", responses=described(shapes.StoryActors, 404))
def actors(house: Home, who: Reader, id: Id) -> Response:
    """Persons, organizations and places, each with all its spellings and mentions."""
    return answer(who, _part(house, id, "actors"))


@router.get("/stories/{id:path}/articles", responses=described(shapes.StoryArticles, 404))
def articles(house: Home, who: Reader, id: Id) -> Response:
    """The articles in the order of their report; each in full under /articles/{id}."""
    shown = show_story(house.desk, id)
    with house.desk.store.reading() as connection:
        rows = article_rows(connection, shown.story.articles)
    found: shapes.StoryArticles = {"story": shown.story.id, "articles": [article_line(row) for row in rows]}
    return answer(who, found)


@router.get("/stories/{id:path}/events", responses=described(shapes.Changes, 404))
def events(
    house: Home,
    who: Reader,
    id: Id,
    after: Annotated[int, Query(ge=0, lt=1 << 62, description="`next` of the answer before.")] = 0,
    limit: Limit = USUAL,
) -> Response:
    """What happened to one story."""
    with house.desk.store.reading() as connection:
        rows = list_changes(connection, after, story_named(connection, id), limit)
    found: shapes.Changes = {"events": [change(row) for row in rows], "next": rows[-1].n if rows else after}
    return answer(who, found)


_WRITTEN: Responses = {
    200: {
        "description": "The story, written in that form.",
        "content": {f.media_type.partition(";")[0]: {} for f in FORMS.values()},
    }
}


@router.get("/stories/{id:path}/as/{form}", responses={**_WRITTEN, **problems(404, 501)}, response_class=Response)
def written(house: Home, who: Reader, id: Id, form: FormName) -> Response:
    """The story in any form that `firsthand export` writes: a page, PDF, tables, graphs, JSON-LD, STIX and more."""
    wanted = FORMS.get(form)
    if wanted is None:
        raise HTTPException(404, f"There is no such form. There are {', '.join(FORMS)}.")
    shown = show_story(house.desk, id)
    edition: Edition = public(shown.edition)
    try:
        content = taken_along(form, edition)
    except InputError as error:  # a program that makes it is not installed here
        raise HTTPException(501, error.reason) from error
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in shown.story.id)[:80]
    headers = {
        "cache-control": "no-cache" if who.via == "nobody" else "private, no-cache",
        "content-disposition": f'attachment; filename="{name}{wanted.suffix}"',
        "vary": "Accept-Encoding, Authorization, Cookie",
    }
    return Response(content, headers=headers, media_type=wanted.media_type)


_STORY: Responses = {
    200: {
        "description": "The story with everything that was found in it.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/story"}}},
    }
}


@router.get("/stories/{id:path}", responses={**_STORY, **problems(404)})
def story(house: Home, who: Reader, id: Id) -> Response:
    """A story in full. It answers to ids that it had before, and to the beginning of one, too."""
    return answer(who, story_record(show_story(house.desk, id).story))
