"""/judgements and /objections: what editors say of two articles, and what readers say is wrong."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.audit import note
from firsthand.desk.finding import article_named, story_named
from firsthand.desk.judging import list_judgements, say_of_all, take_back
from firsthand.desk.objections import (
    MOST_LETTERS,
    NAME_LETTERS,
    Part,
    State,
    decide_objection,
    list_objections,
    object_to,
)
from firsthand.errors import InputError
from firsthand.store.reader_tables import objection
from firsthand.store.rows import AnyRow
from firsthand.web.api import act_shapes as shapes
from firsthand.web.api.answering import (
    ID_LETTERS,
    SIGNED,
    TEXT,
    USUAL,
    Cursor,
    Editor,
    Home,
    Limit,
    Reader,
    answer,
    described,
    moment,
    next_link,
)
from firsthand.web.api.cursors import pack, unpack
from firsthand.web.api.problems import problems, refusal
from firsthand.web.viewer import notices_held

router = APIRouter()

Number = Annotated[int, Path(ge=1, lt=1 << 31)]
Name = Annotated[str, Field(min_length=1, max_length=ID_LETTERS, pattern=TEXT)]
#: Words of a person: one letter at least, and no NUL.
WORDS = r"^[^\x00]*[A-Za-z0-9][^\x00]*$"


class NewJudgement(BaseModel):
    """What an editor says of two articles."""

    model_config = ConfigDict(extra="forbid")

    a: Annotated[Name, Field(description="Id or address of an article.")]
    b: Name
    together: Annotated[bool, Field(description="True puts them into one story, false holds them apart.")]
    reason: Annotated[str, Field(max_length=MOST_LETTERS, pattern=TEXT)] = ""


@router.get("/judgements", responses=described(shapes.Judgements), tags=["judgements"])
def judgements(house: Home, who: Reader) -> Response:
    """All that was said, in order. Who said it is told to those who are signed in."""
    named = who.name is not None
    found: shapes.Judgements = {
        "judgements": [
            {
                "number": j.number,
                "together": j.together,
                "articles": list(j.articles),
                "reason": j.reason,
                "by": j.by if named else None,
                "at": moment(j.at) or "",
                "undone_at": moment(j.undone_at),
                "holds": j.holds,
            }
            for j in list_judgements(house.desk)
        ]
    }
    return answer(who, found)


@router.post(
    "/judgements",
    responses=described(shapes.Judged, 400, 404, 409, 410, 413, status=201),
    status_code=201,
    tags=["judgements"],
    openapi_extra=SIGNED,
)
def judge(house: Home, who: Editor, said: NewJudgement) -> Response:
    """Put two articles together or hold them apart. The stories follow in a while; /events tells of it."""
    by, now = who.name or "-", house.now()
    with house.desk.store.reading() as connection:
        ids = [article_named(connection, name).id for name in (said.a, said.b)]
    if ids[0] == ids[1]:
        raise HTTPException(422, "a, b: Both name the same article: a judgement takes two.")
    try:
        say_of_all(house.desk, [(ids[0], ids[1], said.together)], reason=said.reason, by=by, now=now)
    except InputError as error:
        raise refusal(error, 409) from error
    number = max(j.number for j in list_judgements(house.desk) if j.at == now and set(j.articles) == set(ids))
    note(house.desk, by, "join" if said.together else "part", " ".join(ids), str(number), who.address, now)
    house.changed()
    kept: shapes.Judged = {"number": number, "articles": sorted(ids), "together": said.together}
    return answer(who, kept, 201, own=True)


@router.delete(
    "/judgements/{number}",
    responses={204: {"description": "It is taken back."}, **problems(404, 409)},
    status_code=204,
    response_class=Response,
    tags=["judgements"],
    openapi_extra=SIGNED,
)
def undo(house: Home, who: Editor, number: Number) -> Response:
    """Take a judgement back. It stays in the list, with when it was undone."""
    now = house.now()
    if not any(j.number == number for j in list_judgements(house.desk)):
        raise HTTPException(404, "There is no judgement of this number.")
    try:
        take_back(house.desk, number, now=now, group=False)
    except InputError as error:
        raise refusal(error, 409) from error
    note(house.desk, who.actor.account, "undo", str(number), None, who.address, now)
    house.changed()
    return Response(status_code=204)


class NewObjection(BaseModel):
    """What somebody says is wrong with a part of a story."""

    model_config = ConfigDict(extra="forbid")

    story: Name
    part: Part
    ref: Annotated[str | None, Field(max_length=NAME_LETTERS, pattern=TEXT, description="Id of what it is about.")] = (
        None
    )
    reason: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS, pattern=WORDS)]
    by: Annotated[str, Field(min_length=1, max_length=NAME_LETTERS, pattern=WORDS)]
    mail: Annotated[
        str | None, Field(max_length=NAME_LETTERS, pattern=r"^[^\x00-\x20@\x7f]+@[^\x00-\x20@\x7f]+$")
    ] = None


@router.post(
    "/objections",
    responses=described(shapes.ObjectionKept, 400, 404, 413, status=201),
    status_code=201,
    dependencies=[Depends(notices_held)],
    tags=["objections"],
)
def object_(house: Home, who: Reader, said: NewObjection) -> Response:
    """Say that something in a story is wrong. An editor decides, and the answer stands in the story's history."""
    with house.desk.store.reading() as connection:
        story = story_named(connection, said.story)
    by, now = who.name or said.by, house.now()
    try:
        number = object_to(house.desk, story, said.part, said.ref, said.reason, by, said.mail, now)
    except InputError as error:
        raise refusal(error) from error
    note(house.desk, who.actor.account, "object", f"{story} {number}", None, who.address, now)
    house.changed()
    kept: shapes.ObjectionKept = {"number": number, "story": story, "state": "open"}
    return answer(who, kept, 201, own=True)


