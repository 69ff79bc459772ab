"""Notices that something must go: the form, what became of it for who sent it, and the desk where it is decided."""

from __future__ import annotations

import hmac
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Path, Query
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.audit import note
from firsthand.desk.notice import lacks
from firsthand.desk.receiving import (
    BASIS_WORDS,
    MOST_ADDRESSES,
    Form,
    mistakes_in,
    read_form,
    receipts_in,
    receive,
)
from firsthand.desk.reviewing import copies_named, decide_notice, restore_notice, what_goes
from firsthand.desk.takedown import notice_in_full, notices
from firsthand.errors import InputError
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, checked_form, editor, notices_held, text_in, viewer, with_form

router = APIRouter(include_in_schema=False)

State = Literal["pending", "removed", "refused", "restored"]
InHouse = Annotated[House, Depends(house_of)]
Anyone = Annotated[Viewer, Depends(viewer)]
Editor = Annotated[Viewer, Depends(editor)]
Sent = Annotated[FormData, Depends(checked_form)]
Receipt = Annotated[str, Path(pattern=r"^T-[0-9]{4}-[0-9]{6,12}$")]

#: Notices on one page of the list.
ROWS = 100
#: What became of a notice, for who sent it.
STATES: dict[str, str] = {
    "pending": "It waits for a decision.",
    "removed": "It was taken down, and is kept out when it is collected again.",
    "refused": "It was refused, and stays.",
    "restored": "It was taken down, and the takedown was lifted later.",
}
#: The same for lists.
STATE_NAMES: dict[str, str] = {
    "pending": "to decide",
    "removed": "taken down",
    "refused": "refused",
    "restored": "restored",
}
#: Fields of the form in the order of the page, with what a list of mistakes calls them.
FIELDS = {
    "addresses": "What must go",
    "reason": "Why",
    "basis": "What it appeals to",
    "name": "Name",
    "email": "E-mail",
    "contact": "Another way to reach you",
    "good_faith": "Statement of good faith",
    "no_contact": "No name",
    "work": "The work",
    "perjury": "Statement under penalty of perjury",
    "signature": "Signature",
}


# --- sending one ---


@router.get("/takedown", dependencies=[Depends(with_form)])
def form(request: Request, house: InHouse, url: Annotated[list[str], Query()] = []) -> Response:  # noqa: B006
    """The form, with the addresses that a link names."""
    return _form(request, house, Form(tuple(url[:MOST_ADDRESSES])), {})


@router.post("/takedown")
def send(request: Request, house: InHouse, who: Anyone, sent: Sent) -> Response:
    """Keep a notice for each address, and lead to what becomes of it."""
    filled = read_form({name: text_in(sent, name) for name in FIELDS})
    wrong = mistakes_in(house.desk, filled, house.base)
    if wrong:
        return _form(request, house, filled, wrong)
    notices_held(request, who)
    receipts = receive(house.desk, filled, house.base, house.now())
    for receipt in receipts:
        note(house.desk, who.actor.account, "notice", receipt, "received", who.address, house.now())
    return RedirectResponse(receipt_path(house, ",".join(receipts)), 303)


def receipt_path(house: House, receipts: str) -> str:
    """The address of what became of a notice: nobody can guess it."""
    return f"/takedown/{receipts}?key={house.sign('takedown', receipts)}"


