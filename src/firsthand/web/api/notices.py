"""/takedowns: notices that something must go, what becomes of them, and the decisions of editors."""

from __future__ import annotations

import hmac
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.audit import note
from firsthand.desk.notice import MOST, Basis, Notice, lacks
from firsthand.desk.receiving import SENDER, exact_address
from firsthand.desk.reviewing import decide_notice
from firsthand.desk.takedown import notice_in_full, notices, take_down
from firsthand.errors import InputError
from firsthand.store.rows import AnyRow
from firsthand.web.api import act_shapes as shapes
from firsthand.web.api.answering import (
    SIGNED,
    TEXT,
    USUAL,
    Cursor,
    Editor,
    Home,
    Limit,
    answer,
    described,
    moment,
    next_link,
)
from firsthand.web.api.cursors import pack, unpack
from firsthand.web.api.problems import for_programs, refusal
from firsthand.web.house import House
from firsthand.web.viewer import Viewer, notices_held, viewer

router = APIRouter(tags=["takedowns"])

Receipt = Annotated[str, Path(pattern=r"^T-[0-9]{4}-[0-9]{6,12}$", description="As the answer to the notice has it.")]
Anyone = Annotated[Viewer, Depends(viewer)]
Decision = Literal["pending", "removed", "refused", "restored"]
_Line = Annotated[str | None, Field(max_length=1_000, pattern=TEXT)]
_MAIL = r"^[a-zA-Z0-9._+-]{1,64}@[a-zA-Z0-9-]{1,60}(\.[a-zA-Z0-9-]{1,60}){1,4}$"
_Words = r"^[^\x00]*[A-Za-z0-9][^\x00]*$"


class NewNotice(BaseModel):
    """What somebody asks for, and states. The laws that `basis` names want some of the fields; see the reference."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(max_length=2_000, pattern=_Words, description="The exact address, or an article's id.")]
    reason: Annotated[str, Field(max_length=MOST, pattern=_Words, description="Why it must go.")]
    basis: Basis = "other"
    name: _Line = None
    email: Annotated[str | None, Field(max_length=400, pattern=_MAIL)] = None
    contact: _Line = None
    good_faith: bool = False
    no_contact: bool = False
    work: _Line = None
    perjury: bool = False
    signature: _Line = None


def key_for(house: House, receipt: str) -> str:
    """What its sender sees a notice with, beside its receipt."""
    return house.sign("takedown", receipt)


@router.post(
    "/takedowns",
    responses=described(shapes.NoticeKept, 400, 413, status=201),
    status_code=201,
    dependencies=[Depends(notices_held)],
)
def receive(house: Home, who: Anyone, sent: NewNotice) -> Response:
    """Send a notice. It waits for an editor's decision; the receipt and the key show what becomes of it."""
    now = house.now()
    try:
        with house.desk.store.reading() as connection:
            url = exact_address(connection, sent.url.strip(), house.base)
        notice = Notice(**(sent.model_dump() | {"url": url}))
        done = take_down(house.desk, notice, who.name or SENDER, now, decision="pending")
    except InputError as error:
        raise refusal(error) from error
    note(house.desk, who.actor.account, "notice", done.receipt, "received", who.address, now)
    missing = [for_programs(each) for each in lacks(notice)]
    kept: shapes.NoticeKept = {
        "receipt": done.receipt,
        "key": key_for(house, done.receipt),
        "decision": done.decision,
        "lacks": missing,
    }
    return answer(who, kept, 201, {"location": f"{house.base}/api/v1/takedowns/{done.receipt}"}, own=True)


@router.get("/takedowns", responses=described(shapes.Notices), openapi_extra=SIGNED)
def listed(
    request: Request,
    house: Home,
    who: Editor,
    decision: Decision | None = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Response:
    """All notices, the latest first."""
    place = unpack(cursor, str)
    rows = notices(house.desk, decision)
    receipts = [row.receipt for row in rows]
    start = receipts.index(place[0]) + 1 if place and place[0] in receipts else 0
    shown = rows[start : start + limit]
    more = pack(shown[-1].receipt) if shown and len(rows) > start + limit else None
    found: shapes.Notices = {"notices": [_line(row) for row in shown], "next": more}
    return answer(who, found, headers=next_link(request, house, more), own=True)


@router.get("/takedowns/{receipt}", responses=described(shapes.NoticeState, 404))
def one(
    house: Home,
    who: Anyone,
    receipt: Receipt,
    key: Annotated[str, Query(max_length=100, pattern=r"^[0-9a-f]*$", description="As it came with the receipt.")] = "",
) -> Response:
    """What became of a notice: for who has its key, and for editors."""
    edits = who.may("editor")
    if not edits and not hmac.compare_digest(key.encode(), key_for(house, receipt).encode()):
        raise HTTPException(404, "No notice has this receipt, or the key is another's.")
    row, notice, ledger = notice_in_full(house.desk, receipt)
    found: shapes.NoticeState = {
        "receipt": row.receipt,
        "url": row.url,
        "basis": row.basis,
        "reason": row.reason,
        "at": moment(row.at) or "",
        "decision": row.decision,
        "decided_at": moment(row.decided_at),
        "explanation": row.explanation,
        "lacks": [for_programs(each) for each in lacks(notice)],
        "ledger": [
            {"at": moment(e.at) or "", "act": e.act, "by": e.by if edits else None, "note": e.note} for e in ledger
        ],
    }
    return answer(who, found, own=True)


class NoticeDecision(BaseModel):
    """What an editor decides on a notice, and why."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["removed", "refused"]
    explanation: Annotated[str, Field(min_length=1, max_length=MOST, pattern=_Words)]


@router.post(
    "/takedowns/{receipt}/decision",
    responses=described(shapes.Decided, 400, 404, 409, 413),
    openapi_extra=SIGNED,
)
def decided(house: Home, who: Editor, receipt: Receipt, said: NoticeDecision) -> Response:
    """Decide on a notice. What is removed is off the disk when the answer comes, and kept out from then on."""
    row, _, _ = notice_in_full(house.desk, receipt)
    if row.decision != "pending":
        raise HTTPException(409, f"It was decided already: {row.decision}.")
    try:
        done = decide_notice(house.desk, receipt, said.decision, said.explanation, who.actor, house.now())
    except InputError as error:
        raise refusal(error, 409) from error
    finally:
        house.changed()
    found: shapes.Decided = {
        "receipt": done.receipt,
        "decision": said.decision,
        "articles": list(done.articles),
        "versions": done.versions,
        "captures": done.captures,
        "entries": done.entries,
        "undo_until": moment(done.undo_until),
        "notes": list(done.notes),
    }
    return answer(who, found, own=True)


def _line(row: AnyRow) -> shapes.NoticeLine:
    return {
        "receipt": row.receipt,
        "url": row.url,
        "article": row.article,
        "basis": row.basis,
        "reason": row.reason,
        "at": moment(row.at) or "",
        "by": row.by,
        "decision": row.decision,
        "decided_at": moment(row.decided_at),
        "decided_by": row.decided_by,
        "explanation": row.explanation,
    }
