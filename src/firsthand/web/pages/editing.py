"""Saying that something is wrong, merging and splitting stories, deciding, and taking any of it back."""

from __future__ import annotations

from typing import Annotated, cast, get_args
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.audit import note
from firsthand.desk.editing import acts_of, history_of, members_of, merge, near, split, undo
from firsthand.desk.judging import list_judgements
from firsthand.desk.objections import PARTS, State, decide_objection, list_objections, object_to
from firsthand.desk.tending import count_untold
from firsthand.errors import InputError
from firsthand.web.address import bucket_of
from firsthand.web.house import House, house_of
from firsthand.web.limits import hold, limits_of
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, checked_form, editor, reader, text_in, viewer, with_form

router = APIRouter(include_in_schema=False)

Editor = Annotated[Viewer, Depends(editor)]
Reader = Annotated[Viewer, Depends(reader)]
InHouse = Annotated[House, Depends(house_of)]
Sent = Annotated[FormData, Depends(checked_form)]

#: What a redirect says was done, by a code in the address: no words come from there.
DONE = {
    "merged": "The stories are put together. It takes a moment until they are told as one.",
    "split": "The articles are held apart. It takes a moment until the stories are told anew.",
    "undone": "It is taken back. It takes a moment until the stories are told anew.",
    "decided": "The decision is kept, and stands in the story's history.",
    "said": "Thank you. Your objection is kept; an editor will look at it, and the answer will stand here.",
}
#: What an event is called.
HAPPENED: dict[str, str] = {
    "story": "A new story",
    "article": "Another article",
    "origin": "Another independent origin",
    "disagreement": "A new disagreement",
    "denial": "A denial",
    "correction": "A correction by the publisher",
    "merged": "Another story went into it",
}
#: The largest number that a database counts to.
MOST = 2**31
Done = Annotated[str | None, Query(max_length=20)]