@router.get("/objections", responses=described(shapes.Objections), tags=["objections"], openapi_extra=SIGNED)
def objections(
    request: Request,
    house: Home,
    who: Editor,
    state: State | None = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """What readers say is wrong, the latest first."""
    before = unpack(cursor, int)
    rows = list_objections(house.desk, state, before=before[0] if before else None, limit=limit + 1)
    more = pack(rows[limit - 1].n) if len(rows) > limit else None
    found: shapes.Objections = {"objections": [_objection(row) for row in rows[:limit]], "next": more}
    return answer(who, found, headers=next_link(request, house, more), own=True)


class ObjectionDecision(BaseModel):
    """What an editor decides on an objection, with the answer that everybody reads."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["accepted", "refused"]
    answer: Annotated[str, Field(min_length=1, max_length=MOST_LETTERS, pattern=WORDS)]


@router.patch(
    "/objections/{number}",
    responses=described(shapes.Objection, 400, 404, 413),
    tags=["objections"],
    openapi_extra=SIGNED,
)
def decide(house: Home, who: Editor, number: Number, decision: ObjectionDecision) -> Response:
    """Accept or refuse an objection."""
    now = house.now()
    decide_objection(house.desk, number, decision.state, decision.answer, who.actor.account, now)
    note(house.desk, who.actor.account, "decide objection", str(number), decision.state, who.address, now)
    house.changed()
    with house.desk.store.reading() as connection:
        row = connection.execute(select(objection).where(objection.c.n == number)).one()
    return answer(who, _objection(row), own=True)


def _objection(row: AnyRow) -> shapes.Objection:
    return {
        "number": row.n,
        "story": row.story,
        "part": row.part,
        "ref": row.ref,
        "reason": row.reason,
        "by": row.by,
        "mail": row.mail,
        "at": moment(row.at) or "",
        "state": row.state,
        "answer": row.answer,
        "decided_by": row.decided_by,
        "decided_at": moment(row.decided_at),
    }
