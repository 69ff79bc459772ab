"""What admins alone do: accounts and their roles, and the audit log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, cast

import anyio.to_thread
from fastapi import APIRouter, Depends, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.accounts import disable, enable, list_accounts, make_account, set_password, set_role
from firsthand.desk.audit import PAGE, list_audit
from firsthand.desk.opening import Desk
from firsthand.desk.roles import ROLES, Role
from firsthand.errors import InputError
from firsthand.web.house import house_of
from firsthand.web.limits import hashing
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, admin, checked_form, text_in

router = APIRouter(include_in_schema=False)

#: What was done, by the code that the address of the page after it has.
DONE = {
    "made": "The account is made.",
    "password": "The password is set. All sessions of the account have ended.",
    "role": "The role is changed. It holds from the next request on.",
    "disable": "The account is disabled. Its sessions have ended, its keys are revoked.",
    "enable": "The account can sign in again. Its keys stay revoked.",
}

Form = Annotated[FormData, Depends(checked_form)]
Admin = Annotated[Viewer, Depends(admin)]


@router.get("/settings/accounts")
def accounts(request: Request, who: Admin, done: str = "") -> Response:
    """All accounts, and the forms to change them."""
    return _accounts(request, said=DONE.get(done, ""))


@router.post("/settings/accounts")
async def make(request: Request, who: Admin, form: Form) -> Response:
    """A new account."""
    house, name = house_of(request), text_in(form, "name").lower()
    role, mail, password = cast("Role", text_in(form, "role")), text_in(form, "mail"), str(form.get("password", ""))
    try:
        await hashing(
            request, lambda: make_account(house.desk, name, role, password, who.actor, house.now(), mail=mail)
        )
    except InputError as error:
        return await _refused(request, error)
    return RedirectResponse("/settings/accounts?done=made", 303)


@router.post("/settings/accounts/password")
async def password(request: Request, who: Admin, form: Form) -> Response:
    """Another password, for somebody who has lost theirs."""
    house, name, new = house_of(request), text_in(form, "name"), str(form.get("password", ""))
    try:
        await hashing(request, lambda: set_password(house.desk, name, new, who.actor, house.now()))
    except InputError as error:
        return await _refused(request, error)
    return RedirectResponse("/settings/accounts?done=password", 303)


@router.post("/settings/accounts/role")
def role(request: Request, who: Admin, form: Form) -> Response:
    """Another role."""
    wanted = cast("Role", text_in(form, "role"))
    return _acted(request, form, "role", lambda desk, name, now: set_role(desk, name, wanted, who.actor, now))


@router.post("/settings/accounts/disable")
def turn_off(request: Request, who: Admin, form: Form) -> Response:
    """Have an account open nothing."""
    return _acted(request, form, "disable", lambda desk, name, now: disable(desk, name, who.actor, now))


@router.post("/settings/accounts/enable")
def turn_on(request: Request, who: Admin, form: Form) -> Response:
    """Let a disabled account sign in again."""
    return _acted(request, form, "enable", lambda desk, name, now: enable(desk, name, who.actor, now))


def _acted(request: Request, form: FormData, done: str, act: Callable[[Desk, str, datetime], object]) -> Response:
    """Do something to the account that a form names, and say so; or say on the page why it cannot be done."""
    house = house_of(request)
    try:
        act(house.desk, text_in(form, "name"), house.now())
    except InputError as error:
        return _accounts(request, 422, wrong=f"{error.source}: {error.reason}")
    return RedirectResponse(f"/settings/accounts?done={done}", 303)


@router.get("/settings/audit")
def audit(
    request: Request,
    who: Admin,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    account: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Who did what, the latest first."""
    lines = list_audit(house_of(request).desk, before=before, account=account.replace("\x00", ""), limit=PAGE + 1)
    more = lines[PAGE - 1].n if len(lines) > PAGE else None
    return page(request, "audit.html.j2", lines=lines[:PAGE], more=more, account=account, paged=before is not None)


async def _refused(request: Request, error: InputError) -> Response:
    return await anyio.to_thread.run_sync(
        lambda: _accounts(request, 422, wrong=f"{error.source}: {error.reason}")
    )


def _accounts(request: Request, status: int = 200, *, said: str = "", wrong: str = "") -> Response:
    found = list_accounts(house_of(request).desk)
    return page(request, "accounts.html.j2", status, said=said, wrong=wrong, accounts=found, roles=ROLES)