@router.get("/takedown/{receipts}")
def receipt(
    request: Request, house: InHouse, receipts: str, key: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """The receipt of a notice, with the decision and its reasons."""
    names = receipts_in(receipts)
    right = hmac.compare_digest(key.encode(), house.sign("takedown", receipts).encode())
    if not (names and right):
        raise HTTPException(404, "No notice has this receipt, or its address is not whole.")
    kept = [notice_in_full(house.desk, name) for name in names]
    answer = page(
        request,
        "takedown_receipt.html.j2",
        notices=[(row, lacks(notice)) for row, notice, _ in kept],
        address=house.base + receipt_path(house, receipts),
        contact=house.desk.config.collect.contact,
        states=STATES,
        bases=BASIS_WORDS,
    )
    return _private(answer)


def _form(request: Request, house: House, filled: Form, wrong: dict[str, list[str]]) -> Response:
    mistakes = [(name, label, said) for name, label in FIELDS.items() for said in wrong.get(name, ())]
    return page(
        request,
        "takedown_form.html.j2",
        422 if wrong else 200,
        form=filled,
        wrong=wrong,
        mistakes=mistakes,
        most=MOST_ADDRESSES,
    )


# --- deciding ---


@router.get("/desk/takedowns")
def listed(
    request: Request,
    house: InHouse,
    _: Editor,
    state: State | None = None,
    start: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """All notices, or those of one state, the latest first."""
    rows = notices(house.desk, state)
    return page(
        request,
        "takedown_list.html.j2",
        rows=rows[start : start + ROWS],
        total=len(rows),
        later=start + ROWS if start + ROWS < len(rows) else None,
        state=state,
        states=STATE_NAMES,
    )


@router.get("/desk/takedowns/{receipt}")
def review(
    request: Request, house: InHouse, _: Editor, receipt: Receipt, copy: Annotated[list[str], Query()] = []  # noqa: B006
) -> Response:
    """One notice in full, with what it would take out. `copy` names articles that carry the same text and stay."""
    return _review(request, house, receipt, copy=copy)


@router.post("/desk/takedowns/{receipt}/decision")
def decide(request: Request, house: InHouse, who: Editor, receipt: Receipt, sent: Sent) -> Response:
    """Remove or refuse."""
    decision, explanation = text_in(sent, "decision"), text_in(sent, "explanation")
    if decision not in ("removed", "refused"):
        return _review(request, house, receipt, wrong="Choose whether to remove or to refuse.", said=explanation)
    if not explanation:
        return _review(request, house, receipt, wrong="A decision is explained: say why.")
    verb: Literal["removed", "refused"] = "removed" if decision == "removed" else "refused"
    try:
        done = decide_notice(house.desk, receipt, verb, explanation, who.actor, house.now())
    except InputError as error:
        return _review(request, house, receipt, wrong=error.reason, said=explanation, status=409)
    finally:
        house.changed()  # whatever failed after the transaction, what it took out is out
    return _back(receipt, [c.id for c in done.copies])


@router.post("/desk/takedowns/{receipt}/restoration")
def restore(request: Request, house: InHouse, who: Editor, receipt: Receipt, sent: Sent) -> Response:
    """Lift a takedown."""
    reason = text_in(sent, "explanation")
    if not reason:
        return _review(request, house, receipt, wrong="Say why it is restored.")
    try:
        restore_notice(house.desk, receipt, reason, who.actor, house.now())
    except InputError as error:
        return _review(request, house, receipt, wrong=error.reason, said=reason, status=409)
    finally:
        house.changed()
    return _back(receipt, [])


def _back(receipt: str, copies: list[str]) -> Response:
    query = f"?{urlencode([('copy', c) for c in copies[:MOST_ADDRESSES]])}" if copies else ""
    return RedirectResponse(f"/desk/takedowns/{quote(receipt)}{query}", 303)


def _review(
    request: Request,
    house: House,
    receipt: str,
    *,
    wrong: str = "",
    said: str = "",
    copy: list[str] | None = None,
    status: int = 422,
) -> Response:
    try:
        row, sent, ledger = notice_in_full(house.desk, receipt)
    except InputError as error:
        raise HTTPException(404, "There is no such receipt.") from error
    answer = page(
        request,
        "takedown_review.html.j2",
        status if wrong else 200,
        row=row,
        notice=sent,
        lacking=lacks(sent),
        ledger=ledger,
        going=what_goes(house.desk, row.url) if row.decision == "pending" else None,
        stay=copies_named(house.desk, [c for c in copy if "\x00" not in c]) if copy else [],
        can_return=bool(row.sealed and row.undo_until and row.undo_until > house.now()),
        undo_days=house.desk.config.takedown.undo_days,
        wrong=wrong,
        said=said,
        states=STATE_NAMES,
        bases=BASIS_WORDS,
        sender=receipt_path(house, receipt),
    )
    return _private(answer)


def _private(answer: Response) -> Response:
    """Kept by no cache, no proxy and no browser; and named by no search engine."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["x-robots-tag"] = "noindex"
    return answer