def few_notices(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> None:
    """Raises HTTPException 429 where an address sends too many notices."""
    hold(limits_of(request).notices, bucket_of(who.address))


# --- this is wrong ---


@router.get("/stories/{id:path}/wrong")
def ask_what_is_wrong(
    request: Request,
    id: str,
    house: InHouse,
    _: Reader,
    who: Annotated[Viewer, Depends(with_form)],
    part: Annotated[str, Query(max_length=40)] = "account",
    ref: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The form of an objection."""
    return _objection_form(request, house, who, id, {"part": part, "ref": ref or ""}, None)


def _objection_form(
    request: Request, house: House, who: Viewer, id: str, values: dict[str, str], wrong: InputError | None
) -> Response:
    found = members_of(house.desk, id)
    context = {"story": found, "parts_of_a_story": PARTS, "values": values, "wrong": wrong}
    return page(request, "wrong.html.j2", 422 if wrong else 200, viewer=who, **context)


@router.post("/stories/{id:path}/wrong", dependencies=[Depends(few_notices)])
def object_(request: Request, id: str, house: InHouse, who: Reader, form: Sent) -> Response:
    """Keep an objection."""
    values = {name: text_in(form, name) for name in ("part", "ref", "reason", "by", "mail")}
    by = who.name or values["by"]
    try:
        number = object_to(
            house.desk, id, values["part"], values["ref"], values["reason"], by, values["mail"], house.now()
        )
    except InputError as error:
        if error.source not in (*values, "name"):
            raise
        return _objection_form(request, house, who, id, values, error)
    note(house.desk, who.actor.account, "object", f"{id} {number}", None, who.address, house.now())
    house.changed()
    return _to(f"/stories/{quote(id)}/history", "said")


# --- merge and split ---


@router.get("/stories/{id:path}/merge")
def ask_to_merge(request: Request, id: str, house: InHouse, who: Editor) -> Response:
    """Which story to put together with this one."""
    return _merge_form(request, house, who, id, None)


def _merge_form(request: Request, house: House, who: Viewer, id: str, wrong: InputError | None) -> Response:
    found = members_of(house.desk, id)
    offered = near(house.desk, found.id)
    status = 422 if wrong else 200
    return page(request, "merge.html.j2", status, viewer=who, story=found, offered=offered, wrong=wrong)


@router.post("/stories/{id:path}/merge")
def merge_stories(request: Request, id: str, house: InHouse, who: Editor, form: Sent) -> Response:
    """Put two stories together."""
    other = (text_in(form, "named") or text_in(form, "other")).rstrip("/").rpartition("/")[2]
    try:
        one, two = merge(house.desk, id, other, reason=text_in(form, "reason"), by=_name(who), now=house.now())
    except InputError as error:
        return _merge_form(request, house, who, id, error)
    note(house.desk, _name(who), "merge", f"{one} {two}", None, who.address, house.now())
    house.changed()
    return _to(f"/stories/{quote(one)}/history", "merged")


@router.get("/stories/{id:path}/split")
def ask_to_split(request: Request, id: str, house: InHouse, who: Editor) -> Response:
    """Which articles to take out of a story."""
    return _split_form(request, house, who, id, None)


def _split_form(request: Request, house: House, who: Viewer, id: str, wrong: InputError | None) -> Response:
    found = members_of(house.desk, id)
    return page(request, "split.html.j2", 422 if wrong else 200, viewer=who, story=found, wrong=wrong)


@router.post("/stories/{id:path}/split")
def split_story(request: Request, id: str, house: InHouse, who: Editor, form: Sent) -> Response:
    """Take articles out of a story."""
    out = [str(value) for value in form.getlist("article")]
    try:
        one = split(house.desk, id, out, reason=text_in(form, "reason"), by=_name(who), now=house.now())
    except InputError as error:
        return _split_form(request, house, who, id, error)
    note(house.desk, _name(who), "split", " ".join([one, *out]), None, who.address, house.now())
    house.changed()
    return _to(f"/stories/{quote(one)}/history", "split")


# --- history, and taking back ---


@router.get("/stories/{id:path}/history")
def history(request: Request, id: str, house: InHouse, _: Reader, done: Done = None) -> Response:
    """What happened to a story, and what persons said of it."""
    found = history_of(house.desk, id)
    names = {
        row.id: f"{row.publisher_name or 'publisher not known'}: {row.headline or 'no headline'}"
        for row in found.members.articles
    }
    return page(request, "story_past.html.j2", history=found, names=names, words=HAPPENED, done=DONE.get(done or ""))


@router.post("/desk/judgements/{number}/undo")
def undo_judgement(number: Annotated[int, Path(ge=1, le=MOST)], house: InHouse, who: Editor, form: Sent) -> Response:
    """Take a merge or a split back."""
    undo(house.desk, number, house.now())
    note(house.desk, _name(who), "undo judgement", str(number), None, who.address, house.now())
    house.changed()
    story = text_in(form, "story")
    return _to(f"/stories/{quote(story, safe='')}/history" if story else "/desk", "undone")


@router.post("/desk/objections/{number}")
def decide(
    number: Annotated[int, Path(ge=1, le=MOST)], house: InHouse, who: Editor, form: Sent
) -> Response:
    """Accept or refuse an objection, or open it again."""
    state = text_in(form, "state")
    if state not in get_args(State):
        raise InputError("state", "Accept it, refuse it, or open it again.")
    decide_objection(house.desk, number, cast("State", state), text_in(form, "answer"), _name(who), house.now())
    note(house.desk, _name(who), "decide objection", str(number), state, who.address, house.now())
    house.changed()
    return _to("/desk", "decided")


@router.get("/desk")
def desk(request: Request, house: InHouse, who: Editor, done: Done = None) -> Response:
    """What waits for an editor, and what editors did."""
    waiting, decided = list_objections(house.desk, "open"), list_objections(house.desk, limit=30)
    return page(
        request,
        "desk.html.j2",
        viewer=who,
        waiting=waiting,
        decided=[row for row in decided if row.state != "open"],
        acts=acts_of(list_judgements(house.desk))[:50],
        untold=count_untold(house.desk),
        done=DONE.get(done or ""),
    )


def _name(who: Viewer) -> str:
    return who.name or ""


def _to(path: str, done: str) -> Response:
    return RedirectResponse(f"{path}?done={done}", 303)
